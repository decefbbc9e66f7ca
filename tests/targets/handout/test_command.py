"""`studykit handout`: what it writes, lists, refuses and says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...cli.conftest import Run
from ...conftest import MakeCourse
from .courses import BANK, TEXTS, TWO


@pytest.fixture
def folder(make_course: MakeCourse) -> Path:
    return make_course(bank=BANK, course=TWO, more=TEXTS)


def test_a_seminar_is_written_for_students_and_for_the_teacher(folder: Path, run: Run) -> None:
    done = run("handout", "seminar", "--format", "md", "--minutes", 36, "--out", "out")
    assert (done.code, done.err) == (0, "")
    sizes = [
        round(Path(f"out/seminar-{who}.md").stat().st_size / 1000) for who in ("student", "teacher")
    ]
    assert done.out.splitlines() == [
        "seminar: 3 questions, 36 of 36 minutes (`--list` says which and why)",
        f"out/seminar-student.md: {sizes[0]} kB",
        f"out/seminar-teacher.md: {sizes[1]} kB",
    ]
    student = Path("out/seminar-student.md").read_text(encoding="utf-8")
    assert student.startswith("# A talk: seminar\n\n*36 minutes · The first*\n\nName: ")


@pytest.mark.parametrize("kind", ["seminar", "reading", "compare", "exam", "key"])
@pytest.mark.parametrize("format", ["md", "html"])
def test_the_same_command_gives_the_same_bytes(
    folder: Path, run: Run, kind: str, format: str
) -> None:
    for out in ("one", "two"):
        assert run("handout", kind, "--format", format, "--out", out).code == 0
    names = sorted(file.name for file in Path("one").iterdir())
    audiences = ("teacher",) if kind == "key" else ("student", "teacher")
    assert names == [f"{kind}-{who}.{format}" for who in audiences]
    for name in names:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_list_says_what_it_would_take_and_why_and_writes_nothing(folder: Path, run: Run) -> None:
    done = run("handout", "seminar", "--list", "--minutes", 36)
    assert done.code == 0
    assert done.out.splitlines()[:6] == [
        "taken: 3",
        "  start       opening, 4 minutes",
        "  motor-talk  core, 20 minutes",
        "  end         closing, 7 minutes",
        "left: 12",
        "  noise       no discussion: only those are talked about",
    ]
    assert not Path("handouts").exists()


def test_too_few_questions_are_said_to_be_too_few(folder: Path, run: Run) -> None:
    done = run("handout", "seminar", "--format", "md")
    assert done.code == 0
    assert done.err == (
        "studykit: too few questions: 36 of 45 minutes are filled; choose from more, or give other"
        " `--minutes`\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["lecture"], "there is no kind of handout `lecture`; there are seminar, reading, compare, exam, key"),
        (["seminr"], "there is no kind of handout `seminr`; did you mean `seminar`?"),
        (["reading", "--format", "docx"], "reading is not made as docx; its formats are pdf, html, md"),
        (["reading", "--format", "odt"], "there is no format `odt`; there are pdf, docx, html, md"),
        (["exam", "--paper", "a5", "--format", "md"], "there is no paper `a5`; there are a4, letter"),
        (["seminar", "--forms", "2", "--format", "md"], "--forms is for exam: seminar has one form"),
        (["exam", "--full-text", "--format", "md"], "--full-text is for reading and compare, not for exam"),
        (["exam", "--tag", "x", "--format", "md"], "unknown tag `x`; the course has no tags"),
        (
            ["seminar", "--type", "cloze", "--format", "md"],
            "nothing is chosen: none of the questions fits a seminar (no discussion: only those are"
            " talked about); `studykit handout seminar --list` says why of each",
        ),
        (
            ["exam", "--type", "cloze", "--section", "part-2", "--format", "md"],
            "nothing is chosen: no question is all of what you ask for; give fewer options",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused_with_a_sentence(
    folder: Path, run: Run, arguments: list[str], message: str
) -> None:
    done = run("handout", *arguments)
    assert (done.code, done.out, done.err) == (2, "", f"studykit: {message}\n")
    assert not Path("handouts").exists()


def test_openings_and_closings_that_cite_nothing_belong_to_the_section_of_their_bank(
    folder: Path, run: Run
) -> None:
    done = run("handout", "seminar", "--section", "part-1", "--list", "--minutes", 36)
    assert [line.split()[0] for line in done.out.splitlines()[1:4]] == [
        "start",
        "motor-talk",
        "end",
    ]


def test_questions_that_are_not_found_are_left_out_and_said(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(
        bank=BANK
        + "- {id: lost, type: basic, prompt: Who?, answer: Me., passages: [{quote: nowhere here}]}\n",
        course=TWO,
        more=TEXTS,
    )
    done = run("handout", "key", "--format", "md")
    assert done.code == 0
    assert done.err == "studykit: 1 question is left out; `studykit check` says why\n"
    assert "15 questions" in done.out


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_lost(
    folder: Path, run: Run
) -> None:
    Path("out").write_text("a file", encoding="utf-8")
    done = run("handout", "key", "--format", "md", "--out", "out")
    assert done.code != 0
    assert Path("out").read_text(encoding="utf-8") == "a file"
