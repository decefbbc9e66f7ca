"""The neutral document: the content of a handout, before a format prints it.

Kinds make documents and formats print them; neither knows the other.  A text is a tree of small
Markdown (`bank.prose`) or plain words, never the markup of a format.  The lines of passages are
already broken, so that “line 12” is line 12 in every format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import Literal

from ...bank.media import Media
from ...bank.model import LEVELS, Level
from ...bank.prose import Prose
from ...format import credited, listed
from ...locale import N_, _, ngettext
from ...mathematics.in_text import shown_in_line
from ...source.claims import ClaimKind
from .areas import AnswerArea, Bubbles, LetteredChoice
from .prose import prefixed

Audience = Literal["student", "teacher"]


# Lines.


@dataclass(frozen=True, slots=True)
class LineRun:
    """Words of a line; `mark` is how they differ from the other translation.

    A formula is a run of its own: `text` is what the source has, `latex` is the formula.
    """

    text: str
    mark: ClaimKind | None = None
    latex: str = ""

    @property
    def shown(self) -> str:
        return shown_in_line(self.latex) if self.latex else self.text


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One line of a passage; formats neither break nor join lines.  The number 0 is not printed."""

    number: int
    runs: tuple[LineRun, ...]
    starts_paragraph: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def shown(self) -> str:
        """The words of the line, with each formula in one line of Unicode."""
        return "".join(run.shown for run in self.runs)

    @property
    def shown_number(self) -> str:
        return str(self.number) if self.number else ""


LineRange = tuple[int, int]
"""The numbers of a first and a last line."""


MARKS: dict[ClaimKind, str] = {
    ClaimKind.NUMBER: N_("number"),
    ClaimKind.NAME: N_("name"),
    ClaimKind.NEGATION: N_("negation"),
    ClaimKind.MODAL: N_("modal"),
}
"""What marked words are, to look up."""


def line_ranges(ranges: Sequence[LineRange]) -> str:
    """Lines in words: "line 4", "lines 4–9", "lines 4–9 and 12"; "" for none.

    Ranges that overlap or follow each other are one.
    """
    texts = number_ranges(ranges)
    if not texts:
        return ""
    return (
        _("line {number}", number=texts[0])
        if len(texts) == 1 and texts[0].isdecimal()
        else _("lines {numbers}", numbers=listed(texts))
    )


def number_ranges(ranges: Iterable[LineRange]) -> list[str]:
    """Ranges of numbers in words: "4", "6–9"; those that overlap or follow each other are one."""
    return [str(first) if first == last else f"{first}–{last}" for first, last in _joined(ranges)]


def _joined(ranges: Iterable[LineRange]) -> list[LineRange]:
    joined: list[LineRange] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """Words of a source in numbered lines, and their source line.

    `place` is "Part 1, A2", `source` the document's title or short name, `credit` its author.  A
    question that asks who speaks, or where, has no speaker and the place "".
    """

    lines: tuple[NumberedLine, ...]
    place: str
    source: str
    speaker: str | None = None
    credit: str | None = None
    link: str | None = None
    lang: str = "en"

    @property
    def attribution(self) -> str:
        """The source line: speaker, place, source and credit, as far as they are known."""
        where = self.speaker or self.place
        if self.speaker and self.place:
            where = _("{speaker}, {place}", speaker=self.speaker, place=self.place)
        source = "" if names_source(self.place, self.source) else self.source
        if source and self.credit:
            source = credited(source, self.credit)
        return (
            _("{place}. {source}", place=where, source=source)
            if where and source
            else where or source
        )

    @property
    def line_range(self) -> LineRange:
        return self.lines[0].number, self.lines[-1].number

    @property
    def is_question(self) -> bool:
        """Whether it is a question of a few lines, as an interviewer's, which belongs to the next."""
        last = self.lines[-1].shown.rstrip("”’»」\"') ")
        return len(self.lines) <= 6 and last.endswith(("?", "？", "؟"))


