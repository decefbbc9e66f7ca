"""Values that could not be read as YAML, and the passages in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..regex import regex
from .data import MappingEntry, Node, YamlPart


class Unread(list[Any]):
    """A value that could not be read; its items are what was found in it, such as passages."""


class Partial(dict[str, Any]):
    """A mapping with an error in its layout: it may have lost keys, or have keys of another one."""


def has_yaml_errors(value: Any) -> bool:
    """Whether there was an error in the YAML of a value."""
    match value:
        case Unread() | Partial():
            return True
        case dict():
            return any(map(has_yaml_errors, value.values()))
        case list():
            return any(map(has_yaml_errors, value))
    return False


_NAMES = "quote|source|speaker|section|prefix|suffix|allow"
_NEXT = rf"""["']?\b(?:{_NAMES})["']?\s*:(?=\s)"""
_END = r"(?=\s*(?:[,}\]\n]|\Z))"
_CLAIM = regex(
    rf"""
    ["']? \b(?P<name>{_NAMES}) ["']? \s*:(?=\s) [ \t]*
    (?P<words>
        "(?:[^"\\\n]|\\.)*" {_END}
        | '(?:[^'\n]|'')*' {_END}
        | ["']? [^\n]*? (?= \s* (?: ,\s*{_NEXT} | [}}\n] | \Z ))
    )
    """,
    re.VERBOSE,
)


def passages_in(text: str, start: int, end: int) -> Iterator[YamlPart]:
    """Yield the passages in a part of a text, as mappings of texts; each `{` starts a new one."""
    for group in re.finditer(r"[^{]+", text[start:end]):
        passage = Node({})
        for claim in _CLAIM.finditer(group[0]):
            name, offset = claim["name"], start + group.start()
            if name not in passage.value and name != "allow":
                words = YamlPart(unquoted(claim["words"]), *_shifted(claim.span("words"), offset))
                passage.put(MappingEntry(name, *_shifted(claim.span("name"), offset), words))
        if "quote" in passage.value:
            yield YamlPart(passage.value, passage.marks[0], passage.marks[-1], passage)


def quote_in(text: str, start: int, end: int) -> YamlPart:
    """Return a part of a text, which may have several lines, as a passage with that quote."""
    words = YamlPart(unquoted(" ".join(text[start:end].split())), start, end)
    passage = Node({})
    passage.put(MappingEntry("quote", start, start, words))
    return YamlPart(passage.value, start, end, passage)


def _shifted(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return span[0] + offset, span[1] + offset


def unquoted(words: str) -> str:
    """Return words without the quotation marks of YAML, even if these are not closed."""
    if words[:1] == '"':
        return words[1:].removesuffix('"').replace('\\"', '"').replace("\\\\", "\\")
    if words[:1] == "'":
        return words[1:].removesuffix("'").replace("''", "'")
    return words
