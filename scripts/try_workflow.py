#!/usr/bin/env python3
"""Runs the steps of GitHub workflows here, each job in a fresh clone, as a runner would.

In: a repository and its workflow files. Out: a line for each step; the exit code is 1 when one
fails. Commands run with a new home, the variables that GitHub sets, and nothing else of this
machine but PATH and where pip looks for packages. Actions are not run: what a few of them do for
the steps after them (the clone, artifacts, the address of the site) is done here, the others are
named. `gh` is a stub that keeps what it was asked; `git push` goes to a bare clone.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

ADDRESS: Final = "https://someone.github.io/an-archive"
KEPT: Final = ("PIP_", "SSL_", "REQUESTS_CA", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
GH: Final = '#!/bin/sh\necho "gh $*" >> "$GH_LOG"\n[ "$1 $2" != "pr list" ] || echo 0\n'
EXPRESSION: Final = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
Step = Mapping[str, Any]


class Failed(Exception):  # noqa: N818 - said as it happened
    """A step that does not do what the workflow needs."""


class Runner:
    """One workflow, from its first job to its last."""

    def __init__(
        self, folder: Path, *, tools: Path | None, leave_out: list[str], ref_name: str
    ) -> None:
        """`folder` has `origin.git`; `tools` comes before PATH; steps named in `leave_out` are
        not run."""
        self.folder, self.leave_out, self.ref_name = folder, leave_out, ref_name
        self.artifacts = folder / "artifacts"
        self.known: dict[str, Any] = {
            "needs": {},
            "github": {
                "token": "no-token",
                "server_url": "https://github.com",
                "repository": "someone/an-archive",
                "ref": f"refs/heads/{ref_name}",
                "run_id": "1",
            },
        }
        own = Path(sys.prefix, "bin")
        places = [place for place in os.environ["PATH"].split(":") if Path(place) != own]
        (folder / "stubs").mkdir()
        (folder / "stubs/gh").write_text(GH)
        (folder / "stubs/gh").chmod(0o755)
        first = [str(folder / "stubs"), *([str(tools)] if tools else [])]
        self.path = ":".join([*first, *places])

    def run(self, workflow: Mapping[str, Any]) -> None:
        """Raises Failed."""
        jobs = dict(workflow["jobs"])
        while jobs:
            name = next(n for n, job in jobs.items() if not jobs.keys() & {*_needs(job)})
            job = jobs.pop(name)
            outputs = self._run_job(name, job) if self._holds(job.get("if")) else {}
            self.known["needs"][name] = {"outputs": outputs}

    def _run_job(self, name: str, job: Mapping[str, Any]) -> dict[str, str]:
        print(f"job {name}")
        place = self.folder / "jobs" / name
        for part in ("work", "home", "temp"):
            (place / part).mkdir(parents=True)
        matrix = job.get("strategy", {}).get("matrix", {})
        self.known |= {
            "steps": {},
            "matrix": {key: values[0] for key, values in matrix.items()},
            "runner": {"temp": str(place / "temp")},
        }
        for number, step in enumerate(job["steps"], 1):
            began = time.monotonic()
            what, outputs = "left out", dict[str, str]()
            if not self._holds(step.get("if")):
                what = "not needed"
            elif step["name"] not in self.leave_out:
                what, outputs = self._run_step(step, place, number)
            self.known["steps"][step.get("id", "")] = {"outputs": outputs}
            print(f"  {time.monotonic() - began:6.1f} s  {step['name']}: {what}", flush=True)
        return {key: self._filled(text) for key, text in job.get("outputs", {}).items()}

    def _run_step(self, step: Step, place: Path, number: int) -> tuple[str, dict[str, str]]:
        if "run" in step:
            return self._run_commands(step, place, number)
        action = step["uses"].partition("@")[0]
        given = {key: self._filled(value) for key, value in step.get("with", {}).items()}
        act = getattr(self, "_" + action.partition("/")[2].replace("-", "_"), None)
        return act(given, place) if act else (f"{action} (not run here)", {})

    def _run_commands(self, step: Step, place: Path, number: int) -> tuple[str, dict[str, str]]:
        output, summary = place / f"temp/output-{number}", place / "summary.md"
        log = place / "gh.log"
        variables = {
            "PATH": self.path,
            "LANG": "C.UTF-8",
            "CI": "true",
            "HOME": str(place / "home"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(place / "work"),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_REF_NAME": self.ref_name,
            "RUNNER_TEMP": str(place / "temp"),
            "GH_LOG": str(log),
            **{key: value for key, value in os.environ.items() if key.upper().startswith(KEPT)},
            **{key: self._filled(value) for key, value in step.get("env", {}).items()},
        }
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=place / "work",
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise Failed(f"{step['name']}: exit code {done.returncode}\n{done.stdout}")
        if not output.is_file():
            return "done", {}
        pairs = (line.partition("=") for line in output.read_text().splitlines())
        return "done", {key: value for key, _, value in pairs}

    def _checkout(self, _: Mapping[str, str], place: Path) -> tuple[str, dict[str, str]]:
        _git("clone", "--quiet", str(self.folder / "origin.git"), str(place / "work"))
        return "cloned", {}

    def _configure_pages(self, _: object, __: Path) -> tuple[str, dict[str, str]]:
        return ADDRESS, {"base_url": ADDRESS}

    def _upload_pages_artifact(
        self, given: Mapping[str, str], place: Path
    ) -> tuple[str, dict[str, str]]:
        files = [path for path in (place / "work" / given["path"]).rglob("*") if path.is_file()]
        if not (place / "work" / given["path"] / "index.html").is_file():
            raise Failed(f"no site in {given['path']}")
        size = sum(path.stat().st_size for path in files)
        return f"{len(files):,} files, {size / 1e6:,.1f} MB", {}

    def _upload_artifact(self, given: Mapping[str, str], place: Path) -> tuple[str, dict[str, str]]:
        path, kept = place / "work" / given["path"], self.artifacts / given["name"]
        kept.mkdir(parents=True)
        if path.is_dir():
            shutil.copytree(path, kept, dirs_exist_ok=True)
        else:
            shutil.copy(path, kept)
        return f"kept as {given['name']}", {}

    def _download_artifact(
        self, given: Mapping[str, str], place: Path
    ) -> tuple[str, dict[str, str]]:
        shutil.copytree(
            self.artifacts / given["name"], place / "work" / given["path"], dirs_exist_ok=True
        )
        return f"got {given['name']}", {}

    def _filled(self, text: object) -> str:
        return EXPRESSION.sub(lambda found: self._value(found[1]), str(text))

    def _value(self, expression: str) -> str:
        value: Any = self.known
        for part in expression.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        return str(value)

    def _holds(self, condition: str | None) -> bool:
        if condition is None:
            return True
        left, _, right = condition.partition(" == ")
        return self._value(left) == right.strip("'")


def _needs(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else list(needs)


def _git(*arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], check=True, stdout=subprocess.PIPE, text=True
    ).stdout.strip()


def told(folder: Path) -> Iterator[str]:
    """What the jobs left for people: their summaries, what `gh` was asked, what was pushed."""
    for path in sorted([*folder.glob("jobs/*/summary.md"), *folder.glob("jobs/*/gh.log")]):
        yield f"{path.parent.name}: {path.name}\n{path.read_text().rstrip()}"
    branches = _git("-C", str(folder / "origin.git"), "branch", "--format=%(refname:short)")
    for branch in branches.split():
        if branch != "main":
            yield _git("-C", str(folder / "origin.git"), "show", "--stat", branch)


def try_workflow(workflow: Path, repository: Path, **how: Any) -> bool:
    """Whether all steps of one workflow did what they are for."""
    print(f"{workflow}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _git("clone", "--quiet", "--bare", str(repository), str(folder / "origin.git"))
        _git("-C", str(folder / "origin.git"), "update-ref", "refs/heads/main", "HEAD")
        text = (repository / workflow).read_text(encoding="utf-8")
        try:
            Runner(folder, **how).run(yaml.load(text, Loader=yaml.BaseLoader))
        except Failed as failed:
            print(f"FAILED {failed}")
            return False
        print(*told(folder), sep="\n")
    return True


def main() -> int:
    """Try each workflow that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("workflows", nargs="+", type=Path, metavar="WORKFLOW")
    parser.add_argument("--repository", type=Path, default=Path())
    parser.add_argument("--tools", type=Path, help="folder of commands that come before all others")
    parser.add_argument("--leave-out", action="append", default=[], metavar="STEP")
    parser.add_argument("--ref-name", default="main", help="branch or tag that was pushed")
    given = parser.parse_args()
    how = vars(given)
    results = [try_workflow(path, **how) for path in how.pop("workflows")]
    return 0 if all(results) else 1


if __name__ == "__main__":
    raise SystemExit(main())
