"""`studykit quiz`: learn in the terminal."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from random import randrange
from typing import Annotated, Any

import typer

from ..bank.select import Filter
from ..diagnostics import Report, StudykitError, UsageError
from ..format import listed
from ..locale import _, ngettext, speaking
from ..locale.reader import reader_languages
from ..quiz.cards import Card
from ..quiz.database import Damaged, Foreign
from ..quiz.exam import Exam
from ..quiz.plan import Limits
from ..quiz.progress import Progress, progress_file, set_aside
from ..quiz.report import exam_data, session_data
from ..quiz.schedule import Day, Scheduling
from ..quiz.session import Mode, Session
from ..quiz.settings import Settings
from ..terminal.host import CourseHost, QuizHost, load_course
from ..terminal.output import echo, echo_json, echo_report
from ..terminal.progress_bar import progress_bar
from ..terminal.run import QuizIO, run_exam, run_session
from .common import (
    OfLevel,
    OfTag,
    OfType,
    Questions,
    Texts,
    built_in_course,
    course_folder,
    gc_paused,
)
from .config import ConfigFile, settings_or_exit
from .loading import what_is_skipped
from .progress import Db


def quiz(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BANK|SECTION", help="Ids of banks or sections to ask from; all by default."
        ),
    ] = None,
    tag: OfTag = None,
    type: OfType = None,
    level: OfLevel = None,
    new: Annotated[
        int | None,
        typer.Option(
            "--new", min=0, metavar="N", help="Introduce N new cards, ignoring today's limit."
        ),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="Ask at most N cards.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Ask every question once, in order, due or not.")
    ] = False,
    cram: Annotated[
        bool,
        typer.Option("--cram", help="Ask every question until you get it right; save nothing."),
    ] = False,
    exam: Annotated[
        int | None,
        typer.Option(
            "--exam", min=1, metavar="N", help="Take an exam of N questions; save nothing."
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option("--seed", metavar="N", help="The same seed gives the same order."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain text, line by line, for screen readers.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="Print the results as JSON, and everything else on standard error."
        ),
    ] = False,
    db: Db = None,
    config: ConfigFile = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Quiz yourself in the terminal.

    Asks the cards that are due today and some new ones. Shows the passage behind each answer, and
    saves each grade at once.
    """
    mode = _mode(every, cram, exam, new)
    settings = settings_or_exit(config)
    filter = Filter(types=tuple(type or ()), tags=tuple(tag or ()), levels=tuple(level or ()))
    with speaking(*reader_languages(settings.language)):
        host = _host(questions, texts, plain)
    if seed is None:
        seed = randrange(2**32)
    io = QuizIO(sys.stderr if as_json else sys.stdout, plain)
    with speaking(*reader_languages(settings.language, host.resources.course.language)):
        cards = host.select(places or [], filter)
        if not cards and not places and filter == Filter():
            raise StudykitError(_("no question can be used; `studykit check` says why"))
        if not cards:
            raise StudykitError(_("no matching questions"))
        if exam is not None:
            code, data = _run_exam(_exam(cards, exam, limit, seed, host), host, io)
        else:
            limits = Limits(settings.new_per_day, settings.reviews_per_day, new, limit)
            progress = None if mode is Mode.CRAM else _progress(db, needed=mode is Mode.STUDY)
            with progress or nullcontext():
                session = _session(cards, progress, mode, limits, settings, seed)
                code = run_session(session, host, io)
                data = session_data(session, io.clock())
    if as_json:
        echo_json(data)
    raise typer.Exit(code)


def _mode(every: bool, cram: bool, exam: int | None, new: int | None) -> Mode:
    """Return the mode of a session; raise UsageError for options that contradict each other."""
    options = [("--all", every), ("--cram", cram), ("--exam", exam is not None)]
    given = [name for name, is_given in options if is_given]
    if len(given) > 1:
        raise UsageError(f"{listed(given)} cannot be used together")
    if given and new is not None:
        raise UsageError(f"--new cannot be used with {given[0]}")
    if cram:
        return Mode.CRAM
    return Mode.ALL if every else Mode.STUDY


def _host(questions: Path | None, texts: Path | None, plain: bool) -> CourseHost:
    """Load the course; warn of questions that cannot be asked, or exit if there is no course.

    A `plain` quiz shows no bar: a screen reader would read it again and again.
    """
    folder = course_folder(questions)
    report = Report()
    with gc_paused(), progress_bar(_("loading the course"), wanted=not plain):
        loaded = load_course(folder, texts, report)
    if loaded is None:
        echo_report(report)
        raise typer.Exit(1)
    for skipped in what_is_skipped(loaded.course, report, len(loaded.unpinned)):
        echo(skipped, err=True)
    if loaded.on_pictures:
        left_out = ngettext(
            "{n} question on a picture is left out, because a terminal shows no pictures",
            "{n} questions on pictures are left out, because a terminal shows no pictures",
            loaded.on_pictures,
        )
        echo(left_out, err=True)
    built_in = questions is None and folder == built_in_course()
    return CourseHost(folder, loaded, texts, built_in)


def _exam(cards: list[Card], count: int, limit: int | None, seed: int, host: CourseHost) -> Exam:
    wanted = count if limit is None else min(count, limit)
    exam = Exam(cards, wanted, seed, host.vocabulary, host.giveaways(cards))
    if not exam.total:
        raise StudykitError(
            _(
                "none of these questions can be in an exam: recall and discussion questions are left"
                " out"
            )
        )
    if exam.total < count and limit is None:
        only = ngettext(
            "only {n} of these questions can be marked in an exam",
            "only {n} of these questions can be marked in an exam",
            exam.total,
        )
        if exam.total < exam.possible:
            only = ngettext(
                "only {n} of these questions can be in one exam; the others give away their answers",
                "only {n} of these questions can be in one exam; the others give away their answers",
                exam.total,
            )
        echo(only, err=True)
    return exam


def _run_exam(exam: Exam, host: QuizHost, io: QuizIO) -> tuple[int, dict[str, Any]]:
    """Run an exam. Return the exit code and the result as JSON data."""
    started = io.clock()
    code = run_exam(exam, host, io)
    return code, exam_data(exam, io.clock() - started)


def _session(
    cards: list[Card],
    progress: Progress | None,
    mode: Mode,
    limits: Limits,
    settings: Settings,
    seed: int,
) -> Session:
    now = datetime.now(UTC)
    return Session(
        cards,
        now,
        store=progress,
        mode=mode,
        day=Day.of(now, settings.day_ends_at),
        limits=limits,
        scheduling=Scheduling(settings.retention, settings.fuzz),
        seed=seed,
        mixed=settings.order == "random",
    )


def _progress(db: Path | None, needed: bool) -> Progress | None:
    """Open the learner's progress; a damaged file is moved away first.

    Returns None if the file cannot be used and is not `needed`.
    """
    file = progress_file(db)
    try:
        try:
            return Progress.open(file)
        except Foreign:
            raise
        except Damaged as damaged:
            moved = set_aside(file, datetime.now())
            if moved is not None:
                echo(f"studykit: {damaged}", err=True)
                it_was_moved = _(
                    "It was moved to {file}; starting with empty progress.", file=moved
                )
                echo(it_was_moved, err=True)
            return Progress.open(file)
    except StudykitError as error:
        if needed:
            raise
        not_saved = _("{error}; your answers will not be saved", error=error)
        echo(f"studykit: {not_saved}", err=True)
        return None
