"""The quiz in the whole terminal: one question to a screen, answered with single keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from ..bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Recall, Type
from ..diagnostics import printable
from ..locale import _, ngettext, pgettext
from ..locale.joining import sentences
from .answer import (
    Given,
    Grades,
    no_passage,
    show_contexts,
    show_evidence,
    show_outcome,
    show_solution,
)
from .console import WIDEST, Draw, TextWriter
from .keyboard import Keyboard
from .pager import SCROLL_KEYS, Foot, Hint, Pager
from .question import QuestionView, counted, new_cards, show_prompt
from .ui import Answered, Command, Ended, Graded, Resources
from .widgets import OrderWidget, PairsWidget, Pick, Reveal, TextField, Widget

if TYPE_CHECKING:
    from ..quiz.context import Context

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
        self._has_texts = False

    def answer(self, question: QuestionView) -> Answered | Command:
        self._question = question
        self._pager.start_at(0)
        widget = _widget(question)
        commands = _commands(question)
        shortcuts = _shortcuts(widget, commands)
        commanding = False  # after Esc the next key is a command

        def draw(writer: TextWriter) -> None:
            if self._greeting:
                writer.line(self._greeting, "dim")
                writer.line()
            show_prompt(writer, self._resources.course, question)
            widget.draw(writer)

        def foot(more: bool) -> list[Hint]:
            if commanding:
                return [(*commands.values(), _("Esc back"))]
            return _answer_hints(widget, commands, shortcuts, more)

        while True:
            key = self._read_key([draw], foot)
            reply: Answered | Command | None = None
            if commanding or key in shortcuts:
                back, commanding = commanding and key == "escape", False
                if not back:
                    reply = self._command(key.lower(), commands, widget.hint)
            elif key == "escape":
                commanding = True
            elif key == " " and self._pager.more_below and isinstance(widget, Reveal):
                self._pager.scroll("page down")
            else:
                reply = self._press(widget, key if widget.typing else key.lower(), commands)
            if reply is not None:
                self._greeting = ""
                return reply

    def _press(self, widget: Widget, key: str, commands: Commands) -> Answered | Command | None:
        """Give a key to a widget; one that it does not use may scroll or end the quiz."""
        used = widget.key(key)
        if isinstance(used, Answered):
            return used
        if not used:
            letter = len(key) == 1
            return self._command(key, {} if letter else commands, widget.hint)
        self._pager.follow_pointer()
        return None

    def grade(
        self, question: QuestionView, given: Given, grades: Grades | None
    ) -> Graded | Command:
        self._question = question
        self._pager.start_at(1)
        course, exercise = self._resources.course, question.exercise
        url = self._resources.page(exercise)
        with_context = with_address = False
        contexts: list[Context] = []
        commands = _commands(question)

        def prompt(writer: TextWriter) -> None:
            show_prompt(writer, course, question)

        def result(writer: TextWriter) -> None:
            show_outcome(writer, given)
            show_solution(writer, question, given, all_options=True)
            show_evidence(writer, course, exercise)

        def context(writer: TextWriter) -> None:
            if with_address and url is not None:
                writer.line(_("No browser was found. The page is at"))
                writer.link(url, indent="", whole=True)
                writer.line()
            if with_context:
                show_contexts(writer, contexts)

        def foot(more: bool) -> list[Hint]:
            keys = [_("c, q close") if with_context else _("c context")]
            keys = keys if exercise.evidence else []
            keys.append(commands["?"])
            if url is not None:
                keys.append(_("o page"))
            offered = "uesb" if with_context else "uqesb"  # q closes the context first
            keys += [commands[key] for key in offered if key in commands]
            return _grade_hints(grades, keys, more)

        while True:
            key = self._read_key([prompt, result, context], foot)
            if len(key) == 1:
                key = key.lower()
            if key == " " and self._pager.more_below:
                self._pager.scroll("page down")
            elif key in ("enter", " "):
                return Graded(grades.suggested if grades else None)
            elif grades is not None and key in grades.keys:
                return Graded(grades.keys[key])
            elif key in ("c", "o") and not exercise.evidence:
                self._note = no_passage()
            elif key == "c" or (key == "q" and with_context):
                with_context = not with_context
                if with_context and not self._has_texts:
                    self._note, self._has_texts = _("Loading the texts …"), True
                    self._pager.draw(self._header, [prompt, result], foot)
                    self._note = ""
                if with_context:
                    contexts = self._resources.contexts(exercise)
                self._pager.start_at(2 if with_context else 1)
            elif key == "o":
                message = self._resources.open_page(exercise, self.suspended)
                with_address = message == url  # which is too long for a note
                self._note = "" if with_address else message
                self._pager.start_at(2 if with_address else 1)
            elif (command := self._command(key, commands, _grade_keys(grades))) is not None:
                return command

    def show_pages(self, pages: Sequence[Draw]) -> bool:
        self._question, self._note, at = None, "", 0
        while at < len(pages):
            last = at == len(pages) - 1

            def foot(more: bool, at: int = at, last: bool = last) -> list[Hint]:
                place = _("Mistake {number} of {total}", number=at + 1, total=len(pages))
                forward = _("Space: to the result") if last else _("Space: next")
                keys = [_("Space: scroll") if more else forward]
                if at:
                    keys.append(_("b back"))
                if more or not last:
                    keys.append(_("q to the result"))
                return [*filter(None, [self._note]), (place, *keys)]

            key = self._read_key([pages[at]], foot)
            if key in ("q", "ctrl-d"):
                break
            if key in (" ", "enter") and self._pager.more_below:
                self._pager.scroll("page down")
            elif key in (" ", "enter") or (key == "b" and at):
                at += -1 if key == "b" else 1
                self._pager.start_at(0)
            elif not self._pager.scroll(key):
                self._note = _does_nothing(key)
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
            key = pager.read_key(
                self._header, [draw], lambda _more: [_("Enter: accept · Esc: cancel")]
            )
            if key == "escape":
                return None
            reply = field.key(key)
            if isinstance(reply, Answered) and reply.answer is not None:
                return str(reply.answer)

    def suspended(self) -> AbstractContextManager[None]:
        return self._keyboard.suspended()

    # Keys that work everywhere.

    def _read_key(self, parts: Sequence[Draw], foot: Foot) -> str:
        key = self._pager.read_key(self._header, parts, foot)
        self._note = ""
        return key

    def _command(self, key: str, commands: Commands, working: str) -> Command | None:
        """Return the command of a key; show help, scroll, or raise `Ended`.

        Of a key that does nothing, it says so, and which keys are `working`.
        """
        if key == "ctrl-d" or (key == "q" and key in commands):
            raise Ended
        if key == "?" and key in commands:
            self._show_help()
        elif key in commands:
            return Command(key)
        elif not self._pager.scroll(key):
            whole = sentences(_does_nothing(key), working)
            fits = cell_len(whole) <= min(self._keyboard.size()[0], WIDEST)
            self._note = whole if fits else _does_nothing(key)  # the foot says the rest
        return None

    def _show_help(self) -> None:
        assert self._question is not None
        lines = _help(self._question)

        def draw(writer: TextWriter) -> None:
            for line in lines:
                writer.prose(line, mark="- ")
            writer.line()
            writer.line(
                _(
                    "When letters are answers, press Esc first, or use capitals (S, U, Q). When you"
                    " type words, press Esc first."
                )
            )

        pager = Pager(self._keyboard, self._console)

        def foot(more: bool) -> list[Hint]:
            return [_("Press any key to go back") if pager.fits else _("Any other key: go back")]

        while True:
            key = pager.read_key(self._header, [draw], foot)
            if pager.fits or key not in SCROLL_KEYS:
                break
            pager.scroll(key)

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
    left: list[str] = []  # the longest first; the first one that fits is shown
    if counts is None:
        done, total = question.number - 1, question.total or 0
    else:
        done, total = counts.done, counts.total
        if question.state is not None:
            due = ngettext("{n} due", "{n} due", counts.learning + counts.review)
            left = [" · ".join(counted(counts)), f"{new_cards(counts.new)} · {due}"]
        left.append(ngettext("{n} left", "{n} left", counts.left))
    wide = columns >= WIDE
    width = 24 if wide else 10
    halves = round(2 * width * done / total) if total else 0
    bar = "━" * (halves // 2) + "╸" * (halves % 2)
    line = Text().append(bar, "green").append("─" * (width - len(bar)), "dim")
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


Commands = Mapping[str, str]
"""The keys of commands, with the words that offer them."""


def _commands(question: QuestionView) -> Commands:
    """Return the commands that can be given at a question, the most important first."""
    commands = {"?": _("? help"), "s": _("s skip"), "q": _("q quit")}
    if question.number > 1:
        commands["u"] = _("u undo")
    if question.keeps:
        commands["b"] = _("b bury")
    if not question.exam:
        commands["e"] = _("e edit")
    return commands


def _shortcuts(widget: Widget, commands: Commands) -> set[str]:
    """Return the keys of commands that need no Esc: capitals, and letters that are no answers.

    Where some letters are answers, b and e need a capital, too: they may be meant as answers.
    """
    if widget.typing:
        return set()
    taken = "be" if widget.takes("a") else ""
    letters = {key for key in commands if key not in taken and not widget.takes(key)}
    return letters | {key.upper() for key in commands}


def _answer_hints(
    widget: Widget, commands: Commands, shortcuts: set[str], more: bool
) -> list[Hint]:
    if widget.typing:
        help, *rest = commands.values()
        keys = (_("Esc, then {help}", help=help), *rest)
    else:
        keys = tuple(
            words if key in shortcuts else words[0].upper() + words[1:]
            for key, words in commands.items()
        )
    hint = widget.hint_before if more and isinstance(widget, Reveal) else widget.hint
    return [hint, keys]


def _grade_hints(grades: Grades | None, keys: Sequence[str], more: bool) -> list[Hint]:
    """Return the grades with their times, the suggested one highlighted, and the other keys."""
    if grades is None:
        proceed = _("Space: scroll · Enter: continue") if more else _("Enter: continue")
        return [proceed, tuple(keys)]
    choices = []
    for grade in grades.choices:
        style = "bold reverse" if grade is grades.suggested else "bold"
        choices.append(Text(f" {grades.choice(grade)} ", style))
    suggested = grades.name(grades.suggested)
    accept = [_("Space: {grade}", grade=suggested)]
    if more:
        accept = [_("Space: scroll"), _("Enter: {grade}", grade=suggested)]
    return [choices, (*accept, *keys)]


def _grade_keys(grades: Grades | None) -> str:
    if grades is None:
        return _("Enter: continue")
    return _("{keys}: grade", keys=" ".join(grades.keys))


def _help(question: QuestionView) -> list[str]:
    """Return what the keys do, as far as they do it in this kind of quiz."""
    choose = _(
        "**a–z**, **1–9** or the arrows: choose; if several options are right, mark each with"
        " Space, then press Enter"
    )
    scroll = _("**PgUp**, **PgDn**: scroll")
    if question.exam:
        return [
            _("**Enter** with nothing typed: go on without an answer"),
            choose,
            _("**s**: skip, **u**: undo the last answer"),
            scroll,
            _("**q** or Ctrl-C: end the exam and see the result; nothing is saved"),
        ]
    grades = _("**1 2 3 4**: grade Again, Hard, Good, Easy")
    if question.cram:
        grades = _("**1**: wrong, so that you are asked again; **3**: right")
    skip = _("**s**: skip, **u**: undo")
    end = _("**q** or Ctrl-C: end the quiz; nothing is saved")
    if question.keeps:
        skip = _("**s**: skip, **u**: undo, **b**: bury until tomorrow")
        end = _("**q** or Ctrl-C: end the quiz; every grade is already saved")
    return [
        _("**Space** or **Enter**: show the answer, then accept the highlighted grade"),
        _("**Enter** with nothing typed: show the answer"),
        grades,
        choose,
        skip,
        _("**e**: open the question in your editor"),
        _("**c**: show the passage in context, **o**: open the publisher's page"),
        scroll,
        end,
    ]


def _does_nothing(key: str) -> str:
    return _("{key} does nothing here.", key=_key_name(key))


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
        "up": pgettext("key", "Up"),
        "down": pgettext("key", "Down"),
        "page up": _("PgUp"),
        "page down": _("PgDn"),
        "home": pgettext("key", "Home"),
        "end": pgettext("key", "End"),
    }
    if key in names:
        return names[key]
    return _("“{key}”", key=printable(key)) if len(key) == 1 else key.capitalize()


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
            return Reveal(_("Space: show the answer"), _("Space: scroll · Enter: show the answer"))
        case Discuss():
            return Reveal(
                _("Space: show what to listen for"),
                _("Space: scroll · Enter: show what to listen for"),
            )
        case _:
            assert_never(question.exercise.response)


def _empty_hint(question: QuestionView) -> str:
    """Return what Enter does as long as nothing is typed."""
    return _("Enter: go on without an answer") if question.exam else _("Enter: show the answer")
