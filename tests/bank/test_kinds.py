"""Each question type: what its YAML becomes, and what is said where it is written wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
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
from studykit.check import Checked
from studykit.diagnostics import Report
from studykit.source.course import CourseFile
from studykit.source.text import Place
from studykit.yamlfile import YamlFile

from ..conftest import printed

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
    """The one question of a bank, which is well formed."""
    report = Report()
    file = YamlFile("bank.yaml", BANK + indent(dedent(yaml), "  "))
    file.parse(report)
    bank = load_bank(file, report)
    assert report.diagnostics == []
    assert bank is not None
    (entry,) = bank.entries
    return entry


def lowered(yaml: str) -> Exercise:
    """The neutral form of a question, with a passage if it does not bring its own."""
    if "passages:" not in yaml:
        yaml = dedent(yaml) + f"  passages: [{{quote: {QUOTE}}}]\n"
    entry = loaded(yaml)
    return entry.question.lower(entry.bank.header.defaults, EVIDENCE, COURSE)


def exercise(type: str, prompt: str, response: Response) -> Exercise:
    """What comes of a question that leaves all to its bank."""
    return Exercise(
        id="noise",
        type=type,
        prompt=prompt,
        response=response,
        explanation=None,
        evidence=EVIDENCE,
        tags=("lighthouse", "part-1"),
        level="remember",
        lang="en-GB",
    )


# What all types share.


def test_a_question_says_otherwise_than_its_bank_and_adds_its_tags() -> None:
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


def test_a_passage_says_what_it_says() -> None:
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


# Each type.


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
def test_one_spelling_stands_for_a_list_of_one(accept: str, spellings: tuple[str, ...]) -> None:
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
        Discuss(("Who is meant.", "What it costs."), ("Who would?",), 20, "closing"),
    )


def test_a_discussion_is_no_card_and_of_the_core_unless_its_bank_says_so() -> None:
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


def test_two_pairs_may_share_what_is_matched() -> None:
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


def test_who_said_it_shows_no_passage_that_is_nobodys_turn() -> None:
    """It would name the one who is asked for."""
    entry = loaded(f"""\
        - id: noise
          type: who_said_it
          prompt: Who heard it?
          key: Ida Marlow
          distractors: [The reporter]
          passages: [{{quote: {QUOTE}}}]
    """)
    nowhere = (Evidence(QUOTE, "lighthouse", Place("introduction", paragraph=1)),)
    made = entry.question.lower(entry.bank.header.defaults, nowhere, COURSE)
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
    return entry.question.lower(entry.bank.header.defaults, TWO, COURSE)


def test_compare_asks_which_source_says_it() -> None:
    """The options are the sources' short names, or titles, in the order of the course file."""
    made = compared("says: lighthouse")
    options = Option("The Shutter", True), Option("\\*Quist\\*", False)
    assert made.response == Choose(options, fixed=True)
    assert made.stimulus == ()


def test_compare_asks_what_differs_and_shows_both_passages() -> None:
    made = compared("differs: Only one has a shutter.")
    assert made.response == Recall("Only one has a shutter.")
    assert made.stimulus == TWO


def test_a_question_remembers_its_former_ids() -> None:
    yaml = "- id: noise\n  type: basic\n  prompt: a\n  answer: b\n  formerly: shutter\n"
    assert lowered(yaml).formerly == ("shutter",)


@pytest.mark.parametrize("stage", ["opening", "closing"])
def test_a_discussion_may_open_or_close_without_evidence(stage: str) -> None:
    entry = loaded(f"""\
        - id: noise
          type: discussion
          prompt: What do you keep that is of no use?
          look_for: Anything.
          stage: {stage}
    """)
    assert entry.question.passages == ()


# What rules look at.


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
def test_the_answers_of_a_type_are_what_learners_must_find(
    yaml: str, answers: dict[str, str]
) -> None:
    entry = loaded(f"- {{id: x, passages: [{{quote: q}}], {yaml[1:]}\n")
    found = {".".join(map(str, path)): text for path, text in entry.question.answers()}
    assert found == answers


