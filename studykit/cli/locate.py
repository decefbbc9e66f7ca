"""`studykit locate`: find a phrase in the sources."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from ..bank.citation import place_name
from ..bank.load import Course
from ..bank.locating import location_data, passage_to_cite, query_of
from ..diagnostics import BOLD, GREEN, RED, StudykitError, UsageError, json_text
from ..source.excerpt import longest_part_in, typed
from ..source.locate import EDITED, Location, Query, TextRange, Verdict, telling_apart
from ..source.near import look_alikes
from ..terminal.difference import MarkedWords, marked
from ..terminal.output import Styled, colour, echo, echo_json
from .common import Questions, Texts
from .loading import load_sources, require_texts

STRUCK = f"{RED};9"
MEANING = {
    Verdict.EXACT: "the text says exactly this",
    Verdict.TYPOGRAPHIC: "only the typography differs",
    Verdict.ALTERED: "with words in brackets",
    Verdict.GAPPED: "with words left out",
    Verdict.AMBIGUOUS: "in several places",
    Verdict.MISPLACED: "in another section, or between other words",
    Verdict.MISATTRIBUTED: "someone else says it, or it is in another source",
    Verdict.OUTSIDE: "only where nothing can be cited",
    Verdict.CLIPPED: "it cuts off a word or number",
    Verdict.NEAR: "not in the texts, but something similar is",
    Verdict.ABSENT: "nothing similar is in the texts",
}


def locate(
    quote: Annotated[
        str | None, typer.Argument(metavar="QUOTE", help="The phrase to find.")
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="ID", help="Search this source.")] = None,
    speaker: Annotated[
        str | None, typer.Option(metavar="NAME", help="The person who says it.")
    ] = None,
    section: Annotated[str | None, typer.Option(metavar="ID", help="The section it is in.")] = None,
    prefix: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words just before it.")
    ] = None,
    suffix: Annotated[
        str | None, typer.Option(metavar="WORDS", help="The words just after it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            "--batch",
            metavar="FILE",
            help="Find the phrases in a file of JSON Lines, or - (stdin).",
        ),
    ] = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Find a phrase in the sources.

    Prints where it is, or the nearest passage and how it differs, and a `passages:` entry to paste
    into a bank. Exits with 1 unless the phrase is in exactly one place that can be cited.

    With --batch, each line is a JSON object with `id`, `quote` and any of the keys `source`,
    `speaker`, `section`, `prefix` and `suffix`; each gets one line in reply, in the same order.
    """
    if batch is not None and quote is not None:
        raise UsageError("give a phrase or --batch FILE, not both")
    if batch is None and quote is None:
        raise UsageError("give a phrase to find, or --batch FILE")
    course = load_sources(questions, texts)
    require_texts(course)
    if batch is not None:
        for line in _lines(batch):
            echo_json(_answer(course, line), indent=None)
        return
    claims = {
        "source": source, "speaker": speaker, "section": section,
        "prefix": prefix, "suffix": suffix,
    }  # fmt: skip
    query = query_of(course, {"quote": quote, **claims})
    location = course.finder.locate(query)
    if as_json:
        echo_json(location_data(location))
    else:
        _print(course, query, location)
    if not location.verdict.passes:
        raise typer.Exit(1)


# Words


def _print(course: Course, query: Query, location: Location) -> None:
    verdict, nearest = location.verdict, location.nearest
    style = f"{BOLD};{GREEN if verdict.passes else RED}"
    echo(Styled(str(verdict), style), f": {MEANING[verdict]}")
    for match in location.matches:
        outside = f", in {match.outside}: cannot be cited" if match.outside else ""
        place = _place(course, match)
        echo(f"{place}, characters {match.start:,} to {match.end:,}{outside}")
        echo(f"  {match.text}")
        if verdict in EDITED:
            echo(f"  passes with `allow: {{quote-{verdict}: reason}}`, once the meaning is checked")
        if verdict is Verdict.AMBIGUOUS:
            distinction = telling_apart(match, location.matches)
            if distinction:
                key, words = distinction
                echo(f"  unique with {key}: {words}")
    if nearest:
        echo(f"nearest ({nearest.score:.0f}% similar): {_place(course, nearest)}")
        echo(" ", *(piece for words in marked(nearest.diff, colour()) for piece in _styled(words)))
        for _, of_quote, of_source in nearest.diff:
            if alike := look_alikes(of_quote, of_source):
                echo(f"  they look alike: {alike}")
    if not location.matches and not nearest:
        asked = [text for id, text in course.texts.items() if query.source in (None, id)]
        if part := longest_part_in(asked, query.quote):
            echo(f"longest part found: {_place(course, part)}")
            echo(f"  {typed(part, query.quote)}")
    if entry := _entry(course, query, location):
        echo()
        for line in entry:
            echo(line)


def _place(course: Course, found: TextRange) -> str:
    speaker = course.info.name(found.place.speaker)
    name = place_name(found.place, course.info, found.source)
    return f"{found.source}, {name} ({speaker})" if speaker else f"{found.source}, {name}"


def _styled(words: MarkedWords) -> tuple[str, str | Styled]:
    style = {"quote": STRUCK, "source": GREEN}.get(words.of)
    return " ", Styled(words.words, style) if style else words.words


def _entry(course: Course, query: Query, location: Location) -> list[str]:
    """Return the lines of a `passages:` entry ready to paste; none if nothing can be cited."""
    passage = passage_to_cite(course, query, location)
    if not passage:
        return []
    lines = [f"    {key}: {_yaml(value)}" for key, value in passage.items() if key != "source"]
    return ["passages:", f"  - source: {passage['source']}", *lines]


def _yaml(text: str) -> str:
    """Return a text as YAML: without quotation marks if that is safe, else in double ones."""
    plain = (
        text == text.strip()
        and text.isprintable()
        and not any(sign in text for sign in (": ", " #"))
        and not text.endswith(":")
        and text[:1] not in "-?:,[]{}#&*!|>'\"%@`"
        and text not in ("true", "false", "null", "")
        and not text[:1].isdigit()
    )
    return text if plain else json_text(text)


# JSON


def _lines(file: Path) -> Iterator[str]:
    """Read lines from a file, or from standard input for `-`."""
    if str(file) == "-":
        stream = sys.stdin.buffer
    else:
        try:
            stream = file.open("rb")
        except OSError as error:
            raise StudykitError(f"cannot read {file}: {error.strerror}") from error
    with stream:
        for raw in stream:
            yield raw.decode("utf-8", "replace")


def _answer(course: Course, line: str) -> dict[str, Any]:
    """Return the answer to a line of a batch; a bad line gets an error, so that the run goes on."""
    id = None
    try:
        fields = json.loads(line)
        if not isinstance(fields, dict):
            raise StudykitError("a line must be a JSON object")
        id = fields.get("id")
        location = course.finder.locate(query_of(course, {"quote": None, **fields}))
        return {"id": id, **location_data(location)}
    except (ValueError, RecursionError) as error:
        return {"id": id, "error": f"not JSON: {error}"}
    except StudykitError as error:
        return {"id": id, "error": str(error)}
