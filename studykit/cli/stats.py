"""`studykit stats`: how much is remembered, what was done, what is coming."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import Questions, Texts, colour, loaded
from .config import ConfigFile, settings_or_exit
from .progress import Db

if TYPE_CHECKING:
    from ..quiz.stats import Leech, Mastery, OnDay, Retention, Stats
    from ..source.course import CourseFile

NARROW = 60  # columns below which figures stand in sentences
BAR = 30  # columns of the longest bar
MOST_LEECHES = 10  # that the terminal shows


def stats(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Words and numbers only: no colours, nothing drawn.")
    ] = False,
    db: Db = None,
    config: ConfigFile = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Look back on your progress, and ahead.

    Shows how much was remembered against what is wanted, the cards graded and due a day, what is
    mastered of each section, and the leeches.
    """
    from ..bank.select import sketched
    from ..quiz import stats as figures
    from ..quiz.progress import Progress, progress_file
    from ..quiz.session import cards

    settings = settings_or_exit(config)
    file = progress_file(db)
    course = loaded(questions, texts)
    id = course.info.id
    now = datetime.now(UTC)
    kept = figures.History()
    if file.exists():  # it is not made for being looked at
        with Progress.open(file) as progress:
            kept = figures.History.read(progress, id, now, settings.day_ends_at)
    found = figures.stats(
        cards(id, (sketched(course, entry) for entry in course.entries)),
        kept,
        now,
        settings.retention,
        settings.day_ends_at,
    )
    if as_json:
        typer.echo(json.dumps(_as_data(found, course.info), ensure_ascii=False, indent=2))
        return
    lines = _lines(found, course.info, plain, shutil.get_terminal_size().columns)
    for line in lines:
        typer.echo(line)


def _lines(found: Stats, info: CourseFile, plain: bool, width: int) -> Iterator[str]:
    from ..diagnostics import printable
    from ..format import plural

    def head(words: str) -> Iterator[str]:
        for line in _wrapped(words, width):
            yield typer.style(line, bold=True) if colour() and not plain else line

    yield from head(printable(info.title))
    s = found.stages
    count = f"{plural(found.all.cards, 'card')}: {s.new:,} new, {s.learning:,} being learnt"
    yield from _wrapped(f"{count}, {s.young:,} young, {s.mature:,} mature", width)
    if found.gone:
        gone = plural(found.gone, "card was graded and is", "cards were graded and are")
        yield from _wrapped(f"{gone} not in the course any more", width)
    if not found.graded:
        yield from _wrapped("Nothing was graded yet; `studykit quiz` begins.", width)
        return
    yield ""
    yield from head("Remembered")
    yield from _wrapped(f"wanted: {found.desired:.0%}", width, 2)
    for name, kept in (("last 30 days", found.lately), ("ever", found.ever)):
        yield from _wrapped(f"{name}: {_kept(kept)}", width, 2)
    yield ""
    yield from head("Graded in the last 14 days")
    yield from _chart(found.past, plain, width, today=len(found.past) - 1)
    yield ""
    yield from head("Due in the coming 14 days")
    yield from _chart(found.coming, plain, width, today=0)
    if found.later:
        yield from _wrapped(f"later: {found.later:,}", width, 2)
    yield ""
    yield from head("Mastered")
    yield from _mastery(found, info, plain, width)
    yield ""
    if not found.leeches:
        yield from head("No leeches")
        return
    from ..quiz.schedule import LEECH

    yield from head(f"Leeches: forgotten {LEECH} times or more, so think of another way to ask")
    for leech in found.leeches[:MOST_LEECHES]:
        blank = f", blank {leech.card.part}" if leech.card.part else ""
        yield from _wrapped(f"{leech.exercise.id}{blank}: {leech.lapses:,} times", width, 2)
        yield from _wrapped(printable(_asked(leech)), width, 4)
    if (more := len(found.leeches) - MOST_LEECHES) > 0:
        yield from _wrapped(f"and {more:,} more; --json has them all", width, 2)


def _asked(leech: Leech) -> str:
    """What a card asks, on one line: of a text with blanks, the text with this one."""
    from ..bank.model import Fill
    from ..bank.prose import plain
    from ..bank.select import label

    exercise = leech.exercise
    if not isinstance(exercise.response, Fill):
        return label(exercise)
    text = exercise.response.gapped(leech.card.part)
    return " ".join(f"{plain(exercise.prompt)} {plain(text)}".split())


