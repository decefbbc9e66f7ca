"""Questions by their keys, and the messages of one rule on them, for the tests of rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from studykit.check import Checked

QUOTE = "a shutter was banging up here in the wind"


def question(prompt: str = "What did Marlow hear?", **keys: Any) -> dict[str, Any]:
    """A basic question, or one of another type with the keys that it needs."""
    given: dict[str, Any] = {"type": "basic", "prompt": prompt, "passages": [{"quote": QUOTE}]}
    if keys.get("type", "basic") == "basic":
        given["answer"] = "Well, a shutter."
    return {key: value for key, value in (given | keys).items() if value is not None}


def messages(checked: Callable[..., Checked], code: str, *questions: dict[str, Any]) -> list[str]:
    """The messages of a rule on a bank with these questions, whose ids are q1, q2 and so on."""
    lines = [
        f"- {json.dumps({'id': f'q{n}'} | keys, ensure_ascii=False)}\n"  # JSON is YAML
        for n, keys in enumerate(questions, 1)
    ]
    report = checked("".join(lines)).report
    return [d.message for d in report.diagnostics if d.code == code]
