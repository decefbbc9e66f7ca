"""Shapes that mark parts of a picture, in shares of its width and height: (0, 0) is the upper left."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Point = tuple[float, float]
"""Shares of the width and of the height, from 0 to 1."""

ShapeKind = Literal["rectangle", "ellipse", "polygon"]

SAMPLES = 40
"""Points along each side of a box by which shapes are compared."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape on a picture.

    A polygon has its corners as points; a rectangle and an ellipse have the upper left and the lower
    right corner of the box around them.
    """

    kind: ShapeKind
    points: tuple[Point, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The left, the top, the width and the height of the box around it."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)

    @property
    def samples(self) -> list[Point]:
        """Points spread over the box around it."""
        left, top, width, height = self.box
        steps = [(n + 0.5) / SAMPLES for n in range(SAMPLES)]
        return [(left + width * x, top + height * y) for x in steps for y in steps]

    @property
    def center(self) -> Point:
        """A point in the middle, inside the shape unless it is a bent polygon."""
        if self.kind == "polygon":
            inside = [point for point in self.samples if self.contains(point)]
            if inside:
                xs, ys = zip(*inside, strict=True)
                return sum(xs) / len(xs), sum(ys) / len(ys)
        left, top, width, height = self.box
        return left + width / 2, top + height / 2

    def contains(self, point: Point) -> bool:
        x, y = point
        left, top, width, height = self.box
        if not (left <= x <= left + width and top <= y <= top + height):
            return False
        if self.kind == "rectangle":
            return True
        if self.kind == "ellipse":
            across = (x - left - width / 2) / (width / 2)
            down = (y - top - height / 2) / (height / 2)
            return across**2 + down**2 <= 1
        is_inside = False
        for (x1, y1), (x2, y2) in pairwise((*self.points, self.points[0])):
            if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                is_inside = not is_inside
        return is_inside


def overlaps(one: Shape, other: Shape) -> tuple[float, float]:
    """Return which share of each of two shapes is in the other, to a few hundredths."""
    return _share_inside(one, other), _share_inside(other, one)


def _share_inside(shape: Shape, other: Shape) -> float:
    inside = [point for point in shape.samples if shape.contains(point)]
    return sum(map(other.contains, inside)) / len(inside) if inside else 0.0
