"""The quiz line by line, for pipes, screen readers and simple terminals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never

from rich.console import Console
from rich.text import Text

from ..bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Option, Recall, Type
from ..quiz.marking import Answer
from ..quiz.schedule import Grade
from ..quiz.typed import Outcome
from .answer import (
    GRADE_KEYS,
    Given,
    Grades,
    show_contexts,
    show_evidence,
    show_outcome,
    show_solution,
)
from .console import Draw, joined, on_console
from .question import QuestionView, labels, options_named, show_labelled, show_prompt
from .ui import Answered, Command, Ended, Graded, Resources

KEYS = "At any prompt: s to skip, ? for help, q to quit."

HELP = (
    "s skip, u undo, b bury until tomorrow, e edit the question, ? help, q quit. After an answer: "
    "c show the passage in context, o open the publisher's page. Where letters are answers, put a "
    "slash before a command: /u, /b."
)

_COMMANDS = {word: command for command in Command for word in (command, command.name.lower())}

_GRADES = {**GRADE_KEYS, "no": Grade.AGAIN, "yes": Grade.GOOD}


class CommandEntered(Exception):
    """Raised when a command is entered instead of an answer or a grade."""

    def __init__(self, command: Command) -> None:
        super().__init__(command)
        self.command = command


class PlainUI:
    """A user interface that prints and reads lines."""

    def __init__(
        self, resources: Resources, console: Console, read: Callable[[str], str], plain: bool
    ) -> None:
        self._resources, self._read = resources, read
        self._writer = on_console(console, plain)

    def answer(self, question: QuestionView) -> Answered | Command:
        self._show_header(question)
        show_prompt(self._writer, self._resources.course, question)
        try:
            return Answered(self._read_answer(question))
        except CommandEntered as entered:
            return entered.command

    def grade(
        self, question: QuestionView, given: Given, grades: Grades | None
    ) -> Graded | Command:
        self._writer.line()
        show_outcome(self._writer, given)
        show_solution(self._writer, question, given)
        show_evidence(self._writer, self._resources.course, question.exercise)
        try:
            if grades is None:
                self._ask("Press Enter to continue: ", "Press Enter to continue.", question)
                return Graded(None)
            return Graded(self._read_grade(question, given, grades))
        except CommandEntered as entered:
            return entered.command

    def show_pages(self, pages: Sequence[Draw]) -> bool:
        return False

    def note(self, message: str) -> None:
        self._writer.line(message)

    def read_line(self, prompt: str, default: str) -> str | None:
        typed = self._read(f"{prompt} [{default}]: ").strip()
        return None if typed.casefold() == "q" else typed or default

    @contextmanager
    def suspended(self) -> Iterator[None]:
        yield

    # Asking.

    def _show_header(self, question: QuestionView) -> None:
        writer = self._writer
        writer.line()
        number = f"Question {question.number}"
        if question.total is not None:
            number += f" of {question.total}"
        elif question.counts is not None:
            number = writer.facts(number, f"{question.counts.left} left")
        whole = writer.facts(number, *question.facts)
        writer.line(Text(number, "bold cyan").append(whole.removeprefix(number), "not bold"))
        if question.state is not None and question.state.is_leech:
            lapses = question.state.lapses
            writer.line(f"Leech: forgotten {lapses} times. Rewording the question may help.")
        writer.line()

    def _read_answer(self, question: QuestionView) -> Answer:
        match question.exercise.response:
            case Choose() as choose:
                return self._read_choice(choose, question.layout.options)
            case Arrange():
                names = self._show_items(question)
                return self._read_labels("Your order", names, len(names), distinct=True)
            case Match(pairs):
                numbers = [str(number) for number in range(1, len(pairs) + 1)]
                show_labelled(self._writer, (left for left, _ in pairs), numbers)
                self._writer.line()
                names = self._show_items(question)
                lead = f"For 1 to {len(pairs)}"
                return self._read_labels(lead, names, len(pairs), distinct=False)
            case Type():
                help = (
                    "Type the answer, or just press Enter to see it; case, accents and punctuation "
                    "do not matter. "
                    'If the answer is just s or q, put it in quotes: "s".'
                )
                return self._read_words(question.typed_prompt, help)
            case Number(unit=unit):
                where = f" in {unit}" if unit else ""
                help = (
                    f"Type a number{where}, like 12, 1,000, 0.5 or 1/3, with or without its unit, "
                    "or just press Enter to see the answer."
                )
                return self._read_words(question.typed_prompt, help)
            case Fill() if question.exam:
                help = "Type the missing words in one line."
                return self._read_words(question.typed_prompt, help)
            case Recall() | Label():
                self._wait_for("the answer", "Say the answer to yourself, then press Enter.")
            case Fill():
                self._wait_for("the words", "Say the missing words, then press Enter.")
            case Discuss():
                self._wait_for("points to look for", "Discuss the question, then press Enter.")
            case _:
                assert_never(question.exercise.response)
        return None

    def _wait_for(self, what: str, help: str) -> None:
        self._ask(f"Press Enter to show {what}: ", help)

    def _show_items(self, question: QuestionView) -> list[str]:
        """Show the items to arrange or to match, and return their labels."""
        names = labels(len(question.layout.items))
        show_labelled(self._writer, question.layout.items, names)
        self._writer.line()
        return names

    def _read_words(self, prompt: str, help: str) -> str | None:
        """Read an answer, or None from a learner who only pressed Enter."""
        return self._ask(prompt, help, letters=True) or None

    def _read_choice(self, choose: Choose, options: Sequence[Option]) -> frozenset[int]:
        names = labels(len(options))
        show_labelled(self._writer, (option.text for option in options), names)
        self._writer.line()
        count = sum(option.right for option in options)
        lettered = names[0].isalpha()
        noun = "letter" if lettered else "number"
        if count == 1:
            choices = f"{names[0]} {'or' if len(names) == 2 else 'to'} {names[-1]}"
            prompt, expected = f"Your answer, {choices}: ", f"one {noun}, {choices}"
        else:
            example = ("" if lettered else " ").join([names[0], *names[1 - count :]])
            prompt = f"Choose {count}, e.g. {example}: "
            expected = f"{count} different {noun}s, e.g. {example}"
        while True:
            typed = self._ask(prompt, f"Type {expected}.", letters=True)
            chosen = parse_choice(typed, choose, options)
            if len(chosen) == count:
                return frozenset(chosen)
            self._writer.line(f"Please type {expected}.")

    def _read_labels(self, lead: str, names: list[str], count: int, distinct: bool) -> list[int]:
        """Read the labels of `count` items, which may be the same unless `distinct`."""
        noun = "letters" if names[0].isalpha() else "numbers"
        if distinct:
            noun = f"different {noun}"
        expected = f"{count} {noun} from {names[0]} to {names[-1]}"
        while True:
            typed = self._ask(f"{lead}, {expected}: ", f"Type {expected}.", letters=True)
            chosen = _labels_in(typed)
            known = set(chosen) <= set(names)
            repeated = len(set(chosen)) < len(chosen)
            if len(chosen) == count and known and not (distinct and repeated):
                return [names.index(label) for label in chosen]
            self._writer.line(f"Please type {expected}.")

    # Grading.

    def _read_grade(self, question: QuestionView, given: Given, grades: Grades) -> Grade:
        suggested = grades.suggested
        expected = "y or n"
        if grades.times is not None:
            spoken = self._writer.plain
            pieces = [Text(grades.choice(grade, spoken)) for grade in grades.choices]
            for line in joined(pieces, "; " if spoken else " · ", self._writer.width):
                self._writer.emit(line)
            enter = f", Enter for {int(suggested)}" if suggested else ""
            prompt = f"Grade 1 to 4{enter}: "
            help = "1: you did not know it; 2: you only just knew it; 3: you knew it; 4: easily."
            expected = "1, 2, 3 or 4"
        elif given.outcome in (Outcome.RIGHT, Outcome.WRONG):
            prompt = "Press Enter to continue: "
            help = "Press Enter, or type y to count it as right, n as wrong."
        else:
            prompt = "Did you know it, y or n? "
            if given.outcome is Outcome.CLOSE:
                prompt = "Count your answer as right, y or n? "
            help = "Type y for yes, n for no."
            suggested = None
        while True:
            typed = self._ask(prompt, help, question).casefold()
            if typed in _GRADES:
                return _GRADES[typed]
            if not typed and suggested is not None:
                return suggested
            self._writer.line(f"Please type {expected}.")

    # Commands.

    def _ask(
        self,
        prompt: str,
        help: str,
        answered: QuestionView | None = None,
        letters: bool = False,
    ) -> str:
        """Read a line without the white space around it; handle commands.

        `answered` is the question whose passages may be looked at.  If `letters` are answers, all
        commands but s, q and ? need a slash.  Raises CommandEntered.
        """
        while True:
            typed = self._read(prompt).strip()
            word = typed.casefold()
            name = word.removeprefix("/")
            if letters and word == name and word not in ("s", "q", "?"):
                return typed
            if name in ("?", "help"):
                self._writer.line(help)
                self._writer.line(HELP)
            elif name in ("q", "quit"):
                raise Ended
            elif name in _COMMANDS:
                raise CommandEntered(_COMMANDS[name])
            elif name in ("c", "o"):
                if answered is None:
                    self._writer.line("Answer first; then c and o show the passages.")
                elif name == "c":
                    self._writer.line()
                    show_contexts(self._writer, self._resources.contexts(answered.exercise))
                else:
                    message = self._resources.open_page(answered.exercise, self.suspended)
                    self._writer.emit(Text(message))  # an address is never wrapped
            else:
                return typed


def parse_choice(typed: str, choose: Choose, options: Sequence[Option]) -> set[int]:
    """Return the options meant by "b", "ac", "a, c" or the words of one; empty if unclear."""
    names = labels(len(options))
    typed = typed.casefold()
    chosen = _labels_in(typed)
    if re.fullmatch(r"[a-z0-9\s,;.()]+", typed) and set(chosen) <= set(names):
        return {names.index(label) for label in chosen}
    named = options_named(choose, options, typed)
    return set(named) if len(named) == 1 else set()


def _labels_in(typed: str) -> list[str]:
    """Return the single letters and the numbers of a line."""
    return re.findall(r"\d+|[a-z]", typed.casefold())
