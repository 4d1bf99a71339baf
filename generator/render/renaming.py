"""A script in, the same script with short names for its own variables and functions out, with
numbers in place of names that stand for one, and with declarations that follow each other as one.

Names of properties stay, and names that a script exports, imports or has from elsewhere, and those
of a classic script's outermost level, which other scripts may use. A script that the grammar does
not take, or that may ask for variables by a text, comes back as it was.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from operator import itemgetter

from tree_sitter import Language, Node, Parser, Query, QueryCursor

_FOUND = """
[(identifier) (shorthand_property_identifier) (shorthand_property_identifier_pattern)] @name

[(arrow_function) (function_expression) (generator_function) (class) (statement_block)
 (class_static_block) (for_statement) (for_in_statement) (catch_clause) (switch_body)] @scope
(function_declaration parameters: (_) @parameters)
(generator_function_declaration parameters: (_) @parameters)
(method_definition parameters: (_) @parameters)

(formal_parameters (_) @declared)
(arrow_function parameter: (_) @declared)
(catch_clause parameter: (_) @declared)
(variable_declarator name: (_) @declared)
(for_in_statement kind: _ left: (_) @declared)
(function_declaration name: (_) @declared)
(generator_function_declaration name: (_) @declared)
(class_declaration name: (_) @declared)
(function_expression name: (_) @declared)
(generator_function name: (_) @declared)
(class name: (_) @declared)

