"""The quiz in a terminal: a session or an exam, driven by a learner before a screen.

With `cli` this is the only place that prints, reads keys and reads the clock.
"""

from __future__ import annotations

import builtins
import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol, TextIO

from rich.console import Console

from ..bank.model import Exercise
from ..diagnostics import StudykitError
from ..format import plural
from ..quiz.exam import Exam
from ..quiz.marking import Outcome, mark
from ..quiz.progress import Overtaken
from ..quiz.schedule import Grade, Scheduling, intervals
from ..quiz.session import Card, Mode, Session
from .console import on_console
from .content import GRADES, SUGGESTED, Given, Grades, QuestionView, span, title
from .keyboard import Signals
from .plain import KEYS, PlainUI
from .summary import show_exam, show_nothing, show_summary
from .ui import UI, Answered, Command, Ended, Resources

__all__ = ["QuizHost", "QuizIO", "Resources", "run_exam", "run_session"]

LONGEST = timedelta(minutes=10)  # whoever takes longer has gone away


class QuizHost(Protocol):
    """What a quiz needs of its surroundings."""

    @property
    def shelf(self) -> Resources:
        """Where passages are looked up."""

    def edit(self, exercise: Exercise, face: UI) -> tuple[str, list[Card] | None]:
        """Have a question edited: what to tell the learner, and the cards as they are then."""


@dataclass(frozen=True, slots=True)
class QuizIO:
    """Where a quiz takes place: output, clock, and whether it is in plain lines.

    `read` answers a prompt, in place of a person.
    """

    out: TextIO
    plain: bool = False
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    read: Callable[[str], str] | None = None
    console: Console | None = None


def run_session(session: Session, desk: QuizHost, how: Scheduling, stage: QuizIO) -> int:
    """Ask a session's cards until none is left or the learner ends it; the exit code."""
    now = stage.clock()
    if session.ask(now) is None:
        console = stage.console or Console(file=stage.out)
        show_nothing(session, now, on_console(console, stage.plain or not console.is_terminal))
        return 0

    def go(face: UI) -> None:
        _study(session, desk, how, face, stage.clock)

    def end(console: Console, plain: bool) -> None:
        now = stage.clock()
        show_summary(session, session.summary(now), now, desk.shelf.course, console, plain)

    return _played(stage, desk, _opening(session), go, end)


def run_exam(exam: Exam, desk: QuizHost, stage: QuizIO) -> int:
    """Ask an exam's questions, then show what they came to; the exit code."""
    begun = stage.clock()

    def go(face: UI) -> None:
        _sit(exam, face, stage.clock)

    def end(console: Console, plain: bool) -> None:
        show_exam(exam, stage.clock() - begun, desk.shelf.course, console, plain)

    number = plural(exam.total, "question")
    opening = f"An exam of {number}, seed {exam.seed}; it is marked at the end. {KEYS}"
    return _played(stage, desk, opening, go, end)


def _opening(session: Session) -> str:
    counts = session.counts
    if session.mode is not Mode.STUDY:
        return f"{plural(session.total, 'question')}. {KEYS}"
    kinds = ((counts.new, "new"), (counts.learning, "being learnt"), (counts.review, "to review"))
    parts = [f"{count:,} {words}" for count, words in kinds if count]
    return f"Today: {', '.join(parts)}. {KEYS}"


def _played(
    stage: QuizIO,
    desk: QuizHost,
    opening: str,
    go: Callable[[UI], None],
    end: Callable[[Console, bool], None],
) -> int:
    """Let a quiz take place, however it ends, and then its ending."""
    if hasattr(stage.out, "reconfigure"):
        stage.out.reconfigure(errors="replace")  # a terminal may not know every character
    console = stage.console or Console(file=stage.out)
    plain = stage.plain or not console.is_terminal or console.is_dumb_terminal
    code, fault = 0, None
    with Signals() as signals:
        try:
            if stage.read is None and not plain and _has_keys():
                from .keyboard import Keyboard
                from .screen import ScreenUI

                with Keyboard(signals, stage.out) as keyboard:
                    go(ScreenUI(desk.shelf, keyboard, console))
            else:
                on_console(console, plain).line(opening)
                read = stage.read or _reader(stage.out, signals)
                go(PlainUI(desk.shelf, console, read, plain))
        except Ended as ended:
            code = ended.code
        except StudykitError as error:
            fault = error
        except (EOFError, KeyboardInterrupt):
            with suppress(OSError):
                console.print()  # the cursor still stands behind a prompt
        try:
            end(console, plain)
            stage.out.flush()
        except OSError as error:
            if not code and error.errno != errno.EIO:
                raise
            _silence(stage.out)  # the terminal is gone
    if fault is not None:
        raise fault
    return code


