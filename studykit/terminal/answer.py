"""The result of an answer as a learner sees it: right or wrong, the solution and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from rich.cells import cell_len
from rich.text import Text

from ..bank.citation import cite
from ..bank.model import (
    Arrange,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from ..bank.prose import plain, plain_quotation
from ..diagnostics import printable
from ..format import labelled, number_range, series
from ..locale import _, pgettext
from ..locale.joining import commas
from ..quiz.marking import Answer, missing
from ..quiz.schedule import Grade
from ..quiz.typed import Outcome, differences, nearest
from ..source.course import CourseFile
from .console import TextWriter
from .question import QuestionView, duration, labels
from .response import show_points

if TYPE_CHECKING:
    from ..quiz.context import Context

GRADE_KEYS = {
    "1": Grade.AGAIN, "2": Grade.HARD, "3": Grade.GOOD, "4": Grade.EASY,
    "n": Grade.AGAIN, "y": Grade.GOOD,
}  # fmt: skip

SUGGESTED = {
    Outcome.RIGHT: Grade.GOOD,
    Outcome.CLOSE: Grade.HARD,
    Outcome.WRONG: Grade.AGAIN,
    None: Grade.GOOD,
}
"""The grade that one key accepts; None is an answer that only the learner can judge."""

SIDE_BY_SIDE = 100
"""The width from which two translations are shown side by side."""


def grade_name(grade: Grade) -> str:
    """Return the name of a grade, which is Anki's in every language."""
    match grade:
        case Grade.AGAIN:
            return pgettext("grade", "Again")
        case Grade.HARD:
            return pgettext("grade", "Hard")
        case Grade.GOOD:
            return pgettext("grade", "Good")
        case Grade.EASY:
            return pgettext("grade", "Easy")
        case _:
            assert_never(grade)


@dataclass(frozen=True, slots=True)
class Given:
    """An answer and its outcome, which is None if only the learner can judge it."""

    answer: Answer
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Grades:
    """The grades to choose from.

    `suggested` is the grade that one key accepts: Good if only the learner can judge.  `times` are the times until the card comes
    again; without them the grades are only right and wrong.
    """

    suggested: Grade = Grade.GOOD
    times: dict[Grade, timedelta] | None = None

    @property
    def keys(self) -> dict[str, Grade]:
        """The keys of the grades."""
        return {str(int(grade)): grade for grade in self.choices}

    @property
    def choices(self) -> tuple[Grade, ...]:
        return (Grade.AGAIN, Grade.GOOD) if self.times is None else tuple(Grade)

    def name(self, grade: Grade) -> str:
        """Return the name of a grade: "Good", or "right"."""
        if self.times is None:
            if grade is Grade.AGAIN:
                return pgettext("grade", "wrong")
            return pgettext("grade", "right")
        return grade_name(grade)

    def choice(self, grade: Grade, spoken: bool = False) -> str:
        """Return a grade with its key and its time: "3 Good 10 min", or "3: Good, 10 min"."""
        key, name = int(grade), self.name(grade)
        if self.times is not None:
            time = duration(self.times[grade], spoken)
            name = commas(name, time) if spoken else f"{name} {time}"
        return labelled(str(key), name) if spoken else f"{key} {name}"


# The solution.


def show_outcome(writer: TextWriter, given: Given) -> None:
    """Show whether the answer was right."""
    match given.outcome:
        case Outcome.RIGHT:
            sign, words, style = "✓", _("Right."), "bold green"
        case Outcome.CLOSE:
            sign, words, style = "≈", _("Almost right."), "bold yellow"
        case Outcome.WRONG if given.answer is None:
            sign, words, style = "✗", _("Not answered."), "bold red"
        case Outcome.WRONG:
            sign, words, style = "✗", _("Not right."), "bold red"
        case None:
            return
        case _:
            assert_never(given.outcome)
    writer.line(words if writer.plain else f"{sign} {words}", style)


def show_solution(
    writer: TextWriter, question: QuestionView, given: Given, all_options: bool = False
) -> None:
    """Show the right answer beside the learner's; `all_options` shows every option of a choice."""
    response = question.exercise.response
    match response:
        case Recall(text):
            _show_answer(writer, text)
        case Choose():
            _show_options(writer, question, given, all_options)
        case Type():
            _show_typed(writer, response, given)
        case Fill():
            blanks = missing(response, question.card.part)
            if isinstance(given.answer, str):
                _show_typed(writer, Type(" ".join(blanks)), given)
            else:
                _show_answer(writer, series(blanks))
            writer.prose(response.text)
        case Number():
            _show_learners(writer, given, response.text)
            _show_answer(writer, response.text)
            if response.low < response.high:
                bounds = number_range(response.low, response.high, response.unit)
                writer.line(_("Accepted: {bounds}", bounds=bounds))
        case Arrange(items):
            _show_order(writer, items, question.layout.items, _indices(given.answer))
        case Match(pairs):
            _show_pairs(writer, pairs, question.layout.items, _indices(given.answer))
        case Label(parts=parts):
            _show_answer(writer, parts[question.card.part - 1].name)
        case Discuss():
            show_points(writer, response)
        case _:
            assert_never(response)


