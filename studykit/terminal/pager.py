"""A page that fills a terminal: a header, a body that scrolls, and key hints below it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..locale import _, ngettext
from .console import NARROW, WIDEST, Draw, TextWriter, joined, printable_text
from .keyboard import RESIZED, Keyboard
from .widgets import HELD, POINTER

SCROLL_KEYS = ("up", "down", "page up", "page down", "home", "end")

Header = Callable[[int], list[Text]]
"""A function that returns the lines of a header of some width."""

Hint = str | tuple[str, ...] | list[Text]
"""Key hints: a text to wrap, at its dots if it has any; items of which as many are shown as fit on a
line (on two if narrow), the first ones first; or pieces that are wrapped between them."""

Foot = Callable[[bool], Sequence[Hint]]
"""A function that returns the key hints, which depend on whether more of the page is below."""

DOT = " · "

SMALL = 8
"""The number of rows below which there is no room for a header."""

FAR = 10**6
"""More lines than any page has."""


class Pager:
    """A page in a terminal, which keeps its place when it is drawn again.

    `console` is the real one, for its colours.
    """

    def __init__(self, keyboard: Keyboard, console: Console) -> None:
        self._keyboard, self._console = keyboard, console
        self._top = 0  # the first line shown
        self._height = 1  # the number of lines shown
        self._start: int | None = 0  # the part to start at, until the page is scrolled
        self._follows = False  # whether to keep the pointer in sight, until the page is scrolled
        self._following = False  # whether to scroll to it now
        self._last_top = 0  # the first line shown at the end of the page
        self._size: tuple[int, int] | None = None  # None if the page is to be placed first
        self._starts = [0]  # the line at which each part starts

    def start_at(self, part: int) -> None:
        """Start with one part of the page if the whole page does not fit."""
        self._start, self._size, self._follows = part, None, False

    def follow_pointer(self) -> None:
        """Scroll to the line that is pointed at, or typed in."""
        self._follows = self._following = True

    @property
    def more_below(self) -> bool:
        return self._top < self._last_top

    @property
    def fits(self) -> bool:
        """Whether the whole page is shown."""
        return not self._last_top

    def scroll(self, key: str) -> bool:
        """Scroll as a key says. Return whether that moves the page."""
        page = max(1, self._height - 1)
        steps = {"up": -1, "down": 1, "page up": -page, "page down": page, "home": -FAR, "end": FAR}
        top, self._top = self._top, max(0, min(self._top + steps.get(key, 0), self._last_top))
        self._start, self._follows = None, False
        return top != self._top

    def read_key(self, header: Header, parts: Sequence[Draw], foot: Foot) -> str:
        """Draw the parts of a page one below the other, and wait for a key."""
        while True:
            self.draw(header, parts, foot)
            key = self._keyboard.read()
            if key != RESIZED:
                return key

    def draw(self, header: Header, parts: Sequence[Draw], hints: Foot) -> None:
        """Draw the parts of a page one below the other."""
        columns, rows = self._keyboard.size()
        console = _canvas(self._console, columns, rows)
        head, feet = header(columns), [_hint_lines(console, hints(more)) for more in (False, True)]
        if rows < SMALL:
            head, feet = [], [foot[:1] for foot in feet]
        self._height = max(1, rows - len(head) - max(map(len, feet)) - 1)
        body, starts = _body(console, parts)
        self._move(body, starts, (columns, rows))
        foot = feet[self.more_below]
        shown = body[self._top : self._top + self._height]
        shown += [Text()] * (rows - len(head) - len(foot) - 1 - len(shown))
        lines = [*head, *shown, self._rule(columns), *foot][:rows]
        self._keyboard.write(f"\x1b[H{_ansi(console, lines)}\x1b[J")

    def _move(self, body: list[Text], starts: list[int], size: tuple[int, int]) -> None:
        """Choose the first line to show; in a terminal of another size, in the same part of the page."""
        if size != self._size and self._start is not None:
            fits = len(body) <= self._height
            self._top = 0 if fits else starts[min(self._start, len(starts) - 1)]
        elif size != self._size:
            part = bisect_right(self._starts, self._top) - 1
            self._top += starts[min(part, len(starts) - 1)] - self._starts[part]
        self._following |= self._follows and size != self._size
        self._size, self._starts = size, starts
        if self._following:
            at = _pointed(body)
            if not self._top <= at < self._top + self._height:
                self._top = max(0, at - self._height + 2)
            self._following = False
        self._last_top = max(0, len(body) - self._height)
        self._top = max(0, min(self._top, self._last_top))

    def _rule(self, columns: int) -> Text:
        """Return the line below the body, which says whether there is more of it above and below."""
        more = []
        if self._top:
            more.append("↑ " + _("PgUp"))
        if below := self._last_top - self._top:
            more.append("↓ " + ngettext("{n} more line: PgDn", "{n} more lines: PgDn", below))
        rule = f"── {' · '.join(more)} " if more else ""
        return Text(rule + "─" * (min(columns, WIDEST) - cell_len(rule)), "dim")


def _canvas(real: Console, columns: int, rows: int) -> Console:
    """Return a console that renders to text what the real one can show."""
    return Console(
        file=StringIO(),
        width=columns,
        height=rows,
        force_terminal=True,
        color_system=real.color_system or "standard",  # type: ignore[arg-type]
        no_color=real.no_color,
        legacy_windows=False,
        _environ={},
    )


def _body(console: Console, parts: Sequence[Draw]) -> tuple[list[Text], list[int]]:
    """Return the lines of a page, and the line at which each part starts."""
    lines: list[Text] = []
    starts = []
    writer = TextWriter(console, console.width, False, lines.append)
    for draw in parts:
        starts.append(len(lines))
        draw(writer)
    while lines and not lines[-1].plain.strip():
        lines.pop()
    return lines, starts


def _hint_lines(console: Console, hints: Sequence[Hint]) -> list[Text]:
    lines: list[Text] = []
    writer = TextWriter(console, console.width, False, lines.append)
    for hint in hints:
        if isinstance(hint, tuple):
            lines += [Text(line, "dim") for line in _fitting(hint, console.width)]
        elif isinstance(hint, list):
            lines += joined(hint, "  ", console.width)
        elif all(cell_len(item) <= console.width for item in hint.split(DOT)):
            lines += joined([Text(item, "dim") for item in hint.split(DOT)], DOT, console.width)
        else:
            writer.line(hint, "dim")
    return lines


def _fitting(items: Sequence[str], columns: int) -> list[str]:
    """Return a line of as many items as fit, or two if it is narrow; the others are left out."""
    lines = [items[0]]
    for item in items[1:]:
        if cell_len(lines[-1] + DOT + item) <= columns:
            lines[-1] += DOT + item
        elif columns < NARROW and len(lines) == 1:
            lines.append(item)
    return lines


def _pointed(body: list[Text]) -> int:
    """Return the line that is pointed at, or the last line, where text is typed."""
    for n, line in enumerate(body):
        if line.plain.startswith((POINTER, HELD)):
            return n
    return len(body) - 1


def _ansi(console: Console, lines: Sequence[Text]) -> str:
    """Return lines as sent to the terminal: cut at the width, the rest of each row cleared."""
    cut = [printable_text(line).copy() for line in lines]
    for line in cut:
        line.truncate(console.width, overflow="crop")
    console.file = file = StringIO()
    console.print(Text("\n").join(cut), end="", soft_wrap=True, markup=False, highlight=False)
    return "\r\n".join(f"\x1b[0m\x1b[K{line}" for line in file.getvalue().split("\n"))
