"""Words set in lines: wrapped at a width, styled or plain, with wide characters counted as such."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.style import Style
from rich.text import Text

from ..bank.prose import Inline, Paragraph, Prose, parse
from ..diagnostics import printable

WIDEST = 88  # columns; longer lines are hard to read


@dataclass(frozen=True, slots=True)
class TextWriter:
    """What takes wrapped lines, one by one, to `emit`; words only where `plain`."""

    console: Console
    width: int
    plain: bool
    emit: Callable[[Text], None]

    def line(
        self, text: str | Text = "", style: str = "", indent: str = "", mark: str = ""
    ) -> None:
        """Words wrapped at the width; a mark stands before the first line, the rest hang."""
        words = text if isinstance(text, Text) else Text(printable(text, keep_lines=True), style)
        if self.plain:
            words = Text(words.plain)
        hang = indent + " " * Text(mark).cell_len
        width = min(self.width, WIDEST) - len(hang)
        for n, wrapped in enumerate(words.wrap(self.console, max(8, width)) or [Text()]):
            wrapped.rstrip()
            before = Text(hang if n else indent)
            if not self.plain:
                before.stylize("dim")  # where it is a bar
            before.append("" if n else mark)
            if not wrapped:
                before.rstrip()
            self.emit(before.append_text(wrapped))

    def link(self, url: str, indent: str) -> None:
        """An address on one line, which terminals keep clickable.

        Where a terminal can hide it, the part that leads to the words is hidden: it is long.
        """
        url = printable(url)
        shown, style = (url, Style()) if self.plain else (_page(url), Style(link=url))
        if not self.plain and Text(shown).cell_len > self.width - len(indent):
            shown = shown[: max(8, self.width - len(indent) - 1)] + "…"
        self.emit(Text(indent).append(shown, style))

    def prose(
        self, text: str, style: str = "", indent: str = "", mark: str = "", lead: str = ""
    ) -> None:
        """A text in small Markdown; `lead` is put before its first words."""
        blocks = parse(text)
        if lead and blocks and isinstance(blocks[0], Paragraph):
            blocks = (Paragraph((Inline(lead), *blocks[0].spans)), *blocks[1:])
        elif lead:
            blocks = (Paragraph((Inline(lead),)), *blocks)
        self._blocks(blocks, style, indent, mark)

    def _blocks(self, blocks: Prose, style: str, indent: str, mark: str) -> None:
        for n, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if n and isinstance(blocks[n - 1], Paragraph):
                    self.line()
                words = Text(style=style)
                for span in block.spans:
                    look = Style(bold=span.strong or span.code or None, italic=span.em or None)
                    words.append(printable(span.text, keep_lines=True), look)
                self.line(words, "", indent, mark)
            else:
                if mark:
                    self.line("", "", indent, mark)
                for number, item in enumerate(block.items, block.start):
                    bullet = f"{number}. " if block.ordered else "- "
                    self._blocks(item, style, indent + " " * len(mark), bullet)
            indent, mark = indent + " " * len(mark), ""

    def quote(self, words: str | Text) -> None:
        """Words of a source, with a bar beside them where one can be drawn."""
        self.line(words, indent="    " if self.plain else "  │ ")


def _page(url: str) -> str:
    """An address without its text directive (`:~:text=…`)."""
    return url.partition(":~:")[0].rstrip("#")


def joined(pieces: Sequence[Text], between: str, width: int) -> list[Text]:
    """Lines of pieces that are never broken, as many on each as there is room for."""
    lines: list[Text] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + len(between) + piece.cell_len <= width:
            lines[-1] = lines[-1].append(between).append_text(piece)
        else:
            lines.append(Text().append_text(piece))
    return lines


def on_console(console: Console, plain: bool) -> TextWriter:
    """Paper whose lines are printed as they come."""

    def emit(text: Text) -> None:
        # soft_wrap: it is wrapped already, and an address must not be
        console.print(text, soft_wrap=True, markup=False, highlight=False)

    return TextWriter(console, console.width, plain, emit)
