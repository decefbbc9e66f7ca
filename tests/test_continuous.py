"""The hooks for pre-commit and the GitHub Action: their files are valid, and the commands in them run."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from studykit.cli import COMMANDS

from .conftest import QUESTION, REPOSITORY, MakeCourse

WRONG = QUESTION.replace("banging", "bunging")
ANNOTATION = (
    "::error file=questions/bank.yaml,line=8,col=38,title=quote-near::the quote is not in lighthouse;"
    " the nearest is in Part 1, A1%0A"
)


def parsed(name: str) -> Any:
    return yaml.safe_load((REPOSITORY / name).read_text(encoding="utf-8"))


HOOKS = {hook["id"]: hook for hook in parsed(".pre-commit-hooks.yaml")}
ACTION = parsed("action.yml")


@pytest.fixture
def shell(tmp_path: Path) -> Any:
    """Run a line of a shell in which `studykit` is the one of this repository."""
    bin = tmp_path / "bin"
    bin.mkdir()
    command = bin / "studykit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m studykit "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{bin}{os.pathsep}{os.environ['PATH']}"

    def run(line: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": path, "PYTHONPATH": str(REPOSITORY), **variables}
        # as GitHub runs `shell: bash`
        bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", line]
        return subprocess.run(bash, capture_output=True, text=True, env=environment, timeout=120)

    return run


def test_the_hooks_have_what_pre_commit_requires() -> None:
    assert list(HOOKS) == ["studykit-check", "studykit-build"]
    for hook in HOOKS.values():
        program, command, *_ = shlex.split(hook["entry"])
        assert program == "studykit"
        assert command in COMMANDS
        assert (hook["language"], hook["pass_filenames"]) == ("python", False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another shell")
def test_the_hook_fails_for_a_wrong_quote_only(make_course: MakeCourse, shell: Any) -> None:
    make_course(WRONG)
    ran = shell(HOOKS["studykit-check"]["entry"])
    assert ran.returncode == 1
    assert "error[quote-near]" in ran.stdout
    make_course(QUESTION)
    assert shell(HOOKS["studykit-check"]["entry"]).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another shell")
def test_a_hook_without_a_course_does_not_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Any
) -> None:
    """It would otherwise check the built-in course; `args` name another folder."""
    monkeypatch.chdir(tmp_path)
    entry = HOOKS["studykit-check"]["entry"]
    ran = shell(entry)
    assert (ran.returncode, ran.stderr) == (3, "studykit: questions does not exist\n")
    ran = shell(f"{entry} --questions course")
    assert (ran.returncode, ran.stderr) == (3, "studykit: course does not exist\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another shell")
def test_the_hook_of_the_deck_fails_until_the_deck_is_built(
    make_course: MakeCourse, shell: Any
) -> None:
    make_course(QUESTION)
    entry = HOOKS["studykit-build"]["entry"]
    assert shell(entry).returncode == 1
    assert shell("studykit build").returncode == 0
    assert shell(entry).returncode == 0


def test_the_action_installs_itself_and_uses_every_input() -> None:
    assert ACTION["runs"]["using"] == "composite"
    python, install, check = ACTION["runs"]["steps"]
    assert python["uses"].startswith("actions/setup-python@v")
    assert '"$GITHUB_ACTION_PATH"' in install["run"]
    text = (REPOSITORY / "action.yml").read_text(encoding="utf-8")
    for name in ACTION["inputs"]:
        assert f"${{{{ inputs.{name} }}}}" in text
    assert check["shell"] == install["shell"] == "bash"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another shell")
@pytest.mark.parametrize(
    ("questions", "strict", "code", "out"),
    [
        (QUESTION, "true", 0, "0 errors, 0 warnings\n"),
        (WRONG, "false", 1, ANNOTATION),
        (QUESTION.replace("A shutter", "12 shutters"), "false", 0, "::warning file=questions/bank.yaml"),
        (QUESTION.replace("A shutter", "12 shutters"), "true", 1, "::warning file=questions/bank.yaml"),
    ],
    ids=["clean", "wrong quote", "warning", "strict"],
)  # fmt: skip
def test_the_action_annotates_lines(
    make_course: MakeCourse, shell: Any, questions: str, strict: str, code: int, out: str
) -> None:
    make_course(questions)
    check = ACTION["runs"]["steps"][-1]
    values = {"${{ inputs.course }}": "questions", "${{ inputs.strict }}": strict}
    ran = shell(check["run"], **{name: values[value] for name, value in check["env"].items()})
    assert (ran.returncode, ran.stderr) == (code, "")
    assert out in ran.stdout