def test_the_texts_of_a_question_are_all_its_markdown_with_key_paths() -> None:
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


# Mistakes.

PQ = f"passages: [{{quote: {QUOTE}}}]"


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        pytest.param(
            """\
            - id: noise
              type: basic
              question: What did she hear?
              answers: [A shutter.]
            """,
            """\
            4:5: error[missing-key]: `answer` is missing
              4 |   - id: noise
                |     ^^^^^^^^^

            4:5: error[missing-key]: `prompt` is missing
              4 |   - id: noise
                |     ^^^^^^^^^

            6:5: error[unknown-key]: unknown key `question`
              6 |     question: What did she hear?
                |     ^^^^^^^^
              help: the words of a question are its `prompt`

            7:5: error[unknown-key]: unknown key `answers`
              7 |     answers: [A shutter.]
                |     ^^^^^^^
              help: write `answer`, and other spellings under `accept`
            """,
            id="basic: other words for its keys",
        ),
        pytest.param(
            """\
            - id: steps
              type: numeric
              prompt: How many steps?
              answer: many
              passages: [{quote: a}]
            - id: range
              type: numeric
              prompt: How many steps?
              answer: 147
              range: [150, 160]
              passages: [{quote: a}]
            - id: both
              type: numeric
              prompt: How many steps?
              answer: 147
              tolerance: 3
              range: [140, 150]
              passages: [{quote: a}]
            """,
            """\
            7:13: error[bad-value]: `answer` must be a number, like 147, 0.5 or 1/30
              7 |     answer: many
                |             ^^^^

            9:5: error[bad-value]: this must have its `answer` within its `range`
              9 |   - id: range
                |     ^^^^^^^^^

            15:5: error[bad-value]: this takes `tolerance` or `range`, not both
              15 |   - id: both
                 |     ^^^^^^^^
            """,
            id="numeric: no number, not in its range",
        ),
        pytest.param(
            """\
            - id: noise
              type: compare
              prompt: Which says so?
              says: lighthouse
              differs: All.
            """,
            """\
            9:15: error[bad-value]: `passages` must have at least 2 entries
              9 |     passages: [{quote: a shutter was banging up here in the wind}]
                |               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            """,
            id="compare: one passage",
        ),
        pytest.param(
            """\
            - id: noise
              type: compare
              prompt: Which says so?
              says: lighthouse
              differs: All.
              passages: [{quote: a}, {quote: b}]
            """,
            """\
            4:5: error[bad-value]: this needs either `says`, the source that says it, or `differs`, what differs
              4 |   - id: noise
                |     ^^^^^^^^^
            """,
            id="compare: two things asked",
        ),
        pytest.param(
            """\
            - id: noise
              type: cloze
              text: {{c1::a shutter}}
            """,
            """\
            6:12: error[yaml-syntax]: a key must be plain text
              6 |     text: {{c1::a shutter}}
                |            ^
              help: quote a text that begins with { or [
            """,
            id="cloze: no quotation marks",
        ),
        pytest.param(
            """\
            - id: noise
              type: cloze
              text: a shutter was banging up here
            """,
            """\
            6:11: error[cloze-deletion]: the cloze leaves nothing out
              6 |     text: a shutter was banging up here
                |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              help: put what is to be left out into {{c1::…}}
            """,
            id="cloze: no deletion",
        ),
        pytest.param(
            """\
            - id: noise
              type: cloze
              text: "{{c1::a shutter}} was {{c2:banging}} up here"
            """,
            """\
            6:34: error[cloze-deletion]: a deletion begins with `{{c2:` but is not complete
              6 |     text: "{{c1::a shutter}} was {{c2:banging}} up here"
                |                                  ^^^^^
              help: a deletion is {{c1::words}} or {{c1::words::hint}}; one cannot hold another
            """,
            id="cloze: one colon",
        ),
        pytest.param(
            """\
            - id: noise
              type: cloze
              text: "a {{c1::::what?}} was banging"
            """,
            """\
            6:11: error[cloze-deletion]: a deletion leaves out nothing
              6 |     text: "a {{c1::::what?}} was banging"
                |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
            """,
            id="cloze: a hint alone",
        ),
        pytest.param(
            """\
            - id: noise
              type: multiple_choice
              prompt: What did she hear?
              answer: A shutter.
              options: [A dog., A pigeon.]
            """,
            """\
            4:5: error[missing-key]: `distractors` is missing
              4 |   - id: noise
                |     ^^^^^^^^^

            4:5: error[missing-key]: `key` is missing
              4 |   - id: noise
                |     ^^^^^^^^^

            7:5: error[unknown-key]: unknown key `answer`
              7 |     answer: A shutter.
                |     ^^^^^^
              help: known keys are id, type, explanation, passages, tags, level, lang, formerly, allow, prompt, key, distractors

            8:5: error[unknown-key]: unknown key `options`
              8 |     options: [A dog., A pigeon.]
                |     ^^^^^^^
              help: write the right option as `key`, the others as `distractors`
            """,
            id="multiple choice: other words for its keys",
        ),
        pytest.param(
            """\
            - id: noise
              type: multiple_choice
              prompt: Was there a noise?
              key: true
              distractors: [false, {txt: Maybe.}]
            """,
            """\
            7:10: error[bad-value]: `key` must be text, not `true`
              7 |     key: true
                |          ^^^^
              help: to mean the word, write "true"

            8:19: error[bad-value]: `distractors` must be text, not `false`
              8 |     distractors: [false, {txt: Maybe.}]
                |                   ^^^^^
              help: to mean the word, write "false"

            8:26: error[missing-key]: `text` is missing
              8 |     distractors: [false, {txt: Maybe.}]
                |                          ^^^^^^^^^^^^^

            8:27: error[unknown-key]: unknown key `txt`
              8 |     distractors: [false, {txt: Maybe.}]
                |                           ^^^
              help: did you mean `text`?
            """,
            id="multiple choice: options that are no texts",
        ),
        pytest.param(
            """\
            - id: noise
              type: true_false
              prompt: A shutter was banging.
              answer: yes
            """,
            """\
            7:13: error[bad-value]: `answer` must be true or false, not the text “yes”
              7 |     answer: yes
                |             ^^^
            """,
            id="true or false: yes",
        ),
        pytest.param(
            """\
            - id: noise
              type: true_false
              prompt: A shutter was banging.
              answer: "true"
            """,
            """\
            7:13: error[bad-value]: `answer` must be true or false, not the text “true”
              7 |     answer: "true"
                |             ^^^^^^
            """,
            id="true or false: as a text",
        ),
        pytest.param(
            """\
            - id: noise
              type: short_answer
              prompt: What did she hear?
              answer: [a shutter, shutter]
            """,
            """\
            7:13: error[bad-value]: `answer` must be text, not a list
              7 |     answer: [a shutter, shutter]
                |             ^^^^^^^^^^^^^^^^^^^^
            """,
            id="short answer: several",
        ),
        pytest.param(
            """\
            - id: noise
              type: discussion
              prompt: Should somebody see to that?
              minutes: half an hour
              stage: end
            """,
            """\
            4:5: error[missing-key]: `look_for` is missing
              4 |   - id: noise
                |     ^^^^^^^^^

            7:14: error[bad-value]: `minutes` must be a whole number, not the text “half an hour”
              7 |     minutes: half an hour
                |              ^^^^^^^^^^^^

            8:12: error[bad-value]: `stage` must be 'opening', 'core' or 'closing', not the text “end”
              8 |     stage: end
                |            ^^^
            """,
            id="discussion: times",
        ),
        pytest.param(
            """\
            - id: noise
              type: discussion
              prompt: Should somebody see to that?
              look_for: ""
              follow_ups: []
            """,
            """\
            7:15: error[bad-value]: `look_for` must not be empty
              7 |     look_for: ""
                |               ^^
            """,
            id="discussion: nothing to look for",
        ),
    ],
)
def test_mistakes_are_told_in_plain_words_where_they_stand(
    yaml: str, expected: str, checked: Callable[..., Checked]
) -> None:
    passages = "" if "passages:" in yaml else f"  passages: [{{quote: {QUOTE}}}]\n"
    shown = printed(checked(dedent(yaml) + passages))
    findings = [f"questions/bank.yaml:{text}" for text in dedent(expected).strip().split("\n\n")]
    assert [text for text in shown.split("\n\n")[:-1] if " error[" in text] == findings


