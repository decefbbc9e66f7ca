"""What a learner reads of a question, of what came of it, and of its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from rich.text import Text

from ..bank.citation import cite
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
    Recall,
    Type,
    cloze_text,
)
from ..bank.prose import plain as words_of
from ..format import number_range
from ..quiz.marking import Answer, Layout, Outcome, differences, missing
from ..quiz.schedule import CardState, Grade
from ..quiz.session import Card, Counts
from ..source.course import CourseFile
from .console import TextWriter
from .response import show_points

if TYPE_CHECKING:
    from ..quiz.context import Context

TYPE_NAMES = {"basic": "recall", "cloze": "fill in", "true_false": "true or false"}
"""What a learner calls a type of questions, where that is not the type's own name."""

# no q and no s, which are commands
LETTERS = "abcdefghijklmnoprtuvwxyz"

GRADES = {Grade.AGAIN: "Again", Grade.HARD: "Hard", Grade.GOOD: "Good", Grade.EASY: "Easy"}

BESIDE = 100  # columns from which on two translations stand side by side


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it is asked: which one, in what order, and where in the quiz.

    `total` where their number is fixed; `counts` where cards are scheduled; in an `exam` blanks are
    typed, and nothing is said of an answer.
    """

    card: Card
    layout: Layout
    number: int
    total: int | None = None
    counts: Counts | None = None
    state: CardState | None = None
    exam: bool = False

    @property
    def exercise(self) -> Exercise:
        return self.card.exercise

    @property
    def kinds(self) -> str:
        """Its type, level and standing: "fill in, blank 2 of 3 · remember · new"."""
        exercise = self.exercise
        kind = type_name(exercise.type)
        response = exercise.response
        if isinstance(response, Fill) and len(response.numbers) > 1:
            place = response.numbers.index(self.card.part) + 1
            kind += f", blank {place} of {len(response.numbers)}"
        facts = [kind, exercise.level]
        if self.state is not None:
            facts.append("leech" if self.state.is_leech else str(self.state.phase))
        return " · ".join(filter(None, facts))


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, and what it came to; None where only the learner can say it."""

    answer: Answer
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades to choose from with the times after which the card comes again.

    Without `times` there is only right and wrong; `suggested` is what one key accepts.  Where
    `open`, there is nothing to grade.
    """

    suggested: Grade | None = None
    times: dict[Grade, timedelta] | None = None
    open: bool = False

    def words(self, grade: Grade) -> str:
        """A grade with its time: "Good 10 min"."""
        if self.times is None:
            return "wrong" if grade is Grade.AGAIN else "right"
        return f"{GRADES[grade]} {span(self.times[grade])}"

    @property
    def keys(self) -> tuple[Grade, ...]:
        return tuple(Grade) if self.times is not None else (Grade.AGAIN, Grade.GOOD)


SUGGESTED = {
    Outcome.RIGHT: Grade.GOOD,
    Outcome.CLOSE: Grade.HARD,
    Outcome.WRONG: Grade.AGAIN,
    None: None,
}
"""What a marked answer suggests; one that was recalled suggests nothing."""


def span(time: timedelta) -> str:
    """A time as learners say it: "10 min", "4 d", "2.5 mo"."""
    minutes = time / timedelta(minutes=1)
    if minutes < 1:
        return "<1 min"
    if round(minutes) < 60:
        return f"{round(minutes)} min"
    if round(minutes / 60) < 24:
        return f"{round(minutes / 60)} h"
    days = minutes / 1440
    if round(days) < 31:
        return f"{round(days)} d"
    months = days / 30.4
    return f"{months:.1f} mo" if round(months, 1) < 12 else f"{days / 365:.1f} y"


def type_name(type: str) -> str:
    return TYPE_NAMES.get(type) or type.replace("_", " ")


def labels(count: int) -> list[str]:
    """Letters to choose by, or numbers where there are more options than letters."""
    return list(LETTERS[:count]) if count <= len(LETTERS) else [str(n + 1) for n in range(count)]


def title(exercise: Exercise, part: int = 0) -> str:
    """The words by which to know a question again, on one line."""
    response = exercise.response
    text = exercise.prompt
    if isinstance(response, Fill) and not text:
        text = gapped(response, part)
    if len(exercise.stimulus) == 1:
        first = exercise.stimulus[0].quote.split()
        return f"{words_of(text)} {' '.join(first[:8])}{' …' if len(first) > 8 else ''}"
    return " ".join(words_of(text).split())


def gapped(fill: Fill, part: int) -> str:
    """The text with the blanks of one number left out, or replaced by their hints; 0 is all."""

    def written(blank: Blank) -> str:
        asked = part in (0, blank.number)
        return f"[{blank.hint or '...'}]" if asked else blank.answer

    return cloze_text(fill.parts, written)


# What is asked.


def show_prompt(paper: TextWriter, course: CourseFile, asked: QuestionView) -> None:
    """The passages that are asked about, the prompt, and the text with its blanks."""
    exercise = asked.exercise
    for evidence in exercise.stimulus:
        if len(exercise.stimulus) > 1:
            source = course.source(evidence.source)
            paper.line(source.name if source else evidence.source, "bold")
        paper.quote(evidence.quote)
        paper.line()
    if exercise.prompt:
        paper.prose(exercise.prompt)
        paper.line()
    if isinstance(exercise.response, Fill):
        paper.prose(gapped(exercise.response, asked.card.part))
        paper.line()


def show_labelled(paper: TextWriter, texts: Iterable[str], names: Sequence[str]) -> None:
    for name, text in zip(names, texts, strict=True):
        paper.prose(text, mark=f"  {name}  ")


# What came of it.


def show_outcome(paper: TextWriter, outcome: Outcome | None) -> None:
    match outcome:
        case Outcome.RIGHT:
            paper.line("Right.", "bold green")
        case Outcome.CLOSE:
            paper.line("Close, but not the same.", "bold yellow")
        case Outcome.WRONG:
            paper.line("Not right.", "bold red")
        case None:
            pass
        case _:
            assert_never(outcome)


def show_answer(paper: TextWriter, asked: QuestionView, given: Given, whole: bool = False) -> None:
    """The right answer beside the one that was given; `whole` shows every option of a choice."""
    exercise, answer, outcome = asked.exercise, given.answer, given.outcome
    layout = asked.layout
    match exercise.response:
        case Recall(text):
            paper.prose(text, "bold", lead="Answer: ")
        case Choose():
            chosen = answer if isinstance(answer, Set) else frozenset()
            for n, (label, option) in enumerate(
                zip(labels(len(layout.options)), layout.options, strict=True)
            ):
                told = option.right or n in chosen
                if not whole and (not told or (outcome is Outcome.RIGHT and not option.why)):
                    continue  # a right answer shows only the reasons, where there are any
                note = ("yours, " if n in chosen else "") + ("right" if option.right else "wrong")
                style = "green" if option.right else "red" if n in chosen else ""
                lead = f"{note}: " if told else ""
                paper.prose(option.text, style, mark=f"  {label}  ", lead=lead)
                if option.why and told:
                    paper.prose(option.why, indent="     ")
        case Type() as expected:
            _show_typed(paper, expected, answer, outcome)
        case Fill() as fill if isinstance(answer, str):
            _show_typed(paper, Type(" ".join(missing(fill, asked.card.part))), answer, outcome)
            paper.prose(fill.text)
        case Fill() as fill:
            paper.prose("; ".join(missing(fill, asked.card.part)), "bold", lead="Answer: ")
            paper.prose(fill.text)
        case Number() as number:
            if isinstance(answer, str) and outcome is not Outcome.RIGHT:
                paper.line(answer, mark="Yours:  ")
            paper.prose(number.text, "bold", lead="Answer: ")
            if number.low < number.high:
                paper.line(f"right: {number_range(number.low, number.high, number.unit)}")
        case Arrange(items):
            names = labels(len(items))
            paper.line("The right order", "bold")
            order = _indices(answer)
            for n, item in enumerate(items):
                shown = layout.items.index(item)
                moved = bool(order) and layout.items[order[n]] != item
                lead = f"yours was {names[order[n]]}: " if moved else ""
                paper.prose(item, "red" if moved else "", mark=f"  {names[shown]}  ", lead=lead)
        case Match(pairs):
            names = labels(len(layout.items))
            paper.line("The right pairs", "bold")
            found = _indices(answer)
            for n, (left, right) in enumerate(pairs, 1):
                paper.prose(left, mark=f"  {n}  ")
                wrong = bool(found) and layout.items[found[n - 1]] != right
                lead = f"yours was {names[found[n - 1]]}: " if wrong else ""
                style = "red" if wrong else "green"
                label = names[layout.items.index(right)]
                paper.prose(right, style, mark=f"     {label}  ", lead=lead)
        case Discuss() as discuss:
            show_points(paper, discuss)
        case _:
            assert_never(exercise.response)


def _indices(answer: Answer) -> list[int]:
    return [] if answer is None or isinstance(answer, str | Set) else list(answer)


def _show_typed(paper: TextWriter, expected: Type, answer: Answer, outcome: Outcome | None) -> None:
    if outcome is not Outcome.RIGHT and isinstance(answer, str):
        paper.line(answer, mark="Yours:  ")
    paper.prose(expected.answer, "bold", lead="Answer: ")
    if outcome is Outcome.RIGHT or not isinstance(answer, str):
        return
    told = []
    for mine, theirs in differences(answer, expected):
        if mine and theirs:
            told.append(f"“{mine}” is “{theirs}”")
        else:
            told.append(f"“{theirs}” is left out" if theirs else f"“{mine}” is not there")
    if told:
        paper.line("; ".join(told))


# On what evidence.


def show_grounds(paper: TextWriter, course: CourseFile, exercise: Exercise) -> None:
    """The explanation, and the passages with their speakers and places."""
    paper.line()
    if exercise.explanation:
        paper.prose(exercise.explanation)
        paper.line()
    if exercise.evidence:
        paper.line("Passage" if len(exercise.evidence) == 1 else "Passages", "bold")
    for evidence in exercise.evidence:
        citation = cite(evidence, course)
        paper.quote(evidence.quote)
        facts = (citation.place, citation.speaker, citation.credit or citation.title)
        paper.line(" · ".join(filter(None, facts)), "dim", indent="    ", mark="— ")
        if url := address(evidence, course):
            paper.link(url, indent="    ")
        paper.line()


def address(evidence: Evidence, course: CourseFile) -> str | None:
    """The publisher's page at the passage."""
    return cite(evidence, course).link


