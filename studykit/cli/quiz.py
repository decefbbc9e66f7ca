"""`studykit quiz`: the questions, in the terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .common import (
    OfLevel,
    OfTag,
    OfType,
    Questions,
    Texts,
    course_folder,
    gc_paused,
    print_report,
    shipped_course,
)
from .config import ConfigFile, settings_or_exit
from .progress import Db

if TYPE_CHECKING:
    from ..bank.load import Course, Entry
    from ..bank.model import Exercise
    from ..bank.select import Filter
    from ..quiz.context import Context
    from ..quiz.progress import Progress
    from ..quiz.session import Card
    from ..terminal.ui import UI, Resources


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
        typer.Option("--new", min=0, metavar="N", help="So many new cards, whatever today had."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, metavar="N", help="At most so many cards.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every question once, in order, due or not.")
    ] = False,
    cram: Annotated[
        bool,
        typer.Option("--cram", help="Every question, the wrong ones again; nothing is kept."),
    ] = False,
    exam: Annotated[
        int | None,
        typer.Option("--exam", min=1, metavar="N", help="A test of N questions; nothing is kept."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", metavar="N", help="The same order each time.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line, in words only.")] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print what came of it as JSON; the rest on standard error."),
    ] = False,
    db: Db = None,
    config: ConfigFile = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Learn in the terminal.

    Asks what is due today, and some questions that are new. Each answer is followed by the passage
    that the question stands on; each grade is kept at once.
    """
    from ..diagnostics import StudykitError, UsageError
    from ..format import plural

    ways = [name for name, given in (("--all", every), ("--cram", cram), ("--exam", exam)) if given]
    if len(ways) > 1:
        raise UsageError(f"{' and '.join(ways)} are different ways to ask: choose one")
    if new is not None and ways:
        raise UsageError(f"--new is for the daily quiz, not for {ways[0]}")
    settings = settings_or_exit(config)
    with gc_paused():
        table = _Table(questions, texts)
        cards = table.chosen(places or [], tag, type, level)
    if not cards:
        raise StudykitError("there is no question to ask")
    import json
    from random import randrange

    from ..quiz.report import exam_data, session_data
    from ..quiz.schedule import Day, Scheduling
    from ..quiz.session import Limits, Mode, Session
    from ..terminal import QuizIO, run_exam, run_session

    seed = randrange(2**32) if seed is None else seed
    stage = QuizIO(sys.stderr if as_json else sys.stdout, plain)
    begun = datetime.now(UTC)
    if exam is not None:
        from ..quiz.exam import Exam

        test = Exam(cards, exam if limit is None else min(exam, limit), seed)
        if not test.total:
            raise StudykitError("there is no question that an exam can mark")
        if test.total < exam and limit is None:
            there = plural(test.possible, "question")
            typer.echo(f"an exam can mark only {there} of these", err=True)
        code = run_exam(test, table, stage)
        if as_json:
            data = exam_data(test, datetime.now(UTC) - begun)
            typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
        raise typer.Exit(code)
    how = Scheduling(settings.retention, settings.fuzz)
    limits = Limits(settings.new_per_day, settings.reviews_per_day, new, limit)
    progress = None if cram else _progress(db, needed=not every)
    try:
        session = Session(
            cards,
            begun,
            store=progress,
            mode=Mode.CRAM if cram else Mode.ALL if every else Mode.STUDY,
            day=Day.of(begun, settings.day_ends_at),
            limits=limits,
            how=how,
            seed=seed,
            mixed=settings.order == "random",
        )
        code = run_session(session, table, how, stage)
        if as_json:
            data = session_data(session, datetime.now(UTC))
            typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
    finally:
        if progress is not None:
            progress.close()
    raise typer.Exit(code)


def _progress(db: Path | None, needed: bool) -> Progress | None:
    """The learner's progress; a damaged file is put aside, and where there can be none and none is
    `needed`, the quiz goes on without."""
    from ..diagnostics import StudykitError
    from ..quiz.progress import Damaged, Foreign, Progress, progress_file, set_aside

    file = progress_file(db)
    try:
        try:
            return Progress.open(file)
        except Foreign:
            raise
        except Damaged as damaged:
            aside = set_aside(file, datetime.now())
            if aside is not None:
                typer.echo(f"studykit: {damaged}", err=True)
                typer.echo(f"It is kept as {aside}; a new one is begun.", err=True)
            return Progress.open(file)
    except StudykitError as error:
        if needed:
            raise
        typer.echo(f"studykit: {error}; your answers are not kept", err=True)
        return None


