"""What is particular to a WordPress export: which items are posts, and paragraphs without markup.

In: fields of one item. Out: whether and how it is published, and its body as HTML. An export
holds attachments, menus and revisions beside posts, and bodies as the editor stored them.
"""

import re
from typing import Final

_POSTS: Final = frozenset(("post", "page"))
_PUBLISHED: Final = frozenset(("publish", ""))
_DRAFTS: Final = frozenset(("draft", "future", "pending", "private"))
_BLOCKS: Final = (
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|h[1-6]|header|hr|iframe|li|main|math|nav|object|ol|p|pre|script|section|style|summary|table"
    "|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_BLOCK: Final = re.compile(rf"</?(?:{_BLOCKS})\b", re.IGNORECASE)
_KEPT: Final = re.compile(
    r"(<(pre|script|style|textarea|table|svg|ul|ol|blockquote|figure)\b.*?</\2\s*>)",
    re.DOTALL | re.IGNORECASE,
)
_EDITOR: Final = re.compile(r"<!--\s*/?wp:.*?-->", re.DOTALL)
_MORE: Final = re.compile(r"<!--(?:more.*?|nextpage)-->", re.DOTALL)
_CAPTION: Final = re.compile(
    r"\[caption[^\]]*\]\s*((?:<a\b[^>]*>\s*)?<img[^>]*>(?:\s*</a>)?)\s*(.*?)\s*\[/caption\]",
    re.DOTALL | re.IGNORECASE,
)
_CODE: Final = re.compile(
    r"\[(code|sourcecode|source)((?:\s[^\]]*)?)\](.*?)\[/\1\]", re.DOTALL | re.IGNORECASE
)
_LANGUAGE: Final = re.compile(r"""lang(?:uage)?\s*=\s*["']?([A-Za-z0-9_+#.-]{1,30})""")


def is_post(post_type: str, status: str) -> bool:
    """Whether an item of an export is something that people read, published or not yet."""
    return post_type in _POSTS and status in _PUBLISHED | _DRAFTS


def is_draft(status: str) -> bool:
    """Whether a post was not published on its own site."""
    return status in _DRAFTS


def stored_html(body: str) -> str:
    """The HTML that WordPress makes of a stored body: shortcodes of code and captions, and, where
    the body holds no paragraphs, a paragraph for each stretch between blank lines.
    """
    body = _MORE.sub("", body.replace("\r\n", "\n"))
    body = _CODE.sub(_code, body)
    body = _CAPTION.sub(r"<figure>\1<figcaption>\2</figcaption></figure>", body)
    if _EDITOR.search(body):
        return _EDITOR.sub("", body)
    return body if re.search(r"<p[\s>]", body, re.IGNORECASE) else _paragraphs(body)


def _code(match: re.Match[str]) -> str:
    language = _LANGUAGE.search(match[2])
    name = f' class="language-{language[1]}"' if language else ""
    text = match[3].strip("\n")
    if "&lt;" not in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return f"<pre><code{name}>{text}</code></pre>"


def _paragraphs(body: str) -> str:
    parts = _KEPT.split(body)
    done: list[str] = []
    for index in range(0, len(parts), 3):
        done.extend(_stretch(stretch) for stretch in re.split(r"\n\s*\n", parts[index]))
        if index + 1 < len(parts):
            done.append(parts[index + 1])
    return "\n\n".join(stretch for stretch in done if stretch)


def _stretch(text: str) -> str:
    text = text.strip()
    if not text or _BLOCK.match(text):
        return text
    lines = re.sub(r"(?<!>)\n|(?<=/a>)\n", "<br>\n", text)
    return f"<p>{lines}</p>"
