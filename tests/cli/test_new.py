"""`studykit new`: a question written in the terminal, through a pipe and in a real terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from studykit.check import check
from studykit.terminal import new_question, passage_choice
from studykit.terminal.asked_keys import ASKED_TYPES, all_keys

from ..command import Ran, run_here
from ..conftest import BANK, COURSE, REPOSITORY, MakeCourse

BANK_FILE = Path("questions/bank.yaml")
WINDING = "The weight has to be wound every four hours"


def enter(*lines: str, options: str = "") -> Ran:
    """Run `studykit new` with some options, and enter some lines."""
    return run_here("new", *options.split(), stdin="".join(f"{line}\n" for line in lines))


def stripped(out: str) -> str:
    """Return lines without white space at their ends, which prompts have."""
    return "".join(f"{line.rstrip()}\n" for line in out.splitlines())


PASSAGE = (WINDING, "1", "", "")
"""Find a phrase, choose it, quote all of it, and go on."""

BASIC = (*PASSAGE, "", "How often must the weight be wound?", "Every four hours.", "", "")
"""All that a basic question needs; the explanation and the other keys are left out."""


def test_a_question_is_added_to_the_bank_and_passes_the_check(make_course: MakeCourse) -> None:
    folder = make_course()
    before = BANK_FILE.read_text(encoding="utf-8")
    ran = enter(*PASSAGE, "", "How often must the weight be wound?", "Every four hours.", "", "w")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("questions/bank.yaml: added how-often-must-the-weight-be\n")
    assert BANK_FILE.read_text(encoding="utf-8") == before + (
        "\n  - id: how-often-must-the-weight-be\n"
        "    type: basic\n"
        "    prompt: How often must the weight be wound?\n"
        "    answer: Every four hours.\n"
        "    passages:\n"
        "      - quote: The weight has to be wound every four hours\n"
        "        section: part-1\n"
        "        speaker: Ida Marlow\n"
    )
    assert check(folder).report.verdict() == "0 errors, 0 warnings"


def test_the_dialogue_as_it_is_seen(make_course: MakeCourse) -> None:
    """Words are searched for, the sentence is shown in its context, and narrowed to a clause."""
    make_course()
    ran = enter("youngest winder", "1", "", "", "2", options="--type true_false")
    assert ran.code == 1
    assert stripped(ran.out).startswith("""\
words to search the texts for, or a phrase from them:
 1  Our youngest winder is twelve.
    The Shutter and the Light · Part 2, A3 · Ida Marlow
""")
    ran = enter("weight wound", "2", "2-3", "", options="--type true_false")
    assert """\
number to choose, m more, other words to search, Enter back, q quit:

    Because a motor asks nothing of anybody. *The weight has to be wound every
    four hours, so whoever winds it stays, and whoever stays looks at the sea.*
    Somebody has to be here. The rest is brass.
 1  The weight has to be wound every four hours,
 2  so whoever winds it stays,
 3  and whoever stays looks at the sea.
Enter for “The weight has to be wound … at the sea.”, 1 or 1-2 for clauses, other words from above, / search again:
another passage: words to search for, or Enter to go on:
Type ? for help on what is asked.
statement:
Nothing was written.
What you have entered:
  - type: true_false
    passages:
      - quote: so whoever winds it stays, and whoever stays looks at the sea.
        section: part-1
        speaker: Ida Marlow