def _silence(out: TextIO) -> None:
    """Lead output that has nowhere to go to nowhere, so that Python's own end does not fail on it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


def _has_keys() -> bool:
    """Whether single keys can be read; where they cannot, lines are."""
    try:
        import termios  # noqa: F401
    except ImportError:
        return False
    return sys.stdin.isatty()


def _reader(out: TextIO, signals: Signals) -> Callable[[str], str]:
    """Python's own `input`; what comes through a pipe is echoed, as a terminal would."""
    typed = sys.stdin.isatty()
    if typed:
        with suppress(ImportError):  # Windows has its own way
            import readline  # noqa: F401  (lets `input` edit a line)

    def read(prompt: str) -> str:
        with signals.waiting():
            if typed and out is sys.stdout:
                return builtins.input(prompt)
            out.write(prompt)
            out.flush()
            line = sys.stdin.readline()
        if not line:
            raise EOFError
        line = line.rstrip("\n")
        if not typed:
            out.write(line + "\n")
        return line

    return read


# A study.


def _study(
    session: Session, desk: QuizHost, how: Scheduling, face: UI, clock: Callable[[], datetime]
) -> None:
    fixed = session.mode is Mode.ALL
    while (card := session.ask(clock())) is not None:
        asked = QuestionView(
            card,
            session.layout,
            session.number,
            total=session.total if fixed else None,
            counts=None if fixed else session.counts,
            state=None if session.mode is Mode.CRAM else session.state,
        )
        shown = clock()
        reply = face.answer(asked)
        if isinstance(reply, Command):
            _do(reply, session, desk, face, clock)
            continue
        took = round(min(clock() - shown, LONGEST) / timedelta(milliseconds=1))
        outcome = mark(card.exercise, asked.layout, reply.answer, card.part)
        times = None
        if session.mode is not Mode.CRAM and card.graded:
            times = intervals(str(card.key), session.state, clock(), how)
        suggested = SUGGESTED[outcome]
        if times is None and outcome is Outcome.CLOSE:
            suggested = Grade.GOOD
        grades = Grades(suggested, times, open=not card.graded)
        verdict = face.grade(asked, Given(reply.answer, outcome), grades)
        if isinstance(verdict, Command):
            _do(verdict, session, desk, face, clock)
        elif verdict.grade is None:
            session.discuss()
        else:
            _grade(session, verdict.grade, took, face, clock)


def _grade(
    session: Session, grade: Grade, took: int, face: UI, clock: Callable[[], datetime]
) -> None:
    now = clock()
    try:
        after = session.grade(grade, now, took)
    except Overtaken as overtaken:
        face.note(f"Not kept: {overtaken}.")
        return
    if session.mode is Mode.CRAM:
        if grade is Grade.AGAIN:
            face.note("It comes again.")
    elif after.due is not None and after.last is not None:
        face.note(f"{GRADES[grade]}: again in {span(after.due - after.last)}.")


def _do(
    command: Command, session: Session, desk: QuizHost, face: UI, clock: Callable[[], datetime]
) -> None:
    match command:
        case Command.SKIP:
            session.skip()
            face.note("Skipped.")
        case Command.BURY:
            session.bury(clock())
            face.note("Buried until tomorrow.")
        case Command.UNDO:
            step = session.undo(clock())
            if step is None:
                face.note("There is nothing to undo.")
            else:
                what = GRADES[step.grade] if step.grade else str(step.done).capitalize()
                face.note(f"Undone: {what}, {title(step.card.exercise, step.card.part)}")
        case Command.EDIT:
            card = session.current
            assert card is not None
            words, cards = desk.edit(card.exercise, face)
            if cards is not None:
                session.reload(cards)
            face.note(words)


# An exam.


def _sit(exam: Exam, face: UI, clock: Callable[[], datetime]) -> None:
    while (card := exam.current) is not None:
        asked = QuestionView(card, exam.layout(card), exam.number, exam.total, exam=True)
        shown = clock()
        reply = face.answer(asked)
        took = round((clock() - shown) / timedelta(milliseconds=1))
        match reply:
            case Answered(answer):
                exam.answer(answer, took)
            case Command.SKIP:
                exam.answer(None, took)
                face.note("Left out.")
            case Command.UNDO:
                words = "The last answer is taken back." if exam.back() else "There is none yet."
                face.note(words)
            case Command.BURY | Command.EDIT:
                face.note("Not in an exam.")
