"""The same site by our own processes and by a local Dask cluster: bytes, and seconds of each.

    python bench/engines.py SITE [--jobs 4]      needs the extra: pip install .[dask]

Each builds from nothing into a folder of its own; the folders are compared file by file.
"""

import argparse
import contextlib
import filecmp
import io
import sys
import tempfile
import time
from pathlib import Path

from generator.cli import main as tutorial_archive


def seconds(site: Path, output: Path, *more: str) -> float:
    command = ["--quiet", "--site", str(site), "build", "--clean", "--output", str(output), *more]
    start = time.perf_counter()
    with contextlib.redirect_stderr(io.StringIO()) as told:
        status = tutorial_archive(command)
    if status:
        sys.exit(f"engines.py: the build failed with {status}: {told.getvalue()[-500:]}")
    return time.perf_counter() - start


def differing(one: Path, other: Path) -> list[str]:
    names = sorted(
        {path.relative_to(root).as_posix() for root in (one, other) for path in root.rglob("*")}
    )
    files = [name for name in names if not (one / name).is_dir()]
    _, differ, missing = filecmp.cmpfiles(one, other, files, shallow=False)
    return sorted(differ + missing)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build with processes and with Dask.")
    parser.add_argument("site", type=Path, help="folder with site.toml; its output is not touched")
    parser.add_argument("--jobs", default="4", help="processes of each")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ours, dask = Path(folder, "ours"), Path(folder, "dask")
        jobs = ("--jobs", options.jobs)
        print(f"processes      {seconds(options.site, ours, *jobs):8.1f} s")
        print(
            f"Dask           {seconds(options.site, dask, *jobs, '--executor', 'dask://'):8.1f} s"
        )
        found = differing(ours, dask)
        print(f"files that differ {len(found):5}", *found[:5])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
