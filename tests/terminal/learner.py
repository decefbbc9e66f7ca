"""A learner who types lines or presses keys, and a host that invents contexts."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from rich.console import Console

from studykit.bank.model import Exercise
from studykit.quiz.cards import Card, cards
from studykit.quiz.context import Context
from studykit.quiz.exam import Exam
from studykit.quiz.progress import Progress
from studykit.quiz.schedule import Day, Scheduling
from studykit.quiz.session import Mode, Session
from studykit.terminal.host import EditResult
from studykit.terminal.keyboard import RESIZED
from studykit.terminal.run import QuizIO, ask_cards, ask_exam, run_session
from studykit.terminal.screen import ScreenUI
from studykit.terminal.summary import mistakes
from studykit.terminal.ui import UI, Ended, Resources

from .course import COURSE

START = datetime(2024, 3, 5, 4, tzinfo=UTC)
NOON = START + timedelta(hours=8)
SCHEDULING = Scheduling(fuzz=False)


class Clock:
    """A clock that is two seconds later each time it is read."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=2)
        return self.now


class FakeHost:
    """A host with invented contexts, a browser that notes pages, and an editor that makes `edited`.

    Without `edited`, editing asks for a folder, as for the built-in course.
    """

    def __init__(self, edited: list[Card] | None = None, has_browser: bool = True) -> None:
        self.edited, self.has_browser, self.opened = edited, has_browser, list[str]()
        self.vocabulary: frozenset[str] = frozenset()

    @property
    def resources(self) -> Resources:
        return Resources(COURSE, self.contexts, self.open_url)

    def contexts(self, exercise: Exercise) -> list[Context]:
        found = []
        for piece in exercise.evidence:
            if piece.source == "paper":
                found.append(Context("Ostholm Post", missing="paper"))
                continue
            found.append(
                Context(
                    "The Harbour Talk, Part 1, A2",
                    "It is an old rule. ",
                    piece.quote,
                    " My father kept it, and so do I.",
                    other_title="Ferries: a Talk, Part 1, A2",
                    other="The rule is old. Before noon there is fog, and no ferry. I keep to it.",
                )
            )
        return found

    def open_url(self, url: str, suspended: Any) -> bool:
        self.opened.append(url)
        return self.has_browser

    def edit(self, exercise: Exercise, ui: UI) -> EditResult:
        if self.edited is None:
            folder = ui.read_line("To which folder?", "questions")
            return EditResult("Cancelled." if folder is None else f"Copied to {folder}.")
        with ui.suspended():
            return EditResult("Questions reloaded.", self.edited)


def deck(*exercises: Exercise) -> list[Card]:
    return list(cards("ferries", exercises))


def session(*exercises: Exercise, store: Any = None, **given: Any) -> Session:
    given = {
        "mode": Mode.STUDY,
        "scheduling": SCHEDULING,
        "day": Day(START, START + timedelta(days=1)),
        **given,
    }
    store = Progress.in_memory() if store is None else store
    return Session(deck(*exercises), NOON, store=store, **given)


# In lines.

Answers = Sequence[str | BaseException]


class Script:
    """A learner who types these lines, and presses Ctrl-D after the last."""

    def __init__(self, answers: Answers, shown: io.StringIO) -> None:
        self.left, self.shown = iter(answers), shown

    def __call__(self, prompt: str) -> str:
        self.shown.write(prompt)
        line = next(self.left, None)
        if isinstance(line, str):
            self.shown.write(line + "\n")
            return line
        raise EOFError if line is None else line


def quiz_io(answers: Answers, shown: io.StringIO, width: int = 80) -> QuizIO:
    console = Console(file=shown, width=width)
    return QuizIO(shown, True, Clock(), Script(answers, shown), console)


def quiz(
    *exercises: Exercise,
    answers: Answers,
    width: int = 80,
    host: FakeHost | None = None,
    **given: Any,
) -> str:
    """Run a quiz with these answers. Return its transcript."""
    shown = io.StringIO()
    one = session(*exercises, **given)
    code = run_session(one, host or FakeHost(), quiz_io(answers, shown, width))
    assert code == 0
    return shown.getvalue()


# On a screen.


class Keys:
    """A keyboard on which these keys are pressed; a pair of numbers resizes the terminal.

    `frames` are the screens as they were drawn.
    """

    def __init__(self, keys: Sequence[str | tuple[int, int]], columns: int, rows: int) -> None:
        self.left, self.columns, self.rows = iter(keys), columns, rows
        self.frames: list[str] = []
        self.suspensions = 0

    def size(self) -> tuple[int, int]:
        return self.columns, self.rows

    def write(self, text: str) -> None:
        self.frames.append(text)

    def read(self) -> str:
        key = next(self.left, None)
        if key is None:
            raise Ended
        if isinstance(key, tuple):
            self.columns, self.rows = key
            return RESIZED
        return key

    @contextmanager
    def suspended(self) -> Iterator[None]:
        self.suspensions += 1
        yield

    @property
    def screens(self) -> list[str]:
        """The screens without escape sequences."""
        return [re.sub(r"\x1b\[[\d;?]*[A-Za-z]|\x1b\]8;[^\x1b]*\x1b\\", "", f) for f in self.frames]


def press(
    one: Session | Exam,
    *keys: str | tuple[int, int],
    columns: int = 80,
    rows: int = 24,
    host: FakeHost | None = None,
    greeting: str = "",
    **environment: str,
) -> Keys:
    """Press keys in a quiz that fills a terminal. Return the keyboard with what was drawn."""
    keyboard = Keys(keys, columns, rows)
    console = Console(
        file=io.StringIO(), force_terminal=True, color_system="standard", _environ=environment
    )
    host = host or FakeHost()
    ui = ScreenUI(host.resources, keyboard, console, greeting)  # type: ignore[arg-type]
    with pytest.raises(Ended) if isinstance(one, Session) else suppress(Ended):
        if isinstance(one, Session):
            ask_cards(one, host, ui, Clock())
            raise Ended
        ask_exam(one, ui, Clock())
        ui.show_pages(mistakes(one, host.resources.course))
    for screen in keyboard.screens:
        assert len(screen.split("\r\n")) <= rows or (columns, rows) != keyboard.size()
    return keyboard


def drawn(keyboard: Keys) -> str:
    """Return the screens one below the other; while a word is typed, only the last."""
    rule = "=" * max(keyboard.columns, 20) + "\n"
    typing = [bool(re.search("^Your answer", s, re.M)) for s in keyboard.screens]
    screens = [
        screen
        for screen, now, then in zip(keyboard.screens, typing, [*typing[1:], False], strict=True)
        if not (now and then)
    ]
    shown = [re.sub(r" +$", "", s.replace("\r\n", "\n"), flags=re.M) for s in screens]
    return rule + rule.join(re.sub(r"\n{3,}", "\n\n\n", screen) + "\n" for screen in shown)
