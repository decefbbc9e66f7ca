"""The summary of a session and the result of an exam."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from rich.console import Console

from ..bank.citation import place_name
from ..format import labelled, percent, series
from ..locale import _, ngettext, number
from ..locale.joining import commas, sentences
from ..quiz.cards import Card
from ..quiz.exam import Exam, Marked
from ..quiz.results import Done, Section, Summary, Tally, Upcoming, section
from ..quiz.session import Mode, Session
from ..quiz.typed import Outcome
from ..source.course import CourseFile, Source
from .answer import Given, show_credits, show_evidence, show_outcome, show_solution
from .console import Draw, TextWriter, on_console
from .question import QuestionView, duration, show_prompt, title, type_name, wait


def show_summary(
    session: Session,
    summary: Summary,
    now: datetime,
    course: CourseFile,
    console: Console,
    plain: bool,
) -> None:
    """Show results by section and type, the hardest cards, and at the end, where they are read first,
    what was remembered and what is due next."""
    writer = on_console(console, plain)
    writer.line()
    writer.line(_("Summary"), "bold cyan")
    _show_tallies(writer, _remembered, summary.by_section, summary.by_type, course)
    if summary.hardest:
        writer.line()
        writer.line(_("Hardest"), "bold")
    for card in summary.hardest:
        _show_card(writer, card, course)
    for card in summary.leeches:
        writer.line()
        writer.line(_("Leech: {question}", question=title(card.exercise, card.part)))
        writer.line(_("You keep forgetting this card. Reread its passage, or reword the question."))
    show_credits(writer, course, (step.card.exercise for step in session.steps))
    writer.line()
    writer.line(_all_counts(summary) if summary.all.asked else _("Nothing was answered."), "bold")
    if summary.typed:
        writer.line(
            ngettext(
                "Typed answers: {right} of {n} right",
                "Typed answers: {right} of {n} right",
                summary.typed,
                right=number(summary.typed_right),
            )
        )
    if session.mode is not Mode.CRAM and (upcoming := _upcoming(summary.next, now)):
        writer.line(upcoming)


def show_nothing(session: Session, now: datetime, writer: TextWriter) -> None:
    """Say that nothing is due now, and what is due next."""
    upcoming = _upcoming(session.summary(now).next, now)
    writer.line(sentences(_("Nothing is due now."), upcoming))
    writer.line(_("To go on, add new cards with `--new 10`, or practise with `--cram`."))


def _all_counts(summary: Summary) -> str:
    """Return the counts, the number of cards, if some were asked again, and the time.

    For example "3 of 4 remembered (75%), 1 skipped; 2 cards, 5 min".
    """
    counts, parts = _counts(summary.all, _remembered_percent), []
    if summary.cards and summary.cards != summary.all.answered:
        parts.append(ngettext("{n} card", "{n} cards", summary.cards))
    if summary.elapsed_ms >= 60_000:
        parts.append(duration(timedelta(milliseconds=summary.elapsed_ms), spoken=True))
    return series((counts, commas(*parts))) if parts else counts


def _upcoming(next: Upcoming, now: datetime) -> str:
    """Return what is due next: "2 cards are due again today, 5 tomorrow. 235 not started."."""
    dues = []
    if next.today:
        dues.append((next.today, _today(next, now)))
    if next.tomorrow:
        dues.append((next.tomorrow, _("tomorrow")))
    elif next.days is not None:
        dues.append((next.later, wait(timedelta(days=next.days))))
    due = started = ""
    if len(dues) == 1:
        [(count, when)] = dues
        due = ngettext(
            "{n} card is due again {when}.", "{n} cards are due again {when}.", count, when=when
        )
    elif dues:
        (count, when), (more, then) = dues
        due = ngettext(
            "{n} card is due again {when}, {more} {then}.",
            "{n} cards are due again {when}, {more} {then}.",
            count,
            when=when,
            more=number(more),
            then=then,
        )
    if next.new and dues:
        started = ngettext("{n} not started.", "{n} not started.", next.new)
    elif next.new:
        started = ngettext("{n} card not started.", "{n} cards not started.", next.new)
    return sentences(due, started)


def _today(next: Upcoming, now: datetime) -> str:
    """Return when the cards of today are due; of a single card the time."""
    if next.today > 1 or next.first is None:
        return _("today")
    left = next.first - now
    if left <= timedelta():
        return _("now")
    return wait(left) if left > timedelta(minutes=1) else _("in a minute")


def _counts(tally: Tally, answered: Callable[[Tally], str]) -> str:
    """Return the counts in words: "3 of 4 remembered, 1 skipped"."""
    counts = (
        (tally.answered, answered(tally)),
        (tally.skipped, ngettext("{n} skipped", "{n} skipped", tally.skipped)),
        (tally.buried, ngettext("{n} buried", "{n} buried", tally.buried)),
        (tally.discussed, ngettext("{n} discussed", "{n} discussed", tally.discussed)),
    )
    return commas(*(words for count, words in counts if count))


def _remembered(tally: Tally) -> str:
    right = number(tally.right)
    return ngettext(
        "{right} of {n} remembered", "{right} of {n} remembered", tally.answered, right=right
    )


def _remembered_percent(tally: Tally) -> str:
    return ngettext(
        "{right} of {n} remembered ({percent})",
        "{right} of {n} remembered ({percent})",
        tally.answered,
        right=number(tally.right),
        percent=percent(tally.right / max(1, tally.answered)),
    )


def _right(tally: Tally) -> str:
    right = number(tally.right)
    return ngettext("{right} of {n} right", "{right} of {n} right", tally.answered, right=right)


def _show_tallies(
    writer: TextWriter,
    answered: Callable[[Tally], str],
    by_section: Mapping[Section, Tally],
    by_type: Mapping[str, Tally],
    course: CourseFile,
) -> None:
    sections = _by_name(by_section, course)
    types = dict(sorted((type_name(type), tally) for type, tally in by_type.items()))
    for heading, rows in ((_("By section"), sections), (_("By type"), types)):
        if len(rows) > 1:
            writer.line()
            writer.line(heading, "bold")
            for name, tally in rows.items():
                counts = _counts(tally, answered)
                writer.line(labelled(name, counts), mark="- ")


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
        place = commas(place, source.name)
    writer.line(place, "dim", indent="  ")


def _by_name(tallies: Mapping[Section, Tally], course: CourseFile) -> dict[str, Tally]:
    """Return sections by name, in course order; those of translations of one work are added up.

    Sections of different works with the same name get the title of the source.
    """
    names = [region.name for source in course.sources for region in source.sections]
    works: dict[str, set[str]] = {}
    rows: list[tuple[str, Source, Tally]] = []
    for source in course.sources:
        for region in source.sections:
            if tally := tallies.get((source.id, region.id)):
                works.setdefault(region.name, set()).add(source.version_of or source.id)
                rows.append((region.name, source, tally))
    by_name: dict[str, Tally] = {}
    rows.sort(key=lambda row: names.index(row[0]))
    for name, source, tally in rows:
        if len(works[name]) > 1:
            name = commas(source.title, name)
        by_name[name] = by_name.get(name, Tally()) + tally
    if None in tallies:
        by_name[_("No passage")] = tallies[None]
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
        writer.line(_("Mistakes"), "bold cyan")
        writer.line()
    else:
        writer.line()
    for page in pages:
        page(writer)
    writer.line(_("Result"), "bold cyan")
    by_section, by_type = _tallied(marked)
    _show_tallies(writer, _right, by_section, by_type, course)
    show_credits(writer, course, (answer.card.exercise for answer in marked))
    writer.line()
    not_reached = exam.total - len(marked)
    if not_reached:
        writer.line(
            ngettext("{n} question not reached.", "{n} questions not reached.", not_reached)
        )
    right = sum(answer.right for answer in marked)
    if all(answer.answer is None for answer in marked):
        writer.line(_("Nothing was answered."))
    elif exam.total:
        result = ngettext(
            "{right} of {n} right ({percent}) in {time}",
            "{right} of {n} right ({percent}) in {time}",
            exam.total,
            right=number(right),
            percent=percent(right / exam.total),
            time=duration(time, spoken=True),
        )
        writer.line(result, "bold")


def mistakes(exam: Exam, course: CourseFile) -> list[Draw]:
    """Return a page for each question of an exam that was not answered right."""
    return [
        partial(_show_mistake, n=n, answer=answer, exam=exam, course=course)
        for n, answer in enumerate(exam.marked, 1)
        if answer.outcome is not Outcome.RIGHT
    ]


def _show_mistake(
    writer: TextWriter, n: int, answer: Marked, exam: Exam, course: CourseFile
) -> None:
    question = QuestionView(answer.card, answer.layout, n, exam.total, exam=True)
    caption = _("Question {number}", number=n)
    writer.line(writer.facts(caption, *question.facts(writer.plain)), "bold")
    writer.line()
    show_prompt(writer, course, question)
    if answer.outcome is Outcome.CLOSE:
        writer.line(_("Counted as right, with a spelling mistake."), "bold yellow")
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
