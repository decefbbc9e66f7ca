"""The names that people and language models give to types of questions."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Any

from ..bank.kinds import KINDS
from .model import IncompleteCard

_ALIASES = {
    "basic": "flashcard card front_back question_answer question qa q_a open",
    "cloze": "fill_in_the_blank fill_in_the_blanks fill_in gap gap_fill",
    "multiple_choice": "mcq mc multiple_choice_question choice single_choice",
    "true_false": "tf true_or_false boolean bool",
    "short_answer": "short short_answer_question typed",
    "numeric": "number numerical numeric_answer",
    "ordering": "order sequence",
    "matching": "match pairs",
    "label_picture": "label labels image_occlusion occlusion label_diagram",
    "who_said_it": "who_said who_said_this",
    "compare": "comparison",
    "discussion": "discuss essay open_ended",
}


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).lower()


_TYPES = {_letters(type): type for type in KINDS} | {
    _letters(alias): type for type, aliases in _ALIASES.items() for alias in aliases.split()
}


def type_named(name: Any) -> str | None:
    """Return the type with a name such as `true-false` or `MCQ`; None if there is no name.

    Raises IncompleteCard for an unknown one.
    """
    if name in (None, ""):
        return None
    written = str(name).strip()
    if type := _TYPES.get(_letters(written)):
        return type
    close = get_close_matches(_letters(written), _TYPES, 1)
    hint = f"did you mean `{_TYPES[close[0]]}`?" if close else f"the types are {', '.join(KINDS)}"
    raise IncompleteCard(f"unknown type `{written}`; {hint}")
