"""What every reader makes of a text: blocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph: its text as a reader sees it, in runs (text, start, end).

    `start` and `end` are code-point offsets into the raw text, the end exclusive.
    """

    runs: list[tuple[str, int, int]]
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(run[0] for run in self.runs)
