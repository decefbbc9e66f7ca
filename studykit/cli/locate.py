"""`studykit locate`: where a phrase stands, or what is nearest to it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import Questions, Texts, colour, course_folder, print_report

if TYPE_CHECKING:
    from ..bank.load import Course
    from ..source.locate import Location, Nearest, Query, QuoteMatch, TextRange


def locate(
    quote: Annotated[str | None, typer.Argument(metavar="QUOTE", help="The words to find.")] = None,
    source: Annotated[str | None, typer.Option(metavar="ID", help="Look only there.")] = None,
    speaker: Annotated[str | None, typer.Option(metavar="NAME", help="Said by whom.")] = None,
    section: Annotated[str | None, typer.Option(metavar="ID", help="In which section.")] = None,
    prefix: Annotated[str | None, typer.Option(metavar="WORDS", help="Words just before.")] = None,
    suffix: Annotated[str | None, typer.Option(metavar="WORDS", help="Words just after.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    batch: Annotated[
        Path | None,
        typer.Option("--batch", metavar="FILE", help="JSON Lines in and out; - is standard input."),
    ] = None,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """Say where a phrase stands.

    Prints its places, or the nearest one with the words that differ, and a `passages:` entry to
    paste. Exits with 1 where the phrase is no quote of one citable place. `--batch` answers every
    line, {"id", "quote"} and the names of options, by one line, in order.
    """
    from ..diagnostics import StudykitError

    course = _course(questions, texts)
    if batch is not None:
        if quote is not None:
            raise StudykitError("give a quote, or --batch FILE, not both")
        for line in _answers(course, _lines(batch)):
            sys.stdout.write(line + "\n")
        return
    if quote is None:
        raise StudykitError("give the words to find, or --batch FILE")
    query = _query(
        course,
        {
            "quote": quote, "source": source, "speaker": speaker,
            "section": section, "prefix": prefix, "suffix": suffix,
        },
    )  # fmt: skip
    location = course.finder.locate(query)
    if as_json:
        typer.echo(json.dumps(_as_data(location), ensure_ascii=False, indent=2))
    else:
        for line in _in_words(course, query, location):
            typer.echo(line)
    if not location.verdict.passes:
        raise typer.Exit(1)


def _course(questions: Path | None, texts: Path | None) -> Course:
    from ..bank.load import load
    from ..diagnostics import Report, StudykitError

    report = Report()
    course = load(course_folder(questions), report, texts, banks=False)
    if course is None:
        print_report(report)
        raise typer.Exit(1)
    if not course.texts:
        raise StudykitError(
            "there is no text here to look in; `studykit source list` says which there are"
        )
    return course


def _query(course: Course, fields: dict[str, Any]) -> Query:
    """A query from plain values; raises StudykitError for what means nothing."""
    from ..diagnostics import StudykitError, suggest
    from ..source.locate import Query

    for key, value in fields.items():
        if value is not None and not isinstance(value, str):
            raise StudykitError(f"`{key}` must be text")
    if not (fields.get("quote") or "").strip():
        raise StudykitError("`quote` must not be empty")
    source, speaker, section = (fields.get(key) for key in ("source", "speaker", "section"))
    found = course.info.source(source) if source else None
    if source and found is None:
        known = [s.id for s in course.info.sources]
        hint = suggest(source, known) or f"the sources are {', '.join(known)}"
        raise StudykitError(f"course.yaml has no source `{source}`; {hint}")
    if source and source not in course.texts:
        raise StudykitError(f"there is no text of {source} here to look in")
    if section and not any(s.region(section) for s in ([found] if found else course.info.sources)):
        raise StudykitError(f"there is no section `{section}`")
    person = course.info.person(speaker) if speaker else None
    if speaker and person is None:
        names = [name for one in course.info.people for name in one.names]
        hint = suggest(speaker, names) or f"the people are {', '.join(names)}"
        raise StudykitError(f"`{speaker}` is none of the course's people; {hint}")
    return Query(
        fields["quote"], source, person.id if person else None, section,
        fields.get("prefix"), fields.get("suffix"),
    )  # fmt: skip


# One answer in words


def _in_words(course: Course, query: Query, location: Location) -> Iterator[str]:
    from ..bank.citation import place_name
    from ..source.locate import telling_apart
    from ..source.near import look_alikes

    def place(found: TextRange) -> str:
        by = course.info.name(found.place.speaker)
        name = place_name(found.place, course.info, found.source)
        return f"{found.source}, {name}" + (f" ({by})" if by else "")

    yield _paint(str(location.verdict), "1;32" if location.verdict.passes else "1;31")
    for match in location.matches:
        outside = f", in {match.outside}: cannot be cited" if match.outside else ""
        yield f"{place(match)}, characters {match.start:,} to {match.end:,}{outside}"
        yield f"  {match.text}"
        if location.verdict.value == "ambiguous":
            apart = telling_apart(match, location.matches)
            if apart:
                yield f"  told apart by {apart[0]}: {apart[1]}"
    if location.nearest:
        near = location.nearest
        yield f"nearest ({near.score:.0f} of 100): {place(near)}"
        yield "  " + "".join(_difference(step) for step in near.diff).strip()
        for _, mine, theirs in near.diff:
            if alike := look_alikes(mine, theirs):
                yield f"  they look alike: {alike}"
    if not location.matches and not location.nearest and (part := _longest(course, query)):
        yield f"longest part found: {place(part)}"
        yield f"  {part.text}"
    if entry := _entry(course, query, location):
        yield ""
        yield from entry


def _difference(step: tuple[str, str, str]) -> str:
    """A step of a difference in colour; elsewhere as [-quote-] and {+source+}."""
    operation, mine, theirs = step
    if operation == "equal":
        return f"{theirs} "
    gone = _paint(mine, "31;9") if colour() else f"[-{mine}-]"
    new = _paint(theirs, "32") if colour() else f"{{+{theirs}+}}"
    return (f"{gone} " if mine else "") + (f"{new} " if theirs else "")


def _paint(text: str, sgr: str) -> str:
    return f"\x1b[{sgr}m{text}\x1b[0m" if colour() else text


def _entry(course: Course, query: Query, location: Location) -> Iterator[str] | None:
    """A `passages:` entry ready to paste, for what can be cited."""
    from ..source.locate import telling_apart
    from ..source.text import Place

    found: tuple[str, str, Place] | None = None
    extra: list[str] = []
    if location.matches and not location.matches[0].outside and not location.matches[0].clipped:
        match = location.matches[0]
        found = match.source, _typed(match, query.quote), match.place
        if location.verdict.value == "ambiguous":
            apart = telling_apart(match, location.matches)
            extra = [f"    {apart[0]}: {_yaml(apart[1])}"] if apart else []
        else:
            given = (("prefix", query.prefix), ("suffix", query.suffix))
            extra = [f"    {key}: {_yaml(words)}" for key, words in given if words]
    elif location.nearest and (sentences := _sentences(location.nearest)):
        near = location.nearest
        found = near.source, _typed(sentences, query.quote), sentences.place
    if found is None:
        return None
    source, words, place = found
    speaker = course.info.name(place.speaker)
    lines = ["passages:", f"  - source: {source}", f"    quote: {_yaml(words)}"]
    lines += [f"    speaker: {_yaml(speaker)}"] if speaker else []
    return iter([*lines, *extra])


def _typed(found: TextRange, quote: str) -> str:
    """Return words of a text as they would be typed in a bank."""
    from ..source.fold import as_typed

    start, end = found.shown
    return as_typed(found.document.shown.text[start:end], quote)


def _sentences(near: Nearest) -> TextRange | None:
    """Return the whole sentences of a near passage, or None if it cannot be cited."""
    from ..source.locate import TextRange
    from ..source.words import WordIndex

    segment = near.segment
    if segment.outside:
        return None
    shown = near.document.shown.text
    ends = [start - 1 for start in segment.paragraphs[1:]]
    lines = [shown[: segment.start]]  # with line ends only between paragraphs
    for start, end in pairwise([segment.start, *ends, segment.end]):
        lines.append(shown[start : start + 1] + shown[start + 1 : end].replace("\n", " "))
    index = WordIndex("".join(lines), [(segment.start, segment.end)])
    first, last = index.within(near.shown[0], min(near.shown[1], segment.end))
    if first >= last:
        return None
    sentences = index.sentences
    while first and sentences[first - 1] == sentences[first]:
        first -= 1
    while last < len(sentences) and sentences[last] == sentences[last - 1]:
        last += 1
    return TextRange(near.document, segment, (index.starts[first], index.ends[last - 1]))


def _longest(course: Course, query: Query) -> TextRange | None:
    """Return the longest part of a quote that a text contains."""
    from ..source.fold import folded
    from ..source.locate import TextRange
    from ..source.near import longest_part

    best: TextRange | None = None
    for id, text in course.texts.items():
        part = longest_part(text.folded.text, folded(query.quote))
        if part is None or query.source not in (None, id):
            continue
        shown = text.folded.start(part.start), text.folded.end(part.end)
        if best is None or shown[1] - shown[0] > best.shown[1] - best.shown[0]:
            best = TextRange(text, text.segment_at(shown[0]), shown)
    return best


def _yaml(text: str) -> str:
    """A text as YAML: as it is where that is safe, else in double quotation marks."""
    plain = (
        text == text.strip()
        and not any(sign in text for sign in (": ", " #"))
        and not text.endswith(":")
        and text[:1] not in "-?:,[]{}#&*!|>'\"%@`"
        and text not in ("true", "false", "null", "")
        and not text[:1].isdigit()
    )
    return text if plain else json.dumps(text, ensure_ascii=False)


# Batches


def _lines(file: Path) -> Iterator[str]:
    from ..diagnostics import StudykitError

    if str(file) == "-":
        stream = sys.stdin.buffer
    else:
        try:
            stream = file.open("rb")
        except OSError as error:
            raise StudykitError(f"{file} cannot be read: {error.strerror}") from error
    with stream:
        for raw in stream:
            yield raw.decode("utf-8", "replace")


def _answers(course: Course, lines: Iterator[str]) -> Iterator[str]:
    """One JSON line for each line, in order; a bad one gets an error and the run goes on."""
    from ..diagnostics import StudykitError

    for line in lines:
        id = None
        try:
            asked = json.loads(line)
            if not isinstance(asked, dict):
                raise StudykitError("a line must be a JSON object")
            id = asked.get("id")
            location = course.finder.locate(_query(course, {"quote": None, **asked, "id": None}))
            answer = {"id": id, **_as_data(location)}
        except (ValueError, RecursionError) as error:
            answer = {"id": id, "error": f"not JSON: {error}"}
        except StudykitError as error:
            answer = {"id": id, "error": str(error)}
        yield json.dumps(answer, ensure_ascii=False)


def _as_data(location: Location) -> dict[str, Any]:
    def place(found: QuoteMatch | Nearest) -> dict[str, Any]:
        section, turn, speaker, paragraph = found.place
        return {
            "source": found.source, "section": section, "turn": turn,
            "speaker": speaker, "paragraph": paragraph,
        }  # fmt: skip

    near = location.nearest
    nearest = None
    if near is not None:
        nearest = place(near) | {
            "start": near.start, "end": near.end, "text": near.text,
            "score": round(near.score, 1), "diff": [list(step) for step in near.diff],
        }  # fmt: skip
        del nearest["paragraph"]
    return {
        "verdict": str(location.verdict),
        "matches": [
            {"source": m.source, "region": m.region}
            | {key: value for key, value in place(m).items() if key != "source"}
            | {"start": m.start, "end": m.end, "text": m.text}
            for m in location.matches
        ],
        "nearest": nearest,
    }
