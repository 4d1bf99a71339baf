"""A block of code as HTML. In: its text and the words after the fence. Out: markup, and a fact.

<div class="code" data-language="python" data-title="app.py">
<div class="code-title">app.py</div>
<pre tabindex="0"><code class="language-python">...</code></pre>
</div>
"""

from generator.markdown.draft import Draft
from generator.markdown.markup import escape, quote
from generator.model.rendered import CodeBlock
from generator.text.languages import canonical_language


def write_code(draft: Draft, text: str, info: str, html: str | None = None) -> None:
    """Writes and notes the block; `info` is the info string of the fence, `html` ready markup."""
    language = canonical_language(info)
    facts = draft.facts
    facts.end_block()
    html = html if html is not None else draft.highlight(text, language)
    if html is None:
        draft.problem(
            "code-too-complex", f"code in {language} is too large or too tangled to colour"
        )
        html = escape(text)
    facts.code_blocks.append(
        CodeBlock(
            text=text, language=language, title="", line=draft.line, section=len(facts.sections)
        )
    )
    name = f' class="language-{quote(language)}"' if language else ""
    draft.html.append(
        f'<div class="code" data-language="{quote(language)}">\n'
        f'<pre tabindex="0"><code{name}>{html}</code></pre>\n</div>\n'
    )
