"""Tables of fields, read cell by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .lines import Line, markdown
from .refused import ContentRefused

_RIGHT = re.compile(r"text-align:\s*(right|center)")


class GridReader:
    """Reads the rows of a table; `before` are the lines of its caption."""

    def __init__(self) -> None:
        self.before: list[Line] = []
        self.has_header = False
        self._rows: list[list[Line]] = []
        self._alignment: list[str] = []
        self._part = ""

    def start(self, tag: str, named: Mapping[str, str]) -> None:
        """Start a row, a cell or the caption; raises ContentRefused for cells that are joined."""
        self._part = tag
        if tag == "tr":
            self._rows.append([])
        elif tag != "caption":
            if not self._rows:
                self._rows.append([])
            if any(
                named.get(name, "1").strip() not in ("", "0", "1")
                for name in ("colspan", "rowspan")
            ):
                raise ContentRefused("a table with joined cells")
            if len(self._rows) == 1:
                self.has_header = self.has_header or tag == "th"
                side = _RIGHT.search(named.get("style", ""))
                self._alignment.append(named.get("align") or (side[1] if side else ""))

    def add(self, line: Line) -> None:
        """Add the words of what was started last."""
        if self._part in ("td", "th"):
            self._rows[-1].append(line)
        elif line.text:
            self.before.append(line)
        self._part = ""

    def finish(self) -> str:
        """Return the table in Markdown; rows that are too short get empty cells.

        A single cell, which only places its words, goes to the lines before; then there is no table.
        """
        rows = [row for row in self._rows if any(cell.text for cell in row)]
        columns = max(map(len, rows), default=0)
        if len(rows) == columns == 1:
            self.before += rows[0]
            rows = []
        if not rows:
            return ""
        head, *others = (
            [_cell(cell) for cell in row] + [""] * (columns - len(row)) for row in rows
        )
        sides = {"right": "--:", "center": ":-:"}
        marks = [sides.get(side, "---") for side in self._alignment] + ["---"] * columns
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, marks[:columns], *others))


def _cell(line: Line) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", markdown([line]))
