"""A build after any edits is, byte for byte, the build that never saw the site before."""

import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.pipeline.building import build
from generator.pipeline.requests import BuildRequest, BuildResult
from generator.site import related

Edit = Callable[[Path], None]

NAMES = ("one", "two", "three", "folder/four", "folder/five", "index")
TEXTS = (
    "Plain words about sorting parcels.\n",
    "## A heading\n\nSee [two](/two/) and [four](folder/four.md#a-heading).\n",
    "```python\nprint('parcel')\n```\n\n![A map](map.png)\n",
    "Rare words: zyzzyva quokka [broken](/nowhere/)\n\n## Another heading\n\n### Deeper\n",
)
FIELDS = (
    "",
    "tags: [parcels, Sorting]\n",
    "tags: [sorting]\nseries: Post\npart: 2\n",
    "series: Post\nlevel: beginner\nauthors: [A. Writer]\n",
    "draft: true\n",
    "slug: moved\naliases: [/old/place/]\ndescription: Said by hand.\n",
    "language: de\nupdated: 2025-03-03\n",
)
CONFIGS = (
    "",
    'base_url = "https://example.org/archive/"\n',
    'description = "All about parcels."\n[build]\nper_page = 2\n',
    "[build]\nrelated = 1\nfeed_items = 2\ndrafts = true\n",
    '[[nav]]\ntitle = "Old"\nurl = "/old/place/"\n',
)
TEMPLATES = ("<p>{{ page.title }}</p>\n", "<p>{{ site.title }}: {{ site.tutorials }}</p>\n")
OVERRIDES = ("templates/404.html", "templates/partials/footer.html")


def _put(site: Path, name: str, text: str) -> None:
    path = site / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write(name: str, title: str, day: int, field: str, text: str) -> Edit:
    front = f"---\ntitle: {title}\ndate: 2025-01-{day:02}\n{field}---\n\n"
    return lambda site: _put(site, f"content/{name}.md", front + text)


def _drop(path: str) -> Edit:
    return lambda site: (site / path).unlink(missing_ok=True)


def _rename(name: str, other: str) -> Edit:
    def rename(site: Path) -> None:
        source, target = site / f"content/{name}.md", site / f"content/{other}.md"
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)

    return rename


def _append(name: str, text: str) -> Edit:
    """What is written most: more text, with the same front matter."""

    def append(site: Path) -> None:
        path = site / f"content/{name}.md"
        if path.exists():
            path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")

    return append


def _describe(name: str, description: str) -> Edit:
    def describe(site: Path) -> None:
        path = site / f"content/{name}.md"
        if path.exists():
            text = path.read_text(encoding="utf-8").replace("description: Said by hand.\n", "")
            path.write_text(text.replace("\ndate:", f"\n{description}date:", 1), encoding="utf-8")

    return describe


def _retitle(name: str, title: str) -> Edit:
    def retitle(site: Path) -> None:
        path = site / f"content/{name}.md"
        if path.exists():
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub("title: .*", f"title: {title}", text, count=1), encoding="utf-8")

    return retitle


def _drop_store(site: Path) -> None:
    shutil.rmtree(site / ".cache", ignore_errors=True)


def _spoil_store(at: float, data: bytes) -> Edit:
    """A cache that was restored badly, or by somebody who means no good."""

    def spoil(site: Path) -> None:
        path = site / ".cache/store.sqlite"
        if path.exists():
            whole = path.read_bytes()
            place = int(len(whole) * at)
            path.write_bytes(whole[:place] + data + whole[place + len(data) :] if data else b"")

    return spoil


names = st.sampled_from(NAMES)
writes = st.builds(
    _write,
    names,
    st.sampled_from(("First", "Second", "A third & <fourth>")),
    st.integers(1, 4),
    st.sampled_from(FIELDS),
    st.lists(st.sampled_from(TEXTS), max_size=3).map("\n".join),
)
appends = st.builds(_append, names, st.sampled_from(TEXTS))
edits = st.one_of(
    writes,
    appends,
    appends,
    st.builds(_retitle, names, st.sampled_from(("First", "Fifth & last", "Sixth", "seventh"))),
    st.builds(_describe, names, st.sampled_from(("", "description: Said by hand.\n"))),
    st.builds(_spoil_store, st.floats(0, 1), st.sampled_from((b"", b"\xff" * 64, b"x" * 5000))),
    st.builds(lambda name: _drop(f"content/{name}.md"), names),
    st.builds(_rename, names, names),
    st.builds(
        lambda text: lambda site: _put(site, "site.toml", 'title = "Parcels"\n' + text),
        st.sampled_from(CONFIGS),
    ),
    st.builds(
        lambda name, text: lambda site: _put(site, name, text),
        st.sampled_from(OVERRIDES),
        st.sampled_from(TEMPLATES),
    ),
    st.builds(
        lambda text: lambda site: _put(site, "content/map.png", text),
        st.sampled_from(("a", "b", "bb")),
    ),
    st.sampled_from((*map(_drop, OVERRIDES), _drop("content/map.png"), _drop_store)),
)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _seen(result: BuildResult) -> tuple[object, ...]:
    """What of a result tells of the site and not of how it was built."""
    problems = [each for each in result.problems if each.code != "store-unusable"]
    return result.ok, problems, result.tutorials, result.pages, result.outputs


def _clean(site: Path, folder: Path) -> tuple[BuildResult, dict[str, bytes]]:
    """A build of the same sources somewhere else, without a cache."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site, folder, ignore=shutil.ignore_patterns(".cache", "output"))
    result = build(BuildRequest(site=folder, jobs=1))
    return result, _files(folder / "output")


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.lists(st.lists(edits, max_size=3), min_size=2, max_size=4))
def test_any_edits_give_what_a_clean_build_gives(steps: list[list[Edit]]) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(related, "LARGE", 1)  # so that edits are followed in a small archive, too
        site, other = Path(folder, "site"), Path(folder, "elsewhere")
        _put(site, "site.toml", 'title = "Parcels"\n')
        for number, name in enumerate(NAMES[:4]):
            _write(name, name.title(), number + 1, FIELDS[number], TEXTS[number])(site)
        last: dict[str, bytes] = {}
        for step in ([], *steps, []):
            for edit in step:
                edit(site)
            time.sleep(0.02)  # files as new as the look are looked at again
            result = build(BuildRequest(site=site, jobs=1))
            fresh, files = _clean(site, other)
            assert _seen(result) == _seen(fresh)
            last = files if fresh.ok else last
            assert _files(site / "output") == last
