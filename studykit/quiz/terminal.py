"""The quiz in a terminal, line by line, so that a pipe and a screen reader can follow it."""

from __future__ import annotations

import builtins
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import assert_never
from unicodedata import category

from rich.console import Console
from rich.style import Style
from rich.text import Text

from ..bank.citation import cite, place_name
from ..bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from ..bank.prose import Paragraph, Prose, Span, parse
from ..bank.prose import plain as words_of
from ..diagnostics import plural
from ..source.course import CourseFile, Source
from .session import Outcome, Section, Session, Summary, Tally

WIDEST = 88  # columns; longer lines are hard to read

KEYS = "At any prompt: s to skip, ? for help, q to quit."

TYPE_NAMES = {"basic": "recall", "cloze": "fill in", "true_false": "true or false"}
"""What a learner calls a type of questions, where that is not the type's own name."""

# no q and no s, which are commands
LETTERS = "abcdefghijklmnoprtuvwxyz"


class _Quit(Exception):
    """The learner has had enough."""


class _Skip(Exception):
    """The learner leaves the question."""


def run(
    session: Session,
    course: CourseFile,
    *,
    input: Callable[[str], str] | None = None,
    output: Console | None = None,
    plain: bool = False,
) -> int:
    """Ask a session's questions until they are done or the learner quits; the exit code, 0.

    Colour and styles are left out where `plain`, in a pipe, with TERM=dumb and with NO_COLOR.
    """
    console = output or Console()
    plain = plain or not console.is_terminal or console.is_dumb_terminal or console.no_color
    screen = _Screen(console, input or _reader(), plain)
    if not session.total:
        screen.line("There is no question to ask.")
        return 0
    quiz = _Quiz(session, course, screen)
    screen.line(f"{plural(session.total, 'question')}. {KEYS}")
    try:
        while (exercise := session.current) is not None:
            quiz.ask(exercise)
    except (_Quit, EOFError, KeyboardInterrupt) as ended:
        if not isinstance(ended, _Quit):
            screen.line()  # the cursor still stands behind a prompt
    _show_summary(session.summary(), course, screen)
    return 0


def _reader() -> Callable[[str], str]:
    """Python's own `input`; what comes through a pipe is echoed, as a terminal would."""
    if sys.stdin.isatty():
        with suppress(ImportError):  # Windows has its own way
            import readline  # noqa: F401  (lets `input` edit a line)
        return builtins.input

    def read(prompt: str) -> str:
        line = builtins.input(prompt)
        print(line)
        return line

    return read


@dataclass(frozen=True, slots=True)
class _Screen:
    """Where a quiz is shown: words wrapped at the width, styled unless `plain`, and the answers."""

    console: Console
    read: Callable[[str], str]
    plain: bool

    def line(
        self, text: str | Text = "", style: str = "", indent: str = "", mark: str = ""
    ) -> None:
        """Words wrapped at the width; a mark stands before the first line, the rest hang."""
        words = text if isinstance(text, Text) else Text(_printable(text), style)
        if self.plain:
            words = Text(words.plain)
        hang = indent + " " * Text(mark).cell_len
        width = min(self.console.width, WIDEST) - len(hang)
        for n, wrapped in enumerate(words.wrap(self.console, max(8, width)) or [Text()]):
            wrapped.rstrip()
            before = Text(hang if n else indent)
            if not self.plain:
                before.stylize("dim")  # where it is a bar
            before.append("" if n else mark)
            if not wrapped:
                before.rstrip()
            self._print(before.append_text(wrapped))

    def link(self, url: str, indent: str) -> None:
        """An address on one line, which terminals keep clickable.

        Where a terminal can hide it, the part that leads to the words is hidden: it is long.
        """
        url = _printable(url)
        shown, style = (url, Style()) if self.plain else (url.partition("#")[0], Style(link=url))
        self._print(Text(indent).append(shown, style))

    def prose(
        self, text: str, style: str = "", indent: str = "", mark: str = "", lead: str = ""
    ) -> None:
        """A text in small Markdown; `lead` is put before its first words."""
        blocks = parse(text)
        if lead and blocks and isinstance(blocks[0], Paragraph):
            blocks = (Paragraph((Span(lead), *blocks[0].spans)), *blocks[1:])
        elif lead:
            blocks = (Paragraph((Span(lead),)), *blocks)
        self._blocks(blocks, style, indent, mark)

    def _blocks(self, blocks: Prose, style: str, indent: str, mark: str) -> None:
        for n, block in enumerate(blocks):
            if isinstance(block, Paragraph):
                if n and isinstance(blocks[n - 1], Paragraph):
                    self.line()
                words = Text(style=style)
                for span in block.spans:
                    look = Style(bold=span.strong or span.code or None, italic=span.em or None)
                    words.append(_printable(span.text), look)
                self.line(words, "", indent, mark)
            else:
                if mark:
                    self.line("", "", indent, mark)
                for number, item in enumerate(block.items, block.start):
                    bullet = f"{number}. " if block.ordered else "- "
                    self._blocks(item, style, indent + " " * len(mark), bullet)
            indent, mark = indent + " " * len(mark), ""

    def ask(self, prompt: str, help: str) -> str:
        """A line of the learner's, without the white space around it."""
        while True:
            answer = self.read(prompt).strip()
            match answer.casefold():
                case "s":
                    raise _Skip
                case "q":
                    raise _Quit
                case "?":
                    self.line(help)
                    self.line(KEYS)
                case _:
                    return answer

    def _print(self, text: Text) -> None:
        # soft_wrap: it is wrapped already, and an address must not be
        self.console.print(text, soft_wrap=True, markup=False, highlight=False)


