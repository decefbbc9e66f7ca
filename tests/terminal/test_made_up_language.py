"""Everything that a learner reads in a quiz, in a made-up language: no English is left in it.

The questions are in Cyrillic letters, so that every Latin letter is one of ours.
"""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from rich.console import Console

from studykit.bank.kinds import KINDS
from studykit.bank.model import Exercise
from studykit.locale import speaking
from studykit.quiz.context import Context
from studykit.quiz.exam import Exam
from studykit.quiz.schedule import CardState, Phase
from studykit.quiz.session import Mode
from studykit.terminal.answer import Given
from studykit.terminal.calendar import day_name, weekday_name
from studykit.terminal.console import on_console
from studykit.terminal.plain import PlainUI
from studykit.terminal.question import QuestionView, duration, type_name, wait
from studykit.terminal.run import run_exam
from studykit.terminal.summary import show_nothing
from studykit.terminal.ui import UI, Resources, Suspend

from ..locale.conftest import made_up as made_up
from ..locale.marking import unmarked
from .course import ALL, COURSE, FOG, GAPS, HOUR, MASTER, PAID, PAIRS, STEPS, WHEN, WHO
from .learner import NOON, FakeHost, deck, drawn, press, quiz, quiz_io, session

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абцдефгхийклмнопярстувшщзж"
_LETTERS = str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper())

KEPT = ("id", "type", "level", "lang", "source", "place", "link", "formerly", "tags", "file", "url")
"""The fields of an exercise and of a course that are not in a language."""


def foreign(value: Any) -> Any:
    """Return an exercise, a course or a text with Cyrillic letters for Latin ones."""
    if isinstance(value, str):
        return value.translate(_LETTERS)
    if isinstance(value, tuple):
        made = [foreign(item) for item in value]
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (f.name for f in dataclasses.fields(value) if f.init and f.name not in KEPT)
        return replace(value, **{name: foreign(getattr(value, name)) for name in fields})
    return value


QUESTIONS = {one.id: foreign(one) for one in ALL}
COURSE_IN_CYRILLIC = COURSE.model_copy(
    update={
        "title": foreign(COURSE.title),
        "people": tuple(
            person.model_copy(update={"name": foreign(person.name)}) for person in COURSE.people
        ),
        "sources": tuple(
            source.model_copy(
                update={
                    "title": foreign(source.title),
                    "credit": source.credit and foreign(source.credit),
                    "regions": tuple(
                        region.model_copy(update={"title": foreign(region.title)})
                        for region in source.regions
                    ),
                }
            )
            for source in COURSE.sources
        ),
    }
)


class ForeignHost(FakeHost):
    """A host whose contexts and course are in Cyrillic letters; its editor has nothing to edit."""

    opens = True

    @property
    def resources(self) -> Resources:
        return Resources(COURSE_IN_CYRILLIC, self.contexts, self.open_url)

    def contexts(self, exercise: Exercise) -> list[Context]:
        return [foreign(replace(c, missing=None)) for c in super().contexts(exercise)] + [
            Context(foreign("Post"), missing="Ж")
        ]

    def open_url(self, url: str, suspended: Suspend) -> bool:
        return self.opens


@pytest.fixture(autouse=True)
def _spoken(made_up: str) -> Iterator[None]:
    with speaking(made_up):
        yield


def test_every_type_in_plain_lines() -> None:
    """With help at every prompt, wrong and right answers, and all commands."""
    more_options = replace(
        QUESTIONS["when"],
        id="more",
        response=replace(
            QUESTIONS["when"].response,
            options=tuple(
                replace(o, right=n < 2) for n, o in enumerate(QUESTIONS["when"].response.options)
            ),
        ),
    )
    unitless = replace(
        QUESTIONS["hour"], id="unitless", response=replace(QUESTIONS["hour"].response, unit=None)
    )
    answers = {
        "when": ["?", "й", "/c", "b", "?", "й", "c", "o", "/o", "1"],
        "more": ["?", "й", "ab", "?", "3"],
        "paid": ["?", "толм", "?", ""],
        "why": ["?", "", "?", "x", "3"],
        "gaps": ["?", "", "3"],
        "fog": ["?", "й", "b", ""],
        "talk": ["?", "", "?", ""],
        "hour": ["?", "99", "2"],
        "unitless": ["?", "12", ""],
        "steps": ["?", "й", "b a c", "4"],
        "pairs": ["?", "й", "b b c", "1"],
        "who": ["a", "/u", "a", "3"],
    }
    for id, lines in answers.items():
        one = {"more": more_options, "unitless": unitless}.get(id) or QUESTIONS[id]
        for mode in (Mode.STUDY, Mode.ALL, Mode.CRAM):
            host = ForeignHost()
            shown = quiz(one, answers=lines * 2, host=host, mode=mode, seed=1)
            assert unmarked(shown, "ab", "ad") == [], (id, mode)  # letters to type


