"""Problems as GitHub shows them: annotations on lines of a change, and a page about the job.

GitHub shows at most ten annotations of each kind a step
(docs.github.com, "Workflow commands for GitHub Actions"), so the worst come first and the job
summary holds the rest.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from generator.model import Problem, Severity
from generator.report.ordering import count_line, worst_first
from generator.report.style import harmless, sentences

CAP: Final = 10
SUMMARY_ROWS: Final = 500
_KINDS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "notice",
}


def annotations(problems: Sequence[Problem], prefix: str = "") -> list[str]:
    """Workflow commands, worst first, at most ten of a kind, then a line that counts the rest.

    `prefix` leads from the repository's root to the site directory: empty, or with a slash.
    """
    given: Counter[Severity] = Counter()
    lines: list[str] = []
    for problem in worst_first(problems):
        given[problem.severity] += 1
        if given[problem.severity] <= CAP:
            lines.append(_annotation(problem, prefix))
    hidden = sum(max(0, count - CAP) for count in given.values())
    if hidden:
        lines.append(f"{count_line(problems)}; {hidden:,} of them are in the job summary only")
    return lines


def job_summary(problems: Sequence[Problem], source: str = "") -> str:
    """A table of problems in Markdown, worst first, for the job's page; empty when all is well.

    `source` is the address at which the site directory can be read, with a slash, if there is one.
    """
    if not problems:
        return ""
    rows = [_row(problem, source) for problem in worst_first(problems)[:SUMMARY_ROWS]]
    more = len(problems) - len(rows)
    end = f"\n… and {more:,} more.\n" if more else ""
    head = f"### {count_line(problems)}\n\n| Where | Code | What |\n| --- | --- | --- |\n"
    return head + "".join(rows) + end


def _annotation(problem: Problem, prefix: str) -> str:
    properties = {"title": problem.code}
    message = f"{problem.message}\n{problem.hint}" if problem.hint else problem.message
    if not _is_in_site(problem.path):
        message = f"{problem.path}: {message}" if problem.path else message
    else:
        properties = {"file": prefix + problem.path, **properties}
        properties |= {"line": str(problem.line)} if problem.line else {}
        properties |= {"col": str(problem.column)} if problem.line and problem.column else {}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_KINDS[problem.severity]} {listed}::{_data(message)}"


def _is_in_site(path: str) -> bool:
    """Feeds may be addresses, or files elsewhere."""
    return bool(path) and not path.startswith("/") and "://" not in path


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _row(problem: Problem, source: str) -> str:
    where = _cell(f"{problem.path}:{problem.line}" if problem.line else problem.path)
    if source and _is_in_site(problem.path):
        line = f"?plain=1#L{problem.line}" if problem.line else ""
        where = f"[{where}]({source}{quote(problem.path)}{line})"
    what = _cell(sentences(problem))
    return f"| {where} | {_cell(problem.code)} | {problem.severity}: {what} |\n"


def _cell(text: str) -> str:
    plain = harmless(text).replace("&", "&amp;").replace("<", "&lt;")
    for sign in "\\|`*_[]":
        plain = plain.replace(sign, f"&#{ord(sign)};")
    return plain
