"""A question as a learner sees it: its caption, its prompt, and the labels of its options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ..bank.formulas import latex_words
from ..bank.model import Blank, Choose, Exercise, Fill, Number, Option, cloze_text
from ..bank.prose import plain as words_of
from ..format import plural
from ..quiz.cards import Card
from ..quiz.marking import Layout
from ..quiz.schedule import CardState
from ..quiz.session import Counts
from ..source.course import CourseFile
from .console import TextWriter

TYPE_NAMES = {"basic": "recall", "cloze": "fill in", "true_false": "true or false"}
"""Names of question types that differ from the id in the bank."""

LETTERS = "abcdefghijklmnoprtuvwxyz"
"""The letters that label options: all but q and s, which are commands at every prompt."""

TITLE_WORDS = 8
"""How many words of a passage are shown in a title."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it is asked: which card, in which order, and how far the quiz has got.

    `total` is set if the number of questions is fixed, `counts` if cards are scheduled.  In an
    `exam`, blanks are typed and answers are not shown.
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
    def caption(self) -> str:
        """The facts in one line: "fill in, blank 2 of 3 · remember · new"."""
        return " · ".join(self.facts)

    @property
    def facts(self) -> list[str]:
        """The type, level and state."""
        exercise = self.exercise
        facts = [type_name(exercise.type)]
        response = exercise.response
        if isinstance(response, Fill) and len(response.numbers) > 1:
            place = response.numbers.index(self.card.part) + 1
            facts[0] += f", blank {place} of {len(response.numbers)}"
        if self.card.is_reversed:
            facts[0] += ", reversed"
        if exercise.level:
            facts.append(exercise.level)
        if self.state is not None:
            facts.append("leech" if self.state.is_leech else str(self.state.phase))
        return facts

    @property
    def typed_prompt(self) -> str:
        """The prompt for an answer that is typed."""
        match self.exercise.response:
            case Fill():
                return "The missing words: "
            case Number(unit=str(unit)):
                return f"Your answer in {unit}: "
            case _:
                return "Your answer: "


def type_name(type: str) -> str:
    """Return a question type's name for learners: "multiple choice"."""
    return TYPE_NAMES.get(type) or type.replace("_", " ")


def duration(time: timedelta) -> str:
    """Format a duration in its largest unit: "10 min", "4 days", "2.5 months"."""
    minutes = time / timedelta(minutes=1)
    if minutes < 1:
        return "under 1 min"
    if round(minutes) < 60:
        return f"{round(minutes)} min"
    if round(minutes / 60) < 24:
        return plural(round(minutes / 60), "hour")
    days = minutes / 1440
    if round(days) < 31:
        return plural(round(days), "day")
    months = days / 30.4
    if round(months, 1) < 12:
        return f"{months:.1f} months"
    return f"{days / 365:.1f} years"


def labels(count: int) -> list[str]:
    """Return the labels of some options: letters, or numbers if there are too few letters."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    return [str(number) for number in range(1, count + 1)]


def options_named(choose: Choose, options: Sequence[Option], typed: str) -> list[int]:
    """Return the options whose words were typed, in lower case.

    If options are never shuffled, the beginning is enough: "t" is True.
    """
    texts = [words_of(option.text).casefold() for option in options]
    if choose.fixed and typed:
        return [n for n, text in enumerate(texts) if text.startswith(typed)]
    return [n for n, text in enumerate(texts) if text == typed]


def title(exercise: Exercise, part: int) -> str:
    """Return the words by which a learner recognizes a question, on one line."""
    text = exercise.prompt
    if isinstance(exercise.response, Fill) and not text:
        text = gapped(exercise.response, part)
    words = words_of(text).split()
    if len(exercise.stimulus) == 1:
        quoted = exercise.stimulus[0].quote.split()
        words += quoted[:TITLE_WORDS]
        if len(quoted) > TITLE_WORDS:
            words.append("…")
    return " ".join(words)


def gapped(fill: Fill, part: int) -> str:
    """Return a text with the blanks of one number replaced by their hints or by "[...]"."""

    def gap(blank: Blank) -> str:
        if blank.number != part:
            return blank.answer
        return f"[{blank.hint or '...'}]"

    def latex(blank: Blank) -> str:
        return rf"\text{{{latex_words(gap(blank))}}}" if blank.number == part else blank.answer

    return cloze_text(fill.parts, gap, latex)


def show_prompt(writer: TextWriter, course: CourseFile, question: QuestionView) -> None:
    """Show the passages that are asked about, the prompt, and the text with its blanks."""
    exercise = question.exercise
    for evidence in exercise.stimulus:
        if len(exercise.stimulus) > 1:
            source = course.source(evidence.source)
            writer.line(source.name if source else evidence.source, "bold")
        writer.quote(evidence.quote)
        writer.line()
    if question.card.is_reversed:
        writer.line("What is this the answer to?", "dim")
    if exercise.prompt:
        writer.prose(exercise.prompt, "bold")
        writer.line()
    if isinstance(exercise.response, Fill):
        writer.prose(gapped(exercise.response, question.card.part))
        writer.line()


def show_labelled(writer: TextWriter, texts: Iterable[str], names: Sequence[str]) -> None:
    """Show texts, each with its label."""
    for name, text in zip(names, texts, strict=True):
        # a screen reader reads "a" as a letter only before a colon
        writer.prose(text, mark=f"  {name}: " if writer.plain else f"  {name}  ")
