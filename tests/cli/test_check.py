"""`studykit check`."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from studykit.check import check as run_check
from studykit.cli.common import gc_paused
from studykit.diagnostics import StudykitError

from ..command import Run
from ..conftest import BANK, QUESTION, RULES_RAN, MakeCourse

CLEAN = (
    "1 passage in 1 source: 1 verified against the text (1 exact)\n"
    f"1 question in 1 bank; {RULES_RAN}\n"
    "0 errors, 0 warnings\n"
)


def test_a_clean_course_prints_a_summary_and_exits_0(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("check") == run("check", "--strict") == run("check", "questions")
    assert run("check").out == CLEAN
    assert run("check").code == 0


def test_a_changed_letter_in_a_quote_is_reported_at_its_place(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(QUESTION.replace("banging", "bunging"))
    ran = run("check")
    assert ran.code == 1
    assert ran.out.splitlines()[:4] == [
        "questions/bank.yaml:8:38: error[quote-near]: the quote is not in lighthouse;"
        " the nearest is in Part 1, A1",
        "  8 |     passages: [{quote: a shutter was bunging up here in the wind}]",
        "    |                                      ^^^^^^^",
        "  help: lighthouse says: I was walking the dog, and a shutter was banging up here in the wind,"
        " and I thought: somebody should see to that.",
    ]
    assert ran.out.splitlines()[-1] == "1 error, 0 warnings"


def test_warnings_fail_only_with_strict(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION.replace("What did Marlow hear?", "Marlow heard a shutter; what was it?"))
    assert run("check").code == 0
    assert run("check", "--strict").code == 1
    assert "warning[answer-in-prompt]" in run("check").out


def test_json_is_one_object_with_every_finding(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION.replace("type: basic", "type: basics"))
    ran = run("check", "--format", "json")
    assert ran.code == 1
    (finding,) = json.loads(ran.out)["diagnostics"]
    assert finding == {
        "code": "unknown-type",
        "severity": "error",
        "message": "unknown question type `basics`",
        "help": "did you mean `basic`?",
        "path": "questions/bank.yaml",
        "line": 5,
        "column": 11,
        "end_line": 5,
        "end_column": 17,
    }


def test_json_counts_what_was_checked(make_course: MakeCourse, run: Run) -> None:
    unreadable = QUESTION.replace("noise", "second").replace("{quote: ", "{prefix: ")
    make_course(QUESTION + unreadable, more={"other.yaml": b"\xff"})
    assert json.loads(run("check", "--format", "json").out)["totals"] == {
        "banks": 2,
        "banks_not_read": 1,
        "questions": 2,
        "questions_not_read": 1,
        "passages": 2,
        "passages_proposed": 0,
        "passages_failed": 0,
        "passages_not_looked_up": 1,
    }


def test_github_gets_workflow_commands(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION.replace("type: basic", "type: basics"))
    assert run("check", "--format", "github").out.splitlines()[0] == (
        "::error file=questions/bank.yaml,line=5,col=11,title=unknown-type::"
        "unknown question type `basics`%0Ahelp: did you mean `basic`?"
    )


def test_a_single_bank_can_be_reported_on(make_course: MakeCourse, run: Run) -> None:
    make_course(more={"other.yaml": "id: other\ntitle: Other\nquestions: []\n"})
    assert run("check", "questions/bank.yaml").code == 0
    assert run("check", "questions/other.yaml").out.startswith(
        "questions/other.yaml:3:12: error[empty-bank]: the bank has no questions\n"
    )


def test_a_course_and_one_of_its_banks_is_the_whole_course(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(more={"other.yaml": "id: other\ntitle: Other\nquestions: []\n"})
    whole = run("check", "questions")
    assert whole.code == 1
    assert run("check", "questions", "questions/bank.yaml") == whole
    assert run("check", "questions/bank.yaml", "questions") == whole


def test_a_missing_path_is_an_error(tmp_path: Path, run: Run) -> None:
    nowhere = tmp_path / "nowhere"
    assert run("check", nowhere).err == f"studykit: {nowhere} does not exist\n"
    assert run("check", nowhere).code == 3
    assert run("check", tmp_path).err == (
        f"studykit: {tmp_path} has no course.yaml; `studykit init DIR` creates a new course\n"
    )


def test_unreadable_banks_are_findings_and_the_others_are_checked(
    make_course: MakeCourse, run: Run
) -> None:
    """Broken YAML, a binary file, Latin-1 and an empty bank: one run reports all of them."""
    make_course(
        more={
            "broken.yaml": "id: a\ntitle: b: c\nquestions: []\n",
            "binary.yaml": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            "latin.yaml": "id: café\n".encode("latin-1"),
            "empty.yaml": "",
        }
    )
    ran = run("check")
    assert ran.code == 1
    assert [line for line in ran.out.splitlines() if ": error[" in line] == [
        "questions/binary.yaml:1:1: error[unreadable-file]:"
        " the file is not UTF-8 text: invalid byte 0x89",
        "questions/broken.yaml:2:9: error[yaml-syntax]:"
        " invalid YAML: mapping values are not allowed in this context",
        "questions/broken.yaml:3:12: error[empty-bank]: the bank has no questions",
        "questions/empty.yaml:1:1: error[empty-bank]: the file is empty",
        "questions/latin.yaml:1:8: error[unreadable-file]:"
        " the file is not UTF-8 text: invalid byte 0xe9",
    ]
    assert f"1 question in 4 banks (2 banks could not be read); {RULES_RAN}\n" in ran.out


@pytest.mark.slow
def test_ten_thousand_questions_are_checked(make_course: MakeCourse, run: Run) -> None:
    questions = "".join(
        "  " + line + "\n"
        for n in range(10_000)
        for line in QUESTION.replace("noise", f"noise-{n}")
        .replace("hear?", f"hear on day {n}?")
        .splitlines()
    )
    make_course(bank=BANK + questions)
    ran = run("check")
    assert ran.code == 0
    assert ran.out.splitlines()[-3:-1] == [
        "10,000 passages in 1 source: 10,000 verified against the text (10,000 exact)",
        f"10,000 questions in 1 bank; {RULES_RAN}",
    ]


def test_a_quote_in_another_script_is_not_found(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION.replace("a shutter was banging up here in the wind", "他成长在中国"))
    assert "error[quote-absent]: the quote is not in lighthouse, and no passage is similar" in (
        run("check").out
    )


def test_a_usage_error_exits_with_2(run: Run) -> None:
    assert run("check", "--formt", "json").code == 2
    assert run("chek").code == 2


def test_a_questions_folder_without_a_course_file_is_an_error(
    make_course: MakeCourse, run: Run
) -> None:
    make_course()
    Path("questions/course.yaml").unlink()
    assert run("check").err == (
        "studykit: questions has no course.yaml; `studykit init DIR` creates a new course\n"
    )


def test_without_a_course_here_it_names_the_built_in_course(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check").err == "No questions/ folder here; using the built-in course.\n"


def test_inside_a_course_folder_it_checks_that_course(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(make_course())
    assert run("check").out == CLEAN


def test_a_missing_texts_folder_is_a_usage_error(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("check", "--texts", "txets")
    assert ran.code == 2
    assert "'txets' does not exist." in ran.err


def test_a_texts_folder_without_this_text_does_not_hide_the_own_one(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    other = tmp_path / "other"
    other.mkdir()
    assert run("check", STUDYKIT_TEXTS=str(other)).out == CLEAN


def test_the_garbage_collector_runs_again_after_a_check(make_course: MakeCourse) -> None:
    make_course()
    with gc_paused():
        assert not gc.isenabled()
        run_check(Path("questions"))
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    Path("questions/course.lock").write_text("{")
    with pytest.raises(StudykitError), gc_paused():
        run_check(Path("questions"))
    assert gc.isenabled()
