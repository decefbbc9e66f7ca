"""The summary of a session and the result of an exam."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from rich.console import Console

from ..bank.citation import place_name
from ..format import plural
from ..quiz.cards import Card
from ..quiz.exam import Exam, Marked
from ..quiz.results import Done, Section, Summary, Tally, Upcoming, section
from ..quiz.session import Mode, Session
from ..quiz.typed import Outcome
from ..source.course import CourseFile, Source
from .answer import Given, show_credits, show_evidence, show_outcome, show_solution
from .console import Draw, TextWriter, on_console
from .question import QuestionView, duration, show_prompt, title, type_name


def show_summary(
    session: Session,
    summary: Summary,
    now: datetime,
    course: CourseFile,
    console: Console,
    plain: bool,
) -> None:
    """Show what was remembered, by section and type, the hardest cards, and what is due next."""
    writer, tally = on_console(console, plain), summary.all
    writer.line()
    writer.line("Summary", "bold cyan")
    writer.line()
    if tally.asked:
        writer.line(_counts(tally, "remembered", percent=True) + _cards_and_time(summary))
        if summary.typed:
            writer.line(f"Typed answers: {summary.typed_right:,} of {summary.typed:,} right")
    else:
        writer.line("Nothing was answered.")
    _show_tallies(writer, "remembered", summary.by_section, summary.by_type, course)
    if summary.hardest:
        writer.line()
        writer.line("Hardest", "bold")
    for card in summary.hardest:
        _show_card(writer, card, course)
    for card in summary.leeches:
        writer.line()
        writer.line(f"Leech: {title(card.exercise, card.part)}")
        writer.line("You keep forgetting this card. Reread its passage, or reword the question.")
    show_credits(writer, course, (step.card.exercise for step in session.steps))
    upcoming = _upcoming(summary.next, now)
    if upcoming and session.mode is not Mode.CRAM:
        writer.line()
        writer.line(upcoming)


def show_nothing(session: Session, now: datetime, writer: TextWriter) -> None:
    """Say that nothing is due now, and what is due next."""
    upcoming = _upcoming(session.summary(now).next, now)
    writer.line(f"Nothing is due now. {upcoming}".rstrip())
    writer.line("To go on, add new cards with `--new 10`, or practise with `--cram`.")


def _cards_and_time(summary: Summary) -> str:
    """Return the number of cards, if some were asked again, and the time: "; 12 cards, 5 min"."""
    parts = []
    if summary.cards and summary.cards != summary.all.answered:
        parts.append(plural(summary.cards, "card"))
    if summary.elapsed_ms >= 60_000:
        parts.append(duration(timedelta(milliseconds=summary.elapsed_ms)))
    return f"; {', '.join(parts)}" if parts else ""


def _upcoming(next: Upcoming, now: datetime) -> str:
    """Return what is due next: "2 cards are due again today, 5 tomorrow. 235 not started."."""
    dues = []
    if next.today:
        dues.append((next.today, _today(next, now)))
    if next.tomorrow:
        dues.append((next.tomorrow, "tomorrow"))
    elif next.days is not None:
        dues.append((next.later, f"in {plural(next.days, 'day')}"))
    sentences = []
    if dues:
        (count, when), *others = dues
        cards = plural(count, "card is", "cards are")
        rest = "".join(f", {count:,} {when}" for count, when in others)
        sentences.append(f"{cards} due again {when}{rest}.")
    if next.new:
        started = (
            f"{next.new:,} not started." if dues else f"{plural(next.new, 'card')} not started."
        )
        sentences.append(started)
    return " ".join(sentences)


def _today(next: Upcoming, now: datetime) -> str:
    """Return when the cards of today are due; of a single card the time."""
    if next.today > 1 or next.first is None:
        return "today"
    wait = next.first - now
    if wait <= timedelta():
        return "now"
    return f"in {duration(wait)}" if wait > timedelta(minutes=1) else "in a minute"


def _counts(tally: Tally, done: str, percent: bool = False) -> str:
    """Return the counts in words: "3 of 4 remembered (75%), 1 skipped"."""
    counts = []
    if tally.answered:
        right = f"{tally.right:,} of {tally.answered:,} {done}"
        if percent:
            right += f" ({round(100 * tally.right / tally.answered)}%)"
        counts.append(right)
    for name in ("skipped", "buried", "discussed"):
        if number := getattr(tally, name):
            counts.append(f"{number:,} {name}")
    return ", ".join(counts)


def _show_tallies(
    writer: TextWriter,
    done: str,
    by_section: Mapping[Section, Tally],
    by_type: Mapping[str, Tally],
    course: CourseFile,
) -> None:
    sections = _by_name(by_section, course)
    types = dict(sorted((type_name(type), tally) for type, tally in by_type.items()))
    for heading, rows in (("By section", sections), ("By type", types)):
        if len(rows) > 1:
            writer.line()
            writer.line(heading, "bold")
            for name, tally in rows.items():
                writer.line(f"{name}: {_counts(tally, done)}", mark="- ")


def _show_card(writer: TextWriter, card: Card, course: CourseFile) -> None:
    """Show a card with the place of its first passage."""
    exercise = card.exercise
    writer.line(title(exercise, card.part), mark="- ")
    if not exercise.evidence:
        return
    evidence = exercise.evidence[0]
    place = place_name(evidence.place, course, evidence.source)
    source = course.source(evidence.source)
    if source and len(course.sources) > 1:
        place += f", {source.name}"
    writer.line(place, "dim", indent="  ")


def _by_name(tallies: Mapping[Section, Tally], course: CourseFile) -> dict[str, Tally]:
    """Return sections by name, in course order; those of translations of one work are added up.

    Sections of different works with the same name get the title of the source.
    """
    works: dict[str, set[str]] = {}
    rows: list[tuple[str, Source, Tally]] = []
    for source in course.sources:
        for region in source.sections:
            if tally := tallies.get((source.id, region.id)):
                works.setdefault(region.name, set()).add(source.version_of or source.id)
                rows.append((region.name, source, tally))
    by_name: dict[str, Tally] = {}
    for name, source, tally in rows:
        if len(works[name]) > 1:
            name = f"{source.title}, {name}"
        by_name[name] = by_name.get(name, Tally()) + tally
    if None in tallies:
        by_name["No passage"] = tallies[None]
    return by_name


# An exam.


def show_exam(
    exam: Exam,
    time: timedelta,
    course: CourseFile,
    console: Console,
    plain: bool,
    with_mistakes: bool = True,
) -> None:
    """Show the mistakes with their passages, unless they were seen, and the score at the end."""
    writer, marked = on_console(console, plain), exam.marked
    pages = mistakes(exam, course) if with_mistakes else []
    if pages:
        writer.line()
        writer.line("Mistakes", "bold cyan")
        writer.line()
    else:
        writer.line()
    for page in pages:
        page(writer)
    writer.line("Result", "bold cyan")
    by_section, by_type = _tallied(marked)
    _show_tallies(writer, "right", by_section, by_type, course)
    show_credits(writer, course, (answer.card.exercise for answer in marked))
    writer.line()
    not_reached = exam.total - len(marked)
    if not_reached:
        writer.line(f"{plural(not_reached, 'question')} not reached.")
    right = sum(answer.right for answer in marked)
    if all(answer.answer is None for answer in marked):
        writer.line("Nothing was answered.")
    elif exam.total:
        percent = round(100 * right / exam.total)
        writer.line(f"{right} of {exam.total} right ({percent}%) in {duration(time)}", "bold")


def mistakes(exam: Exam, course: CourseFile) -> list[Draw]:
    """Return a page for each question of an exam that was not answered right."""
    return [
        partial(_show_mistake, number=number, answer=answer, exam=exam, course=course)
        for number, answer in enumerate(exam.marked, 1)
        if answer.outcome is not Outcome.RIGHT
    ]


def _show_mistake(
    writer: TextWriter, number: int, answer: Marked, exam: Exam, course: CourseFile
) -> None:
    question = QuestionView(answer.card, answer.layout, number, exam.total, exam=True)
    writer.line(f"Question {number} · {question.caption}", "bold")
    writer.line()
    show_prompt(writer, course, question)
    if answer.outcome is Outcome.CLOSE:
        writer.line("Counted as right, with a spelling mistake.", "bold yellow")
    else:
        given = Given(answer.answer, answer.outcome or Outcome.WRONG)
        show_outcome(writer, given)
    show_solution(writer, question, Given(answer.answer, answer.outcome))
    show_evidence(writer, course, answer.card.exercise)


def _tallied(answers: Iterable[Marked]) -> tuple[dict[Section, Tally], dict[str, Tally]]:
    """Count the answers by section and by type."""
    sections: dict[Section, list[Done]] = {}
    types: dict[str, list[Done]] = {}
    for answer in answers:
        exercise = answer.card.exercise
        done = Done.RIGHT if answer.right else Done.WRONG
        sections.setdefault(section(exercise), []).append(done)
        types.setdefault(exercise.type, []).append(done)
    return (
        {section: Tally.of(done) for section, done in sections.items()},
        {type: Tally.of(done) for type, done in types.items()},
    )
