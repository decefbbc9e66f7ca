"""JSON and JSON Lines: an object per question, with names such as `question` and `answer`."""

from __future__ import annotations

import json
from typing import Any

from ...diagnostics import StudykitError
from ..model import ImportedFile
from ..records import add_record
from .decoding import decoded


def read(content: bytes, name: str, file: ImportedFile) -> None:
    text = decoded(content, name)
    try:
        if name.lower().endswith(".jsonl"):
            lines = [(n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
            found = [(f"line {n}", _loaded(line, f"{name}, line {n}")) for n, line in lines]
        else:
            found = [(f"item {n}", item) for n, item in enumerate(_items(_loaded(text, name)), 1)]
    except RecursionError as error:
        raise StudykitError(f"{name} is nested too deeply") from error
    for place, record in found:
        add_record(file, record, place)


def _loaded(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise StudykitError(f"{name} is not JSON: {error}") from error


def _items(data: Any) -> list[Any]:
    """Return the list of records: the file itself, or the first list of objects in it."""
    if isinstance(data, list):
        return data
    lists = (
        [value for value in data.values() if isinstance(value, list)]
        if isinstance(data, dict)
        else []
    )
    return next((items for items in lists if any(isinstance(i, dict) for i in items)), [data])