def _printable(text: str) -> str:
    """A text without control characters: a bank may be anybody's, and these move the cursor."""
    text = text.replace("\t", " ")
    return "".join(c for c in text if c == "\n" or category(c) != "Cc")


# One question.


@dataclass(frozen=True, slots=True)
class _Quiz:
    """A session, asked on a screen."""

    session: Session
    course: CourseFile
    screen: _Screen

    def ask(self, exercise: Exercise) -> None:
        """Ask the current exercise, to the point where the session knows what came of it."""
        self._show_header(exercise)
        try:
            match exercise.response:
                case Choose() as choose:
                    self._ask_choice(exercise, choose)
                case Type() as expected:
                    self._ask_typed(exercise, expected)
                case Number() as number:
                    self._ask_number(exercise, number)
                case Arrange() as arrange:
                    self._ask_order(exercise, arrange)
                case Match() as match_:
                    self._ask_pairs(exercise, match_)
                case Recall() as recall:
                    self._ask_recall(exercise, recall)
                case Fill() as fill:
                    self._ask_blanks(exercise, fill)
                case Discuss() as discuss:
                    self._hold_discussion(exercise, discuss)
                case _:
                    assert_never(exercise.response)
        except _Skip:
            self.session.skip()
            self.screen.line("Skipped.")

    def _show_header(self, exercise: Exercise) -> None:
        screen = self.screen
        kinds = [_type_name(exercise.type), *filter(None, [exercise.level])]
        screen.line()
        head = Text(f"Question {self.session.number} of {self.session.total}", "bold cyan")
        screen.line(head.append("".join(f" · {kind}" for kind in kinds), "not bold"))
        screen.line()
        for evidence in exercise.stimulus:
            if len(exercise.stimulus) > 1:
                source = self.course.source(evidence.source)
                screen.line(source.name if source else evidence.source, "bold")
            self._show_quote(evidence)
            screen.line()
        if exercise.prompt:
            screen.prose(exercise.prompt)
            screen.line()

    def _show_quote(self, evidence: Evidence) -> None:
        self.screen.line(evidence.quote, indent="    " if self.screen.plain else "  │ ")

    def _ask_choice(self, exercise: Exercise, choose: Choose) -> None:
        screen, options = self.screen, self.session.options
        labels = _labels(len(options))
        for label, option in zip(labels, options, strict=True):
            screen.prose(option.text, mark=f"  {label}  ")
        screen.line()
        count = sum(option.right for option in options)
        sign = "letter" if labels[0].isalpha() else "number"
        if count == 1:
            span = f"{labels[0]} {'or' if len(labels) == 2 else 'to'} {labels[-1]}"
            prompt, wanted = f"Your answer, {span}: ", f"one {sign}, {span}"
        else:
            example = ("" if labels[0].isalpha() else " ").join((labels[0], *labels[1 - count :]))
            prompt = f"Choose {count}, e.g. {example}: "
            wanted = f"{count} different {sign}s, e.g. {example}"
        while True:
            answer = screen.ask(prompt, f"Type {wanted}.")
            chosen = _chosen(answer, choose, options, labels)
            if len(chosen) == count:
                break
            screen.line(f"Please type {wanted}.")
        outcome = self.session.mark(chosen)
        self._show_outcome(outcome)
        for n, (label, option) in enumerate(zip(labels, options, strict=True)):
            if not (option.right or n in chosen) or (outcome is Outcome.RIGHT and not option.why):
                continue  # a right answer shows only the reasons, where there are any
            note = ("yours, " if n in chosen else "") + ("right" if option.right else "wrong")
            style = "green" if option.right else "red"
            screen.prose(option.text, style, mark=f"  {label}  ", lead=f"{note}: ")
            if option.why:
                screen.prose(option.why, indent="     ")
        self._show_grounds(exercise)
        self._pause()

    def _ask_typed(self, exercise: Exercise, expected: Type) -> None:
        screen = self.screen
        help = (
            "Type the answer; case, accents and punctuation do not count. "
            'If the answer is just s or q, put it in quotes: "s".'
        )
        while not (typed := screen.ask("Your answer: ", help)):
            screen.line("Please type an answer, or s to skip the question.")
        outcome = self.session.mark(typed)
        self._show_outcome(outcome)
        screen.prose(expected.answer, "bold", lead="Answer: ")
        self._show_grounds(exercise)
        if outcome is Outcome.CLOSE:
            self.session.grade(self._agrees("Count yours as right, y or n? "))
        else:
            self._pause()

    def _ask_number(self, exercise: Exercise, number: Number) -> None:
        screen = self.screen
        unit = f" in {number.unit}" if number.unit else ""
        help = f"Type a number{unit}, like 12, 1,000, 0.5 or 1/3; the unit may be left out."
        while not (typed := screen.ask(f"Your answer{unit}: ", help)):
            screen.line("Please type a number, or s to skip the question.")
        self._show_outcome(self.session.mark(typed))
        screen.prose(number.text, "bold", lead="Answer: ")
        self._show_grounds(exercise)
        self._pause()

    def _ask_order(self, exercise: Exercise, arrange: Arrange) -> None:
        screen, items = self.screen, self.session.items
        labels = self._show_items(items)
        chosen = self._ask_labels("Your order", labels, len(items), once=True)
        self._show_outcome(self.session.mark(chosen))
        screen.line("The right order", "bold")
        for item in arrange.items:
            screen.prose(item, mark=f"  {labels[items.index(item)]}  ")
        self._show_grounds(exercise)
        self._pause()

    def _ask_pairs(self, exercise: Exercise, match_: Match) -> None:
        screen, items = self.screen, self.session.items
        for n, (left, _) in enumerate(match_.pairs, 1):
            screen.prose(left, mark=f"  {n}  ")
        screen.line()
        labels = self._show_items(items)
        count = len(match_.pairs)
        chosen = self._ask_labels(f"For 1 to {count}", labels, count, once=False)
        self._show_outcome(self.session.mark(chosen))
        screen.line("The right pairs", "bold")
        for n, (left, right) in enumerate(match_.pairs, 1):
            screen.prose(left, mark=f"  {n}  ")
            screen.prose(right, "green", mark=f"     {labels[items.index(right)]}  ")
        self._show_grounds(exercise)
        self._pause()

    def _show_items(self, items: tuple[str, ...]) -> list[str]:
        labels = _labels(len(items))
        for label, item in zip(labels, items, strict=True):
            self.screen.prose(item, mark=f"  {label}  ")
        self.screen.line()
        return labels

    def _ask_labels(self, lead: str, labels: list[str], count: int, once: bool) -> list[int]:
        """So many items, by their labels; `once` where none may be named twice."""
        sign = "letters" if labels[0].isalpha() else "numbers"
        wanted = f"{count} {'different ' if once else ''}{sign} from {labels[0]} to {labels[-1]}"
        while True:
            answer = self.screen.ask(f"{lead}, {wanted}: ", f"Type {wanted}.").casefold()
            found = re.findall(r"\d+|[a-z]", answer)
            if (
                len(found) == count
                and set(found) <= set(labels)
                and not (once and len(set(found)) < count)
            ):
                return [labels.index(label) for label in found]
            self.screen.line(f"Please type {wanted}.")

    def _ask_recall(self, exercise: Exercise, recall: Recall) -> None:
        screen = self.screen
        screen.ask("Enter shows the answer: ", "Say the answer to yourself, then press Enter.")
        screen.line()
        screen.prose(recall.answer, "bold", lead="Answer: ")
        self._show_grounds(exercise)
        self.session.grade(self._agrees("Did you know it, y or n? "))

    def _ask_blanks(self, exercise: Exercise, fill: Fill) -> None:
        """Ask the blanks number by number; the item is right when all of them were known."""
        screen, known = self.screen, True
        for n, number in enumerate(fill.numbers, 1):
            if len(fill.numbers) > 1:
                screen.line(f"Blank {n} of {len(fill.numbers)}", "bold")
            screen.prose(_with_gaps(fill, number))
            screen.line()
            screen.ask("Enter shows the words: ", "Say what is left out, then press Enter.")
            screen.line()
            blanks = [p.answer for p in fill.parts if isinstance(p, Blank) and p.number == number]
            screen.prose("; ".join(blanks), "bold", lead="Answer: ")
            screen.prose(fill.text)
            if n == len(fill.numbers):
                self._show_grounds(exercise)
            else:
                screen.line()
            known &= self._agrees("Did you know it, y or n? ")
            if n < len(fill.numbers):
                screen.line()
        self.session.grade(known)

    def _hold_discussion(self, exercise: Exercise, discuss: Discuss) -> None:
        screen = self.screen
        screen.ask("Enter shows what to look for: ", "Talk it over, then press Enter.")
        for title, texts in (("Look for", discuss.look_for), ("Follow up", discuss.follow_ups)):
            if texts:
                screen.line()
                screen.line(title, "bold")
            for text in texts:
                screen.prose(text, mark="- ")
        if discuss.minutes:
            screen.line()
            screen.line(f"Time: about {plural(discuss.minutes, 'minute')}")
        self.session.discuss()
        self._show_grounds(exercise)
        self._pause()

    def _show_outcome(self, outcome: Outcome) -> None:
        self.screen.line()
        if outcome is Outcome.RIGHT:
            self.screen.line("Right.", "bold green")
        elif outcome is Outcome.CLOSE:
            self.screen.line("Close, but not the same.", "bold yellow")
        else:
            self.screen.line("Not right.", "bold red")

    def _show_grounds(self, exercise: Exercise) -> None:
        """The explanation, and the passages with their places."""
        screen = self.screen
        screen.line()
        if exercise.explanation:
            screen.prose(exercise.explanation)
            screen.line()
        if exercise.evidence:
            screen.line("Passage" if len(exercise.evidence) == 1 else "Passages", "bold")
        for evidence in exercise.evidence:
            citation = cite(evidence, self.course)
            self._show_quote(evidence)
            facts = (citation.place, citation.speaker, citation.credit or citation.title)
            screen.line(" · ".join(filter(None, facts)), "dim", indent="    ", mark="— ")
            if citation.link:
                screen.link(citation.link, indent="    ")
            screen.line()

    def _agrees(self, prompt: str) -> bool:
        while True:
            match self.screen.ask(prompt, "Type y for yes, n for no.").casefold():
                case "y" | "yes":
                    return True
                case "n" | "no":
                    return False
                case _:
                    self.screen.line("Please type y or n.")

    def _pause(self) -> None:
        """Leave time to read; the question is done with, so that there is nothing to skip."""
        with suppress(_Skip):
            self.screen.ask("Enter goes on: ", "Press Enter to go on.")


