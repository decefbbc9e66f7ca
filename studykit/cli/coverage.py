"""`studykit coverage`: how much of each source the questions cover."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from ..analysis.coverage import OFTEN, Amount, Coverage, SourceCoverage
from ..analysis.coverage import coverage as measured
from ..analysis.guessing import Guess
from ..analysis.spots import Spot
from ..bank.citation import place_name
from ..bank.evidence import verify
from ..bank.load import load
from ..diagnostics import Report, UsageError
from ..files import write_text
from ..format import listed, plural
from ..source.course import CourseFile
from ..source.text import Place
from ..targets.coverage import coverage_page
from ..terminal.console import TableRow, TextWriter, on_stdout
from ..terminal.output import colour, echo, echo_json
from .common import Questions, Texts, course_folder, gc_paused
from .loading import usable

MOST_TAGS = 12  # that the terminal lists
HEADINGS = ("questions", "asked about", "words quoted", "share")


def coverage(
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="The course folder, as for --questions.")
    ] = None,
    often: Annotated[
        int,
        typer.Option(
            "--often", min=1, metavar="N", help="List sentences quoted by more than N questions."
        ),
    ] = OFTEN,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object (docs/coverage.md).")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", metavar="FILE", help="Write an HTML page.")
    ] = None,
    no_text: Annotated[
        bool, typer.Option("--no-text", help="Leave the source texts out of the HTML page.")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show how much of each source the questions cover.

    For each source, section and speaker, prints the number of questions, and how many turns and words
    they quote. Then lists the turns that are not quoted, the sentences that many questions quote, how
    often guesses are right, and the number of questions by type, level, bank and tag. Quotes that were not found do not count;
    `studykit check` lists them.
    """
    if no_text and html is None:
        raise UsageError("--no-text needs --html FILE")
    report = Report()
    with gc_paused():
        course = usable(load(course_folder(folder or questions), report, texts), report)
        measures = measured(course, verify(course, report), often)
    notes = _notes(measures, report.errors)
    if html is not None:
        content, included = coverage_page(measures, course.info, notes, with_text=not no_text)
        write_text(html, content)
        size = f"{len(content.encode()) / 1000:,.0f} kB"
        message = f"{html}: {plural(len(measures.questions), 'question')}, {size}"
        if included:
            message += f"; contains the text of {listed(included)}: for personal use only"
        echo(message, err=as_json)
    if as_json:
        echo_json(_as_data(measures, course.info, notes))
    elif html is None:
        _print(on_stdout(plain=not colour()), measures, course.info, notes)


def _notes(measures: Coverage, errors: int) -> list[str]:
    """Say what the figures do not count or do not know."""
    notes = []
    if errors:
        notes.append(
            f"The course has {plural(errors, 'error')} (see `studykit check`); only what could be"
            " loaded is counted."
        )
    if measures.left_out:
        count = plural(len(measures.left_out), "question has", "questions have")
        notes.append(f"{count} quotes that were not found; they do not count.")
    if measures.unconfirmed:
        proposed = sum(question.proposed for question in measures.unconfirmed)
        count = plural(proposed, "passage is", "passages are")
        verb = "does" if proposed == 1 else "do"
        notes.append(
            f"{count} proposed, not confirmed (see `studykit review`), and {verb} not count."
        )
    if measures.uncited:
        count = plural(len(measures.uncited), "question has", "questions have")
        notes.append(f"{count} no passages.")
    absent = [source.source.id for source in measures.sources if not source.by_text]
    if absent:
        notes.append(
            f"The text of {listed(absent)} is not on this machine. Quoted words are estimated from"
            " the quotes; their share, and the turns that are not quoted, are unknown."
        )
    return notes


# The terminal


def _print(writer: TextWriter, measures: Coverage, info: CourseFile, notes: Iterable[str]) -> None:
    writer.line(info.title, "bold")
    banks = plural(len(measures.banks), "bank")
    writer.line(f"{plural(len(measures.questions), 'question')} in {banks}")
    for note in notes:
        writer.line(note)
    for source in measures.sources:
        writer.line()
        writer.line(f"{source.source.id}: {source.source.title}", "bold")
        if source.total.questions:
            writer.table(HEADINGS, _rows(source, info))
        elif source.by_text:
            words = plural(source.total.citable or 0, "word")
            writer.line(f"none of its {words} are quoted", indent="  ")
        else:
            writer.line("no pinned passages", indent="  ")
    for source in measures.sources:
        if source.by_text and source.total.questions:
            _print_untouched(writer, source)
    writer.line()
    _print_crowded(writer, measures, info)
    writer.line()
    if measures.guesses:
        _print_guesses(writer, measures)
        writer.line()
    _print_counts(writer, measures)


def _rows(source: SourceCoverage, info: CourseFile) -> list[TableRow]:
    rows = [_row(source.section(group.id), group.amount) for group in source.sections]
    if any(group.id for group in source.speakers):
        rows.append(TableRow())
        for group in source.speakers:
            rows.append(_row(info.name(group.id) or group.id or "outside turns", group.amount))
    return [*rows, TableRow(), _row("all", source.total)]


def _row(name: str, amount: Amount) -> TableRow:
    """Return the row of a table; a dash is an unknown number."""
    spots, words = "–", "–"
    quoted = f"{amount.quoted:,}"
    if amount.citable is not None:
        spots, words = f"{amount.spots:,}", f"{amount.citable:,}"
    elif amount.quoted:
        quoted = f"about {quoted}"
    touched = f"{amount.touched:,} of {spots}"
    figures = (f"{amount.questions:,}", touched, f"{quoted} of {words}", amount.percent)
    return TableRow(name, figures, indent=2)


