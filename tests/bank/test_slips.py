"""Nothing hides behind another mistake: one check shows every slip and every false quote."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import chain

import pytest

from studykit.bank.evidence import pinned
from studykit.check import Checked, check
from studykit.source.pins import LOCK_FILE

from ..conftest import COURSE, RULES_RAN, MakeCourse, pointed

HEAD = "id: bank\ntitle: Bank\nquestions:\n"

SLIPS: dict[str, tuple[str, list[str]]] = {
    "a colon in a value": (
        """\
  - id: colon
    type: basic
    prompt: Which words: hers or his?
    answer: Hers.
    passages:
      - quote: That took twelve months and three attempts
""",
        ["yaml-syntax", "quote-near"],
    ),
    "a cloze without quotation marks": (
        """\
  - id: cloze
    type: cloze
    text: {{c1::a shutter}} was banging up here in the wind
    passages:
      - quote: a shutter was banging up here in the wind
""",
        ["yaml-syntax"],
    ),
    "a key of another program": (
        """\
  - id: other-key
    type: short_answer
    prompt: How many winders are there?
    correct_answer: fourteen
    passages:
      - quote: Bees make honey from clover
""",
        ["missing-key", "unknown-key", "quote-absent"],
    ),
    "a key that is indented too little": (
        """\
  - id: indented
    type: basic
   prompt: What does she light?
    answer: The lamp.
    passages:
      - quote: Now we light the lamp on Saturdays only
""",
        ["yaml-syntax"],
    ),
    "tabs": (
        """\
  - id: tabs
\ttype: basic
\tprompt: Who asks about ships?
\tanswer: The reporter.
\tpassages:
\t\t- quote: Does any ship still need you?
\t\t  speaker: Ida Marlow
""",
        ["yaml-syntax", "quote-misattributed"],
    ),
    "a missing dash": (
        """\
    id: no-dash
    type: basic
    prompt: What is the rest?
    answer: Brass.
    passages:
      - quote: The rest is bronze
""",
        ["yaml-syntax", "quote-near"],
    ),
    "curly quotation marks": (
        """\
  - id: curly
    type: basic
    prompt: “One hour: what does she do?”
    answer: “She takes it.”
    passages:
      - quote: he steered by us for an hour
""",
        ["yaml-syntax"],
    ),
    "an unknown type": (
        """\
  - id: unknown-type
    type: open_question
    prompt: What is fair?
    answer: The question.
    passages:
      - quote: It’s an unfair question
""",
        ["unknown-type", "quote-near"],
    ),
    "an unknown level": (
        """\
  - id: level
    type: basic
    prompt: What is a car park?
    answer: A town that keeps only what it needs.
    level: medium
    passages: [{quote: a town that keeps everything it needs is a car park}]
""",
        ["bad-value", "quote-near"],
    ),
    "a misspelled speaker": (
        """\
  - id: speaker
    type: basic
    prompt: What takes 212 turns?
    answer: Bringing the weight up.
    passages:
      - quote: It takes 221 turns to bring the weight up
        speaker: Ida Marlowe
""",
        ["unknown-person", "quote-near"],
    ),
    "an id that is used twice": (
        """\
  - id: level
    type: basic
    prompt: What may the reporter carry?
    answer: The flask.
    level: easy
    passages:
      - quote: You may carry the flask.
""",
        ["bad-value", "duplicate-question"],
    ),
    "a quotation mark that is not closed": (
        """\
  - id: unclosed
    type: basic
    prompt: "What did she find?
    answer: Pigeons.
    passages:
      - quote: "We carried down 40–50 baskets of what pigeons leave behind."
""",
        ["yaml-syntax", "quote-near"],
    ),
    "no slip": (
        """\
  - id: fine
    type: basic
    prompt: What did Ida Marlow blame the board for?
    answer: Everything.
    passages:
      - quote: and blamed the board for everything
