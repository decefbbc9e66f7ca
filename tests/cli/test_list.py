"""`studykit list`: one question on each line, also in narrow terminals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..command import Run
from ..conftest import MakeCourse

QUESTIONS = """\
- id: noise
  type: basic
  prompt: What did Marlow hear?
  answer: A shutter.
  level: remember
  tags: [lamp]
  passages: [{quote: a shutter was banging up here in the wind}]
- id: why-saturdays
  type: multiple_choice
  prompt: Why does Ida Marlow, after nine years in the tower, have the lamp lit on Saturdays only?
  key: The helpers stopped coming.
  distractors: [The money ran out.]
  level: understand
  passages:
    - quote: Now we light the lamp on Saturdays only
    - quote: The rest is brass.
- id: useless
  type: discussion
  prompt: 灯台は何のためにありますか。灯台は何のためにありますか。灯台は何のためにありますか。灯台は何のためにありますか。
  look_for: A thing.
  stage: opening
"""


@pytest.fixture(autouse=True)
def _course(make_course: MakeCourse) -> None:
    make_course(QUESTIONS)


def test_in_a_pipe_each_question_is_one_line(run: Run) -> None:
    ran = run("list")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "noise          basic            remember    Part 1, A1     What did Marlow hear?\n"
        "why-saturdays  multiple_choice  understand  Part 2, A1 +1"
        "  Why does Ida Marlow, after nine years in the tower, have…\n"
        "useless        discussion       -           -"
        "              灯台は何のためにありますか。灯台は何のためにありますか。灯…\n"
        "3 questions\n"
    )
    assert "\t" not in ran.out
    assert "\x1b" not in ran.out


def test_at_eighty_columns_the_prompt_is_on_its_own_line(run: Run) -> None:
    ran = run("list", COLUMNS="80")
    assert ran.out == (
        "noise          basic            remember    Part 1, A1\n"
        "  What did Marlow hear?\n"
        "why-saturdays  multiple_choice  understand  Part 2, A1 +1\n"
        "  Why does Ida Marlow, after nine years in the tower, have the lamp lit on…\n"
        "useless        discussion       -           -\n"
        "  灯台は何のためにありますか。灯台は何のためにありますか。灯台は何のためにあり…\n"
        "3 questions\n"
    )


def test_at_forty_columns_the_other_columns_are_on_their_own_line(run: Run) -> None:
    ran = run("list", COLUMNS="40")
    assert ran.out == (
        "noise\n"
        "  basic, remember, Part 1, A1\n"
        "  What did Marlow hear?\n"
        "why-saturdays\n"
        "  multiple_choice, understand, Part 2…\n"
        "  Why does Ida Marlow, after nine years…\n"
        "useless\n"
        "  discussion, -, -\n"
        "  灯台は何のためにありますか。灯台は何…\n"
        "3 questions\n"
    )


def test_values_of_an_option_are_alternatives_and_options_combine(run: Run) -> None:
    assert run(
        "list", "--type", "basic", "--type", "multiple_choice", "--section", "part-2"
    ).out == (
        "why-saturdays  multiple_choice  understand  Part 2, A1 +1"
        "  Why does Ida Marlow, after nine years in the tower, have…\n"
        "1 of 3 questions\n"
    )
    assert run("list", "--tag", "lamp", "--level", "understand").out == "0 of 3 questions\n"
    assert [line.split()[0] for line in run("list", "--speaker", "marlow").out.splitlines()] == [
        "noise", "why-saturdays", "2",
    ]  # fmt: skip
    assert run("list", "--bank", "bank", "--source", "lighthouse", "--level", "remember").out == (
        "noise  basic  remember  Part 1, A1  What did Marlow hear?\n1 of 3 questions\n"
    )


def test_json_is_one_object(run: Run) -> None:
    assert json.loads(run("list", "--type", "basic", "--json").out) == {
        "questions": [
            {
                "id": "noise",
                "type": "basic",
                "level": "remember",
                "tags": ["lamp"],
                "bank": "bank",
                "file": str(Path("questions/bank.yaml")),
                "line": 4,
                "words": "What did Marlow hear?",
                "passages": [
                    {
                        "source": "lighthouse",
                        "section": "part-1",
                        "turn": "A1",
                        "speaker": "marlow",
                        "paragraph": 1,
                    }
                ],
            }
        ],
        "count": 1,
        "total": 3,
    }


def test_without_the_text_places_come_from_the_pins(run: Run) -> None:
    with_text = run("list").out
    run("pin")
    Path("questions/texts/lighthouse.md").unlink()
    assert run("list").out == with_text
    assert run("list", "--section", "part-2").out.endswith("\n1 of 3 questions\n")


def test_a_course_with_errors_lists_what_was_loaded(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTIONS.replace("type: multiple_choice", "type: multi"))
    ran = run("list")
    assert ran.code == 0
    assert [line.split()[0] for line in ran.out.splitlines()] == ["noise", "useless", "2"]
    assert ran.err == "studykit: 1 question skipped; `studykit check` says why\n"


def test_a_quote_that_was_not_found_has_no_place(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTIONS.replace("a shutter was banging", "two shutters were banging"))
    assert run("list", "--type", "basic").out == (
        "noise  basic  remember  -  What did Marlow hear?\n1 of 3 questions\n"
    )


def test_an_unknown_name_is_an_error(run: Run) -> None:
    ran = run("list", "--type", "basics")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "studykit: unknown question type `basics`; did you mean `basic`?\n"


def test_without_a_usable_course_file_the_findings_are_printed(run: Run) -> None:
    Path("questions/course.yaml").write_text("id: [", encoding="utf-8")
    ran = run("list")
    assert ran.code == 1
    assert "error[yaml-syntax]" in ran.out
