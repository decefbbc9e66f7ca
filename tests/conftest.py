"""Fixtures and helpers: small courses on the sample interview, which belongs to studykit."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent, indent

import pytest
from hypothesis import settings

from studykit.check import Checked, check
from studykit.diagnostics import as_text
from studykit.rules import RULES
from studykit.starter import sample

from .command import Run, run_here

REPOSITORY = Path(__file__).resolve().parent.parent
LIGHTHOUSE = sample("lighthouse")["texts/lighthouse.md"].decode()

COURSE = """\
id: test-course
title: Test course
people:
  - {id: marlow, name: Ida Marlow, aliases: [Marlow], role: interviewee}
  - {id: reporter, name: The reporter, aliases: [Reporter], role: interviewer}
sources:
  - id: lighthouse
    kind: original
    title: The Shutter and the Light
    credit: written for studykit
    url: https://example.org/lighthouse
    file: lighthouse.md
    speakers: {Reporter: reporter, Marlow: marlow}
    regions:
      - {id: introduction, kind: introduction, opens: The lighthouse on Skerrow Head}
      - {id: part-1, title: Part 1, kind: interview, heading: "Part 1: A Noise in the Wind"}
      - {id: part-2, title: Part 2, kind: interview, heading: "Part 2: Saturdays Only"}
      - {id: comments, kind: comments, heading: Comments}
"""
"""A course file for the sample interview, its only source."""

BANK = """\
id: bank
title: Bank
questions:
"""

QUESTION = """\
- id: noise
  type: basic
  prompt: What did Marlow hear?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
"""

RULES_RAN = f"{len(RULES)} rules ran"
"""The end of the summary if the texts are here."""

MakeCourse = Callable[..., Path]


@pytest.fixture(autouse=True)
def _isolated_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Hide the settings, progress and network of this machine from tests."""
    for name in ("STUDYKIT_TEXTS", "SOURCE_DATE_EPOCH", "NO_COLOR", "STUDYKIT_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")  # of the learner, whatever the locale of this machine
    home = tmp_path_factory.getbasetemp() / "home"
    for name in ("STUDYKIT_DB", "STUDYKIT_CONFIG", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):  # where platformdirs looks, on Linux
        monkeypatch.setenv(name, str(home / name))


@pytest.fixture
def make_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> MakeCourse:
    """Write a course into `questions/` of an empty folder that becomes the current one.

    `questions` is the YAML of the questions in its only bank.  `bank`, `course` and `text` replace
    whole files; `text=None` writes no text.
    """

    def make(
        questions: str = QUESTION,
        *,
        bank: str | bytes | None = None,
        course: str | bytes = COURSE,
        text: str | bytes | None = LIGHTHOUSE,
        more: dict[str, str | bytes] | None = None,
    ) -> Path:
        folder = tmp_path / "questions"
        files: dict[str, str | bytes] = {
            "course.yaml": course,
            "bank.yaml": BANK + indent(dedent(questions), "  ") if bank is None else bank,
            **(more or {}),
        }
        if text is not None:
            files["texts/lighthouse.md"] = text
        for name, content in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        monkeypatch.chdir(tmp_path)
        return Path("questions")

    return make


@pytest.fixture
def checked(make_course: MakeCourse) -> Callable[..., Checked]:
    """Check a course of `make_course`."""
    return lambda *args, **kwargs: check(make_course(*args, **kwargs))


@pytest.fixture(scope="session")
def run() -> Run:
    """Run `studykit` with some arguments in the current folder, in this process."""
    return run_here


def printed(checked: Checked) -> str:
    """The report as printed in a terminal without colours."""
    return "\n".join(as_text(checked.report))


def pointed(checked: Checked) -> list[str]:
    """Each finding in one line: the words it points to, its code and message, its help."""
    lines = []
    for d in checked.report.diagnostics:
        end = d.span.end_column - 1 if d.span.end_line == d.span.line else None
        words = d.source[d.span.column - 1 : end]
        parts = [words, f"{d.code}: {d.message}", d.help_text]
        lines.append(" | ".join(part for part in parts if part is not None))
    return lines


@pytest.fixture(scope="session")
def real_texts() -> Path:
    """The folder of the real texts; tests that need it are skipped if it is missing."""
    folder = os.environ.get("STUDYKIT_TEXTS_FOR_TESTS", "")
    if not folder:
        pytest.skip("STUDYKIT_TEXTS does not point to the texts of the sources")
    return Path(folder)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite golden files")


MEMORY = Path("/dev/shm")
"""A file system in memory: thousands of small folders take a minute to write on a disk."""


def pytest_configure(config: pytest.Config) -> None:
    # a shell's background job ignores Ctrl-C, and so would the programs that tests start and end by
    # it; a signal with a handler, even one that does nothing, is a new program's default again
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda *_: None)
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        system = os.statvfs(MEMORY)  # in a container, it may be tiny, and refuse to run scripts
        if system.f_bavail * system.f_frsize > 1 << 30 and not system.f_flag & os.ST_NOEXEC:
            os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    # no deadline: on a busy machine, a test is slow now and then (in CI, hypothesis has none itself)
    settings.register_profile("desk", deadline=None)
    if "CI" not in os.environ:
        settings.load_profile("desk")
    # tests must not see STUDYKIT_TEXTS of this machine, except through `real_texts`
    texts = os.environ.get("STUDYKIT_TEXTS", "")
    os.environ["STUDYKIT_TEXTS_FOR_TESTS"] = str(Path(texts).resolve()) if texts else ""
