"""The quiz in a terminal of its own: one question to a screen, single keys, drawn anew on resize."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from io import StringIO
from typing import assert_never

from rich.console import Console
from rich.text import Text

from ..bank.model import Arrange, Choose, Discuss, Fill, Match, Number, Recall, Type
from ..format import plural
from ..quiz.schedule import Grade
from .console import WIDEST, TextWriter, joined
from .content import (
    GRADES,
    Given,
    Grades,
    QuestionView,
    address,
    show_answer,
    show_contexts,
    show_grounds,
    show_outcome,
    show_prompt,
)
from .keyboard import RESIZED, Keyboard
from .ui import Answered, Command, Ended, Graded, Resources
from .widgets import HELD, POINTER, OrderWidget, PairsWidget, Pick, Reveal, TextField, Widget

HELP = """\
- **Space** or **Enter** shows the answer, and takes the grade that is suggested
- **1 2 3 4** grade: Again, Hard, Good, Easy
- **a–z**, **1–9** or the arrows choose; of several, Space marks and Enter answers
- **s** skips, **u** undoes, **b** buries until tomorrow
- **e** opens the question in your editor
- **c** shows the passage in its context, **o** opens the publisher's page
- **PgUp** and **PgDn** read on where there is more
- **q** or Ctrl-C ends the quiz; every grade is kept at once

