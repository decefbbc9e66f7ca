"""`studykit source`: list, show, add, fetch."""

from __future__ import annotations

from pathlib import Path

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse
from .conftest import Run

FIXED = COURSE.replace(
    "    file: lighthouse.md\n",
    "    file: lighthouse.md\n"
    f"    fetch: {{url: 'http://127.0.0.1:9/lighthouse.md', sha256: {'0' * 64}}}\n",
)


def test_list_shows_which_texts_are_here(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("source", "list").out == (
        "lighthouse  original, text here, 0 pins: The Shutter and the Light\n"
    )
    run("pin")
    Path("questions/texts/lighthouse.md").unlink()
    assert run("source", "list").out == (
        "lighthouse  original, no text here, 1 pin: The Shutter and the Light\n"
    )


def test_show_counts_the_words_and_turns_of_each_section(make_course: MakeCourse, run: Run) -> None:
    make_course()
    lines = run("source", "show", "lighthouse").out.splitlines()
    assert lines[0] == "title:        The Shutter and the Light"
    assert lines[-4].startswith("  introduction     an introduction, ")
    assert lines[-3].startswith("  part-1           an interview, ")
    assert lines[-3].endswith(", 8 turns")
    assert lines[-2].endswith(", 6 turns")
    assert lines[-1].startswith("  comments         reader comments, cannot be cited, ")


def test_show_counts_words_that_are_left_out(make_course: MakeCourse, run: Run) -> None:
    text = LIGHTHOUSE.replace("every four hours", "every ~~five~~ four hours <b hidden>or so</b>")
    make_course(text=text + "\n<div>\nAn advertisement.\n</div>\n")
    assert run("source", "show", "lighthouse").out.splitlines()[-3:] == [
        "Left out: 1 word of struck-out text.",
        "Left out: 2 words of hidden text.",
        "Left out: 2 words of HTML in Markdown.",
    ]


def test_an_unknown_source_is_an_error(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("source", "show", "lighthose")
    assert ran.code == 3
    assert ran.err == ("studykit: unknown source `lighthose`; did you mean `lighthouse`?\n")


def test_add_copies_a_text_and_counts_the_quotes_found_in_it(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(text=None)
    file = tmp_path / "saved.md"
    file.write_text(LIGHTHOUSE, encoding="utf-8")
    target = Path("questions/texts/lighthouse.md")
    assert run("source", "add", "lighthouse", file).out == (
        f"{target}: 1 of 1 quote found in the text\n"
    )
    assert target.read_text(encoding="utf-8") == LIGHTHOUSE


def test_add_refuses_a_file_with_another_sha256(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(course=FIXED)
    file = tmp_path / "saved.md"
    file.write_text("other", encoding="utf-8")
    ran = run("source", "add", "lighthouse", file)
    assert ran.code == 3
    assert "is not the text of lighthouse: its sha256 is " in ran.err
    assert Path("questions/texts/lighthouse.md").read_text(encoding="utf-8") == LIGHTHOUSE


def test_without_a_network_fetching_all_is_no_error(make_course: MakeCourse, run: Run) -> None:
    make_course(course=FIXED, text=None)
    ran = run("source", "fetch")
    assert ran.code == 0
    assert ran.out == (
        "lighthouse could not be fetched, so its pins are used: 127.0.0.1 refused the connection\n"
    )
    offline = run("source", "fetch", STUDYKIT_OFFLINE="1")
    assert offline.code == 0
    assert offline.out == (
        "Nothing fetched: STUDYKIT_OFFLINE is set. Quotes from missing texts are checked against pins.\n"
    )


def test_without_a_network_fetching_a_named_source_is_an_error(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(course=FIXED, text=None)
    ran = run("source", "fetch", "lighthouse")
    assert ran.code == 3
    assert ran.err == "studykit: 127.0.0.1 refused the connection\n"


def test_a_text_that_is_here_is_not_fetched_again(make_course: MakeCourse, run: Run) -> None:
    make_course(course=FIXED)
    assert (
        run("source", "fetch").out
        == "Nothing to fetch: every text with a known sha256 is on this machine.\n"
    )
