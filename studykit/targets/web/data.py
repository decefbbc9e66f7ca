"""The data of the page: the questions of a course with their evidence, as compact JSON.

What is absent is null, false or empty.  Sources are listed once; a question has the index of its bank, a
passage that of its source.  Only quotes that banks cite are in it.  `static/cards.js` reads it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, assert_never

from ...bank.arrange import in_order
from ...bank.citation import cite, passage_link
from ...bank.media import Media
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from ...bank.prose import plain
from ...source.course import CourseFile, Source
from ..handout.slides import Lesson
from .label import label_data
from .markup import TextTree, media_in, text, with_gaps

PageData = dict[str, Any]


@dataclass(frozen=True, slots=True)
class WebBank:
    """A bank and those of its questions that are on the page, in order."""

    id: str
    title: str
    exercises: tuple[Exercise, ...]


@dataclass(frozen=True, slots=True)
class WebRequest:
    """The course and the banks of a page.

    `marking` is what typed answers are marked by, and `giveaways` are pairs of ids of questions that an
    exam does not ask together.  With a `lesson`, the page shows its slides.
    """

    course: CourseFile
    banks: tuple[WebBank, ...]
    media: Media = field(default_factory=dict)
    marking: Mapping[str, Any] = field(default_factory=dict)
    giveaways: Iterable[tuple[str, str]] = ()
    lesson: Lesson | None = None

    @property
    def exercises(self) -> list[Exercise]:
        return [exercise for bank in self.banks for exercise in bank.exercises]


def page_data(request: WebRequest) -> PageData:
    """Return the data of a page."""
    course, exercises = request.course, request.exercises
    used = dict.fromkeys(piece.source for e in exercises for piece in (*e.stimulus, *e.evidence))
    sources = [source for source in course.sources if source.id in used]
    lang = usual_language(exercises)
    index = {source.id: n for n, source in enumerate(sources)}
    questions = [
        _question(exercise, n, course, index, lang)
        for n, bank in enumerate(request.banks)
        for exercise in bank.exercises
    ]
    at = {exercise.id: n for n, exercise in enumerate(exercises)}
    pairs = {tuple(sorted((at[a], at[b]))) for a, b in request.giveaways if a in at and b in at}
    return {
        "course": _some(
            id=course.id,
            title=course.title,
            description=course.description,
            licence=course.licence,
            url=course.url,
        ),
        "lang": lang,
        "speaks": course.language or lang,
        "sources": [_source(source, exercises) for source in sources],
        "banks": [{"id": bank.id, "title": bank.title} for bank in request.banks],
        "questions": questions,
    } | _some(
        media=_media(questions, request.media),
        marking=request.marking and {**request.marking, "lang": lang},
        giveaways=[list(pair) for pair in sorted(pairs)],
        lesson=_lesson(request.lesson, at) if request.lesson else None,
    )


def _lesson(lesson: Lesson, indexes: Mapping[str, int]) -> PageData:
    return {
        "title": lesson.title,
        "lang": lesson.lang,
        "minutes": lesson.minutes,
        "steps": [
            {"name": slide.title, "minutes": slide.minutes}
            | ({"q": indexes[slide.exercise.id]} if slide.exercise else {"text": text(slide.task)})
            for slide in lesson.slides
        ],
    } | _some(aim=text(lesson.aim), spare=lesson.spare)


def usual_language(exercises: Sequence[Exercise]) -> str:
    """Return the most frequent language, the first of those that are equally frequent.

    The questions of a page do not name it, and their typed answers are marked in it.
    """
    langs = [exercise.lang for exercise in exercises]
    return max(dict.fromkeys(langs), key=langs.count, default="en")


def _some(**values: Any) -> PageData:
    """Return the values that are there: neither null, false nor empty."""
    return {
        key: value for key, value in values.items() if value not in (None, False, "", [], {}, ())
    }


def _source(source: Source, exercises: Iterable[Exercise]) -> PageData:
    cited = {p.place.section for e in exercises for p in e.evidence if p.source == source.id}
    return _some(
        id=source.id,
        title=source.title,
        name=source.name,
        credit=source.credit,
        url=source.url,
        lang=source.language,
        sections={region.id: region.name for region in source.sections if region.id in cited},
    )


def _question(
    exercise: Exercise, bank: int, course: CourseFile, sources: Mapping[str, int], lang: str
) -> PageData:
    with course.speaking(exercise.lang):
        return _question_data(exercise, bank, course, sources, lang)


def _question_data(
    exercise: Exercise, bank: int, course: CourseFile, sources: Mapping[str, int], lang: str
) -> PageData:
    evidence = tuple(dict.fromkeys((*exercise.evidence, *exercise.stimulus)))
    oldest = exercise.formerly[0] if exercise.formerly else exercise.id
    return (
        {"id": exercise.id, "bank": bank, "type": exercise.type}
        | _some(
            card=oldest if oldest != exercise.id else None,
            formerly=list(exercise.formerly),
            lang=exercise.lang if exercise.lang != lang else None,
            ungraded=isinstance(exercise.response, Discuss) and not exercise.card,
            prompt=text(exercise.prompt),
            explanation=text(exercise.explanation) if exercise.explanation else None,
            stimulus=[evidence.index(piece) for piece in exercise.stimulus],
        )
        | {"evidence": [_evidence(piece, course, sources) for piece in evidence]}
        | _response(exercise.response)
    )


def _evidence(piece: Evidence, course: CourseFile, sources: Mapping[str, int]) -> PageData:
    """A passage; its link is left out if it can be made of the source's address and the quote."""
    cited = cite(piece, course)
    source = course.source(piece.source)
    usual = passage_link(source.url, piece.quote) if source and source.url else None
    return {"q": piece.quote, "s": sources[piece.source]} | _some(
        sec=piece.place.section,
        p=cited.place,
        by=cited.speaker,
        l=cited.link if cited.link != usual else None,
    )


