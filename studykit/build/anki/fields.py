"""From exercises to the fields of notes."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import assert_never

from ...bank.arrange import arranged
from ...bank.citation import Citation, cite
from ...bank.model import (
    Blank,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Option,
    Recall,
    Response,
    Type,
)
from ...bank.prose import parse, plain
from ...source.course import CourseFile
from ..html import blocks, prose, words
from .notetypes import BASIC, CHOICE, CLOZE, FIELDS, TYPED, NoteType


@dataclass(frozen=True, slots=True)
class Card:
    """The content of a note: its type, its fields by name, its tags, the numbers of its cards."""

    id: str
    type: NoteType
    fields: dict[str, str]
    tags: tuple[str, ...]
    ordinals: tuple[int, ...] = (0,)

    @property
    def values(self) -> list[str]:
        return [self.fields.get(name, "") for name in FIELDS]


def note_type(response: Response) -> NoteType:
    """The note type that a response is asked with."""
    match response:
        case Recall() | Discuss():
            return BASIC
        case Fill():
            return CLOZE
        case Choose():
            return CHOICE
        case Type():
            return TYPED
        case _:
            assert_never(response)


def card(exercise: Exercise, course: CourseFile) -> Card:
    """The note of an exercise."""
    citations = [cite(evidence, course) for evidence in exercise.evidence]
    fields = {
        "ID": words(exercise.id),
        "Prompt": prose(exercise.prompt),
        "Explanation": prose(exercise.explanation) if exercise.explanation else "",
        "Passage": "".join(map(_passage, citations)),
        "Place": words("; ".join(citation.place for citation in citations)),
        "Source": words(" ".join(dict.fromkeys(e.source for e in exercise.evidence))),
        "Link": words(" ".join(c.link for c in citations if c.link)),
    }
    ordinals: tuple[int, ...] = (0,)
    response = exercise.response
    match response:
        case Recall():
            fields["Answer"] = prose(response.answer)
        case Fill():
            fields["Options"] = fields["Prompt"]
            fields["Prompt"] = _cloze(response)
            ordinals = tuple(number - 1 for number in response.numbers)
        case Choose():
            options = _arranged(response, exercise.id)
            fields["Options"] = _options(options, revealed=False)
            fields["Answer"] = _options(options, revealed=True)
        case Type():
            fields["Answer"] = words(plain(response.answer))
            if response.accept:
                fields["Options"] = "also right: " + words("; ".join(map(plain, response.accept)))
        case Discuss():
            points = "".join(f"<li>{prose(point)}</li>" for point in response.look_for)
            more = "".join(f"<li>{prose(point)}</li>" for point in response.follow_ups)
            fields["Answer"] = f"<ul>{points}</ul>" + (f"<ul>{more}</ul>" if more else "")
        case _:
            assert_never(response)
    return Card(exercise.id, note_type(response), fields, _tags(exercise), ordinals)


def _tags(exercise: Exercise) -> tuple[str, ...]:
    tags = [*exercise.tags, f"type::{exercise.type}"]
    if exercise.level:
        tags.append(f"level::{exercise.level}")
    tags += [f"source::{evidence.source}" for evidence in exercise.evidence]
    return tuple(dict.fromkeys(tags))


def _passage(citation: Citation) -> str:
    by = ", ".join(filter(None, (citation.speaker, citation.place)))
    credit = f" · {words(citation.credit)}" if citation.credit else ""
    link = f' · <a href="{words(citation.link)}">read it there</a>' if citation.link else ""
    return (
        f'<figure class="passage"><blockquote lang="{words(citation.lang)}" dir="auto">'
        f"{words(citation.quote)}</blockquote>"
        f"<figcaption>{words(by)} · <cite>{words(citation.title)}</cite>{credit}{link}</figcaption>"
        "</figure>"
    )


def _options(options: tuple[Option, ...], revealed: bool) -> str:
    items = []
    for option in options:
        text = prose(option.text)
        if revealed and option.right:
            text = f'<span class="right">{text}</span>'
        if revealed and option.why:
            text += f'<span class="why">{prose(option.why)}</span>'
        items.append(f"<li>{text}</li>")
    return f'<ol class="options">{"".join(items)}</ol>'


def _arranged(choice: Choose, id: str) -> tuple[Option, ...]:
    """The options in an order that, where they are shuffled, only the question's id decides."""
    seed = int.from_bytes(sha256(id.encode()).digest()[:8], "big")
    return arranged(choice, random.Random(seed))


# A blank of a cloze, while the text round it is parsed as Markdown: a letter-like private character.
_BLANK = "\U000f0000"


def _cloze(fill: Fill) -> str:
    """The text in Anki's notation, its words as HTML."""
    deletions = iter([_deletion(part) for part in fill.parts if isinstance(part, Blank)])
    text = "".join(
        _BLANK if isinstance(part, Blank) else part.replace(_BLANK, "\ufffd") for part in fill.parts
    )
    html = blocks(parse(text))
    return re.sub(_BLANK, lambda _: next(deletions), html)


def _deletion(blank: Blank) -> str:
    answer = prose(blank.answer)
    before = " " if blank.answer[:1].isspace() else ""
    after = " " if blank.answer[-1:].isspace() else ""
    hint = f"::{_inner(_hint(blank.hint))}" if blank.hint else ""
    return f"{{{{c{blank.number}::{_inner(f'{before}{answer}{after}')}{hint}}}}}"


def _hint(text: str) -> str:
    """A hint, which Anki shows in brackets: `sound:x.mp3` there would be played."""
    bare = words(f"[{text}]").startswith("[")
    return words(text) if bare else f"<span></span>{words(text)}"


def _inner(html: str) -> str:
    """HTML inside a deletion, where two colons would begin the hint, and two braces end it."""
    html = html.replace("::", "&#58;&#58;")
    if html.endswith((":", "}")):  # which would make a pair with ours
        html = f"{html[:-1]}&#{ord(html[-1])};"
    return html