def show_contexts(paper: TextWriter, contexts: Sequence[Context]) -> None:
    """The passages in their turns, each with its counterpart beside it, or below."""
    for context in contexts:
        if context.missing is not None:
            paper.line(f"In {context.title}", "bold")
            paper.line(
                f"The text is not here: `studykit source fetch {context.missing}` fetches it where"
                f" that can be, `studykit source add {context.missing} FILE` takes it from a file."
            )
            paper.line()
            continue
        mark = "*" if paper.plain else ""
        words = Text.assemble(
            (context.before, ""),
            (f"{mark}{context.words}{mark}", "bold"),
            (context.after, ""),
        )
        if context.other and paper.width >= BESIDE and not paper.plain:
            _show_beside(paper, context, words)
        else:
            paper.line(f"In {context.title}", "bold")
            paper.quote(words)
            if context.other:
                paper.line()
                paper.line(f"The same turn in {context.other_title}", "bold")
                paper.quote(context.other)
        paper.line()


def _show_beside(paper: TextWriter, context: Context, words: Text) -> None:
    gap = 4
    width = min(72, (paper.width - gap) // 2)
    columns: list[list[Text]] = []
    for heading, text in ((context.title, words), (context.other_title, Text(context.other))):
        lines = [
            *Text(heading, "bold").wrap(paper.console, width),
            *text.wrap(paper.console, width),
        ]
        columns.append(lines)
    for n in range(max(map(len, columns))):
        left = columns[0][n] if n < len(columns[0]) else Text()
        right = columns[1][n] if n < len(columns[1]) else Text()
        left.rstrip()
        right.rstrip()
        row = left.copy()
        if right:
            row.append(" " * (width + gap - left.cell_len))
            row.append_text(right)
        paper.emit(row)