(lexical_declaration) @declaration
"""
"""Where names stand; where they are known, from the parameters on or in all of a node; the
patterns that declare them there; and the statements that do."""
_SHORT = frozenset(["shorthand_property_identifier", "shorthand_property_identifier_pattern"])
_NAMES = _SHORT | {"identifier"}
_PATTERNS = frozenset(["object_pattern", "array_pattern", "rest_pattern"])
_NOT_READ = re.compile(rb"\b(?:eval|with)\s*\(|\bvar\b")
"""What asks for variables by a text; and `var`, whose names are known before they are declared."""
_WORDS = frozenset("as do if in is of for get let new set try var".split())


_LETTERS = "setaoinrlcuphdgmfybvwkxqjzETSCAINORLMPDHUBVFGWXKYQZJ"
"""Those first of which scripts have many anyway, which packs better."""
_SCOPE, _NAME = range(2)
_Mark = tuple[int, int, int, Node]
"""Where it begins, what it is, and less its end, so that outer scopes come before inner ones."""


class _Scope:
    """Where names are known: those declared here, and all that are used here or further in."""

    def __init__(self, end: int, outer: "_Scope | None" = None) -> None:
        self.end, self.outer = end, outer
        self.declared: set[str] = set()
        self.uses: dict[str, None] = {}
        """In order: names that stand together get letters that stand together, and pack well."""
        self.short: dict[str, str] = {}

    def free(self) -> set[str]:
        return self.uses.keys() - self.declared

    def shorten(self, fixed: set[str]) -> None:
        """Gives the names declared here the shortest ones that nothing within has need of."""
        taken = fixed | {self.now(name) for name in self.free()}
        short = (name for name in _short_names() if name not in taken)
        own = self.declared - fixed - self.short.keys()
        self.short |= {name: next(short) for name in self.uses if name in own}

    def now(self, name: str) -> str:
        """What a name that is used here is called in the end."""
        scope = self
        while name not in scope.declared and scope.outer:
            scope = scope.outer
        return scope.short.get(name, name)


class _Script:
    """The names in a script, each with the scope it stands in, in the order of the text."""

    def __init__(self, root: Node) -> None:
        self.outermost = _Scope(root.end_byte + 1)
        self.scopes = [self.outermost]
        """Each after the one it is in."""
        self.found: list[tuple[Node, _Scope]] = []
        found = QueryCursor(_query()).captures(root)
        self.declarations = found.get("declaration", [])
        self._place(_marks(found))
        for scope in reversed(self.scopes):
            if scope.outer:
                scope.outer.uses |= {
                    name: None for name in scope.uses if name not in scope.declared
                }
        kinds = {node.type for node in root.children}
        is_module = not kinds.isdisjoint(["import_statement", "export_statement"])
        known = self._exported(root) if is_module else self.outermost.declared
        self.fixed = self.outermost.free() | known
        self.gone = [node for node in root.children if self._gives_way(node)]
        """Declarations of nothing but numbers, which stand wherever their names stood."""

    def _place(self, marks: Iterable[_Mark]) -> None:
        scope = self.outermost
        for start, kind, end, node in marks:
            while scope.outer and scope.end <= start:
                scope = scope.outer
            if kind == _SCOPE:
                scope = _Scope(-end, scope)
                self.scopes.append(scope)
            elif kind == _NAME:
                scope.uses[_text(node)] = None
                self.found.append((node, scope))
            else:
                scope.declared.update(_bound(node))

    def _gives_way(self, node: Node) -> bool:
        numbers = _numbers(node)
        return bool(numbers) and not any(
            _text(other) in numbers and (_text(other) in self.fixed or _is_asked(other))
            for other, _ in self.found
        )

    def _exported(self, root: Node) -> set[str]:
        """The names of the outermost level that stand in a statement that exports."""
        ranges = [
            range(node.start_byte, node.end_byte)
            for node in root.children
            if node.type == "export_statement"
        ]
        return {
            _text(node)
            for node, scope in self.found
            if scope is self.outermost and any(node.start_byte in each for each in ranges)
        }


def renamed(text: str) -> str:
    """The script, or `text` itself where that is not surely understood."""
    script = _script(text)
    if not script:
        return text
    for node in script.gone:
        script.outermost.short |= _numbers(node)
    for scope in script.scopes:
        scope.shorten(script.fixed)
    edits = [(node.start_byte, node.end_byte, "") for node in script.gone]
    edits += [(start, end, ",") for start, end in _seams(script)]
    for node, scope in script.found:
        name = _text(node)
        if (short := scope.now(name)) != name:
            key = f"{name}:" if node.type in _SHORT else ""
            edits.append((node.start_byte, node.end_byte, key + short))
    source, out, at = text.encode(), list[bytes](), 0
    for start, end, new in sorted(edits):
        if start >= at:
            out += [source[at:start], new.encode()]
            at = end
    return b"".join([*out, source[at:]]).decode()


def outer_names(text: str) -> tuple[set[str], set[str]] | None:
    """The names that a script declares at its outermost level, and those it has from elsewhere."""
    script = _script(text)
    return (script.outermost.declared, script.outermost.free()) if script else None


def _script(text: str) -> _Script | None:
    source = text.encode()
    root = Parser(_language()).parse(source).root_node
    return None if root.has_error or _NOT_READ.search(source) else _Script(root)


def _marks(found: Mapping[str, Sequence[Node]]) -> list[_Mark]:
    """Where scopes begin, names stand and patterns declare names, in the order of the text."""
    marks = [
        (node.start_byte, kind, -node.end_byte, node)
        for kind, name in enumerate(("scope", "name", "declared"))
        for node in found.get(name, ())
    ]
    for node in found.get("parameters", ()):
        assert node.parent
        marks.append((node.start_byte, _SCOPE, -node.parent.end_byte, node))
    return sorted(marks, key=itemgetter(0, 1, 2))


def _seams(script: _Script) -> Iterator[tuple[int, int]]:
    """From the end of a declaration to what the next one declares, where both are of one kind."""
    stay = {node.id: node for node in script.declarations}
    for gone in script.gone:
        stay.pop(gone.id)
    for node in stay.values():
        after = node.next_named_sibling
        while after and after.type == "comment":
            after = after.next_named_sibling
        if after and after.id in stay and node.children[0].type == after.children[0].type:
            yield _declared(node)[-1].end_byte, _declared(after)[0].start_byte


def _declared(statement: Node) -> list[Node]:
    return [part for part in statement.named_children if part.type == "variable_declarator"]


def _bound(pattern: Node) -> Iterator[str]:
    """Names that a pattern gives values to."""
    pending = [pattern]
    while pending:
        node = pending.pop()
        if node.type in _NAMES:
            yield _text(node)
        elif node.type in _PATTERNS:
            pending += node.named_children
        elif part := node.child_by_field_name("value" if node.type == "pair_pattern" else "left"):
            pending.append(part)


def _numbers(statement: Node) -> dict[str, str]:
    """The names that it declares, if each is constant and a number; else none."""
    if not statement.children or statement.children[0].type != "const":
        return {}
    found: dict[str, str] = {}
    for part in statement.named_children:
        name, value = part.child_by_field_name("name"), part.child_by_field_name("value")
        if part.type == "variable_declarator" and name and value and value.type == "number":
            found[_text(name)] = _text(value)
        elif part.type != "comment":
            return {}
    return found


def _is_asked(node: Node) -> bool:
    """Whether a property of it is asked for, which a number without parentheses cannot be."""
    return bool(node.parent and node.parent.type == "member_expression")


def _short_names() -> Iterator[str]:
    """Names of one letter, then of two, then of three."""
    for length in (1, 2, 3):
        for letters in product(_LETTERS, repeat=length):
            if (name := "".join(letters)) not in _WORDS:
                yield name


def _text(node: Node) -> str:
    return (node.text or b"").decode()


@cache
def _language() -> Language:
    import tree_sitter_javascript

    return Language(tree_sitter_javascript.language())


@cache
def _query() -> Query:
    return Query(_language(), _FOUND)