def names_source(place: str, source: str) -> bool:
    """Whether a place starts with the name of its source, as the only section of a text may."""
    return place == source or place.startswith((f"{source},", f"{source}，"))


# Blocks: a closed set.


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, one or two levels below the document's title; kept with what follows."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Running text; a `lead` opens the document, a `notice` is boxed."""

    prose: Prose
    tone: Literal["plain", "lead", "notice"] = "plain"


@dataclass(frozen=True, slots=True)
class Note:
    """Running text after a label in bold: "Answer", "Listen for"."""

    label: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same place in two sources, side by side; both sides start at the same line number.

    `name` is the place, for screen readers; others have the heading above.
    """

    name: str
    left: PassageBlock
    right: PassageBlock


@dataclass(frozen=True, slots=True)
class Legend:
    """How the marks of these kinds look in this format."""

    kinds: tuple[ClaimKind, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question: prompt, passages, room for the answer; on one page if it fits.

    `lines` are those it is about, elsewhere in the document.  `minutes` can be a range.  `notes` and
    `id` (in its bank) are for the teacher: a student's document has none.
    """

    number: int
    prompt: Prose
    answer_area: AnswerArea
    passages: tuple[PassageBlock, ...] = ()
    lines: tuple[LineRange, ...] = ()
    points: int | None = None
    level: Level | None = None
    minutes: int | tuple[int, int] | None = None
    lang: str = "en"
    id: str | None = None
    notes: tuple[Note, ...] = ()

    @property
    def level_name(self) -> str:
        return _(LEVELS[self.level]) if self.level else ""

    @property
    def facts(self) -> str:
        """Lines, level, minutes and points, separated by " · "; or ""."""
        parts = [
            line_ranges(self.lines),
            self.level_name,
            _("{minutes} min", minutes=_from_to(self.minutes)) if self.minutes else "",
            "" if self.points is None else points_text(self.points),
        ]
        return " · ".join(filter(None, parts))

    @property
    def has_only_points(self) -> bool:
        """Whether points are all that is printed about it, as in a student's exam: in a column."""
        return self.points is not None and not self.id and self.facts == points_text(self.points)


def form_name(letter: str) -> str:
    """The name of an exam's form: "Form A"."""
    return _("Form {letter}", letter=letter)


def points_text(points: int) -> str:
    """Points in words: "1 point", "45 points"."""
    return ngettext("{n} point", "{n} points", points)


def _from_to(minutes: int | tuple[int, int]) -> str:
    """Minutes as printed: "20", "8–20"."""
    return str(minutes) if isinstance(minutes, int) else "–".join(map(str, dict.fromkeys(minutes)))


