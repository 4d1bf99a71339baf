"""A build that is killed, at any moment, leaves the old site or the new one, whole."""

import random
import subprocess
import sys
import time
from pathlib import Path

from generator.store.target import SIGN

PAGES = 120
BUILD = f"""
import sys
from pathlib import Path
from generator.model import Output
from generator.store.tree import Tree

site, version = Path(sys.argv[1]), sys.argv[2]
pages = [f"p{{i}}/index.html" for i in range({PAGES})]
with Tree(site / "output", site / ".cache") as tree:
    tree.expect(pages)
    print("go", flush=True)
    tree.replace([Output(path=page, data=(page + version).encode() * 50) for page in pages])
"""


def start(site: Path, version: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(site), version], stdout=subprocess.PIPE, text=True
    )


def version_of(site: Path) -> str:
    """The one version that the whole output is of."""
    files = [p for p in (site / "output").rglob("*") if p.is_file() and p.name != SIGN.path]
    assert len(files) == PAGES
    versions = set()
    for file in files:
        page = file.relative_to(site / "output").as_posix()
        version = file.read_text()[len(page) :][:4]
        assert file.read_text() == (page + version) * 50
        versions.add(version)
    (version,) = versions
    return version


def test_a_kill_at_any_moment_leaves_one_whole_site(tmp_path: Path) -> None:
    chance = random.Random(6)
    with start(tmp_path, "0000") as first:
        first.wait()
    standing = "0000"
    begun = time.perf_counter()
    with start(tmp_path, "0000") as again:
        again.wait()
    usual = time.perf_counter() - begun
    seen = set()
    for build in range(1, 31):
        wanted = f"{build:04}"
        with start(tmp_path, wanted) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, usual / 4))
            process.kill()
            process.wait()
        found = version_of(tmp_path)
        assert found in {standing, wanted}
        seen.add(found == wanted)
        standing = found
    with start(tmp_path, "last") as process:
        assert process.wait() == 0
    assert version_of(tmp_path) == "last"
    assert {path.name for path in tmp_path.iterdir()} == {".cache", "output"}
