"""A link does not lead to a page of the web, or has no words.

A link is `[words](https://example.org/page)`. Other addresses are shown as typed, and so is `[a](b)` with a
backslash before its first bracket.

Fails:

    - id: noise
      type: basic
      prompt: What did Marlow hear? See [the film](film.html).
      answer: A shutter.
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: basic
      prompt: What did Marlow hear? See [the film](https://example.org/film).
      answer: A shutter.
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator

from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.markup import Destination, destinations
from ..bank.prose import is_web_address
from ..bank.rich import rich_texts
from ..diagnostics import Finding, Severity

CODE = "bad-link"
SEVERITY = Severity.ERROR
NEEDS_TEXT = False
ALLOWABLE = False


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, at, text in rich_texts(course):
        for link in destinations(text):
            if not link.is_embedded and (problem := _problem(link)):
                message, help = problem
                yield Finding(message, entry.file, at, help, words=f"]({link.url}")


def _problem(link: Destination) -> tuple[str, str] | None:
    if not is_web_address(link.url):
        message = f"a link must lead to a page, but “{link.url}” is not an http or https address"
        return message, "write `\\[` to show the brackets as typed"
    if not link.words.strip():
        return f"the link to {link.url} has no words", "write the words between the brackets"
    if link.title:
        return f"the link to {link.url} has a title, which is not shown", "remove the title"
    return None