def test_a_core_discussion_wants_evidence(checked: Callable[..., Checked]) -> None:
    shown = printed(checked("- {id: a, type: discussion, prompt: Why?, look_for: Reasons.}\n"))
    assert shown.split("\n\n")[0] == (
        "questions/bank.yaml:4:5: error[bad-value]:"
        " this needs `passages`: only opening and closing questions may do without\n"
        "  4 |   - {id: a, type: discussion, prompt: Why?, look_for: Reasons.}\n"
        "    |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
    )


# The notation of cloze deletions.


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("no deletion", ("no deletion",)),
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
        # what is inside
        ("{{c1:: a }}", (Blank(1, " a "),)),
        ("{{c1::one\ntwo}}", (Blank(1, "one\ntwo"),)),
        ("{{c1::a}b}}", (Blank(1, "a}b"),)),
        ("{{c1::*a*}}", (Blank(1, "*a*"),)),
        # what is no complete deletion stays as it is
        ("{{c1::a", ("{{c1::a",)),
        ("{{c1::a}", ("{{c1::a}",)),
        ("{{c1::}}", ("{{c1::}}",)),
        ("{{c1:a}}", ("{{c1:a}}",)),
        ("{{c0::a}}", ("{{c0::a}}",)),
        ("{{c01::a}}", ("{{c01::a}}",)),
        ("{{c1000::a}}", ("{{c1000::a}}",)),
        ("{{C1::a}}", ("{{C1::a}}",)),
        ("{{x}} {c1::a}", ("{{x}} {c1::a}",)),
        ("{{c1::a {{c2::b}}", ("{{c1::a ", Blank(2, "b"))),
        # of one in another the inner one counts
        ("{{c1::a {{c2::b}} c}}", ("{{c1::a ", Blank(2, "b"), " c}}")),
        ("{{c1::a::{{c2::b}}}}", ("{{c1::a::", Blank(2, "b"), "}}")),
    ],
)
def test_deletions(text: str, parts: tuple[str | Blank, ...]) -> None:
    assert parse_cloze(text) == parts


