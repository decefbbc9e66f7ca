"""The quiz line by line, for pipes, screen readers and simple terminals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import assert_never

from rich.console import Console
from rich.text import Text

from ..bank.model import Arrange, Choose, Discuss, Fill, Label, Match, Number, Option, Recall, Type
from ..format import series
from ..locale import _, ngettext, number
from ..locale.joining import commas
from ..quiz.marking import Answer
from ..quiz.schedule import Grade
from ..quiz.typed import Outcome
from .answer import (
    GRADE_KEYS,
    Given,
    Grades,
    no_passage,
    show_contexts,
    show_evidence,
    show_outcome,
    show_solution,
)
from .console import Draw, joined, on_console
from .question import QuestionView, labels, options_named, show_labelled, show_prompt
from .ui import Answered, Command, Ended, Graded, Resources

_COMMANDS = {word: command for command in Command for word in (command, command.name.lower())}

_GRADES = {**GRADE_KEYS, "no": Grade.AGAIN, "yes": Grade.GOOD}


def keys_help() -> str:
    """Return the help on the most important keys, in a line."""
    return _("At any prompt: s to skip, ? for help, q to quit.")


def help_words(question: QuestionView) -> str:
    """Return the help on all keys that work in this kind of quiz."""
    if question.exam:
        return _(
            "s skip, u undo, ? help, q end the exam and see the result; nothing is saved. Where"
            " letters are answers, put a slash before a command: /u."
        )
    if not question.keeps:
        return _(
            "s skip, u undo, e edit the question, ? help, q quit; nothing is saved. After an answer: c"
            " show the passage in context, o open the publisher's page. Where letters are answers,"
            " put a slash before a command: /u, /e."
        )
    return _(
        "s skip, u undo, b bury until tomorrow, e edit the question, ? help, q quit. After an"
        " answer: c show the passage in context, o open the publisher's page. Where letters are"
        " answers, put a slash before a command: /u, /b."
    )


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
        self._question: QuestionView | None = None

    def answer(self, question: QuestionView) -> Answered | Command:
        self._question = question
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
                help = _("Press Enter to continue.")
                self._ask(_("Press Enter to continue: "), help, answered=True)
                return Graded(None)
            return Graded(self._read_grade(given, grades))
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
        n, total = question.number, question.total
        if total is None:
            number = _("Question {number}", number=n)
        else:
            number = _("Question {number} of {total}", number=n, total=total)
        if total is None and question.counts is not None:
            left = ngettext("{n} left", "{n} left", question.counts.left)
            number = writer.facts(number, left)
        whole = writer.facts(number, *question.facts(spoken=writer.plain))
        writer.line(Text(number, "bold cyan").append(whole.removeprefix(number), "not bold"))
        if question.state is not None and question.state.is_leech:
            lapses = question.state.lapses
            writer.line(
                ngettext(
                    "Leech: forgotten {n} time. Rewording the question may help.",
                    "Leech: forgotten {n} times. Rewording the question may help.",
                    lapses,
                )
            )
        writer.line()

    def _read_answer(self, question: QuestionView) -> Answer:
        match question.exercise.response:
            case Choose() as choose:
                return self._read_choice(choose, question.layout.options)
            case Arrange():
                names = self._show_items(question)
                prompt, help = _order_expected(names)
                return self._read_labels(prompt, help, names, len(names), distinct=True)
            case Match(pairs):
                numbers = [str(number) for number in range(1, len(pairs) + 1)]
                show_labelled(self._writer, (left for left, _ in pairs), numbers)
                self._writer.line()
                names = self._show_items(question)
                prompt, help = _pairs_expected(names, len(pairs))
                return self._read_labels(prompt, help, names, len(pairs), distinct=False)
            case Type():
                help = _(
                    "Type the answer, or just press Enter to see it; case, accents and punctuation"
                    ' do not matter. If the answer is just s or q, put it in quotes: "s".'
                )
                return self._read_words(question.typed_prompt, help)
            case Number(unit=unit):
                return self._read_words(question.typed_prompt, _number_help(unit))
            case Fill() if question.exam:
                help = _("Type the missing words in one line.")
                return self._read_words(question.typed_prompt, help)
            case Recall() | Label():
                help = _("Say the answer to yourself, then press Enter.")
                self._ask(_("Press Enter to show the answer: "), help)
            case Fill():
                help = _("Say the missing words, then press Enter.")
                self._ask(_("Press Enter to show the words: "), help)
            case Discuss():
                help = _("Discuss the question, then press Enter.")
                self._ask(_("Press Enter to show what to listen for: "), help)
            case _:
                assert_never(question.exercise.response)
        return None

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
        prompt, help = _one_expected(names) if count == 1 else _several_expected(names, count)
        while True:
            typed = self._ask(prompt, help, letters=True)
            chosen = parse_choice(typed, choose, options)
            if len(chosen) == count:
                return frozenset(chosen)
            self._writer.line(help)

    def _read_labels(
        self, prompt: str, help: str, names: list[str], count: int, distinct: bool
    ) -> list[int]:
        """Read the labels of `count` items, which may be the same unless `distinct`."""
        while True:
            typed = self._ask(prompt, help, letters=True)
            chosen = _labels_in(typed)
            known = set(chosen) <= set(names)
            repeated = len(set(chosen)) < len(chosen)
            if len(chosen) == count and known and not (distinct and repeated):
                return [names.index(label) for label in chosen]
            self._writer.line(help)

    # Grading.

    def _read_grade(self, given: Given, grades: Grades) -> Grade:
        refusal = _("Please type y or n.")
        if grades.times is not None:
            spoken = self._writer.plain
            pieces = [Text(grades.choice(grade, spoken)) for grade in grades.choices]
            between = series(("", "")) if spoken else " · "
            for line in joined(pieces, between, self._writer.width):
                self._writer.emit(line)
            prompt = _("Grade 1 to 4, Enter for {grade}: ", grade=int(grades.suggested))
            help = _("1: you did not know it; 2: you only just knew it; 3: you knew it; 4: easily.")
            refusal = _("Please type 1, 2, 3 or 4.")
        elif given.outcome in (Outcome.RIGHT, Outcome.WRONG):
            prompt = _("Press Enter to continue: ")
            help = _("Press Enter, or type y to count it as right, n as wrong.")
        else:
            prompt = _("Did you know it, y or n, Enter for y? ")
            if given.outcome is Outcome.CLOSE:
                prompt = _("Count your answer as right, y or n, Enter for y? ")
            help = _("Type y for yes, n for no.")
        while True:
            typed = self._ask(prompt, help, answered=True).casefold()
            if typed in _GRADES:
                return _GRADES[typed]
            if not typed:
                return grades.suggested
            self._writer.line(refusal)

    # Commands.

    def _ask(self, prompt: str, help: str, answered: bool = False, letters: bool = False) -> str:
        """Read a line without the white space around it; handle commands.

        If the question is `answered`, its passages may be looked at.  If `letters` are answers, all
        commands but s, q and ? need a slash.  Raises CommandEntered.
        """
        assert self._question is not None
        while True:
            typed = self._read(prompt).strip()
            word = typed.casefold()
            name = word.removeprefix("/")
            if letters and word == name and word not in ("s", "q", "?"):
                return typed
            if name in ("?", "help"):
                self._writer.line(help)
                self._writer.line(help_words(self._question))
            elif name in ("q", "quit"):
                raise Ended
            elif name in _COMMANDS:
                raise CommandEntered(_COMMANDS[name])
            elif name in ("c", "o"):
                self._show_passages(name, self._question, answered)
            else:
                return typed

    def _show_passages(self, name: str, question: QuestionView, answered: bool) -> None:
        exercise = question.exercise
        if question.exam:
            self._writer.line(_("Not available in an exam."))
        elif not answered:
            self._writer.line(_("Answer first; then c and o show the passages."))
        elif not exercise.evidence:
            self._writer.line(no_passage())
        elif name == "c":
            self._writer.line()
            show_contexts(self._writer, self._resources.contexts(exercise))
        else:
            message = self._resources.open_page(exercise, self.suspended)
            self._writer.emit(Text(message))  # an address is never wrapped


# What is to be typed: the prompt, and the help on it.  Labels are numbers if there are too few letters.


def _one_expected(names: Sequence[str]) -> tuple[str, str]:
    ends = {"first": names[0], "last": names[-1]}
    if len(names) == 2:
        prompt = _("Your answer, {first} or {last}: ", **ends)
        return prompt, _("Please type {first} or {last}.", **ends)
    prompt = _("Your answer, {first} to {last}: ", **ends)
    if names[0].isalpha():
        return prompt, _("Please type one letter from {first} to {last}.", **ends)
    return prompt, _("Please type one number from {first} to {last}.", **ends)


def _several_expected(names: Sequence[str], count: int) -> tuple[str, str]:
    example = commas(names[0], *names[1 - count :])  # "ae" would be read as a word
    prompt = ngettext(
        "Your {n} answer, for example {example}: ",
        "Your {n} answers, for example {example}: ",
        count,
        example=example,
    )
    if names[0].isalpha():
        help = ngettext(
            "Please type {n} letter, for example {example}.",
            "Please type {n} different letters, for example {example}.",
            count,
            example=example,
        )
    else:
        help = ngettext(
            "Please type {n} number, for example {example}.",
            "Please type {n} different numbers, for example {example}.",
            count,
            example=example,
        )
    return prompt, help


def _order_expected(names: Sequence[str]) -> tuple[str, str]:
    ends = {"first": names[0], "last": names[-1]}
    if names[0].isalpha():
        help = _("Please type the letters from {first} to {last} in order, each once.", **ends)
    else:
        help = _("Please type the numbers from {first} to {last} in order, each once.", **ends)
    return _("Your order of {first} to {last}: ", **ends), help


def _pairs_expected(names: Sequence[str], count: int) -> tuple[str, str]:
    ends = {"n": number(count), "first": names[0], "last": names[-1]}
    if names[0].isalpha():
        prompt = _("Your letters for 1 to {n}, from {first} to {last}: ", **ends)
        help = _("Please type {n} letters from {first} to {last}; you can use one twice.", **ends)
    else:
        prompt = _("Your numbers for 1 to {n}, from {first} to {last}: ", **ends)
        help = _("Please type {n} numbers from {first} to {last}; you can use one twice.", **ends)
    return prompt, help


def _number_help(unit: str | None) -> str:
    """Return the help on typing a number."""
    if unit is None:
        return _(
            "Type a number, like 12, 1,000, 0.5 or 1/3, with or without its unit, or just press"
            " Enter to see the answer."
        )
    return _(
        "Type a number in {unit}, like 12, 1,000, 0.5 or 1/3, with or without its unit, or just"
        " press Enter to see the answer.",
        unit=unit,
    )


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
