"""`studykit verify`: check the quotes of cards that someone else wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ..bank.load import Course
from ..diagnostics import StudykitError, UsageError
from ..files import read_named
from ..format import listed, plural
from ..importing.formats import read_written
from ..importing.quote_check import FoundAt, QuoteCheck, Status
from ..importing.verify import CardCheck, CardsReport, verify_cards
from ..prompts.repair import repair_message
from ..source.locate import Verdict
from ..starter import as_text
from ..starter.texts import course_of_texts
from ..terminal.console import TextWriter, on_stdout
from ..terminal.difference import marked
from ..terminal.output import colour, echo, echo_json
from .common import Questions, Texts, is_course_here
from .loading import load_sources, require_texts

MAX_FILE = 100_000_000
DOCUMENTS = (".pdf", ".docx", ".odt", ".epub")
"""Documents in which quotations are looked for."""


def verify(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The cards: YAML, JSON, JSON Lines, CSV, Markdown or any text; - for stdin.",
        ),
    ],
    text: Annotated[
        list[Path] | None,
        typer.Option(
            "--text",
            metavar="FILE",
            help="A text to look the quotes up in, in any format that `source add` reads."
            " Repeatable. Default: the sources of the course in this folder.",
        ),
    ] = None,
    for_repair: Annotated[
        bool,
        typer.Option(
            "--for-repair", help="Print a message that asks a language model to correct the cards."
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object (docs/verify.md).")
    ] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Check the quotes of cards that someone else wrote.

    Reads the cards as they are, without importing them, and looks up every quote. Prints where each
    one is and who says it, or what differs; for cards without a quote, the nearest sentences.

    Exits with 1 unless every card can be used and has a quote, and all quotes are found, with nothing
    but their typography changed.
    """
    if for_repair and as_json:
        raise UsageError("--for-repair and --json cannot be used together")
    name, content = _content(file)
    course = course_of_texts(text).course if text else _course_here(questions, texts)
    report = verify_cards(read_written(content, name), course)
    if for_repair:
        echo(repair_message(report), end="", keep_lines=True)
        if report.passes:
            echo("Nothing to correct: all quotes were found.", err=True)
    elif as_json:
        echo_json(report.as_data())
    else:
        _print(on_stdout(plain=not colour()), report, course)
    if not report.passes:
        raise typer.Exit(1)


def _content(file: Path) -> tuple[str, bytes]:
    """Return the name and the bytes of the cards; documents become Markdown."""
    if str(file) == "-":
        return "-", sys.stdin.buffer.read(MAX_FILE)
    content = read_named(file, MAX_FILE)
    if file.suffix.lower() in DOCUMENTS:
        return f"{file.name}.txt", as_text(content, file.name, str(file)).text.encode()
    return file.name, content


def _course_here(questions: Path | None, texts: Path | None) -> Course:
    """Return the course in this folder, without its banks."""
    if not is_course_here(questions):
        raise StudykitError("no course in this folder; give the text with --text FILE")
    course = load_sources(questions, texts)
    require_texts(course)
    return course


# Words


def _print(writer: TextWriter, report: CardsReport, course: Course) -> None:
    several = len(course.texts) > 1
    for card in report.cards:
        _print_card(writer, card, several)
    for note in report.notes:
        writer.line(f"note: {note}")
    titles = [source.title for source in course.info.sources if source.id in report.texts]
    writer.line(_summary(report))
    writer.line(f"Looked up in {listed([f'“{title}”' for title in titles])}.")
    if not report.passes and report.cards:
        writer.line(
            "To have a language model correct the cards, run this again with `--for-repair`, and paste"
            " what it prints into the chat."
        )


STYLES = {
    Status.FOUND: "green",
    Status.DIFFERS: "yellow",
    Status.NEAR: "red",
    Status.NOT_FOUND: "red",
}


def _print_card(writer: TextWriter, card: CardCheck, several: bool) -> None:
    writer.line(f"{card.place}: {card.question or '(no question)'}", "bold")
    if card.problem:
        writer.line(card.problem, "red", indent="  ", mark="! ")
    for quote in card.quotes:
        _print_quote(writer, quote, several)
    if not card.quotes:
        writer.line("no quote", "red", indent="  ")
    if card.nearest:
        writer.line("nearest to the question and answer:", indent="  ")
        for sentence in card.nearest:
            writer.line(f"{sentence.text} ({_place(sentence, several)})", indent="    ", mark="- ")
    writer.line()


def _print_quote(writer: TextWriter, quote: QuoteCheck, several: bool) -> None:
    style = STYLES[quote.status]
    head, explained = _head(quote, several)
    words = Text(head[0], style if not writer.plain else "")
    writer.line(words.append(head[1], "" if writer.plain else "default"), indent="  ")
    if quote.status is Status.NEAR and quote.diff:
        writer.quote(_difference(quote, writer.plain))
        if quote.nearest:
            writer.line(f"the text says: {quote.nearest.text}", indent="    ")
    else:
        writer.quote(quote.words if quote.status is not Status.DIFFERS else quote.quote.strip())
    for line in explained:
        writer.line(line, indent="    ")


def _head(quote: QuoteCheck, several: bool) -> tuple[tuple[str, str], list[str]]:
    """Return the status of a quote and where it is, and the lines that explain it."""
    match quote.status:
        case Status.FOUND:
            how = " (typography differs)" if quote.verdict is Verdict.TYPOGRAPHIC else ""
            return ("found", f" in {_place(quote.found[0], several)}{how}"), []
        case Status.DIFFERS:
            lines = quote.help.splitlines() + [f"write: {quote.write}"] * bool(quote.write)
            return ("found with differences", f": {quote.message}"), lines
        case Status.NEAR:
            near = quote.nearest
            where = f"; {quote.score:.0f}% similar to {_place(near, several)}" if near else ""
            return ("not found", where), [quote.message] if quote.changes_meaning else []
        case Status.NOT_FOUND:
            lines = []
            if part := quote.nearest:
                lines.append(f"the longest part of it is in {_place(part, several)}: {part.text}")
            return ("not found", "; nothing similar"), lines


def _place(found: FoundAt, several: bool) -> str:
    place = f"{found.source}, {found.place}" if several else found.place
    return f"{place}, {found.speaker}" if found.speaker else place


def _difference(quote: QuoteCheck, plain: bool) -> Text:
    """Return the quote with the words of the text that differ."""
    styles = {"quote": "red strike", "source": "green", "both": ""}
    text = Text()
    for n, (words, of) in enumerate(marked(quote.diff, coloured=not plain)):
        text.append(" " * bool(n)).append(words, styles[of])
    return text


def _summary(report: CardsReport) -> str:
    totals = report.totals
    parts: list[str] = []
    if found := totals["found"]:
        typographic = totals["typographic"]
        how = f" ({typographic:,} with other typography)" if typographic else ""
        parts.append(f"{found:,} found{how}")
    if totals["differs"]:
        parts.append(f"{totals['differs']:,} found with differences")
    if missing := totals["near"] + totals["not_found"]:
        near = f" ({totals['near']:,} similar to a passage)" if totals["near"] else ""
        parts.append(f"{missing:,} not found{near}")
    line = f"{plural(totals['cards'], 'card')}, {plural(totals['quotes'], 'quote')}"
    if parts:
        line += f": {', '.join(parts)}"
    if totals["without_quote"]:
        line += f"; {plural(totals['without_quote'], 'card')} without a quote"
    if totals["damaged"]:
        line += f"; {plural(totals['damaged'], 'card')} with syntax errors"
    if totals["unusable"]:
        line += f"; {plural(totals['unusable'], 'card')} cannot be used"
    return line
