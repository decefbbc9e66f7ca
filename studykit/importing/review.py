"""Edits of banks by which a person confirms or rejects the passages that an import proposed.

Only the lines in question change.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnostics import KeyPath, StudykitError
from ..yamlfile import KEY, YamlFile
from ..yamlfile.edit import data_of, end_of, line_end, lines_of, value_at, with_value
from ..yamlfile.write import block
from .evidence import PassageData


def confirmed(file: YamlFile, path: KeyPath, chosen: Sequence[int | PassageData]) -> str:
    """Return the text of a bank in which a question has the chosen passages, all confirmed.

    `path` leads to the question.  A number is one of its passages, other passages are new.  Raises
    StudykitError if the file cannot be edited by lines.
    """
    at: KeyPath = (*path, "passages")
    present = value_at(file.data, at)
    wanted = [present[c] if isinstance(c, int) else c for c in chosen]
    wanted = [{k: v for k, v in passage.items() if k != "proposed"} for passage in wanted]
    expected = with_value(file.data, at, wanted)
    for edit in (_by_lines(file, at, present, chosen), _rewritten(file, at, wanted)):
        if data_of(edit) == expected:
            return edit
    raise StudykitError(f"the passages in {place(file, at)} cannot be edited here; edit the file")


def without_question(file: YamlFile, path: KeyPath) -> str:
    """Return the text of a bank without one of its questions."""
    *parents, n = path
    questions = value_at(file.data, tuple(parents))
    expected = with_value(file.data, tuple(parents), [q for m, q in enumerate(questions) if m != n])
    lines = file.text.splitlines(keepends=True)
    first, last = lines_of(file, path)
    while last + 1 < len(lines) and not lines[last + 1].strip():
        last += 1
    if len(questions) == 1:
        _, key_end = file.offsets((*parents, KEY))
        edit = f"{file.text[:key_end]}: []{line_end(file)}{''.join(lines[last + 1 :])}"
    else:
        edit = "".join(lines[:first] + lines[last + 1 :])
    if data_of(edit) != expected:
        raise StudykitError(
            f"the question in {place(file, path)} cannot be removed here; edit the file"
        )
    return edit


def with_card(text: str, card: dict[str, Any]) -> str | None:
    """Return the text of a file of unsupported cards with one more; None if it cannot be added."""
    before = data_of(text)
    if not isinstance(before, dict) or not isinstance(before.get("cards"), list):
        return None
    edit = f"{text.rstrip()}\n\n{block([card], indent=2)}"
    return edit if data_of(edit) == {**before, "cards": [*before["cards"], card]} else None


def place(file: YamlFile, path: KeyPath) -> str:
    return f"{file.path}:{file.span(path).line}"


# Edits


def _by_lines(
    file: YamlFile, at: KeyPath, present: list[Any], chosen: Sequence[int | PassageData]
) -> str:
    """Return the text with the lines of the chosen passages alone, without `proposed`."""
    lines = file.text.splitlines(keepends=True)
    places = [lines_of(file, (*at, n)) for n in range(len(present))]
    first, last = places[0][0], places[-1][1]
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    kept: list[str] = []
    for choice in chosen:
        if isinstance(choice, int):
            start, end = places[choice]
            marked = set()
            if "proposed" in present[choice]:
                line, end_line = lines_of(file, (*at, choice, "proposed"))
                marked = set(range(line, end_line + 1))
            kept += [_ended(lines[n], file) for n in range(start, end + 1) if n not in marked]
        else:
            kept += block([choice], indent).replace("\n", line_end(file)).splitlines(keepends=True)
    return "".join(lines[:first] + kept + lines[last + 1 :])


def _rewritten(file: YamlFile, at: KeyPath, wanted: list[Any]) -> str:
    """Return the text with new lines for all passages, as for a list in square brackets."""
    start, _ = file.offsets(at)
    end = end_of(file, at)
    key = file.span((*at, KEY)).column - 1
    made = block(wanted, key + 2).rstrip("\n").replace("\n", line_end(file))
    return f"{file.text[:start].rstrip()}{line_end(file)}{made}{file.text[end:]}"


def _ended(line: str, file: YamlFile) -> str:
    return line if line.endswith(("\n", "\r")) else line + line_end(file)
