"""Standard output that is full or closed, and standard input that is closed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..command import Ran
from ..conftest import MakeCourse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell sets the streams")

FULL = "studykit: cannot write to standard output: No space left on device\n"
CLOSED = "studykit: cannot write to standard output: Bad file descriptor\n"


def shell(command: str, **env: str) -> Ran:
    """Run a line of a shell in which `studykit` is this one."""
    python = f"{sys.executable} -m studykit"
    done = subprocess.run(
        ["sh", "-c", command.replace("studykit", python)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "STUDYKIT_DB": "p.db", **env},
        timeout=120,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.mark.parametrize(
    ("command", "unbuffered"),
    [
        ("list", ""),
        ("list", "1"),
        ("stats", ""),
        ("stats", "1"),
        ("--help", ""),
        ("quiz --all", ""),
    ],
)
def test_a_full_disk(command: str, unbuffered: str, make_course: MakeCourse) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    make_course()
    ran = shell(f"studykit {command} < /dev/null > /dev/full", PYTHONUNBUFFERED=unbuffered)
    assert ran == Ran(3, "", FULL)


@pytest.mark.parametrize("command", ["list", "stats", "--version", "quiz --all"])
def test_standard_output_is_closed(command: str, make_course: MakeCourse) -> None:
    make_course()
    assert shell(f"studykit {command} < /dev/null >&-") == Ran(3, "", CLOSED)


def test_all_streams_are_closed(make_course: MakeCourse) -> None:
    """What is written to files is not mixed with what is written to the streams."""
    folder = make_course()
    assert shell("studykit build <&- >&- 2>&-").code == 3
    assert shell("studykit build --check").code == 0
    assert (folder / "notes.lock").exists()


def test_standard_error_cannot_be_written(make_course: MakeCourse) -> None:
    make_course()
    for to in ("&-", "/dev/full"):
        assert shell(f"studykit list --questions . 2>{to}") == Ran(3, "", "")
        assert shell(f"studykit progress path 2>{to}") == Ran(0, "p.db\n", "")


@pytest.mark.parametrize(
    ("command", "code", "err"),
    [
        ("quiz --all", 0, ""),
        ("progress merge -", 0, ""),
        ("progress reset", 1, ""),
        ("locate --batch -", 0, ""),
    ],
)
def test_standard_input_is_closed(
    command: str, code: int, err: str, make_course: MakeCourse
) -> None:
    make_course()
    shell("studykit progress merge - < /dev/null")
    ran = shell(f"studykit {command} <&-")
    assert (ran.code, ran.err) == (code, err)


def test_the_reader_has_read_enough(make_course: MakeCourse) -> None:
    make_course()
    assert shell("(studykit list; echo $? > code) | true").err == ""
    assert Path("code").read_text() in ("0\n", "1\n")
