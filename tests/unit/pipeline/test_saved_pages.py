"""Saved pages become tutorials that lead to each other, with their images beside them."""

import base64
import struct
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.config.model import Config
from generator.pipeline.import_report import ImportReport
from generator.pipeline.importing import import_sources

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECRET = b"\x89PNG\r\n\x1a\n" + bytes(8) + struct.pack(">II", 7, 7)


def picture(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data))

    rows = b"".join(b"\0" + b"\x20\x40\x60" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def page(title: str, body: str, head: str = "") -> str:
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}</head>"
        f"<body><nav>Home</nav><main><h1>{title}</h1>{body}</main></body></html>"
    )


def site(folder: Path, pages: dict[str, str | bytes]) -> Path:
    for name, text in pages.items():
        path = folder / "saved" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def imported(folder: Path, *sources: str, now: datetime = NOW) -> ImportReport:
    return import_sources(folder, Config(title="Shore"), sources, now=now)


def tree(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for top in ("content", ".archive")
        for path in sorted((folder / top).rglob("*"))
        if path.is_file()
    }


FOLDER: dict[str, str | bytes] = {
    "a/tides.html": page(
        "Reading tides",
        '<p>Before <a href="../waves.html#high-waves">waves</a> come tides, and the '
        '<a href="lost.html">rest</a>.</p><img src="../pictures/moon.png" alt="The moon">',
    ),
    "waves.html": page(
        "Reading waves",
        '<p>After <a href="a/tides.html">tides</a>.</p><h2>High waves</h2><p>See '
        '<a href="https://shore.example/storms/?utm_source=x#gale">storms</a>.</p>',
    ),
    "storms.html": page(
        "Reading storms",
        "<p>Stay at home.</p><h2>Gale</h2><p>Above all then.</p>",
        '<link rel="canonical" href="https://shore.example/storms/">',
    ),
    "storms_files/frame.html": page("An advertisement", "<p>Buy a boat.</p>"),
    "pictures/moon.png": picture(12, 9),
}


def test_pages_of_a_folder_lead_to_each_other_and_keep_their_images(tmp_path: Path) -> None:
    report = imported(site(tmp_path, FOLDER), "saved")
    files = tree(tmp_path)
    tides = files["content/shore-example/reading-tides.md"].decode()
    waves = files["content/shore-example/reading-waves.md"].decode()
    assert (report.rows[0].new, report.exit_code) == (3, 0)
    assert "[waves](reading-waves.md#high-waves)" in tides
    assert "the rest." in tides
    assert "[tides](reading-tides.md)" in waves
    assert "[storms](reading-storms.md#gale)" in waves
    (moon,) = (name for name in files if name.endswith(".png"))
    assert f"![The moon](images/{Path(moon).name}){{width=12 height=9}}" in tides


def test_a_second_import_changes_nothing_and_an_edit_is_kept(tmp_path: Path) -> None:
    site(tmp_path, FOLDER)
    imported(tmp_path, "saved")
    before = tree(tmp_path)
    again = imported(tmp_path, "saved", now=datetime(2026, 5, 1, tzinfo=UTC))
    assert tree(tmp_path) == before
    assert again.rows[0].unchanged == 3
    file = tmp_path / "content/shore-example/reading-storms.md"
    file.write_text(file.read_text().replace("Stay at home.", "Stay at home, I said."))
    changed = page("Reading storms", "<p>Go to sea.</p><h2>Gale</h2><p>Above all then.</p>",
                   '<link rel="canonical" href="https://shore.example/storms/">')  # fmt: skip
    site(tmp_path, {"storms.html": changed})
    report = imported(tmp_path, "saved")
    assert "I said" in file.read_text()
    assert report.rows[0].conflicts == 1


