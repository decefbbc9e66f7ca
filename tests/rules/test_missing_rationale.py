"""Distractors without `why` give one finding per question."""

from __future__ import annotations

from .helpers import Lint, lint_choice

lint = lint_choice("missing-rationale")

WHY = {"text": "A bell", "why": "No bell is named."}


def test_distractors_without_a_reason_are_counted(lint: Lint) -> None:
    assert lint("What did she hear?", "A shutter", WHY, "A *dog*") == [
        "“A dog” does not say why it is wrong"
    ]
    assert lint("What did she hear?", "A shutter", "A dog", WHY, "A ship") == [
        "“A dog” and 1 other do not say why they are wrong"
    ]
    assert lint("Was hörte sie?", "Einen Laden", "Hund", "Boot", "Uhr", lang="de") == [
        "“Hund” and 2 others do not say why they are wrong"
    ]


def test_a_key_needs_no_reason(lint: Lint) -> None:
    assert lint("What did she hear?", ["A shutter", "A wind"], WHY) == []
