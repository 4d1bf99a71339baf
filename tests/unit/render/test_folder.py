"""Modules as one classic script: what a page without a server gets."""

import shutil
import subprocess

import pytest

from generator.render.folder import bundle

MODULES = {
    "head.js": "throw new Error('a classic script of its own');",
    "main.js": "import { answer } from './deep/a.js';\nconsole.log(answer());\n"
    "import('./deep/late.js').then(({ Late }) => console.log(new Late().name));\n"
    "export const base = 7;\n",
    "deep/a.js": 'import { six,\n  seven } from "./b.js";\n'
    "export function answer() { return six * seven; }\n",
    "deep/b.js": "export const six = 6;\nexport const seven = 7;\nconst answer = 'its own';\n",
    "deep/late.js": "import { base } from '../main.js';\n"
    "export class Late { name = `late ${base}`; }\n",
}


@pytest.mark.skipif(not shutil.which("node"), reason="asks Node to run it")
def test_modules_find_each_other_without_imports() -> None:
    script = bundle(MODULES)
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n") == ["42", "late 7", ""], done.stderr


def test_no_module_syntax_is_left() -> None:
    text = bundle(MODULES)
    assert "import" not in text
    assert "export" not in text
