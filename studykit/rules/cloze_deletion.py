"""A cloze has no blank, or one that is incomplete, empty, misspelled or ambiguous.

Write {{c1::words}} or {{c1::words::hint}}.  Blanks cannot be nested.  In a blank, braces come in
pairs; a backslash makes any other brace, and `::`, part of the words: {{c1::Net\\::HTTP}}.

Fails:

    - id: noise
      type: cloze
      text: a shutter was banging up here
      passages: [{quote: PASSAGE}]
    - id: wind
      type: cloze
      text: "a {{c1::shutter}} was banging in the {{C2::wind}}"
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: cloze
      text: "a {{c1::shutter}} was banging up here"
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..bank.evidence import Verified
from ..bank.kinds.cloze import ESCAPE, Cloze
from ..bank.load import Course
from ..bank.model import Blank
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..regex import regex

CODE = "cloze-deletion"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False

FORMS = "write {{c1::words}} or {{c1::words::hint}}; blanks cannot be nested"
EMPTY = "put the words to hide into {{c1::…}}"

_OPENING = regex(
    rf"{ESCAPE}"
    r"|(?P<incomplete>\{\{c(?!0|\d{4})\d*+(?:::?+)?+(?!\s?[:：;]))"
    r"|(?P<misspelled>\{\s?\{\s?[cCсС]\s?\d{0,9}\s?[:：;]{1,2}"  # {{C1::, {{ c1::, {{c1；；
    r"|\{\s?\{\s?\d{1,9}\s?[:：]{2}"  # {{1::
    r"|(?<!\\\{)\{\s?[cCсС]\s?\d{1,9}\s?[:：]{2}"  # {c1::
    r"|[\[(]{2}\s?[cCсС]\s?\d{1,9}\s?[:：]{2})"  # [[c1::
)
"""Openings of incomplete blanks, and what people write for them; с is also a Cyrillic letter."""
_SEPARATOR = regex(rf"{ESCAPE}|(?P<separator>::)")
_BRACE = regex(rf"{ESCAPE}|(?P<brace>[{{}}])")


class _Problem(NamedTuple):
    message: str
    help: str
    words: str | None = None
    """The words of the text to point to."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if not isinstance(entry.question, Cloze):
            continue
        path = (*entry.path, "text")
        for message, help, words in _problems(entry.question):
            yield Finding(message, entry.file, path, help, words=words)


def _problems(cloze: Cloze) -> list[_Problem]:
    """Return what is wrong with the blanks of a cloze."""
    texts = [part for part in cloze.parts if isinstance(part, str)]
    blanks = [part for part in cloze.parts if isinstance(part, Blank)]
    problems = [problem for text in texts for problem in _openings(text)]
    problems += _braces(cloze.parts)
    for blank in blanks:
        if not blank.answer.strip():
            problems.append(_Problem("a blank has no words", EMPTY))
        elif blank.hint:
            problems += _separators(blank, blank.hint, cloze)
    if not blanks and not problems:
        problems.append(_Problem("the cloze has no blank", EMPTY))
    return problems


def _openings(text: str) -> Iterator[_Problem]:
    """Yield the incomplete and misspelled blanks in the text around the others."""
    for match in _OPENING.finditer(text):
        if opening := match["incomplete"]:
            message = f"the blank that starts with `{opening}` is incomplete"
            help = FORMS
            if "{" in text[match.end() :]:
                help = "close each brace in a blank, or write \\{ for an unmatched brace"
            yield _Problem(message, help, opening)
        elif opening := match["misspelled"]:
            message = f"`{opening}` does not start a blank"
            help = f"{FORMS}; to show the braces, write \\{opening}"
            yield _Problem(message, help, opening)


def _braces(parts: Iterable[str | Blank]) -> Iterator[_Problem]:
    """Yield the blanks followed by a closing brace that no earlier one opens."""
    depth = 0
    before = None
    for part in parts:
        if isinstance(part, Blank):
            before = part
            continue
        if before and depth == 0 and part.startswith("}"):
            message = f"the blank “{plain(before.answer)}” is followed by an unmatched brace"
            help = "write \\} for the brace, inside the blank to hide it too"
            yield _Problem(message, help, f"{before.answer}}}}}}}")
        for match in _BRACE.finditer(part):
            if match["brace"]:
                depth = max(0, depth + (1 if match["brace"] == "{" else -1))


def _separators(blank: Blank, hint: str, cloze: Cloze) -> Iterator[_Problem]:
    """Yield a blank whose hint looks like a part of its words."""
    words = f"{blank.answer}::{hint}"
    if any(match["separator"] for match in _SEPARATOR.finditer(hint)):
        message = f"the blank “{plain(blank.answer)}” has several `::`"
    elif any(words in passage.quote for passage in cloze.passages):
        message = f"the quote has “{words}”, but “{hint}” is read as a hint"
    else:
        return
    help = f"write \\:: where `::` does not start the hint, as in {blank.answer}\\::{hint}"
    yield _Problem(message, help, words)
