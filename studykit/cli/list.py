"""`studykit list`: the questions, one on each line, filtered by the options."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

import typer

from ..bank.citation import place_name
from ..bank.load import Course, Entry
from ..bank.select import label, select, sketched
from ..diagnostics import BOLD, printable, wide
from ..format import plural
from ..terminal.output import Styled, echo, echo_json
from .common import OfBank, OfLevel, OfSection, OfSource, OfSpeaker, OfTag, OfType, Questions, Texts
from .loading import load_course, question_filter

GAP = "  "
PROMPT = 60  # columns of the prompt in a pipe
SHORTEST = 24  # columns; a prompt that would get fewer goes on a line of its own
NONE = "-"


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

    Prints the id, type, level, place and first words of each question. Repeat an
    option to allow several values; different options must all match. --section, --source and --speaker must all match the
    same passage. In a pipe, each question is one line.
    """
    course = load_course(questions, texts)
    filter = question_filter(
        banks=bank, types=type, tags=tag, levels=level,
        sections=section, sources=source, speakers=speaker,
    )  # fmt: skip
    entries = select(course, filter)
    total = sum(1 for _ in course.entries)
    if as_json:
        listed = [_as_data(course, entry) for entry in entries]
        data = {"questions": listed, "count": len(entries), "total": total}
        echo_json(data)
        return
    width = shutil.get_terminal_size((0, 0)).columns  # 0 in a pipe, which has no width
    for line in _lines([_row(course, entry) for entry in entries], width):
        echo(*line)
    shown = "" if len(entries) == total else f"{len(entries):,} of "
    echo(shown + plural(total, "question"))


def _as_data(course: Course, entry: Entry) -> dict[str, Any]:
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
            {"source": piece.source, **piece.place.as_data()} for piece in exercise.evidence
        ],
    }


class _ListRow(NamedTuple):
    """The columns of a question, and the first words of its prompt."""

    columns: tuple[str, str, str, str]  # id, type, level, place
    words: str


def _row(course: Course, entry: Entry) -> _ListRow:
    exercise = sketched(course, entry)
    places = [
        place_name(piece.place._replace(paragraph=None), course.info, piece.source)
        for piece in exercise.evidence
        if piece.place.section
    ]
    different = list(dict.fromkeys(places))
    place = different[0] if different else NONE
    if len(different) > 1:
        place += f" +{len(different) - 1}"
    columns = (exercise.id, exercise.type, exercise.level or NONE, printable(place))
    return _ListRow(columns, printable(label(exercise)))


def _lines(rows: list[_ListRow], width: int) -> Iterator[list[str | Styled]]:
    """Align the columns; in a narrow terminal, the words and then the columns get their own lines."""
    widths = [max(map(wide, column)) for column in zip(*(row.columns for row in rows), strict=True)]
    taken = sum(widths) + len(GAP) * len(widths)
    room = width - taken if width else PROMPT
    for row in rows:
        id, *others = map(_padded, row.columns, widths)
        columns = GAP + GAP.join(others)
        if room >= SHORTEST:
            yield [Styled(id, BOLD), f"{columns}{GAP}{_cut(row.words, room)}".rstrip()]
            continue
        if taken - len(GAP) <= width:
            yield [Styled(id, BOLD), columns.rstrip()]
        else:
            yield [Styled(id.rstrip(), BOLD)]
            yield [_cut(GAP + ", ".join(row.columns[1:]), width)]
        yield [_cut(GAP + row.words, width)]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - wide(text))


def _cut(text: str, width: int) -> str:
    """Cut a text to at most some columns, at the end of a word if one is near."""
    if wide(text) <= width:
        return text
    end = 0
    while wide(text[: end + 1]) < width:
        end += 1
    kept = text[:end]
    space = kept.rfind(" ")
    if not text[end].isspace() and space > end - 16 and kept[:space].strip():
        kept = kept[:space]
    return kept.rstrip(" ,;:.") + "…"
