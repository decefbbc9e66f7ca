"""Pictures with the numbers of their parts drawn on them, as SVG that contains the picture."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from html import escape

from ..bank.media import Media, ShownMedia
from ..bank.model import Exercise, Label
from ..bank.shapes import Point, Shape
from ..pictures import PictureFile

FIGURE = 10.0
"""The height of a number in points, on a picture that is printed as handouts print it."""

WIDEST, HIGHEST = 440.0, 240.0
"""Points; a page has room for a picture of this size and its question."""


def printed_scale(picture: PictureFile) -> float:
    """Return the points of a pixel on paper: 96 pixels to the inch, or less to fit the page."""
    return min(0.75, WIDEST / picture.width, HIGHEST / picture.height)


def numbered_name(id: str) -> str:
    """Return the name under which the numbered picture of a question is among the media."""
    return f"numbered:{id}"


def with_numbered(exercises: Iterable[Exercise], media: Media) -> Media:
    """Return media with the numbered pictures of the questions that ask for parts."""
    numbered = {}
    for exercise in exercises:
        response = exercise.response
        if isinstance(response, Label):
            shown = media.get(response.picture)
            if shown is not None and isinstance(shown.file, PictureFile):
                drawn = numbered_picture(shown.file, response)
                numbered[numbered_name(exercise.id)] = ShownMedia(drawn, shown.credit)
    return {**media, **numbered}


def numbered_picture(picture: PictureFile, label: Label) -> PictureFile:
    """Draw the shapes of the parts and their numbers on a picture; one part has no number."""
    width, height = picture.width, picture.height
    figure = FIGURE / printed_scale(picture)
    data = b64encode(picture.content).decode()
    drawn = [
        f'<image width="{width}" height="{height}" href="data:{picture.media_type};base64,{data}"/>'
    ]
    for number, part in enumerate(label.parts, 1):
        drawn.append(_shape(part.shape, width, height, label.cover, line=figure / 7))
        if len(label.parts) > 1:
            drawn.append(_number(number, part.shape, width, height, label.cover, figure))
        elif label.cover:
            drawn.append(_number("?", part.shape, width, height, label.cover, figure))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}">{"".join(drawn)}</svg>'
    )
    return PictureFile("svg", svg.encode(), width, height)


def _shape(shape: Shape, width: int, height: int, cover: bool, line: float) -> str:
    fill = 'fill="#fff"' if cover else 'fill="none"'
    style = f'{fill} stroke="#000" stroke-width="{line:.2f}"'
    left, top, wide, high = shape.box
    x, y, w, h = left * width, top * height, wide * width, high * height
    if shape.kind == "rectangle":
        marked = f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}"'
    elif shape.kind == "ellipse":
        marked = (
            f'<ellipse cx="{x + w / 2:.2f}" cy="{y + h / 2:.2f}" rx="{w / 2:.2f}" ry="{h / 2:.2f}"'
        )
    else:
        points = " ".join(f"{px * width:.2f},{py * height:.2f}" for px, py in shape.points)
        marked = f'<polygon points="{points}"'
    if cover:
        return f"{marked} {style}/>"
    # a white line below the black one, so that it is seen on dark pictures too
    under = f'fill="none" stroke="#fff" stroke-width="{line * 2.5:.2f}"'
    return f"{marked} {under}/>{marked} {style}/>"


def number_place(shape: Shape, cover: bool) -> Point:
    """Return where the number of a part is: in the middle of what is covered, else at the corner of an outline."""
    if cover:
        return shape.center
    if shape.kind == "ellipse":  # its corner is outside
        return shape.center[0], shape.box[1]
    return shape.points[0] if shape.kind == "polygon" else shape.box[:2]


def _number(text: object, shape: Shape, width: int, height: int, cover: bool, figure: float) -> str:
    """Draw a number: in the middle of what is covered, else in a disc at the corner of an outline."""
    shown = escape(str(text))
    x, y = number_place(shape, cover)
    if cover:
        size = min(figure, 0.9 * shape.box[3] * height)
        return _text(shown, x * width, y * height, size)
    radius = 0.8 * figure
    cx = min(max(x * width, radius), width - radius)
    cy = min(max(y * height, radius), height - radius)
    disc = f'<circle cx="{cx:.2f}" cy="{cy:.2f}" r="{radius:.2f}" fill="#fff" stroke="#000"'
    return f'{disc} stroke-width="{figure / 10:.2f}"/>{_text(shown, cx, cy, figure)}'


def _text(text: str, x: float, y: float, size: float) -> str:
    return (
        f'<text x="{x:.2f}" y="{y + 0.35 * size:.2f}" font-size="{size:.2f}" text-anchor="middle"'
        f' font-family="DejaVu Sans, Arial, sans-serif" font-weight="bold" fill="#000">{text}</text>'
    )