@pytest.mark.parametrize("commands", [["s"], ["/b"], ["/u"], ["/e", "q"], ["q"]])
def test_commands_and_the_summary_in_plain_lines(commands: list[str]) -> None:
    several = QUESTIONS["paid"], QUESTIONS["why"], QUESTIONS["fog"]
    answers = ["толл", "", "", "3", "/u", "3", *commands]
    shown = quiz(*several, answers=answers, host=ForeignHost(edited=deck(*several)))
    assert unmarked(shown.replace("Questions reloaded.", "")) == []


def test_a_leech_and_a_summary_with_everything() -> None:
    state = CardState(Phase.REVIEW, None, 3.0, 5.0, NOON, NOON - timedelta(days=3), 20, 9)
    shown = io.StringIO()
    host = ForeignHost()
    ui: UI = PlainUI(host.resources, Console(file=shown, width=80), lambda prompt: "", True)
    card = deck(QUESTIONS["why"])[0]
    one = session(QUESTIONS["why"])
    view = (
        QuestionView(card, one.layout, 1, counts=one.counts, state=state) if one.ask(NOON) else None
    )
    assert view is not None
    ui.answer(view)
    ui.grade(view, Given(None, None), None)
    assert unmarked(shown.getvalue()) == []


@pytest.mark.parametrize("wide", [40, 80, 120])
def test_every_type_on_a_screen(wide: int) -> None:
    keys: dict[str, tuple[str, ...]] = {
        "when": (
            "?",
            "x",
            "й",
            "tab",
            "left",
            "backspace",
            "down",
            "enter",
            "c",
            "c",
            "o",
            "x",
            " ",
            "3",
        ),
        "paid": ("т", "enter", "escape", "x", "enter", "1"),
        "why": (" ", "?", "x", "enter", "u"),
        "gaps": (" ", "3"),
        "fog": ("escape", "b"),
        "talk": ("?", "x", " ", "enter"),
        "hour": ("9", "enter", "4"),
        "steps": (" ", "down", " ", "enter", "2"),
        "pairs": ("a", "b", "c", "enter", "1"),
        "who": ("a", "e", "escape", "enter", "3"),
        "two": (" ", "c", "3"),
    }
    for id, pressed in keys.items():
        for mode in (Mode.STUDY, Mode.ALL, Mode.CRAM):
            host = ForeignHost(edited=deck(QUESTIONS[id]))
            shown = drawn(
                press(
                    session(QUESTIONS[id], mode=mode, seed=1),
                    *pressed,
                    columns=wide,
                    rows=20,
                    host=host,
                )
            )
            assert unmarked(shown, "Questions reloaded") == [], (id, mode)


def test_an_exam_in_both_interfaces() -> None:
    cards = deck(
        *(QUESTIONS[one.id] for one in (WHEN, PAID, MASTER, FOG, HOUR, STEPS, PAIRS, WHO, GAPS))
    )
    shown = io.StringIO()
    answers = ["?", "b", "/b", "/u", "s", "", "a", "99", "b a c", "s", "s", "s", "s", "a", "b", "c"]
    run_exam(Exam(cards, 9, 3), ForeignHost(), quiz_io(answers, shown))
    assert unmarked(shown.getvalue()) == []
    keyboard = press(
        Exam(cards, 9, 3),
        *["escape", "s"] * 8,
        "escape",
        "b",
        "escape",
        "u",
        *["escape", "s"] * 2,
        "q",
        host=ForeignHost(),
    )
    assert unmarked(drawn(keyboard)) == []


def test_nothing_is_due() -> None:
    shown = io.StringIO()
    one = session(QUESTIONS["why"], QUESTIONS["paid"])
    writer = on_console(Console(file=shown, width=80), True)
    show_nothing(one, NOON, writer)
    assert unmarked(shown.getvalue()) == []


@pytest.mark.parametrize(
    "time",
    [timedelta(seconds=5), timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)]
    + [timedelta(days=n) for n in (2, 45, 400, 4000)],
)
def test_times(time: timedelta) -> None:
    assert unmarked(f"{duration(time)} {wait(time)}") == []


def test_names_of_types_weekdays_and_months() -> None:
    names = [type_name(type) for type in KINDS]
    names += [day_name(date(2024, month, 1)) for month in range(1, 13)]
    names += [weekday_name(date(2024, 1, day)) for day in range(1, 8)]
    assert unmarked(" ".join(names)) == []
