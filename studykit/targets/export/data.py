"""JSON for programs: everything there is of each question.  `studykit schema export` describes it.

`VERSION` increases when a program that reads the former version would misread the new one.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Annotated, Any, Literal, assert_never

from pydantic import Field, TypeAdapter
from typing_extensions import TypedDict  # that of Python 3.11 cannot be described

from ...bank.capability import Capability, Support, response_name
from ...bank.citation import cite
from ...bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Label,
    Level,
    Match,
    Number,
    Recall,
    Type,
)
from ...pictures import PictureFile
from ...sounds import SoundFile
from ...source.course import CourseFile
from . import printing
from .model import ExportBank, ExportFormat, ExportNotes, ExportRequest
from .question_html import WITH_MEDIA, QuestionHtml

VERSION: Literal[1] = 1


class TextData(TypedDict):
    """A text as written in the bank, in studykit's small Markdown, and as HTML."""

    markdown: str
    html: str


class EvidenceData(TypedDict):
    """A quote, the id of its source, and its place in it."""

    quote: str
    source: str
    section: str
    turn: str | None
    speaker: Annotated[str | None, Field(description="The name of the person who says it.")]
    place: Annotated[str, Field(description="The place in words, such as “Part 1, A2”.")]
    link: str | None


class RecallData(TypedDict):
    """Say the answer to yourself, then look."""

    kind: Literal["recall"]
    answer: TextData
    reverse: bool


class BlankData(TypedDict):
    """A blank; blanks with the same number are asked together."""

    number: int
    answer: TextData
    hint: str | None


class FillData(TypedDict):
    """Fill the blanks of a text, which is Markdown between blanks."""

    kind: Literal["fill"]
    parts: list[str | BlankData]


class TypeData(TypedDict):
    """Type the answer; `accept` are other right spellings."""

    kind: Literal["type"]
    answer: TextData
    accept: list[TextData]


class NumberData(TypedDict):
    """Type a number from `low` to `high`, which are decimals; `answer` is as written in the bank."""

    kind: Literal["number"]
    answer: str
    low: str
    high: str
    unit: str | None


class OptionData(TypedDict):
    text: TextData
    right: bool
    why: TextData | None
    keep_last: bool


class ChooseData(TypedDict):
    """Choose the right options; never shuffled if `fixed`."""

    kind: Literal["choose"]
    options: list[OptionData]
    fixed: bool


class ArrangeData(TypedDict):
    """Put the items in order; they are in the right order here."""

    kind: Literal["arrange"]
    items: list[TextData]


class PairData(TypedDict):
    left: TextData
    right: TextData


class MatchData(TypedDict):
    """Match the left of each pair with its right; distractors match nothing."""

    kind: Literal["match"]
    pairs: list[PairData]
    distractors: list[TextData]


class PartData(TypedDict):
    """A part of a picture and the shape that marks it.

    Points are shares of the picture's width and height from the upper left.  A polygon has its corners;
    the others have the upper left and the lower right corner of the box around them.
    """

    name: TextData
    shape: Literal["rectangle", "ellipse", "polygon"]
    points: list[tuple[float, float]]


class LabelData(TypedDict):
    """Name the parts of a picture; the shapes cover what is below them, or are outlines."""

    kind: Literal["label"]
    picture: Annotated[str, Field(description="The name of its file in the course.")]
    alt: str
    cover: bool
    parts: list[PartData]


class DiscussData(TypedDict):
    """Discuss; `look_for` are the points to listen for."""

    kind: Literal["discuss"]
    look_for: list[TextData]
    follow_ups: list[TextData]
    minutes: tuple[int, int] | None
    stage: Literal["opening", "core", "closing"]


ResponseData = Annotated[
    RecallData
    | FillData
    | TypeData
    | NumberData
    | ChooseData
    | ArrangeData
    | MatchData
    | LabelData
    | DiscussData,
    Field(discriminator="kind"),
]


class QuestionData(TypedDict):
    """A question; `key` identifies it for good, also after it was reworded or moved."""

    key: str
    id: str
    formerly: list[str]
    bank: str
    type: str
    level: Level | None
    tags: list[str]
    language: str
    stimulus: Annotated[
        list[EvidenceData], Field(description="The passages that are shown with the prompt.")
    ]
    prompt: TextData
    response: ResponseData
    explanation: TextData | None
    evidence: list[EvidenceData]


class SourceData(TypedDict):
    id: str
    title: str
    credit: str | None
    language: str
    url: str | None


class BankData(TypedDict):
    id: str
    title: str


class CourseData(TypedDict):
    id: str
    title: str
    version: str
    licence: str | None


class PictureData(TypedDict):
    """A picture: its name in Markdown (`file`) and in HTML (`name`), and its content in Base64."""

    file: str
    name: str
    type: Annotated[str, Field(description="The media type, such as “image/png”.")]
    width: int
    height: int
    credit: str | None
    content: str


class RecordingData(TypedDict):
    """A recording: its name in Markdown (`file`) and in HTML (`name`), and its content in Base64."""

    file: str
    name: str
    type: Annotated[str, Field(description="The media type, such as “audio/mpeg”.")]
    credit: str | None
    content: str


class ExportData(TypedDict):
    """Questions of a course with their evidence."""

    format: Literal["studykit"]
    version: Literal[1]
    course: CourseData
    sources: list[SourceData]
    banks: list[BankData]
    questions: list[QuestionData]
    pictures: list[PictureData]
    recordings: list[RecordingData]


def export_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the export."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return head | TypeAdapter(ExportData).json_schema() | {"title": "A studykit export"}


