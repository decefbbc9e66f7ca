"""Fixtures and helpers for tests of targets: exercises, packages, and the command line."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studykit.bank.evidence import exercises, pinned
from studykit.bank.model import Evidence, Exercise, Response
from studykit.check import check
from studykit.source.course import CourseFile
from studykit.source.text import Place
from studykit.targets.anki import Built, build, notetypes
from studykit.targets.anki.fields import NoteFields, note_fields
from studykit.targets.anki.package import Deck, package
from studykit.targets.notes import NoteRecord, NotesLock

from ..conftest import BANK, COURSE
from ..exercises import exercise as plain_exercise

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

    from .learner import Learner

INFO = CourseFile.model_validate(
    {
        "id": "test-course",
        "title": "Test course",
        "people": [{"id": "marlow", "name": "Ida Marlow", "aliases": ["Marlow"]}],
        "sources": [
            {
                "id": "lighthouse",
                "kind": "original",
                "title": "The Shutter and the Light",
                "credit": "written for studykit",
                "url": "https://example.org/lighthouse",
                "file": "lighthouse.md",
                "regions": [{"id": "part-1", "title": "Part 1", "opens": "The board"}],
            },
            {"id": "leaflet", "kind": "summary", "title": "A Leaflet", "file": "leaflet.md"},
        ],
    }
)
"""A course with two sources; the second has no credit, URL or regions."""

EVIDENCE = Evidence("a noise", "lighthouse", Place("part-1", "A1", "marlow", 1))

PASSAGE = (
    '<figure class="passage"><blockquote lang="en" dir="auto">a noise</blockquote>'
    "<figcaption>Marlow · Part 1, A1"
    ' · <a href="https://example.org/lighthouse#:~:text=a%20noise">read the source</a>'
    "</figcaption></figure>"
)
"""The HTML of `EVIDENCE`."""

CREDIT = "The Shutter and the Light · written for studykit"
"""The credit of its source."""


def exercise(response: Response, **changes: Any) -> Exercise:
    """Return an exercise on `EVIDENCE` with this response; `changes` replace fields."""
    fields: dict[str, Any] = {
        "id": "noise",
        "type": "basic",
        "prompt": "What was it?",
        "evidence": (EVIDENCE,),
    }
    return plain_exercise(response, **(fields | changes))


def note(response: Response, **changes: Any) -> NoteFields:
    """Return the note of such an exercise."""
    return note_fields(exercise(response, **changes), INFO)


def record(id: str, modified: int) -> NoteRecord:
    """Return the record of a note under its question's id."""
    return NoteRecord(id, "", "", "0" * 16, modified)


def packed(notes: Iterable[NoteFields], modified: int = 1_700_000_000) -> bytes:
    """Return a package of one deck; all its notes have the same modification time."""
    notes = tuple(notes)
    lock = NotesLock(notes={n.id: record(n.id, modified) for n in notes})
    return package(INFO.id, [Deck("bank", "Test course::Bank", "", notes)], lock)


def change_templates(
    monkeypatch: pytest.MonkeyPatch, more: dict[str, str], time: int | None = None
) -> None:
    """Append text to files of templates, as a newer studykit might, and renew the stamps."""
    file, stamps = notetypes._file, notetypes.stamps()
    new = {s: stamp._replace(modified=time or stamp.modified + 1) for s, stamp in stamps.items()}
    monkeypatch.setattr(notetypes, "_file", lambda name: file(name) + more.get(name, ""))
    monkeypatch.setattr(notetypes, "stamps", lambda: new)


THREE = """\
- id: noise
  type: basic
  prompt: What did Marlow hear?
  answer: A shutter.
  tags: [wind, sound, wood]
  passages: [{quote: a shutter was banging up here in the wind}]
- id: motor
  type: multiple_choice
  prompt: Why does no motor turn the lens?
  key: It asks nothing of anybody.
  distractors: [It is too dear., It is too loud., It would break.]
  passages: [{quote: Because a motor asks nothing of anybody}]
- id: winding
  type: cloze
  text: "The {{c1::weight}} has to be wound {{c2::every four hours}}"
  passages: [{quote: "The weight has to be wound every four hours"}]
"""
"""Three questions on the sample interview: basic, multiple choice, and a cloze with two cards."""


NOISE, OTHERS = THREE[: THREE.index("- id: motor")], THREE[THREE.index("- id: motor") :]
"""The first of them, and the other two."""

ADDED = """\
- id: clock
  type: basic
  prompt: What wakes the keeper?
  answer: A clock.
  passages: [{quote: every four hours}]
"""

USED = {"studykit basic", "studykit choice", "studykit cloze"}
"""The note types that `THREE` uses."""

OTHER_COURSE = COURSE.replace("test-course", "other-course").replace("Test course", "Other course")

EDITED, LATER = 1_710_000_000, 1_720_000_000
"""The times of the learner's edit and of the next build."""


def many(banks: int, questions: int) -> dict[str, str]:
    """Return bank files; all their questions cite the same sentence."""
    files = {}
    for b in range(banks):
        lines = [BANK.replace("bank", f"bank-{b}").replace("Bank", f"Bank {b}")]
        lines += [
            f"  - {{id: q-{b}-{n}, type: basic, prompt: 'What was heard in case {b}.{n}?',"
            f" answer: A shutter., passages: [{{quote: a shutter was banging up here in the wind}}]}}\n"
            for n in range(questions)
        ]
        files[f"bank-{b:03}.yaml"] = "".join(lines)
    return files


def built(folder: Path, old: NotesLock | None = None, now: int = 1_700_000_000) -> Built:
    """Build the course in a folder."""
    checked = check(folder)
    assert checked.course is not None
    assert checked.report.errors == 0
    ready, _ = exercises(checked.course, pinned(checked.course, checked.verified))
    return build(checked.course, ready, old or NotesLock(), now)


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """The driver of Chromium, started once: a process cannot have two."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
)


@pytest.fixture(scope="package")
def chromium() -> str:
    """The path of Chromium or Chrome; the tests are skipped if neither is installed."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    path = next(filter(None, map(shutil.which, names)), None)
    if path is None:
        pytest.skip(f"no browser installed; looked for {', '.join(names)}")
    return path


@pytest.fixture(scope="package")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    """Chromium or Chrome, started once for all tests."""
    browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
    yield browser
    browser.close()


@pytest.fixture
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """Return a learner with an empty collection in Anki's own engine."""
    from .learner import collection

    with collection(tmp_path_factory.mktemp("anki")) as learner:
        yield learner
