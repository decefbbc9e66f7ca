"""Run a session or an exam in a terminal: ask, grade, and show the result."""

from __future__ import annotations

import builtins
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TextIO

from rich.console import Console

from ..diagnostics import StudykitError, printable
from ..locale import _, ngettext, pgettext
from ..locale.joining import commas, sentences
from ..quiz.exam import Exam
from ..quiz.marking import mark
from ..quiz.progress import Overtaken
from ..quiz.results import Done, Step, is_typed
from ..quiz.schedule import Grade, intervals
from ..quiz.session import Mode, Session
from ..quiz.typed import Outcome
from .answer import SUGGESTED, Given, Grades, grade_name
from .console import on_console
from .host import QuizHost
from .output import can_show
from .plain import PlainUI, keys_help
from .question import QuestionView, counted, title, wait
from .signals import Signals
from .summary import mistakes, show_exam, show_nothing, show_summary
from .ui import UI, Answered, Command, Ended, Resources

LONGEST = timedelta(minutes=10)
"""The longest time that counts for an answer; a learner who takes longer has left."""

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class QuizIO:
    """The output of a quiz, its clock, and whether it is plain text.

    `read` answers prompts instead of a person.
    """

    out: TextIO
    plain: bool = False
    clock: Clock = lambda: datetime.now(UTC)
    read: Callable[[str], str] | None = None
    console: Console | None = None


def run_session(session: Session, host: QuizHost, io: QuizIO) -> int:
    """Run a session until no card is left or the learner ends it. Return the exit code."""
    started = io.clock()
    if session.ask(started) is None:
        console = io.console or Console(file=io.out)
        plain = io.plain or not console.is_terminal
        show_nothing(session, started, on_console(console, plain))
        return 0
    greeting = ""
    if session.mode is Mode.STUDY and session.is_first:
        greeting = _("Welcome to “{course}”.", course=host.resources.course.title)

    def ask(ui: UI) -> None:
        ask_cards(session, host, ui, io.clock)

    def finish(console: Console, plain: bool) -> None:
        now = io.clock()
        course = host.resources.course
        show_summary(session, session.summary(now), now, course, console, plain)

    return _run(io, host.resources, _opening(session), ask, finish, greeting)


def run_exam(exam: Exam, host: QuizHost, io: QuizIO) -> int:
    """Run an exam and show its result. Return the exit code."""
    started = io.clock()

    seen = False  # whether the mistakes were shown page by page

    def ask(ui: UI) -> None:
        nonlocal seen
        ask_exam(exam, ui, io.clock)
        seen = ui.show_pages(mistakes(exam, host.resources.course))

    def finish(console: Console, plain: bool) -> None:
        time = io.clock() - started
        show_exam(exam, time, host.resources.course, console, plain, with_mistakes=not seen)

    opening = ngettext(
        "Exam: {n} question, seed {seed}. It is marked at the end.",
        "Exam: {n} questions, seed {seed}. It is marked at the end.",
        exam.total,
        seed=exam.seed,
    )
    return _run(io, host.resources, sentences(opening, keys_help()), ask, finish)


def _opening(session: Session) -> str:
    counts = session.counts
    if session.mode is not Mode.STUDY:
        questions = ngettext("{n} question.", "{n} questions.", session.total)
        return sentences(questions, keys_help())
    today = _("Today: {cards}.", cards=commas(*counted(counts, zeros=False)))
    return sentences(today, keys_help())


# The terminal.


def _run(
    io: QuizIO,
    resources: Resources,
    opening: str,
    ask: Callable[[UI], None],
    finish: Callable[[Console, bool], None],
    greeting: str = "",
) -> int:
    """Ask the questions, then show the result, however the quiz ended. Return the exit code."""
    if hasattr(io.out, "reconfigure"):
        io.out.reconfigure(errors="replace")  # a terminal may lack characters
    console = io.console or Console(file=io.out)
    simple = not console.is_terminal or console.is_dumb_terminal or not can_show("✓✗│─", io.out)
    plain = io.plain or simple
    code, fault = 0, None
    with Signals() as signals:
        try:
            with _ui(io, resources, (greeting, opening), console, plain, signals) as ui:
                ask(ui)
        except Ended as ended:
            code = ended.code
        except StudykitError as error:
            fault = error
        except (EOFError, KeyboardInterrupt):
            with suppress(OSError):
                console.print()  # the cursor is still behind a prompt
        try:
            finish(console, plain)
            io.out.flush()
        except OSError as error:
            if not code and error.errno != errno.EIO:
                raise
            _discard_output(io.out)  # the terminal was closed
    if fault is not None:
        raise fault
    return code


@contextmanager
def _ui(
    io: QuizIO,
    resources: Resources,
    opening: tuple[str, str],
    console: Console,
    plain: bool,
    signals: Signals,
) -> Iterator[UI]:
    """Open the user interface that the terminal can show.

    The `opening` is a greeting, which may be empty, and a line that only the plain one needs.
    """
    if io.read is None and not plain and _reads_keys():
        from .keyboard import Keyboard  # not on Windows
        from .screen import ScreenUI

        with Keyboard(signals, io.out) as keyboard:
            yield ScreenUI(resources, keyboard, console, opening[0])
    else:
        for line in filter(None, opening):
            on_console(console, plain).line(line)
        yield PlainUI(resources, console, io.read or _reader(io.out, signals), plain)


def _reads_keys() -> bool:
    """Return whether single keys can be read; otherwise whole lines are."""
    try:
        import termios  # noqa: F401
    except ImportError:
        return False
    return sys.stdin.isatty()


