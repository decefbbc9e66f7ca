"""Draw the two pictures of the science example: `python -m tests.starter.drawing`."""

from __future__ import annotations

import typst

from studykit.pictures import read

from ..conftest import REPOSITORY

IMAGES = REPOSITORY / "studykit/starter/science/images"

APPARATUS = """
#set page(width: 150mm, height: 105mm, margin: 0pt, fill: white)
#set text(font: "New Computer Modern", size: 14pt)
#let at(x, y, content) = place(top + left, dx: x, dy: y, content)
#let ink = rgb("#1f2933")
#let path(from, to, width: 1pt, colour: ink, dash: none) = place(top + left, line(
  start: from, end: to, stroke: (paint: colour, thickness: width, dash: dash),
))
#let disc(x, y, r, fill) = at(x - r, y - r, circle(radius: r, fill: fill, stroke: 0.8pt + ink))

// the stand: foot, rod, arm
#at(18mm, 94mm, rect(width: 62mm, height: 5mm, fill: rgb("#c9a878"), stroke: 0.8pt + ink))
#at(26mm, 10mm, rect(width: 3mm, height: 84mm, fill: luma(80%), stroke: 0.8pt + ink))
#at(26mm, 13mm, rect(width: 62mm, height: 2.6mm, fill: luma(80%), stroke: 0.8pt + ink))

// the hook, the thread and the ball, pulled aside
#let top = (78mm, 19mm)
#path((78mm, 15.6mm), top, width: 1.6pt)
#path(top, (78mm, 88mm), width: 0.7pt, colour: luma(55%), dash: "dashed")
#path(top, (103mm, 81mm), width: 0.9pt)
#disc(78mm, 19.4mm, 1.4mm, luma(35%))
#disc(103mm, 81mm, 6.5mm, rgb("#9aa5b1"))

// the ruler
#at(122mm, 17mm, rect(width: 9mm, height: 75mm, fill: rgb("#f3e3a4"), stroke: 0.8pt + ink))
#for n in range(1, 25) {
  let long = if calc.rem(n, 5) == 0 { 5mm } else { 3mm }
  path((122mm, 17mm + n * 3mm), (122mm + long, 17mm + n * 3mm), width: 0.5pt)
}
"""

LENGTH = """
#set page(width: 80mm, height: 60mm, margin: 0pt, fill: white)
#set text(font: "New Computer Modern", size: 15pt, weight: "bold")
#let at(x, y, content) = place(top + left, dx: x, dy: y, content)
#let ink = rgb("#1f2933")
#let path(from, to, width: 1pt) = place(top + left, line(
  start: from, end: to, stroke: width + ink,
))
#at(12mm, 3mm, rect(width: 34mm, height: 3mm, fill: luma(80%), stroke: 0.8pt + ink))
#path((29mm, 6mm), (29mm, 10mm), width: 1.6pt)
#path((29mm, 10mm), (29mm, 32mm), width: 0.9pt)
#at(17mm, 32mm, circle(radius: 12mm, fill: rgb("#9aa5b1"), stroke: 1pt + ink))
#at(27.4mm, 30.4mm, circle(radius: 1.6mm, fill: ink))
#let mark(y, letter) = {
  path((34mm, y), (58mm, y), width: 0.6pt)
  at(60mm, y - 2.6mm, letter)
}
#mark(32mm, "P")
#mark(44mm, "Q")
#mark(56mm, "R")
"""


def main() -> None:
    for name, source in (("apparatus", APPARATUS), ("length", LENGTH)):
        drawn = typst.compile(source.encode(), format="png", ppi=100)
        assert isinstance(drawn, bytes)
        (IMAGES / f"{name}.png").write_bytes(read(drawn).content)


if __name__ == "__main__":
    main()
