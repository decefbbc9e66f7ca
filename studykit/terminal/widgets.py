"""Ways to answer with single keys: each is told of keys and draws itself; none knows a terminal."""

from __future__ import annotations

from typing import Protocol

from rich.cells import cell_len
from rich.text import Text

from ..bank.model import Choose, Match, Option
from ..bank.prose import plain as words_of
from ..diagnostics import printable
from ..quiz.marking import Answer
from .console import WIDEST, TextWriter
from .content import labels
from .ui import Answered

POINTER = "›"
HELD = "↕"


class Widget(Protocol):
    """Something that takes keys until it has an answer."""

    typing: bool
    """Whether letters are words for it, and not commands."""

    @property
    def hint(self) -> str:
        """What its keys do, in a few words."""

    def key(self, key: str) -> Answered | bool:
        """Take a key: the answer, else whether the key was for it."""

    def draw(self, paper: TextWriter) -> None:
        """Draw it as it stands."""


class Reveal:
    """Waits until the learner wants to see the answer."""

    typing = False

    def __init__(self, what: str) -> None:
        self.hint = f"Space shows {what}"

    def key(self, key: str) -> Answered | bool:
        return Answered() if key in ("enter", " ") else False

    def draw(self, paper: TextWriter) -> None:
        pass


class Pick:
    """Options to choose from, by letter, digit or arrows; several with Space."""

    typing = False

    def __init__(self, choose: Choose, options: tuple[Option, ...]) -> None:
        self._options, self._fixed = options, choose.fixed
        self._count = sum(option.right for option in options)
        self._labels = labels(len(options))
        self._at = 0
        self._chosen: set[int] = set()

    @property
    def hint(self) -> str:
        span = _span(self._labels)
        if self._count > 1:
            missing = self._count - len(self._chosen)
            more = f"{missing} more" if missing > 0 else "Enter answers"
            return f"choose {self._count}: {span}, or ↑↓ and Space · {more}"
        return f"{span}, or ↑↓ and Enter"

    def key(self, key: str) -> Answered | bool:
        match key:
            case "up":
                self._at = (self._at - 1) % len(self._options)
            case "down" | "tab":
                self._at = (self._at + 1) % len(self._options)
            case " " if self._count > 1:
                self._toggle(self._at)
            case " " | "enter" if self._count == 1:
                return Answered(frozenset({self._at}))
            case "enter":
                return Answered(frozenset(self._chosen)) if self._full else True
            case _ if (n := self._named(key)) is not None:
                self._at = n
                if self._count == 1:
                    return Answered(frozenset({n}))
                self._toggle(n)
            case _:
                return False
        return True

    @property
    def _full(self) -> bool:
        return len(self._chosen) == self._count

    def _toggle(self, n: int) -> None:
        if n in self._chosen:
            self._chosen.discard(n)
        elif not self._full:
            self._chosen.add(n)

    def _named(self, key: str) -> int | None:
        if key in self._labels:
            return self._labels.index(key)
        if key.isdecimal() and 1 <= int(key) <= len(self._options):
            return int(key) - 1
        if self._fixed and len(key) == 1:  # "t" for True
            begin = [
                n
                for n, option in enumerate(self._options)
                if words_of(option.text).casefold().startswith(key)
            ]
            return begin[0] if len(begin) == 1 else None
        return None

    def draw(self, paper: TextWriter) -> None:
        for n, (label, option) in enumerate(zip(self._labels, self._options, strict=True)):
            pointer = POINTER if n == self._at else " "
            box = ""
            if self._count > 1:
                box = "[x] " if n in self._chosen else "[ ] "
            style = "bold" if n == self._at or n in self._chosen else ""
            paper.prose(option.text, style, mark=f"{pointer} {label}  {box}")


def _span(names: list[str]) -> str:
    return " or ".join(names) if len(names) < 3 else f"{names[0]}–{names[-1]}"


