"""Notes of Anki, whose fields are HTML, as cards."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..bank.prose import plain
from .fields import MAX_LENGTH, Convert, ConvertWithMedia, FieldReader, from_html, require_blanks
from .model import (
    ContentRefused,
    ImportedCard,
    ImportedFile,
    IncompleteCard,
    RefusedCard,
    label,
    normalized,
    origin_of,
)
from .quotes import QUOTE_NAMES, quotes_of
from .records import record_card


@dataclass(frozen=True, slots=True)
class ImportedType:
    """A note type: its name, the names of its fields, and the two sides of each template."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[tuple[str, str], ...]
    is_cloze: bool = False


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """A note: its id in Anki, its place in messages, its type, fields, tags and deck."""

    guid: str
    place: str
    type: ImportedType
    fields: Sequence[str]
    tags: Sequence[str] = ()


OCCLUSION = ("image occlusion", "image-occlusion")
DEEPEST = 10
"""The most levels of sections in a template that are read."""
OURS = "studykit "
"""How the names of studykit's own note types begin."""


def add_note(file: ImportedFile, note: ImportedNote, reads: ConvertWithMedia = from_html) -> None:
    """Add the cards of a note to those read of a file, or say why there are none."""
    convert = partial(reads, media=file.media)
    if not note.guid.isprintable() or len(note.guid) > 200:
        note = replace(note, guid=origin_of(note.guid))
    values = dict(zip(note.type.fields, note.fields, strict=False))
    if file.roles:
        file.names.update(dict.fromkeys(note.type.fields))
    first = next((value for value in note.fields if value.strip()), "")
    title = label(re.sub(r"<[^<>]*>|\s+", " ", first))
    refuse = partial(RefusedCard, note.place, title)
    if note.type.name.startswith(OURS):
        file.add(refuse("made by studykit: copy the bank that it was built from"))
    elif note.type.name.lower().startswith(OCCLUSION):
        file.add(refuse("image occlusion"))
    else:
        quotes = _quotes(values, convert)
        try:
            if any(normalized(name) in file.roles for name in values):
                cards = [_mapped(note, values, convert, file.roles)]
            elif note.type.is_cloze:
                cards = [_cloze(note, values, convert)]
            else:
                cards = _cards(note, values, convert)
            file.add(*(replace(card, passages=card.passages or quotes) for card in cards))
        except ContentRefused as error:
            file.refuse(error, note.place, title, quotes)


def _quotes(values: Mapping[str, str], convert: Convert) -> tuple[dict[str, Any], ...]:
    """Return the quotes in the fields that are named as such."""
    texts: dict[str, str] = {}
    for name, value in values.items():
        if normalized(name) in (*QUOTE_NAMES, "source") and value.strip():
            with suppress(ContentRefused):
                texts[name] = plain(convert(value).text)
    return quotes_of(texts)


def _mapped(
    note: ImportedNote, values: Mapping[str, str], convert: Convert, roles: Mapping[str, str]
) -> ImportedCard:
    """Return the card of a note by the roles of its fields, whatever its templates show."""
    card = record_card(values, note.place, convert, "field", roles)
    return replace(card, origin=note.guid, tags=(*_tags(note.tags), *card.tags))


def _cloze(note: ImportedNote, values: Mapping[str, str], convert: Convert) -> ImportedCard:
    front, back = note.type.templates[0] if note.type.templates else ("{{cloze:Text}}", "")
    name = next(iter(re.findall(r"\{\{cloze:(?:[^{}]*:)?([^{}]+)\}\}", front)), note.type.fields[0])
    reader = FieldReader(convert)
    text = reader.cloze(values.get(name, ""))
    require_blanks(text)
    others = [field for field in _names(back, values) if field != name]
    explanation = _explanation(others, values, reader)
    return ImportedCard(
        note.guid, note.place, cloze=text, explanation=explanation, tags=_tags(note.tags),
        flattened=tuple(reader.flattened),
    )  # fmt: skip


def _cards(note: ImportedNote, values: Mapping[str, str], convert: Convert) -> list[ImportedCard]:
    """Return a card for each template whose question is not empty."""
    cards = []
    for n, (front, back) in enumerate(note.type.templates):
        asked = _names(front, values)
        if not asked:
            continue
        answers = [name for name in _names(back, values) if name not in asked]
        typed = [name for name in _typed(front) if values.get(name, "").strip()]
        if not answers and not typed:
            fields = ", ".join(f"`{name}`" for name in note.type.fields)
            raise IncompleteCard(
                f"no answer in the note type {note.type.name}; name its fields, such as {fields},"
                f" with `--map {note.type.fields[0]}=question`"
            )
        answer = (typed or answers)[0]
        reader = FieldReader(convert)
        question = reader.paragraphs(values[name] for name in asked)
        if len(asked) > 1:
            reader.flattened.append(f"the fields {', '.join(asked)}, joined")
        words = reader.text(values[answer])
        explanation = _explanation([a for a in answers if a != answer], values, reader)
        origin = note.guid if n == 0 else f"{note.guid}:{n + 1}"
        cards.append(
            ImportedCard(
                origin, note.place, question, words, explanation=explanation,
                tags=_tags(note.tags), typed=bool(typed), flattened=tuple(reader.flattened),
            )
        )  # fmt: skip
    if not cards:
        raise IncompleteCard("the question is empty")
    return cards


def _explanation(names: list[str], values: Mapping[str, str], reader: FieldReader) -> str:
    """Return the texts of some fields, without those that have content that is refused."""
    texts = []
    for name in names:
        try:
            texts.append(reader.text(values[name]))
        except ContentRefused as error:
            reader.flattened.append(f"the field {name}, which has {error}")
    return "\n\n".join(filter(None, texts))


# Templates

_SECTION = re.compile(r"\{\{([#^])([^{}]+)\}\}((?:(?!\{\{[#^/]).)*?)\{\{/\2\}\}", re.DOTALL)
_FIELD = re.compile(r"\{\{([^{}]+)\}\}")


def _names(template: str, values: Mapping[str, str]) -> list[str]:
    """Return the fields that a side of a template shows, if they are not empty."""
    if len(template) > MAX_LENGTH:
        raise ContentRefused(f"a template of {len(template):,} characters")
    for _ in range(DEEPEST):  # the innermost sections first
        template = _SECTION.sub(partial(_section, values), template)
    names = []
    for field in _FIELD.findall(template):
        filters, _, name = field.rpartition(":")
        if "type" in filters or name.strip() == "FrontSide":
            continue
        names.append(name.strip())
    return [n for n in dict.fromkeys(names) if values.get(n, "").strip()]


def _section(values: Mapping[str, str], section: re.Match[str]) -> str:
    has_value = bool(values.get(section[2].strip(), "").strip())
    return section[3] if has_value == (section[1] == "#") else ""


def _typed(template: str) -> list[str]:
    """Return the fields that are typed on a side of a template."""
    return [name.strip() for name in re.findall(r"\{\{type:(?:[^{}]*:)?([^{}]+)\}\}", template)]


_IGNORED_TAGS = frozenset({"marked", "leech"})


def _tags(tags: Sequence[str]) -> tuple[str, ...]:
    return tuple(tag for tag in tags if tag not in _IGNORED_TAGS)
