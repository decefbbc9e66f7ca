"""Shapes on pictures: what is in them, and how much two of them share."""

from __future__ import annotations

import pytest

from studykit.bank.shapes import Shape, overlaps

SQUARE = Shape("rectangle", ((0.2, 0.2), (0.6, 0.6)))
CIRCLE = Shape("ellipse", ((0.2, 0.2), (0.6, 0.6)))
TRIANGLE = Shape("polygon", ((0.2, 0.6), (0.6, 0.6), (0.2, 0.2)))


@pytest.mark.parametrize(
    ("shape", "inside", "outside"),
    [
        (SQUARE, (0.21, 0.21), (0.61, 0.4)),
        (CIRCLE, (0.4, 0.21), (0.23, 0.23)),
        (TRIANGLE, (0.25, 0.55), (0.55, 0.3)),
    ],
)
def test_what_is_in_a_shape(
    shape: Shape, inside: tuple[float, float], outside: tuple[float, float]
) -> None:
    assert shape.contains(inside)
    assert not shape.contains(outside)
    assert shape.contains(shape.center)


def test_the_box_around_a_shape() -> None:
    assert TRIANGLE.box == pytest.approx((0.2, 0.2, 0.4, 0.4))


@pytest.mark.parametrize(
    ("one", "other", "shares"),
    [
        (SQUARE, SQUARE, (1, 1)),
        (SQUARE, Shape("rectangle", ((0.4, 0.2), (0.8, 0.6))), (0.5, 0.5)),
        (SQUARE, Shape("rectangle", ((0.3, 0.3), (0.4, 0.4))), (0.0625, 1)),
        (SQUARE, CIRCLE, (0.785, 1)),
        (SQUARE, TRIANGLE, (0.5, 1)),
        (SQUARE, Shape("rectangle", ((0.7, 0.7), (0.9, 0.9))), (0, 0)),
    ],
)
def test_how_much_of_each_shape_is_in_the_other(
    one: Shape, other: Shape, shares: tuple[float, float]
) -> None:
    assert overlaps(one, other) == pytest.approx(shares, abs=0.03)
    assert overlaps(other, one) == overlaps(one, other)[::-1]
