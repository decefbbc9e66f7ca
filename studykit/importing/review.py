"""Edits of banks by which a person confirms or rejects the passages that an import proposed.

Only the lines in question change: comments, layout and other questions stay as they are.  What is
written is read back first, and has exactly the data that it should have.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostics import KeyPath, Report, StudykitError
from ..yamlfile import KEY, YamlFile
from ..yamlfile.write import block
from .evidence import PassageData


def confirmed(file: YamlFile, path: KeyPath, chosen: Sequence[int | PassageData]) -> str:
    """Return the text of a bank in which a question has the chosen passages, all confirmed.

    `path` leads to the question.  A number is one of its passages, other passages are new.  Raises
    StudykitError if the file cannot be edited by lines.
    """
    at: KeyPath = (*path, "passages")
    present = _value(file, at)
    wanted = [present[c] if isinstance(c, int) else c for c in chosen]
    wanted = [{k: v for k, v in passage.items() if k != "proposed"} for passage in wanted]
    expected = _with_value(file.data, at, wanted)
    for edit in (_by_lines(file, at, present, chosen), _rewritten(file, at, wanted)):
        if _data(edit) == expected:
            return edit
    raise StudykitError(f"the passages in {place(file, at)} cannot be edited here; edit the file")


def without_question(file: YamlFile, path: KeyPath) -> str:
    """Return the text of a bank without one of its questions."""
    *parents, n = path
    questions = _value(file, tuple(parents))
    expected = _with_value(
        file.data, tuple(parents), [q for m, q in enumerate(questions) if m != n]
    )
    lines = file.text.splitlines(keepends=True)
    first, last = _lines_of(file, path, questions[n])
    while last + 1 < len(lines) and not lines[last + 1].strip():
        last += 1
    if len(questions) == 1:
        _, key_end = file.offsets((*parents, KEY))
        edit = f"{file.text[:key_end]}: []{_line_end(file)}{''.join(lines[last + 1 :])}"
    else:
        edit = "".join(lines[:first] + lines[last + 1 :])
    if _data(edit) != expected:
        raise StudykitError(
            f"the question in {place(file, path)} cannot be removed here; edit the file"
        )
    return edit


def with_card(text: str, card: dict[str, Any]) -> str | None:
    """Return the text of a file of unsupported cards with one more; None if it cannot be added."""
    before = _data(text)
    if not isinstance(before, dict) or not isinstance(before.get("cards"), list):
        return None
    edit = f"{text.rstrip()}\n\n{block([card], indent=2)}"
    return edit if _data(edit) == {**before, "cards": [*before["cards"], card]} else None


def place(file: YamlFile, path: KeyPath) -> str:
    return f"{file.path}:{file.span(path).line}"


# Edits


def _by_lines(
    file: YamlFile, at: KeyPath, present: list[Any], chosen: Sequence[int | PassageData]
) -> str:
    """Return the text with the lines of the chosen passages alone, without `proposed`."""
    lines = file.text.splitlines(keepends=True)
    places = [_lines_of(file, (*at, n), passage) for n, passage in enumerate(present)]
    first, last = places[0][0], places[-1][1]
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    kept: list[str] = []
    for choice in chosen:
        if isinstance(choice, int):
            start, end = places[choice]
            marked = set()
            if "proposed" in present[choice]:
                line, end_line = _lines_of(file, (*at, choice, "proposed"), True)
                marked = set(range(line, end_line + 1))
            kept += [_ended(lines[n], file) for n in range(start, end + 1) if n not in marked]
        else:
            kept += block([choice], indent).replace("\n", _line_end(file)).splitlines(keepends=True)
    return "".join(lines[:first] + kept + lines[last + 1 :])


def _rewritten(file: YamlFile, at: KeyPath, wanted: list[Any]) -> str:
    """Return the text with new lines for all passages, as for a list in square brackets."""
    start, _ = file.offsets(at)
    end = _end(file, at, _value(file, at))
    key = file.span((*at, KEY)).column - 1
    made = block(wanted, key + 2).rstrip("\n").replace("\n", _line_end(file))
    return f"{file.text[:start].rstrip()}{_line_end(file)}{made}{file.text[end:]}"


def _lines_of(file: YamlFile, path: KeyPath, value: Any) -> tuple[int, int]:
    """Return the first and the last line of a value, from 0."""
    start, _ = file.offsets(path)
    return _line(file.text, start), _line(file.text, _end(file, path, value))


def _end(file: YamlFile, path: KeyPath, value: Any) -> int:
    """Return where a value ends, without the comments and empty lines below it."""
    start, end = file.offsets(path)
    if isinstance(value, dict | list) and value and file.text[start] not in "[{":
        step = len(value) - 1 if isinstance(value, list) else list(value)[-1]
        return _end(file, (*path, step), value[step])
    return len(file.text[:end].rstrip())


def _line(text: str, offset: int) -> int:
    """Return the line of an offset, from 0, as `splitlines` counts lines."""
    return len(f"{text[:offset]}.".splitlines()) - 1


def _line_end(file: YamlFile) -> str:
    return "\r\n" if "\r\n" in file.text else "\n"


def _ended(line: str, file: YamlFile) -> str:
    return line if line.endswith(("\n", "\r")) else line + _line_end(file)


def _value(file: YamlFile, path: KeyPath) -> Any:
    value: Any = file.data
    for step in path:
        value = value[step]
    return value


def _with_value(data: Any, path: KeyPath, new: Any) -> Any:
    """Return data with another value at a key path."""
    if not path:
        return new
    step, *rest = path
    inner = _with_value(data[step], tuple(rest), new)
    if isinstance(data, dict):
        return data | {step: inner}
    return [inner if n == step else item for n, item in enumerate(data)]


def _data(text: str) -> Any:
    report = Report()
    file = YamlFile("", text)
    file.parse(report)
    return None if report.errors else file.data
