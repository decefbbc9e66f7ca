"""Two translations of the same passage: which one says it (`says`), or how they differ (`differs`)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ...schema import Slug
from ...source.course import CourseFile
from ..model import Answers, Choose, Cited, Markdown, Option, Passage, Question, Recall
from ..prose import literal


class Compare(Question):
    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [key], "properties": {key: {"not": {"type": "null"}}}}
                for key in ("says", "differs")
            ]
        }
    )

    type: Literal["compare"]
    prompt: Markdown
    """The question. With `says`, it is about something that only one of the passages says."""
    says: Slug | None = None
    """The id of the source that says it. The learner chooses between the two sources."""
    differs: Markdown | None = None
    """How the two passages differ. They are shown with the prompt."""
    passages: Annotated[tuple[Passage, ...], Field(min_length=2, max_length=2)]
    """Two quotes of the same passage, one from each translation."""

    @model_validator(mode="after")
    def _asks_one_thing(self) -> Compare:
        if (self.says is None) == (self.differs is None):
            raise PydanticCustomError(
                "compare",
                "must have either `says` (the source that says it) or `differs` (the difference)",
            )
        return self

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Recall | Choose:
        if self.differs is not None:
            return Recall(self.differs)
        cited = {piece.source for piece in evidence}
        sources = [source for source in course.sources if source.id in cited]
        options = (Option(literal(source.name), source.id == self.says) for source in sources)
        return Choose(tuple(options), fixed=True)

    def answers(self) -> Answers:
        return ((("differs",), self.differs),) if self.differs else ()

    def stimulus(self, evidence: Cited) -> Cited:
        return evidence if self.differs else ()
