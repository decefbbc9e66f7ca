"""What the build's tests share: exercises, packages of them, and the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from studykit.bank.evidence import exercises, pinned
from studykit.bank.model import Evidence, Exercise, Response
from studykit.check import check
from studykit.cli import main
from studykit.source.course import CourseFile
from studykit.source.text import Place
from studykit.targets.anki import Built, build
from studykit.targets.anki.fields import NoteFields, note_fields
from studykit.targets.anki.package import Deck, package
from studykit.targets.notes import NotesLock, Stamp

from ..cli.conftest import Ran, Run
from ..conftest import BANK
from ..exercises import exercise as plain_exercise

if TYPE_CHECKING:
    from .learner import Learner

INFO = CourseFile.model_validate(
    {
        "id": "test-course",
        "title": "Test course",
        "people": [{"id": "marlow", "name": "Ida Marlow"}],
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
"""A course of two sources; the second has no credit, no address and no parts."""

EVIDENCE = Evidence("a noise", "lighthouse", Place("part-1", "A1", "marlow", 1))

PASSAGE = (
    '<figure class="passage"><blockquote lang="en" dir="auto">a noise</blockquote>'
    "<figcaption>Ida Marlow, Part 1, A1 · <cite>The Shutter and the Light</cite>"
    " · written for studykit"
    ' · <a href="https://example.org/lighthouse#:~:text=a%20noise">view in source</a>'
    "</figcaption></figure>"
)
"""How `EVIDENCE` is shown."""


def exercise(response: Response, **changes: Any) -> Exercise:
    """An exercise on `EVIDENCE` with this response, and a few changes."""
    fields: dict[str, Any] = {
        "id": "noise",
        "type": "basic",
        "prompt": "What was it?",
        "evidence": (EVIDENCE,),
    }
    return plain_exercise(response, **(fields | changes))


def note(response: Response, **changes: Any) -> NoteFields:
    """The note of such an exercise."""
    return note_fields(exercise(response, **changes), INFO)


def packed(cards: Iterable[NoteFields], modified: int = 1_700_000_000) -> bytes:
    """A package of one deck, all of whose notes last changed at one time."""
    cards = tuple(cards)
    stamp = Stamp("0" * 16, modified)
    lock = NotesLock({c.id: stamp for c in cards}, {c.type.name: stamp for c in cards})
    return package(INFO.id, [Deck("bank", "Test course::Bank", "", cards)], lock)


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
"""Three questions on the sample interview: a basic one, a choice and a cloze of two cards."""


def many(banks: int, questions: int) -> dict[str, str]:
    """Banks of questions on one sentence."""
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
    """The package of the course in a folder."""
    checked = check(folder)
    assert checked.course is not None
    assert checked.report.errors == 0
    ready, _ = exercises(checked.course, pinned(checked.course, checked.verified))
    return build(checked.course, ready, old or NotesLock(), now)


@pytest.fixture
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A learner with an empty collection of Anki's own engine."""
    from .learner import collection

    with collection(tmp_path_factory.mktemp("anki")) as learner:
        yield learner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run `studykit` with some arguments in the current folder, without a process of its own."""

    def run(*args: object, **env: str) -> Ran:
        capsys.readouterr()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["studykit", *map(str, args)])
            for name, value in env.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as exit:
                main()
        done = capsys.readouterr()
        assert "Traceback" not in done.err
        code = exit.value.code
        return Ran(code if isinstance(code, int) else 0, done.out, done.err)

    return run
