"""`studykit check --watch`."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from ..conftest import LIGHTHOUSE, QUESTION, MakeCourse

WRONG = "0 errors, 0 warnings", "1 error, 0 warnings"

Watch = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Start `studykit check --watch` with some options; a watcher that sees nothing ends."""
    started: list[tuple[subprocess.Popen[str], Timer]] = []

    def start(*options: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "studykit", "check", "--watch", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        limit = Timer(60, process.kill)
        limit.start()
        started.append((process, limit))
        return process

    yield start
    for process, limit in started:
        limit.cancel()
        process.kill()
        process.communicate()


def read_until(process: subprocess.Popen[str], ends: tuple[str, ...]) -> list[str]:
    """Return the lines up to one that begins with one of some words."""
    assert process.stdout is not None
    seen: list[str] = []
    for line in process.stdout:
        seen.append(line.rstrip("\n"))
        if seen[-1].startswith(ends):
            return seen
    pytest.fail(f"ended with {seen}")


def stopped(process: subprocess.Popen[str]) -> int:
    process.send_signal(signal.SIGINT)
    return process.wait()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_each_change_of_a_bank_the_course_file_or_a_text_is_checked(
    make_course: MakeCourse, watch: Watch
) -> None:
    """The last check decides the exit code."""
    folder = make_course()
    bank, course, text = (folder / n for n in ("bank.yaml", "course.yaml", "texts/lighthouse.md"))
    right = bank.read_text(encoding="utf-8")
    process = watch()
    assert read_until(process, ("Watching",))[-2:] == [
        "0 errors, 0 warnings",
        "Watching questions; press Ctrl-C to stop.",
    ]
    bank.write_text(right.replace("banging", "bunging"), encoding="utf-8")
    seen = read_until(process, WRONG)
    assert seen[0] == "Saved: bank.yaml"
    assert "error[quote-near]" in seen[1]
    assert seen[-1] == "1 error, 0 warnings"
    text.write_text(LIGHTHOUSE.replace("banging", "bunging"), encoding="utf-8")
    seen = read_until(process, WRONG)
    assert (seen[0], seen[-1]) == ("Saved: lighthouse.md", "0 errors, 0 warnings")
    (folder / "notes.txt").write_text("not of the course", encoding="utf-8")
    course.write_text(course.read_text(encoding="utf-8") + "a: 1\n", encoding="utf-8")
    seen = read_until(process, WRONG)
    assert (seen[0], seen[-1]) == ("Saved: course.yaml", "1 error, 0 warnings")
    assert stopped(process) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_a_folder_of_texts_that_is_made_later_is_watched(
    make_course: MakeCourse, watch: Watch
) -> None:
    folder = make_course(text=None)
    process = watch()
    read_until(process, ("Watching",))
    texts = folder / "texts"
    texts.mkdir()
    seen = read_until(process, WRONG)  # the new folder
    assert (seen[0], seen[-1]) == ("Saved: texts", "1 error, 0 warnings")
    (texts / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    while seen[-1] != "0 errors, 0 warnings":
        seen = read_until(process, WRONG)
        assert seen[0] in ("Saved: texts", "Saved: lighthouse.md")
    assert stopped(process) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_a_missing_course_is_said_and_watching_goes_on(
    make_course: MakeCourse, watch: Watch
) -> None:
    """Reports as JSON stay the only thing on standard output."""
    folder = make_course(QUESTION)
    course = (folder / "course.yaml").read_text(encoding="utf-8")
    process = watch("--format", "json")
    assert process.stdout is not None
    first = "".join(read_until(process, ("}",)))
    assert json.loads(first)["errors"] == 0
    assert process.stderr is not None
    assert process.stderr.readline() == "Watching questions; press Ctrl-C to stop.\n"
    Path("questions/course.yaml").unlink()
    assert process.stderr.readline() == "Saved: course.yaml\n"
    assert process.stderr.readline() == (
        "studykit: questions has no course.yaml; `studykit init DIR` creates a new course\n"
    )
    Path("questions/course.yaml").write_text(course, encoding="utf-8")
    assert json.loads("".join(read_until(process, ("}",))))["errors"] == 0
    assert stopped(process) == 0
