"""Responses in words: the right answers of a question, for its author."""

from __future__ import annotations

from typing import assert_never

from ..bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Fill,
    Label,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
    cloze_text,
)
from ..bank.prose import Picture
from ..format import minutes, number_range
from ..locale import _
from ..mathematics.in_text import latex_words
from .console import TextWriter


def show_response(writer: TextWriter, response: Response) -> None:
    """Show all of a response: the answer, the options with their reasons, the points to listen for."""
    match response:
        case Recall(answer):
            writer.prose(answer, mark="Answer: ")
        case Fill(parts):
            writer.prose(cloze_text(parts, _filled, _filled_formula))
        case Type(answer, accept):
            writer.prose(answer, mark="Answer: ")
            if accept:
                writer.line("; ".join(accept), mark="Also accepted: ")
        case Number(_, low, high, unit):
            writer.line(response.text, mark="Answer: ")
            if low < high:
                writer.line(number_range(low, high, unit), mark="Accepted: ")
        case Choose(options):
            for option in options:
                _show_option(writer, option)
        case Arrange(items):
            for n, item in enumerate(items, 1):
                writer.prose(item, mark=f"{n:>3}. ")
        case Match(pairs, distractors):
            for left, right in pairs:
                writer.prose(left, mark="  ")
                writer.prose(right, indent="  ", mark="  = ")
            for text in distractors:
                writer.prose(text, mark="  no match: ")
        case Label(picture, alt, parts):
            writer.line(f"{Picture(picture, alt).text} {picture}")
            for n, part in enumerate(parts, 1):
                writer.prose(part.name, mark=f"{n:>3}. ")
        case Discuss():
            show_points(writer, response)
        case _:
            assert_never(response)


def _filled(blank: Blank) -> str:
    """Return a blank of a cloze as `[1: words (hint: …)]`."""
    hint = f" (hint: {blank.hint})" if blank.hint else ""
    return f"[{blank.number}: {blank.answer}{hint}]"


def _filled_formula(blank: Blank) -> str:
    """Return a blank inside a formula in the same way, in LaTeX."""
    hint = rf" (hint: {latex_words(blank.hint)})" if blank.hint else ""
    return rf"\text{{[{blank.number}: }}{blank.answer}\text{{{hint}]}}"


def _show_option(writer: TextWriter, option: Option) -> None:
    mark, style = ("  right  ", "green") if option.right else ("  wrong  ", "red")
    last = " (stays last)" if option.keep_last else ""
    writer.prose(option.text + last, style, mark=mark)
    if option.why:
        writer.prose(option.why, indent=" " * len(mark))


def show_points(writer: TextWriter, discuss: Discuss) -> None:
    """Show what to listen for in a discussion, how to follow up, and how long it takes."""
    sections = [(_("Listen for"), discuss.look_for), (_("Follow up"), discuss.follow_ups)]
    filled = [(heading, texts) for heading, texts in sections if texts]
    for n, (heading, texts) in enumerate(filled):
        if n:
            writer.line()
        writer.line(heading, "bold")
        for text in texts:
            writer.prose(text, mark="- ")
    if discuss.minutes:
        writer.line()
        writer.line(_("Time: about {minutes}", minutes=minutes(*discuss.minutes)))
