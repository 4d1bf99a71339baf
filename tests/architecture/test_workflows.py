"""What the workflows may do: least permissions, fixed actions, no feed beside a writing token."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github/workflows").glob("*.yml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
WRITING = {"pages.yml": {"deploy"}, "refresh.yml": {"propose"}, "release.yml": {"publish"}}
"""Jobs that may write, by file."""


def load(path: Path) -> dict:  # type: ignore[type-arg]
    """The workflow; YAML 1.1 reads the key `on` as true, so it is read as text."""
    return yaml.load(path.read_text(), Loader=yaml.BaseLoader)


def name_of(path: Path) -> str:
    return path.name


def test_there_are_workflows() -> None:
    assert {path.name for path in FILES} >= {"ci.yml", "pages.yml", "refresh.yml"}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_action_is_fixed_to_a_commit_and_names_its_version(path: Path) -> None:
    used = re.findall(r"uses:\s*(.+)", path.read_text())
    assert used
    assert [action for action in used if not PINNED.fullmatch(action.strip())] == []


def test_one_action_has_one_version_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in FILES:
        for action, commit in re.findall(r"uses:\s*(\S+)@(.+)", path.read_text()):
            pins.setdefault(action, set()).add(commit)
    assert {action: commits for action, commits in pins.items() if len(commits) > 1} == {}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_workflow_may_only_read_unless_a_job_says_more(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {"contents": "read"}
    writing = {
        name
        for name, job in workflow["jobs"].items()
        if "write" in dict(job.get("permissions", {})).values()
    }
    assert writing == WRITING.get(path.name, set())


def test_only_the_deploying_job_may_write_to_pages() -> None:
    jobs = load(ROOT / ".github/workflows/pages.yml")["jobs"]
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert not any("run" in step for step in jobs["deploy"]["steps"])


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nobody_elses_code_meets_a_secret(path: Path) -> None:
    text = path.read_text()
    assert "pull_request_target" not in text
    assert "secrets." not in text


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_our_code_never_runs_beside_a_writing_token(path: Path) -> None:
    for name, job in load(path)["jobs"].items():
        may_write = "write" in dict(job.get("permissions", {})).values()
        commands = "\n".join(step.get("run", "") for step in job["steps"])
        assert not (may_write and re.search(r"\bmake\b|python|pip", commands)), name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_checkout_leaves_no_token_on_the_disk(path: Path) -> None:
    for name, job in load(path)["jobs"].items():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step.get("with", {}).get("persist-credentials") == "false", name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_command_is_built_from_what_others_write(path: Path) -> None:
    for job in load(path)["jobs"].values():
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "hand values over in env"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_job_ends_and_runs_do_not_pile_up(path: Path) -> None:
    workflow = load(path)
    assert workflow["concurrency"]["group"]
    assert all(int(job["timeout-minutes"]) <= 30 for job in workflow["jobs"].values())


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_targets_that_are_called_exist(path: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    called = set(re.findall(r"\bmake ([a-z]+)", path.read_text()))
    assert called <= targets


@pytest.mark.parametrize("name", ["pages.yml", "refresh.yml"])
def test_init_writes_the_workflows_that_are_tested_here(name: str) -> None:
    ours = ROOT / ".github/workflows" / name
    assert (ROOT / "generator/scaffold/skeleton" / name).read_text() == ours.read_text()


def test_updates_are_asked_for() -> None:
    updates = load(ROOT / ".github/dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}
