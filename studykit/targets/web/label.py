"""Pictures with parts to name, as data: the page draws the shapes over the picture."""

from __future__ import annotations

from typing import Any

from ...bank.model import Label, LabelledPart
from ...bank.prose import plain
from ...bank.shapes import Shape
from ..numbered import number_place
from .markup import text


def label_data(label: Label) -> dict[str, Any]:
    """Return a picture and its parts: each with its name, where its number is, and an SVG shape in the unit square."""
    picture = ["img", {"src": f"picture:{label.picture}", "alt": label.alt}]
    parts = [_part(part, label.cover) for part in label.parts]
    cover = {"cover": True} if label.cover else {}
    return {"kind": "label", "picture": picture, "parts": parts} | cover


def _part(part: LabelledPart, cover: bool) -> dict[str, Any]:
    place = number_place(part.shape, cover)
    return {
        "t": text(part.name),
        "word": plain(part.name),
        "at": [_short(share) for share in place],
        "shape": _shape(part.shape),
    }


def _shape(shape: Shape) -> list[Any]:
    if shape.kind == "polygon":
        points = " ".join(f"{_short(x)},{_short(y)}" for x, y in shape.points)
        return ["polygon", {"points": points}]
    left, top, width, height = shape.box
    if shape.kind == "rectangle":
        sides = {"x": left, "y": top, "width": width, "height": height}
        return ["rect", {name: _short(value) for name, value in sides.items()}]
    x, y = shape.center
    sides = {"cx": x, "cy": y, "rx": width / 2, "ry": height / 2}
    return ["ellipse", {name: _short(value) for name, value in sides.items()}]


def _short(share: float) -> float:
    return round(share, 4)
