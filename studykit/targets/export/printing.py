"""What formats share: prompts, answers and feedback as text; numbers; order."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple, assert_never

from ...bank.arrange import arranged, disordered, in_order
from ...bank.capability import Capability, ContentCapabilities, ContentKind, Support
from ...bank.citation import Citation, cite
from ...bank.model import (
    Arrange,
    Blank,
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
    cloze_text,
    is_statement,
)
from ...bank.numbers import number
from ...bank.prose import plain
from ...bank.select import label
from ...format import labelled, letters, quoted
from ...source.course import CourseFile
from ..handout.answers import separator, solution
from ..handout.prose import words as prose_words
from .model import ExportRequest, NoShapes

NAME = 80
"""Characters of the name of a question."""

DIGITS = 15
"""Significant digits of numbers whose decimals never end; what a double has."""


def name(exercise: Exercise) -> str:
    """Return the id of a question and its first words, to recognise it in a list."""
    full = f"{exercise.id}: {label(exercise)}"
    return full if len(full) <= NAME else f"{full[: NAME - 1].rstrip()}…"


def prompt_text(exercise: Exercise, course: CourseFile) -> str:
    """Return the prompt as plain text, below the passages that it is about."""
    prompt = plain(exercise.prompt)
    if not exercise.stimulus:
        return prompt
    lines = []
    for piece in exercise.stimulus:
        source = course.source(piece.source)
        quote = quoted(piece.quote)
        several = source and len(exercise.stimulus) > 1
        lines.append(labelled(source.name, quote) if source and several else quote)
    return "\n".join([*lines, prompt]).strip()


def feedback_text(exercise: Exercise, course: CourseFile) -> str:
    """Return the explanation and the passages as plain text, each on a line."""
    lines = [plain(exercise.explanation)] if exercise.explanation else []
    lines += (citation_text(piece, course) for piece in exercise.evidence)
    return "\n".join(lines)


def citation_text(piece: Evidence, course: CourseFile) -> str:
    """Return a passage in one line: quote, speaker, place, source, link."""
    cited = cite(piece, course)
    parts = [*where(cited), *([cited.link] if cited.link else [])]
    return f"{quoted(piece.quote)} {' · '.join(parts)}"


def where(citation: Citation) -> Iterator[str]:
    """Yield speaker, place, source and credit."""
    for part in (citation.speaker, citation.place, citation.title, citation.credit):
        if part:
            yield part


def answer_text(exercise: Exercise) -> str:
    """Return the right answer as plain text, each part on a line."""
    return "\n".join(_answer_lines(exercise))


def _answer_lines(exercise: Exercise) -> Iterable[str]:
    response = exercise.response
    match response:
        case Recall(answer):
            return [plain(answer)]
        case Fill():
            return blank_answers(response)
        case Choose(options):
            return [plain(option.text) for option in options if option.right]
        case Arrange(items):
            return [f"{n}. {plain(item)}" for n, item in enumerate(items, 1)]
        case Match(pairs):
            return [f"{plain(left)}{separator()}{plain(right)}" for left, right in pairs]
        case Type() | Number():
            return prose_words(solution(exercise))  # with what else is right, in words
        case Discuss(look_for, follow_ups):
            return map(plain, (*look_for, *follow_ups))
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def follow_ups(exercise: Exercise) -> tuple[str, ...]:
    """Return the follow-up questions of a discussion."""
    response = exercise.response
    return response.follow_ups if isinstance(response, Discuss) else ()


def rng(exercise: Exercise) -> random.Random:
    """Return a random generator seeded by the question's id alone."""
    return random.Random(int.from_bytes(sha256(exercise.id.encode()).digest()[:8], "big"))


def options(exercise: Exercise, choose: Choose) -> tuple[Option, ...]:
    """Return the options in the order to show them."""
    return arranged(choose, rng(exercise))


