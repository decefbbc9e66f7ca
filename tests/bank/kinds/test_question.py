"""What questions of all types share, and what rules read of them."""

from __future__ import annotations

import pytest

from studykit.bank.model import (
    Exercise,
    Passage,
    Recall,
)

from .lowering import EVIDENCE, QUOTE, loaded, lowered

# What all types share


def test_a_question_overrides_defaults_and_adds_its_tags() -> None:
    made = lowered("""\
        - id: noise
          type: basic
          prompt: What did *Marlow* hear?
          answer: A shutter.
          explanation: "It banged, she says."
          tags: [wind, part-1, noise]
          level: understand
          lang: en
    """)
    assert made == Exercise(
        id="noise",
        type="basic",
        prompt="What did *Marlow* hear?",
        response=Recall("A shutter."),
        explanation="It banged, she says.",
        evidence=EVIDENCE,
        tags=("lighthouse", "part-1", "wind", "noise"),
        level="understand",
        lang="en",
        card=True,
    )


def test_numbers_are_texts() -> None:
    made = lowered("- id: 147\n  type: basic\n  prompt: 1994\n  answer: 1.50\n")
    assert (made.id, made.prompt, made.response) == ("147", "1994", Recall("1.50"))


def test_a_passage_with_all_its_keys() -> None:
    entry = loaded(f"""\
        - id: noise
          type: basic
          prompt: What did Marlow hear?
          answer: A shutter.
          allow: {{answer-in-prompt: on purpose}}
          passages:
            - quote: {QUOTE}
              source: lighthouse
              speaker: Ida Marlow
              section: part-1
              prefix: and
              suffix: ", and I thought"
              allow: {{quote-not-exact: it is not}}
            - {{quote: "  A  noise. "}}
    """)
    assert entry.question.allow == {"answer-in-prompt": "on purpose"}
    assert entry.question.passages == (
        Passage(
            quote=QUOTE,
            source="lighthouse",
            speaker="Ida Marlow",
            section="part-1",
            prefix="and",
            suffix=", and I thought",
            allow={"quote-not-exact": "it is not"},
        ),
        Passage(quote="A  noise."),
    )


# What rules read


@pytest.mark.parametrize(
    ("yaml", "answers"),
    [
        ("{type: basic, prompt: a, answer: b}", {"answer": "b"}),
        ("{type: cloze, text: 'a {{c1::b}} {{c2::c::d}}'}", {"text": "c"}),
        (
            "{type: multiple_choice, prompt: a, key: [b, {text: c}], distractors: d}",
            {"key.0": "b", "key.1": "c"},
        ),
        ("{type: true_false, prompt: a, answer: true}", {}),
        ("{type: short_answer, prompt: a, answer: b, accept: c}", {"answer": "b"}),
        ("{type: numeric, prompt: a, answer: 5, unit: b}", {"answer": "5 b"}),
        (
            "{type: ordering, prompt: a, items: [b, c, d]}",
            {"items.0": "b", "items.1": "c", "items.2": "d"},
        ),
        (
            "{type: matching, prompt: a, pairs: [{left: b, right: c}, {left: d, right: e}]}",
            {"pairs.0.left": "b", "pairs.0.right": "c", "pairs.1.left": "d", "pairs.1.right": "e"},
        ),
        ("{type: who_said_it, key: a, distractors: [b]}", {"key": "a"}),
        (
            "{type: discussion, prompt: a, look_for: [b, c], follow_ups: d}",
            {"look_for.0": "b", "look_for.1": "c"},
        ),
    ],
)
def test_the_answers_of_each_type(yaml: str, answers: dict[str, str]) -> None:
    entry = loaded(f"- {{id: x, passages: [{{quote: q}}], {yaml[1:]}\n")
    found = {".".join(map(str, path)): text for path, text in entry.question.answers()}
    assert found == answers


def test_the_texts_of_a_question_are_its_markdown_with_key_paths() -> None:
    entry = loaded("""\
        - id: noise
          type: multiple_choice
          prompt: one
          key: two
          distractors: [three, {text: four, why: five}]
          explanation: six
          tags: [no]
          allow: {some-rule: no}
          passages: [{quote: no}]
    """)
    assert sorted(entry.question.texts(), key=str) == sorted(
        [
            (("prompt",), "one"),
            (("key", 0, "text"), "two"),
            (("distractors", 0, "text"), "three"),
            (("distractors", 1, "text"), "four"),
            (("distractors", 1, "why"), "five"),
            (("explanation",), "six"),
        ],
        key=str,
    )


def test_a_question_has_its_former_ids() -> None:
    yaml = "- id: noise\n  type: basic\n  prompt: a\n  answer: b\n  formerly: shutter\n"
    assert lowered(yaml).formerly == ("shutter",)
