"""Hostile texts, which neither run nor break out of the window."""

from __future__ import annotations

from pathlib import Path

from ..conftest import packed
from ..learner import collection
from ..screen import NARROW, side
from ..test_cards import HOSTILE, hostile
from .conftest import Open

UNEXPECTED = """...[...document.querySelectorAll("#qa *")].filter((element) =>
  !element.matches("div, hr, ol, ul, li, p, span, br, center, label, input, button, select, option, "
    + "figure, figcaption, blockquote, cite, code, style, script, a[href^='https://example.org/']")
  || element.getAttributeNames().some((name) => name.startsWith("on"))
  || element.matches("script ~ script"))
  .map((element) => element.outerHTML.slice(0, 80))"""
"""JavaScript for all elements that no card of studykit contains."""


def test_hostile_text_is_harmless_in_a_browser(open: Open, tmp_path: Path) -> None:
    """In any field of any note type, none runs, opens a dialog or is outside the window."""
    with collection(tmp_path) as learner:
        screen = open(**NARROW)
        for n, text in enumerate(HOSTILE):
            cards = hostile(text)
            learner.import_deck(packed(cards, modified=1_700_000_000 + n))
            names = [(card.id, back) for card in cards for back in (False, True)]
            sides = [side(learner, learner.card(id), back, text) for id, back in names]
            outside = screen.outside(sides, UNEXPECTED)
            wrong = [name for name, boxes in zip(names, outside, strict=True) if boxes]
            assert wrong == [], text[:20]
        assert len(learner.cards()) == 8
