"""`studykit stats`: what you remember, what you reviewed, and what is due."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import typer
from rich.text import Text

from ..bank.model import Fill
from ..bank.prose import plain as words_of
from ..bank.select import label, sketched
from ..format import plural
from ..quiz.cards import cards
from ..quiz.progress import Progress, progress_file
from ..quiz.schedule import LEECH
from ..quiz.stats import DAYS, History, Leech, Mastery, OnDay, Retention, Stats
from ..quiz.stats import stats as statistics
from ..source.course import CourseFile
from ..terminal.chart import columns
from ..terminal.console import TableRow, TextWriter, on_stdout
from ..terminal.output import can_show, colour, echo_json
from .common import Questions, Texts
from .config import ConfigFile, settings_or_exit
from .loading import load_course
from .progress import Db

BAR = 30  # columns of the longest bar
SHORTEST_BAR = 4  # columns; a terminal with less room gets numbers alone
WIDE = 80  # columns from which two charts are side by side
WEAKEST = 10  # sections that the short view lists
MOST_LEECHES = 10  # that the terminal lists
HEADINGS = ("cards", "started", "mastered", "share")


def stats(
    all: Annotated[bool, typer.Option("--all", help="Show every day, section and leech.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Words and numbers only: no colours, bars or columns.")
    ] = False,
    db: Db = None,
    config: ConfigFile = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show what you remember and what is due.

    Shows your retention against its target, the cards reviewed and due each day, and the sections to
    work on. With --all, also the cards you have mastered in each section, and leeches: cards that you
    keep forgetting.
    """
    settings = settings_or_exit(config)
    file = progress_file(db)
    course = load_course(questions, texts)
    id = course.info.id
    now = datetime.now(UTC)
    history = History()
    if file.exists():  # looking must not create it
        with Progress.open(file) as progress:
            history = History.read(progress, id, now, settings.day_ends_at)
    figures = statistics(
        cards(id, (sketched(course, entry) for entry in course.entries)),
        history,
        now,
        settings.retention,
        settings.day_ends_at,
    )
    if as_json:
        echo_json(_as_data(figures, course.info))
        return
    shown = Shown(all, drawing=not plain and can_show("█", sys.stdout))
    _print(on_stdout(plain=plain or not colour()), figures, course.info, shown)


class Shown(NamedTuple):
    """How much is shown, and whether with bars and columns."""

    all: bool
    drawing: bool


def _print(writer: TextWriter, figures: Stats, info: CourseFile, shown: Shown) -> None:
    stages = figures.stages
    writer.line(info.title, "bold")
    writer.line(
        f"{plural(figures.all.cards, 'card')}: {stages.new:,} new, {stages.learning:,} learning,"
        f" {stages.young:,} young, {stages.mature:,} mature"
        + (f"; {plural(figures.streak, 'day')} in a row" if figures.streak else "")
    )
    if figures.gone:
        gone = plural(figures.gone, "reviewed card is", "reviewed cards are")
        writer.line(f"{gone} no longer in the course")
    if not figures.graded:
        writer.line("No reviews yet. Start with `studykit quiz`.")
        return
    if shown.all:
        _print_all(writer, figures, info, shown.drawing)
    else:
        _print_short(writer, figures, info, shown.drawing)


def _print_short(writer: TextWriter, figures: Stats, info: CourseFile, drawing: bool) -> None:
    """Print what fits a screen of 80 columns and 24 lines."""
    retention = "no card has come back yet"  # after learning, when reviews begin to count
    if figures.ever.reviews:
        retention = f"{_retention(figures.lately)} in 30 days, {_retention(figures.ever)} in all"
    writer.line(f"Retention: {retention} (target {figures.desired:.0%})")
    writer.line()
    past = _Chart(f"Reviewed in the last {DAYS} days", figures.past, len(figures.past) - 1)
    coming = _Chart(f"Due in the next {DAYS} days", figures.coming, 0)
    if drawing and writer.width >= WIDE:
        for left, right in zip(past.lines(), coming.lines(), strict=True):
            writer.line(Text(f"{left:<{WIDE // 2}}{right}".rstrip()))
    else:
        for chart in (past, coming):
            writer.line(f"{chart.title}: {chart.total:,}")
    sections = figures.weakest[:WEAKEST]
    if sections:
        writer.line()
        rows = [_section_row(info, figures, *section) for section in sections]
        writer.table(HEADINGS, rows, aligned=drawing, title="Sections to work on")
    if figures.leeches:
        writer.line(
            f"{plural(len(figures.leeches), 'leech', 'leeches')}: cards that you keep forgetting"
        )
    writer.line("`studykit stats --all` shows every day, section and leech.", "dim")


class _Chart(NamedTuple):
    """The numbers of cards on some days, drawn as bars above their first and last date."""

    title: str
    days: Sequence[OnDay]
    today: int

    @property
    def total(self) -> int:
        return sum(day.cards for day in self.days)

    def lines(self) -> list[str]:
        most = max(day.cards for day in self.days)
        first, last = (self._name(n) for n in (0, len(self.days) - 1))
        room = 2 * len(self.days) - 1 - len(first) - len(last)
        dates = f"{first}{f'most {most:,}':^{room}}{last}"
        return [f"{self.title}: {self.total:,}", *columns([day.cards for day in self.days]), dates]

    def _name(self, n: int) -> str:
        day = self.days[n].date
        return "today" if n == self.today else f"{day.day} {day:%b}"


def _section_row(info: CourseFile, figures: Stats, id: str, section: str) -> TableRow:
    source = info.source(id)
    region = source.region(section) if source else None
    name = region.name if region else section
    if source and sum(other == section for _, other in figures.sections) > 1:
        name += f", {source.name}"
    return _row(name, figures.sections[id, section], indent=2)


