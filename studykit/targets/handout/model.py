"""The neutral document: what a handout says, before any format prints it.

Kinds make documents, formats print them; neither knows of the other.  Texts are trees of small
Markdown (`bank.prose`) or plain words, never markup of a format.  Lines of passages are broken
here, once, so that “line 12” is line 12 on every paper and in every format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, assert_never
from unicodedata import category, combining

from ...bank.prose import Listing, Paragraph, Prose
from ...diagnostics import wide
from ...source.claims import Kind

MEASURE = 60
"""Columns of a line of a passage; East Asian wide characters take two."""

COLUMN = 34
"""Columns of a line where two passages stand side by side."""

EVERY = 5
"""Which lines show their numbers: every fifth."""

GAP = "\ufffc"
"""In the prose of `Blanks`: where a blank stands, one for each of its gaps, in order."""

Audience = Literal["student", "teacher"]


# Lines.


@dataclass(frozen=True, slots=True)
class LineRun:
    """Words of a line; `mark` says what differs in the other translation."""

    text: str
    mark: Kind | None = None


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """One line of a passage, not to be broken or joined; `opens` where a paragraph begins."""

    number: int
    runs: tuple[LineRun, ...]
    opens: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def shows(self) -> bool:
        """Whether its number is printed."""
        return self.number % EVERY == 0


@dataclass(frozen=True, slots=True)
class PassageBlock:
    """Words of a source in numbered lines, with what stands under them.

    `place` is "Part 1, A2"; `source` the document's title or short name; `credit` whose it is.
    Where the question is who speaks, or where, there is no speaker and the place is "".
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
        """The source line: speaker, place, source and credit, as far as there are any."""
        where = ", ".join(filter(None, (self.speaker, self.place)))
        whose = self.source + (f" ({self.credit})" if self.credit else "")
        return ". ".join(filter(None, (where, whose)))

    @property
    def span(self) -> str:
        """Its lines in words: "line 4", "lines 4–9"."""
        return span(self.lines[0].number, self.lines[-1].number)


def span(first: int, last: int) -> str:
    """Lines in words: "line 4", "lines 4–9"."""
    return f"line {first}" if first == last else f"lines {first}–{last}"


def spans(*found: tuple[int, int]) -> str:
    """Several stretches of lines in words: "lines 4–9 and 12", "line 4"; "" for none."""
    if len(found) < 2:
        return span(*found[0]) if found else ""
    parts = [span(*lines).partition(" ")[2] for lines in found]
    return f"lines {', '.join(parts[:-1])} and {parts[-1]}"


# What a learner gets to answer with: a closed set.


