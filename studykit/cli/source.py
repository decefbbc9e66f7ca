"""`studykit source`: the documents that questions quote, and their texts on this machine."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from ..bank.evidence import confirmed
from ..bank.load import Course, load, texts_folder
from ..diagnostics import Report, StudykitError
from ..files import read_named, write_bytes
from ..format import plural
from ..source.course import REGION_KINDS, Source
from ..source.fetch import download, mismatch
from ..source.text import read_text
from ..source.words import count_words, is_spaceless
from ..terminal.output import echo
from .common import NewTexts, Questions, Texts, offline, unknown
from .compare import compare
from .loading import load_sources

app = typer.Typer(
    help="List, compare, add and fetch the texts of sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command("list")
def list_(questions: Questions = None, texts: Texts = None) -> None:
    """List the sources and whether their texts are on this machine."""
    course = load_sources(questions, texts)
    width = max(len(source.id) for source in course.info.sources)
    for source in course.info.sources:
        here = "text here" if source.id in course.texts else "no text here"
        if source.id in course.unusable:
            here = "text cannot be used"
        pins = plural(len(course.lock.pins.get(source.id, ())), "pin")
        echo(f"{source.id:<{width}}  {source.kind}, {here}, {pins}: {source.title}")


@app.command()
def show(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source.")],
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Show a source and its sections."""
    course = load_sources(questions, texts)
    source = _source(course, id)
    facts = {
        "title": source.title,
        "kind": source.kind,
        "work": ", ".join(source.work),
        "credit": source.credit,
        "date": source.date,
        "language": source.language,
        "address": source.url,
        "fetched from": source.fetch.url if source.fetch else None,
        "text": str(texts_folder(course.folder, texts) / source.file),
    }
    for name, value in facts.items():
        if value:
            echo(f"{name + ':':<14}{value}")
    text = course.texts.get(source.id)
    if source.id in course.unusable:
        echo("The text cannot be used: `studykit check` says why.")
    elif text is None:
        echo("The text is not on this machine.")
    for region in source.sections:
        row = f"  {region.id:<16} {REGION_KINDS[region.kind]}"
        if not region.citable:
            row += ", cannot be cited"
        if text is not None:
            segments = [
                segment
                for segment in text.segments
                if segment.region is region and segment.outside not in text.left_out
            ]
            words = "".join(text.shown.text[s.start : s.end] + "\n" for s in segments)
            unit = "character" if is_spaceless(words) else "word"
            row += f", {plural(count_words(words), unit)}"
            if turns := {segment.turn for segment in segments if segment.turn}:
                row += f", {plural(len(turns), 'turn')}"
        echo(row)
    if text is not None:
        for why, count in text.left_out.items():
            echo(f"Left out: {plural(count, 'word')} of {why}.")


app.command()(compare)


@app.command()
def add(
    id: Annotated[str, typer.Argument(metavar="ID", help="The id of a source in course.yaml.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file with its text.")],
    questions: Questions = None,
    texts: NewTexts = None,
) -> None:
    """Add the text of a source from a file.

    Copies the file into the texts folder and looks up the quotes of the source in it.
    """
    course = load_sources(questions, texts)
    source = _source(course, id)
    raw = read_named(file)
    if problem := mismatch(raw, source):
        raise StudykitError(f"{file} is not the text of {id}: {problem}")
    _write(raw, source, course, texts)


@app.command()
def fetch(
    ids: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID", help="Sources. Default: all missing ones whose sha256 is known."
        ),
    ] = None,
    questions: Questions = None,
    texts: NewTexts = None,
) -> None:
    """Fetch texts from their publishers.

    If a new text contains fewer of the quotes than the old one, it is written beside it.

    Exits with 1 if a text was not replaced.
    """
    course = load_sources(questions, texts)
    folder = texts_folder(course.folder, texts)
    if ids:
        sources = [_source(course, id) for id in ids]
    else:
        sources = [
            source
            for source in course.info.sources
            if source.fetch and source.fetch.sha256 and not (folder / source.file).exists()
        ]
        if not sources:
            echo("Nothing to fetch: every text with a known sha256 is on this machine.")
            return
    if offline():
        echo(
            "Nothing fetched: STUDYKIT_OFFLINE is set. Quotes from missing texts are checked against pins."
        )
        return
    replaced = True
    for source in sources:
        try:
            raw = download(source)
        except StudykitError as error:
            if ids:
                raise
            echo(f"{source.id} could not be fetched, so its pins are used: {error}")
            continue
        replaced &= _replace(raw, source, course, texts)
    if not replaced:
        raise typer.Exit(1)


def _source(course: Course, id: str) -> Source:
    source = course.info.source(id)
    if source is None:
        raise StudykitError(unknown("source", id, (source.id for source in course.info.sources)))
    return source


def _replace(raw: bytes, source: Source, course: Course, texts: Path | None) -> bool:
    """Write a fetched text, but beside a former one that confirms more quotes.

    Returns whether there is no better text.
    """
    former = course.texts.get(source.id)
    if former is not None:
        with_banks = load(course.folder, Report(), texts)
        assert with_banks is not None  # its sources were loaded
        new, _ = read_text(raw.decode(), source, course.info)
        before, after = confirmed(with_banks, source, former), confirmed(with_banks, source, new)
        if after < before:
            file = texts_folder(course.folder, texts) / source.file
            beside = file.with_stem(f"{file.stem}.new")
            write_bytes(beside, raw)
            echo(
                f"{file} is unchanged: {plural(before, 'quote')} of the course"
                f" {'is' if before == 1 else 'are'} in it, but {after:,} in the fetched text"
            )
            echo(f"The fetched text is in {beside}; to use it, run")
            echo(f"  studykit source add {source.id} {quote(str(beside))}")
            return False
    _write(raw, source, course, texts)
    return True


def _write(raw: bytes, source: Source, course: Course, texts: Path | None) -> None:
    """Write the text of a source, and say how many quotes of the source are in it."""
    from ..check import check  # loads all rules, which no other command here needs

    file = texts_folder(course.folder, texts) / source.file
    write_bytes(file, raw)
    verified = check(course.folder, texts).verified
    results = [result for result in verified.results if result.query.source == source.id]
    passing = sum(result.passes and not result.by_pin for result in results)
    echo(f"{file}: {passing:,} of {plural(len(results), 'quote')} found in the text")
