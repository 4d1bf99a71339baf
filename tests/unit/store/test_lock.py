"""Two builds of one site never run at once, and a dead one is in nobody's way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.store.lock import Locked, build_lock

HOLD = """
import sys
from pathlib import Path
from generator.store.lock import build_lock
with build_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_build_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with holder(tmp_path / "build.lock") as other:
        with pytest.raises(Locked) as told, build_lock(tmp_path / "build.lock", patience=0.1):
            pass
        other.kill()
    assert f"process {other.pid} on {os.uname().nodename}" in told.value.problem.message


def test_the_lock_of_a_dead_build_is_free(tmp_path: Path) -> None:
    with holder(tmp_path / "build.lock") as other:
        other.kill()
    with build_lock(tmp_path / "build.lock", patience=0):
        pass


def test_a_short_build_is_waited_for(tmp_path: Path) -> None:
    with holder(tmp_path / "build.lock") as other:
        assert other.stdin is not None
        other.stdin.close()
        with build_lock(tmp_path / "build.lock", patience=10):
            assert other.wait() == 0


def test_a_folder_that_cannot_be_written_does_not_stop_a_build(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with build_lock(tmp_path / "file" / "build.lock"):
        pass
