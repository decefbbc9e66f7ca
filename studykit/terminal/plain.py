"""The quiz line by line: what a pipe, a screen reader and a simple terminal can follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import assert_never

from rich.console import Console
from rich.text import Text

from ..bank.model import (
    Arrange,
    Choose,
    Discuss,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from ..bank.prose import plain as words_of
from ..quiz.marking import Outcome
from ..quiz.schedule import Grade
from .console import joined, on_console
from .content import (
    Given,
    Grades,
    QuestionView,
    address,
    labels,
    show_answer,
    show_contexts,
    show_grounds,
    show_labelled,
    show_outcome,
    show_prompt,
)
from .ui import Answered, Command, Ended, Graded, Resources

KEYS = "At any prompt: s to skip, ? for help, q to quit."

HELP = """\
s skip, u undo, b bury until tomorrow, e edit the question, ? help, q quit; after an answer, c shows
the passage in its context, o opens the publisher's page. Where letters are an answer, write /u, /b
and so on."""

_COMMANDS = {
    "s": Command.SKIP, "skip": Command.SKIP, "u": Command.UNDO, "undo": Command.UNDO,
    "b": Command.BURY, "bury": Command.BURY, "e": Command.EDIT, "edit": Command.EDIT,
}  # fmt: skip

_GRADES = {"1": Grade.AGAIN, "2": Grade.HARD, "3": Grade.GOOD, "4": Grade.EASY,
           "n": Grade.AGAIN, "no": Grade.AGAIN, "y": Grade.GOOD, "yes": Grade.GOOD}  # fmt: skip


class _Told(Exception):
    """A command was given instead of an answer."""

    def __init__(self, command: Command) -> None:
        super().__init__(command)
        self.command = command


class PlainUI:
    """A face that prints lines and reads lines."""

    def __init__(
        self, shelf: Resources, console: Console, read: Callable[[str], str], plain: bool
    ) -> None:
        self._shelf, self._read = shelf, read
        self._paper = on_console(console, plain)

    def answer(self, asked: QuestionView) -> Answered | Command:
        self._show_header(asked)
        show_prompt(self._paper, self._shelf.course, asked)
        try:
            return self._answered(asked)
        except _Told as told:
            return told.command

    def _answered(self, asked: QuestionView) -> Answered:
        match asked.exercise.response:
            case Choose() as choose:
                return Answered(self._chosen(choose, asked))
            case Type():
                help = (
                    "Type the answer; case, accents and punctuation do not count. "
                    'If the answer is just s or q, put it in quotes: "s".'
                )
                return Answered(self._words("Your answer: ", help, "an answer"))
            case Number() as number:
                unit = f" in {number.unit}" if number.unit else ""
                help = f"Type a number{unit}, like 12, 1,000, 0.5 or 1/3; the unit may be left out."
                return Answered(self._words(f"Your answer{unit}: ", help, "a number"))
            case Arrange():
                names = self._show_items(asked)
                return Answered(self._by_labels("Your order", names, len(names), once=True))
            case Match(pairs):
                for n, (left, _) in enumerate(pairs, 1):
                    self._paper.prose(left, mark=f"  {n}  ")
                self._paper.line()
                names, count = self._show_items(asked), len(pairs)
                return Answered(self._by_labels(f"For 1 to {count}", names, count, once=False))
            case Fill() if asked.exam:
                help = "Type what is left out, in one line."
                return Answered(self._words("The missing words: ", help, "the words"))
            case Recall():
                help = "Say the answer to yourself, then press Enter."
                self._ask("Enter shows the answer: ", help)
            case Fill():
                self._ask("Enter shows the words: ", "Say what is left out, then press Enter.")
            case Discuss():
                self._ask("Enter shows what to look for: ", "Talk it over, then press Enter.")
            case _:
                assert_never(asked.exercise.response)
        return Answered()

    def grade(self, asked: QuestionView, given: Given, grades: Grades) -> Graded | Command:
        paper = self._paper
        paper.line()
        show_outcome(paper, given.outcome)
        show_answer(paper, asked, given)
        show_grounds(paper, self._shelf.course, asked.exercise)
        try:
            return Graded(self._graded(asked, given, grades))
        except _Told as told:
            return told.command

    def _graded(self, asked: QuestionView, given: Given, grades: Grades) -> Grade | None:
        if grades.open:
            self._ask("Enter goes on: ", "Press Enter to go on.", asked)
            return None
        suggested = grades.suggested
        if grades.times is None:
            if given.outcome in (Outcome.RIGHT, Outcome.WRONG):
                prompt = "Enter goes on: "
                help = "Press Enter; or say y if it was right, n if it was wrong."
            else:
                prompt = (
                    "Did you know it, y or n? "
                    if given.outcome is None
                    else "Count yours as right, y or n? "
                )
                help, suggested = "Type y for yes, n for no.", None
            wanted = "y or n"
        else:
            pieces = [Text(f"{int(grade)} {grades.words(grade)}") for grade in grades.keys]
            for line in joined(pieces, " · ", self._paper.width):
                self._paper.emit(line)
            enter = f", Enter for {int(suggested)}" if suggested else ""
            prompt = f"Grade 1 to 4{enter}: "
            help = "1 if you did not know it, 2 if hardly, 3 if you did, 4 if with ease."
            wanted = "1, 2, 3 or 4"
        while True:
            typed = self._ask(prompt, help, asked).casefold()
            if typed in _GRADES:
                return _GRADES[typed]
            if not typed and suggested is not None:
                return suggested
            self._paper.line(f"Please type {wanted}.")

    def note(self, words: str) -> None:
        self._paper.line(words)

    def line(self, prompt: str, default: str) -> str | None:
        typed = self._read(f"{prompt} [{default}]: ").strip()
        return None if typed.casefold() == "q" else typed or default

    @contextmanager
    def lent(self) -> Iterator[None]:
        yield

    # Within.

    def _show_header(self, asked: QuestionView) -> None:
        paper = self._paper
        paper.line()
        number = f"Question {asked.number}"
        if asked.total is not None:
            number += f" of {asked.total}"
        elif asked.counts is not None:
            number += f" · {asked.counts.left} left"
        paper.line(Text(number, "bold cyan").append(f" · {asked.kinds}", "not bold"))
        if asked.state is not None and asked.state.is_leech:
            paper.line(f"A leech: forgotten {asked.state.lapses} times. Another wording may help.")
        paper.line()

    def _show_items(self, asked: QuestionView) -> list[str]:
        names = labels(len(asked.layout.items))
        show_labelled(self._paper, asked.layout.items, names)
        self._paper.line()
        return names

    def _words(self, prompt: str, help: str, wanted: str) -> str:
        while not (typed := self._ask(prompt, help, letters=True)):
            self._paper.line(f"Please type {wanted}, or s to skip the question.")
        return typed

    def _chosen(self, choose: Choose, asked: QuestionView) -> frozenset[int]:
        options = asked.layout.options
        names = labels(len(options))
        show_labelled(self._paper, (option.text for option in options), names)
        self._paper.line()
        count = sum(option.right for option in options)
        sign = "letter" if names[0].isalpha() else "number"
        if count == 1:
            span = f"{names[0]} {'or' if len(names) == 2 else 'to'} {names[-1]}"
            prompt, wanted = f"Your answer, {span}: ", f"one {sign}, {span}"
        else:
            example = ("" if names[0].isalpha() else " ").join((names[0], *names[1 - count :]))
            prompt = f"Choose {count}, e.g. {example}: "
            wanted = f"{count} different {sign}s, e.g. {example}"
        while True:
            typed = self._ask(prompt, f"Type {wanted}.", letters=True)
            chosen = meant(typed, choose, options)
            if len(chosen) == count:
                return frozenset(chosen)
            self._paper.line(f"Please type {wanted}.")

    def _by_labels(self, lead: str, names: list[str], count: int, once: bool) -> list[int]:
        """So many items, by their labels; `once` where none may be named twice."""
        sign = "letters" if names[0].isalpha() else "numbers"
        wanted = f"{count} {'different ' if once else ''}{sign} from {names[0]} to {names[-1]}"
        while True:
            typed = self._ask(f"{lead}, {wanted}: ", f"Type {wanted}.", letters=True).casefold()
            found = re.findall(r"\d+|[a-z]", typed)
            if (
                len(found) == count
                and set(found) <= set(names)
                and not (once and len(set(found)) < count)
            ):
                return [names.index(label) for label in found]
            self._paper.line(f"Please type {wanted}.")

    def _ask(
        self, prompt: str, help: str, shown: QuestionView | None = None, letters: bool = False
    ) -> str:
        """A line of the learner's, without the white space around it.

        `shown` is the question whose answer stands there, so that its passages may be looked at;
        where `letters` are an answer, most commands need a slash.
        """
        paper = self._paper
        while True:
            typed = self._read(prompt).strip()
            word = typed.casefold()
            name = word.removeprefix("/")
            if word == name and letters and word not in ("s", "q", "?"):
                return typed
            if name in ("?", "help"):
                paper.line(help)
                paper.line(HELP.replace("\n", " "))
            elif name in ("q", "quit"):
                raise Ended
            elif name in _COMMANDS:
                raise _Told(_COMMANDS[name])
            elif name in ("c", "o"):
                if shown is None:
                    paper.line("First answer the question; then c and o show its passages.")
                elif name == "c":
                    paper.line()
                    show_contexts(paper, self._shelf.contexts(shown.exercise))
                else:
                    self._open(shown)
            else:
                return typed

    def _open(self, asked: QuestionView) -> None:
        course = self._shelf.course
        found = [url for piece in asked.exercise.evidence if (url := address(piece, course))]
        if not found:
            self._paper.line("The source has no address.")
            return
        told = self._shelf.open(found[0], self.lent)
        if told == found[0]:
            self._paper.link(told, indent="")
        else:
            self._paper.line(told)


def meant(typed: str, choose: Choose, options: tuple[Option, ...]) -> set[int]:
    """The options meant by "b", "ac", "a, c" or the words of one; empty where that is not clear."""
    names = labels(len(options))
    typed = typed.casefold()
    found = re.findall(r"\d+|[a-z]", typed)
    if re.fullmatch(r"[a-z0-9\s,;.()]+", typed) and set(found) <= set(names):
        return {names.index(label) for label in found}
    texts = [words_of(option.text).casefold() for option in options]
    if choose.fixed and typed:  # "t" for True
        texts = [typed if text.startswith(typed) else text for text in texts]
    return {texts.index(typed)} if texts.count(typed) == 1 else set()
