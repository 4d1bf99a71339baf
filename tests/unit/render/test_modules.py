"""Modules in fewer files: they do what they did, whichever file they stand in."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.render.minimising import minimised
from generator.render.modules import joined
from generator.render.renaming import renamed

MODULES = {
    "main.js": "export const base = 7;\nimport('./page.js');\n",
    "page.js": "import { shown } from './deep/shown.js';\nimport { base } from './main.js';\n"
    "console.log(shown(base));\n",
    "deep/shown.js": "import { twice } from './twice.js';\nimport { note } from '../note.js';\n"
    "import { base } from '../main.js';\nconst inner = 'inner';\n"
    "export const shown = (n) => [inner, twice(n), note(base)].join(' ');\n"
    "import('./late.js').then(({ late }) => console.log(late));\n",
    "deep/twice.js": "const own = 2;\nexport function twice(n) { return own * n; }\n",
    "deep/late.js": "import { note } from '../note.js';\nexport const late = note('late');\n",
    "note.js": "let count = 0;\nexport const note = (n) => `${n}#${count += 1}`;\n",
}
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="asks Node to run it")


def _run(modules: Mapping[str, str], folder: Path, first: str) -> str:
    for name, text in modules.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    done = subprocess.run(["node", first], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@needs_node
def test_joined_modules_say_what_they_said_apart(tmp_path: Path) -> None:
    apart = _run(MODULES, tmp_path / "apart", "main.js")
    files = joined(MODULES, ["main.js"])
    together = {name: minimised(renamed(text)) for name, text in files.items()}
    assert apart == "inner 14 7#1\nlate#2\n"
    assert _run(together, tmp_path / "together", "main.js") == apart


def test_what_one_alone_needs_stands_in_its_file_and_what_two_need_in_its_own() -> None:
    assert sorted(joined(MODULES, ["main.js"])) == ["deep/late.js", "main.js", "note.js", "page.js"]


@pytest.mark.parametrize(
    "part",
    [
        "import other from './elsewhere.js';\nexport const a = 1;\n",
        "const a = 1;\nexport { a };\n",
        "export const a = 1;\nawait 0;\n",
        "import { page } from './page.js';\nexport const a = 1;\n",
        "import { b as a } from './elsewhere.js';\nexport const b = a;\n",
        "export const a = 1;\nconst page = 2;\n",
        "export const a = () => own;\n",
        "import { own } from './elsewhere.js';\nexport const a = () => own;\n",
    ],
)
def test_a_module_that_cannot_stand_in_another_keeps_its_file(part: str) -> None:
    modules = {
        "page.js": "import { a } from './part.js';\nconst own = a;\nexport const page = own;\n",
        "part.js": part,
    }
    assert joined(modules, ["page.js"]) == modules