""" in stripped(ran.out)


def test_comments_and_layout_of_the_bank_are_kept(make_course: MakeCourse) -> None:
    question = (
        "- id: noise   # keep me\n  type: basic\n  prompt: 'What did Marlow hear?'\n"
        "  answer: A shutter.\n  passages: [{quote: a shutter was banging up here in the wind}]\n"
    )
    bank = (
        f"# a bank\n\nid: bank\ntitle: Bank\nquestions:\n{question}\n"
        f"{question.replace('noise', 'again')}# the end\n"
    )
    make_course(bank=bank)
    ran = enter(*PASSAGE, "", "How often must the weight be wound?", "Every four hours.", "", "w")
    assert ran.code == 0
    after = BANK_FILE.read_text(encoding="utf-8")
    added = "\n- id: how-often-must-the-weight-be\n  type: basic\n"
    before, _, rest = after.partition(added)
    assert rest.endswith("    speaker: Ida Marlow\n# the end\n")
    assert before == bank.removesuffix("# the end\n")


@pytest.mark.parametrize(
    ("type", "lines", "keys"),
    [
        (
            "cloze",
            ["{{c1::The weight}} has to be wound every four hours", "", ""],
            "    text: \"{{c1::The weight}} has to be wound every four hours\"\n",
        ),
        (
            "multiple_choice",
            ["How often?", "Every four hours", "", "", "Every hour", "No.", "Daily", "", "", ""],
            "    prompt: How often?\n    key: Every four hours\n    distractors:\n"
            "      - text: Every hour\n        why: No.\n      - Daily\n",
        ),
        (
            "true_false",
            ["The weight is wound every four hours.", "perhaps", "yes", ""],
            "    prompt: The weight is wound every four hours.\n    answer: true\n",
        ),
        (
            "numeric",
            ["How many hours?", "4", "", "", "hours", "It is wound by hand."],
            "    prompt: How many hours?\n    answer: \"4\"\n    unit: hours\n"
            "    explanation: It is wound by hand.\n",
        ),
        (
            "ordering",
            ["Order these.", "one", "two", "three", "", ""],
            "    prompt: Order these.\n    items:\n      - one\n      - two\n      - three\n",
        ),
        (
            "matching",
            ["Match these.", "hour", "four", "turn", "212", "", "", ""],
            "    prompt: Match these.\n    pairs:\n      - left: hour\n        right: four\n"
            "      - left: turn\n        right: \"212\"\n",
        ),
        (
            "who_said_it",
            ["Marlow", "Reporter", "", "", ""],
            "    key: Marlow\n    distractors: Reporter\n",
        ),
        (
            "discussion",
            ["Is it useful?", "Habits", "", "", "10", "20", ""],
            "    prompt: Is it useful?\n    look_for: Habits\n    minutes:\n      - 10\n      - 20\n",
        ),
        (
            "short_answer",
            ["Every how many hours?", "four", "4", "", ""],
            "    prompt: Every how many hours?\n    answer: four\n    accept: \"4\"\n",
        ),
    ],
)  # fmt: skip
def test_each_type_asks_for_its_keys(
    make_course: MakeCourse, type: str, lines: list[str], keys: str
) -> None:
    make_course()
    ran = enter(*PASSAGE, *lines, "w", options=f"--type {type}")
    assert ran.code == 0, ran.out
    added = BANK_FILE.read_text(encoding="utf-8").partition(f"    type: {type}\n")[2]
    assert added.partition("    passages:\n")[0] == keys


def test_findings_are_shown_and_the_question_can_be_changed(make_course: MakeCourse) -> None:
    folder = make_course()
    ran = enter(
        *PASSAGE, "", "How often must the weight be wound?", "Every five hours.", "",
        "c answer", "Every four hours.", "c nothing", "x", "c id", "winding", "w",
    )  # fmt: skip
    assert ran.code == 0
    first, _, second = ran.out.partition("w write, c KEY change")
    assert "warning[answer-beyond-evidence]: the number “five” is not in any of" in first
    assert "warning[" not in second
    assert "0 errors, 0 warnings" in second
    assert "The keys are id, explanation, tags, level, lang, prompt, answer, reverse," in second
    assert "questions/bank.yaml: added winding\n" in second
    assert check(folder).report.verdict() == "0 errors, 0 warnings"


def test_a_question_that_fails_the_check_is_said_to(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(*PASSAGE, "Marlow", "Nobody", "", "", "", "q", options="--type who_said_it")
    assert "error[speaker-key]" in ran.out
    assert "The check of the course fails until this is changed.\n" in ran.out
    assert ran.code == 1


def test_another_passage_is_added_and_all_can_be_chosen_again(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(
        *PASSAGE, "", "Who winds it, and how often?", "Bakers, every four hours.", "",
        "p", "They are bakers", "1", "", "w",
    )  # fmt: skip
    assert ran.code == 0
    assert BANK_FILE.read_text(encoding="utf-8").count("- quote: ") == 2
    ran = enter(
        *PASSAGE, "", "Who are the winders then?", "Bakers.", "",
        "c passages", "They are bakers", "1", "", "", "w",
    )  # fmt: skip
    assert BANK_FILE.read_text(encoding="utf-8").endswith(
        "    passages:\n      - quote: They are bakers\n        section: part-2\n"
        "        speaker: Ida Marlow\n"
    )


def test_a_quote_that_occurs_twice_gets_words_beside_it(make_course: MakeCourse) -> None:
    folder = make_course()
    ran = enter(
        "Somebody has to be here.", "1", "", "", "", "Why is a winder needed?", "Somebody must be here.",
        "", "w",
    )  # fmt: skip
    assert ran.code == 0
    assert check(folder).report.errors == 0
    assert "Somebody has to be here." in BANK_FILE.read_text(encoding="utf-8")


def test_words_that_are_not_in_the_sentence_are_asked_for_again(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(
        "youngest winder",
        "1",
        "our oldest winder",
        "youngest winder is",
        "",
        options="--type basic",
    )
    assert (
        "These words are not in the text above; type or copy them as they are there.\n" in ran.out
    )
    assert "- quote: youngest winder is\n" in ran.out


def test_a_slip_in_a_phrase_finds_its_sentence(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(WINDING.replace("four", "five"))
    assert f"\n 1  {WINDING}, so whoever winds it stays, and\n" in ran.out


def test_search_options(make_course: MakeCourse) -> None:
    """`--section` limits the search; `m` shows more, other words search again, `/` goes back."""
    make_course()
    assert "Part 2" not in enter("winds and weight", options="--section part-1").out
    ran = enter(
        "the light and the sea", "m", "m", "99", "zeppelins", "youngest winder", "1", "/", "bakers"
    )
    assert "\n 6  " in ran.out
    assert "\nThere is no passage 99.\n" in ran.out
    assert "\nNothing found.\n" in ran.out
    last = ran.out.rpartition("words to search the texts for")[2]
    assert "\n 1  They are bakers and bus drivers; they get up at five.\n" in last


def test_enter_goes_on_after_a_search_that_finds_nothing(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(WINDING, "1", "", "zeppelins", "", options="--type basic")
    assert (
        stripped(ran.out)
        .partition("go on:\n")[2]
        .startswith("""\