@dataclass(frozen=True, slots=True)
class Writing:
    """Empty lines to write on outside a question, under a label if there is one."""

    count: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledBlank:
    """A blank between two texts: "Name ____", "Score ____ / 45"."""

    label: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Fields:
    """Blanks to fill in, on one line: name, date, score."""

    blanks: tuple[LabelledBlank, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and a header row, which is repeated on each page.

    `widths` are relative.  With `row_headers` the first cell of each row is its header.  Narrow rows
    can be printed `side_by_side` on paper.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Prose, ...], ...]
    widths: tuple[int, ...]
    row_headers: bool = True
    side_by_side: int = 1

    def on_paper(self) -> Table:
        """The table with its rows side by side, in columns that are read from top to bottom."""
        height = max(1, -(-len(self.rows) // self.side_by_side))
        times = max(1, -(-len(self.rows) // height))  # fewer for few rows
        columns = [self.rows[n * height : (n + 1) * height] for n in range(times)]
        empty: tuple[Prose, ...] = ((),) * len(self.header)
        rows = tuple(sum(line, ()) for line in zip_longest(*columns, fillvalue=empty))
        return replace(self, header=self.header * times, rows=rows, widths=self.widths * times)

    def is_row_header(self, column: int) -> bool:
        """Whether a column, also of the table on paper, has the headers of rows."""
        return self.row_headers and column % len(self.widths) == 0


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary and its meaning."""

    term: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in alphabetical order."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Where to read something: what it is, and an address that formats also print as a QR code."""

    text: str
    url: str

    @property
    def short(self) -> str:
        return short_address(self.url)


def short_address(url: str) -> str:
    """An address as people copy it: without the scheme and a slash at the end."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@dataclass(frozen=True, slots=True)
class Together:
    """Blocks that are printed on one page if they fit on one, else from the top of a page."""

    blocks: tuple[HandoutBlock, ...]


@dataclass(frozen=True, slots=True)
class PaperCard:
    """The two sides of a card, and the place of its evidence, printed small on the back.

    `choices` are below the front.
    """

    front: Prose
    back: Prose
    place: str = ""
    choices: tuple[LetteredChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class CutCards:
    """Cards to cut out, eight a page, fronts and backs in register; other formats print a table."""

    cards: tuple[PaperCard, ...]

    @property
    def table(self) -> Table:
        rows = tuple(((*card.front, *_lettered(card.choices)), card.back) for card in self.cards)
        return Table(_("Cards"), (_("Front"), _("Back")), rows, (1, 1), row_headers=False)


def _lettered(choices: Iterable[LetteredChoice]) -> Prose:
    return tuple(block for c in choices for block in prefixed(f"{c.letter}\u2002", c.prose))


HandoutBlock = (
    Heading
    | TextBlock
    | Note
    | PassageBlock
    | Parallel
    | Legend
    | Item
    | Writing
    | Fields
    | Table
    | Glossary
    | WebAddress
    | Together
    | Bubbles
    | CutCards
)


def flat(blocks: Iterable[HandoutBlock]) -> Iterator[HandoutBlock]:
    """Blocks, with those that are kept together one by one."""
    for block in blocks:
        if isinstance(block, Together):
            yield from flat(block.blocks)
        else:
            yield block


# The document.


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that start on a new page; `letter` is the exam form's, printed on each of its pages.

    Lines and items are numbered from 1 in each part.  A part with a `title` is handed out on its own,
    without subtitle and credits.
    """

    blocks: tuple[HandoutBlock, ...]
    letter: str | None = None
    title: str | None = None

    @property
    def is_sheet(self) -> bool:
        """Whether it starts on a sheet of its own, even if both sides are printed."""
        return self.letter is not None or self.title is not None

    def heading(self, title: str) -> str:
        """Its title in a document with this title: "Answer sheet, form A"."""
        title = self.title or title
        return (
            _("{title}, form {letter}", title=title, letter=self.letter) if self.letter else title
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A handout for one audience.

    `work` and `sources` make the running head ("Interview with …", "Harry Wang’s blog").  `credits` name the
    owners of quotes and questions.  `margin` leaves room for notes beside passages.  `lang` is the
    language of everything that is neither a question nor a quote, and `quoted_langs` are those of the
    course's texts, whose words may be anywhere.
    """

    kind: str
    audience: Audience
    title: str
    subtitle: str
    work: str
    sources: str
    parts: tuple[Part, ...]
    credits: tuple[str, ...] = ()
    margin: bool = False
    lang: str = "en"
    quoted_langs: tuple[str, ...] = ()


# A format's other argument, and its result.

PaperSize = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """The user's settings for printing; a format ignores those it does not use."""

    paper: PaperSize = "a4"
    font_paths: tuple[Path, ...] = ()
    system_fonts: bool = True
    media: Media = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """The bytes of a file, equal for equal documents, settings and fonts, and sentences about it.

    `missing_glyphs` are about characters printed as □: “no font has U+6881 梁 (CJK UNIFIED
    IDEOGRAPH-6881) in question 3”.
    """

    content: bytes
    warnings: tuple[str, ...] = ()
    missing_glyphs: tuple[str, ...] = ()
