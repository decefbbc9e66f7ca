"""Blocks: what every reader returns."""

from __future__ import annotations

from dataclasses import dataclass

from ..fold import MappedRun


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph as a reader sees it, in runs that map to the raw text.

    `outside` says why the words cannot be cited, such as "struck-out text".
    """

    runs: list[MappedRun]
    heading: bool = False
    outside: str | None = None

    @property
    def text(self) -> str:
        return "".join(run[0] for run in self.runs)
