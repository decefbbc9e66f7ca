"""Distractors that do not say why they are wrong are counted once a question."""

from __future__ import annotations

from .chosen import Says, said_by

says = said_by("missing-rationale")

WHY = {"text": "A bell", "why": "No bell is named."}


def test_one_or_more(says: Says) -> None:
    assert says("What did she hear?", "A shutter", WHY, "A *dog*") == [
        "nothing says why “A dog” is wrong"
    ]
    assert says("What did she hear?", "A shutter", "A dog", WHY, "A ship") == [
        "nothing says why “A dog” and 1 other are wrong"
    ]
    assert says("Was hörte sie?", "Einen Laden", "Hund", "Boot", "Uhr", lang="de") == [
        "nothing says why “Hund” and 2 others are wrong"
    ]


def test_a_key_need_not(says: Says) -> None:
    assert says("What did she hear?", ["A shutter", "A wind"], WHY) == []
