"""Records with named values, from tables, JSON and YAML, as cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from ..bank.kinds import KINDS
from ..diagnostics import KeyPath
from ..yamlfile.unread import Unread
from .fields import Convert, ConvertWithMedia, FieldReader, from_markdown, require_blanks
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
from .questions import as_question, question_data
from .quotes import CLAIM_NAMES, QUOTE_NAMES, quotes_of
from .types import type_named

NAMES = {
    "question": ("question", "prompt", "front", "q", "term", "stem", "statement"),
    "answer": ("answer", "back", "a", "definition", "key", "correct", "correct_answer", "response"),
    "options": ("options", "choices"),
    "wrong": ("wrong", "distractors", "wrong_answers", "incorrect", "incorrect_answers"),
    "cloze": ("cloze", "text"),
    "explanation": ("explanation", "extra", "rationale", "notes", "note", "comment"),
    "passages": QUOTE_NAMES,
    "tags": ("tags", "tag"),
    "id": ("id",),
}
"""The names that a value may have in other people's files."""

OTHER_LANGUAGES = {
    **dict.fromkeys(("frage", "pregunta", "domanda", "问题", "問題"), "question"),
    **dict.fromkeys(("antwort", "respuesta", "réponse", "risposta", "答案"), "answer"),
    **dict.fromkeys(("zitat", "beleg", "cita", "citazione", "原文", "引文"), "passages"),
}
"""The roles of names in other languages, for cards that are only verified."""

_TRUTHS = {"true": True, "t": True, "yes": True, "false": False, "f": False, "no": False}

_KNOWN = {alias: name for name, aliases in NAMES.items() for alias in aliases}
_CLAIMS = frozenset(alias for aliases in CLAIM_NAMES.values() for alias in aliases)
_OURS = frozenset({"id", "passages", "tags", "formerly", "allow", "imported"})
"""Keys that are not taken over as they are."""

_NOT_TEXTS = _OURS | _CLAIMS | {"type", "level", "lang"}
"""Names that mean neither a question nor an answer."""

_AS_RECORDS = frozenset({"basic", "cloze", "multiple_choice", "short_answer"})
"""Types that a record has whose values have other names than ours."""

_ROLES = {"prompt": "question", "answer": "answer", "explanation": "explanation"}
"""The roles of our keys that have other names in a record of another type."""


def add_record(
    file: ImportedFile,
    record: Any,
    place: str,
    reads: ConvertWithMedia = from_markdown,
    noun: str = "key",
) -> None:
    """Add the card in a record to those read of a file, or say why there is none.

    `noun` says what the names of its values are: keys, or the columns of a table.
    """
    if not isinstance(record, Mapping):
        words = str(record)
        quote = ({"quote": words},) if len(words.split()) > 2 else ()
        file.add(RefusedCard(place, label(words), "not an object with named values", quote))
        return
    convert = partial(reads, media=file.media)
    if file.roles:
        file.names.update(dict.fromkeys(map(str, record)))
    named = _named(record, file.roles)
    try:
        file.add(_card(record, named, place, convert, noun, file))
    except ContentRefused as error:
        file.refuse(error, place, title_of(record, file.roles), _quotes(record, file.roles))


def title_of(record: Mapping[Any, Any], roles: Mapping[str, str] | None = None) -> str:
    """Return the first words of the question or the text in a record."""
    named = _named(record, roles or {})
    return label(str(next((v for k in ("question", "cloze") if (v := named.get(k))), "")))