@dataclass(frozen=True, slots=True)
class LetteredChoice:
    """One of several things to choose from, or to put in order, under a letter."""

    letter: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Options:
    """Options to choose from, already in the order to show; `several` may be right."""

    choices: tuple[LetteredChoice, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """One blank of a text: its number (equal ones are filled alike), its width, a hint."""

    number: int
    columns: int
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Blanks:
    """A text with blanks: each `GAP` sign in the prose stands for the next of `gaps`.

    The sign is nowhere else in the prose; it may stand amid the text of a span.
    """

    prose: Prose
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class AnswerBlank:
    """A short blank, for a word or a number; the unit stands behind it ("steps", "%")."""

    columns: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerLines:
    """So many empty lines to write on."""

    count: int


@dataclass(frozen=True, slots=True)
class OrderArea:
    """Things to put in order, already shuffled, and as many blanks for their letters."""

    choices: tuple[LetteredChoice, ...]


@dataclass(frozen=True, slots=True)
class PairsArea:
    """For each of `lefts` a blank for the letter of one of `choices`, already shuffled."""

    lefts: tuple[Prose, ...]
    choices: tuple[LetteredChoice, ...]


@dataclass(frozen=True, slots=True)
class NoAnswerArea:
    """Nothing to write on: it is talked about."""


AnswerArea = Options | Blanks | AnswerBlank | AnswerLines | OrderArea | PairsArea | NoAnswerArea


# Blocks: a closed set too.


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of plain words: level 1 below the document's title, or 2; never stranded."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Running text; a `lead` opens the document, a `notice` wants to be seen."""

    prose: Prose
    tone: Literal["plain", "lead", "notice"] = "plain"


@dataclass(frozen=True, slots=True)
class Note:
    """Running text behind a label in bold: "Answer", "Listen for"."""

    label: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two passages side by side, on one place; both count their lines from the same number."""

    name: str
    left: PassageBlock
    right: PassageBlock


@dataclass(frozen=True, slots=True)
class Legend:
    """How the marks of this format look, for these kinds."""

    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A question: prompt, passages, room for the answer; not split if a page can hold it.

    `lines` are those it is about, where they stand elsewhere in the document, `more_lines` further
    ones.  `notes` and `id` (the question's, in its bank) are the teacher's: a student's document
    has none.
    """

    number: int
    prompt: Prose
    ask: AnswerArea
    shown: tuple[PassageBlock, ...] = ()
    lines: tuple[int, int] | None = None
    points: int | None = None
    level: str | None = None
    minutes: int | None = None
    lang: str = "en"
    id: str | None = None
    notes: tuple[Note, ...] = ()
    more_lines: tuple[tuple[int, int], ...] = ()

    @property
    def facts(self) -> str:
        """Lines, level, minutes and points on one line, parts apart by " · "; or ""."""
        parts = [
            spans(*([self.lines] if self.lines else []), *self.more_lines),
            self.level or "",
            f"{self.minutes} min" if self.minutes else "",
            _points(self.points),
        ]
        return " · ".join(filter(None, parts))


def _points(count: int | None) -> str:
    return "" if count is None else "1 point" if count == 1 else f"{count} points"


@dataclass(frozen=True, slots=True)
class Writing:
    """Empty lines to write on, outside of a question, with what they are for, if it must be said."""

    count: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Blanks to fill in on one line, each behind its label: name, date, points."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and one row of heads, repeated where it runs over a page.

    `widths` are relative.  The first cell of a row is its head where `row_heads` says so.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Prose, ...], ...]
    widths: tuple[int, ...]
    row_heads: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary and what it means."""

    term: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms in alphabetical order."""

    terms: tuple[Term, ...]


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
)


# The document.


