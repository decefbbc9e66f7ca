"""Pipes and devices in the place of files, and files of any name."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ..command import Run
from ..conftest import MakeCourse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pipes in folders")

REASON = "it is a device or a pipe, not a file"


@pytest.fixture(params=["pipe", "device"])
def endless(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A pipe to which nobody writes, or a link to a device without an end."""
    file = tmp_path / "endless"
    if request.param == "pipe":
        os.mkfifo(file)
    else:
        file.symlink_to("/dev/zero")
    return file


def test_a_text(endless: Path, make_course: MakeCourse, run: Run) -> None:
    make_course(text=None)
    Path("questions/texts").mkdir()
    endless.rename("questions/texts/lighthouse.md")
    assert f"the text of `lighthouse`, lighthouse.md, cannot be read: {REASON}" in run("check").out


def test_a_bank_and_a_course_file(endless: Path, make_course: MakeCourse, run: Run) -> None:
    make_course()
    endless.rename("questions/more.yaml")
    assert f"questions/more.yaml:1:1: error[unreadable-file]: cannot be read: {REASON}" in (
        run("check").out
    )
    Path("questions/more.yaml").replace("questions/course.yaml")
    assert f"questions/course.yaml:1:1: error[unreadable-file]: cannot be read: {REASON}" in (
        run("check").out
    )


@pytest.mark.parametrize("lock", ["course.lock", "notes.lock"])
def test_a_lock(lock: str, endless: Path, make_course: MakeCourse, run: Run) -> None:
    make_course()
    endless.rename(f"questions/{lock}")
    ran = run("build")
    assert ran.code == 3
    assert ran.err.startswith("studykit: ")
    assert ran.err.endswith(f"{REASON}\n")


def test_progress_and_settings(endless: Path, make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("stats", "--db", endless)
    assert (ran.code, ran.err) == (
        3, f"studykit: {endless} is not a progress file: it is a device or a pipe\n",
    )  # fmt: skip
    assert f"cannot be read: {REASON}" in run("config", "--config", endless).err
    assert os.path.lexists(endless)


def test_the_device_itself_is_not_renamed(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("quiz", "--db", "/dev/null")
    assert ran.err == "studykit: /dev/null is not a progress file: it is a device or a pipe\n"
    assert Path("/dev/null").is_char_device()


def test_a_named_device(make_course: MakeCourse, run: Run) -> None:
    make_course()
    too_large = "studykit: cannot read /dev/zero: it is too large: at most 200,000,000 bytes\n"
    assert run("source", "add", "lighthouse", "/dev/zero").err == too_large
    assert run("init", "new", "--text", "/dev/zero").err == too_large
