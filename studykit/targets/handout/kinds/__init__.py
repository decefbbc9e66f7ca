"""Kinds of handout: one file each, with `make(wish) -> HandoutResult`."""

from __future__ import annotations

from importlib import import_module

from ..pieces import HandoutRequest, HandoutResult

KINDS = {
    "seminar": "questions to talk about, with their passages and a teacher’s plan",
    "reading": "passages with line numbers, questions on them, a glossary",
    "compare": "two translations side by side, what differs marked, questions",
    "exam": "questions to answer in writing, in up to four forms, with one key",
    "key": "every chosen question with answer, reasons and place, for the teacher",
}
"""What each is, in a few words; its module has its name."""


def make(kind: str, wish: HandoutRequest) -> HandoutResult:
    """A handout of a kind; raises KeyError for one that is not there."""
    if kind not in KINDS:
        raise KeyError(kind)
    made: HandoutResult = import_module(f".{kind}", __package__).make(wish)
    return made
