"""A question as a learner sees it: its caption, its prompt, and the labels of its options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ..bank.model import LEVELS, Blank, Choose, Exercise, Fill, Number, Option, cloze_text
from ..bank.prose import plain as words_of
from ..bank.prose import plain_quotation
from ..format import fixed, labelled
from ..locale import _, ngettext, pgettext
from ..mathematics.in_text import latex_words
from ..quiz.cards import Card
from ..quiz.marking import Layout
from ..quiz.schedule import CardState, Phase
from ..quiz.session import Counts
from ..source.course import CourseFile
from .console import TextWriter

LETTERS = "abcdefghijklmnoprtuvwxyz"
"""The letters that label options: all but q and s, which are commands at every prompt."""

TITLE_WORDS = 8
"""How many words of a passage are shown in a title."""


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it is asked: which card, in which order, and how far the quiz has got.

    `total` is set if the number of questions is fixed, `counts` if cards are scheduled.  In an
    `exam`, blanks are typed and answers are not shown; in a `cram`, grades are only right and wrong.
    `keeps` says whether grades are saved.
    """

    card: Card
    layout: Layout
    number: int
    total: int | None = None
    counts: Counts | None = None
    state: CardState | None = None
    exam: bool = False
    cram: bool = False
    keeps: bool = False

    @property
    def exercise(self) -> Exercise:
        return self.card.exercise

    @property
    def caption(self) -> str:
        """The facts in one line: "fill in, blank 2 of 3 · remember · new"."""
        return " · ".join(self.facts())

    def facts(self, spoken: bool = False) -> list[str]:
        """The type, level and state, each with its name if they are read out."""
        exercise = self.exercise
        kind = type_name(exercise.type)
        response = exercise.response
        if isinstance(response, Fill) and len(response.numbers) > 1:
            place = response.numbers.index(self.card.part) + 1
            blanks = len(response.numbers)
            kind = _("{type}, blank {place} of {blanks}", type=kind, place=place, blanks=blanks)
        if self.card.is_reversed:
            kind = _("{type}, reversed", type=kind)
        facts = {_("type"): kind}
        if exercise.level:
            facts[_("level")] = _(LEVELS[exercise.level])
        if self.state is not None:
            facts[_("card")] = _state_name(self.state)
        return [labelled(*fact) for fact in facts.items()] if spoken else list(facts.values())

    @property
    def typed_prompt(self) -> str:
        """The prompt for an answer that is typed."""
        match self.exercise.response:
            case Fill():
                return labelled(_("The missing words"))
            case Number(unit=str(unit)):
                return labelled(_("Your answer in {unit}", unit=unit))
            case _:
                return labelled(_("Your answer"))


def type_name(type: str) -> str:
    """Return a question type's name for learners: "multiple choice"."""
    names = {
        "basic": pgettext("question type", "recall"),
        "cloze": pgettext("question type", "fill in"),
        "multiple_choice": pgettext("question type", "multiple choice"),
        "true_false": pgettext("question type", "true or false"),
        "short_answer": pgettext("question type", "short answer"),
        "numeric": pgettext("question type", "numeric"),
        "ordering": pgettext("question type", "ordering"),
        "matching": pgettext("question type", "matching"),
        "label_picture": pgettext("question type", "label a picture"),
        "who_said_it": pgettext("question type", "who said it"),
        "compare": pgettext("question type", "compare"),
        "discussion": pgettext("question type", "discussion"),
    }
    return names.get(type, type.replace("_", " "))  # a new type, before its name is translated


def _state_name(state: CardState) -> str:
    """Return what a card is to its learner: "new", "leech"."""
    if state.is_leech:
        return pgettext("card", "leech")
    names = {
        Phase.NEW: pgettext("card", "new"),
        Phase.LEARNING: pgettext("card", "learning"),
        Phase.REVIEW: pgettext("card", "review"),
        Phase.RELEARNING: pgettext("card", "relearning"),
    }
    return names[state.phase]


def counted(counts: Counts, zeros: bool = True) -> list[str]:
    """Return the numbers of cards that are left: "3 new", "0 learning", "2 to review"."""
    facts = (
        (counts.new, new_cards(counts.new)),
        (counts.learning, ngettext("{n} learning", "{n} learning", counts.learning)),
        (counts.review, ngettext("{n} to review", "{n} to review", counts.review)),
    )
    return [words for count, words in facts if count or zeros]


