"""Scripts for a site opened as a folder: the theme's modules in, one classic script out.

A browser loads no modules from a folder without a server. There `head.js` takes this script
instead: each module as a function that gives what it exports, and `folder.js` first, which knows
how files are reached without a server. Served pages never load it.

Which forms of `import` and `export` are understood is told in `modules`.
"""

from generator.render.modules import Modules, as_function

NAME = "folder.bundle.js"
_FIRST = ("folder.js", "main.js")
_CLASSIC = ("head.js",)
_START = """\
(() => {
  "use strict";
  const modules = {}, loaded = {};
  const load = (name) => loaded[name] ??= Promise.resolve().then(modules[name]);
"""


def bundle(scripts: Modules) -> str:
    """`scripts`: names as they are published (`main.js`, `search/index.js`) to their text."""
    functions = [
        f'modules["{name}"] = async () => {{\n{as_function(name, text, _awaited, _load)}\n}};\n'
        for name, text in sorted(scripts.items())
        if name not in _CLASSIC
    ]
    starts = "".join(f"{_load(name)};\n" for name in _FIRST if name in scripts)
    return "".join([_START, *functions, starts, "})();\n"])


def _load(name: str) -> str:
    return f'load("{name}")'


def _awaited(name: str) -> str:
    return f"await {_load(name)}"
