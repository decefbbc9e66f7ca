"""Facts and sentences joined in the language that is spoken."""

from __future__ import annotations

from ..language import language_or_default
from . import pgettext, spoken


def commas(*facts: str) -> str:
    """Join facts of one kind without a conjunction: "3 new, 2 learning"."""
    # For translators: what is between the items of a list without "and"
    return pgettext("separator", ", ").join(facts)


def sentences(*sentences: str) -> str:
    """Join whole sentences, leaving out empty ones; Chinese has no space between them."""
    between = " " if language_or_default(spoken()).spaced else ""
    return between.join(filter(None, sentences))