class _Table:
    """The course on the learner's table: its cards, its texts, and an editor for it."""

    def __init__(self, questions: Path | None, texts: Path | None) -> None:
        self._folder = course_folder(questions)
        self._shipped = questions is None and self._folder == shipped_course()
        self._texts = texts
        self._with_texts: Course | None = None
        self._entries: dict[str, Entry] = {}
        self._cards: list[Card] = []
        self._course, _ = self._load(self._folder)

    def _load(self, folder: Path) -> tuple[Course, list[str]]:
        """The course with its cards, and what is wrong with it; exits where there is none."""
        from ..bank.evidence import exercises, pinned, verify
        from ..bank.load import NO_TEXTS, load
        from ..diagnostics import Report
        from ..quiz.session import cards

        report = Report()
        # no texts: they take as long as all else, and are needed only for what is not pinned
        course = load(folder, report, NO_TEXTS)
        if course is None:
            print_report(report)
            raise typer.Exit(1)
        ready, unpinned = exercises(course, course.lock)
        if unpinned:  # a course in the making: look its quotes up in the texts
            looked_up = load(folder, Report(), self._texts)
            if looked_up is not None and looked_up.texts:
                course = looked_up
                ready, unpinned = exercises(course, pinned(course, verify(course, Report())))
        self._entries = {exercise.id: entry for entry, exercise in ready}
        self._cards = list(cards(course.info.id, (exercise for _, exercise in ready)))
        wrong = [f"{d.span.path}:{d.span.line}: {d.message}" for d in report.diagnostics]
        for entry in unpinned:
            span = entry.file.span(entry.path)
            wrong.append(f"{span.path}:{span.line}: `{entry.question.id}` quotes what is not found")
        if (unpinned or report.errors) and not self._shown:
            from ..format import plural

            count = (
                plural(len(unpinned), "question is", "questions are")
                if unpinned
                else "some questions are"
            )
            message = f"{count} left out: `studykit check` says what is wrong with them"
            typer.echo(message, err=True)
        self._shown = True
        return course, wrong

    _shown = False

    def chosen(
        self,
        places: list[str],
        tags: list[str] | None,
        types: list[str] | None,
        levels: list[str] | None,
    ) -> list[Card]:
        """The cards of the questions that are wanted, in the order of the course."""
        from ..bank.select import Filter, select

        banks = [bank.header.id for bank in self._course.banks]
        sections = {region.id for source in self._course.info.sources for region in source.sections}

        def wanted(**place: tuple[str, ...]) -> Filter:
            return Filter(
                types=tuple(types or ()),
                tags=tuple(tags or ()),
                levels=tuple(levels or ()),
                **place,
            )

        ids: set[str] = set()
        for name in places:
            key = "sections" if name in sections and name not in banks else "banks"
            ids |= {e.question.id for e in select(self._course, wanted(**{key: (name,)}))}
        if not places:
            ids = {entry.question.id for entry in select(self._course, wanted())}
        return [card for card in self._cards if card.exercise.id in ids]

    @property
    def shelf(self) -> Resources:
        from ..terminal.ui import Resources

        return Resources(self._course.info, self._contexts, _open)

    def _contexts(self, exercise: Exercise) -> list[Context]:
        from ..bank.load import load_sources
        from ..diagnostics import Report
        from ..quiz.context import contexts

        if self._with_texts is None:
            self._with_texts = load_sources(self._folder, Report(), self._texts)
        if self._with_texts is None:
            return []
        return contexts(self._with_texts, self._entries[exercise.id])

    def edit(self, exercise: Exercise, face: UI) -> tuple[str, list[Card] | None]:
        """Open the editor at a question, and load the course again."""
        import shlex
        import subprocess

        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not editor:
            return "Set EDITOR to the editor that you like, as in EDITOR=nano.", None
        if self._shipped and (refused := self._copy(face)):
            return refused, None
        entry = self._entries[exercise.id]
        file = self._folder / Path(entry.file.path).name
        place = f"+{entry.file.span(entry.path).line}"
        try:
            with face.lent():
                subprocess.run([*shlex.split(editor), place, str(file)], check=False)
        except (OSError, ValueError) as error:
            return f"{editor} cannot be started: {error}", None
        before = {card.key: card for card in self._cards}
        entries = self._entries
        try:
            self._course, wrong = self._load(self._folder)
        except typer.Exit:
            return f"{self._folder / 'course.yaml'} cannot be read any more", None
        if not wrong:
            return "The questions are loaded again.", self._cards
        # what cannot be read for now stays as it was
        self._entries = entries | self._entries
        now = before | {card.key: card for card in self._cards}
        self._cards = list(now.values())
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        return wrong[0] + more, self._cards

    def _copy(self, face: UI) -> str | None:
        """Copy the shipped course to where the learner wants it; why not, where it is not."""
        from ..diagnostics import StudykitError
        from ..files import write_bytes
        from ..starter import shipped

        prompt = "This is the course that studykit comes with. To edit it, copy it to which folder?"
        where = face.line(prompt, "questions")
        if where is None:
            return "Nothing is copied, nothing edited."
        folder = Path(where).expanduser()
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            return f"{folder} is there already and is not touched."
        try:
            for name, content in shipped(self._folder).items():
                write_bytes(folder / name, content)
        except (StudykitError, OSError) as error:
            return str(error)
        self._folder, self._shipped = folder, False
        return None


def _open(url: str, lent: Callable[[], AbstractContextManager[None]]) -> str:
    """Open a page in the browser; its address where there is none."""
    import webbrowser
    from contextlib import nullcontext

    try:
        browser = webbrowser.get()
        # a browser in the terminal needs it for itself
        inside = type(browser) is webbrowser.GenericBrowser
        with lent() if inside else nullcontext():
            opened = browser.open(url)
    except (webbrowser.Error, OSError):
        opened = False
    return "Opened in the browser." if opened else url
