"""Writes what is made from the code and committed: `make reference`.

The pages of problem codes and of what templates see, the tables of options and keys in three more,
and the JSON Schemas of site.toml and of front matter. With `--check` nothing is written; the exit
code is 1 and the stale files are named.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generator.check.codes import (  # noqa: E402
    CODES,
    CodeInfo,
    building,
    checking,
    configuration,
    content,
    importing,
)
from generator.config import SCHEMA_PATH, schema_text  # noqa: E402
from generator.content import FRONT_MATTER_SCHEMA_PATH, front_matter_schema_text  # noqa: E402
from scripts import reference_tables as tables  # noqa: E402

HEAD: Final = """\
---
title: Problem codes
date: 2026-11-20T09:10:00Z
tags: [reference, problems]
series: Using Tutorial Archive
part: 8
level: beginner
description: Every message the program can give, why it comes, and what helps.
---

Each problem has a code that stays. On a terminal it looks like this:

```output
content/git/first-commit.md:12:20: warning link-broken “adding-feed.md” leads nowhere
   12 │ See [adding feeds](adding-feed.md).
      │                    ^
      help: Did you mean “/docs/adding-feeds/”?
```

File, line and column, level and code, what is wrong, and what helps. In a log it is one line. The
most serious stand last, just above the prompt; of many with one code the first twenty are listed,
the others counted.

An *error* fails a build, a *warning* fails it under `--strict`, a *note* never does. The level is
that of your own texts: in what was imported, faults of the text are notes, since they are not yours
to mend. [site.toml](site-toml.md#check) can change the level of each code, or turn it off:

```toml
[check.severity]
alt-missing = "error"
tutorial-orphan = "off"
```

`--format` gives the same list to programs: `github` marks lines of a pull request and writes a
table for the page of the job; `json` has every field of every problem; `sarif` is for code
scanning.
"""
COLUMNS: Final = "| code | level | what it means, why it comes, *what helps* |\n|---|---|---|\n"
GROUPS: Final = {
    "Configuration": configuration.CONFIGURATION,
    "Content and front matter": content.CONTENT,
    "Import": importing.IMPORTING,
    "Build": building.BUILDING,
    "Check": checking.CHECKING,
}


def problem_codes() -> str:
    """The page as Markdown."""
    parts = [HEAD]
    for title, codes in GROUPS.items():
        parts.append(f"\n## {title}\n\n{COLUMNS}")
        parts += [_row(code, info) for code, info in codes.items()]
    return "".join(parts)


def _row(code: str, info: CodeInfo) -> str:
    text = f"**{info.meaning}.** {info.cause} *{info.cure}*"
    cells = (f"`{code}`", str(info.severity), text)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


VIEWS_HEAD: Final = """\
---
title: What templates see
date: 2026-11-21T05:00:00Z
tags: [theme, reference]
series: Using Tutorial Archive
part: 15
level: advanced
description: Every value that a template gets, with its fields and their types.
---

[Theming](theming.md) tells how to change a template. This page is written from
`generator/render/views.py`: a template sees these values and nothing else. `site` and `page` are
there in every template; the others, where their text says so.
"""


def template_views() -> str:
    """The page of all views, in the order of their module."""
    tree = ast.parse((ROOT / "generator/render/views.py").read_text(encoding="utf-8"))
    views = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    return VIEWS_HEAD + "".join(map(_view, views))


def _view(view: ast.ClassDef) -> str:
    rows = []
    for field, after in zip(view.body, [*view.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign):
            told = after.value if isinstance(after, ast.Expr) else None
            text = told.value if isinstance(told, ast.Constant) else ""
            cells = (f"`{ast.unparse(field.target)}`", f"`{ast.unparse(field.annotation)}`", text)
            rows.append("| " + " | ".join(_cell(str(cell)) for cell in cells) + " |\n")
    text = ast.get_docstring(view) or ""
    return f"\n## {view.name}\n\n{text}\n\n| field | type | says |\n|---|---|---|\n{''.join(rows)}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _tables() -> Iterator[tuple[str, dict[str, tables.Rows]]]:
    """Pages that are written by hand but for their tables, with the rows under each heading."""
    yield "content/docs/commands.md", tables.options_by_command()
    yield "content/docs/site-toml.md", tables.configuration_keys()
    yield "content/docs/front-matter.md", tables.front_matter_keys()


def main() -> int:
    """Write, or with `--check` compare."""
    made = {
        **{page: tables.with_tables(_read(ROOT / page), rows) for page, rows in _tables()},
        "content/docs/problem-codes.md": problem_codes(),
        "content/docs/template-views.md": template_views(),
        SCHEMA_PATH: schema_text(CODES),
        FRONT_MATTER_SCHEMA_PATH: front_matter_schema_text(),
    }
    stale = [path for path, text in made.items() if _read(ROOT / path) != text]
    for path in stale:
        sys.stdout.write(f"{path}\n")
        if "--check" not in sys.argv:
            (ROOT / path).write_text(made[path], encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    raise SystemExit(main())
