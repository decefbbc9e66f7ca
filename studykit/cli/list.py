"""`studykit list`: the questions, one a line, and which of them are wanted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .common import (
    OfBank,
    OfLevel,
    OfSection,
    OfSource,
    OfSpeaker,
    OfTag,
    OfType,
    Questions,
    Texts,
    colour,
    loaded,
    wanted,
)

if TYPE_CHECKING:
    from ..bank.load import Course, Entry

GAP = "  "
WORDS = 60  # columns of the prompt where a line may be as long as it likes
FEWEST = 24  # columns of the prompt that are worth a place on the same line
NOTHING = "-"


def list_(
    bank: OfBank = None,
    type: OfType = None,
    tag: OfTag = None,
    level: OfLevel = None,
    section: OfSection = None,
    source: OfSource = None,
    speaker: OfSpeaker = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    questions: Questions = None,
    texts: Texts = None,
) -> None:
    """List questions.

    Prints id, type, level, place and the first words. The values of one option are alternatives,
    different options combine; of section, source and speaker one passage must have all. Through a
    pipe each question has one line.
    """
    from ..bank.select import select
    from ..format import plural

    course = loaded(questions, texts)
    chosen = select(
        course,
        wanted(
            banks=bank, types=type, tags=tag, levels=level,
            sections=section, sources=source, speakers=speaker,
        ),
    )  # fmt: skip
    total = sum(1 for _ in course.entries)
    if as_json:
        found = [_as_data(course, entry) for entry in chosen]
        answer = {"questions": found, "count": len(found), "total": total}
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    # 0 where there is no terminal: a pipe has no width
    width = shutil.get_terminal_size((0, 0)).columns
    for line in _lines([_row(course, entry) for entry in chosen], width):
        typer.echo(line)
    of = "" if len(chosen) == total else f"{len(chosen):,} of "
    typer.echo(of + plural(total, "question"))


def _as_data(course: Course, entry: Entry) -> dict[str, Any]:
    from ..bank.select import label, sketched

    exercise = sketched(course, entry)
    return {
        "id": exercise.id,
        "type": exercise.type,
        "level": exercise.level,
        "tags": exercise.tags,
        "bank": entry.header.id,
        "file": entry.file.path,
        "line": entry.file.span(entry.path).line,
        "words": label(exercise),
        "passages": [
            {"source": piece.source, **piece.place._asdict()} for piece in exercise.evidence
        ],
    }


@dataclass(frozen=True, slots=True)
class _Row:
    """A question in four columns, and its first words."""

    id: str
    type: str
    level: str
    place: str
    words: str

    @property
    def columns(self) -> tuple[str, ...]:
        return self.id, self.type, self.level, self.place


def _row(course: Course, entry: Entry) -> _Row:
    from ..bank.citation import place_name
    from ..bank.select import label, sketched
    from ..diagnostics import printable

    exercise = sketched(course, entry)
    places = [
        place_name(piece.place._replace(paragraph=None), course.info, piece.source)
        for piece in exercise.evidence
        if piece.place.section
    ]
    different = list(dict.fromkeys(places))
    more = f" +{len(different) - 1}" if len(different) > 1 else ""
    place = different[0] + more if different else NOTHING
    parts = exercise.id, exercise.type, exercise.level or NOTHING, place, label(exercise)
    return _Row(*map(printable, parts))


def _lines(rows: list[_Row], width: int) -> Iterator[str]:
    """The rows in aligned columns; on a narrow screen the words go below, then the columns too."""
    from ..diagnostics import wide

    widths = [max(map(wide, column)) for column in zip(*(row.columns for row in rows), strict=True)]
    taken = sum(widths) + len(GAP) * len(widths)
    room = width - taken if width else WORDS
    for row in rows:
        id, *columns = [
            text + " " * (size - wide(text)) for text, size in zip(row.columns, widths, strict=True)
        ]
        id = typer.style(id, bold=True) if colour() else id
        if room >= FEWEST:
            yield GAP.join([id, *columns, _cut(row.words, room)]).rstrip()
            continue
        if taken - len(GAP) <= width:
            yield GAP.join([id, *columns]).rstrip()
        else:
            yield id.rstrip()
            yield _cut(f"{GAP}{row.type}, {row.level}, {row.place}", width)
        yield _cut(GAP + row.words, width)


def _cut(text: str, width: int) -> str:
    """A text in at most so many columns, at the end of a word where one is near."""
    from ..diagnostics import wide

    if wide(text) <= width:
        return text
    end = 0
    while wide(text[: end + 1]) < width:
        end += 1
    kept = text[:end]
    if not text[end].isspace() and (space := kept.rfind(" ")) > end - 16 and kept[:space].strip():
        kept = kept[:space]
    return kept.rstrip(" ,;:.") + "…"
