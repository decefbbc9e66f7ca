"""`studykit handout`: its files, list, errors and messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...command import Run
from ...conftest import MakeCourse
from .courses import BANK, TEXTS, TWO


@pytest.fixture
def folder(make_course: MakeCourse) -> Path:
    return make_course(bank=BANK, course=TWO, more=TEXTS)


def test_a_seminar_is_written_for_students_and_for_the_teacher(folder: Path, run: Run) -> None:
    done = run("handout", "seminar", "--format", "md", "--minutes", 40, "--out", "out")
    assert (done.code, done.err) == (0, "")
    sizes = [
        round(Path(f"out/seminar-{who}.md").stat().st_size / 1000) for who in ("student", "teacher")
    ]
    assert done.out.splitlines() == [
        "seminar: 3 questions, 40 of 40 minutes (`--list` shows which, and why)",
        f"out/seminar-student.md: {sizes[0]} kB",
        f"out/seminar-teacher.md: {sizes[1]} kB",
    ]
    student = Path("out/seminar-student.md").read_text(encoding="utf-8")
    assert student.startswith("# Seminar: Part 1\n\n*A talk · 40\xa0minutes · The first*\n\nName: ")


@pytest.mark.parametrize("kind", ["seminar", "reading", "compare", "exam", "key"])
@pytest.mark.parametrize("format", ["md", "html"])
def test_the_same_command_gives_the_same_bytes(
    folder: Path, run: Run, kind: str, format: str
) -> None:
    for out in ("one", "two"):
        assert run("handout", kind, "--format", format, "--out", out).code == 0
    names = sorted(file.name for file in Path("one").iterdir())
    audiences = ("teacher",) if kind == "key" else ("student", "teacher")
    key = ["exam-key.json"] if kind == "exam" else []
    assert names == [*key, *(f"{kind}-{who}.{format}" for who in audiences)]
    for name in names:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_list_shows_which_questions_are_chosen_and_why_and_writes_nothing(
    folder: Path, run: Run
) -> None:
    done = run("handout", "seminar", "--list", "--minutes", 40)
    assert done.code == 0
    assert done.out.splitlines()[:6] == [
        "chosen: 3",
        "  start       opening, 4 min",
        "  motor-talk  core, 20 min",
        "  end         closing, 7 min",
        "left out: 12",
        "  noise       not a discussion question",
    ]
    assert not Path("handouts").exists()


def test_a_remark_says_if_there_are_not_enough_questions(folder: Path, run: Run) -> None:
    done = run("handout", "seminar", "--format", "md", "--minutes", 60)
    assert done.code == 0
    assert done.err == (
        "note: not enough questions: 45 of 60 minutes are filled; select more sections or lower"
        " `--minutes`\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "name the kind of handout: seminar, reading, compare, exam, key or cards"),
        (["lecture"], "unknown kind of handout `lecture`; use seminar, reading, compare, exam, key or cards"),
        (["seminr"], "unknown kind of handout `seminr`; did you mean `seminar`?"),
        (["cards", "--format", "docx"], "cards is not available as docx; use pdf, html or md"),
        (["reading", "--format", "odt"], "unknown format `odt`; use pdf, docx, html or md"),
        (["exam", "--paper", "a5", "--format", "md"], "unknown paper size `a5`; use a4 or letter"),
        (["seminar", "--forms", "2", "--format", "md"], "--forms is for exam, not for seminar"),
        (["exam", "--tag", "x", "--format", "md"], "unknown tag `x`; the course has no tags"),
        (
            ["seminar", "--type", "cloze", "--format", "md"],
            "a seminar needs discussion questions, and the 1 selected question is of other types;"
            " select others, or write some with `type: discussion`",
        ),
        (
            ["exam", "--type", "cloze", "--section", "part-2", "--format", "md"],
            "no question matches all of these options; use fewer of them",
        ),
    ],
)  # fmt: skip
def test_options_that_do_not_fit_are_an_error(
    folder: Path, run: Run, arguments: list[str], message: str
) -> None:
    done = run("handout", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"studykit: {message}\n")
    assert not Path("handouts").exists()


def test_openings_and_closings_without_passages_belong_to_the_sections_of_their_bank(
    folder: Path, run: Run
) -> None:
    done = run("handout", "seminar", "--section", "part-1", "--list", "--minutes", 40)
    assert [line.split()[0] for line in done.out.splitlines()[1:4]] == [
        "start",
        "motor-talk",
        "end",
    ]


def test_questions_with_unverified_quotes_are_skipped(make_course: MakeCourse, run: Run) -> None:
    make_course(
        bank=BANK
        + "- {id: lost, type: basic, prompt: Who?, answer: Me., passages: [{quote: nowhere here}]}\n",
        course=TWO,
        more=TEXTS,
    )
    done = run("handout", "key", "--format", "md")
    assert done.code == 0
    assert done.err == "studykit: skipped 1 question with unverified quotes; run `studykit check`\n"
    assert "15 questions" in done.out


def test_a_character_that_no_font_has_is_an_error_unless_allowed(
    make_course: MakeCourse, run: Run
) -> None:
    bank = BANK.replace("What did Marlow hear", "What did \U000f0ffd hear")
    make_course(bank=bank, course=TWO, more=TEXTS)
    done = run("handout", "key", "--out", "out")
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "studykit: nothing written: no font has U+F0FFD (unnamed) in question 4; add fonts with"
        " `--font-path DIR`, or print □ with `--allow-missing-glyphs`\n"
    )
    assert not Path("out").exists()
    done = run("handout", "key", "--out", "out", "--allow-missing-glyphs")
    assert done.code == 0
    assert done.err == (
        "studykit: out/key-teacher.pdf: no font has U+F0FFD (unnamed) in question 4\n"
    )
    assert Path("out/key-teacher.pdf").exists()


def test_a_file_in_place_of_the_output_folder_is_not_overwritten(folder: Path, run: Run) -> None:
    Path("out").write_text("a file", encoding="utf-8")
    done = run("handout", "key", "--format", "md", "--out", "out")
    assert done.code == 2
    assert "'out' is a file" in done.err
    assert Path("out").read_text(encoding="utf-8") == "a file"