def render(request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write one JSON object; the questions of each bank are in order."""
    course = request.course
    page = QuestionHtml(request, "")
    data: ExportData = {
        "format": "studykit",
        "version": VERSION,
        "course": {
            "id": course.id,
            "title": course.title,
            "version": course.version,
            "licence": course.licence,
        },
        "sources": [
            {
                "id": source.id,
                "title": source.title,
                "credit": source.credit,
                "language": source.language,
                "url": source.url,
            }
            for source in course.sources
        ],
        "banks": [{"id": bank.id, "title": bank.title} for bank in request.banks],
        "questions": [],
        "pictures": [],
        "recordings": [],
    }
    for bank in request.banks:
        for exercise in bank.exercises:
            with course.speaking(exercise.lang):
                data["questions"].append(_question(exercise, bank, page))
    for name, shown in request.media.items():
        if shown.file.name not in page.used:
            continue
        if isinstance(shown.file, PictureFile):
            data["pictures"].append(_picture(name, shown.file, shown.credit))
        else:
            data["recordings"].append(_recording(name, shown.file, shown.credit))
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _question(exercise: Exercise, bank: ExportBank, page: QuestionHtml) -> QuestionData:
    return {
        "key": page.request.key(exercise),
        "id": exercise.id,
        "formerly": list(exercise.formerly),
        "bank": bank.id,
        "type": exercise.type,
        "level": exercise.level,
        "tags": list(exercise.tags),
        "language": exercise.lang,
        "stimulus": [_evidence(piece, page.request.course) for piece in exercise.stimulus],
        "prompt": _text(exercise.prompt, page),
        "response": _response(exercise, page),
        "explanation": _text(exercise.explanation, page) if exercise.explanation else None,
        "evidence": [_evidence(piece, page.request.course) for piece in exercise.evidence],
    }


def _text(text: str, page: QuestionHtml) -> TextData:
    return {"markdown": text, "html": page.text(text)}


def _texts(texts: tuple[str, ...], page: QuestionHtml) -> list[TextData]:
    return [_text(text, page) for text in texts]


def _evidence(piece: Evidence, course: CourseFile) -> EvidenceData:
    cited = cite(piece, course)
    return {
        "quote": piece.quote,
        "source": piece.source,
        "section": piece.place.section,
        "turn": piece.place.turn,
        "speaker": cited.speaker,
        "place": cited.place,
        "link": cited.link,
    }


def _response(exercise: Exercise, page: QuestionHtml) -> ResponseData:
    response = exercise.response
    match response:
        case Recall(answer, reverse):
            return {"kind": "recall", "answer": _text(answer, page), "reverse": reverse}
        case Fill(parts):
            answers = iter([answer for _, answer in response.answers])
            pieces = [p if isinstance(p, str) else _blank(p, next(answers), page) for p in parts]
            return {"kind": "fill", "parts": pieces}
        case Type(answer, accept):
            return {"kind": "type", "answer": _text(answer, page), "accept": _texts(accept, page)}
        case Number(answer, _, _, unit):
            low, high = printing.bounds(response)
            return {"kind": "number", "answer": answer, "low": low, "high": high, "unit": unit}
        case Choose(options, fixed):
            found: list[OptionData] = [
                {
                    "text": _text(option.text, page),
                    "right": option.right,
                    "why": _text(option.why, page) if option.why else None,
                    "keep_last": option.keep_last,
                }
                for option in options
            ]
            return {"kind": "choose", "options": found, "fixed": fixed}
        case Arrange(items):
            return {"kind": "arrange", "items": _texts(items, page)}
        case Match(pairs, distractors):
            both: list[PairData] = [
                {"left": _text(left, page), "right": _text(right, page)} for left, right in pairs
            ]
            return {"kind": "match", "pairs": both, "distractors": _texts(distractors, page)}
        case Label(picture, alt, parts, cover):
            page.use(picture)
            named: list[PartData] = [
                {
                    "name": _text(part.name, page),
                    "shape": part.shape.kind,
                    "points": list(part.shape.points),
                }
                for part in parts
            ]
            return {
                "kind": "label",
                "picture": picture,
                "alt": alt,
                "cover": cover,
                "parts": named,
            }
        case Discuss(look_for, follow_ups, minutes, stage):
            return {
                "kind": "discuss",
                "look_for": _texts(look_for, page),
                "follow_ups": _texts(follow_ups, page),
                "minutes": minutes,
                "stage": stage,
            }
        case _:
            assert_never(response)


def _blank(blank: Blank, answer: str, page: QuestionHtml) -> BlankData:
    return {"number": blank.number, "answer": _text(answer, page), "hint": blank.hint}


def _picture(name: str, file: PictureFile, credit: str | None) -> PictureData:
    return {
        "file": name,
        "name": file.name,
        "type": file.media_type,
        "width": file.width,
        "height": file.height,
        "credit": credit,
        "content": b64encode(file.content).decode(),
    }


def _recording(name: str, file: SoundFile, credit: str | None) -> RecordingData:
    return {
        "file": name,
        "name": file.name,
        "type": file.media_type,
        "credit": credit,
        "content": b64encode(file.content).decode(),
    }


FORMAT = ExportFormat(
    "json",
    "JSON for programs",
    {
        response: Capability(Support.NATIVE, f"an object with `kind: {response_name(response)}`")
        for response in (Recall, Fill, Type, Number, Choose, Arrange, Match, Label, Discuss)
    },
    WITH_MEDIA,
    render,
)
