"""A script in, the same script with short names for its own variables and functions out.

Names of properties stay, and names that a script exports, imports or has from elsewhere, and those
of a classic script's outermost level, which other scripts may use. A script that the grammar does
not take, or that may ask for variables by a text, comes back as it was.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, product
from string import ascii_letters

from tree_sitter import Language, Node, Parser

_EXPRESSIONS = frozenset("function_expression generator_function class".split())
"""Of these a name is known within only."""
_STATEMENTS = frozenset(
    "function_declaration generator_function_declaration class_declaration".split()
)
_NAMED_OUTSIDE = _STATEMENTS | {"method_definition"}
_SCOPES = _EXPRESSIONS | frozenset(
    "function_declaration generator_function_declaration arrow_function method_definition "
    "statement_block class_static_block for_statement for_in_statement catch_clause "
    "switch_body".split()
)
_DECLARING = {
    "variable_declarator": ("name",),
    "for_in_statement": ("left",),
    "catch_clause": ("parameter",),
    "arrow_function": ("parameter", "parameters"),
    "function_declaration": ("parameters",),
    "generator_function_declaration": ("parameters",),
    "function_expression": ("name", "parameters"),
    "generator_function": ("name", "parameters"),
    "class": ("name",),
    "method_definition": ("parameters",),
}
"""Where the patterns stand whose names are known in the scope of that node."""
_SHORT = frozenset(["shorthand_property_identifier", "shorthand_property_identifier_pattern"])
_NAMES = _SHORT | {"identifier"}
_PATTERNS = frozenset(["object_pattern", "array_pattern", "rest_pattern", "formal_parameters"])
_OF_MODULES = frozenset(["import_statement", "export_statement"])
_NOT_READ = re.compile(rb"\b(?:eval|with)\s*\(|\bvar\b")
"""What asks for variables by a text; and `var`, whose names are known before they are declared."""
_WORDS = frozenset("as do if in is of for get let new set try var".split())


class _Scope:
    """Where names are known: those declared here, and all that are used here or further in."""

    def __init__(self, outer: "_Scope | None" = None) -> None:
        self.outer = outer
        self.inner: list[_Scope] = []
        self.declared: set[str] = set()
        self.uses: Counter[str] = Counter()
        self._short: dict[str, str] = {}

    def within(self) -> "_Scope":
        self.inner.append(_Scope(self))
        return self.inner[-1]

    def count(self) -> None:
        """Adds to the uses those further in of names that are not declared there."""
        for scope in self.inner:
            scope.count()
            self.uses.update(
                {name: times for name, times in scope.uses.items() if name not in scope.declared}
            )

    def free(self) -> set[str]:
        return self.uses.keys() - self.declared

    def shorten(self, fixed: frozenset[str]) -> None:
        """Gives the names declared here the shortest ones that nothing within has need of."""
        taken = fixed | {self.now(name) for name in self.free()}
        short = (name for name in _short_names() if name not in taken)
        for name, _ in self.uses.most_common():
            if name in self.declared - fixed:
                self._short[name] = next(short)
        for scope in self.inner:
            scope.shorten(fixed)

    def now(self, name: str) -> str:
        """What a name that is used here is called in the end."""
        if name in self.declared or not self.outer:
            return self._short.get(name, name)
        return self.outer.now(name)


class _Script:
    """The names in a script, each with the scope it stands in, in the order of the text."""

    def __init__(self, root: Node) -> None:
        self.scope = _Scope()
        self.found: list[tuple[Node, _Scope]] = []
        self._read(root, self.scope)
        self.scope.count()
        outside = [node for node in root.children if node.type in _OF_MODULES]
        is_module = bool(outside)
        public = set(chain.from_iterable(map(_public, outside)))
        self.fixed = self.scope.free() | (public if is_module else self.scope.declared)

    def _read(self, node: Node, scope: _Scope) -> None:
        if node.type in _NAMES:
            scope.uses[_text(node)] += 1
            self.found.append((node, scope))
            return
        name = node.child_by_field_name("name") if node.type in _NAMED_OUTSIDE else None
        if name and node.type in _STATEMENTS:
            scope.declared.add(_text(name))
        outer = scope
        if node.type in _SCOPES:
            scope = scope.within()
        scope.declared.update(_declared(node))
        for child in node.named_children:
            self._read(child, outer if child == name else scope)


def renamed(text: str) -> str:
    """The script, or `text` itself where that is not surely understood."""
    script = _script(text)
    if not script:
        return text
    script.scope.shorten(frozenset(script.fixed))
    source, out, at = text.encode(), list[bytes](), 0
    for node, scope in script.found:
        name = _text(node)
        if (short := scope.now(name)) != name:
            key = f"{name}:" if node.type in _SHORT else ""
            out += [source[at : node.start_byte], f"{key}{short}".encode()]
            at = node.end_byte
    return b"".join([*out, source[at:]]).decode()


def outer_names(text: str) -> tuple[set[str], set[str]] | None:
    """The names that a script declares at its outermost level, and those it has from elsewhere."""
    script = _script(text)
    return (script.scope.declared, script.scope.free()) if script else None


def _script(text: str) -> _Script | None:
    source = text.encode()
    root = _parser().parse(source).root_node
    if root.has_error or _NOT_READ.search(source):
        return None
    try:
        return _Script(root)
    except RecursionError:
        return None


def _declared(node: Node) -> Iterator[str]:
    """Names that a node declares in its scope."""
    if node.type == "for_in_statement" and not node.child_by_field_name("kind"):
        return
    for field in _DECLARING.get(node.type, ()):
        if pattern := node.child_by_field_name(field):
            yield from _bound(pattern)


def _bound(pattern: Node) -> Iterator[str]:
    """Names that a pattern gives values to."""
    if pattern.type in _NAMES:
        yield _text(pattern)
    elif pattern.type in _PATTERNS:
        for child in pattern.named_children:
            yield from _bound(child)
    elif part := pattern.child_by_field_name("value" if pattern.type == "pair_pattern" else "left"):
        yield from _bound(part)


def _public(node: Node) -> Iterator[str]:
    """Names in a statement that other scripts know."""
    if node.type in _NAMES:
        yield _text(node)
    elif part := node.child_by_field_name("name") or node.child_by_field_name("declaration"):
        yield from _public(part)
    else:
        for child in node.named_children:
            yield from _public(child)


def _short_names() -> Iterator[str]:
    """a, b and so on, then names of two letters, then of three."""
    for length in (1, 2, 3):
        for letters in product(ascii_letters, repeat=length):
            if (name := "".join(letters)) not in _WORDS:
                yield name


def _text(node: Node) -> str:
    return (node.text or b"").decode()


@cache
def _parser() -> Parser:
    import tree_sitter_javascript

    return Parser(Language(tree_sitter_javascript.language()))