def _type_name(type: str) -> str:
    return TYPE_NAMES.get(type) or type.replace("_", " ")


def _labels(count: int) -> list[str]:
    """Letters to choose by, or numbers where there are more options than letters."""
    return list(LETTERS[:count]) if count <= len(LETTERS) else [str(n + 1) for n in range(count)]


def _chosen(
    answer: str, choose: Choose, options: tuple[Option, ...], labels: list[str]
) -> set[int]:
    """The options meant by "b", "ac", "a, c" or the words of one; empty where that is not clear."""
    answer = answer.casefold()
    found = re.findall(r"\d+|[a-z]", answer)
    if re.fullmatch(r"[a-z0-9\s,;.()]+", answer) and set(found) <= set(labels):
        return {labels.index(label) for label in found}
    texts = [words_of(option.text).casefold() for option in options]
    if choose.fixed and answer:  # "t" for True
        texts = [answer if text.startswith(answer) else text for text in texts]
    return {texts.index(answer)} if texts.count(answer) == 1 else set()


def _with_gaps(fill: Fill, number: int) -> str:
    """The text with the blanks of one number left out, or replaced by their hints."""
    return "".join(
        (f"[{part.hint or '...'}]" if part.number == number else part.answer)
        if isinstance(part, Blank)
        else part
        for part in fill.parts
    )


