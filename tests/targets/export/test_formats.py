"""What holds for every format."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import get_args

import pytest

from studykit.bank.capability import response_name
from studykit.bank.model import Response
from studykit.targets.export import FORMATS, ExportNotes

from ...conftest import REPOSITORY
from ...work import is_linear
from .examples import EXPORTED, hostile_exercises, rendered, request

GAMES = ("kahoot", "blooket")
ANY = pytest.mark.parametrize("name", FORMATS)


@ANY
def test_capabilities_cover_every_response(name: str) -> None:
    assert set(FORMATS[name].capabilities) == set(get_args(Response))


def test_the_documented_capabilities_are_current() -> None:
    page = (REPOSITORY / "docs" / "exports.md").read_text(encoding="utf-8")
    table = page.partition("| format | response |")[2].partition("\n\n")[0]
    rows = [tuple(line.strip("| ").split(" | ")) for line in table.splitlines()[2:]]
    assert rows == [
        (f"`{name}`", response_name(response), str(can.support), can.how)
        for name, format in FORMATS.items()
        for response, can in format.capabilities.items()
    ]


@ANY
def test_no_question_is_lost_without_a_note(name: str) -> None:
    """A question is written or left out with a reason; what refuses a response leaves it out."""
    exercises = (*EXPORTED, *hostile_exercises())
    content, notes = rendered(FORMATS[name], *exercises)
    left_out = {id for ids in notes.left_out.values() for id in ids}
    written = notes.written(request(*exercises))
    assert written.total() + len(left_out) == len(exercises)
    if name not in ("quizlet", *GAMES):  # which have no place for an identifier
        for exercise in exercises:
            assert (exercise.id in content) == (exercise.id not in left_out)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in GAMES])
def test_quotes_are_in_every_format_with_feedback(name: str) -> None:
    content, _ = rendered(FORMATS[name], EXPORTED[5])
    for part in ("a noise", "Ida Marlow", "Part 1, A1", "The Shutter and the Light"):
        assert part in content


EXPORT = """
import sys
from studykit.targets.export import FORMATS, ExportNotes
from tests.targets.export.examples import EXPORTED, hostile_exercises, request
wanted = request(*EXPORTED, *hostile_exercises())
for format in FORMATS.values():
    sys.stdout.buffer.write(format.render(wanted, ExportNotes()))
"""


def test_the_same_questions_give_the_same_bytes() -> None:
    """Also in another process, where sets have another order."""
    done = [
        subprocess.run(
            [sys.executable, "-c", EXPORT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=REPOSITORY,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(done[0]) > 10_000
    assert done[0] == done[1]


@ANY
def test_a_course_takes_time_in_proportion_to_its_questions(name: str) -> None:
    def export(copies: int) -> None:
        exercises = (replace(e, id=f"{e.id}-{n}") for n in range(copies) for e in EXPORTED)
        FORMATS[name].render(request(*exercises), ExportNotes())

    assert is_linear(export, 5)
