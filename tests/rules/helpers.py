"""Helpers for tests of rules: questions from their keys, and the messages of one rule."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

QUOTE = "a shutter was banging up here in the wind"

Lint = Callable[..., list[str]]
"""A function of a prompt, a key or several, and distractors that returns a rule's messages."""


def question(prompt: str = "What did Marlow hear?", **keys: Any) -> dict[str, Any]:
    """Return a basic question, or one of another type with the keys that it needs."""
    defaults: dict[str, Any] = {"type": "basic", "prompt": prompt, "passages": [{"quote": QUOTE}]}
    if keys.get("type", "basic") == "basic":
        defaults["answer"] = "Well, a shutter."
    return {key: value for key, value in (defaults | keys).items() if value is not None}


def choice(prompt: str, key: Any, *distractors: Any, **keys: Any) -> dict[str, Any]:
    """Return a multiple-choice question."""
    return question(prompt, type="multiple_choice", key=key, distractors=list(distractors), **keys)


def messages(checked: Callable[..., Checked], code: str, *questions: dict[str, Any]) -> list[str]:
    """Return the messages of a rule about a bank with these questions, whose ids are q1, q2, …"""
    lines = [
        f"- {json.dumps({'id': f'q{n}'} | keys, ensure_ascii=False)}\n"  # JSON is YAML
        for n, keys in enumerate(questions, 1)
    ]
    report = checked("".join(lines)).report
    return [d.message for d in report.diagnostics if d.code == code]


def lint_choice(code: str) -> Any:
    """Return a fixture that runs one rule on a multiple-choice question."""

    @pytest.fixture
    def lint(checked: Callable[..., Checked]) -> Lint:
        def lint(prompt: str, key: Any, *distractors: Any, **keys: Any) -> list[str]:
            return messages(checked, code, choice(prompt, key, *distractors, **keys))

        return lint

    return lint