def new_cards(count: int) -> str:
    """Return a number of new cards: "3 new"."""
    return ngettext("{n} new", "{n} new", count)


def duration(time: timedelta, spoken: bool = False) -> str:
    """Format a duration in its largest unit: "10 min", "4 days", "2.5 months"; "10 minutes" if spoken."""
    return _in_largest_unit(time, spoken)[0]


def wait(time: timedelta) -> str:
    """Format the time until something: "in 10 minutes", "in 4 days", "in 2.5 months"."""
    return _in_largest_unit(time)[1]


def _in_largest_unit(time: timedelta, spoken: bool = False) -> tuple[str, str]:
    """Return a duration, and the time until then, which other languages word in another way."""
    minutes = time / timedelta(minutes=1)
    hours, days, months, years = (minutes / n for n in (60, 1440, 1440 * 30.4, 1440 * 365))
    if minutes < 1:
        short = _("less than a minute") if spoken else _("under 1 min")
        return short, _("in less than a minute")
    if (n := round(minutes)) < 60:
        short = ngettext("{n} min", "{n} min", n)
        long = ngettext("{n} minute", "{n} minutes", n)
        return long if spoken else short, ngettext("in {n} minute", "in {n} minutes", n)
    if (n := round(hours)) < 24:
        return ngettext("{n} hour", "{n} hours", n), ngettext("in {n} hour", "in {n} hours", n)
    if (n := round(days)) < 31:
        return ngettext("{n} day", "{n} days", n), ngettext("in {n} day", "in {n} days", n)
    if round(months, 1) < 12:
        n, one = int(months), fixed(months, 1)
        return (
            ngettext("{number} months", "{number} months", n, number=one),
            ngettext("in {number} months", "in {number} months", n, number=one),
        )
    n, one = int(years), fixed(years, 1)
    return (
        ngettext("{number} years", "{number} years", n, number=one),
        ngettext("in {number} years", "in {number} years", n, number=one),
    )


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
        quoted = plain_quotation(exercise.stimulus[0].quote).split()
        words += quoted[:TITLE_WORDS]
        if len(quoted) > TITLE_WORDS:
            words.append("…")
    return " ".join(words)


def gapped(fill: Fill, part: int, spoken: bool = False) -> str:
    """Return a text with the blanks of one number replaced by their hints or by "[...]".

    Screen readers leave out brackets and dots, so if `spoken`, "[blank]" and "[blank: hint]" say what
    they are.
    """

    def gap(blank: Blank) -> str:
        if blank.number != part:
            return blank.answer
        if spoken:
            name = pgettext("cloze", "blank")
            return f"[{labelled(name, blank.hint) if blank.hint else name}]"
        return f"[{blank.hint or '...'}]"

    def latex(blank: Blank) -> str:
        return rf"\text{{{latex_words(gap(blank))}}}" if blank.number == part else blank.answer

    return cloze_text(fill.parts, gap, latex)


def show_prompt(writer: TextWriter, course: CourseFile, question: QuestionView) -> None:
    """Show the passages that are asked about, the prompt, and the text with its blanks."""
    exercise = question.exercise
    for evidence in exercise.stimulus:
        source = course.source(evidence.source)
        name = (source.name if source else evidence.source) if len(exercise.stimulus) > 1 else ""
        if writer.plain:
            writer.line(labelled(_("Passage"), name).rstrip())
        elif name:
            writer.line(name, "bold")
        writer.quote(plain_quotation(evidence.quote))
        writer.line()
    if question.card.is_reversed:
        writer.line(_("What is this the answer to?"), "dim")
    if exercise.prompt:
        writer.prose(exercise.prompt, "bold")
        writer.line()
    if isinstance(exercise.response, Fill):
        writer.prose(gapped(exercise.response, question.card.part, spoken=writer.plain))
        writer.line()


def show_labelled(writer: TextWriter, texts: Iterable[str], names: Sequence[str]) -> None:
    """Show texts, each with its label."""
    for name, text in zip(names, texts, strict=True):
        # a screen reader reads "a" as a letter only before a colon
        writer.prose(text, mark=f"  {name}: " if writer.plain else f"  {name}  ")
