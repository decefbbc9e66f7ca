"""An example of each question type, on the sample interview, and what the type is for."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """What a type asks of the learner, and a question of this type in YAML."""

    purpose: str
    yaml: str


EXAMPLES = {
    "basic": Example(
        "the learner recalls the answer",
        """\
- id: first-noise
  type: basic
  prompt: What did Ida Marlow hear that led her to ask for the key?
  answer: A shutter banging in the wind.
  passages:
    - quote: a shutter was banging up here in the wind
      speaker: Ida Marlow
""",
    ),
    "cloze": Example(
        "the learner fills the blanks of a sentence that is copied from the text",
        """\
- id: winding
  type: cloze
  text: "The weight has to be wound every {{c1::four hours::how often?}}"
  passages:
    - quote: The weight has to be wound every four hours
      speaker: Ida Marlow
""",
    ),
    "multiple_choice": Example(
        "one right option (`key`) among plausible wrong ones",
        """\
- id: saturdays-only
  type: multiple_choice
  prompt: Why is the lamp now lit on Saturdays only?
  key: Nightly duty drove the helpers away.
  distractors:
    - text: The town stopped paying for the rest.
      why: The town still pays; nobody speaks of a cut.
    - text: The clockwork wears out too quickly.
      why: Nothing is said of wear.
    - text: Ships need no light on the other nights.
      why: By her account no ship needs it on any night.
  passages:
    - quote: I expected the same of the others, and they stopped coming
      speaker: Ida Marlow
""",
    ),
    "true_false": Example(
        "the learner judges a statement; make about half of them false",
        """\
- id: was-the-board-wrong
  type: true_false
  prompt: Marlow has come to accept that the board switched the old light off.
  answer: true
  passages:
    - quote: I don’t think the board was wrong to switch the old light off.
      speaker: Ida Marlow
""",
    ),
    "short_answer": Example(
        "the learner types a word or a name; `accept` lists other right answers",
        """\
- id: winders
  type: short_answer
  prompt: How many people now take turns to wind the weight?
  answer: fourteen
  accept: [fourteen people]
  passages:
    - quote: I have fourteen winders instead of none
      speaker: Ida Marlow
""",
    ),
    "numeric": Example(
        "the learner types a number; `unit` is optional",
        """\
- id: turns
  type: numeric
  prompt: How many turns does it take to bring the weight up?
  answer: 212
  unit: turns
  passages:
    - quote: It takes 212 turns to bring the weight up
      speaker: Ida Marlow
""",
    ),
    "ordering": Example(
        "the learner puts three or more items in order; list them in the right order",
        """\
- id: visits-in-order
  type: ordering
  prompt: In which order do these come in the first part of the interview?
  items:
    - a shutter bangs in the wind
    - buckets are carried down
    - a broken wheel is replaced
  passages:
    - quote: a shutter was banging up here in the wind
      speaker: Ida Marlow
    - quote: We carried down 40–50 buckets of what pigeons leave behind.
      speaker: Ida Marlow
    - quote: You can’t buy such a wheel, so I cut one myself.
      speaker: Ida Marlow
""",
    ),
    "matching": Example(
        "the learner matches pairs; `distractors` match nothing",
        """\
- id: who-and-what
  type: matching
  prompt: What does Marlow say of each?
  pairs:
    - left: a motor
      right: asks nothing of anybody
    - left: the winders
      right: get up at five
  distractors: [switched the light off]
  passages:
    - quote: Because a motor asks nothing of anybody
      speaker: Ida Marlow
    - quote: They are bakers and bus drivers; they get up at five.
      speaker: Ida Marlow
""",
    ),
    "label_picture": Example(
        "the learner names parts of a picture, each marked by a shape in shares of its width and height",
        """\
- id: parts-of-the-lamp
  type: label_picture
  prompt: Name the parts of the lamp.
  picture: images/lamp.png
  alt: A lamp on a box, with lines to three names, which are covered.
  labels:
    - name: the wheel
      rectangle: {left: 0.62, top: 0.2, width: 0.2, height: 0.1}
    - name: the weight
      rectangle: {left: 0.62, top: 0.7, width: 0.2, height: 0.1}
  passages:
    - quote: It takes 212 turns to bring the weight up
      speaker: Ida Marlow
""",
    ),
    "who_said_it": Example(
        "the learner sees the quote and says who speaks; `key` and `distractors` are people",
        """\
- id: who-speaks-of-the-roof
  type: who_said_it
  prompt: Who says this in Part 2?
  key: The reporter
  distractors: [Ida Marlow]
  passages:
    - quote: A reader asks whether the school roof should not come first.
      speaker: The reporter
""",
    ),
    "compare": Example(
        "the learner says how two versions of a text differ, or which one (`says`) says something",
        """\
- id: state-of-the-clockwork
  type: compare
  prompt: How does the second translation put the state of the clockwork?
  differs: It calls the machine complete instead of whole.
  passages:
    - source: lighthouse
      quote: whole but for one broken wheel
      speaker: Ida Marlow
    - source: second
      quote: complete but for one broken wheel
      speaker: Ida Marlow
""",
    ),
    "discussion": Example(
        "a question to discuss; `look_for` lists what a good discussion brings up",
        """\
- id: roof-or-light
  type: discussion
  prompt: A reader would put the school roof before the lighthouse. How good is the reply?
  look_for:
    - Marlow grants the point and does not set one against the other.
    - Someone asks who decides what is useless.
  passages:
    - quote: a town that keeps only what it needs is a car park
      speaker: Ida Marlow
""",
    ),
}
"""The examples by type."""