def _reader(out: TextIO, signals: Signals) -> Callable[[str], str]:
    """Return Python's own `input`, which also echoes lines that come through a pipe."""
    typed = sys.stdin.isatty()
    if typed:
        with suppress(ImportError):  # not on Windows, where `input` can edit a line anyway
            import readline  # noqa: F401  (lets `input` edit a line)

    def read(prompt: str) -> str:
        prompt = printable(prompt)
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
            out.write(printable(line) + "\n")
        return line

    return read


def _discard_output(out: TextIO) -> None:
    """Redirect output to /dev/null so that the flush at shutdown cannot fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())


# A session.


def ask_cards(session: Session, host: QuizHost, ui: UI, clock: Clock) -> None:
    """Ask the cards of a session until none is left."""
    while (card := session.ask(clock())) is not None:
        question = _view(session)
        shown = clock()
        reply = ui.answer(question)
        if isinstance(reply, Command):
            _do(reply, session, host, ui, clock)
            continue
        elapsed_ms = min(_elapsed_ms(shown, clock), LONGEST // timedelta(milliseconds=1))
        outcome: Outcome | None = Outcome.WRONG  # an answer that was not typed
        if reply.answer is not None or not is_typed(card.exercise):
            outcome = mark(card.exercise, question.layout, reply.answer, card.part, host.vocabulary)
        grades = _grades(session, outcome, clock) if card.graded else None
        verdict = ui.grade(question, Given(reply.answer, outcome), grades)
        if isinstance(verdict, Command):
            _do(verdict, session, host, ui, clock)
        elif verdict.grade is None:
            session.discuss()
        else:
            _grade(session, verdict.grade, elapsed_ms, outcome, ui, clock)


def _elapsed_ms(start: datetime, clock: Clock) -> int:
    """Return the milliseconds since a time, 0 if the clock was set back."""
    return max(0, round((clock() - start) / timedelta(milliseconds=1)))


def _view(session: Session) -> QuestionView:
    card = session.current
    assert card is not None
    in_order = session.mode is Mode.ALL
    return QuestionView(
        card,
        session.layout,
        session.number,
        total=session.total if in_order else None,
        counts=None if in_order else session.counts,
        state=None if session.mode is Mode.CRAM else session.state,
        cram=session.mode is Mode.CRAM,
        keeps=session.keeps,
    )


def _grades(session: Session, outcome: Outcome | None, clock: Clock) -> Grades:
    if session.mode is Mode.CRAM:
        suggested = Grade.GOOD if outcome is Outcome.CLOSE else SUGGESTED[outcome]
        return Grades(suggested)
    card = session.current
    assert card is not None
    times = intervals(str(card.key), session.state, clock(), session.scheduling)
    return Grades(SUGGESTED[outcome], times)


def _grade(
    session: Session,
    grade: Grade,
    elapsed_ms: int,
    outcome: Outcome | None,
    ui: UI,
    clock: Clock,
) -> None:
    try:
        after = session.grade(grade, clock(), elapsed_ms, outcome)
    except Overtaken as overtaken:
        question = overtaken.card.question
        ui.note(
            _(
                "Grade not saved: {question} was graded elsewhere in the meantime; that grade counts.",
                question=question,
            )
        )
        return
    if session.mode is Mode.CRAM:
        if grade is Grade.AGAIN:
            ui.note(_("You will be asked again."))
    elif after.due is not None and after.last is not None:
        when = wait(after.due - after.last)
        ui.note(_("{grade}: due {when}.", grade=grade_name(grade), when=when))


def _do(command: Command, session: Session, host: QuizHost, ui: UI, clock: Clock) -> None:
    match command:
        case Command.SKIP:
            session.skip()
            ui.note(_("Skipped."))
        case Command.BURY if not session.keeps:
            ui.note(_("Nothing is saved in this quiz; “s” skips the question."))
        case Command.BURY:
            session.bury(clock())
            ui.note(_("Buried until tomorrow."))
        case Command.UNDO:
            _undo(session, ui, clock)
        case Command.EDIT:
            card = session.current
            assert card is not None
            result = host.edit(card.exercise, ui)
            if result.cards is not None:
                session.reload(result.cards)
            ui.note(result.message)


def _undo(session: Session, ui: UI, clock: Clock) -> None:
    step = session.undo(clock())
    if step is None:
        ui.note(_("Nothing to undo."))
        return
    question = title(step.card.exercise, step.card.part)
    done = _done(step, session.mode)
    ui.note(_("Undone ({done}): {question}", done=done, question=question))


def _done(step: Step, mode: Mode) -> str:
    """Return what was done with a question: its grade, or how it was left."""
    if step.grade:
        return Grades().name(step.grade) if mode is Mode.CRAM else grade_name(step.grade)
    names = {
        Done.SKIPPED: pgettext("question", "skipped"),
        Done.BURIED: pgettext("question", "buried"),
        Done.DISCUSSED: pgettext("question", "discussed"),
    }
    return names[step.done]


# An exam.


def ask_exam(exam: Exam, ui: UI, clock: Clock) -> None:
    """Ask the questions of an exam."""
    while (card := exam.current) is not None:
        question = QuestionView(card, exam.layout(card), exam.number, exam.total, exam=True)
        shown = clock()
        reply = ui.answer(question)
        elapsed_ms = _elapsed_ms(shown, clock)
        match reply:
            case Answered(answer):
                exam.answer(answer, elapsed_ms)
            case Command.SKIP:
                exam.answer(None, elapsed_ms)
                ui.note(_("Skipped."))
            case Command.UNDO:
                ui.note(_("Last answer undone.") if exam.back() else _("Nothing to undo."))
            case Command.BURY | Command.EDIT:
                ui.note(_("Not available in an exam."))
