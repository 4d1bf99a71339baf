"""Modules as one classic script: what a page without a server gets."""

import shutil
import subprocess

import pytest

from generator.render.folder import bundle

MODULES = {
    "head.js": b"throw new Error('a classic script of its own');",
    "main.js": b"import { answer } from './deep/a.js';\nconsole.log(answer());\n"
    b"import('./deep/late.js').then(({ Late }) => console.log(new Late().name));\n"
    b"export const base = 7;\n",
    "deep/a.js": b'import { six,\n  seven } from "./b.js";\n'
    b"export function answer() { return six * seven; }\n",
    "deep/b.js": b"export const six = 6;\nexport const seven = 7;\nconst answer = 'its own';\n",
    "deep/late.js": b"import { base } from '../main.js';\n"
    b"export class Late { name = `late ${base}`; }\n",
    "style.css": b"p { color: red }",
}


@pytest.mark.skipif(not shutil.which("node"), reason="asks Node to run it")
def test_modules_find_each_other_without_imports() -> None:
    script = bundle(MODULES).decode()
    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=False)
    assert done.stdout.split("\n") == ["42", "late 7", ""], done.stderr


def test_no_module_syntax_is_left() -> None:
    text = bundle(MODULES)
    assert b"import" not in text
    assert b"export" not in text
    assert b"color" not in text
