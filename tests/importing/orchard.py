"""An interview written for the tests, and ten cards on it as language models write them.

Three of the quotes are invented: those of the cards on the wasps, the price and the frost.
"""

from __future__ import annotations

import csv
import io
import json

ORCHARD = """\
# The Pear Walls of Tollan

**Host:** You keep four hundred pear trees on old brick walls. Why on walls?

**Dara Quill:** A wall remembers the sun. It takes the heat in by day and gives it back until about three in
the morning, and that is the hour when the frost would come. My grandmother said that the bricks were her
night shift.

**Host:** And the wasps?

**Dara Quill:** I don't kill them. In June they eat the caterpillars, and in September they eat one pear in
thirty, which I call wages. People want to hear that there is a trick. There is only a list of what you are
willing to lose.

**Host:** What does a pear cost you?

**Dara Quill:** Eleven minutes. I have counted: pruning, tying, thinning, picking. The oldest tree, the one by
the gate, costs twice as much and bears half as much, and I would sell the other three hundred and
ninety-nine first.
"""

CARDS = [
    ("What does the wall do at night?", "It gives back heat.",
     "It takes the heat in by day and gives it back until about three in the morning"),
    ("When would the frost come?", "At about three in the morning.",
     "that is the hour when the frost would come"),
    ("What did the grandmother call the bricks?", "Her night shift.",
     "My grandmother said that the bricks were her night shift."),
    ("What do the wasps eat in June?", "Caterpillars.", "In June they eat the caterpillars"),
    ("Why does she spare the wasps?", "They protect the pears.",
     "I would never kill a wasp, because they guard my pears"),
    ("What does she call the eaten pears?", "Wages.",
     "in September they eat one pear in thirty, which I call wages"),
    ("What does a pear cost her?", "Eleven minutes.",
     "Each pear costs me eleven cents and a great deal of patience"),
    ("What is there instead of a trick?", "A list.",
     "There is only a list of what you are willing to lose."),
    ("How does the tree by the gate compare?", "It costs twice as much.",
     "costs twice as much and bears half as much"),
    ("What happens after a frost?", "She replants.",
     "After every hard frost we replant a third of the orchard"),
]  # fmt: skip
"""Question, answer and quote."""

INVENTED = [CARDS[4][2], CARDS[6][2], CARDS[9][2]]

YAML = """\
Sure! Here are ten cards about the interview:

```yaml
cards:
  - question: What does the wall do at night?
    answer: It gives back heat.
    quote: “It takes the heat in by day and gives it back until about three in the morning”
  - question: When would the frost come?
    answer: At about three: the worst hour
    evidence: that is the hour when the frost would come
  - question: What did the grandmother call the bricks?
    answer: Her night shift.
    citation: "My grandmother said that the bricks were her night shift."
    speaker: Quill
  - question: What do the wasps eat in June?
    answer: Caterpillars.
    evidence:
      - text: "In June they eat the **caterpillars**"
        speaker: Dara Quill
  - question: Why does she spare the wasps?
    answer: They protect the pears.
    quote: I would never kill a wasp, because they guard my pears
  - question: What does she call the eaten pears?
    answer: Wages.
    source: "in September they eat one pear in thirty, which I call wages."
  - question: What does a pear cost her?
    answer: Eleven minutes.
    quote: "Each pear costs me "eleven cents" and a great deal of patience"
  - question: What is there instead of a trick?
    answer: A list.
    quote: 'Dara Quill: There is only a list of what you are willing to lose.'
  - question: How does the tree by the gate compare?
    answer: It costs twice as much.
    quote: ...costs twice as much and bears half as much...
  - question: What happens after a frost?
    answer: She replants.
    passages:
      - quote: After every hard frost we replant a third of the orchard
```

I hope these help you study!
"""
"""An unquoted colon and unescaped quotation marks make it no YAML."""

MARKDOWN = """\
# Cards

**Q1:** What does the wall do at night?
**A1:** It gives back heat.
> “It takes the heat in by day and gives it back until
> about three in the morning” — Dara Quill

**Q2:** When would the frost come?
**A2:** At about three in the morning.
**Quote:** *that is the hour when the frost would come*

### Card 3

- **Question:** What did the grandmother call the bricks?
- **Answer:** Her night shift.
- **Evidence:** "My grandmother said that the bricks were her night shift." (Dara Quill)

Q: What do the wasps eat in June?
A: Caterpillars.
Source: "In June they eat the caterpillars"

Q: Why does she spare the wasps?
A) They are rare.
B) They protect the pears.
A: B
Citation: "I would never kill a wasp, because they guard my pears"

Q: What does she call the eaten pears?
A: Wages.
Quote:
> in September they eat one pear in thirty, which I call wages

| Question | Answer | Source quote |
|---|---|---|
| What does a pear cost her? | Eleven minutes. | "Each pear costs me eleven cents and a great deal of patience" |
| What is there instead of a trick? | A list. | There is only a list of what you are willing to lose. |

Q: How does the tree by the gate compare?
A: It costs twice as much.
Quote: … costs twice as much and bears half as much …

Q: What happens after a frost?
A: She replants ("After every hard frost we replant a third of the orchard").
"""


def as_csv() -> str:
    """The cards as a table; one row has a comma too many."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["Question", "Answer", "Source Quote"])
    rows.writerows(CARDS)
    return file.getvalue().replace(
        '"in September they eat one pear in thirty, which I call wages"', CARDS[5][2]
    )


def as_json() -> str:
    """The cards as JSON with a comma too many, and quotation marks that are not escaped."""
    cards = [
        {"question": question, "answer": answer, "supporting_quote": quote}
        for question, answer, quote in CARDS
    ]
    text = json.dumps({"deck": "Pears", "cards": cards}, indent=2)
    text = text.replace("I would never kill a wasp,", 'I would "never" kill a wasp,')
    return text.replace("}\n  ]", "},\n  ]")


def as_json_lines() -> str:
    return "".join(
        json.dumps({"front": question, "back": answer, "passage": {"exact": quote}}) + "\n"
        for question, answer, quote in CARDS
    )
