"""Widgets to answer with: each handles keys and draws itself, without a terminal."""

from __future__ import annotations

from typing import Protocol

from rich.cells import cell_len
from rich.text import Text

from ..bank.model import Choose, Match, Option
from ..diagnostics import printable
from ..locale import _, ngettext
from ..locale.joining import commas
from .console import WIDEST, TextWriter
from .question import labels, options_named
from .ui import Answered

POINTER = "›"
HELD = "↕"


class Widget(Protocol):
    """A part of the screen that handles keys until it has an answer."""

    typing: bool
    """Whether letters are typed as text, so that none of them is a command."""

    @property
    def hint(self) -> str:
        """Help on its keys, in a few words."""

    def takes(self, key: str) -> bool:
        """Whether a letter or another character is an answer, so that it is not a command."""

    def key(self, key: str) -> Answered | bool:
        """Handle a key. Return the answer, or whether the key did something."""

    def draw(self, writer: TextWriter) -> None:
        """Draw the widget in its current state."""


class Reveal:
    """A wait for the key that shows the answer; as long as Space scrolls, that is Enter."""

    typing = False

    def __init__(self, hint: str, hint_before: str) -> None:
        self.hint, self.hint_before = hint, hint_before
        """The help on its keys at the end of the page, and before."""

    def takes(self, key: str) -> bool:
        return False

    def key(self, key: str) -> Answered | bool:
        return Answered() if key in ("enter", " ") else False

    def draw(self, writer: TextWriter) -> None:
        pass


class Pick:
    """Options to choose one or several of, by letter, digit or arrows."""

    typing = False

    def __init__(self, choose: Choose, options: tuple[Option, ...]) -> None:
        self._choose, self._options = choose, options
        self._count = sum(option.right for option in options)
        self._labels = labels(len(options))
        self._at = 0
        self._chosen: set[int] = set()

    @property
    def hint(self) -> str:
        names = _label_range(self._labels)
        if self._count == 1:
            return _("{labels}, or ↑↓ and Enter", labels=names)
        if self._full:
            chosen = commas(*(self._labels[n] for n in sorted(self._chosen)))
            return _("Enter: answer · {labels}: unmark", labels=chosen)
        choose = ngettext(
            "choose {n}: {labels}, or ↑↓ and Space",
            "choose {n}: {labels}, or ↑↓ and Space",
            self._count,
            labels=names,
        )
        more = ngettext("{n} more", "{n} more", self._count - len(self._chosen))
        return f"{choose} · {more}"

    def takes(self, key: str) -> bool:
        return self._option(key) is not None

    def key(self, key: str) -> Answered | bool:
        match key:
            case "up":
                self._at = (self._at - 1) % len(self._options)
            case "down" | "tab":
                self._at = (self._at + 1) % len(self._options)
            case " " if self._count > 1:
                return self._toggle(self._at)
            case " " | "enter" if self._count == 1:
                return Answered(frozenset({self._at}))
            case "enter":
                return Answered(frozenset(self._chosen)) if self._full else False
            case _:
                return self._choose_by(key)
        return True

    def _choose_by(self, key: str) -> Answered | bool:
        """Choose the option that has a letter or a digit."""
        n = self._option(key)
        if n is None:
            return False
        if self._count == 1:
            return Answered(frozenset({n}))
        self._at = n
        return self._toggle(n)

    def _option(self, key: str) -> int | None:
        if key in self._labels:
            return self._labels.index(key)
        if key.isdecimal() and 1 <= int(key) <= len(self._options):
            return int(key) - 1
        if self._choose.fixed and len(key) == 1 and key not in "sq":  # which are always commands
            named = options_named(self._choose, self._options, key)
            return named[0] if len(named) == 1 else None
        return None

    @property
    def _full(self) -> bool:
        return len(self._chosen) == self._count

    def _toggle(self, n: int) -> bool:
        """Mark an option or unmark it; return False if no more can be marked."""
        if n not in self._chosen and self._full:
            return False
        self._chosen ^= {n}
        return True

    def draw(self, writer: TextWriter) -> None:
        for n, (label, option) in enumerate(zip(self._labels, self._options, strict=True)):
            pointer = POINTER if n == self._at else " "
            box = ""
            if self._count > 1:
                box = "[x] " if n in self._chosen else "[ ] "
            style = "bold" if n == self._at or n in self._chosen else ""
            writer.prose(option.text, style, mark=f"{pointer} {label}  {box}")


def _label_range(names: list[str]) -> str:
    if len(names) == 2:
        return _("{first} or {last}", first=names[0], last=names[1])
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]}"