Nothing found.
another passage: words to search for, or Enter to go on:
Type ? for help on what is asked.
question:
""")
    )
    ran = enter(WINDING, "1", "", "bakers", "", "", options="--type basic")
    assert "\nquestion:" in ran.out


def test_a_question_mark_explains_what_is_asked(make_course: MakeCourse) -> None:
    make_course()
    ran = enter("?", WINDING, "?", "1", "?", "", "?", "", "?", "", options="")
    words = " ".join(ran.out.split())
    for help in (passage_choice.SEARCH_HELP, passage_choice.PICK_HELP, passage_choice.QUOTE_HELP):
        assert help in words
    assert words.count(passage_choice.SEARCH_HELP) == 2
    assert new_question.TYPE_HELP in words


def test_an_answer_that_is_missing_is_asked_for_with_a_reason(make_course: MakeCourse) -> None:
    make_course()
    ran = enter("", *PASSAGE, "", "What?", "", options="--type short_answer")
    assert "This cannot be left out. The question.\n" in ran.out
    assert "This cannot be left out. The word, name or number that the learner types.\n" in ran.out
    assert passage_choice.SEARCH_HELP in " ".join(ran.out.split())


def test_prompts_are_plain_words(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(
        *PASSAGE, "How often?", "Every four hours", "", "", "Hourly", "No.", "", "",
        options="--type multiple_choice",
    )  # fmt: skip
    assert (
        stripped(ran.out).partition("what is asked.\n")[2].partition("\n\n")[0]
        == """\
