"""Pictures that lie beside a tutorial reserve their place on its page."""

import struct
from pathlib import Path

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 640, 480)
BODY = """\
![A map](map.png)

![Half of it](map.png){width=320 height=240}

![Far](https://example.org/map.png) ![Broken](torn.png)
"""


def page_with(site: Path, picture: bytes) -> str:
    (site / "content" / "map.png").write_bytes(picture)
    result = build(BuildRequest(site=site, jobs=1))
    assert result.ok, result.problems
    return (site / "output/one/index.html").read_text()


def test_a_picture_has_its_size_unless_its_author_gave_one(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "Maps"\n')
    front = "---\ntitle: One\ndate: 2024-03-01\n---\n\n"
    (tmp_path / "content/one.md").write_text(front + BODY)
    (tmp_path / "content/torn.png").write_bytes(PNG[:12])
    page = page_with(tmp_path, PNG)
    assert page.count('width="640" height="480"') == 1
    assert page.count('width="320" height="240"') == 1
    larger = page_with(tmp_path, PNG[:16] + struct.pack(">II", 800, 600))
    assert 'width="800" height="600"' in larger