# The end.


def _show_summary(summary: Summary, course: CourseFile, screen: _Screen) -> None:
    tally = summary.all
    screen.line()
    screen.line("Summary", "bold cyan")
    screen.line()
    screen.line(f"{tally.asked:,} of {plural(summary.total, 'question')} asked")
    if tally.asked:
        screen.line(_counts(tally, share=True))
    sections = _by_name(summary.by_section, course)
    types = {_type_name(type): tally for type, tally in summary.by_type.items()}
    types = dict(sorted(types.items()))
    for title, rows in (("By type", types), ("By section", sections)):
        if len(rows) > 1:
            screen.line()
            screen.line(title, "bold")
            for name, tally in rows.items():
                screen.line(f"{name}: {_counts(tally)}", mark="- ")
    if summary.missed:
        screen.line()
        screen.line("Missed", "bold")
    for exercise in summary.missed:
        screen.line(_title(exercise), mark="- ")
        for evidence in exercise.evidence[:1]:
            place = place_name(evidence.place, course, evidence.source)
            screen.line(place, "dim", indent="  ")


def _counts(tally: Tally, share: bool = False) -> str:
    """In words: "3 of 4 right (75%), 1 skipped"."""
    counts = []
    if tally.answered:
        percent = f" ({round(100 * tally.right / tally.answered)}%)" if share else ""
        counts.append(f"{tally.right:,} of {tally.answered:,} right{percent}")
    counts += [f"{tally.skipped:,} skipped"] if tally.skipped else []
    counts += [f"{tally.discussed:,} discussed"] if tally.discussed else []
    return ", ".join(counts)


def _by_name(tallies: dict[Section, Tally], course: CourseFile) -> dict[str, Tally]:
    """Sections by name, in the order of the course; those of one work's witnesses are one."""
    works: dict[str, set[str]] = {}
    found: list[tuple[str, Source, Tally]] = []
    for source in course.sources:
        for region in source.sections:
            if tally := tallies.get((source.id, region.id)):
                works.setdefault(region.name, set()).add(source.work or source.id)
                found.append((region.name, source, tally))
    rows: dict[str, Tally] = {}
    for name, source, tally in found:
        row = name if len(works[name]) == 1 else f"{source.title}, {name}"
        rows[row] = rows.get(row, Tally()) + tally
    if None in tallies:
        rows["No passage"] = tallies[None]
    return rows


def _title(exercise: Exercise) -> str:
    """The words by which to know a question again, in one line."""
    response = exercise.response
    text = exercise.prompt
    if isinstance(response, Fill) and not text:
        text = "".join("[...]" if isinstance(p, Blank) else p for p in response.parts)
    if len(exercise.stimulus) == 1:
        first = exercise.stimulus[0].quote.split()
        return f"{words_of(text)} {' '.join(first[:8])}{' …' if len(first) > 8 else ''}"
    return " ".join(words_of(text).split())