def _response(response: Response) -> PageData:
    match response:
        case Recall(answer, reverse):
            return _some(kind="recall", answer=text(answer), reverse=reverse)
        case Fill():
            return {"kind": "fill", "blanks": [_blank(response, n) for n in response.numbers]}
        case Type(answer, accept):
            right = dict.fromkeys(map(plain, (answer, *accept)))
            return {"kind": "type", "answer": text(answer), "words": list(right)}
        case Number(_, low, high, unit):
            bounds = {"low": str(low), "high": str(high)}
            return _some(kind="number", answer=response.text, **bounds, unit=unit)
        case Choose():
            ordered = in_order(response)
            options = [_option(option) for option in ordered or response.options]
            return _some(kind="choose", options=options, fixed=ordered is not None)
        case Arrange(items):
            return {"kind": "arrange", "items": _texts(items)}
        case Match(pairs):
            choices = response.choices
            return {
                "kind": "match",
                "pairs": [[text(left), choices.index(right)] for left, right in pairs],
                "choices": _texts(choices),
            }
        case Label():
            return label_data(response)
        case Discuss(look_for, follow_ups, minutes, stage):
            return {"kind": "discuss", "look_for": _texts(look_for)} | _some(
                follow_ups=_texts(follow_ups), minutes=list(minutes or ()), stage=stage
            )
        case _:
            assert_never(response)


def _texts(texts: Iterable[str]) -> list[TextTree]:
    return [text(one) for one in texts]


def _option(option: Option) -> PageData:
    why = text(option.why) if option.why else None
    return _some(t=text(option.text), right=option.right, why=why, last=option.keep_last)


def _blank(fill: Fill, number: int) -> PageData:
    """The blanks of one number, which are asked together."""
    gapped, full = with_gaps(fill, number)
    answers = [answer for n, answer in fill.answers if n == number]
    hints = [
        part.hint for part in fill.parts if not isinstance(part, str) and part.number == number
    ]
    return {
        "n": number,
        "text": gapped,
        "answers": _texts(answers),
        "words": [plain(answer) for answer in answers],
    } | _some(full=full, hints=hints if any(hints) else None)


