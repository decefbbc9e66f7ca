"""Cards of every note type, in all variants."""

from __future__ import annotations

from fractions import Fraction

from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Type,
)
from studykit.source.text import Place

from ..conftest import EVIDENCE, note

LONG = (
    "A man who winds the clock every four hours, and who writes into the book that he has done so"
)
OTHER = Evidence("a loose shutter, and no ghost", "leaflet", Place("text"))

RICH = """What is *this* at $x$, [here](https://example.org)?

| a | b |
|---|--:|
| 1 | $2$ |

```python
def f(x):  # a comment
    return print("a", 12)
```
"""

SAMPLE = [
    note(Recall("A shutter."), id="rich", prompt=RICH, explanation=RICH),
    note(Recall("A *shutter*."), id="recall", explanation="Wind."),
    note(Recall("One names it."), id="differs", stimulus=(EVIDENCE, OTHER), evidence=(EVIDENCE, OTHER)),
    note(Discuss(("a cause", LONG), ("a cost",)), id="discuss", prompt=f"Why?\n\n- {LONG}"),
    note(Fill(("The ", Blank(1, "clock"), f" is wound. {LONG}")), id="fill", explanation=LONG),
    note(Type("Ida Marlow", ("Marlow", "the keeper’s")), id="type"),
    note(Number("147", Fraction(140), Fraction(150), "steps"), id="number"),
    note(Number("10,000", Fraction(10_000), Fraction(10_000)), id="exact"),
    note(Number("0,5", Fraction(1, 3), Fraction(1, 2), "metro"), id="comma", lang="it"),
    note(Recall("A clock.", reverse=True), id="reversed"),
    note(
        Choose(
            (
                Option("a shutter", True, why="It was loose."),
                Option("a gull", False, why=LONG),
                Option(LONG, False, why="No."),
                Option("the sea", False),
            )
        ),
        id="one",
        explanation=LONG,
    ),
    note(
        Choose(
            (
                Option("salt", True),
                Option("tar", True, why="On the ropes."),
                Option("oil", False, why="Below."),
                Option("none of these", False, keep_last=True),
            )
        ),
        id="several",
    ),
    note(Choose((Option("True", False), Option("False", True)), fixed=True), id="fixed"),
    note(Choose((Option("9", True), Option("4", False), Option("147", False))), id="numbers"),
    note(
        Choose((Option("Ida Marlow", True), Option("a winder", False))),
        id="who",
        stimulus=(EVIDENCE,),
    ),
    note(Arrange(("wind", "noise", "key", LONG)), id="order"),
    note(Match((("Marlow", "hears"), (LONG, LONG), ("key", "turns")), ("asks",)), id="match"),
]  # fmt: skip

IDS = [card.id for card in SAMPLE]
LIVE = ["one", "several", "fixed", "numbers", "who", "order", "match"]
