"""What can be read of a question or a header that has a mistake, so that its quotes are looked up.

Quotes are found by the keys that people use for them, even where studykit has another one.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from ..diagnostics import KeyPath
from ..schema import MERGE_KEY, valid
from ..yamlfile.unread import Unread
from .model import BankHeader, Defaults, Passage, Question

Found = tuple[KeyPath, Passage | None]
"""The key path of a passage, and the passage, or None if its quote cannot be read."""

_QUOTES = ("quote", "source_quote", "quotation", "excerpt")
_IN_PASSAGES = (*_QUOTES, "text", "passage", "citation", "exact")
_PASSAGES = ("passages", "passage", "evidence", "citations", "quotes")


def read_header(head: dict[str, Any], path: str) -> BankHeader:
    """Return what is valid in a header; the path of its file replaces a missing id and title."""
    keys = valid(BankHeader, {key: head[key] for key in head if key != "defaults"})
    header = BankHeader.model_validate({"id": "unknown", "title": path, **keys})
    defaults = head.get("defaults")
    if isinstance(defaults, dict):
        values = Defaults.model_validate(valid(Defaults, defaults))
        header = header.model_copy(update={"defaults": values})
    return header if "id" in keys else header.model_copy(update={"id": path})


def read_question(item: Any, passages: tuple[Passage, ...]) -> Question:
    """Return what is valid in a question: only its id ("" if it has none), `formerly` and `allow`."""
    keys = valid(Question, item) if isinstance(item, dict) else {}
    known = {key: keys[key] for key in ("id", "formerly", "allow") if key in keys}
    placeholders = {"id": "unknown", "type": "unknown", "passages": [{"quote": "unknown"}]}
    question = Question.model_validate(placeholders | known)
    return question.model_copy(
        update={"id": question.id if "id" in known else "", "passages": passages}
    )


def find_passages(value: Any, path: KeyPath, in_passages: bool = False) -> Iterator[Found]:
    """Yield what looks like a passage in some data; `in_passages` if nothing else is expected."""
    match value:
        case Unread():
            if in_passages and not value:
                yield path, None
            for n, item in enumerate(value):
                yield from find_passages(item, (*path, n))
        case dict():
            yield from _in_mapping(value, path, in_passages)
        case list():
            for n, item in enumerate(value):
                yield from find_passages(item, (*path, n), in_passages)
        case str() if in_passages:
            yield from _passage({"quote": value}, path, "quote")


def _in_mapping(mapping: dict[str, Any], path: KeyPath, in_passages: bool) -> Iterator[Found]:
    key = _similar(mapping, _IN_PASSAGES if in_passages else _QUOTES)
    found = list(_passage(mapping, path, key)) if key else []
    for name, value in mapping.items():
        # what a merge key repeats is looked up where it is written
        is_claim = name in Passage.model_fields and not isinstance(value, Unread)
        if not is_claim and name not in (key, MERGE_KEY):
            is_cited = not in_passages and _similar([name], _PASSAGES) is not None
            found += find_passages(value, (*path, name), is_cited)
    if in_passages and not found:
        yield path, None
    yield from found


def _similar(names: Any, known: tuple[str, ...]) -> str | None:
    """Return the first of some names that is a known one, or is misspelled."""
    for name in names:
        if name in known:
            return str(name)
    for name in names:
        if name not in Passage.model_fields and get_close_matches(name, known[:1], 1, 0.75):
            return str(name)
    return None


def _passage(mapping: dict[str, Any], path: KeyPath, key: str) -> Iterator[Found]:
    """Yield the passages of a mapping whose `key` has its quote, or several."""
    quote = mapping[key]
    at = path if key == "quote" else (*path, key)
    claims = {name: mapping[name] for name in Passage.model_fields if name in mapping}
    if isinstance(quote, Unread):
        for n, item in enumerate(quote):
            if isinstance(item, dict) and isinstance(item.get("quote"), str):
                yield at, _valid_passage(claims | item)
            else:
                yield from find_passages(item, (*path, key, n))
        if not quote:
            yield at, None
    elif isinstance(quote, list):
        for n, text in enumerate(quote):
            yield (*path, key, n), _valid_passage(claims | {"quote": text})
    else:
        yield at, _valid_passage(claims | {"quote": _with_commas(quote, mapping, key)})


def _with_commas(quote: Any, mapping: dict[str, Any], key: str) -> Any:
    """Return a quote with what a comma cut off it inside { }: `{quote: one, two}`."""
    names = list(mapping)
    for name in names[names.index(key) + 1 :]:
        if mapping[name] is not None or name in Passage.model_fields:
            break
        quote = f"{quote}, {name}"
    return quote


def _valid_passage(claims: dict[str, Any]) -> Passage | None:
    keys = valid(Passage, claims)
    return Passage.model_validate(keys) if "quote" in keys else None
