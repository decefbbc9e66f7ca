"""JSON and JSON Lines: an object per question, with names such as `question` and `answer`.

What a program would refuse is read if its meaning is clear: commas before a closing bracket, line ends
in texts, several values one after another.  An object with another mistake is lost alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ...diagnostics import StudykitError
from ..model import ImportedFile, RefusedCard
from ..quotes import quotes_of
from ..records import add_record, cards_in, is_card, title_of
from .decoding import decoded


def read(content: bytes, name: str, file: ImportedFile) -> None:
    text = decoded(content, name)
    try:
        if name.lower().endswith(".jsonl"):
            _read_lines(file, text)
        else:
            _read_items(file, text, name)
    except RecursionError as error:
        raise StudykitError(f"{name} is nested too deeply") from error


def _read_lines(file: ImportedFile, text: str) -> None:
    for n, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.strip() in ("[", "]"):
            continue
        try:
            add_record(file, _loaded(line.strip().rstrip(",")), f"line {n}")
        except ValueError as error:
            file.add(_damaged(line, f"line {n}", error))


def _read_items(file: ImportedFile, text: str, name: str) -> None:
    try:
        items = [card for _, card in cards_in(_loaded(text))]
    except ValueError as error:
        pieces = list(_pieces(_without_commas(_straight(text))))
        if not any(map(is_card, pieces)):
            raise StudykitError(f"{name} is not JSON: {error}") from error
        items = pieces
    for n, item in enumerate(items, 1):
        if isinstance(item, _Broken):
            file.add(_damaged(item.text, f"item {n}", item.error))
        else:
            add_record(file, item, f"item {n}")


def _loaded(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return json.loads(_without_commas(_straight(text)), strict=False)


def _straight(text: str) -> str:
    """Return JSON with straight quotation marks for the curly ones that word processors make."""
    if '"' not in text:
        return text.translate({ord(mark): '"' for mark in "“”„"})
    return _STRING_OR_CURLY.sub(_in_straight_marks, text)


def _in_straight_marks(found: re.Match[str]) -> str:
    if found[1] is None:
        return found[0]
    words = re.sub(r'(?<!\\)"', r"\"", found[1])
    return f'"{words}"'


_STRING_OR_CURLY = re.compile(
    r'"(?:[^"\\]|\\.)*"|[“„]([^\n]{0,2000}?)[“”](?=\s*(?:[:}\]]|,\s*["“„{\[\d]))', re.DOTALL
)
"""A text in straight quotation marks, or one in curly ones up to a name or the end of its object."""

_STRING_OR_COMMA = re.compile(r'"(?:[^"\\]|\\.)*"|,(?=\s*[\]}])', re.DOTALL)


def _without_commas(text: str) -> str:
    """Return JSON with spaces instead of the commas before closing brackets."""
    return _STRING_OR_COMMA.sub(lambda found: " " if found[0] == "," else found[0], text)


# Damaged files


class _Broken:
    """A part of a file that is not JSON."""

    def __init__(self, text: str, error: ValueError) -> None:
        self.text = text
        self.error = error


_CARD = re.compile(r"\{(?=\s*\")")


def _pieces(text: str) -> Iterator[dict[str, Any] | _Broken]:
    """Yield the objects of a text that are cards, and what is between them."""
    decoder = json.JSONDecoder(strict=False)
    at = broken = 0
    error: ValueError | None = None
    while start := _CARD.search(text, at):
        try:
            data, end = decoder.raw_decode(text, start.start())
        except ValueError as found:
            at = start.end()
            error = error or found
            continue
        if is_card(data):
            if error and _has_values(part := text[broken : start.start()]):
                yield _Broken(part, error)
            yield data
            broken, error = end, None
        at = end
    if error and _has_values(part := text[broken:]):
        yield _Broken(part, error)


def _has_values(text: str) -> bool:
    """Whether a part of a damaged file is more than the brackets around its cards."""
    return any(quotes_of(record) or title_of(record) for record in [_values(text)])


_VALUE_LINE = re.compile(r'[\s{,]*"(?P<name>\w[\w -]*)"\s*:(?P<value>.*)')
_VALUE = re.compile(
    r'"(?P<name>\w[\w -]*)"\s*:\s*(?P<value>"[^\n]{0,2000}?")(?=\s*,\s*"\w[\w -]*"\s*:|\s*,?\s*(?:[}\]]|\Z))'
)
"""A text, which may have quotation marks in it, up to the next name or the end of the object."""


def _values(text: str) -> dict[str, str]:
    """Return the named texts of an object that is not JSON, as far as they can be read."""
    values: dict[str, str] = {}
    one_line = len([line for line in text.strip().split("\n") if '"' in line]) < 2
    found = (
        _VALUE.finditer(text)
        if one_line
        else (match for line in text.split("\n") if (match := _VALUE_LINE.fullmatch(line)))
    )
    for match in found:
        value = match["value"].strip().rstrip(",} \t")
        if value[:1] in "[{" or not value:
            continue
        words = value.removeprefix('"').removesuffix('"').replace('\\"', '"').replace("\\n", "\n")
        values.setdefault(match["name"], words)
    return values


def _damaged(text: str, place: str, error: ValueError) -> RefusedCard:
    values = _values(text)
    problem = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    reason = f"invalid JSON: {problem[:1].lower()}{problem[1:]}"
    if "delimiter" in problem:
        reason += '; write `\\"` for a quotation mark inside a text'
    elif any(mark in text for mark in "“”„"):
        reason += '; write straight quotation marks (`"`) around a text, not typographic ones (“ ”)'
    quotes = quotes_of(values) or quotes_of({"quote": values.get("exact") or values.get("text")})
    return RefusedCard(place, title_of(values), reason, quotes, damaged=True)
