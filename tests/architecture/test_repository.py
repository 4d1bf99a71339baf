"""What a clone promises: nothing of one machine in it, everything locked, commands true."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# In pieces, so that this file does not hold what it forbids.
MACHINE_PATH = re.compile("/(?:work|root|tmp/pv)/|/home/[a-z]+/")
REGISTRY = re.compile(
    "--(?:extra-)?index" "-url |--find-" "links|\"resol" "ved\"|"
    "py" "pi\\.org|files\\.python" "hosted\\.org|registry\\.np" "mjs"
)  # fmt: skip


def tracked_texts() -> dict[str, str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    texts = {}
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".woff2"}:
            texts[name] = path.read_text(encoding="utf-8", errors="replace")
    return texts


@pytest.mark.parametrize("pattern", [MACHINE_PATH, REGISTRY], ids=["paths", "registries"])
def test_nothing_of_one_machine_is_in_the_repository(pattern: re.Pattern[str]) -> None:
    found = {
        f"{name}: {match.group()}"
        for name, text in tracked_texts().items()
        for match in pattern.finditer(text)
    }
    assert found == set()


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "fuzz.txt"])
def test_every_package_is_locked_with_hashes(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text().splitlines()
    packages = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert packages
    assert [
        line for line in packages if not re.fullmatch(r"[a-z0-9-]+==\S+ (; .+ )?\\", line)
    ] == []
    assert all(
        re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line)
        for line in lines
        if line.startswith(" ")
    )


def test_tests_run_on_the_versions_that_users_get() -> None:
    def versions(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / name).read_text(), re.M))

    assert versions("runtime.txt") <= versions("dev.txt")


def test_what_is_declared_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = [re.split("[<>=~! ]", line)[0].lower() for line in declared]
    locked = (ROOT / "requirements/dev.txt").read_text()
    assert [name for name in names if not re.search(f"^{name}==", locked, re.MULTILINE)] == []


def test_the_readme_names_targets_and_folders_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^    |`)make ([a-z]+)", readme, re.MULTILINE)) <= targets
    folders = re.findall(r"^\| `([\w.]+/)`", readme, re.MULTILINE)
    assert folders
    made_later = {"output/"}
    assert [name for name in folders if name not in made_later and not (ROOT / name).exists()] == []


def test_make_help_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[0].split())
    listed = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert listed == phony


def test_ci_calls_the_same_targets_as_people() -> None:
    assert re.findall(r"^make .+$", (ROOT / ".ci/run").read_text(), re.M) == [
        "make lint",
        "make test",
    ]


def test_every_decision_is_in_the_index_and_says_what_was_refused() -> None:
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()
    files = sorted(path for path in folder.glob("[0-9]*.md"))
    assert [path.name for path in files if f"({path.name})" not in index] == []
    for path in files:
        text = path.read_text()
        assert text.startswith(f"# {path.name[:3]} "), path.name
        for part in ("## Context", "## Choice", "## Refused", "## Look again when"):
            assert part in text, f"{path.name}: {part}"
