"""Data as YAML that `parse` reads back: block style, and quotation marks only where they are needed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from .data import parse


def block(value: Any, indent: int = 0) -> str:
    """Return a mapping or a list in block style, each line indented."""
    return "".join(f"{' ' * indent}{line}\n" if line else "\n" for line in _lines(value))


def scalar(value: Any) -> str:
    """Return a value that is neither a list nor a mapping, on one line."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return value if _is_plain(value) else _quoted(value)
        case _:
            return str(value)


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _entry(f"{scalar(key)}:", item, "  ")
    else:
        for item in value:
            if isinstance(item, Mapping) and item:
                first, *rest = _lines(item)
                yield f"- {first}"
                yield from (line and f"  {line}" for line in rest)
            else:
                yield from _entry("-", item, "  ")


def _entry(head: str, item: Any, indent: str) -> Iterator[str]:
    """Yield the lines of a value behind a key or a dash."""
    if isinstance(item, Mapping | list | tuple) and item:
        yield head
        yield from (line and f"{indent}{line}" for line in _lines(item))
    elif isinstance(item, Mapping | list | tuple):
        yield f"{head} {'{}' if isinstance(item, Mapping) else '[]'}"
    elif isinstance(item, str) and _is_literal(item):
        yield f"{head} |-"
        yield from (line and f"{indent}{line}" for line in item.split("\n"))
    else:
        yield f"{head} {scalar(item)}"


def _is_plain(text: str) -> bool:
    """Whether a text needs no quotation marks, as a value and in a list."""
    if not text.isprintable() or text != text.strip() or not text:
        return False
    part, problem = parse(f"- {text}\n")
    return problem is None and part is not None and part.value == [text]


def _is_literal(text: str) -> bool:
    """Whether a text of several lines can be written as it is."""
    lines = text.split("\n")
    return (
        len(lines) > 1
        and all(line.isprintable() and line == line.rstrip() for line in lines)
        and bool(lines[-1])
        and bool(lines[0])
        and not lines[0].startswith(" ")
    )


def _quoted(text: str) -> str:
    made = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08X}" for c in made)