class TextField:
    """A line to type in, with a cursor; an empty one answers None, as the hint `empty` says."""

    typing = True

    def __init__(self, lead: str, text: str = "", empty: str = "") -> None:
        self._lead, self._empty = lead, empty
        self._text, self._at = text, len(text)

    @property
    def hint(self) -> str:
        return _("Enter: answer") if self._text.strip() else self._empty

    def takes(self, key: str) -> bool:
        return len(key) == 1

    def key(self, key: str) -> Answered | bool:
        before, after = self._text[: self._at], self._text[self._at :]
        match key:
            case "enter":
                return Answered(self._text.strip() or None)
            case "backspace":
                self._set(before[:-1], after)
            case "delete":
                self._set(before, after[1:])
            case "left":
                self._at = max(0, self._at - 1)
            case "right":
                self._at = min(len(self._text), self._at + 1)
            case "home":
                self._at = 0
            case "end":
                self._at = len(self._text)
            case "ctrl-u":
                self._set("", after)
            case "ctrl-w":
                words = before.rstrip()
                self._set(words[: words.rfind(" ") + 1], after)
            case _ if len(key) == 1:
                self._set(before + key, after)
            case _:
                return False
        return True

    def _set(self, before: str, after: str) -> None:
        """Set the text before and after the cursor."""
        self._text, self._at = before + after, len(before)

    def draw(self, writer: TextWriter) -> None:
        """Draw as much of the text as fits, with the cursor in reverse."""
        room = max(8, min(writer.width, WIDEST) - cell_len(self._lead) - 1)
        text = printable(self._text)
        first = 0
        while cell_len(text[first : self._at]) >= room:
            first += 1
        last = len(text)
        while cell_len(text[first:last]) > room:
            last -= 1
        line = Text(self._lead, "bold").append(text[first : self._at], "not bold")
        line.append(text[self._at : self._at + 1] or " ", "reverse not bold")
        line.append(text[self._at + 1 : last], "not bold")
        writer.emit(line)


class OrderWidget:
    """Lines to put in order."""

    typing = False

    def __init__(self, items: tuple[str, ...]) -> None:
        self._items = items
        self._labels = labels(len(items))
        self._order = list(range(len(items)))
        self._at, self._held = 0, False

    @property
    def hint(self) -> str:
        if not self._held:
            return _("↑↓: go · Space: pick up · Enter: answer")
        up, down = "↑" if self._at else "", "↓" if self._at < len(self._order) - 1 else ""
        return _("{arrows}: move the line · Space: drop it", arrows=up + down)

    def takes(self, key: str) -> bool:
        return key in self._labels

    def key(self, key: str) -> Answered | bool:
        match key:
            case "up":
                return self._go(self._at - 1)
            case "down":
                return self._go(self._at + 1)
            case " ":
                self._held = not self._held
            case "enter" if self._held:
                self._held = False
            case "enter":
                return Answered(tuple(self._order))
            case _ if key in self._labels and not self._held:
                self._at = self._order.index(self._labels.index(key))
            case _:
                return False
        return True

    def _go(self, to: int) -> bool:
        """Go to another line; return False at an end for a line that is held, which goes along."""
        order = self._order
        if self._held and not 0 <= to < len(order):
            return False
        if self._held:
            order[self._at], order[to] = order[to], order[self._at]
        self._at = to % len(order)
        return True

    def draw(self, writer: TextWriter) -> None:
        for n, item in enumerate(self._order):
            pointer, style = " ", ""
            if n == self._at:
                pointer, style = (HELD, "bold reverse") if self._held else (POINTER, "bold")
            mark = f"{pointer} {self._labels[item]}  "
            writer.prose(self._items[item], style, mark=mark)


class PairsWidget:
    """The left sides of a match, each to be given the letter of its right side."""

    typing = False

    def __init__(self, match: Match, items: tuple[str, ...]) -> None:
        self._lefts = [left for left, _ in match.pairs]
        self._items = items
        self._labels = labels(len(items))
        self._chosen: list[int | None] = [None] * len(self._lefts)
        self._at = 0

    @property
    def hint(self) -> str:
        hint = _("{labels}: match · ↑↓: move", labels=_label_range(self._labels))
        answer = _("Enter: answer")
        return hint if None in self._chosen else f"{hint} · {answer}"

    def takes(self, key: str) -> bool:
        return key in self._labels

    def key(self, key: str) -> Answered | bool:
        match key:
            case "up":
                self._at = (self._at - 1) % len(self._lefts)
            case "down" | "tab":
                self._at = (self._at + 1) % len(self._lefts)
            case "left":
                self._step(-1)
            case "right":
                self._step(1)
            case "backspace" | "delete":
                self._chosen[self._at] = None
            case "enter":
                chosen = tuple(n for n in self._chosen if n is not None)
                return Answered(chosen) if None not in self._chosen else False
            case _ if key in self._labels:
                self._chosen[self._at] = self._labels.index(key)
                self._at = self._next_unmatched()
            case _:
                return False
        return True

    def _step(self, by: int) -> None:
        """Choose the next or the previous item for the marked line."""
        chosen = self._chosen[self._at]
        if chosen is None:
            chosen = -1 if by > 0 else 0
        self._chosen[self._at] = (chosen + by) % len(self._items)

    def _next_unmatched(self) -> int:
        """Return the next line without an item, from the top again after the last."""
        unmatched = [n for n, chosen in enumerate(self._chosen) if chosen is None]
        later = [n for n in unmatched if n > self._at]
        return min(later or unmatched, default=self._at)

    def draw(self, writer: TextWriter) -> None:
        for n, left in enumerate(self._lefts):
            chosen = self._chosen[n]
            label = "_" if chosen is None else self._labels[chosen]
            pointer, style = (POINTER, "bold") if n == self._at else (" ", "")
            writer.prose(left, style, mark=f"{pointer} {n + 1}  [{label}]  ")
        writer.line()
        for name, item in zip(self._labels, self._items, strict=True):
            writer.prose(item, mark=f"     {name}   ")
