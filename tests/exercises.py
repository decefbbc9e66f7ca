"""Exercises for tests that need no course."""

from __future__ import annotations

from typing import Any

from studykit.bank.model import (
    Arrange,
    Choose,
    Discuss,
    Exercise,
    Fill,
    Label,
    Match,
    Number,
    Recall,
    Response,
    Type,
)

TYPES: dict[type[Response], str] = {
    Recall: "basic",
    Fill: "cloze",
    Type: "short_answer",
    Number: "numeric",
    Choose: "multiple_choice",
    Arrange: "ordering",
    Match: "matching",
    Label: "label_picture",
    Discuss: "discussion",
}


def exercise(response: Response | None = None, id: str = "a", **fields: Any) -> Exercise:
    """An exercise of the response's usual type, without evidence, unless `fields` say otherwise."""
    response = response or Recall("x")
    defaults: dict[str, Any] = {
        "type": TYPES[type(response)],
        "prompt": f"About {id}?",
        "explanation": None,
        "evidence": (),
        "tags": (),
        "level": None,
        "lang": "en",
    }
    return Exercise(id=id, response=response, **(defaults | fields))