WORDS = st.text(st.characters(exclude_characters="{}:"), min_size=1)
BLANKS = st.builds(Blank, st.integers(1, 999), WORDS, st.none() | WORDS.map(str.strip).filter(bool))


@given(st.lists(WORDS | BLANKS))
def test_what_is_written_as_deletions_is_read_as_such(parts: list[str | Blank]) -> None:
    text = ""
    for part in parts:
        if isinstance(part, Blank):
            hint = f"::{part.hint}" if part.hint else ""
            text += f"{{{{c{part.number}::{part.answer}{hint}}}}}"
        else:
            text += part
    read = parse_cloze(text)
    assert [p for p in read if isinstance(p, Blank)] == [p for p in parts if isinstance(p, Blank)]
    filled = "".join(part.answer if isinstance(part, Blank) else part for part in parts)
    assert Fill(read).text == filled


@given(st.text("{}c12:: a\n"))
@example("{{c1::{{c1::a}}}}")
@example("{{c1::a}}}}")
def test_the_parts_are_the_whole_text_without_the_marks(text: str) -> None:
    rest = text
    for part in parse_cloze(text):
        if isinstance(part, Blank):
            deletion = re.match(r"\{\{c(\d+)::(.*?)\}\}", rest, re.DOTALL)
            assert deletion is not None
            assert int(deletion[1]) == part.number
            assert deletion[2].partition("::")[0] == part.answer
            assert "{{c1::" not in part.answer
            rest = rest[deletion.end() :]
        else:
            assert rest.startswith(part)
            rest = rest[len(part) :]
    assert rest == ""
