"""A block of code as HTML. In: its text and the words after the fence. Out: markup, and a fact.

    <div class="code" data-language="python" data-title="app.py">
    <div class="code-head"><span class="code-title">app.py</span></div>
    <pre tabindex="0"><code class="language-python">...</code></pre>
    </div>

The head is there where the author named the file; a name taken from a comment is in `data-title`
alone, since the reader sees the comment. What a program printed is `<div class="code output">`.
Numbered lines begin with `<span class="lineno" data-line="7"></span>`; marked, added and removed
lines are in `<span class="marked">`, `added`, `removed`; of sessions, prompts have class `gp` and
output `go`.
"""

import re
from typing import Final

from generator.markdown.draft import Draft
from generator.markdown.fence import Fence, read_fence
from generator.markdown.markup import escape, quote
from generator.model.rendered import CodeBlock

_SESSIONS: Final = {"bash": ("console", "$ "), "python": ("pycon", ">>> ")}
_RESTATED: Final = re.compile(r"[\0\r]")
"""What no parser of HTML leaves as it is."""
_EMPTY: Final = re.compile(r"<span[^>]*></span>")
_SPAN: Final = re.compile(r"<span[^>]*>|</span>")


def write_code(draft: Draft, text: str, info: str, html: str | None = None) -> None:
    """Writes and notes the block; `html` is its content where it is markup already."""
    fence = read_fence(info, text)
    is_ours = html is None
    if html is None:
        html = _coloured(draft, text, fence)
        if fence.first_line or fence.marked or fence.added or fence.removed:
            html = _with_lines(html, fence)
    facts = draft.facts
    facts.end_block()
    facts.code_blocks.append(
        CodeBlock(
            text=text,
            language=fence.language,
            title=fence.title,
            line=draft.line,
            section=len(facts.sections),
        )
    )
    is_settled = is_ours and not draft.open_raw and not _RESTATED.search(html)
    write = draft.write_settled if is_settled else draft.html.append
    write(_block(fence, html))


def _block(fence: Fence, html: str) -> str:
    kind = "code output" if fence.is_output else "code"
    language, title = quote(fence.language), quote(fence.title)
    data = (f' data-language="{language}"' if language else "") + (
        f' data-title="{title}"' if title else ""
    )
    head = (
        f'<div class="code-head"><span class="code-title">{title}</span></div>\n'
        if fence.is_titled
        else ""
    )
    code = f'<code class="language-{language}">' if language else "<code>"
    return (
        f'<div class="{kind}"{data}>\n{head}<pre tabindex="0">{code}{html}</code></pre>\n</div>\n'
    )


def _coloured(draft: Draft, text: str, fence: Fence) -> str:
    session, prompt = _SESSIONS.get(fence.language, ("", ""))
    is_session = session and text.lstrip("\n").startswith(prompt)
    html = draft.highlight(text, session if is_session else fence.language)
    if html is not None:
        return html
    draft.problem(
        "code-not-coloured",
        f"a block of {fence.language} code is too long or too tangled to colour",
        "it is shown as plain text; nothing of it is lost",
    )
    return escape(text)


def _with_lines(html: str, fence: Fence) -> str:
    """Numbers and marks, line by line; spans of colour are closed and opened again at line ends."""
    out, open_span = [], ""
    lines = html.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, start=1):
        line, open_span = _balanced(open_span + line)
        line = _EMPTY.sub("", line)
        for name, numbers in (
            ("removed", fence.removed),
            ("added", fence.added),
            ("marked", fence.marked),
        ):
            if number in numbers:
                line = f'<span class="{name}">{line}</span>'
        if fence.first_line:
            line = f'<span class="lineno" data-line="{fence.first_line + number - 1}"></span>{line}'
        out.append(line)
    return "\n".join(out) + ("\n" if html.endswith("\n") else "")


def _balanced(line: str) -> tuple[str, str]:
    """`line` with its last span closed, and the start tag that has to open the next line."""
    tags = _SPAN.findall(line)
    open_span = tags[-1] if tags and tags[-1] != "</span>" else ""
    return (line + "</span>" if open_span else line), open_span