def _print_all(writer: TextWriter, figures: Stats, info: CourseFile, drawing: bool) -> None:
    """Print all statistics; without `drawing` there are no bars and columns."""
    _heading(writer, "Retention")
    writer.line(f"target: {figures.desired:.0%}", indent="  ")
    writer.line(f"last 30 days: {_retention(figures.lately)}", indent="  ")
    writer.line(f"all time: {_retention(figures.ever)}", indent="  ")
    _heading(writer, f"Cards reviewed in the last {DAYS} days")
    _print_days(writer, figures.past, len(figures.past) - 1, drawing)
    _heading(writer, f"Cards due in the next {DAYS} days")
    _print_days(writer, figures.coming, 0, drawing)
    if figures.later:
        writer.line(f"later: {figures.later:,}", indent="  ")
    _heading(writer, "Mastered")
    writer.line(
        "Cards you know well: a stability of 21 days or more, and at least 80% likely to be"
        " remembered today",
        indent="  ",
    )
    writer.table(HEADINGS, _mastery(figures, info), aligned=drawing)
    _print_leeches(writer, figures.leeches)


def _heading(writer: TextWriter, words: str) -> None:
    writer.line()
    writer.line(words, "bold")


def _retention(retention: Retention) -> str:
    if retention.share is None:
        return "no card came back"
    return f"{retention.share:.0%} of {plural(retention.reviews, 'review')}"


def _print_days(writer: TextWriter, days: Sequence[OnDay], today: int, drawing: bool) -> None:
    """Print a line for each day: its date, its number of cards, and a bar of that length."""
    most = max(day.cards for day in days)
    digits = len(f"{most:,}")
    room = min(BAR, writer.width - len(f"  Mon 01 Jan  {most:,}  "))
    for n, day in enumerate(days):
        name = "today" if n == today else f"{day.date:%a} {day.date.day:2} {day.date:%b}"
        if not drawing or room < SHORTEST_BAR:
            writer.line(f"{' '.join(name.split())}: {day.cards:,}", indent="  ")
            continue
        length = -(-day.cards * room // most) if most else 0  # rounded up
        writer.line(f"{name:10}  {day.cards:>{digits},}  {'#' * length}", indent="  ")


def _mastery(figures: Stats, info: CourseFile) -> list[TableRow]:
    """Return a row for each source, each of its sections in their order, and all cards."""
    rows = []
    for source in info.sources:
        if source.id not in figures.sources:
            continue
        rows.append(_row(source.title, figures.sources[source.id], indent=2))
        for region in source.regions:
            if mastery := figures.sections.get((source.id, region.id)):
                rows.append(_row(region.name, mastery, indent=4))
    return [*rows, _row("all cards", figures.all, indent=2)]


def _row(name: str, of: Mastery, indent: int) -> TableRow:
    numbers = (f"{of.cards:,}", f"{of.started:,}", f"{of.mastered:,}", f"{of.share:.0%}")
    return TableRow(name, numbers, indent)


def _print_leeches(writer: TextWriter, leeches: Sequence[Leech]) -> None:
    if not leeches:
        _heading(writer, "No leeches")
        return
    _heading(writer, f"Leeches: cards forgotten {LEECH} times or more. Try rewording them.")
    for leech in leeches[:MOST_LEECHES]:
        blank = f", blank {leech.card.part}" if leech.card.part else ""
        writer.line(f"{leech.exercise.id}{blank}: {leech.lapses:,} times", indent="  ")
        writer.line(_label(leech), indent="    ")
    more = len(leeches) - MOST_LEECHES
    if more > 0:
        writer.line(f"and {more:,} more; --json lists all", indent="  ")


def _label(leech: Leech) -> str:
    """Return the prompt of a card on one line; of a cloze, its text with this blank."""
    exercise = leech.exercise
    if not isinstance(exercise.response, Fill):
        return label(exercise)
    text = exercise.response.gapped(leech.card.part)
    return " ".join(f"{words_of(exercise.prompt)} {words_of(text)}".split())


def _as_data(figures: Stats, info: CourseFile) -> dict[str, Any]:
    def retention(of: Retention) -> dict[str, Any]:
        return {"reviews": of.reviews, "remembered": of.remembered, "share": of.share}

    def days(of: Iterable[OnDay]) -> list[dict[str, Any]]:
        return [{"date": day.date.isoformat(), "cards": day.cards} for day in of]

    def mastery(of: Mastery) -> dict[str, Any]:
        numbers = {"cards": of.cards, "started": of.started, "mastered": of.mastered}
        return {**numbers, "share": of.share}

    stages = figures.stages
    return {
        "course": info.id,
        "cards": {
            "new": stages.new,
            "learning": stages.learning,
            "young": stages.young,
            "mature": stages.mature,
        },
        "gone": figures.gone,
        "reviews": figures.graded,
        "streak": figures.streak,
        "retention": {
            "desired": figures.desired,
            "last_30_days": retention(figures.lately),
            "ever": retention(figures.ever),
        },
        "graded": days(figures.past),
        "due": days(figures.coming),
        "due_later": figures.later,
        "mastery": {
            "all": mastery(figures.all),
            "sources": [{"source": id, **mastery(of)} for id, of in figures.sources.items()],
            "sections": [
                {"source": source, "section": section, **mastery(of)}
                for (source, section), of in figures.sections.items()
            ],
        },
        "leeches": [
            {
                "question": leech.exercise.id,
                "part": leech.card.part,
                "lapses": leech.lapses,
                "words": _label(leech),
            }
            for leech in figures.leeches
        ],
    }