def _media(questions: list[PageData], media: Media) -> PageData:
    """The pictures and recordings in questions, as data URIs; one that cannot be used is left out."""
    shown = {}
    for name in dict.fromkeys(media_in(questions)):
        if found := media.get(name):
            encoded = b64encode(found.file.content).decode()
            shown[name] = _some(
                src=f"data:{found.file.media_type};base64,{encoded}",
                width=getattr(found.file, "width", None),
                height=getattr(found.file, "height", None),
                credit=found.credit,
            )
    return shown


SHARED = ("type", "lang", "ungraded", "kind")
"""What many questions have in common."""

COLUMNS = """
    minutes stage stimulus fixed low high unit evidence id
    prompt follow_ups options look_for explanation answer items choices passages pairs words blanks
""".split()
"""The order of columns: those whose texts repeat each other's words are near.  A gzip file can refer to the last 32 KiB."""


def packed(data: PageData) -> PageData:
    """Return data in which keys, passages, and what many questions share are there once.

    Questions are the indices of their sorts; each key of a sort has a column with the values of all
    questions that have it, in order, so that similar values are beside each other and compress well.  The
    column `passages` has each place with its passages, each as its quote or as its quote and link; the
    column `evidence` has their indices in this order, each as the difference from the one before.  An option is
    a list, and a blank has its words only if they are not its answers.  A bank has the number of its questions.
    `static/unpack.js` puts all of it back.
    """
    sorts: dict[str, int] = {}
    columns: dict[str, list[Any]] = {}
    passages: dict[str, dict[str, None]] = {}
    cited: list[list[tuple[str, str]]] = []
    order: list[int] = []
    for question in data["questions"]:
        own = {key: value for key, value in question.items() if key not in ("bank", *SHARED)}
        shared = {key: question[key] for key in SHARED if key in question}
        order.append(_index([shared, *own], sorts))
        cited.append([_passage(piece) for piece in own.pop("evidence")])
        for place, passage in cited[-1]:
            passages.setdefault(place, {})[passage] = None
        for key, value in own.items():
            columns.setdefault(key, []).append(_PACKED[key](value) if key in _PACKED else value)
    index: dict[tuple[str, str], int] = {}
    for place, quoted in passages.items():
        for passage in quoted:
            index[place, passage] = len(index)
    last = 0
    columns["evidence"] = []
    for one in cited:
        indices = [index[passage] for passage in one]
        columns["evidence"].append([b - a for a, b in pairwise([last, *indices])])
        last = indices[-1] if indices else last
    columns["passages"] = [
        [*json.loads(place), list(map(json.loads, quoted))] for place, quoted in passages.items()
    ]
    in_order = dict.fromkeys([*(key for key in COLUMNS if key in columns), *columns])
    counts = Counter(question["bank"] for question in data["questions"])
    return data | {
        "banks": [bank | {"count": counts[n]} for n, bank in enumerate(data["banks"])],
        "questions": order,
        "sorts": list(map(json.loads, sorts)),
        "columns": {key: columns[key] for key in in_order},
    }


def _packed_options(options: list[PageData]) -> list[list[Any]]:
    packed = []
    for option in options:
        values = [option["t"], int("right" in option), option.get("why", 0), int("last" in option)]
        while values[-1] == 0:
            values.pop()
        packed.append(values)
    return packed


def _packed_blanks(blanks: list[PageData]) -> list[PageData]:
    return [
        {key: value for key, value in blank.items() if key != "words" or value != blank["answers"]}
        for blank in blanks
    ]


_PACKED = {"options": _packed_options, "blanks": _packed_blanks}


def _passage(piece: PageData) -> tuple[str, str]:
    """Return the place of a passage, and its quote with its link if it has one, as JSON."""
    place = [piece["s"], piece.get("sec"), piece.get("p"), piece.get("by")]
    quoted = [piece["q"], piece["l"]] if "l" in piece else piece["q"]
    return json.dumps(place, ensure_ascii=False), json.dumps(quoted, ensure_ascii=False)


def _index(value: Any, table: dict[str, int]) -> int:
    """Return the index of a value in a table, to which it is added."""
    return table.setdefault(json.dumps(value, ensure_ascii=False), len(table))
