"""TOML values to the classes of `generator.config.model`, field by field.

msgspec stops at the first fault; here each field is converted alone, so that one run names them
all. Out: the value, or nothing, and the faults by path of keys.
"""

from collections.abc import Callable
from enum import StrEnum
from types import NoneType
from typing import Annotated, Any, Final, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from generator.config.locate import KeyPath
from generator.text.nearest import nearest

T = TypeVar("T", bound=Struct)
Report = Callable[[str, KeyPath, str, str], None]
"""Takes a code, the path of keys, a message and a hint."""

_KINDS: Final = {str: "text", int: "a whole number", bool: "true or false"}


def convert(values: dict[str, object], kind: type[T], path: KeyPath, report: Report) -> T | None:
    """`values` as `kind`; None when a part of it was reported."""
    hints = get_type_hints(kind, include_extras=True)
    sound = _report_unknown(values, list(hints), path, report)
    made: dict[str, object] = {}
    for field in msgspec.structs.fields(kind):
        here = (*path, field.name)
        if field.name in values:
            value, fine = _field(values[field.name], hints[field.name], here, report)
            made[field.name] = value
            sound = sound and fine
        elif field.required:
            report("config-required", path, f"“{spelled(here)}” is missing", "")
            sound = False
    return kind(**made) if sound else None


def spelled(path: KeyPath) -> str:
    """A path of keys as a person would write it: `feeds[2].url`, counted from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def _report_unknown(
    values: dict[str, object], known: list[str], path: KeyPath, report: Report
) -> bool:
    unknown = [name for name in values if name not in known]
    for name in unknown:
        guess = nearest(name, known)
        hint = f"Did you mean “{guess}”?" if guess else f"Known: {', '.join(known)}."
        report("config-unknown-key", (*path, name), f"Unknown key “{spelled((*path, name))}”", hint)
    return not unknown


def _field(value: object, hint: Any, path: KeyPath, report: Report) -> tuple[object, bool]:
    bare = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if isinstance(bare, type) and issubclass(bare, Struct):
        return _table(value, bare, path, report)
    if get_origin(bare) is tuple:
        return _list(value, get_args(bare)[0], path, report)
    if get_origin(bare) is dict:
        return _free_table(value, get_args(bare)[1], path, report)
    try:
        return msgspec.convert(value, hint), True
    except msgspec.ValidationError:
        wish, guess = _expected(hint), _nearest_choice(value, bare)
        report("config-value", path, f"“{spelled(path)}” must be {wish}", guess)
        return None, False


def _table(value: object, kind: type[Struct], path: KeyPath, report: Report) -> tuple[object, bool]:
    if not isinstance(value, dict):
        report("config-value", path, f"“{spelled(path)}” must be a table of keys", "")
        return None, False
    made = convert(value, kind, path, report)
    return made, made is not None


def _list(value: object, item: Any, path: KeyPath, report: Report) -> tuple[object, bool]:
    if not isinstance(value, list):
        report("config-value", path, f"“{spelled(path)}” must be a list", _as_list(value, path))
        return None, False
    pairs = [_field(part, item, (*path, index), report) for index, part in enumerate(value)]
    return tuple(part for part, _ in pairs), all(fine for _, fine in pairs)


def _free_table(value: object, item: Any, path: KeyPath, report: Report) -> tuple[object, bool]:
    if not isinstance(value, dict):
        report("config-value", path, f"“{spelled(path)}” must be a table of keys", "")
        return None, False
    pairs = {key: _field(part, item, (*path, key), report) for key, part in value.items()}
    return {key: part for key, (part, _) in pairs.items()}, all(fine for _, fine in pairs.values())


def _as_list(value: object, path: KeyPath) -> str:
    if isinstance(value, dict):
        return f"Write [[{spelled(path)}]] with two brackets for each entry."
    return f"Write {path[-1]} = [{value!r}]." if isinstance(value, (str, int)) else ""


def _expected(hint: Any) -> str:
    bare, *metas = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    kinds = [kind for kind in get_args(bare) or (bare,) if kind is not NoneType]
    if issubclass(kinds[0], StrEnum):
        return f"one of {', '.join(kinds[0])}"
    wish = _KINDS.get(kinds[0], "something else")
    for meta in metas:
        wish += _bounds(meta) if isinstance(meta, Meta) else ""
    return wish


def _bounds(meta: Meta) -> str:
    if meta.ge is not None:
        return f" from {meta.ge}" + (f" to {meta.le}" if meta.le is not None else "")
    if meta.pattern:
        return " of small letters, digits and hyphens, at most 64, not at either end a hyphen"
    return " that is not empty" if meta.min_length else ""


def _nearest_choice(value: object, bare: Any) -> str:
    for kind in get_args(bare) or (bare,):
        if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
            guess = nearest(value, list(kind))
            return f"Did you mean “{guess}”?" if guess else ""
    return ""
