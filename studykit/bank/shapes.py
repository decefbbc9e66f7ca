"""Shapes that mark parts of a picture, in shares of its width and height: (0, 0) is the upper left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Point = tuple[float, float]
"""Shares of the width and of the height, from 0 to 1."""

ShapeKind = Literal["rectangle", "ellipse", "polygon"]

SAMPLES = 24
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
    def center(self) -> Point:
        """A point in the middle, inside the shape unless it is a bent polygon."""
        if self.kind == "polygon" and (inside := points_inside(self)):
            xs, ys = zip(*inside, strict=True)
            return sum(xs) / len(xs), sum(ys) / len(ys)
        left, top, width, height = self.box
        return left + width / 2, top + height / 2

    def contains(self, point: Point) -> bool:
        x, y = point
        if self.kind == "polygon":
            is_inside = False
            x1, y1 = self.points[-1]
            for x2, y2 in self.points:
                if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
                    is_inside = not is_inside
                x1, y1 = x2, y2
            return is_inside
        (left, top), (right, bottom) = self.points
        if self.kind == "rectangle":
            return left <= x <= right and top <= y <= bottom
        across = (2 * x - left - right) / (right - left)
        down = (2 * y - top - bottom) / (bottom - top)
        return across**2 + down**2 <= 1


@lru_cache(maxsize=256)
def points_inside(shape: Shape) -> list[Point]:
    """Return points spread over a shape; none if it is a line."""
    left, top, width, height = shape.box
    steps = [(n + 0.5) / SAMPLES for n in range(SAMPLES)]
    points = [(left + width * x, top + height * y) for x in steps for y in steps]
    return [point for point in points if shape.contains(point)]


def overlaps(one: Shape, other: Shape) -> tuple[float, float]:
    """Return which share of each of two shapes is in the other, to a few hundredths."""
    left, top, width, height = one.box
    left2, top2, width2, height2 = other.box
    if max(left, left2) >= min(left + width, left2 + width2) or max(top, top2) >= min(
        top + height, top2 + height2
    ):
        return 0.0, 0.0
    return _share_inside(one, other), _share_inside(other, one)


def _share_inside(shape: Shape, other: Shape) -> float:
    inside = points_inside(shape)
    return sum(map(other.contains, inside)) / len(inside) if inside else 0.0