def named_options(exercise: Exercise, choose: Choose) -> list[tuple[str, Option]]:
    """Return the options in the order to show them, each with an identifier by its place in the bank."""
    names: dict[Option, list[str]] = {}
    for n, option in enumerate(choose.options, 1):
        names.setdefault(option, []).append(f"o{n}")
    return [(names[option].pop(0), option) for option in options(exercise, choose)]


def keeps_order(choose: Choose) -> bool:
    """Whether the options have an order that a platform must not shuffle."""
    return in_order(choose) is not None or any(option.keep_last for option in choose.options)


def statement(choose: Choose) -> bool | None:
    """Return whether a statement is true; None if the choice is not between true and false."""
    if not choose.fixed or not is_statement([option.text for option in choose.options]):
        return None
    return choose.options[0].right


def blanks(fill: Fill) -> list[Blank]:
    return [part for part in fill.parts if isinstance(part, Blank)]


def needs_unit(exercise: Exercise, response: Number) -> bool:
    """Whether the prompt does not name the unit."""
    unit = response.unit
    return unit is not None and unit.casefold() not in plain(exercise.prompt).casefold()


def decimal(value: Fraction, rounding: str = ROUND_HALF_EVEN) -> str:
    """Return a number in figures, with a point and without exponent; exactly, if its decimals end."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    digits = (
        DIGITS
        if rest != 1
        else max(DIGITS, len(str(value.numerator)) + value.denominator.bit_length())
    )
    context = Context(prec=digits, rounding=rounding)
    return f"{context.divide(value.numerator, value.denominator):f}"


def intervals(exercise: Exercise, response: Number) -> list[tuple[str, str]]:
    """Return numbers that are right, each with how much an answer can differ, as decimals.

    The first is the answer, which platforms show; a second covers the bounds, if they are not equally
    far from it.
    """
    value = number(response.answer, exercise.lang)
    assert value is not None, "the answer of a Number is a number"
    below, above = value - response.low, response.high - value
    shown = decimal(value)
    missed = abs(Fraction(shown) - value)  # a third has no end
    found = [(shown, decimal(min(below, above) + missed, ROUND_CEILING))]
    if below != above:
        middle = decimal((response.low + response.high) / 2)
        reach = max(Fraction(middle) - response.low, response.high - Fraction(middle))
        found.append((middle, decimal(reach, ROUND_CEILING)))
    return found


def bounds(response: Number) -> tuple[str, str]:
    """Return the lowest and the highest right number as decimals."""
    return decimal(response.low, ROUND_FLOOR), decimal(response.high, ROUND_CEILING)


BLANK = "\U000f0000"
"""Placeholder for a blank while the text around it is parsed: a private character."""

GAP = "_____"


def blanked(fill: Fill, blank: Callable[[Blank], str], in_formula: Callable[[Blank], str]) -> str:
    """Return a text in which no other character is the placeholder that `blank` may return."""
    return cloze_text(map(_without_placeholder, fill.parts), blank, in_formula)


def _without_placeholder(part: str | Blank) -> str | Blank:
    if isinstance(part, str):
        return part.replace(BLANK, "\ufffd")
    hint = part.hint.replace(BLANK, "\ufffd") if part.hint else None
    return Blank(part.number, part.answer.replace(BLANK, "\ufffd"), hint)


class GapQuestion(NamedTuple):
    """A question on one blank of a text: what tells it from the others, the text, the answer.

    The text is in Markdown, with `BLANK` in the place of the blank.
    """

    suffix: str
    text: str
    answer: str


def gap_questions(fill: Fill) -> list[GapQuestion]:
    """Return a question for each blank; blanks with one number and one answer share a question."""
    found = []
    for group in fill.numbers:
        answers = dict.fromkeys(answer for number, answer in fill.answers if number == group)
        for n, answer in enumerate(answers):
            asked = iter([a == answer and number == group for number, a in fill.answers])

            def shown(blank: Blank, asked: Iterator[bool] = asked, group: int = group) -> str:
                hint = f" ({blank.hint})" if blank.hint else ""
                if next(asked):
                    return BLANK + hint
                return "[…]" if blank.number == group else blank.answer

            def in_formula(blank: Blank, asked: Iterator[bool] = asked, group: int = group) -> str:
                name = "?" if next(asked) else "…" if blank.number == group else ""
                return box(name) if name else blank.answer

            suffix = f"{group}{letters(n)}" if len(answers) > 1 else str(group)
            text = blanked(fill, shown, in_formula)
            found.append(GapQuestion(suffix, text, one_line(plain(answer))))
    return found


def box(name: str) -> str:
    """Return a box in LaTeX, for a blank in a formula."""
    return rf"\boxed{{\;\text{{{name}}}\;}}"


def blank_answers(fill: Fill) -> list[str]:
    """Return the answer of each blank as plain text."""
    return [one_line(plain(answer)) for _, answer in fill.answers]


def categories(request: ExportRequest) -> Iterator[tuple[tuple[str, ...], list[Exercise]]]:
    """Yield the questions by bank and section, with the names of course, bank and section."""
    for bank in request.banks:
        by_section: dict[str | None, list[Exercise]] = {}
        for exercise in bank.exercises:
            by_section.setdefault(request.section(exercise), []).append(exercise)
        for section, chosen in by_section.items():
            names = (request.course.title, bank.title, *([section] if section else []))
            yield names, chosen


def one_line(text: str) -> str:
    """Return a text with its line breaks and repeated spaces as single spaces."""
    return " ".join(text.split())


def weights(options: Sequence[Option]) -> dict[bool, str]:
    """Return the percentages of right and wrong options when several are right.

    The right ones add up to 100, and all options to 0.  Moodle knows only tenths and the like, with five
    decimals.
    """
    right = sum(option.right for option in options)
    wrong = len(options) - right
    return {True: _percent(right), False: f"-{_percent(wrong)}" if wrong else "0"}


def _percent(parts: int) -> str:
    return f"{100 / min(parts, MOST_PARTS):.5f}".rstrip("0").rstrip(".")


MOST_PARTS = 10
"""The smallest share that Moodle knows is a tenth."""


def question_text(exercise: Exercise, course: CourseFile) -> str:
    """Return all that is asked, without options, as plain text."""
    lines = [prompt_text(exercise, course)]
    match exercise.response:
        case Fill() as fill:
            text = blanked(
                fill, lambda b: f"{BLANK} ({b.hint})" if b.hint else BLANK, lambda b: box("?")
            )
            lines.append(plain(text).replace(BLANK, GAP))
        case Match(pairs):
            lines += (f"{n}. {plain(left)}" for n, (left, _) in enumerate(pairs, 1))
    return "\n".join(filter(None, lines))


def choices_text(exercise: Exercise) -> list[str]:
    """Return the options, the items to arrange or the choices to match, in the order to show them."""
    response = exercise.response
    match response:
        case Choose():
            return [plain(option.text) for option in options(exercise, response)]
        case Arrange(items):
            return [plain(item) for item in disordered(items, rng(exercise))]
        case Match():
            return [plain(choice) for choice in disordered(response.choices, rng(exercise))]
        case _:
            return []


_DESCRIBED = Capability(Support.DEGRADED, "only its description")
_IN_A_LINE = Capability(Support.DEGRADED, "one line of Unicode")

IN_TEXT: ContentCapabilities = {
    ContentKind.MATHEMATICS: _IN_A_LINE,
    ContentKind.CHEMISTRY: _IN_A_LINE,
    ContentKind.BLANK_IN_FORMULA: Capability(Support.DEGRADED, "a box, and a field beside it"),
    ContentKind.PICTURE: _DESCRIBED,
    ContentKind.WEBP: _DESCRIBED,
    ContentKind.SOUND: Capability(Support.DEGRADED, "only its transcript"),
    ContentKind.CODE: Capability(Support.DEGRADED, "its lines"),
    ContentKind.TABLE: Capability(Support.DEGRADED, "its rows, with bars between cells"),
    ContentKind.LINK: Capability(Support.DEGRADED, "its words without the address"),
}
