"""Edits of YAML files by lines: comments, layout and the other values stay as they are.

What an edit makes is read back before it is written, and has exactly the data that it should have.
"""

from __future__ import annotations

from typing import Any

from ..diagnostics import KeyPath, Report
from . import KEY, YamlFile


def parsed(text: str) -> YamlFile:
    file = YamlFile("", text)
    file.parse(Report())
    return file


def data_of(text: str) -> Any:
    """Return the data in some YAML, or None if there is an error in it."""
    file = parsed(text)
    return None if file.has_errors else file.data


def value_at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


def with_value(data: Any, path: KeyPath, new: Any) -> Any:
    """Return data with another value at a key path."""
    if not path:
        return new
    step, *rest = path
    inner = with_value(data[step], tuple(rest), new)
    if isinstance(data, dict):
        return data | {step: inner}
    return [inner if n == step else item for n, item in enumerate(data)]


def with_items(text: str, items: dict[str, str]) -> str | None:
    """Return a file with new items at the end of some of its lists.

    `items` are the lines of the items of each list, each item beginning with "- ", without indentation.
    Returns None if a list is not written with one item per line, or if anything else would change.
    """
    before = data_of(text)
    if not isinstance(before, dict):
        return None
    edit, expected = text, dict(before)
    for key, lines in items.items():
        if not lines:
            continue
        present, new = before.get(key, []), data_of(lines)
        if not (isinstance(present, list) and isinstance(new, list)):
            return None
        expected[key] = present + new
        if (longer := _with_items(parsed(edit), key, lines)) is None:
            return None
        edit = longer
    return edit if data_of(edit) == expected else None


def _with_items(file: YamlFile, key: str, lines: str) -> str | None:
    text, end_of_line = file.text, line_end(file)
    data: Any = file.data
    if key not in data:
        # before `sources`, which is the last and longest list
        at = len(text)
        if "sources" in data:
            at = line_start(text, file.offsets(("sources", KEY))[0])
        added = f"{key}:\n{_indented(lines, 2)}\n"
        return text[:at] + added.replace("\n", end_of_line) + text[at:]
    start, end = file.offsets((key,))
    if not data[key]:
        added = f"\n{_indented(lines.lstrip(), 2)}"
        after = text[end:].lstrip(" ").removeprefix(end_of_line)
        return text[:start].rstrip() + added.replace("\n", end_of_line) + after
    if text[start] == "[":
        return None
    indent = start - line_start(text, start)
    at = text.find("\n", end_of(file, (key,))) + 1
    if not at:
        text += end_of_line
        at = len(text)
    return text[:at] + _indented(lines, indent).replace("\n", end_of_line) + text[at:]


def _indented(lines: str, by: int) -> str:
    return "".join(f"{' ' * by}{line}\n" if line else "\n" for line in lines.splitlines())


# Places


def line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def line_end(file: YamlFile) -> str:
    return "\r\n" if "\r\n" in file.text else "\n"


def lines_of(file: YamlFile, path: KeyPath) -> tuple[int, int]:
    """Return the first and the last line of a value, from 0, as `splitlines` counts lines."""
    start, end = file.offsets(path)[0], end_of(file, path)
    return _line(file.text, start), _line(file.text, end)


def _line(text: str, offset: int) -> int:
    return len(f"{text[:offset]}.".splitlines()) - 1


def end_of(file: YamlFile, path: KeyPath) -> int:
    """Return where a value ends, without the comments and empty lines below it."""
    start, end = file.offsets(path)
    value = value_at(file.data, path)
    if isinstance(value, dict | list) and value and file.text[start] not in "[{":
        last = len(value) - 1 if isinstance(value, list) else list(value)[-1]
        return end_of(file, (*path, last))
    return len(file.text[:end].rstrip())
