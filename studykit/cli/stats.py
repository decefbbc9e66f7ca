"""`studykit stats`: what you remember, what you reviewed, and what is due."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple

import typer
from rich.cells import cell_len
from rich.text import Text

from ..bank.model import Fill
from ..bank.prose import plain as words_of
from ..bank.select import label, sketched
from ..format import labelled, percent, series
from ..locale import _, ngettext, number, pgettext, speaking
from ..locale.joining import commas
from ..locale.reader import reader_languages
from ..quiz.cards import cards
from ..quiz.progress import Progress, progress_file
from ..quiz.schedule import LEECH
from ..quiz.stats import (
    DAYS,
    LIKELY,
    MATURE,
    History,
    Leech,
    Mastery,
    OnDay,
    Retention,
    Stats,
)
from ..quiz.stats import stats as statistics
from ..source.course import CourseFile
from ..terminal.calendar import day_name, weekday_name
from ..terminal.chart import columns
from ..terminal.console import TableRow, TextWriter, justified, on_stdout
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
WIDEST_CHART = 2 * DAYS - 1  # columns


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
    with speaking(*reader_languages(settings.language)):
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
    with speaking(*reader_languages(settings.language, course.info.language)):
        _print(on_stdout(plain=plain or not colour()), figures, course.info, shown)


class Shown(NamedTuple):
    """How much is shown, and whether with bars and columns."""

    all: bool
    drawing: bool


def _print(writer: TextWriter, figures: Stats, info: CourseFile, shown: Shown) -> None:
    stages = figures.stages
    writer.line(info.title, "bold")
    counts = commas(
        ngettext("{n} new", "{n} new", stages.new),
        ngettext("{n} learning", "{n} learning", stages.learning),
        ngettext("{n} young", "{n} young", stages.young),
        ngettext("{n} mature", "{n} mature", stages.mature),
    )
    cards = ngettext("{n} card", "{n} cards", figures.all.cards)
    line = labelled(cards, counts)
    if figures.streak:
        streak = ngettext("{n} day in a row", "{n} days in a row", figures.streak)
        line = series((line, streak))
    writer.line(line)
    if figures.gone:
        writer.line(
            ngettext(
                "{n} reviewed card is no longer in the course",
                "{n} reviewed cards are no longer in the course",
                figures.gone,
            )
        )
    if not figures.graded:
        writer.line(_("No reviews yet. Start with `studykit quiz`."))
        return
    if shown.all:
        _print_all(writer, figures, info, shown.drawing)
    else:
        _print_short(writer, figures, info, shown.drawing)


def _print_short(writer: TextWriter, figures: Stats, info: CourseFile, drawing: bool) -> None:
    """Print what fits a screen of 80 columns and 24 lines."""
    target = percent(figures.desired)
    if figures.ever.reviews:
        retention = _(
            "Retention: {lately} in 30 days, {ever} in all (target {target})",
            lately=_retention(figures.lately),
            ever=_retention(figures.ever),
            target=target,
        )
    else:  # after learning, when reviews begin to count
        retention = _("Retention: no card has come back yet (target {target})", target=target)
    writer.line(retention)
    writer.line()
    reviewed = _("Reviewed in the last {n} days: {cards}")
    due = _("Due in the next {n} days: {cards}")
    past = _Chart(reviewed, figures.past, len(figures.past) - 1)
    coming = _Chart(due, figures.coming, 0)
    room = WIDE // 2  # for each chart, with the gap between them
    if drawing and writer.width >= WIDE and cell_len(past.heading) < room - 1:
        for left, right in zip(past.lines(), coming.lines(), strict=True):
            writer.line(Text(f"{justified(left, room)}{right}".rstrip()))
    else:
        for chart in (past, coming):
            writer.line(chart.heading)
    sections = figures.weakest[:WEAKEST]
    if sections:
        writer.line()
        rows = [_section_row(info, figures, *section) for section in sections]
        writer.table(_headings(), rows, aligned=drawing, title=_("Sections to work on"))
    if figures.leeches:
        writer.line(
            ngettext(
                "{n} leech: cards that you keep forgetting",
                "{n} leeches: cards that you keep forgetting",
                len(figures.leeches),
            )
        )
    writer.line(_("`studykit stats --all` shows every day, section and leech."), "dim")


def _headings() -> tuple[str, ...]:
    """Return the headings of the columns of `_row`."""
    return (
        pgettext("column", "cards"),
        pgettext("column", "started"),
        pgettext("column", "mastered"),
        pgettext("column", "share"),
    )


class _Chart(NamedTuple):
    """The numbers of cards on some days, drawn as bars above their first and last date.

    The heading is a `message` with the numbers `{n}` of days and `{cards}` of all cards.
    """

    message: str
    days: Sequence[OnDay]
    today: int

    @property
    def heading(self) -> str:
        cards = number(sum(day.cards for day in self.days))
        return self.message.format(n=len(self.days), cards=cards)

    def lines(self) -> list[str]:
        most = max(day.cards for day in self.days)
        first, last = (self._name(n) for n in (0, len(self.days) - 1))
        room = WIDEST_CHART - cell_len(first) - cell_len(last)
        # For translators: the largest number of a chart
        highest = _("most {number}", number=number(most))
        if room < cell_len(highest) + 2:
            highest = ""
        before = (room - cell_len(highest)) // 2
        dates = first + " " * before + justified(highest, room - before) + last
        return [self.heading, *columns([day.cards for day in self.days]), dates]

    def _name(self, n: int) -> str:
        return _("today") if n == self.today else day_name(self.days[n].date)


def _section_row(info: CourseFile, figures: Stats, id: str, section: str) -> TableRow:
    source = info.source(id)
    region = source.region(section) if source else None
    name = region.name if region else section
    if source and [other for _source, other in figures.sections].count(section) > 1:
        name = commas(name, source.name)
    return _row(name, figures.sections[id, section], indent=2)


def _print_all(writer: TextWriter, figures: Stats, info: CourseFile, drawing: bool) -> None:
    """Print all statistics; without `drawing` there are no bars and columns."""
    _heading(writer, _("Retention"))
    writer.line(_("target: {percent}", percent=percent(figures.desired)), indent="  ")
    writer.line(_("last 30 days: {facts}", facts=_retention(figures.lately)), indent="  ")
    writer.line(_("all time: {facts}", facts=_retention(figures.ever)), indent="  ")
    _heading(writer, _("Cards reviewed in the last {n} days", n=DAYS))
    _print_days(writer, figures.past, len(figures.past) - 1, drawing)
    _heading(writer, _("Cards due in the next {n} days", n=DAYS))
    _print_days(writer, figures.coming, 0, drawing)
    if figures.later:
        writer.line(_("later: {cards}", cards=number(figures.later)), indent="  ")
    _heading(writer, _("Mastered"))
    writer.line(
        _(
            "Cards you know well: a stability of {days} days or more, and at least {percent}"
            " likely to be remembered today",
            days=round(MATURE),
            percent=percent(LIKELY),
        ),
        indent="  ",
    )
    writer.table(_headings(), _mastery(figures, info), aligned=drawing)
    _print_leeches(writer, figures.leeches)


def _heading(writer: TextWriter, words: str) -> None:
    writer.line()
    writer.line(words, "bold")


def _retention(retention: Retention) -> str:
    if retention.share is None:
        return _("no card came back")
    return ngettext(
        "{percent} of {n} review",
        "{percent} of {n} reviews",
        retention.reviews,
        percent=percent(retention.share),
    )


def _print_days(writer: TextWriter, days: Sequence[OnDay], today: int, drawing: bool) -> None:
    """Print a line for each day: its date, its number of cards, and a bar of that length."""
    most = max(day.cards for day in days)
    digits = len(number(most))
    names = [_("today") if n == today else weekday_name(day.date) for n, day in enumerate(days)]
    widest = max(map(cell_len, names))
    room = min(BAR, writer.width - (2 + widest + 2 + digits + 2))
    for name, day in zip(names, days, strict=True):
        cards = number(day.cards)
        if not drawing or room < SHORTEST_BAR:
            words = labelled(" ".join(name.split()), cards)
            writer.line(words, indent="  ")
            continue
        length = -(-day.cards * room // most) if most else 0  # rounded up
        bar = "#" * length
        writer.line(f"{justified(name, widest)}  {cards:>{digits}}  {bar}", indent="  ")


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
    return [*rows, _row(_("all cards"), figures.all, indent=2)]


def _row(name: str, of: Mastery, indent: int) -> TableRow:
    counts = (number(of.cards), number(of.started), number(of.mastered), percent(of.share))
    return TableRow(name, counts, indent)


def _print_leeches(writer: TextWriter, leeches: Sequence[Leech]) -> None:
    if not leeches:
        _heading(writer, _("No leeches"))
        return
    _heading(writer, _("Leeches: cards forgotten {n} times or more. Try rewording them.", n=LEECH))
    for leech in leeches[:MOST_LEECHES]:
        card = leech.exercise.id
        if leech.card.part:
            card = _("{question}, blank {number}", question=card, number=leech.card.part)
        times = ngettext("{n} time", "{n} times", leech.lapses)
        writer.line(labelled(card, times), indent="  ")
        writer.line(_label(leech), indent="    ")
    more = len(leeches) - MOST_LEECHES
    if more > 0:
        words = ngettext("and {n} more; --json lists all", "and {n} more; --json lists all", more)
        writer.line(words, indent="  ")


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