question:
right option:
why it is right (Enter for none):
another right option (Enter for none):
wrong option 1:
why it is wrong (Enter for none):
wrong option 2 (Enter for none):
explanation (Enter for none):"""
    )
    assert "highest right answer:" in enter(
        *PASSAGE, "How many?", "4", "", "3", "5", options="--type numeric"
    ).out  # fmt: skip


@pytest.mark.parametrize("type", ASKED_TYPES)
def test_every_key_has_a_prompt(type: str) -> None:
    """In words, not as the name of the key."""
    for key in all_keys(type).values():
        assert key.prompt() not in ("key", "distractors", "accept", "prompt", "why")


def test_other_words_of_the_turn_can_be_quoted(make_course: MakeCourse) -> None:
    make_course()
    ran = enter("weight wound", "2", "a motor asks nothing of anybody", "", options="--type basic")
    assert "      - quote: a motor asks nothing of anybody\n" in ran.out


def test_the_empty_question_of_a_new_course_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talk.txt").write_text("The tower has two hundred and twelve steps.\n", encoding="utf-8")
    assert run_here("init", "course", "--text", "talk.txt").code == 0
    monkeypatch.chdir("course")
    ran = enter("tower steps", "1", "", "", "", "How many steps has the tower?", "212", "", "w")
    assert ran.out.endswith(
        "The empty first question of the new course was replaced.\n"
        "questions/01-first-bank.yaml: added how-many-steps-has-the-tower\n"
    )
    assert check(Path("questions")).report.errors == 0
    bank = Path("questions/01-first-bank.yaml").read_text(encoding="utf-8")
    assert "first-question" not in bank
    assert "\n# A bank of questions." in bank


def test_keys_are_written_in_the_order_of_a_bank(make_course: MakeCourse) -> None:
    make_course()
    ran = enter(
        *PASSAGE, "How often?", "Daily", "", "", "Hourly", "", "", "", "c level", "hard", "remember",
        "c key", "Every four hours", "", "", "w", options="--type multiple_choice",
    )  # fmt: skip
    assert ran.code == 0, ran.out
    assert "\nType remember, understand, apply, analyze, evaluate or create.\n" in ran.out
    assert (
        "    prompt: How often?\n    key: Every four hours\n    distractors: Hourly\n"
        "    level: remember\n    passages:\n"
    ) in BANK_FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize("count", range(len(BASIC) + 1))
def test_the_end_of_the_input_writes_nothing_and_shows_what_was_entered(
    make_course: MakeCourse, count: int
) -> None:
    """Ctrl-D at any prompt."""
    make_course()
    before = BANK_FILE.read_bytes()
    ran = enter(*BASIC[:count])
    assert (ran.code, ran.err) == (1, "")
    assert BANK_FILE.read_bytes() == before
    assert [file.name for file in Path("questions").iterdir() if ".part" in file.name] == []
    assert "\nNothing was written.\n" in ran.out
    if count > 2:
        assert f"- quote: {WINDING}\n" in ran.out
    if count > 5:
        assert (
            "    prompt: How often must the weight be wound?\n" in ran.out.partition("What you")[2]
        )


def test_a_bank_that_was_changed_meanwhile_keeps_the_change(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_course()
    write = new_question.NewQuestion._write

    def after_an_edit(dialogue: new_question.NewQuestion) -> bool:
        text = BANK_FILE.read_text(encoding="utf-8").replace("A shutter.", "A loose shutter.")
        BANK_FILE.write_text(text, encoding="utf-8")
        return write(dialogue)

    monkeypatch.setattr(new_question.NewQuestion, "_write", after_an_edit)
    lines = (*PASSAGE, "", "How often must the weight be wound?", "Every four hours.", "", "w")
    assert enter(*lines).code == 0
    text = BANK_FILE.read_text(encoding="utf-8")
    assert "A loose shutter." in text
    assert text.count("- id:") == 2


def test_a_bank_in_another_style_is_not_changed(make_course: MakeCourse) -> None:
    """The question is printed, so that it can be added by hand."""
    question = "{id: a, type: discussion, stage: opening, prompt: Why?, look_for: Habits}"
    make_course(bank=f"id: bank\ntitle: Bank\nquestions: [{question}]\n")
    before = BANK_FILE.read_bytes()
    ran = enter(*PASSAGE, "", "How often must the weight be wound?", "Every four hours.", "", "w")
    assert ran.code == 3
    assert BANK_FILE.read_bytes() == before
    assert "is not written with one question after the other" in ran.err
    assert "prompt: How often must the weight be wound?" in ran.out


def test_the_first_question_of_an_empty_bank(make_course: MakeCourse) -> None:
    folder = make_course(bank="id: bank\ntitle: Bank\nquestions: []  # none yet\n")
    ran = enter(*PASSAGE, "", "How often must the weight be wound?", "Every four hours.", "", "w")
    assert ran.code == 0, ran.out
    assert check(folder).report.verdict() == "0 errors, 0 warnings"


def test_options_that_name_something_unknown(make_course: MakeCourse) -> None:
    make_course(more={"other.yaml": BANK.replace("id: bank", "id: other") + "  []\n"})
    assert enter().err == "studykit: name a bank with --bank: bank, other\n"
    for options, message in (
        ("--bank band", "unknown bank `band`; did you mean `bank`?"),
        ("--type basics", "unknown type `basics`; did you mean `basic`?"),
        ("--section part-3", "unknown section `part-3`; did you mean `part-2`?"),
    ):
        ran = enter(options=options)
        assert (ran.code, ran.out, ran.err) == (2, "", f"studykit: {message}\n")


def test_a_second_source_is_named_unless_it_is_the_default(make_course: MakeCourse) -> None:
    second = COURSE.partition("sources:\n")[2].replace("id: lighthouse", "id: second")
    make_course(
        course=COURSE + second.replace("lighthouse.md", "second.md"),
        bank=BANK.replace("questions:", "defaults: {source: lighthouse}\nquestions:")
        + "  - {id: a, type: discussion, stage: opening, prompt: Why?, look_for: Habits}\n",
        more={
            "texts/second.md": "## Part 1: A Noise in the Wind\n\n**Marlow:** Gulls sleep on the wing.\n"
        },
    )
    ran = enter(WINDING, "1", "", "Gulls sleep on the wing", "1", "", "", options="--type basic")
    assert "      - quote: The weight has to be wound every four hours\n" in ran.out
    assert "      - source: second\n" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other terminals")
@pytest.mark.parametrize("key", ["c", "d"])
def test_ctrl_c_and_ctrl_d_in_a_terminal_write_nothing(make_course: MakeCourse, key: str) -> None:
    """What was entered is shown; a text that is changed can be edited where it is."""
    import pexpect

    make_course()
    before = BANK_FILE.read_bytes()
    terminal = pexpect.spawn(
        sys.executable, ["-m", "studykit", "new", "--type", "basic"], encoding="utf-8", timeout=60,
        env={**os.environ, "TERM": "xterm", "PYTHONPATH": str(REPOSITORY)}, dimensions=(40, 80),
    )  # fmt: skip
    for prompt, line in (
        ("a phrase from them:", WINDING),
        ("number to choose", "1"),
        ("Enter for “", ""),
        ("another passage", ""),
        ("question:", "How often must the weight be wound?"),
        ("answer:", "Every five hours"),
        ("explanation", ""),
        ("w write", "c answer"),
        ("answer: Every five hours", " or so"),
        ("w write", "c prompt"),
    ):
        terminal.expect_exact(prompt)
        terminal.sendline(line)
    terminal.expect_exact("question: How often must the weight be wound?")
    if key == "d":
        terminal.sendcontrol("u")  # Ctrl-D ends only an empty line
    terminal.sendcontrol(key)
    terminal.expect_exact("Nothing was written.")
    terminal.expect_exact("answer: Every five hours or so")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 1
    assert BANK_FILE.read_bytes() == before


def test_parts_of_pictures_are_written_in_a_bank(make_course: MakeCourse) -> None:
    """A terminal shows no picture to place shapes on."""
    make_course()
    ran = enter(options="--type label_picture")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(
        "`label_picture` questions are written in a bank, as docs/questions.md shows\n"
    )
    assert "label_picture" not in enter(*PASSAGE).out
