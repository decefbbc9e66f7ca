"""Parts of a picture to name, each marked by a rectangle, an ellipse or a polygon."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from ...diagnostics import KeyPath
from ...schema import Model, NonEmpty
from ...source.course import CourseFile
from ..model import Answers, Cited, Label, LabelledPart, Markdown, Question
from ..prose import is_sound_file
from ..shapes import Shape, points_inside

SMALLEST = 0.01
"""The smallest width and height of a shape."""

_HELP = (
    "numbers are shares of the picture’s width and height: 0 is the left or the top, 0.5 the middle, 1"
    " the right or the bottom"
)


def _share(value: float) -> float:
    if not 0 <= value <= 1:
        raise PydanticCustomError("share", "must be from 0 to 1", {"help": _HELP})
    return value


Share = Annotated[
    float,
    Field(strict=True, json_schema_extra={"minimum": 0, "maximum": 1}),
    AfterValidator(_share),
]
"""A share of the picture's width or height."""


def _size(value: float) -> float:
    if value < SMALLEST:
        raise PydanticCustomError("size", f"must be at least {SMALLEST}, or nobody sees the shape")
    return value


Size = Annotated[
    float,
    Field(strict=True, json_schema_extra={"minimum": SMALLEST, "maximum": 1}),
    AfterValidator(_share),
    AfterValidator(_size),
]
"""A share that is large enough to be seen."""


class Box(Model):
    """A rectangle, or the rectangle around an ellipse, in shares of the picture's width and height."""

    left: Share
    """From the left of the picture to the shape: 0.5 is half of the picture."""
    top: Share
    """From the top of the picture to the shape."""
    width: Size
    """The width of the shape: 1 is that of the picture."""
    height: Size
    """The height of the shape: 1 is that of the picture."""

    @model_validator(mode="after")
    def _check_size(self) -> Box:
        for side, start, length in (
            ("right", "left", "width"),
            ("bottom", "top", "height"),
        ):
            end = round(getattr(self, start) + getattr(self, length), 9)
            if end > 1:
                message = "leaves the picture at the {side}: {start} + {length} is {end}"
                context = {"side": side, "start": start, "length": length, "end": f"{end:g}"}
                raise PydanticCustomError("shape", message, {**context, "help": _HELP})
        return self

    def shape(self, kind: Literal["rectangle", "ellipse"]) -> Shape:
        right, bottom = self.left + self.width, self.top + self.height
        return Shape(kind, ((self.left, self.top), (round(right, 9), round(bottom, 9))))


Corner = Annotated[tuple[Share, ...], Field(min_length=2, max_length=2)]


def _polygon(corners: tuple[Corner, ...]) -> Shape:
    return Shape("polygon", tuple((x, y) for x, y in corners))


def _is_wide(corners: tuple[Corner, ...]) -> tuple[Corner, ...]:
    shape = _polygon(corners)
    _, _, width, height = shape.box
    if min(width, height) < SMALLEST or not points_inside(shape):
        raise PydanticCustomError("shape", "is too small to see, or a line")
    return corners


Corners = Annotated[
    tuple[Corner, ...], Field(min_length=3, max_length=40), AfterValidator(_is_wide)
]


class LabelEntry(Model):
    """A part of the picture: its name, and one shape that marks it."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [shape], "properties": {shape: {"not": {"type": "null"}}}}
                for shape in ("rectangle", "ellipse", "polygon")
            ]
        }
    )

    name: Markdown
    """The name of the part, which the learner has to find."""
    rectangle: Box | None = None
    """A rectangle that marks the part."""
    ellipse: Box | None = None
    """An ellipse that marks the part, given by the rectangle around it."""
    polygon: Corners | None = None
    """The corners of a polygon that marks the part, each as [from the left, from the top]."""

    @model_validator(mode="after")
    def _check_shape(self) -> LabelEntry:
        given = [shape for shape in (self.rectangle, self.ellipse, self.polygon) if shape]
        if len(given) != 1:
            number = len(given) or "none"
            message = (
                "must have one `rectangle`, `ellipse` or `polygon` each; this one has {number}"
            )
            raise PydanticCustomError("shape", message, {"number": number})
        return self

    @property
    def part(self) -> LabelledPart:
        if self.rectangle:
            return LabelledPart(self.name, self.rectangle.shape("rectangle"))
        if self.ellipse:
            return LabelledPart(self.name, self.ellipse.shape("ellipse"))
        return LabelledPart(self.name, _polygon(self.polygon or ()))


def _is_picture(name: str) -> str:
    if is_sound_file(name):
        raise PydanticCustomError("picture", "must be a picture, not a recording")
    return name


class LabelPicture(Question):
    type: Literal["label_picture"]
    prompt: Markdown
    """The task, such as “Name the parts of the lamp.”"""
    picture: Annotated[NonEmpty, AfterValidator(_is_picture)]
    """The file of the picture in the folder of the course: PNG, JPEG, GIF or WebP."""
    alt: NonEmpty
    """What the picture shows, for those who cannot see it, without the names of the parts."""
    cover: bool = True
    """Whether the shapes cover what is below them, such as printed names. With `false`, they are
    outlines around the parts."""
    labels: Annotated[tuple[LabelEntry, ...], Field(min_length=1, max_length=50)]
    """The parts, at most 50, numbered in this order. Add new ones at the end: learners' progress depends on the
    numbers."""

    @property
    def asks(self) -> str:
        return self.prompt

    def response(self, evidence: Cited, course: CourseFile) -> Label:
        parts = tuple(label.part for label in self.labels)
        return Label(self.picture, self.alt, parts, self.cover)

    def answers(self) -> Answers:
        return tuple((("labels", n, "name"), label.name) for n, label in enumerate(self.labels))

    def pictures(self) -> Iterator[tuple[KeyPath, str, str]]:
        yield ("picture",), self.picture, self.alt