def _quotes(record: Mapping[Any, Any], roles: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """Return the quotes in a record, also under names whose role they are."""
    mapped = [value for k, value in record.items() if roles.get(normalized(str(k))) == "passages"]
    return quotes_of({**record, "passages": mapped} if mapped else record)


def is_card(data: Any) -> bool:
    """Whether some data look like a card: they have a question, a text with blanks, or a quote."""
    return isinstance(data, Mapping) and (_has_question(data) or bool(quotes_of(data)))


def _has_question(data: Mapping[Any, Any]) -> bool:
    return any(is_known(str(key)) for key in data)


def cards_in(data: Any, path: KeyPath = ()) -> list[tuple[KeyPath, Any]]:
    """Return the cards in some data, each with its key path: lists and mappings may be around them."""
    if isinstance(data, list) and not isinstance(data, Unread):
        return [card for n, item in enumerate(data) for card in cards_in(item, (*path, n))]
    if not isinstance(data, Mapping) or _has_question(data):
        return [(path, data)]
    inner: list[tuple[KeyPath, Any]] = []
    for key, value in data.items():
        if not isinstance(value, list | Mapping) or normalized(str(key)) in QUOTE_NAMES:
            continue
        within = cards_in(value, (*path, key))
        if key == "questions" or any(is_card(card) for _, card in within):
            inner += within
    return inner or [(path, data)]


def is_known(name: str) -> bool:
    """Whether a name is one that people have for a question or a text with blanks."""
    role = role_of(name) or OTHER_LANGUAGES.get(normalized(name))
    return role in ("question", "cloze")


def role_of(name: str) -> str | None:
    """Return the key of `NAMES` that a name means, or None."""
    return _KNOWN.get(normalized(name))


def missing_role(names: Iterable[str], roles: Mapping[str, str]) -> str | None:
    """Return "question" or "answer" if no name means it, or a text with blanks."""
    found = {roles.get(normalized(name)) or role_of(name) for name in names}
    if "cloze" in found:
        return None
    return next((role for role in ("question", "answer") if role not in found), None)


def _named(record: Mapping[Any, Any], roles: Mapping[str, str]) -> dict[str, Any]:
    """Return the values that are there, by the keys of `NAMES`: those with a role, otherwise the
    first alias."""
    by_name = {normalized(str(key)): v for key, v in record.items() if v not in (None, "", [])}
    by_role: dict[str, list[Any]] = {}
    for name, role in roles.items():
        if name in by_name:
            by_role.setdefault(role, []).append(by_name.pop(name))
    named = {role: values[0] if len(values) == 1 else values for role, values in by_role.items()}
    for name, aliases in NAMES.items():
        for alias in aliases:
            if alias in by_name:
                named.setdefault(name, by_name[alias])
    return named


def _card(
    record: Mapping[str, Any],
    named: dict[str, Any],
    place: str,
    convert: Convert,
    noun: str,
    file: ImportedFile,
) -> ImportedCard:
    """Return the card in a record, of the type that it names; raises ContentRefused if there is none."""
    roles, media = file.roles, file.media
    type = type_named(record.get("type"))
    if type is None:
        quotes = _quotes(record, roles)
        if roles is OTHER_LANGUAGES and quotes and named.keys() == {"passages"}:  # no card
            return ImportedCard(origin_of(str(quotes)), place, passages=quotes)
        return record_card(record, place, convert, noun, roles)
    try:
        return _as_question(record, named, type, place, partial(from_markdown, media=media))
    except ContentRefused:
        if type not in _AS_RECORDS:
            raise
        card = record_card(record, place, convert, noun, roles)
        card = replace(card, typed=type == "short_answer")
        if type != "basic" and question_data(card)["type"] != type:
            raise
        return card


def _as_question(
    record: Mapping[str, Any], named: dict[str, Any], type: str, place: str, convert: Convert
) -> ImportedCard:
    """Return a question that is in studykit's own form; raises ContentRefused if it is not."""
    kind = KINDS[type]
    keys = {key: v for key, v in record.items() if key in kind.model_fields and key not in _OURS}
    keys["type"] = type
    if type not in _AS_RECORDS:
        for key, role in _ROLES.items():
            if key in kind.model_fields and role in named:
                keys.setdefault(key, named[role])
    if type == "true_false" and isinstance(keys.get("answer"), str):  # in a table
        keys["answer"] = _TRUTHS.get(keys["answer"].strip().lower(), keys["answer"])
    question = as_question(keys)
    converted = {text: convert(text).text for _, text in question.texts()}
    if any(new != old.strip() for old, new in converted.items()):
        keys = _with_texts(keys, converted)
        question = as_question(keys)
    used = {"passages", "tags", "id", *(() if type in _AS_RECORDS else _ROLES.values())}
    unknown = [
        key
        for key in record
        if key not in kind.model_fields
        and role_of(str(key)) not in used
        and normalized(str(key)) not in _CLAIMS
    ]
    flattened = [f"the key `{key}`" for key in (*unknown, *({"formerly", "allow"} & record.keys()))]
    return ImportedCard(
        origin_of(*(text for _, text in question.texts())),
        place,
        tags=_tags(record.get("tags")),
        id=_text(record.get("id")) or None,
        passages=quotes_of(record),
        keys=keys,
        flattened=tuple(flattened),
    )


def _with_texts(value: Any, texts: Mapping[str, str]) -> Any:
    """Return the keys of a question with some texts replaced."""
    match value:
        case str():
            return texts.get(value, value)
        case list():
            return [_with_texts(item, texts) for item in value]
        case dict():
            return {key: _with_texts(item, texts) for key, item in value.items()}
    return value


def record_card(
    record: Mapping[str, Any], place: str, convert: Convert, noun: str, roles: Mapping[str, str]
) -> ImportedCard:
    """Return the card in a record; raises ContentRefused if there is none."""
    named = _named(record, roles)
    quotes = _quotes(record, roles)
    used = {*roles, *(_CLAIMS if quotes else ())}
    unknown = [
        str(key)
        for key in record
        if key is None or (normalized(str(key)) not in used and role_of(str(key)) is None)
    ]
    answers = _list(named.get("answer"))
    options = _list(named.get("options"))
    wrong = _list(named.get("wrong"))
    if options:
        answers = [_option(answer, options) for answer in answers]
        wrong += [option for option in options if option not in answers]
    reader = FieldReader(convert)
    if len(answers) > 1:
        reader.flattened.append("several answers, joined")
    question = reader.paragraphs(_list(named.get("question")))
    answer = reader.text("; ".join(answers))
    cloze = "" if question else reader.cloze(_text(named.get("cloze")))
    explanation = ""
    try:
        explanation = reader.paragraphs(_list(named.get("explanation")))
    except ContentRefused as error:
        reader.flattened.append(f"the explanation, which has {error}")
    wrong = [reader.text(option) for option in wrong]
    if cloze:
        require_blanks(cloze)
    for role, text in (("question", question), ("answer", answer)):
        if not text and not cloze:
            raise IncompleteCard(_empty(role, record, noun, unknown, roles))
    not_texts = [f"the {noun} `{key}`" for key in unknown if record[key] and key != "type"]
    return ImportedCard(
        origin_of(question, cloze, answer),
        place,
        question,
        answer,
        cloze=cloze,
        explanation=explanation,
        options=tuple(wrong),
        tags=_tags(named.get("tags")),
        id=_text(named.get("id")) or None,
        passages=quotes,
        flattened=tuple(dict.fromkeys([*reader.flattened, *not_texts])),
    )


def _empty(
    role: str, names: Iterable[str], noun: str, unknown: list[str], roles: Mapping[str, str]
) -> str:
    """Say that there is no question or answer, and how to name it if it has another name."""
    if noun == "column" or any(role_of(str(name)) == role for name in names):
        return f"the {role} is empty"
    others = [name for name in unknown if normalized(name) not in _NOT_TEXTS]
    if noun == "field" and not others:
        return f"the {role} is empty"
    if not others or roles is OTHER_LANGUAGES:  # a verification has no `--map`
        return f"no {role}: add `{'prompt' if role == 'question' else role}:`"
    found = ", ".join(f"`{name}`" for name in others)
    return f"no {role}; if it is one of {found}, say so with `--map {others[0]}={role}`"


def _option(answer: str, options: list[str]) -> str:
    """Return the right option, which may be named by its letter."""
    if answer in options:
        return answer
    letter = re.fullmatch(r"\(?([A-Za-z])[).:]?", answer.strip())
    if letter and (n := ord(letter[1].lower()) - ord("a")) < len(options):
        return options[n]
    raise IncompleteCard("the right answer is not among the options")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str() | int() | float() | Decimal():
            return str(value)
        case _:
            raise IncompleteCard("a value that is not text")


def _list(value: Any) -> list[str]:
    match value:
        case None:
            return []
        case list() | tuple():
            return [
                _text(item.get("text")) if isinstance(item, Mapping) else _text(item)
                for item in value
            ]
        case Mapping():  # letters and options
            return [_text(item) for item in value.values()]
        case _:
            return [_text(value)]


def _tags(value: Any) -> tuple[str, ...]:
    tags: Iterable[str] = re.split(r"[\s,;]+", value) if isinstance(value, str) else _list(value)
    return tuple(tag for tag in tags if tag)
