"""The quiz in the whole terminal: one question to a screen, answered with single keys."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import assert_never

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Recall, Type
from ..diagnostics import printable
from ..locale import N_, _, ngettext, pgettext
from ..locale.joining import sentences
from ..quiz.schedule import Grade
from .answer import (
    GRADE_KEYS,
    Given,
    Grades,
    show_contexts,
    show_evidence,
    show_outcome,
    show_solution,
)
from .console import WIDEST, Draw, TextWriter
from .keyboard import Keyboard
from .pager import Hint, Pager
from .question import QuestionView, counted, new_cards, show_prompt
from .ui import Answered, Command, Ended, Graded, Resources
from .widgets import OrderWidget, PairsWidget, Pick, Reveal, TextField, Widget

HELP = (
    N_("**Space** or **Enter**: show the answer, then take the suggested grade, or Good"),
    N_("**Enter** with nothing typed: show the answer"),
    N_("**1 2 3 4**: grade Again, Hard, Good, Easy"),
    N_(
        "**a–z**, **1–9** or the arrows: choose; if several options are right, mark each with"
        " Space, then press Enter"
    ),
    N_("**s**: skip, **u**: undo, **b**: bury until tomorrow"),
    N_("**e**: open the question in your editor"),
    N_("**c**: show the passage in context, **o**: open the publisher's page"),
    N_("**PgUp**, **PgDn**: scroll"),
    N_("**q** or Ctrl-C: end the quiz; every grade is already saved"),
)

WIDE = 60
"""The width from which the header is written in full."""


class ScreenUI:
    """A user interface that fills the terminal; `console` says what the terminal can show.

    The `greeting` is above the first question.
    """

    def __init__(
        self, resources: Resources, keyboard: Keyboard, console: Console, greeting: str = ""
    ) -> None:
        self._resources, self._keyboard, self._console = resources, keyboard, console
        self._pager = Pager(keyboard, console)
        self._note, self._greeting = "", greeting
        self._question: QuestionView | None = None

    def answer(self, question: QuestionView) -> Answered | Command:
        self._question = question
        self._pager.start_at(0)
        widget = _widget(question)
        commanding = False  # after Esc the next key is a command

        def draw(writer: TextWriter) -> None:
            if self._greeting:
                writer.line(self._greeting, "dim")
                writer.line()
            show_prompt(writer, self._resources.course, question)
            widget.draw(writer)

        while True:
            key = self._read_key([draw], _answer_hints(widget, commanding))
            reply: Answered | Command | None = None
            if commanding or (_is_capital(key) and not widget.typing):
                commanding = False
                reply = self._command(key.lower(), widget.hint)
            elif key == "escape":
                commanding = True
            elif key == " " and self._pager.more_below and isinstance(widget, Reveal):
                self._pager.scroll("page down")
            else:
                reply = self._press(widget, key)
            if reply is not None:
                self._greeting = ""
                return reply

    def _press(self, widget: Widget, key: str) -> Answered | Command | None:
        """Give a key to a widget; a key that it does not use is a command."""
        used = widget.key(key)
        if isinstance(used, Answered):
            self._note = ""
            return used
        if not used:
            return self._command(key, widget.hint)
        self._note = ""
        self._pager.follow_pointer()
        return None

    def grade(
        self, question: QuestionView, given: Given, grades: Grades | None
    ) -> Graded | Command:
        self._question = question
        self._pager.start_at(1)
        course, exercise = self._resources.course, question.exercise
        with_context = False
        suggested = grades.suggested if grades else None

        def prompt(writer: TextWriter) -> None:
            show_prompt(writer, course, question)

        def result(writer: TextWriter) -> None:
            show_outcome(writer, given)
            show_solution(writer, question, given, all_options=True)
            show_evidence(writer, course, exercise)

        def context(writer: TextWriter) -> None:
            if with_context:
                show_contexts(writer, self._resources.contexts(exercise))

        def hints(with_context: bool) -> list[Hint]:
            page = (_("o page"),) if self._resources.has_page(exercise) else ()
            shown = _("c, q close") if with_context else _("c context")
            leave = () if with_context else (_("q quit"),)
            keys = (_("? help"), shown, *page, _("u undo"), *leave, _("e edit"))
            return _grade_hints(grades, suggested, keys)

        while True:
            key = self._read_key([prompt, result, context], hints(with_context))
            if key == " " and self._pager.more_below:
                self._pager.scroll("page down")
            elif key in ("enter", " "):
                return Graded(suggested)
            elif key in GRADE_KEYS and grades is not None:
                return Graded(GRADE_KEYS[key])
            elif key == "c" or (key == "q" and with_context):
                with_context = not with_context
                self._pager.start_at(2 if with_context else 1)
            elif key == "o":
                self._note = self._resources.open_page(exercise, self.suspended)
            elif (command := self._command(key.lower(), _grade_keys(grades))) is not None:
                return command

    def show_pages(self, pages: Sequence[Draw]) -> bool:
        self._question, at = None, 0
        while at < len(pages):
            hint = _(
                "Mistake {number} of {total} · Space: next · b: back · q: to the result",
                number=at + 1,
                total=len(pages),
            )
            key = self._read_key([pages[at]], [hint])
            if key in ("q", "ctrl-d"):
                break
            if key in (" ", "enter") and self._pager.more_below:
                self._pager.scroll("page down")
            elif key in (" ", "enter", "b"):
                at = max(0, at + (-1 if key == "b" else 1))
                self._pager.start_at(0)
            else:
                self._pager.scroll(key)
        return True

    def note(self, message: str) -> None:
        self._note = message

    def read_line(self, prompt: str, default: str) -> str | None:
        field = TextField("", default)
        pager = Pager(self._keyboard, self._console)

        def draw(writer: TextWriter) -> None:
            writer.line(prompt)
            writer.line()
            field.draw(writer)

        while True:
            pager.follow_pointer()
            key = pager.read_key(self._header, [draw], [_("Enter: accept · Esc: cancel")])
            if key == "escape":
                return None
            reply = field.key(key)
            if isinstance(reply, Answered) and reply.answer is not None:
                return str(reply.answer)

    def suspended(self) -> AbstractContextManager[None]:
        return self._keyboard.suspended()

    # Keys that work everywhere.

    def _read_key(self, parts: Sequence[Draw], hints: Sequence[Hint]) -> str:
        return self._pager.read_key(self._header, parts, hints)

    def _command(self, key: str, working: str) -> Command | None:
        """Return the command of a key; show help, scroll, or raise `Ended`.

        Of a key that does nothing, it says so, and which keys are `working`.
        """
        if key in ("q", "ctrl-d"):
            raise Ended
        if key == "?":
            self._show_help()
        elif key in list(Command):
            return Command(key)
        elif not self._pager.scroll(key):
            does_nothing = _("{key} does nothing here.", key=_key_name(key))
            self._note = sentences(does_nothing, working)
        return None

    def _show_help(self) -> None:
        def draw(writer: TextWriter) -> None:
            for line in HELP:
                writer.prose(_(line), mark="- ")
            writer.line()
            writer.line(
                _(
                    "When letters are answers, press Esc first, or use capitals (S, U, Q). When you"
                    " type words, press Esc first."
                )
            )

        pager = Pager(self._keyboard, self._console)
        while True:
            key = pager.read_key(self._header, [draw], [_("Press any key to go back")])
            if pager.fits or not pager.scroll(key):
                break

    # The header.

    def _header(self, columns: int) -> list[Text]:
        if self._question is None:
            return []
        columns = min(columns, WIDEST)
        return [
            _progress_line(self._question, columns),
            _caption_line(self._question.caption, self._note, columns),
            Text(),
        ]


def _progress_line(question: QuestionView, columns: int) -> Text:
    """Return a bar with the number of questions done, and at its right what is left."""
    counts = question.counts
    left: list[str] = []  # the longest first
    if counts is None:
        done, total = question.number - 1, question.total or 0
    else:
        done, total = counts.done, counts.total
        if question.state is None:
            left = [ngettext("{n} left", "{n} left", counts.left)]
        else:
            due = ngettext("{n} due", "{n} due", counts.learning + counts.review)
            left = [" · ".join(counted(counts)), f"{new_cards(counts.new)} · {due}"]
    wide = columns >= WIDE
    width = 24 if wide else 10
    filled = round(width * done / total) if total else 0
    line = Text().append("━" * filled, "green").append("─" * (width - filled), "dim")
    if counts is None:
        progress = ngettext("{n} of {total} done", "{n} of {total} done", done, total=total)
        line.append(f" {progress}" if wide else f" {done}/{total}")
    else:
        line.append(" " + ngettext("{n} done", "{n} done", done))
    for words in left:
        gap = columns - line.cell_len - cell_len(words)
        if gap >= 2:
            return line.append(" " * gap + words, "dim")
    return line


def _caption_line(caption: str, note: str, columns: int) -> Text:
    """Return the caption of a question and the last message, or the message if only one fits."""
    line = Text().append(caption, "cyan")
    if note:
        line.append(f"   {note}", "dim")
    if line.cell_len > columns:
        line = Text(note, "dim") if note else Text(caption, "cyan")
        line.truncate(columns, overflow="ellipsis")
    return line


def _answer_hints(widget: Widget, commanding: bool) -> list[Hint]:
    if commanding:
        keys = _("s skip"), _("u undo"), _("? help"), _("q quit"), _("b bury"), _("e edit")
        return [keys]
    help = _("Esc, then ? help") if widget.typing else _("? help")
    return [widget.hint, (help, _("s skip"), _("q quit"), _("u undo"))]


def _grade_hints(
    grades: Grades | None, suggested: Grade | None, keys: tuple[str, ...]
) -> list[Hint]:
    """Return the grades with their times, the one of a single key highlighted, and the other keys."""
    if grades is None:
        return [_("Enter: continue"), keys]
    choices = []
    for grade in grades.choices:
        style = "bold reverse" if grade is suggested else "bold"
        choices.append(Text(f" {grades.choice(grade)} ", style))
    if suggested is not None:
        keys = (_("Space: {grade}", grade=grades.name(suggested)), *keys)
    return [choices, keys]


def _grade_keys(grades: Grades | None) -> str:
    if grades is None:
        return _("Enter: continue")
    return _("{keys}: grade", keys=" ".join(str(int(grade)) for grade in grades.choices))


def _key_name(key: str) -> str:
    """Return the name of a key that is pressed in vain."""
    names = {
        " ": pgettext("key", "Space"),
        "enter": pgettext("key", "Enter"),
        "escape": pgettext("key", "Escape"),
        "tab": pgettext("key", "Tab"),
        "backspace": pgettext("key", "Backspace"),
        "delete": pgettext("key", "Delete"),
        "left": pgettext("key", "Left"),
        "right": pgettext("key", "Right"),
    }
    if key in names:
        return names[key]
    return _("“{key}”", key=printable(key)) if len(key) == 1 else key.capitalize()


def _is_capital(key: str) -> bool:
    return len(key) == 1 and key.isupper()


def _widget(question: QuestionView) -> Widget:
    """Return the widget that a question is answered with."""
    layout = question.layout
    match question.exercise.response:
        case Choose() as choose:
            return Pick(choose, layout.options)
        case Type() | Number():
            return TextField(question.typed_prompt, empty=_empty_hint(question))
        case Arrange():
            return OrderWidget(layout.items)
        case Match() as match_:
            return PairsWidget(match_, layout.items)
        case Fill() if question.exam:
            return TextField(question.typed_prompt, empty=_empty_hint(question))
        case Recall() | Fill() | Label():
            return Reveal(_("Space: show the answer"))
        case Discuss():
            return Reveal(_("Space: show what to listen for"))
        case _:
            assert_never(question.exercise.response)


def _empty_hint(question: QuestionView) -> str:
    """Return what Enter does as long as nothing is typed."""
    return _("Enter: go on without an answer") if question.exam else _("Enter: show the answer")
