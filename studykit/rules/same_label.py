"""Two labels of a picture have the same name, or mark the same place.

A shape that covers printed names may not overlap another by more than a tenth; outlines may contain one
another, if they are not nearly the same.

Fails:

    - id: lamp
      type: label_picture
      prompt: Name the parts of the lamp.
      picture: images/lamp.png
      alt: A lamp.
      labels:
        - name: the lens
          rectangle: {left: 0.1, top: 0.1, width: 0.2, height: 0.1}
        - name: the lens
          rectangle: {left: 0.6, top: 0.1, width: 0.2, height: 0.1}
      passages: [{quote: PASSAGE}]

Passes:

    - id: lamp
      type: label_picture
      prompt: Name the parts of the lamp.
      picture: images/lamp.png
      alt: A lamp.
      labels:
        - name: the upper lens
          rectangle: {left: 0.1, top: 0.1, width: 0.2, height: 0.1}
        - name: the lower lens
          rectangle: {left: 0.6, top: 0.1, width: 0.2, height: 0.1}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..analysis.wording import normalized
from ..bank.evidence import Verified
from ..bank.kinds.label_picture import LabelPicture
from ..bank.load import Course, Entry
from ..bank.shapes import overlaps
from ..diagnostics import Finding, Severity

CODE = "same-label"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

COVERED = 0.1
"""The share of a shape that another may cover."""
SAME = 0.7
"""The share of both of two outlines that is inside the other if they mark the same part."""


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry in course.entries:
        if isinstance(entry.question, LabelPicture):
            yield from _check(entry, entry.question)


def _check(entry: Entry, question: LabelPicture) -> Iterator[Finding]:
    for (n, one), (m, other) in combinations(enumerate(question.labels), 2):
        path = (*entry.path, "labels", m)
        if normalized(one.name) == normalized(other.name):
            message = f"labels {n + 1} and {m + 1} have the same name, “{other.name}”"
            help = "say which, as in “the left valve” and “the right valve”"
            yield Finding(message, entry.file, (*path, "name"), help)
        shares = overlaps(one.part.shape, other.part.shape)
        if question.cover and max(shares) > COVERED:
            hidden = one if shares[0] >= shares[1] else other
            message = (
                f"labels {n + 1} and {m + 1} overlap: {max(shares):.0%} of “{hidden.name}” is"
                " below the other"
            )
            help = "make them smaller, or show outlines with `cover: false`"
            yield Finding(message, entry.file, path, help)
        elif not question.cover and min(shares) > SAME:
            message = f"labels {n + 1} and {m + 1} mark nearly the same place"
            yield Finding(message, entry.file, path, "mark another part with one of them")
