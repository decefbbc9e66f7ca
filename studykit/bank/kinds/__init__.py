"""Question types, one file each.

A type is a pydantic model with `type: Literal["x"]`, its own keys, and `response()`.
"""

from __future__ import annotations

from ..model import Question
from .basic import Basic
from .cloze import Cloze
from .compare import Compare
from .discussion import Discussion
from .label_picture import LabelPicture
from .matching import Matching
from .multiple_choice import MultipleChoice
from .numeric import Numeric
from .ordering import Ordering
from .short_answer import ShortAnswer
from .true_false import TrueFalse
from .who_said_it import WhoSaidIt

KINDS: dict[str, type[Question]] = {
    "basic": Basic,
    "cloze": Cloze,
    "multiple_choice": MultipleChoice,
    "true_false": TrueFalse,
    "short_answer": ShortAnswer,
    "numeric": Numeric,
    "ordering": Ordering,
    "matching": Matching,
    "label_picture": LabelPicture,
    "who_said_it": WhoSaidIt,
    "compare": Compare,
    "discussion": Discussion,
}
