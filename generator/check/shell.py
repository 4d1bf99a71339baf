"""Shell code that no shell would take: read by a real grammar, never run.

In: the text of a block. Out: the first fault and its line. Commands are not looked up, and nothing
is expanded: what is told is what a reader who pastes the block is told by the shell itself.
"""

from functools import cache
from typing import Final

from tree_sitter import Language, Node, Parser

_CALLED: Final = {"\n": "the end of the line", "": "something"}


def shell_fault(text: str) -> tuple[int, str] | None:
    """Line within the block, from 1, and what is wrong there."""
    root = _parser().parse(text.encode()).root_node
    if not root.has_error:
        return None
    line, message = _first(root)
    return min(line, text.rstrip().count("\n") + 1), message


@cache
def _parser() -> Parser:
    import tree_sitter_bash

    return Parser(Language(tree_sitter_bash.language()))


def _first(node: Node) -> tuple[int, str]:
    """The first node, in reading order, that is an error and holds none."""
    while True:
        if node.is_missing:
            return node.start_point.row + 1, f"“{_CALLED.get(node.type, node.type)}” is missing"
        inner = [child for child in node.children if child.has_error]
        if not inner:
            break
        node = inner[0]
    words = (node.text or b"").decode("utf-8", "replace").split()
    near = f" near “{words[0][:40]}”" if words else ""
    return node.start_point.row + 1, f"it is no shell code{near}"
