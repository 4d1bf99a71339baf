"""The theme's modules in; out, fewer files, with the modules that only one other needs inside it.

Readers then ask for one file instead of six. Understood are the forms that the theme uses:
`import { a, b } from`, `import()` of a fixed address, and `export` before a declaration of one
name. A module that has other forms keeps its own file.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from graphlib import CycleError, TopologicalSorter

from generator.render.renaming import outer_names

_FROM = re.compile(r"^import (\{(?:\s*[\w$]+,?)*\s*\}) from (['\"])([^'\"]+)\2;", re.MULTILINE)
_LATER = re.compile(r"\bimport\((['\"])([^'\"]+)\1\)")
_NAMED = re.compile(r"^export ((?:async )?(?:function|class|const|let) (\w+))", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import\b(?!\()|export\b|await\b)", re.MULTILINE)

Modules = Mapping[str, str]
"""Names as they are published (`main.js`, `search/index.js`) to their text."""
Needs = Mapping[str, set[str]]
"""The modules that each imports from."""


def as_function(
    name: str, text: str, given: Callable[[str], str], promised: Callable[[str], str]
) -> str:
    """The body of a function that returns what a module exports. For the name of a module, `given`
    and `promised` are expressions: what that one exports, and a promise of it."""
    exported = ", ".join(each for _, each in _NAMED.findall(text))
    text = _FROM.sub(lambda found: f"const {found[1]} = {given(_at(found[3], name))};", text)
    text = _LATER.sub(lambda found: promised(_at(found[2], name)), text)
    return _NAMED.sub(r"\1", text) + f"\nreturn {{ {exported} }};"


def joined(modules: Modules, named: Collection[str]) -> dict[str, str]:
    """The same in fewer files; those `named` are asked for by their names."""
    needs = {name: _needs(name, text) & modules.keys() for name, text in modules.items()}
    later = {_at(found[2], name) for name in modules for found in _LATER.finditer(modules[name])}
    entries = modules.keys() - set().union(*needs.values()) | later | set(named)
    files = dict(modules)
    for entry in sorted(entries & modules.keys()):
        parts = _parts(entry, needs, entries | {n for n in modules if _is_other(modules[n])})
        texts = {name: modules[name] for name in (*parts, entry)}
        if parts and _agree(texts):
            files[entry] = _together(entry, texts)
            for part in parts:
                del files[part]
    return files


def _at(address: str, name: str) -> str:
    """The name of the module that the one called `name` gives the address of."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), address))


def _from(name: str, module: str) -> str:
    """The other way: the address of a module for the one called `name`."""
    return f'"./{posixpath.relpath(module, posixpath.dirname(name) or ".")}"'


def _listed(statement: re.Match[str]) -> list[str]:
    """The names that a statement imports."""
    return re.findall(r"[\w$]+", statement[1])


def _needs(name: str, text: str) -> set[str]:
    return {_at(found[3], name) for found in _FROM.finditer(text)}


def _is_other(text: str) -> bool:
    return _OTHER_FORM.search(_NAMED.sub("", _FROM.sub("", text))) is not None


def _parts(entry: str, needs: Needs, own: Collection[str]) -> tuple[str, ...]:
    """The modules that an entry alone needs, each after those it needs itself."""
    parts: set[str] = set()
    while more := set().union(*(needs[each] for each in (entry, *parts))) - parts - set(own):
        parts |= more
    while shared := {
        part
        for name, needed in needs.items()
        if name not in parts and name != entry
        for part in needed & parts
    }:
        parts -= shared
    within = sorted({*parts, entry})
    graph = {each: sorted(needs[each] & {*within}) for each in within}
    try:
        order = TopologicalSorter(graph).static_order()
        return tuple(each for each in order if each != entry)
    except CycleError:
        return ()


def _agree(texts: Modules) -> bool:
    """Whether each name that modules declare, import or find in the browser is one thing in all."""
    meanings: dict[str, str] = {}
    for name, text in texts.items():
        names = outer_names(text)
        if names is None:
            return False
        declared, elsewhere = names
        means = dict.fromkeys(elsewhere, "") | dict.fromkeys(declared, name)
        for found in _FROM.finditer(text):
            means |= dict.fromkeys(_listed(found), _at(found[3], name))
        if any(meanings.setdefault(each, meaning) != meaning for each, meaning in means.items()):
            return False
    return True


def _together(entry: str, texts: Modules) -> str:
    """Modules that agree about names as one; the last of them is the entry."""
    imports: dict[str, set[str]] = {}
    bodies = []
    for name, text in texts.items():
        for found in _FROM.finditer(text):
            if (module := _at(found[3], name)) not in texts:
                imports.setdefault(module, set()).update(_listed(found))
        text = _without_imports(text, name, entry)
        bodies.append(text if name == entry else _NAMED.sub(r"\1", text))
    lines = [
        f"import {{ {', '.join(sorted(names))} }} from {_from(entry, module)};"
        for module, names in imports.items()
    ]
    return "\n".join([*lines, *bodies])


def _without_imports(text: str, name: str, entry: str) -> str:
    """A module's text; what it loads later is found from where the entry is."""

    def later(found: re.Match[str]) -> str:
        return f"import({_from(entry, _at(found[2], name))})"

    return _LATER.sub(later, _FROM.sub("", text))
