"""Writing to a terminal: wrapped lines, tables and columns; wide characters take two columns."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple, assert_never

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from ..bank.code import tokens
from ..bank.prose import (
    CodeBlock,
    Formula,
    Grid,
    Inline,
    Link,
    Listing,
    Math,
    Paragraph,
    Picture,
    Prose,
    ProseBlock,
    ProseSpan,
    Sound,
    parse,
)
from ..diagnostics import printable
from ..format import labelled, series
from ..locale.joining import commas
from .wrapping import line_ends, needs_care

WIDEST = 88  # columns; longer lines are hard to read
NARROWEST = 8  # columns that are left for words, however deep their indent
NARROW = 60  # columns; a narrower table becomes sentences
CODE_STYLES = {
    "": "", "c": "dim italic", "k": "bold", "s": "green", "n": "cyan", "f": "bold", "b": "",
}  # fmt: skip
"""The styles of code, by the kinds of its tokens."""
GAP = 4  # columns between two texts side by side


class TableRow(NamedTuple):
    """A name and its figures; without figures, a blank line."""

    name: str = ""
    figures: Sequence[str] = ()
    indent: int = 0


@dataclass(frozen=True, slots=True)
class TextWriter:
    """A writer that wraps text and passes each line to `emit`, without styles if `plain`."""

    console: Console
    width: int
    plain: bool
    emit: Callable[[Text], None]

    def facts(self, *facts: str | None) -> str:
        """Join facts by dots, or by commas if `plain`: screen readers do not pause at a dot."""
        given = filter(None, facts)
        return commas(*given) if self.plain else " · ".join(given)

    def line(
        self, text: str | Text = "", style: str = "", indent: str = "", mark: str | Text = ""
    ) -> None:
        """Write a paragraph; lines after the first are indented by the width of the mark."""
        words = text if isinstance(text, Text) else Text(printable(text, keep_lines=True), style)
        if self.plain:
            words = Text(words.plain)
        hanging = indent + " " * cell_len(str(mark))
        for n, wrapped in enumerate(self._wrapped(words, self._room(len(hanging)))):
            before = Text(hanging if n else indent)
            if indent.strip() and not self.plain:
                before.stylize("dim")  # a bar
            if not n:
                before.append(Text(mark) if isinstance(mark, str) else mark)
            if not wrapped:
                before.rstrip()
            self.emit(before.append_text(wrapped))

    def link(self, url: str, indent: str, broken: bool = True, whole: bool = False) -> None:
        """Write an address, without its text directive, which is long; every part of it is a link.

        A page of the quiz has it `broken` at the right edge; what scrolls has it on one line, so that
        it can be copied, and if `plain`, with its directive, which in a quiz would be read aloud.  If it is
        shown to be copied from a page, it is `whole`.
        """
        url = printable(url)
        words = url if whole else url.partition(":~:")[0].rstrip("#")
        if self.plain:
            self.emit(Text(indent + (words if broken else url)))
            return
        shown = Text(words, Style(link=url))
        room = max(NARROWEST, self.width - len(indent))
        ends = range(room, len(shown), room) if broken else ()
        for part in shown.divide(ends):
            self.emit(Text(indent).append_text(part))

    def prose(
        self, text: str, style: str = "", indent: str = "", mark: str | Text = "", lead: str = ""
    ) -> None:
        """Write a text in small Markdown; `lead` goes before its first words."""
        blocks = parse(text)
        if lead and blocks and isinstance(blocks[0], Paragraph):
            blocks = (Paragraph((Inline(lead), *blocks[0].spans)), *blocks[1:])
        elif lead:
            blocks = (Paragraph((Inline(lead),)), *blocks)
        self._blocks(blocks, style, indent, mark)

    def _blocks(self, blocks: Prose, style: str, indent: str, mark: str | Text) -> None:
        for n, block in enumerate(blocks):
            if n and _are_apart(blocks[n - 1], block):
                self.line()
            match block:
                case Paragraph(spans):
                    self.line(self._words(spans, style), "", indent, mark)
                case Formula():
                    self.line(Text(printable(block.text), style), "", indent, mark)
                case Picture(file) | Sound(file):
                    self.line(Text(printable(f"{block.text} {file}"), style), "", indent, mark)
                case CodeBlock():
                    self._code(block, indent, mark)
                case Grid():
                    self._grid(block, style, indent, mark)
                case Listing(items):
                    if mark:
                        self.line("", "", indent, mark)
                    for number, item in enumerate(items, block.start):
                        bullet = f"{number}. " if block.ordered else "- "
                        self._blocks(item, style, indent + " " * cell_len(str(mark)), bullet)
                case _:
                    assert_never(block)
            indent, mark = indent + " " * cell_len(str(mark)), ""

    def _words(self, spans: Iterable[ProseSpan], style: str) -> Text:
        words = Text(style=style)
        for span in spans:
            match span:
                case Inline(text):
                    look = Style(bold=span.strong or span.code or None, italic=span.em or None)
                    words.append(printable(text, keep_lines=True), look)
                case Math():
                    words.append(printable(span.text))
                case Link(inner, url):
                    words.append_text(self._words(inner, ""))
                    words.append(f" ({printable(url)})", Style(link=None if self.plain else url))
                case _:
                    assert_never(span)
        return words

    def _code(self, block: CodeBlock, indent: str, mark: str | Text) -> None:
        """Write lines of code; those that are too long are broken at the right edge."""
        hanging = indent + " " * cell_len(str(mark))
        room = max(NARROWEST, self.width - len(hanging) - 2)
        code = Text()
        for kind, text in tokens(block.text, block.language):
            code.append(printable(text, keep_lines=True), "" if self.plain else CODE_STYLES[kind])
        before = Text(indent).append(mark)
        for line in code.split("\n", allow_blank=True):
            for part in line.divide(range(room, len(line), room)):
                self.emit(before.append("  ").append_text(part))
                before = Text(hanging)

    def _grid(self, grid: Grid, style: str, indent: str, mark: str | Text) -> None:
        """Write a table in columns, or each row as a sentence if it is too wide."""
        rows = [
            [self._words(cell.spans, style) for cell in row] for row in (grid.header, *grid.rows)
        ]
        widths = [max(cell.cell_len for cell in column) for column in zip(*rows, strict=True)]
        hanging = indent + " " * cell_len(str(mark))
        if sum(widths) + 2 * len(widths) > self._room(len(hanging)):
            for row in rows[1:]:
                pairs = (
                    Text.assemble(name, labelled(""), cell)
                    for name, cell in zip(rows[0], row, strict=True)
                )
                self.line(Text(series(("", ""))).join(pairs), "", indent, mark)
                indent, mark = hanging, ""
            return
        for n, row in enumerate(rows):
            line = Text(hanging) if n else Text(indent).append(mark)
            for cell, width, side in zip(row, widths, grid.alignment, strict=True):
                cell.align("right" if side == "right" else "left", width)
                if not n and not self.plain:
                    cell.stylize("bold")
                line.append_text(cell).append("  ")
            line.rstrip()
            self.emit(Text(line.plain) if self.plain else line)
            if not n:
                rule = "  ".join("-" * width for width in widths)
                self.emit(Text(hanging + rule))

    def quote(self, words: str | Text) -> None:
        """Write words of a source, with a bar beside them unless `plain`."""
        self.line(words, indent="    " if self.plain else "  │ ")

    def listing(self, items: Sequence[str], indent: str = "", mark: str = "") -> None:
        """Write items with commas between them; lines are broken only between items."""
        pieces = [Text(printable(item) + ",") for item in items[:-1]]
        pieces += [Text(printable(item)) for item in items[-1:]]
        room = self._room(len(indent) + len(mark))
        for n, line in enumerate(joined(pieces, " ", room)):
            self.line(line, indent=indent, mark=" " * len(mark) if n else mark)

    def table(
        self,
        headings: Sequence[str],
        rows: Sequence[TableRow],
        aligned: bool = True,
        title: str = "",
    ) -> None:
        """Write a table: names at the left, figures right-aligned under their headings.

        In a narrow terminal, and if not `aligned`, each row is a sentence.
        """
        if aligned and self.width >= NARROW:
            self._aligned(headings, rows, title)
            return
        if title:
            self.line(title, "bold")
        for row in rows:
            pairs = zip(headings, row.figures, strict=False)
            facts = commas(*(f"{heading} {figure}" for heading, figure in pairs))
            self.line(labelled(row.name, facts) if facts else "", indent=" " * row.indent)

    def _aligned(self, headings: Sequence[str], rows: Sequence[TableRow], title: str) -> None:
        figures = [headings, *(row.figures for row in rows if row.figures)]
        widths = [max(map(cell_len, column)) for column in zip(*figures, strict=True)]
        names = [Text(title).cell_len] + [
            row.indent + Text(printable(row.name)).cell_len for row in rows
        ]
        first = min(max(names), self._room(sum(widths) + 2 * len(widths)))

        def write(row: TableRow, style: str = "") -> None:
            cells = zip(row.figures, widths, strict=False)
            ending = "".join(f"  {justified(figure, width, right=True)}" for figure, width in cells)
            name, *rest = self._wrapped(row.name, first - row.indent)
            gap = " " * (first - row.indent - name.cell_len)
            for words in (name.append(gap + ending), *rest):
                words.rstrip()
                if not self.plain:
                    words.stylize(style)
                self.emit(Text(" " * row.indent if words else "").append_text(words))

        write(TableRow(title, headings), "bold" if title else "dim")
        for row in rows:
            write(row)

    def side_by_side(self, left: Sequence[Text], right: Sequence[Text]) -> None:
        """Write the paragraphs of two texts in two columns."""
        width = min(72, (self.width - GAP) // 2)
        columns = [
            [line for text in texts for line in self._wrapped(text, width)]
            for texts in (left, right)
        ]
        for first, second in zip_longest(*columns):
            row = first.copy() if first else Text()
            if second:
                row.append(" " * (width + GAP - row.cell_len)).append_text(second)
            self.emit(Text(row.plain) if self.plain else row)

    def _room(self, taken: int) -> int:
        """Return the columns that are left for words where some are taken."""
        return max(NARROWEST, min(self.width, WIDEST) - taken)

    def _wrapped(self, text: str | Text, width: int) -> list[Text]:
        """Return the lines of a text, at least one, without white space at their ends."""
        words = text if isinstance(text, Text) else Text(printable(text, keep_lines=True))
        if needs_care(words.plain):
            paragraphs = words.split("\n", allow_blank=True)
            lines = [part for one in paragraphs for part in one.divide(line_ends(one.plain, width))]
        else:
            lines = list(words.wrap(self.console, width)) or [Text()]
        for line in lines:
            line.rstrip()
        return lines


Draw = Callable[[TextWriter], None]
"""A part of a page, which writes itself."""


def _are_apart(before: ProseBlock, block: ProseBlock) -> bool:
    """Whether an empty line is between two blocks: not beside a list, unless after code or a table."""
    if isinstance(before, Listing):
        return False
    return isinstance(before, CodeBlock | Grid) or not isinstance(block, Listing)


def joined(pieces: Sequence[Text], between: str, width: int) -> list[Text]:
    """Return lines of as many pieces as fit; a piece is never broken."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + len(between) + piece.cell_len <= width:
            lines[-1] = lines[-1].append(between).append_text(piece)
        else:
            lines.append(Text().append_text(piece))
    return lines


def justified(words: str, width: int, right: bool = False) -> str:
    """Fill words with spaces up to a width in columns, at their left if they go to the `right`."""
    gap = " " * (width - cell_len(words))
    return gap + words if right else words + gap


def printable_text(text: Text) -> Text:
    """Show the characters that control a terminal as visible ones; the styles stay in their places."""
    if not text.plain.isprintable():
        text = text.copy()
        text.plain = printable(text.plain)
    return text


def on_console(console: Console, plain: bool) -> TextWriter:
    """Return a writer that prints each line at once."""

    def emit(text: Text) -> None:
        # soft_wrap: the text is wrapped already, and an address must not be
        console.print(printable_text(text), soft_wrap=True, markup=False, highlight=False)

    return TextWriter(console, console.width, plain, emit)


def on_stdout(plain: bool) -> TextWriter:
    """Return a writer for standard output, as wide as the terminal, or 80 columns in a pipe."""
    columns, lines = shutil.get_terminal_size()
    # typer's stream is never ASCII; rich would take a dumb terminal to be 80 by 25
    console = Console(
        file=typer.get_text_stream("stdout", errors="replace"), width=columns, height=lines
    )
    return on_console(console, plain)