def test_another_page_added_to_a_folder_touches_no_other(tmp_path: Path) -> None:
    imported(site(tmp_path, FOLDER), "saved")
    before = tree(tmp_path / "content")
    site(tmp_path, {"b.html": page("Reading birds", "<p>Gulls know.</p>")})
    report = imported(tmp_path, "saved")
    after = tree(tmp_path / "content")
    assert (report.rows[0].new, report.rows[0].updated) == (1, 0)
    assert {name: after.get(name) for name in before} == before


def test_a_single_page_brings_the_pictures_beside_it_and_no_others(tmp_path: Path) -> None:
    body = (
        '<p>Text.</p><img src="post_files/a.png" alt="mine"><img src="secret.png" alt="secret">'
        '<img src="../other/secret.png" alt="outer">'
    )
    site(
        tmp_path,
        {"post.html": page("Post", body), "post_files/a.png": picture(3, 4), "secret.png": SECRET},
    )
    report = imported(tmp_path, "saved/post.html")
    (text,) = (tmp_path / "content").rglob("*.md")
    assert "{width=3 height=4}" in text.read_text()
    assert "secret" in text.read_text()
    assert len(list((tmp_path / "content").rglob("*.png"))) == 1
    assert [problem.code for problem in report.problems] == ["image-not-copied"]


def test_images_inside_a_page_are_written_beside_its_tutorial(tmp_path: Path) -> None:
    data = base64.b64encode(picture(5, 6)).decode()
    body = f'<p>Text.</p><img alt="a" src="data:image/png;base64,{data}">'
    imported(site(tmp_path, {"post.html": page("Post", body)}), "saved/post.html")
    (file,) = (tmp_path / "content").rglob("*.png")
    assert file.read_bytes() == picture(5, 6)


MAIL = """From: <Saved by a browser>
Snapshot-Content-Location: https://mail.example/posts/knots
Subject: Knots
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="--=B"

----=B
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable
Content-Location: https://mail.example/posts/knots

<html><head><title>Knots</title></head><body><article><h1>Knots</h1><p>Tie it tw=
ice =E2=80=94 <a href=3D"ropes">ropes</a>.</p><img alt=3D"A knot" src=3D"https://mail.example/k.png=
"></article></body></html>
----=B
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://mail.example/k.png

{}
----=B--
"""


def test_a_page_saved_as_mail_is_read_with_its_images_and_address(tmp_path: Path) -> None:
    data = MAIL.format(base64.b64encode(picture(8, 8)).decode())
    imported(site(tmp_path, {"knots.mhtml": data}), "saved/knots.mhtml")
    (file,) = (tmp_path / "content").rglob("*.md")
    text = file.read_text()
    assert "Tie it twice — [ropes](https://mail.example/posts/ropes)." in text
    assert 'canonical: "https://mail.example/posts/knots"' in text
    assert "{width=8 height=8}" in text


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script><p onclick=alert(1)>Text.</p><a href='javascript:alert(1)'>x</a>",
        "<img src=x onerror=alert(1)><p>Text</p><svg onload=alert(1)>",
        "<div>" * 60_000 + "Text",
        "<p " + "a=1 " * 30_000 + ">Text",
        "<a href='https://saved.invalid/page/0000000000000000'>x</a><p>Text</p>",
        "<p>Text</p>" + "<b><h2>" * 3_000,
    ],
)
def test_a_hostile_page_is_imported_without_what_is_live_in_it(
    tmp_path: Path, hostile: str
) -> None:
    html = f"<html><body><article>{hostile}</article></body></html>"
    imported(site(tmp_path, {"bad.html": html}), "saved/bad.html")
    (file,) = (tmp_path / "content").rglob("*.md")
    text = file.read_text()
    assert "Text" in text
    assert "alert" not in text
    assert "saved.invalid" not in text


def test_a_folder_without_pages_is_refused(tmp_path: Path) -> None:
    report = imported(site(tmp_path, {"note.txt": "Nothing."}), "saved")
    assert [problem.code for problem in report.problems] == ["page-empty"]
