"""Question types: one file each.

A type is a pydantic model with `type: Literal["x"]`, the keys that it adds, and `response()`, which
says what is asked of the learner.
"""

from __future__ import annotations

from ..model import Question
from .basic import Basic
from .cloze import Cloze
from .discussion import Discussion
from .multiple_choice import MultipleChoice
from .short_answer import ShortAnswer
from .true_false import TrueFalse

KINDS: dict[str, type[Question]] = {
    "basic": Basic,
    "cloze": Cloze,
    "multiple_choice": MultipleChoice,
    "true_false": TrueFalse,
    "short_answer": ShortAnswer,
    "discussion": Discussion,
}
