"""Records with named values, from tables, JSON and YAML, as cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from ..bank.kinds import KINDS
from ..diagnostics import KeyPath
from ..yamlfile.unread import Unread
from .fields import Convert, FieldText, flat_cloze, from_markdown, require_blanks
from .model import ContentRefused, ImportedCard, ImportedFile, RefusedCard, label, origin_of
from .quotes import CLAIM_NAMES, QUOTE_NAMES, normalized, quotes_of

NAMES = {
    "question": (
        "question", "prompt", "front", "q", "term", "stem", "statement",
        "frage", "pregunta", "domanda", "问题", "問題",
    ),
    "answer": (
        "answer", "back", "a", "definition", "key", "correct", "correct_answer", "response",
        "antwort", "respuesta", "réponse", "reponse", "risposta", "答案",
    ),
    "options": ("options", "choices"),
    "wrong": ("wrong", "distractors", "wrong_answers", "incorrect", "incorrect_answers"),
    "cloze": ("cloze", "text"),
    "explanation": ("explanation", "extra", "rationale", "notes", "note", "comment"),
    "passages": QUOTE_NAMES,
    "tags": ("tags", "tag"),
    "id": ("id",),
}  # fmt: skip
"""The names that a value may have in other people's files."""

_KNOWN = {alias: name for name, aliases in NAMES.items() for alias in aliases}
_CLAIMS = frozenset(alias for aliases in CLAIM_NAMES.values() for alias in aliases)
_OURS = frozenset({"id", "passages", "tags", "formerly", "allow", "imported"})
"""Keys that are not taken over as they are."""


def add_record(
    file: ImportedFile,
    record: Any,
    place: str,
    convert: Convert = from_markdown,
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
    named = _named(record)
    title = title_of(record)
    try:
        file.add(_as_question(record, named, place) or _card(record, named, place, convert, noun))
    except ContentRefused as error:
        file.add(RefusedCard(place, title, str(error), quotes_of(record)))


def title_of(record: Mapping[Any, Any]) -> str:
    """Return the first words of the question or the text in a record."""
    named = _named(record)
    return label(str(next((v for k in ("question", "cloze") if (v := named.get(k))), "")))


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
    """Whether a name is one that a record may have for its question or text with blanks."""
    return _KNOWN.get(normalized(name)) in ("question", "cloze")


def _named(record: Mapping[Any, Any]) -> dict[str, Any]:
    """Return the values that are there, by the keys of `NAMES`; the first alias counts."""
    named: dict[str, Any] = {}
    by_name = {normalized(str(key)): value for key, value in record.items()}
    for name, aliases in NAMES.items():
        for alias in aliases:
            if by_name.get(alias) not in (None, "", []):
                named.setdefault(name, by_name[alias])
    return named


def _as_question(
    record: Mapping[str, Any], named: dict[str, Any], place: str
) -> ImportedCard | None:
    """Return a question that is in studykit's own form; None if it is in another."""
    kind = KINDS.get(str(record.get("type")))
    if kind is None:
        return None
    keys = {key: v for key, v in record.items() if key in kind.model_fields and key not in _OURS}
    try:
        question = kind.model_validate(
            keys | {"id": "unknown", "passages": [{"quote": "unknown"}] * 2}, context={"lang": "en"}
        )
    except ValidationError:
        return None
    for _, text in question.texts():
        from_markdown(text)
    unknown = [key for key in record if key not in kind.model_fields and key not in named]
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


def _card(
    record: Mapping[str, Any], named: dict[str, Any], place: str, convert: Convert, noun: str
) -> ImportedCard:
    texts: dict[str, str] = {}
    flattened: list[str] = []
    answers = _list(named.get("answer"))
    options = _list(named.get("options"))
    wrong = _list(named.get("wrong"))
    if options:
        answers = [_option(answer, options) for answer in answers]
        wrong += [option for option in options if option not in answers]
    if len(answers) > 1:
        flattened.append("several answers, joined")
    raw = {
        "question": _text(named.get("question")),
        "answer": "; ".join(answers),
        "cloze": _text(named.get("cloze")) if not named.get("question") else "",
    }
    if raw["cloze"]:
        raw["cloze"], lost = flat_cloze(raw["cloze"])
        flattened += lost
    for name, text in raw.items():
        texts[name], lost = convert(text) if text else FieldText("")
        flattened += lost
    try:
        texts["explanation"], lost = convert(_text(named.get("explanation")))
        flattened += lost
    except ContentRefused as error:
        texts["explanation"] = ""
        flattened.append(f"the explanation, which has {error}")
    converted = [convert(option) for option in wrong]
    if texts["cloze"]:
        require_blanks(texts["cloze"])
    elif not texts["question"]:
        raise ContentRefused("an empty question")
    elif not texts["answer"]:
        raise ContentRefused("an empty answer")
    quotes = quotes_of(record)
    used = _KNOWN.keys() | (_CLAIMS if quotes else set())
    unknown = [str(key) for key in record if key is None or normalized(str(key)) not in used]
    flattened += [f"the {noun} `{key}`" for key in unknown if record[key] and key != "type"]
    return ImportedCard(
        origin_of(texts["question"], texts["cloze"], texts["answer"]),
        place,
        texts["question"],
        texts["answer"],
        cloze=texts["cloze"],
        explanation=texts["explanation"],
        options=tuple(option.text for option in converted),
        tags=_tags(named.get("tags")),
        id=_text(named.get("id")) or None,
        passages=quotes,
        flattened=tuple(dict.fromkeys(flattened)),
    )


def _option(answer: str, options: list[str]) -> str:
    """Return the right option, which may be named by its letter."""
    if answer in options:
        return answer
    letter = re.fullmatch(r"\(?([A-Za-z])[).:]?", answer.strip())
    if letter and (n := ord(letter[1].lower()) - ord("a")) < len(options):
        return options[n]
    raise ContentRefused("the right answer is not among the options")


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str() | int() | float() | Decimal():
            return str(value)
        case _:
            raise ContentRefused("a value that is not text")


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
