"""Text that kept Markdown's marks. In: its lines. Out: HTML, where code has its language."""

from generator.archives.languages import decide


def html_of_markdown(text: str) -> str:
    """Tags in the text stay text."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    tokens = parser.parse(text)
    blocks = [token for token in tokens if token.type in ("fence", "code_block")]
    for token, language in zip(blocks, decide([token.content for token in blocks]), strict=True):
        token.type = "fence"
        token.content = token.content.strip("\n") + "\n"
        token.info = token.info or language or "text"
    return str(parser.renderer.render(tokens, parser.options, {}))
