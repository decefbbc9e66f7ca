"""Edits of banks: only the passages change, and comments and layout stay."""

from __future__ import annotations

import pytest

from studykit.diagnostics import Report, StudykitError
from studykit.importing.evidence import PassageData
from studykit.importing.review import confirmed, with_card, without_question
from studykit.yamlfile import YamlFile

BANK = """\
# A comment at the top.
id: bank
title: Bank   # and one beside a key
questions:
  # before the first
  - id: noise
    type: basic
    prompt: What was heard?
    answer: A shutter   # or a door
    passages:
      # the sentence on the walk
      - quote: a shutter was banging   # good
        proposed: true   # by the import
      - quote: >-
          I meant
          the shutter.
        proposed: true
        section: part-1
      - {quote: "A noise.", proposed: true}

  # before the second
  - id: winders
    type: basic
    prompt: How many winders?
    answer: fourteen
    passages:
      - quote: fourteen winders
        proposed: true
# at the end
"""


def read(text: str) -> YamlFile:
    report = Report()
    file = YamlFile("bank.yaml", text)
    file.parse(report)
    assert report.diagnostics == []
    return file


def passages(text: str, *chosen: int | PassageData, question: int = 0) -> str:
    """Return the lines of the first question from `passages:` on after a confirmation."""
    edited = confirmed(read(text), ("questions", question), chosen)
    before, _, after = text.partition("    passages:")
    if question == 0:
        assert edited.startswith(before)
        end = edited.find("  # before the second")
        if end >= 0:
            assert edited[end:] == text[text.find("  # before the second") :]
        return edited[len(before) : end if end >= 0 else None]
    assert after
    return edited


@pytest.mark.parametrize(
    ("chosen", "lines"),
    [
        (
            [0],
            """\
    passages:
      # the sentence on the walk
      - quote: a shutter was banging   # good

""",
        ),
        (
            [1],
            """\
    passages:
      # the sentence on the walk
      - quote: >-
          I meant
          the shutter.
        section: part-1

""",
        ),
        (
            [0, 1],
            """\
    passages:
      # the sentence on the walk
      - quote: a shutter was banging   # good
      - quote: >-
          I meant
          the shutter.
        section: part-1

""",
        ),
        (
            [{"source": "a", "quote": "Her words: none"}],
            """\
    passages:
      # the sentence on the walk
      - source: a
        quote: "Her words: none"

""",
        ),
    ],
    ids=["the first", "one in the middle", "two", "another"],
)
def test_the_chosen_passages_are_kept(chosen: list[int | PassageData], lines: str) -> None:
    assert passages(BANK, *chosen) == lines


def test_the_last_question_of_a_file() -> None:
    edited = passages(BANK, 0, question=1)
    assert edited == BANK.replace(
        "fourteen winders\n        proposed: true\n", "fourteen winders\n"
    )


def test_a_file_without_a_line_end() -> None:
    text = BANK.removesuffix("\n# at the end\n")
    assert passages(text, {"quote": "none"}, question=1).endswith(
        "passages:\n      - quote: none\n"
    )


def test_a_file_with_windows_line_ends() -> None:
    text = BANK.replace("\n", "\r\n")
    expected = confirmed(read(BANK), ("questions", 0), [0, {"quote": "none"}])
    assert confirmed(read(text), ("questions", 0), [0, {"quote": "none"}]) == (
        expected.replace("\n", "\r\n")
    )


@pytest.mark.parametrize(
    "layout",
    [
        "    passages: [{quote: one, proposed: true}, {quote: two, proposed: true}]\n",
        "    passages:\n    - proposed: true\n      quote: one\n    - quote: two\n      proposed: true\n",
        "    passages:\n      - {quote: one, proposed: true}\n      - {quote: two, proposed: true}\n",
        "    passages: [\n      {quote: one, proposed: true},\n      {quote: two}]\n",
        "    passages:\n      -\n        quote: one\n        proposed: true\n      - quote: two\n",
    ],
)
@pytest.mark.parametrize("rest", ["", "    level: remember\n"])
def test_other_layouts_are_rewritten(layout: str, rest: str) -> None:
    """What cannot be edited by lines gets new lines; the rest of the file stays."""
    before = "id: bank\ntitle: Bank\nquestions:\n  - id: noise\n    type: basic\n"
    edited = confirmed(read(before + layout + rest), ("questions", 0), [0])
    assert edited.startswith(before)
    assert edited.endswith(rest)
    (question,) = read(edited).data["questions"]  # type: ignore[index, call-overload]
    assert question["passages"] == [{"quote": "one"}]


def test_a_layout_that_cannot_be_edited() -> None:
    """A passage that an alias repeats cannot be changed in one place."""
    text = (
        "id: bank\ntitle: Bank\nquestions:\n  - &q\n    id: noise\n    type: basic\n"
        "    passages: [{quote: one, proposed: true}]\n  - *q\n"
    )
    with pytest.raises(StudykitError) as error:
        confirmed(read(text), ("questions", 1), [0])
    assert str(error.value) == ("the passages in bank.yaml:7 cannot be edited here; edit the file")


def test_a_question_is_removed() -> None:
    edited = without_question(read(BANK), ("questions", 0))
    start = BANK.index("  - id: noise")
    assert edited == BANK[:start] + BANK[BANK.index("  # before the second") :]
    assert (
        without_question(read(edited), ("questions", 0))
        == edited[: edited.index("questions:")] + "questions: []\n# at the end\n"
    )


def test_a_card_is_added_to_those_without_evidence() -> None:
    text = "# mine\ncards:\n  - reason: none   # why?\n    question: {id: a}\n"
    assert with_card(text, {"reason": "rejected", "question": {"id": "b"}}) == (
        f"{text}\n  - reason: rejected\n    question:\n      id: b\n"
    )
    assert with_card("cards: [{reason: none}]\n", {"reason": "rejected"}) is None
    assert with_card("other: 1\n", {"reason": "rejected"}) is None
