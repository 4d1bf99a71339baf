"""Images of a body are found outside code only, and are what their bytes say."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importer.images import Picture, image_addresses, picture, with_addresses

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480) + b"\x08\x06\0\0\0"
GIF = b"GIF89a" + struct.pack("<HH", 3, 4) + b"\0" * 10
JPEG = (
    b"\xff\xd8\xff\xe0"
    + struct.pack(">H", 4)
    + b"JF"
    + b"\xff\xc2"
    + struct.pack(">HBHH", 11, 8, 20, 10)
)
WEBP = b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (99).to_bytes(3, "little") + (49).to_bytes(3, "little")

BODY = """\
![a](https://e.example/a.png) and ![b [c\\]](<https://e.example/b c.png> "title")
[![d](https://e.example/d_(1).png)](https://e.example/) `![no](https://e.example/no.png)`
<img src="https://e.example/e.png?x=1&amp;y=2" alt="">

```md
![no](https://e.example/no.png)
```

- item

  ~~~
  ![no](https://e.example/no.png)
  ~~~
  ![f](relative.png) ![g](https://e.example/a.png)
"""


def test_images_are_found_in_every_place_but_code() -> None:
    assert image_addresses(BODY) == tuple(
        f"https://e.example/{name}" for name in ("a.png", "b c.png", "d_(1).png", "e.png?x=1&y=2")
    )


def test_only_the_named_addresses_change() -> None:
    local = {address: f"images/{n}.png" for n, address in enumerate(image_addresses(BODY))}
    changed = with_addresses(BODY, local)
    assert image_addresses(changed) == ()
    assert changed.count("https://e.example/no.png") == 3
    assert '![b [c\\]](images/1.png "title")' in changed
    assert '<img src="images/3.png" alt="">' in changed
    assert "[![d](images/2.png)](https://e.example/)" in changed


def test_copies_have_the_size_of_their_file_unless_the_author_gave_one() -> None:
    copies = {f"https://e.example/{n}.png": f"images/{n}-30x20.png" for n in "ab"}
    body = (
        '![a](https://e.example/a.png "T") ![b](https://e.example/b.png){width=9}\n'
        '<img src="https://e.example/a.png" alt="x">'
    )
    assert with_addresses(body, copies) == (
        '![a](images/a-30x20.png "T"){width=30 height=20} ![b](images/b-30x20.png){width=9}\n'
        '<img src="images/a-30x20.png" alt="x" width="30" height="20">'
    )


def test_finer_images_are_copied_too() -> None:
    copies = {f"https://e.example/{n}.png": f"images/{n}-30x20.png" for n in "ab"}
    body = '![a](https://e.example/a.png){srcset="https://e.example/b.png 2x"}'
    copied = '![a](images/a-30x20.png){srcset="images/b-30x20.png 2x"}'
    assert with_addresses(body, copies) == copied


@given(st.text())
def test_a_body_without_named_images_stays_as_it_is(body: str) -> None:
    assert with_addresses(body, {}) == body


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (PNG, Picture(extension="png", width=640, height=480)),
        (GIF, Picture(extension="gif", width=3, height=4)),
        (JPEG, Picture(extension="jpg", width=10, height=20)),
        (WEBP, Picture(extension="webp", width=100, height=50)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<!doctype html>", None),
        (b"", None),
    ],
)
def test_types_and_sizes_come_from_the_bytes(data: bytes, found: Picture | None) -> None:
    assert picture(data) == found


@given(
    st.sampled_from((PNG, GIF, JPEG, WEBP, b"RIFF0000WEBPVP8 ")),
    st.binary(max_size=60),
    st.integers(0, 40),
)
def test_broken_images_crash_nothing(data: bytes, more: bytes, cut: int) -> None:
    picture(data[:cut] + more)
