"""A table, code on lines of its own, or a link is in a text that has no room for it.

Options, and lines to arrange or to match, are short texts that learners choose: they can contain formulas
and pictures, but no tables, blocks of code or links.

Fails:

    - id: noises
      type: ordering
      prompt: In which order did Marlow hear these?
      items: ["a [shutter](https://example.org/shutter)", a wheel, a bell]
      passages: [{quote: PASSAGE}]

Passes:

    - id: noises
      type: ordering
      prompt: In which order did Marlow hear these in [the film](https://example.org/film)?
      items: [a shutter, a wheel, a bell]
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import CodeBlock, Grid, Link, Listing, Paragraph, Prose, parse
from ..bank.rich import rich_texts
from ..diagnostics import Finding, KeyPath, Severity

CODE = "unprintable-text"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        if _is_choice(at) and ("](" in text or "\n" in text) and (what := _unfit(parse(text))):
            message = f"the text contains {what}, which cannot be in a choice"
            help = "move it to the prompt or to the explanation"
            yield Finding(message, entry.file, at, help)


def _is_choice(path: KeyPath) -> bool:
    """Whether a text is one of several to choose from, to arrange or to match."""
    return path[2] in ("key", "distractors", "items", "pairs") and path[-1] != "why"


def _unfit(prose: Prose) -> str | None:
    for block in prose:
        match block:
            case CodeBlock():
                return "a block of code"
            case Grid():
                return "a table"
            case Listing(items):
                if found := next(filter(None, map(_unfit, items)), None):
                    return found
            case Paragraph(spans):
                if any(isinstance(span, Link) for span in spans):
                    return "a link"
    return None