@dataclass(frozen=True, slots=True)
class Part:
    """What begins on a page of its own; `letter` is the form's, shown on each of its pages.

    Line numbers and item numbers begin anew in each.
    """

    blocks: tuple[HandoutBlock, ...]
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A handout for one audience.

    `work` and `rendering` are what the running head says ("Interview with …", "He and Yu");
    `credits` go under the end: whose the quoted words and the questions are.  `margin` asks for
    an empty margin beside passages, for notes.  `lang` is that of the words which are nobody's
    question and nobody's quote.
    """

    kind: str
    audience: Audience
    title: str
    subtitle: str
    work: str
    rendering: str
    parts: tuple[Part, ...]
    credits: tuple[str, ...] = ()
    margin: bool = False
    lang: str = "en"


# Breaking lines.


@dataclass(slots=True)
class Numbering:
    """Numbers the lines of one part through."""

    last: int = 0

    def take(
        self, text: str, measure: int = MEASURE, marks: Marks = ()
    ) -> tuple[NumberedLine, ...]:
        """The lines of a text, numbered on; paragraphs are apart by line feeds."""
        lines = broken(text, measure, marks, self.last + 1)
        self.last += len(lines)
        return lines

    def take_both(
        self, left: str, right: str, left_marks: Marks = (), right_marks: Marks = ()
    ) -> tuple[tuple[NumberedLine, ...], tuple[NumberedLine, ...]]:
        """The lines of two texts side by side, both from the same number on."""
        first = self.last + 1
        a = broken(left, COLUMN, left_marks, first)
        b = broken(right, COLUMN, right_marks, first)
        self.last += max(len(a), len(b))
        return a, b


Marks = Sequence[tuple[Kind, int, int]]
"""What to mark: a kind, and a stretch of the text (offsets, the end exclusive)."""


def broken(
    text: str, measure: int = MEASURE, marks: Marks = (), first: int = 1
) -> tuple[NumberedLine, ...]:
    """A text in lines of at most `measure` columns, numbered from `first`.

    Lines break at spaces, after dashes, and between characters of scripts without spaces; a word
    wider than a line is cut.  Each line feed opens a paragraph.  Never without a line.
    """
    lines: list[NumberedLine] = []
    at = 0
    for paragraph in text.split("\n"):
        opens = True
        for start, end in _stretches(paragraph, measure):
            runs = tuple(_runs(text, at + start, at + end, marks))
            lines.append(NumberedLine(first + len(lines), runs, opens))
            opens = False
        at += len(paragraph) + 1
    return tuple(lines) or (NumberedLine(first, (), True),)


def _stretches(text: str, measure: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a paragraph begin and end, the spaces at which it breaks left out."""
    start = end = 0  # of the line so far
    columns = 0
    for begin, stop in _atoms(text):
        size = wide(text[begin:stop])
        between = wide(text[end:begin]) if end > start else 0
        if end > start and columns + between + size > measure:
            yield start, end
            start = end = begin
            columns = between = 0
        if end == start:
            start = begin
        while size > measure:  # a word wider than a line
            cut = _fitting(text, begin, stop, measure)
            yield begin, cut
            start = end = begin = cut
            size = wide(text[begin:stop])
        if begin < stop:
            columns += between + size
            end = stop
    if end > start:
        yield start, end


_NO_START = "、。，．・：；？！）」』】〕〉》’”…,.;:?!)]}%"
"""What does not begin a line."""
_NO_END = "（「『【〔〈《‘“([{"
"""What does not end a line."""


def _atoms(text: str) -> Iterator[tuple[int, int]]:
    """Stretches without spaces that no line breaks inside of, if they fit in one."""
    begin: int | None = None
    for n, c in enumerate(text):
        if c.isspace() and c not in "\u00a0\u202f\u2007":
            if begin is not None:
                yield begin, n
            begin = None
            continue
        if begin is None:
            begin = n
        elif _may_break(text[n - 1], c):
            yield begin, n
            begin = n
    if begin is not None:
        yield begin, len(text)


def _may_break(before: str, after: str) -> bool:
    if _clings(after) or after in _NO_START or before in _NO_END:
        return False
    if before in "—–" and after.isalpha():
        return True
    return wide(before) == 2 or wide(after) == 2


def _clings(c: str) -> bool:
    """Whether a character belongs to the one before it."""
    return (
        combining(c) > 0 or category(c) in ("Mn", "Me", "Cf") or "\U0001f3fb" <= c <= "\U0001f3ff"
    )


def _fitting(text: str, begin: int, stop: int, measure: int) -> int:
    """How far a word goes in one line: at least one character with its marks."""
    end, columns = begin, 0
    while end < stop and columns + wide(text[end]) <= measure:
        columns += wide(text[end])
        end += 1
    while end > begin + 1 and end < stop and _clings(text[end]):
        end -= 1
    return max(end, begin + 1)


def _runs(text: str, start: int, end: int, marks: Marks) -> Iterator[LineRun]:
    at = start
    for kind, first, last in sorted(marks, key=lambda mark: mark[1:]):
        first, last = max(first, at), min(last, end)
        if first < last:
            if at < first:
                yield LineRun(text[at:first])
            yield LineRun(text[first:last], kind)
            at = last
    if at < end:
        yield LineRun(text[at:end])


# Reading a document through.