Where letters are an answer, press Esc before a command; capital letters are always commands where
nothing is typed.
"""

_GRADES = {"1": Grade.AGAIN, "2": Grade.HARD, "3": Grade.GOOD, "4": Grade.EASY,
           "n": Grade.AGAIN, "y": Grade.GOOD}  # fmt: skip

Draw = Callable[[TextWriter], None]

Hint = str | tuple[str, ...] | list[Text]
"""What stands below a page: words; so many of some as there is room for on a line; or pieces, none
of which is broken."""


class ScreenUI:
    """A face that fills the terminal; `console` says what the terminal can show."""

    def __init__(self, shelf: Resources, keyboard: Keyboard, console: Console) -> None:
        self._shelf, self._keyboard, self._console = shelf, keyboard, console
        self._note = ""
        self._asked: QuestionView | None = None
        self._top = 0  # the first line of the page that is shown
        self._height = 1  # how many lines of it there is room for
        self._below = False  # whether more of it stands below
        self._begin: int | None = 0  # the part of the page to begin at, once it is drawn
        self._follow = False  # whether what is pointed at is to be seen

    def answer(self, asked: QuestionView) -> Answered | Command:
        self._asked, self._begin = asked, 0
        widget = _widget(asked)
        commanding = False  # after Esc, when letters are commands

        def prompt(paper: TextWriter) -> None:
            show_prompt(paper, self._shelf.course, asked)
            widget.draw(paper)

        while True:
            if commanding:
                hints: list[Hint] = [("s skip", "u undo", "? help", "q quit", "b bury", "e edit")]
            elif widget.typing:
                hints = [widget.hint, ("Esc, then ? help", "s skip", "q quit", "u undo")]
            else:
                hints = [widget.hint, ("? help", "s skip", "q quit", "u undo")]
            key = self._key([prompt], hints)
            if commanding:
                commanding = False
                if (command := self._command(key.lower())) is not None:
                    return command
            elif key == "escape":
                commanding = True
            elif len(key) == 1 and key.isupper() and not widget.typing:
                if (command := self._command(key.lower())) is not None:
                    return command
            elif key == " " and self._below and isinstance(widget, Reveal):
                self._scroll("page down")
            else:
                reply = widget.key(key)
                if isinstance(reply, Answered):
                    self._note = ""
                    return reply
                self._follow = reply
                if not reply and (command := self._command(key)) is not None:
                    return command

    def grade(self, asked: QuestionView, given: Given, grades: Grades) -> Graded | Command:
        self._asked, self._begin = asked, 1
        course, exercise = self._shelf.course, asked.exercise
        with_context = False

        def prompt(paper: TextWriter) -> None:
            show_prompt(paper, course, asked)

        def result(paper: TextWriter) -> None:
            show_outcome(paper, given.outcome)
            show_answer(paper, asked, given, whole=True)
            show_grounds(paper, course, exercise)

        def context(paper: TextWriter) -> None:
            if with_context:
                show_contexts(paper, self._shelf.contexts(exercise))

        while True:
            keys: tuple[str, ...] = ("? help", "c context", "o page", "u undo", "q quit", "e edit")
            if grades.suggested is not None:
                word = GRADES[grades.suggested] if grades.times else grades.words(grades.suggested)
                keys = (f"Enter: {word}", *keys)
            hints = [self._choices(grades), keys]
            key = self._key([prompt, result, context], hints)
            if key == " " and self._below:
                self._scroll("page down")
            elif key in ("enter", " "):
                if grades.open:
                    return Graded(None)
                if grades.suggested is not None:
                    return Graded(grades.suggested)
            elif key in _GRADES and not grades.open:
                return Graded(_GRADES[key])
            elif key == "c":
                with_context = not with_context
                self._begin = 2 if with_context else 1
            elif key == "o":
                found = (address(piece, course) for piece in exercise.evidence)
                url = next(filter(None, found), None)
                self._note = (
                    self._shelf.open(url, self.lent) if url else "The source has no address."
                )
            elif (command := self._command(key.lower())) is not None:
                return command

    def note(self, words: str) -> None:
        self._note = words

    def line(self, prompt: str, default: str) -> str | None:
        entry = TextField("")
        entry.text, entry.at = default, len(default)

        def draw(paper: TextWriter) -> None:
            paper.line(prompt)
            paper.line()
            entry.draw(paper)

        while True:
            key = self._key([draw], ["Enter takes it · Esc goes back"])
            if key == "escape":
                return None
            reply = entry.key(key)
            if isinstance(reply, Answered):
                return str(reply.answer)

    def lent(self) -> AbstractContextManager[None]:
        return self._keyboard.lent()

    # Keys that are the same everywhere.

    def _command(self, key: str) -> Command | None:
        """The command that a key is; help, scrolling and the end happen here."""
        if key in ("q", "ctrl-d"):
            raise Ended
        if key == "?":
            top, self._top = self._top, 0
            self._key([lambda paper: paper.prose(HELP)], ["any key goes back"])
            self._top = top
        elif key in list(Command):
            return Command(key)
        else:
            self._scroll(key)
        return None

    def _scroll(self, key: str) -> None:
        lines = {"up": -1, "down": 1, "page up": 1 - self._height, "page down": self._height - 1}
        self._top += lines.get(key, 0)
        self._top = {"home": 0, "end": 10**6}.get(key, self._top)

    def _key(self, parts: Sequence[Draw], hints: Sequence[Hint]) -> str:
        """Draw the parts of a page one below the other, and wait for a key."""
        while True:
            self._draw(parts, hints)
            key = self._keyboard.read()
            if key != RESIZED:
                return key

    # Drawing.

    def _draw(self, parts: Sequence[Draw], hints: Sequence[Hint]) -> None:
        columns, rows = self._keyboard.size()
        console = self._canvas(columns)
        head, foot, page = (list[Text]() for _ in range(3))
        for line in self._header(columns):
            head.append(line)
        footer = TextWriter(console, columns, False, foot.append)
        for hint in hints:
            if isinstance(hint, tuple):
                foot.append(Text(_fitting(hint, columns), "dim"))
            elif isinstance(hint, list):
                foot += joined(hint, "  ", columns)
            else:
                footer.line(hint, "dim")
        begins = []
        body = TextWriter(console, columns, False, page.append)
        for part in parts:
            begins.append(len(page))
            part(body)
        while page and not page[-1].plain.strip():
            page.pop()
        if rows < 8:  # no room for anything else
            head, foot = [], foot[:1]
        self._height = height = max(1, rows - len(head) - len(foot) - 1)
        if self._begin is not None:
            fits = len(page) <= height
            self._top = 0 if fits else begins[min(self._begin, len(begins) - 1)]
            self._begin = None
        if self._follow:
            self._show_pointed(page, height)
        self._top = max(0, min(self._top, len(page) - height))
        self._below = len(page) > self._top + height
        shown = page[self._top : self._top + height]
        shown += [Text()] * (height - len(shown))
        words = ""
        if self._below:
            words = f" ↓ {plural(len(page) - self._top - height, 'more line')}: PgDn "
        elif self._top:
            words = " ↑ PgUp "
        rule = Text(f"──{words}".ljust(min(columns, WIDEST), "─"), "dim")
        frame = [*head, *shown, rule, *foot][:rows]
        self._keyboard.write(
            "\x1b[H" + "\r\n".join(_ansi(console, line) for line in frame) + "\x1b[J"
        )

    def _show_pointed(self, page: list[Text], height: int) -> None:
        """Scroll so far that the line that is pointed at, or typed in, is seen."""
        self._follow = False
        at = len(page) - 1
        for n, line in enumerate(page):
            if line.plain.startswith((POINTER, HELD)):
                at = n
        if not self._top <= at < self._top + height:
            self._top = max(0, at - height + 2)

    def _canvas(self, columns: int) -> Console:
        real = self._console
        return Console(
            file=StringIO(),
            width=columns,
            force_terminal=True,
            color_system=real.color_system or "standard",  # type: ignore[arg-type]
            no_color=real.no_color,
            legacy_windows=False,
            _environ={},
        )

    def _header(self, columns: int) -> list[Text]:
        asked = self._asked
        if asked is None:
            return []
        columns = min(columns, WIDEST)
        if asked.counts is not None and asked.state is None:
            done, total = asked.counts.through, asked.counts.total
            long = short = f"{asked.counts.left} left"
        elif asked.counts is not None:
            counts = asked.counts
            done, total = counts.through, counts.total
            long = f"{counts.new} new · {counts.learning} learning · {counts.review} to review"
            short = f"{counts.new} new · {counts.learning + counts.review} due"
        else:
            done, total = asked.number - 1, asked.total or 0
            long = short = ""
        width = 24 if columns >= 60 else 10
        full = round(width * done / total) if total else 0
        line = Text().append("━" * full, "green").append("─" * (width - full), "dim")
        line.append(f" {done} of {total}" if columns >= 60 else f" {done}/{total}")
        for words in (long, short):
            gap = columns - line.cell_len - len(words)
            if words and gap >= 2:
                line.append(" " * gap + words, "dim")
                break
        kinds = Text().append(asked.kinds, "cyan")
        if self._note:
            kinds.append("   " + self._note, "dim")
        if kinds.cell_len > columns:
            kinds = Text(self._note or asked.kinds, "dim" if self._note else "cyan")
            kinds.truncate(columns, overflow="ellipsis")
        return [line, kinds, Text()]

    def _choices(self, grades: Grades) -> Hint:
        """The grades with their times, the suggested one marked."""
        if grades.open:
            return "Enter goes on"
        chips = []
        for grade in grades.keys:
            style = "bold reverse" if grade is grades.suggested else "bold"
            chips.append(Text(f" {int(grade)} {grades.words(grade)} ", style))
        return chips


def _widget(asked: QuestionView) -> Widget:
    """The way to answer a question."""
    layout = asked.layout
    match asked.exercise.response:
        case Choose() as choose:
            return Pick(choose, layout.options)
        case Type():
            return TextField("Your answer: ")
        case Number() as number:
            return TextField(f"Your answer in {number.unit}: " if number.unit else "Your answer: ")
        case Arrange():
            return OrderWidget(layout.items)
        case Match() as match_:
            return PairsWidget(match_, layout.items)
        case Fill() if asked.exam:
            return TextField("The missing words: ")
        case Recall() | Fill():
            return Reveal("the answer")
        case Discuss():
            return Reveal("what to look for")
        case _:
            assert_never(asked.exercise.response)


def _fitting(words: Sequence[str], columns: int) -> str:
    """So many words as there is room for in a line, the first ones first."""
    line = words[0]
    for word in words[1:]:
        if len(line) + len(word) + 3 <= columns:
            line += f" · {word}"
    return line


def _ansi(console: Console, line: Text) -> str:
    """A line as a terminal takes it, cut at the width, the rest of the row erased."""
    line = line.copy()
    line.truncate(console.width, overflow="crop")
    file = StringIO()
    console.file = file
    console.print(line, end="", soft_wrap=True, markup=False, highlight=False)
    return "\x1b[0m\x1b[K" + file.getvalue()
