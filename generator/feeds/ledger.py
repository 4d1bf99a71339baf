"""The ledger of a source and the state of its polling, as bytes: deterministic JSON.

In: bytes of a file or a value. Out: the value, or None where the bytes are none of ours; bytes.
Who reads and writes the files is no matter here.
"""

import re
from typing import Final

import msgspec

from generator.feeds.polling import Polling
from generator.model.ledger import Ledger

_LEDGERS = msgspec.json.Decoder(Ledger)
_POLLINGS = msgspec.json.Decoder(Polling)
_IMAGES = msgspec.json.Decoder(dict[str, str])
_IMAGE: Final = re.compile(r"[0-9a-f]{16}(?:-\d+x\d+)?\.[a-z]{3,4}")


def load_ledger(data: bytes) -> Ledger | None:
    """A ledger is read with validation: it may have been merged by hand."""
    try:
        ledger = _LEDGERS.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return ledger if ledger.version == 1 and all(_inside(i.file) for i in ledger.items) else None


def dump_ledger(ledger: Ledger) -> bytes:
    """Sorted, one value a line, so that version control shows and merges single entries."""
    items = tuple(sorted(ledger.items, key=lambda item: (item.file, item.id, item.link)))
    return _dump(msgspec.structs.replace(ledger, items=items))


def load_polling(data: bytes) -> Polling | None:
    """The state of polling; None where it is none."""
    try:
        return _POLLINGS.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def dump_polling(polling: Polling) -> bytes:
    """As `dump_ledger`."""
    return _dump(polling)


def load_images(data: bytes) -> dict[str, str]:
    """Files by address; empty where the bytes are none of ours."""
    try:
        found = _IMAGES.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {address: file for address, file in found.items() if _IMAGE.fullmatch(file)}


def dump_images(files: dict[str, str]) -> bytes:
    """As `dump_ledger`."""
    return _dump(files)


def _dump(value: msgspec.Struct | dict[str, str]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value, order="sorted"), indent=1) + b"\n"


def _inside(path: str) -> bool:
    """A ledger is input: its paths may not lead out of content/."""
    if not path:
        return True
    return path.startswith("content/") and ".." not in path.split("/") and "\\" not in path
