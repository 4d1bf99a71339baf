"""Fuzzing by coverage: inputs that reach new lines of the program are kept and changed further.

    make fuzz                          each target in turn, five minutes in all
    make fuzz SECONDS=3600             longer
    make fuzz TARGET=body SECONDS=600  one of: feed, body, page, front, configuration

In: the test feeds and pages of this project as a start, and what earlier runs found, which is kept
in .cache/fuzz. Out: exit code 0, or the input that breaks a promise in .cache/fuzz/TARGET-crash-*,
with the traceback; `python fuzz/fuzz.py TARGET FILE` tries it again. Needs Linux on x86-64, where
Atheris comes ready to use.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".cache" / "fuzz"
LONGEST = 4096
"""Bytes of an input; what longer ones cost is tested elsewhere."""
DIVIDED = re.compile(rb"\n\n\n|\n\.\n")

sys.path.insert(0, str(ROOT))
with atheris.instrument_imports(include=["generator", "feedparser", "markdown_it"]):
    import targets
    from attacks import attacks


def as_text(target: Callable[[str], object]) -> Callable[[bytes], None]:
    """The target for bytes of any kind: half a character is none."""

    def run(data: bytes) -> None:
        target(data.decode("utf-8", "replace"))

    return run


TARGETS: dict[str, tuple[Callable[[bytes], None], tuple[str, ...]]] = {
    "feed": (targets.feed, ("feeds/*.xml", "tests/feeds/*.xml", "tests/feeds/json1?.json")),
    "body": (as_text(targets.body), ("tests/unit/importer/cases/*.txt",)),
    "page": (as_text(targets.page), ("content/**/*.md", "tests/markdown/*.txt")),
    "front": (targets.front, ("content/**/*.md",)),
    "configuration": (targets.configuration, ("site.toml", "tests/**/site.toml")),
}
"""By name: what is fuzzed, and the files of this project to begin with."""
ATTACKED = ("body", "page")
"""Those that begin with our attacks too."""


def pieces(patterns: Iterable[str]) -> list[bytes]:
    """The files, those of cases cut where cases are divided, so that each is short."""
    found = [path.read_bytes() for name in patterns for path in sorted(ROOT.glob(name))]
    return [piece for data in found for piece in DIVIDED.split(data) if piece.strip()]


def fuzz(name: str, seconds: int) -> None:
    """Runs until `seconds` are over or a promise breaks; never returns."""
    target, patterns = TARGETS[name]
    corpus = KEPT / name
    corpus.mkdir(parents=True, exist_ok=True)
    known = [text.encode() for _, text in attacks()][::20] if name in ATTACKED else []
    for number, piece in enumerate([*pieces(patterns), *known]):
        (corpus / f"seed-{number:04}").write_bytes(piece[:LONGEST])
    options = {
        "max_total_time": seconds,
        "max_len": LONGEST,
        "timeout": 25,
        "rss_limit_mb": 1024,
        "dict": ROOT / "fuzz" / "words.dict",
        "artifact_prefix": f"{KEPT}/{name}-",
        "print_final_stats": 1,
    }
    arguments = [f"-{key}={value}" for key, value in options.items()]
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], target)
    atheris.Fuzz()


def main() -> int:
    name, *rest = sys.argv[1:] or ("all",)
    if rest and Path(rest[0]).is_file():
        TARGETS[name][0](Path(rest[0]).read_bytes())
        return 0
    seconds = int(os.environ.get("SECONDS_IN_ALL", "300"))
    if name != "all":
        fuzz(name, seconds)
    share = max(1, seconds // len(TARGETS))
    environment = {**os.environ, "SECONDS_IN_ALL": str(share)}
    # each in a process of its own, since the fuzzer ends its process
    codes = [
        subprocess.run([sys.executable, __file__, each], env=environment, check=False).returncode
        for each in TARGETS
    ]
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
