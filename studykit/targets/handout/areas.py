"""Room for answers: below a question, a closed set, and on the answer sheet of an exam."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby

from ...bank.prose import Prose
from ...locale import _

GAP = "\ufffc"
"""The character in the prose of `Blanks` that represents a gap."""


@dataclass(frozen=True, slots=True)
class LetteredChoice:
    """One of several things to choose from or to put in order."""

    letter: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Options:
    """Options to choose from, in the order to print them; with `several`, more than one is right.

    With `reason`, there is room below them to say why, and in which line.
    """

    choices: tuple[LetteredChoice, ...]
    several: bool = False
    reason: bool = False


def reason_label() -> tuple[str, str]:
    """What is before and after the blank for a line's number: "Because (line ", "):"."""
    before, after = _("Because (line {number}):", number=GAP).split(GAP)
    return before, after


@dataclass(frozen=True, slots=True)
class Gap:
    """One blank of a text; blanks with the same number have the same answer."""

    number: int
    columns: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Blanks:
    """A text with blanks: each `GAP` character in the prose is the next of `gaps`."""

    prose: Prose
    gaps: tuple[Gap, ...]
    answers: int
    """How many answers the text asks for: several gaps may have the same, and a formula may have some."""

    @property
    def numbered(self) -> bool:
        """Whether to print the numbers of the gaps: there are several answers."""
        return self.answers > 1


@dataclass(frozen=True, slots=True)
class AnswerBlank:
    """A short blank for a word or a number, and the unit after it ("steps", "%")."""

    columns: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """Empty lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class OrderArea:
    """Things to put in order, already shuffled; one blank each for their letters."""

    choices: tuple[LetteredChoice, ...]


@dataclass(frozen=True, slots=True)
class PairsArea:
    """For each of `lefts` a blank for the letter of one of `choices`, already shuffled."""

    lefts: tuple[Prose, ...]
    choices: tuple[LetteredChoice, ...]


@dataclass(frozen=True, slots=True)
class LabelBlanks:
    """Blanks for the names of the numbered parts of a picture; one part has no number."""

    count: int
    columns: int


@dataclass(frozen=True, slots=True)
class NoAnswerArea:
    """No room to write: the question is discussed, or its answer is printed."""


AnswerArea = (
    Options
    | Blanks
    | AnswerBlank
    | AnswerLines
    | OrderArea
    | PairsArea
    | LabelBlanks
    | NoAnswerArea
)


# The answer sheet.


@dataclass(frozen=True, slots=True)
class BubbleRow:
    """A row of an answer sheet: a bubble for each of some letters, or a line to write on if none.

    `part` is the number of the answer if the question has several, `columns` the width of the line.
    """

    number: int
    letters: tuple[str, ...] = ()
    part: int | None = None
    columns: int = 0

    @property
    def label(self) -> str:
        return str(self.number) if self.part is None else f"{self.number} ({self.part})"


MAX_BUBBLE_ROWS = 24
"""Rows of an answer sheet that surely fit in a column."""


@dataclass(frozen=True, slots=True)
class Bubbles:
    """The rows of an answer sheet, in columns that are read from top to bottom."""

    rows: tuple[BubbleRow, ...]

    @property
    def column_count(self) -> int:
        """Three columns, or two for more letters, or longer lines, than three have room for."""
        return 2 if any(len(row.letters) > 4 or row.columns > 24 for row in self.rows) else 3

    def pages(self) -> Iterator[list[list[BubbleRow]]]:
        """The columns of each page, as even as they can be; a question is in one column."""
        full = _columns(self.rows, MAX_BUBBLE_ROWS)
        for n in range(0, len(full), self.column_count):
            rows = [row for column in full[n : n + self.column_count] for row in column]
            yield next(
                columns
                for height in count(1)
                if len(columns := _columns(rows, height)) <= self.column_count
            )


def _columns(rows: Iterable[BubbleRow], height: int) -> list[list[BubbleRow]]:
    """Fill columns of at most this many rows with whole questions, each with one at least."""
    columns: list[list[BubbleRow]] = []
    for _number, question in groupby(rows, lambda row: row.number):
        answers = list(question)
        if not columns or len(columns[-1]) + len(answers) > height:
            columns.append([])
        columns[-1] += answers
    return columns