def _show_answer(writer: TextWriter, text: str) -> None:
    writer.prose(text, "bold", lead=labelled(_("Answer")))


def _show_learners(writer: TextWriter, given: Given, right: str) -> None:
    """Show the words that the learner typed, unless they are those of the right answer."""
    if isinstance(given.answer, str) and not _is_same(given.answer, right):
        # For translators: before what the learner typed, "Answer" is below it
        lead = labelled(_("Yours"))
        lead += " " * (cell_len(labelled(_("Answer"))) - cell_len(lead))
        writer.line(given.answer, mark=lead)


def _is_same(typed: str, right: str) -> bool:
    """Whether two answers are the same words, in whatever case."""
    return typed.casefold().split() == plain(right).casefold().split()


def _show_typed(writer: TextWriter, expected: Type, given: Given) -> None:
    """Show the right answer; of an almost right one, what differs from the answer that is nearest."""
    _show_learners(writer, given, expected.answer)
    _show_answer(writer, expected.answer)
    if given.outcome is not Outcome.CLOSE or not isinstance(given.answer, str):
        return
    meant = nearest(given.answer, expected)
    if not _is_same(meant, expected.answer):
        writer.line(_("Also right: {answer}", answer=meant))
    corrections = [
        _correction(typed, right) for typed, right in differences(given.answer, expected)
    ]
    if corrections:
        writer.line(series(corrections))


def _correction(typed: str, right: str) -> str:
    if not typed:
        return _("“{right}” is missing", right=right)
    if not right:
        return _("“{typed}” is extra", typed=typed)
    return _("“{typed}” should be “{right}”", typed=typed, right=right)


def _show_options(
    writer: TextWriter, question: QuestionView, given: Given, all_options: bool
) -> None:
    """Show the right options and the chosen ones, with the reasons.

    If the answer is right, only options with a reason are shown.
    """
    options = question.layout.options
    chosen = given.answer if isinstance(given.answer, Set) else frozenset()
    for n, (label, option) in enumerate(zip(labels(len(options)), options, strict=True)):
        judged = option.right or n in chosen
        expected = given.outcome is Outcome.RIGHT and not option.why
        if all_options or (judged and not expected):
            _show_option(writer, label, option, n in chosen)


def _show_option(writer: TextWriter, label: str, option: Option, chosen: bool) -> None:
    sign = word = style = ""
    if option.right:
        sign, word, style = "✓", labelled(pgettext("option", "right")), "green"
    elif chosen:
        sign, word, style = "✗", labelled(pgettext("option", "wrong")), "red"
    text = option.text
    if chosen:
        text = _("{option} (your answer)", option=text.rstrip())
    if writer.plain:  # words, which a screen reader reads out
        writer.prose(text, mark=f"  {label}: ", lead=word)
    else:
        writer.prose(text, style, mark=f"  {label}  {sign:1} ")
    if option.why and (option.right or chosen):
        writer.prose(option.why, indent="     " if writer.plain else "       ")


def _show_order(
    writer: TextWriter, items: Sequence[str], shown: Sequence[str], order: Sequence[int]
) -> None:
    """Show the items in the right order, with the labels that they were shown with."""
    names = labels(len(shown))
    writer.line(_("Correct order"), "bold")
    for n, item in enumerate(items):
        wrong = names[order[n]] if order and shown[order[n]] != item else ""
        mark = _marked_label(writer, names[shown.index(item)], wrong, bool(order))
        if wrong:
            item = _("{item} (you put {label})", item=item.rstrip(), label=wrong)
        writer.prose(item, mark=mark)


def _show_pairs(
    writer: TextWriter,
    pairs: Sequence[tuple[str, str]],
    shown: Sequence[str],
    chosen: Sequence[int],
) -> None:
    """Show the left of each pair with its right, and with the label that the learner chose."""
    names = labels(len(shown))
    writer.line(_("Correct pairs"), "bold")
    for n, (left, right) in enumerate(pairs):
        wrong = names[chosen[n]] if chosen and shown[chosen[n]] != right else ""
        writer.prose(left, mark=_marked_label(writer, str(n + 1), wrong, bool(chosen)))
        indent = "     " if writer.plain else "       "
        label, words = names[shown.index(right)], right
        if wrong:
            words = _("{item} (you chose {label})", item=right.rstrip(), label=wrong)
        writer.prose(words, indent=indent, mark=f"{label}: " if writer.plain else f"{label}  ")


