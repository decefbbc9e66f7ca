"""Question types: the exercise made from the YAML of each, and findings on mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from string import punctuation
from textwrap import dedent, indent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.load import Entry, load_bank
from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Exercise,
    Fill,
    Match,
    Number,
    Option,
    Passage,
    Recall,
    Response,
    Type,
)
from studykit.bank.prose import plain
from studykit.check import Checked
from studykit.diagnostics import Report
from studykit.source.course import CourseFile
from studykit.source.text import Place
from studykit.yamlfile import YamlFile

from ..conftest import pointed
from ..exercises import exercise as plain_exercise

QUOTE = "a shutter was banging up here in the wind"
EVIDENCE = (Evidence(QUOTE, "lighthouse", Place("part-1", "A1", "marlow", 1)),)

COURSE = CourseFile.model_validate(
    {
        "id": "test-course",
        "title": "Test course",
        "sources": [
            {"id": "lighthouse", "kind": "original", "title": "The Shutter", "file": "a.md"},
            {"id": "leaflet", "kind": "translation", "title": "A leaflet", "short": "*Quist*",
             "file": "b.md"},
        ],
    }
)  # fmt: skip

BANK = """\
id: bank
title: Bank
defaults: {source: lighthouse, tags: [lighthouse, part-1], level: remember, lang: en-GB}
questions:
"""


def loaded(yaml: str) -> Entry:
    """The question in a bank of one well-formed question."""
    report = Report()
    file = YamlFile("bank.yaml", BANK + indent(dedent(yaml), "  "))
    file.parse(report)
    bank = load_bank(file, report)
    assert report.diagnostics == []
    assert bank is not None
    (entry,) = bank.entries
    return entry


def lowered(yaml: str) -> Exercise:
    """The neutral form of a question; a passage is added if it has none."""
    if "passages:" not in yaml:
        yaml = dedent(yaml) + f"  passages: [{{quote: {QUOTE}}}]\n"
    entry = loaded(yaml)
    return entry.question.lower(entry.header.defaults, EVIDENCE, COURSE)


def exercise(type: str, prompt: str, response: Response) -> Exercise:
    """The exercise of a question with the defaults of its bank."""
    return plain_exercise(
        response,
        id="noise",
        type=type,
        prompt=prompt,
        evidence=EVIDENCE,
        tags=("lighthouse", "part-1"),
        level="remember",
        lang="en-GB",
    )


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


# Each type


def test_basic() -> None:
    made = lowered("""\
        - id: noise
          type: basic
          prompt: What did Marlow hear?
          answer: A shutter.
    """)
    assert made == exercise("basic", "What did Marlow hear?", Recall("A shutter."))


def test_cloze() -> None:
    made = lowered("""\
        - id: noise
          type: cloze
          text: "a {{c1::shutter}} was {{c2::banging::doing what?}} up here"
    """)
    fill = Fill(
        ("a ", Blank(1, "shutter"), " was ", Blank(2, "banging", "doing what?"), " up here")
    )
    assert made == exercise("cloze", "", fill)
    assert fill.text == "a shutter was banging up here"
    assert fill.numbers == (1, 2)


def test_cloze_with_a_prompt() -> None:
    made = lowered("""\
        - id: noise
          type: cloze
          prompt: What did she hear?
          text: "a {{c8::shutter}} was {{c8::banging}}, {{c1::up here}}"
    """)
    parts = ("a ", Blank(8, "shutter"), " was ", Blank(8, "banging"), ", ", Blank(1, "up here"))
    assert made == exercise("cloze", "What did she hear?", Fill(parts))
    assert Fill(parts).numbers == (1, 8)


def test_multiple_choice() -> None:
    made = lowered("""\
        - id: noise
          type: multiple_choice
          prompt: What did Marlow hear?
          key: A shutter.
          distractors:
            - A dog.
            - {text: A pigeon., why: They were silent.}
            - {text: None of these., keep_last: true}
    """)
    choose = Choose(
        (
            Option("A shutter.", True),
            Option("A dog.", False),
            Option("A pigeon.", False, "They were silent."),
            Option("None of these.", False, keep_last=True),
        )
    )
    assert made == exercise("multiple_choice", "What did Marlow hear?", choose)
    assert not choose.several


def test_multiple_choice_with_several_keys() -> None:
    made = lowered("""\
        - id: noise
          type: multiple_choice
          prompt: What was there?
          key: [A shutter., {text: A wind., why: It banged in it.}]
          distractors: A dog.
    """)
    choose = Choose(
        (
            Option("A shutter.", True),
            Option("A wind.", True, "It banged in it."),
            Option("A dog.", False),
        )
    )
    assert made == exercise("multiple_choice", "What was there?", choose)
    assert choose.several


@pytest.mark.parametrize("answer", [True, False])
def test_true_false(answer: bool) -> None:
    made = lowered(f"""\
        - id: noise
          type: true_false
          prompt: A shutter was banging.
          answer: {str(answer).lower()}
    """)
    choose = Choose((Option("True", answer), Option("False", not answer)), fixed=True)
    assert made == exercise("true_false", "A shutter was banging.", choose)


def test_short_answer() -> None:
    made = lowered("""\
        - id: noise
          type: short_answer
          prompt: What was banging?
          answer: a shutter
          accept: [shutter, shutters]
    """)
    assert made == exercise(
        "short_answer", "What was banging?", Type("a shutter", ("shutter", "shutters"))
    )


@pytest.mark.parametrize(
    ("accept", "spellings"),
    [("", ()), ("accept: 147", ("147",)), ("accept: [147]", ("147",)), ("accept: []", ())],
)
def test_a_single_spelling_is_a_list_of_one(accept: str, spellings: tuple[str, ...]) -> None:
    made = lowered(f"""\
        - id: noise
          type: short_answer
          prompt: How many?
          answer: 147
          {accept}
    """)
    assert made.response == Type("147", spellings)


def test_discussion() -> None:
    made = lowered("""\
        - id: noise
          type: discussion
          prompt: Should somebody see to that?
          look_for: [Who is meant., What it costs.]
          follow_ups: Who would?
          minutes: 20
          stage: closing
          card: true
    """)
    assert made == exercise(
        "discussion",
        "Should somebody see to that?",
        Discuss(("Who is meant.", "What it costs."), ("Who would?",), (20, 20), "closing"),
    )


def test_the_minutes_of_a_discussion_can_be_a_range() -> None:
    made = lowered("""\
        - id: noise
          type: discussion
          prompt: Should somebody see to that?
          look_for: Who is meant.
          minutes: [8, 20]
    """)
    assert made.response == Discuss(("Who is meant.",), minutes=(8, 20))


def test_a_discussion_has_no_card_and_is_a_core_question_by_default() -> None:
    made = lowered("""\
        - id: noise
          type: discussion
          prompt: Should somebody see to that?
          look_for: Who is meant.
    """)
    assert not made.card
    assert made.response == Discuss(("Who is meant.",), (), None, "core")


@pytest.mark.parametrize(
    ("keys", "low", "high", "text"),
    [
        ("answer: 147", 147, 147, "147"),
        ("answer: 1,000\n  unit: steps", 1000, 1000, "1,000 steps"),
        ("answer: 12.5\n  unit: '%'", "12.5", "12.5", "12.5%"),
        ("answer: 1/30", "1/30", "1/30", "1/30"),
        ("answer: -3\n  tolerance: 0.5", "-3.5", "-2.5", "-3"),
        ("answer: 147\n  range: [140, 150]", 140, 150, "147"),
        ("answer: 2,5\n  lang: de\n  unit: kg", "2.5", "2.5", "2,5 kg"),
        ("answer: 1.200\n  lang: de\n  range: [900, 1.500]", 900, 1500, "1.200"),
        ("answer: 1.200", "1.2", "1.2", "1.200"),
    ],
)
def test_numeric(keys: str, low: str | int, high: str | int, text: str) -> None:
    made = lowered(f"- id: noise\n  type: numeric\n  prompt: How many?\n  {keys}\n")
    assert isinstance(made.response, Number)
    assert (made.response.low, made.response.high) == (Fraction(low), Fraction(high))
    assert made.response.text == text


def test_ordering() -> None:
    made = lowered("""\
        - id: noise
          type: ordering
          prompt: What came first?
          items: [the wind, the noise, the key]
    """)
    items = ("the wind", "the noise", "the key")
    assert made == exercise("ordering", "What came first?", Arrange(items))


def test_matching() -> None:
    made = lowered("""\
        - id: noise
          type: matching
          prompt: Who does what?
          pairs: [{left: Marlow, right: hears}, {left: the wind, right: blows}]
          distractors: asks
    """)
    pairs = Match((("Marlow", "hears"), ("the wind", "blows")), ("asks",))
    assert made == exercise("matching", "Who does what?", pairs)
    assert pairs.choices == ("hears", "blows", "asks")


def test_two_pairs_can_share_their_right_side() -> None:
    assert Match((("a", "x"), ("b", "x"), ("c", "y"))).choices == ("x", "y")


def test_who_said_it_shows_the_first_passage() -> None:
    made = lowered("""\
        - id: noise
          type: who_said_it
          key: Ida Marlow
          distractors: [The *reporter*]
    """)
    options = Option("Ida Marlow", True), Option("The \\*reporter\\*", False)
    assert made == replace(
        exercise("who_said_it", "Who says this?", Choose(options)), stimulus=EVIDENCE
    )


def test_who_said_it_does_not_show_a_passage_without_a_speaker() -> None:
    """Such a passage names the person who is the answer."""
    entry = loaded(f"""\
        - id: noise
          type: who_said_it
          prompt: Who heard it?
          key: Ida Marlow
          distractors: [The reporter]
          passages: [{{quote: {QUOTE}}}]
    """)
    no_speaker = (Evidence(QUOTE, "lighthouse", Place("introduction", paragraph=1)),)
    made = entry.question.lower(entry.header.defaults, no_speaker, COURSE)
    assert (made.prompt, made.stimulus) == ("Who heard it?", ())


TWO = (
    Evidence("a leaf", "leaflet", Place("part-1", "A1", "marlow", 1)),
    Evidence(QUOTE, "lighthouse", Place("part-1", "A1", "marlow", 1)),
)


def compared(key: str) -> Exercise:
    entry = loaded(f"""\
        - id: noise
          type: compare
          prompt: Which has it bang?
          {key}
          passages: [{{quote: a leaf, source: leaflet}}, {{quote: {QUOTE}}}]
    """)
    return entry.question.lower(entry.header.defaults, TWO, COURSE)


def test_compare_with_says_has_the_sources_as_options() -> None:
    """Their short names, or else titles, in the order of the course file."""
    made = compared("says: lighthouse")
    options = Option("The Shutter", True), Option("\\*Quist\\*", False)
    assert made.response == Choose(options, fixed=True)
    assert made.stimulus == ()


def test_compare_with_differs_shows_both_passages() -> None:
    made = compared("differs: Only one has a shutter.")
    assert made.response == Recall("Only one has a shutter.")
    assert made.stimulus == TWO


def test_a_question_has_its_former_ids() -> None:
    yaml = "- id: noise\n  type: basic\n  prompt: a\n  answer: b\n  formerly: shutter\n"
    assert lowered(yaml).formerly == ("shutter",)


@pytest.mark.parametrize("stage", ["opening", "closing"])
def test_an_opening_or_closing_discussion_needs_no_passages(stage: str) -> None:
    entry = loaded(f"""\
        - id: noise
          type: discussion
          prompt: What do you keep that is of no use?
          look_for: Anything.
          stage: {stage}
    """)
    assert entry.question.passages == ()


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


# Mistakes


@pytest.mark.parametrize(
    ("keys", "findings"),
    [
        (
            "type: basic\nquestion: What did she hear?\nanswers: [A shutter.]",
            [
                "id: noise | missing-key: `answer` is missing",
                "id: noise | missing-key: `prompt` is missing",
                "question | unknown-key: unknown key `question` | use `prompt` for the question",
                "answers | unknown-key: unknown key `answers`"
                " | use `answer`, and `accept` for other spellings",
            ],
        ),
        (
            "type: numeric\nprompt: How many?\nanswer: many",
            ["many | bad-value: `answer` must be a number, such as 147, 0.5 or 1/30"],
        ),
        (
            "type: numeric\nprompt: How many?\nanswer: 147\nrange: [150, 160]",
            ["id: noise | bad-value: this must have its `answer` within its `range`"],
        ),
        (
            "type: numeric\nprompt: How many?\nanswer: 147\ntolerance: 3\nrange: [140, 150]",
            ["id: noise | bad-value: this must have `tolerance` or `range`, not both"],
        ),
        (
            "type: compare\nprompt: Which says so?\nsays: lighthouse\npassages: [{quote: Pigeons.}]",
            ["[{quote: Pigeons.}] | bad-value: `passages` must have at least 2 entries"],
        ),
        (
            "type: compare\nprompt: Which says so?\nsays: lighthouse\ndiffers: All.\n"
            "passages: [{quote: Pigeons.}, {quote: two winters}]",
            [
                "id: noise | bad-value: this must have either `says` (the source that says it)"
                " or `differs` (the difference)"
            ],
        ),
        (
            "type: cloze\ntext: {{c1::a shutter}}",
            ["{ | yaml-syntax: a key must be plain text | quote a text that begins with { or ["],
        ),
        (
            "type: multiple_choice\nprompt: What?\nanswer: A shutter.\noptions: [A dog.]",
            [
                "id: noise | missing-key: `distractors` is missing",
                "id: noise | missing-key: `key` is missing",
                "answer | unknown-key: unknown key `answer` | known keys are id, type, explanation,"
                " passages, tags, level, lang, formerly, imported, allow, prompt, key, distractors",
                "options | unknown-key: unknown key `options`"
                " | use `key` for the right option, and `distractors` for the others",
            ],
        ),
        (
            "type: multiple_choice\nprompt: What?\nkey: true\ndistractors: [false, {txt: Maybe.}]",
            [
                'true | bad-value: `key` must be text, not `true` | to mean the word, write "true"',
                "false | bad-value: `distractors` must be text, not `false`"
                ' | to mean the word, write "false"',
                "{txt: Maybe.} | missing-key: `text` is missing",
                "txt | unknown-key: unknown key `txt` | did you mean `text`?",
            ],
        ),
        (
            "type: true_false\nprompt: A shutter was banging.\nanswer: yes",
            ["yes | bad-value: `answer` must be true or false, not the text “yes”"],
        ),
        (
            'type: true_false\nprompt: A shutter was banging.\nanswer: "true"',
            ['"true" | bad-value: `answer` must be true or false, not the text “true”'],
        ),
        (
            "type: short_answer\nprompt: What?\nanswer: [a shutter, shutter]",
            ["[a shutter, shutter] | bad-value: `answer` must be text, not a list"],
        ),
        (
            "type: discussion\nprompt: Why?\nminutes: half an hour\nstage: end",
            [
                "id: noise | missing-key: `look_for` is missing",
                "half an hour | bad-value: `minutes` must be a whole number,"
                " not the text “half an hour”",
                "end | bad-value: `stage` must be 'opening', 'core' or 'closing', not the text “end”",
            ],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\nminutes: [20, 8]",
            ["id: noise | bad-value: this must have the shortest of its `minutes` first"],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\nminutes: [8, 12, 20]",
            ["[8, 12, 20] | bad-value: `minutes` must have at most 2 entries"],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\nminutes: [8, 601]",
            ["601 | bad-value: `minutes` must be at most 600"],
        ),
        (
            'type: discussion\nprompt: Why?\nlook_for: ""\nfollow_ups: []',
            ['"" | bad-value: `look_for` must not be empty'],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\npassages: []",
            [
                "id: noise | bad-value: this must have `passages`, unless it is an opening or"
                " closing question"
            ],
        ),
    ],
)
def test_mistakes(keys: str, findings: list[str], checked: Callable[..., Checked]) -> None:
    if "passages:" not in keys:
        keys += f"\npassages: [{{quote: {QUOTE}}}]"
    question = "- id: noise\n" + indent(keys, "  ") + "\n"
    assert pointed(checked(question)) == findings


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "a shutter was banging up here",
            "a shutter was banging up here | cloze-deletion: the cloze has no blank"
            " | put the words to hide into {{c1::…}}",
        ),
        (
            '"{{c1::a shutter}} was {{c2:banging}} up here"',
            "{{c2: | cloze-deletion: the blank that starts with `{{c2:` is incomplete"
            " | write {{c1::words}} or {{c1::words::hint}}; blanks cannot be nested",
        ),
        (
            '"a {{c1::::what?}} was banging"',
            '"a {{c1::::what?}} was banging" | cloze-deletion: a blank has no words'
            " | put the words to hide into {{c1::…}}",
        ),
    ],
)
def test_mistakes_in_blanks(text: str, finding: str, checked: Callable[..., Checked]) -> None:
    question = f"- {{id: noise, type: cloze, text: {text}, passages: [{{quote: {QUOTE}}}]}}\n"
    assert finding in pointed(checked(question))


# The notation of blanks


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("no blank", ("no blank",)),
        ("{{c1::all}}", (Blank(1, "all"),)),
        ("a {{c1::b}} c {{c2::d}}", ("a ", Blank(1, "b"), " c ", Blank(2, "d"))),
        ("{{c1::a}}{{c1::b}}", (Blank(1, "a"), Blank(1, "b"))),
        ("{{c999::a}}", (Blank(999, "a"),)),
        # hints
        ("{{c1::a::b}}", (Blank(1, "a", "b"),)),
        ("{{c1::a:: b }}", (Blank(1, "a", "b"),)),
        ("{{c1::a::b::c}}", (Blank(1, "a", "b::c"),)),
        ("{{c1::a::}}", (Blank(1, "a"),)),
        ("{{c1::a:b}}", (Blank(1, "a:b"),)),
        ("{{c1::::b}}", (Blank(1, "", "b"),)),
        # content
        ("{{c1:: a }}", (Blank(1, " a "),)),
        ("{{c1::one\ntwo}}", (Blank(1, "one\ntwo"),)),
        ("{{c1::a}b}}", (Blank(1, "a}b"),)),
        # braces in pairs
        ("{{c1::{1, 2}}}", (Blank(1, "{1, 2}"),)),
        ("{{c1::{{1}, {2}}}}", (Blank(1, "{{1}, {2}}"),)),
        ("{{{c1::1, 2}}}", ("{", Blank(1, "1, 2"), "}")),
        ("{{c1::a}}}", (Blank(1, "a"), "}")),
        ("{{c1::{a::b}::c}}", (Blank(1, "{a::b}", "c"),)),
        ("{{c1::a::{b}}}", (Blank(1, "a", "{b}"),)),
        # a backslash escapes
        (r"{{c1::Net\::HTTP}}", (Blank(1, r"Net\::HTTP"),)),
        (r"{{c1::a\::b::c\::d}}", (Blank(1, r"a\::b", r"c\::d"),)),
        (r"{{c1::a\}}}", (Blank(1, r"a\}"),)),
        (r"{{c1::\{::a}}", (Blank(1, r"\{", "a"),)),
        (r"\{{c1::a}}", (r"\{{c1::a}}",)),
        (r"\\{{c1::a}}", (r"\\", Blank(1, "a"))),
        # signs in code have no meaning
        ("{{c1::`a::b`::c}}", (Blank(1, "`a::b`", "c"),)),
        ("{{c1::`{`}}", (Blank(1, "`{`"),)),
        ("{{c1::`a}} {{c1::b`}}", (Blank(1, "`a"), " ", Blank(1, "b`"))),
        ("{{c1::*a*}}", (Blank(1, "*a*"),)),
        # an incomplete blank stays text
        ("{{c1::a", ("{{c1::a",)),
        ("{{c1::a { b}}", ("{{c1::a { b}}",)),
        ("{{c1::a}", ("{{c1::a}",)),
        ("{{c1::}}", ("{{c1::}}",)),
        ("{{c1:a}}", ("{{c1:a}}",)),
        ("{{c0::a}}", ("{{c0::a}}",)),
        ("{{c01::a}}", ("{{c01::a}}",)),
        ("{{c1000::a}}", ("{{c1000::a}}",)),
        ("{{C1::a}}", ("{{C1::a}}",)),
        ("{{x}} {c1::a}", ("{{x}} {c1::a}",)),
        ("{{c1::a {{c2::b}}", ("{{c1::a ", Blank(2, "b"))),
        # of nested blanks, the inner one counts
        ("{{c1::a {{c2::b}} c}}", ("{{c1::a ", Blank(2, "b"), " c}}")),
        ("{{c1::a::{{c2::b}}}}", ("{{c1::a::", Blank(2, "b"), "}}")),
    ],
)
def test_parse_cloze(text: str, parts: tuple[str | Blank, ...]) -> None:
    assert parse_cloze(text) == parts


WORDS = st.text(st.characters(exclude_characters="{}:\\`"), min_size=1)
BLANKS = st.builds(Blank, st.integers(1, 999), WORDS, st.none() | WORDS.map(str.strip).filter(bool))


def written(blank: Blank) -> str:
    hint = f"::{blank.hint}" if blank.hint else ""
    return f"{{{{c{blank.number}::{blank.answer}{hint}}}}}"


@given(st.lists(WORDS | BLANKS))
def test_blanks_that_are_written_are_parsed(parts: list[str | Blank]) -> None:
    read = parse_cloze("".join(written(p) if isinstance(p, Blank) else p for p in parts))
    assert [p for p in read if isinstance(p, Blank)] == [p for p in parts if isinstance(p, Blank)]
    assert "".join(part.answer if isinstance(part, Blank) else part for part in read) == "".join(
        part.answer if isinstance(part, Blank) else part for part in parts
    )


PRINTABLE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("{}:`\\ c1"),
    min_size=1,
).filter(str.strip)


@given(PRINTABLE, PRINTABLE)
def test_escaped_words_are_one_blank(words: str, hint: str) -> None:
    """A backslash before every punctuation mark works, whatever the words are."""
    typed, hinted = (re.sub(f"([{re.escape(punctuation)}])", r"\\\1", t) for t in (words, hint))
    (blank,) = parse_cloze(f"{{{{c1::{typed}::{hinted}}}}}")
    assert isinstance(blank, Blank)
    assert plain(blank.answer) == words.strip()
    assert plain(blank.hint or "") == hint.strip()


@given(st.text("{}c12:: a\n\\`"))
@example("{{c1::{{c1::a}}}}")
@example("{{c1::a}}}}")
@example("{{c1::{a}}}}")
def test_the_parts_of_a_cloze_are_its_whole_text(text: str) -> None:
    rest = text
    for part in parse_cloze(text):
        if isinstance(part, Blank):
            opening = re.match(r"\{\{c(\d+)::", rest)
            assert opening is not None
            assert int(opening[1]) == part.number
            rest = rest[opening.end() :]
            assert rest.startswith(part.answer)
            rest = rest[len(part.answer) :]
            hint = re.escape(part.hint or "")
            ending = re.match(rf"(?:::\s*{hint}\s*)?\}}\}}", rest)
            assert ending is not None
            rest = rest[ending.end() :]
        else:
            assert rest.startswith(part)
            rest = rest[len(part) :]
    assert rest == ""


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{c1::3. Mai}} 1971", "3. Mai 1971"),
        ("On\n\n{{c1::3. Mai}} 1971 it rained.", "On\n3. Mai 1971 it rained."),
        ("{{c1::3}}. Mai 1971\nit rained.", "3. Mai 1971 it rained."),
        ("- {{c1::+ 6}} by day\n- {{c2::- 5}} by night", "- + 6 by day\n- - 5 by night"),
        ("- {{c1::salt}}\n- tar", "- salt\n- tar"),
    ],
)
def test_a_blank_never_starts_a_list(text: str, filled: str) -> None:
    assert plain(Fill(parse_cloze(text)).text) == filled
