"""`studykit source`: the documents that questions quote, and their texts on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..bank.load import Course, texts_folder
from ..diagnostics import StudykitError
from ..files import write_bytes
from ..format import plural
from ..source.course import REGION_KINDS, Source
from ..source.fetch import download, fits
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
        typer.echo(f"{source.id:<{width}}  {source.kind}, {here}, {pins}: {source.title}")


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
        "work": source.work,
        "credit": source.credit,
        "date": source.date,
        "language": source.language,
        "address": source.url,
        "fetched from": source.fetch.url if source.fetch else None,
        "text": str(texts_folder(course.folder, texts) / source.file),
    }
    for name, value in facts.items():
        if value:
            typer.echo(f"{name + ':':<14}{value}")
    text = course.texts.get(source.id)
    if source.id in course.unusable:
        typer.echo("The text cannot be used: `studykit check` says why.")
    elif text is None:
        typer.echo("The text is not on this machine.")
    for region in source.sections:
        row = f"  {region.id:<16} {REGION_KINDS[region.kind]}"
        if not region.citable:
            row += ", cannot be cited"
        if text is not None:
            stretches = [stretch for stretch in text.stretches if stretch.region is region]
            words = sum(len(text.shown.text[s.start : s.end].split()) for s in stretches)
            row += f", {plural(words, 'word')}"
            if turns := {stretch.turn for stretch in stretches if stretch.turn}:
                row += f", {plural(len(turns), 'turn')}"
        typer.echo(row)


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
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise StudykitError(f"{file} cannot be read: {error.strerror}") from error
    if problem := fits(raw, source):
        raise StudykitError(f"{file} is not the text of {id}: {problem}")
    _keep(raw, source, course, texts)


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
    """Fetch texts from their publishers."""
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
            typer.echo("Nothing to fetch: every text with a known sha256 is on this machine.")
            return
    if offline():
        typer.echo("Nothing fetched: STUDYKIT_OFFLINE is set. Pins replace the missing texts.")
        return
    for source in sources:
        try:
            raw = download(source)
        except StudykitError as error:
            if ids:
                raise
            typer.echo(f"{source.id} was not fetched, so its pins are used: {error}")
            continue
        _keep(raw, source, course, texts)


def _source(course: Course, id: str) -> Source:
    source = course.info.source(id)
    if source is None:
        raise StudykitError(unknown("source", id, (source.id for source in course.info.sources)))
    return source


def _keep(raw: bytes, source: Source, course: Course, texts: Path | None) -> None:
    """Write the text of a source, and say how many quotes of the source are in it."""
    from ..check import check  # loads all rules, which no other command here needs

    file = texts_folder(course.folder, texts) / source.file
    write_bytes(file, raw)
    verified = check(course.folder, texts).verified
    results = [result for result in verified.results if result.query.source == source.id]
    passing = sum(result.verdict.passes and not result.by_pin for result in results)
    typer.echo(f"{file}: {passing:,} of {plural(len(results), 'quote')} found in the text")
