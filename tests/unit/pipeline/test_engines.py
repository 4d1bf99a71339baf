"""Pages may be made by any executor: the site is the same, and what fails is told in one line."""

import sys
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.cli import main
from generator.pipeline.building import build
from generator.pipeline.engines import Cluster
from generator.pipeline.requests import BuildRequest

PAGE = "---\ntitle: T{n}\ndate: 2024-01-{n:02}\ntags: [a]\n---\n\nText {n}.\n\n```c\nint x;\n```\n"


class Failing(Executor):
    """An engine that loses its workers."""

    def submit(self, fn: object, /, *args: object, **kwargs: object) -> "Future[object]":  # type: ignore[override]
        future: Future[object] = Future()
        future.set_exception(OSError("gone"))
        return future


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "S"\nbase_url = "https://example.org/"\n')
    for number in range(1, 21):
        (tmp_path / f"content/p{number}.md").write_text(PAGE.format(n=number))
    return tmp_path


def _files(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


def test_an_executor_of_another_engine_makes_the_same_site(site: Path) -> None:
    build(BuildRequest(site=site, jobs=1, output=site / "one"))
    with ThreadPoolExecutor(2) as engine:
        request = BuildRequest(site=site, output=site / "other", clean=True)
        assert build(request, executor=Cluster(engine, 2)).ok
    assert _files(site / "other") == _files(site / "one")


def test_an_engine_that_fails_is_told_in_one_line_and_nothing_is_written(site: Path) -> None:
    result = build(BuildRequest(site=site), executor=Cluster(Failing(), 2))
    assert [problem.code for problem in result.problems] == ["worker-died"]
    assert "gone" in result.problems[0].message
    assert not (site / "output").exists()


@pytest.mark.parametrize("address", ["dask", "dask://host", "dask://a b:1", "ssh://a:1"])
def test_an_address_that_is_none_is_refused(
    site: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--site", str(site), "build", "--executor", address]) == 2
    assert address in capsys.readouterr().err


def test_an_engine_that_is_not_there_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["--site", str(site), "build", "--executor", "dask://"]) == 2
    assert "executor-unfit dask.distributed is not installed" in capsys.readouterr().err
    assert not (site / "output").exists()
