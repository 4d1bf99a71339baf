"""The index of titles: every tutorial is in it once, where the alphabet says."""

import re
from pathlib import Path

import pytest

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest
from generator.render import title_index

TITLES = ("banana", "Äpfel", "apple", "42 things", ".NET", "zebra")


def test_titles_stand_in_order_on_as_many_pages_as_they_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(title_index, "_PER_PAGE", 4)
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "Fruit"\n')
    for number, title in enumerate(TITLES):
        front = f"title: {title!r}\ndate: 2024-03-01\n"
        (tmp_path / f"content/{number}.md").write_text(f"---\n{front}---\n\nText.\n")
    result = build(BuildRequest(site=tmp_path, jobs=1))
    assert result.ok, result.problems
    pages = [
        (tmp_path / "output/titles" / path).read_text()
        for path in ("index.html", "page/2/index.html")
    ]
    shown = [re.findall(r'<li><a href="[./]*/\d/">([^<]*)</a>', page) for page in pages]
    assert shown == [["42 things", "Äpfel", "apple", "banana"], [".NET", "zebra"]]
    letters = [dict(re.findall(r'<a href="([^"]*)">([AN])</a></li>', page)) for page in pages]
    assert letters == [
        {"#group-2": "A", "../titles/page/2/": "N"},
        {"../../../titles/": "A", "#group-1": "N"},
    ]