def _kept(kept: Retention) -> str:
    from ..format import plural

    if kept.share is None:
        return "nothing was reviewed yet"
    return f"{kept.share:.0%} of {plural(kept.reviews, 'review')}"


def _chart(days: Iterable[OnDay], plain: bool, width: int, today: int) -> Iterator[str]:
    """A line a day: its date, its number, and a bar as long as that."""
    days = list(days)
    most = max(day.cards for day in days)
    digits = len(f"{most:,}")
    room = min(BAR, width - 2 - 10 - 2 - digits - 2)
    for n, day in enumerate(days):
        name = "today" if n == today else f"{day.date:%a} {day.date.day:2} {day.date:%b}"
        if plain or room < 4:
            yield f"  {' '.join(name.split())}: {day.cards:,}"
            continue
        bar = "#" * -(-day.cards * room // most) if most else ""
        yield f"  {name:10}  {day.cards:>{digits},}  {bar}".rstrip()


def _mastery(found: Stats, info: CourseFile, plain: bool, width: int) -> Iterator[str]:
    """What is mastered: of each source, and below it of its sections in their order."""
    from ..diagnostics import printable, wide

    rows: list[tuple[int, str, Mastery]] = []
    for source in info.sources:
        if source.id not in found.sources:
            continue
        rows.append((0, printable(source.title), found.sources[source.id]))
        for region in source.regions:
            if whole := found.sections.get((source.id, region.id)):
                rows.append((1, printable(region.name), whole))
    rows.append((0, "all cards", found.all))
    about = (
        "of cards, by source and section: with a stability of 21 days or more, and 80% likely to be"
        " remembered today"
    )
    yield from _wrapped(about, width, 2)
    if plain or width < NARROW:
        for depth, name, of in rows:
            figures = f"{of.mastered:,} of {of.cards:,} ({of.share:.0%}), {of.started:,} started"
            yield from _wrapped(f"{name}: {figures}", width, 2 + 2 * depth)
        return
    first = min(max(2 * depth + wide(name) for depth, name, _ in rows), width - 2 - 36)
    yield f"  {'':{first}}  {'cards':>7}  {'started':>7}  {'mastered':>8}  {'share':>5}".rstrip()
    for depth, name, of in rows:
        *above, last = _wrapped(name, first, 2 * depth)
        yield from (f"  {line}" for line in above)
        figures = f"{of.cards:>7,}  {of.started:>7,}  {of.mastered:>8,}  {of.share:>5.0%}"
        yield f"  {last}{' ' * (first - wide(last))}  {figures}"


def _wrapped(text: str, width: int, indent: int = 0) -> Iterator[str]:
    """A text in lines of at most so many columns; East Asian characters take two."""
    from ..diagnostics import wide

    margin = " " * indent
    line = ""
    for word in text.split():
        if line and wide(line) + 1 + wide(word) <= width - indent:
            line += f" {word}"
            continue
        if line:
            yield margin + line
        line = ""
        for character in word:
            if line and wide(line + character) > width - indent:
                yield margin + line
                line = ""
            line += character
    yield margin + line


def _as_data(found: Stats, info: CourseFile) -> dict[str, Any]:
    def kept(of: Retention) -> dict[str, Any]:
        return {"reviews": of.reviews, "remembered": of.remembered, "share": of.share}

    def days(of: Iterable[OnDay]) -> list[dict[str, Any]]:
        return [{"date": day.date.isoformat(), "cards": day.cards} for day in of]

    def mastery(of: Mastery) -> dict[str, Any]:
        numbers = {"cards": of.cards, "started": of.started, "mastered": of.mastered}
        return {**numbers, "share": of.share}

    s = found.stages
    return {
        "course": info.id,
        "cards": {"new": s.new, "learning": s.learning, "young": s.young, "mature": s.mature},
        "gone": found.gone,
        "reviews": found.graded,
        "retention": {
            "desired": found.desired,
            "last_30_days": kept(found.lately),
            "ever": kept(found.ever),
        },
        "graded": days(found.past),
        "due": days(found.coming),
        "due_later": found.later,
        "mastery": {
            "all": mastery(found.all),
            "sources": [{"source": id, **mastery(of)} for id, of in found.sources.items()],
            "sections": [
                {"source": source, "section": section, **mastery(of)}
                for (source, section), of in found.sections.items()
            ],
        },
        "leeches": [
            {
                "question": leech.exercise.id,
                "part": leech.card.part,
                "lapses": leech.lapses,
                "words": _asked(leech),
            }
            for leech in found.leeches
        ],
    }
