"""Helpers for tests of rules on multiple choice: the messages of one rule about one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studykit.check import Checked

from .asked import messages, question

Says = Callable[..., list[str]]
"""Returns the messages of a rule about a prompt, a key or several, and distractors."""


def said_by(code: str) -> Any:
    """Return a fixture that gives the messages of a rule about a multiple-choice question."""

    @pytest.fixture
    def says(checked: Callable[..., Checked]) -> Says:
        def says(prompt: str, key: Any, *distractors: Any, **keys: Any) -> list[str]:
            return messages(checked, code, choice(prompt, key, *distractors, **keys))

        return says

    return says


def choice(prompt: str, key: Any, *distractors: Any, **keys: Any) -> dict[str, Any]:
    """Return a multiple-choice question."""
    return question(prompt, type="multiple_choice", key=key, distractors=list(distractors), **keys)
