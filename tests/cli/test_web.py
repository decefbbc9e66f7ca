"""`studykit web`: what it writes and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..command import Run, run_apart
from ..conftest import COURSE, QUESTION, MakeCourse
from ..pictures.files import png

TALK = "- {id: talk, type: discussion, prompt: Why?, look_for: A cause., stage: closing}\n"


def test_one_file_with_the_name_of_the_course(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION + TALK)
    ran = run("web")
    file = Path("decks/test-course.html")
    size = len(file.read_bytes())
    lines = ran.out.splitlines()
    assert lines[0].startswith(f"{file}: 2 questions, {size / 1000:,.0f} kB, ")
    assert lines[0].endswith(" kB compressed")
    assert lines[1:] == [
        "Question types and how the page shows them:",
        "  recall       1  native: think of the answer, look, grade yourself",
        "  discuss      1  native: discuss it, then see what to listen for",
    ]
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize(("out", "file"), [("page.html", "page.html"), ("site", "site/index.html")])
def test_out_is_a_file_or_a_folder(make_course: MakeCourse, run: Run, out: str, file: str) -> None:
    make_course()
    assert run("web", "--out", out).out.startswith(f"{file}: 1 question, ")
    assert Path(file).is_file()
    assert not Path("decks").exists()


def test_offline_writes_a_service_worker_beside_the_page(make_course: MakeCourse, run: Run) -> None:
    make_course()
    lines = run("web", "--offline").out.splitlines()
    assert lines[0].startswith("site/index.html: 1 question, ")
    assert lines[1].startswith("site/sw.js: 1 kB, ")
    assert "worker-src" in Path("site/index.html").read_text(encoding="utf-8")


def test_content_that_is_shown_only_in_part_is_counted(make_course: MakeCourse, run: Run) -> None:
    make_course(
        "- id: energy\n"
        "  type: cloze\n"
        '  text: "$E = {{c1::mc^2}}$"\n'
        "  passages: [{quote: a shutter was banging up here in the wind}]\n"
    )
    assert run("web").out.splitlines()[-1] == (
        "  blank inside a formula     1  degraded: […] in the formula"
    )


def test_pictures_to_label_are_asked(make_course: MakeCourse, run: Run) -> None:
    make_course(
        "- id: lamp\n"
        "  type: label_picture\n"
        "  prompt: Name it.\n"
        "  picture: lamp.png\n"
        "  alt: a box\n"
        "  labels: [{name: the lens, ellipse: {left: 0.1, top: 0.1, width: 0.2, height: 0.1}}]\n"
        "  passages: [{quote: a shutter was banging up here in the wind}]\n",
        more={"lamp.png": png()},
    )
    ran = run("web")
    assert ran.out.splitlines()[-1] == (
        "  label        1  native: type the name of the part that is highlighted; one card per part"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "data:image/png;base64," in Path("decks/test-course.html").read_text(encoding="utf-8")


def test_questions_are_chosen(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION + TALK)
    assert "1 question, " in run("web", "--type", "basic").out
    ran = run("web", "--type", "cloze")
    assert (ran.code, ran.err) == (
        2,
        "studykit: no question matches all of these options; use fewer of them\n",
    )


def test_a_course_without_usable_questions_is_an_error_without_options(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(QUESTION)
    Path("questions/texts/lighthouse.md").unlink()
    for command in (["web"], ["export", "csv"], ["handout", "key"]):
        ran = run(*command)
        assert (ran.code, ran.err) == (
            2,
            "studykit: skipped 1 question with unverified quotes; run `studykit check`\n"
            "studykit: no question can be used; `studykit check` says why\n",
        )


def test_a_check_says_whether_the_page_is_current(make_course: MakeCourse, run: Run) -> None:
    make_course()
    missing = run("web", "--check")
    assert (missing.code, missing.out) == (
        1,
        "decks/test-course.html is missing\n"
        "Run `studykit web` with the same options and commit the files it writes.\n",
    )
    run("web")
    current = run("web", "--check")
    assert current.code == 0
    assert current.out.startswith("decks/test-course.html is up to date: 1 question, ")
    make_course(course=COURSE.replace("Test course", "Another title"))
    changed = run("web", "--check")
    assert (changed.code, changed.out.splitlines()[0]) == (
        1,
        "decks/test-course.html is out of date",
    )


def test_a_file_that_cannot_be_written_is_left(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("decks").write_text("a file", encoding="utf-8")
    ran = run("web")
    assert ran.code == 3
    assert ran.err.startswith("studykit: cannot write decks/test-course.html: ")
    assert Path("decks").read_text(encoding="utf-8") == "a file"


def test_a_seminar_is_planned_as_on_its_handout(make_course: MakeCourse, run: Run) -> None:
    core = TALK.replace("id: talk", "id: core").replace("stage: closing", SHUTTER)
    make_course(QUESTION + core + TALK)
    ran = run("web", "--seminar", "part-1", "--minutes", "50")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    handout = run("handout", "seminar", "--section", "part-1", "--minutes", "50", "--format", "md")
    assert lines[0] == handout.out.splitlines()[0].removesuffix(" (`--list` shows which, and why)")
    assert lines[1].startswith("handouts/seminar-slides.html: 2 questions, ")


SHUTTER = "passages: [{quote: a shutter was banging up here in the wind}]"


def test_a_seminar_needs_a_question_that_fits(make_course: MakeCourse, run: Run) -> None:
    make_course(QUESTION)
    ran = run("web", "--seminar", "part-1", "--minutes", "20")
    assert (ran.code, ran.err) == (
        2,
        "studykit: no discussion question about `part-1` fits into 20 minutes; allow more minutes, or"
        " choose another section\n",
    )


def test_minutes_are_those_of_a_seminar(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("web", "--minutes", "20")
    assert (ran.code, ran.err) == (2, "studykit: --minutes is for --seminar\n")


def test_the_bytes_are_the_same_in_every_process(make_course: MakeCourse) -> None:
    """Also with dates and units, whose words are in sets somewhere."""
    make_course(
        "- id: hours\n"
        "  type: numeric\n"
        "  prompt: After how many hours is the weight wound?\n"
        "  answer: 4\n"
        "  unit: hours\n"
        '  passages: [{quote: "The weight has to be wound every four hours"}]\n'
    )
    pages = set()
    for seed in ("1", "2", "3"):
        assert run_apart("web", PYTHONHASHSEED=seed).code == 0
        pages.add(Path("decks/test-course.html").read_bytes())
    assert len(pages) == 1