def _marked_label(writer: TextWriter, label: str, wrong: str, answered: bool) -> Text:
    """Return the label of a line, with a sign that says whether the learner had it right.

    The words of the line are right in any case, so only the sign has a colour.
    """
    if writer.plain:
        return Text(f"  {label}: ")
    if not answered:
        return Text(f"  {label}  ")
    sign = Text("✗", "bold red") if wrong else Text("✓", "green")
    return Text.assemble("  ", sign, f" {label}  ")


def _indices(answer: Answer) -> Sequence[int]:
    return () if answer is None or isinstance(answer, str | Set) else answer


# The evidence.


def show_evidence(writer: TextWriter, course: CourseFile, exercise: Exercise) -> None:
    """Show the explanation, and the passages with their speakers and places."""
    writer.line()
    if exercise.explanation:
        writer.prose(exercise.explanation)
        writer.line()
    if exercise.evidence and not writer.plain:
        heading = _("Passage") if len(exercise.evidence) == 1 else _("Passages")
        writer.line(heading, "bold")
    for evidence in exercise.evidence:
        citation = cite(evidence, course)
        facts = writer.facts(citation.speaker, citation.place, _source_name(evidence, course))
        if writer.plain:  # what follows is a quote, which nobody hears; nor is an address read well
            writer.line(labelled(_("Passage"), facts))
            writer.quote(plain_quotation(evidence.quote))
            writer.line()
            continue
        writer.quote(plain_quotation(evidence.quote))
        writer.line(facts, "dim", indent="    ", mark="— ")
        if citation.link:
            writer.link(citation.link, indent="    ")
        writer.line()


def show_credits(writer: TextWriter, course: CourseFile, exercises: Iterable[Exercise]) -> None:
    """Show the credit of each source that some questions cite, once."""
    cited = dict.fromkeys(piece.source for exercise in exercises for piece in exercise.evidence)
    sources = [source for source in course.sources if source.id in cited]
    if not sources:
        return
    writer.line()
    writer.line(_("Source") if len(sources) == 1 else _("Sources"), "bold")
    for source in sources:
        writer.line(commas(*filter(None, (source.title, source.credit))), mark="- ")


def _source_name(evidence: Evidence, course: CourseFile) -> str | None:
    """Return the short name of a source, if the course has several."""
    source = course.source(evidence.source)
    return source.name if source and len(course.sources) > 1 else None


def no_passage() -> str:
    """Return what a learner is told who wants to see the passage of a question without one."""
    return _("This question cites no passage.")


def show_contexts(writer: TextWriter, contexts: Sequence[Context]) -> None:
    """Show the passages in their turns, each with its counterpart beside it or below it."""
    wide = writer.width >= SIDE_BY_SIDE and not writer.plain
    if wide and len(contexts) == 2 and not any(c.missing or c.other for c in contexts):
        first, second = contexts
        writer.side_by_side(_titled(first), _titled(second))
        writer.line()
        return
    for context in contexts:
        if context.missing is not None:
            _show_missing(writer, context.title, context.missing)
        elif context.other and wide:
            other = Text(printable(plain_quotation(context.other), keep_lines=True))
            writer.side_by_side(_titled(context), [Text(context.other_title, "bold"), other])
        else:
            writer.line(labelled(_("Context"), context.title), "bold")
            writer.quote(_marked(context, writer.plain))
            if context.other:
                writer.line()
                writer.line(labelled(_("The same turn"), context.other_title or ""), "bold")
                writer.quote(plain_quotation(context.other))
        writer.line()


def _show_missing(writer: TextWriter, title: str, source: str) -> None:
    writer.line(labelled(_("Context"), title), "bold")
    writer.line(
        _(
            "The text is not on this machine. Download it with `studykit source fetch {source}`,"
            " or add a file with `studykit source add {source} FILE`.",
            source=source,
        )
    )


def _marked(context: Context, spoken: bool) -> Text:
    """Return a turn with its quote in bold, or in plain text between words that are read out."""
    before, quote, after = (
        printable(plain_quotation(words), keep_lines=True)
        for words in (context.before, context.words, context.after)
    )
    if spoken:
        quote = _("[passage:] {words} [end of the passage]", words=quote)
    return Text.assemble(before, (quote, "bold"), after)


def _titled(context: Context) -> list[Text]:
    return [Text(context.title, "bold"), _marked(context, spoken=False)]
