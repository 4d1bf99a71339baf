"""Images in a Markdown body: where they are, what their bytes are, and other addresses for them.

In: Markdown as the converter writes it; bytes of a file. Out: addresses, types and sizes, Markdown.
Nothing is fetched here. Code is left alone.
"""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from msgspec import Struct

_FENCE: Final = re.compile(r"^[ >\t\d.*+-]*?(`{3,}|~{3,})")
_CODE_OR_IMAGE: Final = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<before>!\[(?:\\.|[^\]\\])*\]\()(?P<address><[^>\n]*>|(?:\([^()\s]*\)|[^\s()])+)"
    r"(?P<after>(?:\s+\"(?:\\.|[^\"\\])*\")?\)(?!\{width=|\{height=|\{srcset=))?"
    r"|(?P<set>(?<=[ {])srcset=\")(?P<finer>[^\"]*)"
    r"|(?P<tag><img\b[^>]*?\bsrc=\")(?P<src>[^\"]*)(?P<rest>\"[^<>]*>)"
)
_CANDIDATE: Final = re.compile(r"(?<!\S)https?://\S*[^\s,]")
_SIZE: Final = re.compile(r"-(\d+)x(\d+)\.\w+$")
"""What names of copied images end with."""


class Picture(Struct, frozen=True, kw_only=True):
    """What the bytes of an image say; sizes are in pixels, 0 when unknown."""

    extension: str
    width: int = 0
    height: int = 0


def image_addresses(body: str) -> tuple[str, ...]:
    """Addresses of images on the web, each once, in the order of the text."""
    found: dict[str, None] = {}

    def note(address: str) -> str:
        if address.startswith(("http://", "https://")):
            found[address] = None
        return address

    _each(body, note)
    return tuple(found)


def with_addresses(body: str, local: Mapping[str, str]) -> str:
    """The body with other addresses for the images that `local` names. Where the name of a copy
    tells its size in pixels, it is written beside, unless the author gave one.
    """
    return _each(body, lambda address: local.get(address, address))


def picture(data: bytes) -> Picture | None:
    """The type of an image by its bytes, whatever its name; None for what is no raster image.

    SVG is no image here: it may hold script.
    """
    for opening, read in _TYPES:
        if opening.match(data):
            try:
                return read(data)
            except (struct.error, IndexError):
                return None
    return None


def _each(body: str, change: Callable[[str], str]) -> str:
    return "\n".join(_lines(body, change))


def _lines(body: str, change: Callable[[str], str]) -> Iterator[str]:
    fence = ""
    for line in body.split("\n"):
        mark = _FENCE.match(line)
        if fence:
            closes = mark and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = "" if closes else fence
            yield line
        elif mark:
            fence = mark[1]
            yield line
        else:
            yield _CODE_OR_IMAGE.sub(lambda match: _changed(match, change), line)


def _changed(match: re.Match[str], change: Callable[[str], str]) -> str:
    if match["ticks"]:
        return match[0]
    if match["set"]:
        return match["set"] + _CANDIDATE.sub(lambda found: change(found[0]), match["finer"])
    if match["tag"]:
        source = match["src"].replace("&amp;", "&")
        new = change(source)
        return match[0] if new == source else f"{match['tag']}{new}{_sized(match['rest'], new)}"
    written = match["address"]
    address = written[1:-1] if written.startswith("<") else written
    new = change(address)
    if new == address:
        return match[0]
    after = match["after"] or ""
    size = _SIZE.search(new) if after else None
    braces = f"{{width={size[1]} height={size[2]}}}" if size else ""
    return f"{match['before']}{new}{after}{braces}"


def _sized(rest: str, address: str) -> str:
    """The rest of an `img` tag, with the size that the address tells where none is given."""
    size = _SIZE.search(address)
    if size is None or "width=" in rest or "height=" in rest:
        return rest
    return f'{rest[:-1]} width="{size[1]}" height="{size[2]}">'


def _png(data: bytes) -> Picture:
    width, height = struct.unpack(">II", data[16:24])
    return Picture(extension="png", width=width, height=height)


def _gif(data: bytes) -> Picture:
    width, height = struct.unpack("<HH", data[6:10])
    return Picture(extension="gif", width=width, height=height)


def _jpeg(data: bytes) -> Picture:
    """The size stands in the first frame header (ITU T.81, B.2.2)."""
    place = 2
    while place < len(data):
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return Picture(extension="jpg", width=width, height=height)
        place += 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
    return Picture(extension="jpg")


def _webp(data: bytes) -> Picture:
    kind = data[12:16]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
    elif kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (n & 0x3FFF for n in struct.unpack("<HH", data[26:30]))
    return Picture(extension="webp", width=width, height=height)


def _avif(data: bytes) -> Picture:
    place = data.find(b"ispe")
    if place < 0:
        return Picture(extension="avif")
    width, height = struct.unpack(">II", data[place + 8 : place + 16])
    return Picture(extension="avif", width=width, height=height)


_TYPES: Final[tuple[tuple[re.Pattern[bytes], Callable[[bytes], Picture]], ...]] = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), _png),
    (re.compile(rb"GIF8[79]a"), _gif),
    (re.compile(rb"\xff\xd8\xff"), _jpeg),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), _webp),
    (re.compile(rb"....ftypavi[fs]", re.DOTALL), _avif),
)
