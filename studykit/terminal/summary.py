"""What a learner reads at the end: what came of a quiz, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from rich.console import Console

from ..bank.citation import place_name
from ..bank.model import Exercise
from ..format import plural
from ..quiz.exam import Exam, Marked
from ..quiz.marking import Outcome
from ..quiz.session import Done, Mode, Section, Session, Summary, Tally, Upcoming, section
from ..source.course import CourseFile, Source
from .console import TextWriter, on_console
from .content import (
    Given,
    QuestionView,
    show_answer,
    show_grounds,
    show_outcome,
    show_prompt,
    span,
    title,
    type_name,
)


def show_summary(
    session: Session,
    summary: Summary,
    now: datetime,
    course: CourseFile,
    console: Console,
    plain: bool,
) -> None:
    """Answered, right, by section and type, the hardest with their places, and what is due next."""
    paper, tally = on_console(console, plain), summary.all
    paper.line()
    paper.line("Summary", "bold cyan")
    paper.line()
    if not tally.asked:
        paper.line("Nothing was answered.")
    else:
        paper.line(_counts(tally, share=True) + _over(summary))
    _show_tallies(paper, summary.by_section, summary.by_type, course)
    if summary.hardest:
        paper.line()
        paper.line("Hardest", "bold")
    for card in summary.hardest:
        _show_place(paper, card.exercise, card.part, course)
    for card in summary.leeches:
        paper.line()
        paper.line(
            f"A leech: {title(card.exercise, card.part)} It was forgotten so often that another"
            " wording, or a look at its passage, helps more than asking again."
        )
    if session.mode is not Mode.CRAM and (words := _next(summary.next, now)):
        paper.line()
        paper.line(words)


def show_nothing(session: Session, now: datetime, paper: TextWriter) -> None:
    """That there is nothing to ask now, and what there will be."""
    paper.line(" ".join(filter(None, ("Nothing is due.", _next(session.summary(now).next, now)))))
    paper.line("`--new 10` brings more new ones today, `--cram` asks without a schedule.")


def _over(summary: Summary) -> str:
    """ " (12 cards in 5 min)"."""
    parts = []
    if summary.cards and summary.cards != summary.all.answered:
        parts.append(plural(summary.cards, "card"))
    if summary.elapsed_ms >= 60_000:
        parts.append(span(timedelta(milliseconds=summary.elapsed_ms)))
    return f"; {', '.join(parts)}" if parts else ""


def _next(next: Upcoming, now: datetime) -> str:
    """What is due next: "Next: 12 cards tomorrow, and 20 new ones wait."."""
    parts = []
    if next.today and next.first is not None:
        wait = next.first - now
        when = f"in {span(wait)}" if wait > timedelta(minutes=1) else "in a minute"
        when = when if next.first > now else "now"
        parts.append(f"{plural(next.today, 'card')} {when if next.today == 1 else 'today'}")
    if next.tomorrow:
        parts.append(f"{plural(next.tomorrow, 'card')} tomorrow")
    elif next.days is not None:
        parts.append(f"{plural(next.later, 'card')} in {plural(next.days, 'day')}")
    new = f"{plural(next.new, 'new card')} left"
    if not parts:
        return f"Next: {new}." if next.new else ""
    return f"Next: {', '.join(parts)}{f'; {new}' if next.new else ''}."


def _counts(tally: Tally, share: bool = False) -> str:
    """In words: "3 of 4 right (75%), 1 skipped"."""
    counts = []
    if tally.answered:
        percent = f" ({round(100 * tally.right / tally.answered)}%)" if share else ""
        counts.append(f"{tally.right:,} of {tally.answered:,} right{percent}")
    for name in ("skipped", "buried", "discussed"):
        if number := getattr(tally, name):
            counts.append(f"{number:,} {name}")
    return ", ".join(counts)


def _show_tallies(
    paper: TextWriter,
    by_section: Mapping[Section, Tally],
    by_type: Mapping[str, Tally],
    course: CourseFile,
) -> None:
    sections = _by_name(by_section, course)
    types = dict(sorted((type_name(type), tally) for type, tally in by_type.items()))
    for heading, rows in (("By section", sections), ("By type", types)):
        if len(rows) > 1:
            paper.line()
            paper.line(heading, "bold")
            for name, tally in rows.items():
                paper.line(f"{name}: {_counts(tally)}", mark="- ")


def _show_place(paper: TextWriter, exercise: Exercise, part: int, course: CourseFile) -> None:
    paper.line(title(exercise, part), mark="- ")
    for evidence in exercise.evidence[:1]:
        source = course.source(evidence.source)
        place = place_name(evidence.place, course, evidence.source)
        name = f", {source.name}" if source and len(course.sources) > 1 else ""
        paper.line(place + name, "dim", indent="  ")


def _by_name(tallies: Mapping[Section, Tally], course: CourseFile) -> dict[str, Tally]:
    """Sections by name, in the order of the course; those of one work's witnesses are one."""
    works: dict[str, set[str]] = {}
    found: list[tuple[str, Source, Tally]] = []
    for source in course.sources:
        for region in source.sections:
            if tally := tallies.get((source.id, region.id)):
                works.setdefault(region.name, set()).add(source.work or source.id)
                found.append((region.name, source, tally))
    rows: dict[str, Tally] = {}
    for name, source, tally in found:
        row = name if len(works[name]) == 1 else f"{source.title}, {name}"
        rows[row] = rows.get(row, Tally()) + tally
    if None in tallies:
        rows["No passage"] = tallies[None]
    return rows


# An exam.


def show_exam(
    exam: Exam, time: timedelta, course: CourseFile, console: Console, plain: bool
) -> None:
    """The score and the time, then every mistake with its passages."""
    paper, marked = on_console(console, plain), exam.marked
    paper.line()
    paper.line("Result", "bold cyan")
    paper.line()
    right = sum(one.right for one in marked)
    if exam.total:
        percent = round(100 * right / exam.total)
        paper.line(f"{right} of {exam.total} right ({percent}%) in {span(time)}", "bold")
    if (left := exam.total - len(marked)) > 0:
        paper.line(f"{plural(left, 'question was', 'questions were')} not reached.")
    by_section, by_type = _tallied(marked)
    _show_tallies(paper, by_section, by_type, course)
    missed = [(n, one) for n, one in enumerate(marked, 1) if one.outcome is not Outcome.RIGHT]
    if missed:
        paper.line()
        paper.line("A look back", "bold cyan")
        paper.line()
    for n, one in missed:
        asked = QuestionView(one.card, one.layout, n, exam.total, exam=True)
        paper.line(f"Question {n} · {asked.kinds}", "bold")
        paper.line()
        show_prompt(paper, course, asked)
        if one.answer is None:
            paper.line("Left out.", "bold red")
        elif one.outcome is Outcome.CLOSE:
            paper.line("Right, but for slips.", "bold yellow")
        else:
            show_outcome(paper, one.outcome)
        show_answer(paper, asked, Given(one.answer, one.outcome))
        show_grounds(paper, course, one.card.exercise)


def _tallied(marked: tuple[Marked, ...]) -> tuple[dict[Section, Tally], dict[str, Tally]]:
    sections: dict[Section, list[Done]] = {}
    types: dict[str, list[Done]] = {}
    for one in marked:
        done = Done.RIGHT if one.right else Done.WRONG
        sections.setdefault(section(one.card.exercise), []).append(done)
        types.setdefault(one.card.exercise.type, []).append(done)
    return (
        {key: Tally.of(done) for key, done in sections.items()},
        {type: Tally.of(done) for type, done in types.items()},
    )