class TextField:
    """A line to type in."""

    typing = True
    hint = "Enter answers"

    def __init__(self, lead: str, needed: bool = True) -> None:
        self._lead, self._needed = lead, needed
        self.text, self.at = "", 0

    def key(self, key: str) -> Answered | bool:
        text, at = self.text, self.at
        match key:
            case "enter":
                if self._needed and not text.strip():
                    return True
                return Answered(text.strip())
            case "backspace" if at:
                self.text, self.at = text[: at - 1] + text[at:], at - 1
            case "delete":
                self.text = text[:at] + text[at + 1 :]
            case "left":
                self.at = max(0, at - 1)
            case "right":
                self.at = min(len(text), at + 1)
            case "home":
                self.at = 0
            case "end":
                self.at = len(text)
            case "ctrl-u":
                self.text, self.at = text[at:], 0
            case "ctrl-w":
                kept = text[:at].rstrip()
                kept = kept[: kept.rfind(" ") + 1]
                self.text, self.at = kept + text[at:], len(kept)
            case _ if len(key) == 1:
                self.text, self.at = text[:at] + key + text[at:], at + 1
            case "backspace":
                pass
            case _:
                return False
        return True

    def draw(self, paper: TextWriter) -> None:
        """The line on its cells, so much of it as there is room for, the cursor in reverse."""
        room = max(8, min(paper.width, WIDEST) - cell_len(self._lead) - 1)
        text = printable(self.text)
        first = 0
        while cell_len(text[first : self.at]) >= room:
            first += 1
        last = len(text)
        while cell_len(text[first:last]) > room:
            last -= 1
        line = Text(self._lead, "bold").append(text[first : self.at], "not bold")
        line.append(text[self.at : self.at + 1] or " ", "reverse not bold")
        line.append(text[self.at + 1 : last], "not bold")
        paper.emit(line)


class OrderWidget:
    """Lines to move into their order."""

    typing = False

    def __init__(self, items: tuple[str, ...]) -> None:
        self._items = items
        self._order = list(range(len(items)))
        self._at, self._held = 0, False

    @property
    def hint(self) -> str:
        if self._held:
            return "↑↓ moves the line · Space lets it go"
        return "↑↓ and Space takes a line · Enter answers"

    def key(self, key: str) -> Answered | bool:
        match key:
            case "up" | "down":
                to = self._at + (1 if key == "down" else -1)
                if not self._held:
                    to %= len(self._order)
                elif 0 <= to < len(self._order):
                    order = self._order
                    order[self._at], order[to] = order[to], order[self._at]
                self._at = min(max(0, to), len(self._order) - 1)
            case " ":
                self._held = not self._held
            case "enter" if self._held:
                self._held = False
            case "enter":
                return Answered(tuple(self._order))
            case _ if key in (names := labels(len(self._items))) and not self._held:
                self._at = self._order.index(names.index(key))
            case _:
                return False
        return True

    def draw(self, paper: TextWriter) -> None:
        names = labels(len(self._items))
        for n, item in enumerate(self._order):
            pointer = " "
            if n == self._at:
                pointer = HELD if self._held else POINTER
            style = "bold reverse" if n == self._at and self._held else "bold" * (n == self._at)
            mark = f"{pointer} {n + 1}. {names[item]}  "
            paper.prose(self._items[item], style, mark=mark)


class PairsWidget:
    """For each left of a match, the letter of its right."""

    typing = False

    def __init__(self, match: Match, items: tuple[str, ...]) -> None:
        self._lefts = [left for left, _ in match.pairs]
        self._items = items
        self._labels = labels(len(items))
        self._found: list[int | None] = [None] * len(self._lefts)
        self._at = 0

    @property
    def hint(self) -> str:
        span = _span(self._labels)
        end = " · Enter answers" if None not in self._found else ""
        return f"{span} for the marked line, ↑↓ another{end}"

    def key(self, key: str) -> Answered | bool:
        count, size = len(self._lefts), len(self._items)
        match key:
            case "up":
                self._at = (self._at - 1) % count
            case "down" | "tab":
                self._at = (self._at + 1) % count
            case "left" | "right":
                step, now = (1 if key == "right" else -1), self._found[self._at]
                start = (-1 if step > 0 else 0) if now is None else now
                self._found[self._at] = (start + step) % size
            case "backspace" | "delete":
                self._found[self._at] = None
            case "enter":
                answer: Answer = tuple(n for n in self._found if n is not None)
                return Answered(answer) if None not in self._found else True
            case _ if key in self._labels:
                self._found[self._at] = self._labels.index(key)
                open_ = [n for n in range(count) if self._found[n] is None]
                later = [n for n in open_ if n > self._at] or open_
                self._at = later[0] if later else self._at
            case _:
                return False
        return True

    def draw(self, paper: TextWriter) -> None:
        for n, left in enumerate(self._lefts):
            chosen = self._found[n]
            label = "_" if chosen is None else self._labels[chosen]
            pointer = POINTER if n == self._at else " "
            paper.prose(left, "bold" * (n == self._at), mark=f"{pointer} {n + 1}  [{label}]  ")
        paper.line()
        for name, item in zip(self._labels, self._items, strict=True):
            paper.prose(item, mark=f"     {name}   ")
