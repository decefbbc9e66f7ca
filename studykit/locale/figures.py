"""Figures and joined facts in the language that is spoken."""

from __future__ import annotations

from ..language import language_or_default
from . import pgettext, spoken


def percent(share: float) -> str:
    """Write a share as a whole percentage: "75%", in German "75 %"."""
    return language_or_default(spoken()).percent.format(f"{share:.0%}".removesuffix("%"))


def tenths(value: float) -> str:
    """Write a number with one decimal: "2.5", in German "2,5"."""
    return f"{value:.1f}".replace(".", language_or_default(spoken()).decimal)


def commas(*facts: str) -> str:
    """Join facts, none of which needs the others: "3 new, 2 learning"."""
    # For translators: what is between the items of a list without "and"
    return pgettext("separator", ", ").join(facts)


def semicolons(*facts: str) -> str:
    """Join facts that may have commas."""
    # For translators: what is between the longer items of a list
    return pgettext("separator", "; ").join(facts)


def sentences(*sentences: str) -> str:
    """Join whole sentences, leaving out empty ones."""
    between = " " if language_or_default(spoken()).spaced else ""
    return between.join(filter(None, sentences))
