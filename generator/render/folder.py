"""Scripts for a site opened as a folder: the theme's modules in, one classic script out.

A browser loads no modules from a folder without a server. There `head.js` takes this script
instead: each module as a function that gives what it exports, and `folder.js` first, which knows
how files are reached without a server. Served pages never load it.

Understood are the forms that the theme uses: `import { a, b } from`, `import()` of a fixed address,
and `export` before a declaration of one name.
"""

import posixpath
import re
from collections.abc import Mapping

NAME = "folder.bundle.js"
_FIRST = ("folder.js", "main.js")
_CLASSIC = ("head.js",)
_FROM = re.compile(r"^import (\{[^}]*\}) from (['\"])([^'\"]+)\2;", re.MULTILINE)
_LATER = re.compile(r"\bimport\((['\"])([^'\"]+)\1\)")
_NAMED = re.compile(r"^export ((?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)
_START = """\
(() => {
  "use strict";
  const modules = {}, loaded = {};
  const load = (name) => loaded[name] ??= Promise.resolve().then(modules[name]);
"""


def bundle(scripts: Mapping[str, bytes]) -> bytes:
    """`scripts`: names as they are published (`main.js`, `search/index.js`) to their text."""
    functions = [
        f'modules["{name}"] = async () => {{\n{_as_function(name, data.decode())}\n}};\n'
        for name, data in sorted(scripts.items())
        if name.endswith(".js") and name not in _CLASSIC
    ]
    starts = "".join(f'load("{name}");\n' for name in _FIRST if name in scripts)
    return "".join([_START, *functions, starts, "})();\n"]).encode()


def _as_function(name: str, text: str) -> str:
    def load(address: str) -> str:
        return f'load("{posixpath.normpath(posixpath.join(posixpath.dirname(name), address))}")'

    names = ", ".join(exported for _, exported in _NAMED.findall(text))
    text = _FROM.sub(lambda found: f"const {found[1]} = await {load(found[3])};", text)
    text = _LATER.sub(lambda found: load(found[2]), text)
    return _NAMED.sub(r"\1", text) + f"\nreturn {{ {names} }};"