def texts(document: Document) -> Iterator[tuple[str, str]]:
    """Every text of a document in reading order, each with where it stands ("question 3").

    What is made of numbers alone (line numbers, points, letters) is not there.
    """
    yield "the title", document.title
    yield "the title", document.subtitle
    yield "the running head", document.work
    yield "the running head", document.rendering
    for part in document.parts:
        form = f"form {part.letter}, " if part.letter else ""
        for block in part.blocks:
            for where, text in _texts(block):
                yield form + where, text
    for credit in document.credits:
        yield "the credits", credit


def _texts(block: HandoutBlock) -> Iterator[tuple[str, str]]:
    match block:
        case Heading(text):
            yield f"the heading “{text}”", text
        case TextBlock(prose):
            yield from _said("the text", prose)
        case Note(label, prose):
            yield f"the note “{label}”", label
            yield from _said(f"the note “{label}”", prose)
        case PassageBlock():
            yield from _passage(block)
        case Parallel(name, left, right):
            yield name, name
            yield from _passage(left)
            yield from _passage(right)
        case Legend():
            pass
        case Item():
            where = f"question {block.number}"
            yield from _said(where, block.prompt)
            for passage in block.shown:
                for place, text in _passage(passage):
                    yield f"{where}, {place}", text
            yield from ((where, text) for text in _asked(block.ask))
            yield from ((where, text) for text in (block.level, block.id) if text)
            for note in block.notes:
                yield where, note.label
                yield from _said(where, note.prose)
        case Writing(_, label):
            if label:
                yield "the answer lines", label
        case Fields(labels):
            yield from (("the fields", label) for label in labels)
        case Table(caption, heads, rows):
            where = f"the table “{caption}”"
            yield where, caption
            yield from ((where, head) for head in heads)
            for row in rows:
                for cell in row:
                    yield from _said(where, cell)
        case Glossary(terms):
            for term in terms:
                yield "the glossary", term.term
                yield from _said(f"the glossary, “{term.term}”", term.prose)
        case _:
            assert_never(block)


def _passage(passage: PassageBlock) -> Iterator[tuple[str, str]]:
    for line in passage.lines:
        yield f"line {line.number}", line.text
    yield f"the source of {passage.span}", passage.attribution


def _asked(ask: AnswerArea) -> Iterator[str]:
    match ask:
        case Options(choices) | OrderArea(choices):
            for choice in choices:
                yield from words(choice.prose)
        case Blanks(prose, gaps):
            yield from (part for text in words(prose) for part in text.split(GAP) if part)
            yield from (gap.hint for gap in gaps if gap.hint)
        case AnswerBlank(_, unit):
            if unit:
                yield unit
        case PairsArea(lefts, choices):
            for left in lefts:
                yield from words(left)
            for choice in choices:
                yield from words(choice.prose)
        case AnswerLines() | NoAnswerArea():
            pass
        case _:
            assert_never(ask)


def _said(where: str, prose: Prose) -> Iterator[tuple[str, str]]:
    yield from ((where, text) for text in words(prose))


def words(prose: Prose) -> Iterator[str]:
    """The words of prose, a text for each paragraph."""
    for block in prose:
        if isinstance(block, Paragraph):
            yield "".join(span.text for span in block.spans)
        else:
            for item in block.items:
                yield from words(item)


def listed(items: Iterable[Prose], ordered: bool = False) -> Prose:
    """Texts as one list."""
    return (Listing(tuple(items), ordered),)


# What a format is handed besides, and what it hands back.

PaperSize = Literal["a4", "letter"]


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """What the one who prints has asked for; a format takes what concerns it."""

    paper: PaperSize = "a4"
    font_paths: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A file's bytes, the same for the same document and settings, and what is wrong with it.

    A warning is a whole sentence: “no font has U+6881 梁 (CJK UNIFIED IDEOGRAPH-6881), question 3;
    …”.
    """

    content: bytes
    warnings: tuple[str, ...] = ()
