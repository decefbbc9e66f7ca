"""Distractors that the text does not mention."""

from __future__ import annotations

from .helpers import Lint, lint_choice

lint = lint_choice("absent-rationale")

ABSENT = (
    "Marlow does not mention ships.",
    "She doesn’t say so here.",
    "Ships are not mentioned.",
    "No ship is named in this answer.",
    "Neither of them speaks of ships.",
    "She says nothing of ships.",
    "She names no ship.",
    "Ships play no part in her answer.",
    "Ships do not come up, and no bell is mentioned.",
    "Nobody mentions one.",
    "It is not among the reasons that she gives.",
)
PRESENT = (
    "The dog was hers.",
    "Ships come up in a later answer.",
    "She does not mention ships; the reporter does, in the next question.",
    "A reader asks this, but Marlow does not mention it.",
    "She denies it.",
    "The board says nothing can be done.",
    "It was not locked.",
)


def option(why: str | None) -> dict[str, str | None]:
    return {"text": f"A ship {why}", "why": why}


def test_every_clause_says_that_it_is_not_mentioned(lint: Lint) -> None:
    for why in ABSENT:
        found = lint("What did Marlow hear?", "A shutter", option(why), option("No bell is named."))
        assert found == [
            "2 of 2 distractors are wrong only because the text does not mention them"
        ], why


def test_a_rationale_that_says_more(lint: Lint) -> None:
    for why in PRESENT:
        found = lint("What did Marlow hear?", "A shutter", option(why), option("No bell is named."))
        assert found == [], why


def test_one_of_them_is_enough_variety(lint: Lint) -> None:
    distractors = [option(ABSENT[0]), option(PRESENT[0]), option(PRESENT[1])]
    assert lint("What did Marlow hear?", "A shutter", *distractors) == []


def test_other_languages_are_not_checked(lint: Lint) -> None:
    distractors = [option(why) for why in ABSENT[:2]]
    assert lint("Was hörte Marlow?", "Einen Fensterladen", *distractors, lang="de") == []