""",
        [],
    ),
}
"""Questions, each with a slip and the codes of its findings; many quotes are false."""


def orders() -> list[list[str]]:
    names = list(SLIPS)
    shuffled = [random.Random(seed).sample(names, len(names)) for seed in range(6)]
    return [names, names[::-1], names[5:] + names[:5], *shuffled]


def found(checked: Checked, order: list[str]) -> dict[str, list[str]]:
    """The codes of the findings by question; the second of two equal ids has the finding on it."""
    ends = []
    line = HEAD.count("\n")
    for name in order:
        line += SLIPS[name][0].count("\n")
        ends.append(line)
    codes: dict[str, list[str]] = {name: [] for name in order}
    for d in checked.report.diagnostics:
        name = next(name for name, end in zip(order, ends, strict=True) if d.span.line <= end)
        codes[name].append(d.code)
    return codes


@pytest.mark.parametrize("order", orders())
def test_one_check_shows_every_slip_and_every_false_quote(
    order: list[str], checked: Callable[..., Checked]
) -> None:
    made = checked(bank=HEAD + "".join(SLIPS[name][0] for name in order))
    expected = {name: sorted(codes) for name, (_, codes) in SLIPS.items()}
    if order.index("an unknown level") > order.index("an id that is used twice"):
        expected["an id that is used twice"].remove("duplicate-question")
        expected["an unknown level"] = sorted([*expected["an unknown level"], "duplicate-question"])
    codes = {name: sorted(codes) for name, codes in found(made, order).items()}
    assert codes == {name: expected[name] for name in order}
    assert made.report.done == [
        "13 passages in 1 source: 5 verified against the text (5 exact), 8 failed",
        f"13 questions in 1 bank (11 questions could not be read); {RULES_RAN}",
    ]
    assert made.report.errors == len([*chain(*expected.values())])


# Each mistake by itself


INVENTED = "Bees make honey from clover"
NOT_THERE = f"{INVENTED} | quote-absent: the quote is not in lighthouse, and no passage is similar"


def asked(keys: str) -> str:
    """A question with some keys."""
    return "- id: noise\n" + "".join(f"  {line}\n" for line in keys.splitlines())


BASIC = "type: basic\nprompt: What did Marlow hear?\nanswer: A shutter.\n"


@pytest.mark.parametrize(
    "keys",
    [
        f"type: basic\nprompt: What did Marlow hear?\npassages: [{{quote: {INVENTED}}}]",
        f"{BASIC}hint: none\npassages: [{{quote: {INVENTED}}}]",
        f"{BASIC}level: easy\npassages: [{{quote: {INVENTED}}}]",
        f"{BASIC}tags: [two words]\npassages: [{{quote: {INVENTED}}}]",
        f"{BASIC}allow: {{answer-in-prompt: }}\npassages: [{{quote: {INVENTED}}}]",
        f"{BASIC}passages: [{{quote: {INVENTED}, page: 3}}]",
        f"{BASIC}passages: [{{quote: {INVENTED}, section: Part 1}}]",
        f"{BASIC}passages: [{{quote: {INVENTED}, source: [lighthouse]}}]",
        f"{BASIC}passages: [{{quote: {INVENTED}, prefix: []}}]",
        f"{BASIC}passages: [{{quote: a shutter was banging up here}}, {{quote: {INVENTED}, note: x}}]",
        f"type: [basic]\npassages: [{{quote: {INVENTED}}}]",
        f"type: essay\npassages: [{{quote: {INVENTED}}}]",
        f"prompt: What did Marlow hear?\npassages: [{{quote: {INVENTED}}}]",
    ],
)
def test_a_quote_is_looked_up_whatever_else_is_wrong(
    keys: str, checked: Callable[..., Checked]
) -> None:
    made = checked(asked(keys))
    findings = pointed(made)
    assert NOT_THERE in findings
    assert len(findings) > 1
    assert "1 failed" in made.report.done[0]


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (f"quote: {INVENTED}", "8:12"),
        (f"passage: {{quote: {INVENTED}}}", "8:22"),
        (f"passages: {{quote: {INVENTED}}}", "8:23"),
        (f"passages: {INVENTED}", "8:15"),
        (f"passages: [{INVENTED}]", "8:16"),
        (f"passages: [{{text: {INVENTED}}}]", "8:23"),
        (f"passages: [{{quot: {INVENTED}}}]", "8:23"),
        (f"passages: [{{quote: [{INVENTED}]}}]", "8:25"),
        (f"evidence:\n  - source: lighthouse\n    quote: {INVENTED}", "10:16"),
        (f"source_quote: {INVENTED}", "8:19"),
        (f"pasages: [{{quote: {INVENTED}}}]", "8:23"),
    ],
)
def test_a_quote_is_looked_up_under_other_keys(
    keys: str, place: str, checked: Callable[..., Checked]
) -> None:
    diagnostics = checked(asked(BASIC + keys)).report.diagnostics
    assert [f"{d.span.line}:{d.span.column}" for d in diagnostics if d.code == "quote-absent"] == [
        place
    ]


def test_a_text_that_is_not_evidence_is_not_looked_up(checked: Callable[..., Checked]) -> None:
    keys = f"type: basic\nprompt: {{text: {INVENTED}}}\npassages: [{{quote: For two winters I slept up here}}]"
    findings = pointed(checked(asked(keys)))
    assert [finding for finding in findings if "quote-" in finding] == []


def test_a_quote_that_a_comma_cuts_off_is_looked_up_as_a_whole(
    checked: Callable[..., Checked],
) -> None:
    cut = "{quote: I was walking the dog, and a shutter was lost}"
    assert pointed(checked(asked(f"{BASIC}passages: [{cut}]"))) == [
        "and a shutter was lost | unknown-key: unknown key `and a shutter was lost` | quote a text"
        ' that contains a comma inside { }, as in {quote: "one, two"}',
        "lost | quote-near: the quote is not in lighthouse; the nearest is in Part 1, A1"
        " | lighthouse says: I was walking the dog, and a shutter was banging up here"
        " in the wind, and I thought: somebody should see to that.\n"
        "“lost” should be “banging”",
    ]


def test_merge_keys_are_not_supported(checked: Callable[..., Checked]) -> None:
    questions = asked(
        f"&first\n{BASIC}passages: [{{quote: a shutter was banging up here}}]"
    ).replace("- id: noise\n  &first", "- &first\n  id: noise")
    made = checked(questions + "- <<: *first\n  id: second\n")
    assert pointed(made) == [
        "<< | unknown-key: unknown key `<<` | merge keys are not supported: write the keys themselves"
    ]
    assert made.report.done[0].startswith("1 passage in 1 source: 1 verified")


def test_a_passage_without_a_quote_is_counted(checked: Callable[..., Checked]) -> None:
    keys = f"{BASIC}passages: [{{source: lighthouse}}, {{quote: }}, {{quote: For two winters I slept up here}}]"
    assert checked(asked(keys)).report.done[0] == (
        "3 passages in 1 source: 1 verified against the text (1 exact), 2 could not be looked up"
    )


def test_the_source_of_a_header_with_a_mistake_is_used(
    make_course: MakeCourse, checked: Callable[..., Checked]
) -> None:
    second = "  - {id: letter, kind: news, title: A letter, file: letter.txt}\n"
    bank = f"id: bank\ndefaults: {{source: letter, level: hard}}\nquestions:\n{asked(BASIC)}"
    quote = "The lamp is lit again, as it was before."
    bank += f"  passages: [{{quote: '{quote}'}}]\n"
    made = checked(bank=bank, course=COURSE + second, more={"texts/letter.txt": quote})
    assert [d.code for d in made.report.diagnostics] == ["missing-key", "bad-value"]
    assert made.report.done == [
        "1 passage in 1 source: 1 verified against the text (1 exact)",
        f"1 question in 1 bank; {RULES_RAN}",
    ]


def test_the_id_of_a_bank_is_not_that_of_a_question(checked: Callable[..., Checked]) -> None:
    sound = asked(f"{BASIC}passages: [{{quote: a shutter was banging up here}}]").replace(
        "noise", "bank"
    )
    made = checked(bank=f"quote: For two winters I slept up here\n{HEAD}{sound}")
    assert [d.code for d in made.report.diagnostics] == ["unknown-key"]
    assert made.report.done[0].startswith("2 passages in 1 source: 2 verified")


@pytest.mark.parametrize("key", ["questoins", "Question 1"])
def test_questions_under_an_unknown_key_are_checked(
    key: str, checked: Callable[..., Checked]
) -> None:
    question = asked(f"{BASIC}level: easy\npassages: [{{quote: {INVENTED}}}]")
    made = checked(bank=f"id: bank\ntitle: Bank\n{key}:\n{question}")
    assert [d.code for d in made.report.diagnostics] == [
        "empty-bank",
        "unknown-key",
        "bad-value",
        "quote-absent",
    ]
    assert made.report.done[1].startswith("1 question in 1 bank (1 question could not be read)")


def test_questions_without_a_header_are_checked(checked: Callable[..., Checked]) -> None:
    question = asked(f"{BASIC}level: easy\npassages: [{{quote: {INVENTED}}}]")
    made = checked(bank=question)
    assert [d.code for d in made.report.diagnostics] == ["bad-value", "bad-value", "quote-absent"]
    assert made.report.done[1].startswith("1 question in 1 bank (1 question could not be read)")


def test_former_ids_of_questions_with_mistakes_count(checked: Callable[..., Checked]) -> None:
    sound = asked(f"{BASIC}passages: [{{quote: a shutter was banging up here}}]")
    faulty = sound.replace("noise", "sound").replace("basic", "basics")
    made = checked(sound + faulty + "  formerly: noise\n")
    assert pointed(made) == [
        "basics | unknown-type: unknown question type `basics` | did you mean `basic`?",
        "noise | duplicate-question: the former id `noise` belongs to the question at"
        " questions/bank.yaml:4",
    ]


# Unknown sources, sections and people


TWO = COURSE + "  - {id: radio, kind: news, title: Radio, file: radio.txt}\n"


def with_passage(passage: str) -> str:
    return asked(f"{BASIC}passages: [{{{passage}}}]")


def test_a_quote_of_an_unknown_speaker_is_looked_up(checked: Callable[..., Checked]) -> None:
    assert pointed(checked(with_passage("quote: Somebody has to be here, speaker: Marlowe"))) == [
        "Marlowe | unknown-person: unknown person `Marlowe` | did you mean `Marlow`?\n"
        "the quote is in Part 1, A3 (Ida Marlow) and Part 2, Q1 (The reporter)"
    ]
    assert pointed(checked(with_passage(f"quote: {INVENTED}, speaker: Bob"))) == [
        NOT_THERE,
        "Bob | unknown-person: unknown person `Bob` | add the person to `people` in course.yaml",
    ]


def test_a_quote_of_an_unknown_source_is_looked_up_in_all(
    checked: Callable[..., Checked],
) -> None:
    radio = {"texts/radio.txt": "The lamp is lit."}
    known = with_passage("quote: The lamp is lit, source: the-radio, speaker: Nobody")
    assert pointed(checked(known, course=TWO, more=radio)) == [
        "the-radio | unknown-source: unknown source `the-radio` | the quote is in `radio`",
        "Nobody | unknown-person: unknown person `Nobody` | add the person to `people` in"
        " course.yaml\nthe quote is in radio, Text, paragraph 1",
    ]
    invented = with_passage(f"quote: {INVENTED}, source: the-radio")
    assert pointed(checked(invented, course=TWO, more=radio)) == [
        f"{INVENTED} | quote-absent: the quote is not in any source, and no passage is similar",
        "the-radio | unknown-source: unknown source `the-radio` | did you mean `radio`?",
    ]


def test_without_all_texts_a_quote_of_an_unknown_source_may_not_be_looked_up(
    checked: Callable[..., Checked],
) -> None:
    made = checked(with_passage(f"quote: {INVENTED}, source: the-radio"), course=TWO)
    assert [d.code for d in made.report.diagnostics] == ["unknown-source"]
    assert made.report.done[0] == "1 passage in 0 sources: 1 could not be looked up"


def test_a_pinned_quote_of_an_unknown_speaker_is_looked_up_among_the_pins(
    make_course: MakeCourse,
) -> None:
    folder = make_course(with_passage("quote: a shutter was banging up here"))
    first = check(folder)
    assert first.course is not None
    pinned(first.course, first.verified).write(folder / LOCK_FILE)
    bank = folder / "bank.yaml"
    bank.write_text(bank.read_text().replace("here}", "here, speaker: Marlowe}"))
    (folder / "texts" / "lighthouse.md").unlink()
    assert pointed(check(folder)) == [
        "Marlowe | unknown-person: unknown person `Marlowe` | did you mean `Marlow`?\n"
        "the quote is in Part 1, A1 (Ida Marlow)"
    ]