def _print_untouched(writer: TextWriter, source: SourceCoverage) -> None:
    writer.line()
    total = f"{len(source.spots):,} {source.noun}"
    heading = f"{source.source.id}: {len(source.untouched):,} of {total} are not quoted"
    writer.line(heading, "bold")
    for section, spots in groupby(source.untouched, key=lambda spot: spot.place.section):
        writer.line(f"{source.section(section)}: {_names(list(spots))}", indent="  ")


def _names(spots: list[Spot]) -> str:
    """Return the names of spots: "Q1, A3", "paragraphs 1, 4–6"."""
    names = [spot.place.turn for spot in spots if spot.place.turn]
    numbers = sorted(spot.place.paragraph or 1 for spot in spots if not spot.place.turn)
    ranges = []
    # consecutive numbers are equally far from their index
    for _, group in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        ranges.append(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]))
    paragraphs = "paragraph" if len(numbers) == 1 else "paragraphs"
    parts = [", ".join(names), f"{paragraphs} {', '.join(ranges)}" if ranges else ""]
    return "; ".join(filter(None, parts))


def _print_crowded(writer: TextWriter, measures: Coverage, info: CourseFile) -> None:
    crowded = [(source.source.id, one) for source in measures.sources for one in source.crowded]
    limit = plural(measures.often, "question")
    if not crowded:
        writer.line(f"no sentence is quoted by more than {limit}", "bold")
        return
    writer.line(f"{plural(len(crowded), 'sentence')} quoted by more than {limit}", "bold")
    for source, one in crowded:
        place = f"{source}, {place_name(one.place, info, source)}"
        writer.line(f"{len(one.asked):,} questions on {place}: {one.words}", indent="  ")
        writer.listing([measures.questions[n].id for n in one.asked], indent="    ")


def _print_guesses(writer: TextWriter, measures: Coverage) -> None:
    """Write how often each way of guessing is right."""
    writer.line("choice questions that a guess gets right", "bold")
    rows = [
        TableRow(
            guess.strategy,
            (
                f"{len(guess.right):,} of {len(guess.decided):,}",
                f"{guess.chance:,.1f}",
                "yes" if guess.beats_chance else "no",
            ),
            indent=2,
        )
        for guess in measures.guesses
    ]
    writer.table(("right", "by chance", "beats chance"), rows)


def _print_counts(writer: TextWriter, measures: Coverage) -> None:
    """Write the number of questions of each type, level, bank and tag."""
    levels = {str(level or "none"): n for level, n in measures.levels.items() if level or n}
    tags = _counts(measures.tags)
    if len(tags) > MOST_TAGS:
        tags[MOST_TAGS:] = [f"and {len(tags) - MOST_TAGS:,} more"]
    writer.listing(_counts(measures.types), mark="types   ")
    writer.listing(_counts(levels), mark="levels  ")
    writer.listing(_counts(measures.banks), mark="banks   ")
    writer.listing(tags, mark="tags    ")


def _counts(questions: Mapping[str, int]) -> list[str]:
    return [f"{name} {count:,}" for name, count in questions.items()]


# JSON


def _as_data(measures: Coverage, info: CourseFile, notes: list[str]) -> dict[str, Any]:
    """Return the JSON object that `docs/coverage.md` describes."""
    return {
        "course": info.id,
        "questions": len(measures.questions),
        "left_out": [question.id for question in measures.left_out],
        "proposed": [question.id for question in measures.unconfirmed],
        "uncited": [question.id for question in measures.uncited],
        "often": measures.often,
        "notes": notes,
        "sources": [_source_data(source, measures, info) for source in measures.sources],
        "types": measures.types,
        "levels": {level or "none": n for level, n in measures.levels.items()},
        "banks": measures.banks,
        "tags": measures.tags,
        "guesses": [_guess_data(guess) for guess in measures.guesses],
    }


def _source_data(source: SourceCoverage, measures: Coverage, info: CourseFile) -> dict[str, Any]:
    def ids(questions: Iterable[int]) -> list[str]:
        return [measures.questions[n].id for n in questions]

    return {
        "id": source.source.id,
        "title": source.source.title,
        "text_here": source.by_text,
        **source.total.as_data(),
        "sections": [
            {"id": group.id, "title": source.section(group.id), **group.amount.as_data()}
            for group in source.sections
        ],
        "speakers": [
            {"id": group.id, "name": info.name(group.id), **group.amount.as_data()}
            for group in source.speakers
        ],
        "each_spot": [
            {
                **_place_data(spot.place),
                "speaker": spot.place.speaker,
                "questions": ids(spot.asked),
                "words": spot.citable,
                "words_quoted": spot.quoted,
            }
            for spot in source.spots
        ],
        "often_quoted": [
            {**_place_data(one.place), "quoted": one.words, "questions": ids(one.asked)}
            for one in source.crowded
        ],
    }


def _guess_data(guess: Guess) -> dict[str, Any]:
    return {
        "strategy": guess.strategy,
        "decided": len(guess.decided),
        "right": [entry.question.id for entry in guess.right],
        "chance": round(guess.chance, 2),
        "beats_chance": guess.beats_chance,
    }


def _place_data(place: Place) -> dict[str, Any]:
    return {"section": place.section, "turn": place.turn, "paragraph": place.paragraph}
