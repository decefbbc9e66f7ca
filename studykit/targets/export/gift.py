"""GIFT, the text format for questions that Moodle reads (https://docs.moodle.org/en/GIFT_format)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from ...bank.capability import Capability, Support
from ...bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Type,
)
from ...bank.prose import plain
from ..html import words
from . import printing
from .model import NO_SHAPES, ExportFormat, ExportNotes, ExportRequest, NoShapes
from .question_html import WITHOUT_MEDIA, QuestionHtml, shown_as_typed

LOST_ORDER = "the order of the options is lost: Moodle shuffles them"
LOST_REVERSE = "only asked in one direction, not also from the answer to the question"
ARROW = "GIFT takes `->` in a typed answer for a pair"


def render(request: ExportRequest, notes: ExportNotes) -> bytes:
    """Write the questions under a category for each bank and section."""
    parts = []
    page = QuestionHtml(request, None)
    for names, exercises in printing.categories(request):
        path = "/".join(printing.one_line(name).replace("/", "//") for name in names)
        parts.append(f"$CATEGORY: $course$/top/{path}\n")
        for exercise in exercises:
            with request.course.speaking(exercise.lang):
                parts += _questions(exercise, page, notes)
    return "\n".join(parts).encode()


def _questions(exercise: Exercise, page: QuestionHtml, notes: ExportNotes) -> Iterator[str]:
    response = exercise.response
    prompt = page.prompt(exercise)
    if isinstance(response, Fill):
        for gap in printing.gap_questions(response):
            answers = _typed(exercise, (gap.answer,), notes)
            if answers is None:
                return
            before = f"<p>{prompt}</p>" if prompt else ""
            text = page.text(gap.text).replace(printing.BLANK, printing.GAP)
            yield _question(exercise, page, before + text, answers, f"/{gap.suffix}")
        return
    if isinstance(response, Number) and printing.needs_unit(exercise, response):
        prompt += f" ({words(response.unit or '')})"
    answers = _answers(exercise, page, notes)
    if answers is not None:
        yield _question(exercise, page, prompt, answers)


def _question(
    exercise: Exercise, page: QuestionHtml, prompt: str, answers: str, suffix: str = ""
) -> str:
    marks = [f"id:{page.request.key(exercise)}{suffix}", *(f"tag:{tag}" for tag in exercise.tags)]
    comment = " ".join("[" + mark.replace("]", r"\]") + "]" for mark in marks)
    name = escaped(printing.name(exercise))
    with_answer = isinstance(exercise.response, Recall | Discuss)
    feedback = _html(page.feedback(exercise, with_answer))
    return f"// {comment}\n::{name}::{_html(prompt)}{{{answers}####{feedback}}}\n"


def _answers(exercise: Exercise, page: QuestionHtml, notes: ExportNotes) -> str | None:
    """Return what is between the braces; None if the question is left out."""
    response = exercise.response
    match response:
        case Recall(_, reverse):
            if reverse:
                notes.lose(exercise, LOST_REVERSE)
            return ""
        case Discuss():
            return ""
        case Type(answer, accept):
            return _typed(exercise, (answer, *accept), notes)
        case Number():
            pairs = printing.intervals(exercise, response)
            return "#" + "".join(f"=%100%{answer}:{within}" for answer, within in pairs)
        case Choose():
            return _choose(exercise, response, page, notes)
        case Arrange(items):
            return "".join(_pair(page.text(item), str(n)) for n, item in enumerate(items, 1))
        case Match(pairs, distractors):
            wrong = "".join(_pair("", text) for text in distractors)
            return "".join(_pair(page.text(left), right) for left, right in pairs) + wrong
        case Fill():
            raise AssertionError("each blank of a Fill is a question of its own")
        case Label():
            raise NoShapes
        case _:
            assert_never(response)


def _typed(exercise: Exercise, answers: tuple[str, ...], notes: ExportNotes) -> str | None:
    texts = [printing.one_line(plain(answer)) for answer in answers]
    if any("->" in text for text in texts):
        notes.leave_out(exercise, ARROW)
        return None
    patterns = dict.fromkeys(text.replace("*", r"\*") for text in texts)  # it would be any text
    return "".join(f"=%100%{_plain(pattern)}" for pattern in patterns)


def _choose(exercise: Exercise, choose: Choose, page: QuestionHtml, notes: ExportNotes) -> str:
    is_true = printing.statement(choose)
    if is_true is not None:
        return "TRUE" if is_true else "FALSE"
    if printing.keeps_order(choose):
        notes.lose(exercise, LOST_ORDER)
    options = printing.options(exercise, choose)
    weights = printing.weights(options)
    parts = []
    for option in options:
        mark = f"~%{weights[option.right]}%" if choose.several else "=" if option.right else "~"
        why = f"#{_html(page.text(option.why))}" if option.why else ""
        parts.append(f"{mark}{_html(page.text(option.text))}{why}")
    return "".join(parts)


def _pair(left: str, right: str) -> str:
    # the right side is plain text; in HTML, the left one cannot contain the arrow
    given = _html(left) if left else ""
    return f"={given} -> {escaped(printing.one_line(plain(right)))}"


def _html(html: str) -> str:
    return "[html]" + escaped(shown_as_typed(html))


def _plain(text: str) -> str:
    """Return a typed answer; a bracket in front would name a format."""
    return ("[plain]" if text.startswith("[") else "") + escaped(text)


def escaped(text: str) -> str:
    """Escape what GIFT takes for markup."""
    for sign in "\\~=#{}:":  # the backslash first
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", r"\n")


FORMAT = ExportFormat(
    "txt",
    "GIFT, text for Moodle",
    {
        Recall: Capability(Support.DEGRADED, "essay, graded by hand; never reversed"),
        Fill: Capability(Support.DEGRADED, "one short answer for each blank"),
        Type: Capability(Support.DEGRADED, "short answer; accents and punctuation count"),
        Number: Capability(Support.NATIVE, "numerical, with bounds"),
        Choose: Capability(Support.DEGRADED, "multiple choice or true/false; always shuffled"),
        Arrange: Capability(Support.DEGRADED, "match each item with its position"),
        Match: Capability(Support.NATIVE, "matching"),
        Label: NO_SHAPES,
        Discuss: Capability(Support.DEGRADED, "essay; the points are in the feedback"),
    },
    WITHOUT_MEDIA,
    render,
)
