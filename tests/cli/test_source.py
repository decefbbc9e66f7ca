"""`studykit source`: list, show, add, fetch."""

from __future__ import annotations

from pathlib import Path

import pytest
import typst

from ..command import Run
from ..conftest import COURSE, LIGHTHOUSE, QUESTION, MakeCourse
from ..source.formats.made import docx, p, r

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
    assert lines[-4].startswith("  introduction  an introduction, ")
    assert lines[-3].startswith("  part-1        an interview, ")
    assert lines[-3].endswith(", 8 turns")
    assert lines[-2].endswith(", 6 turns")
    assert lines[-1].startswith("  comments      reader comments, cannot be cited, ")


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
    assert ran.code == 2
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


CAPTIONS = """\
WEBVTT

00:12:24.000 --> 00:12:26.000
Ruth Amadi: Why did you leave?

00:12:27.000 --> 00:12:28.000
Piet Vos: Because the sky was

00:12:29.000 --> 00:12:30.000
Piet Vos: better than the company.

00:12:31.000 --> 00:12:32.000
Ruth Amadi: And the stars?
"""


def test_add_converts_captions_and_describes_a_new_source(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(QUESTION.replace("[{", "[{source: lighthouse, "))
    (tmp_path / "night-log.vtt").write_text(CAPTIONS, encoding="utf-8")
    ran = run("source", "add", "night-log", "night-log.vtt")
    assert ran.err == ""
    assert ran.out == (
        "questions/course.yaml: added the source night-log\n"
        "title: Night log\n"
        "found: 2 speakers (Ruth Amadi and Piet Vos; Ruth Amadi asks), 2 exchanges, language: en\n"
        "check: the text has no title: set `title` of night-log in course.yaml\n"
        "wrote questions/texts/night-log.md\n"
    )
    people = (
        "  - {id: reporter, name: The reporter, aliases: [Reporter], role: interviewer}\n"
        '  - {id: ruth-amadi, name: "Ruth Amadi", role: interviewer}\n'
        '  - {id: piet-vos, name: "Piet Vos"}\n'
    )
    source = (
        "  - id: night-log\n"
        "    kind: original\n"
        '    title: "Night log"\n'
        "    file: night-log.md\n"
        "    language: en\n"
        "    speakers:\n"
        '      "Ruth Amadi": ruth-amadi\n'
        '      "Piet Vos": piet-vos\n'
    )
    course = Path("questions/course.yaml").read_text(encoding="utf-8")
    assert course == COURSE.replace(people.partition("\n")[0] + "\n", people) + source
    assert run("check", "--strict").code == 0
    found = run("locate", "the sky was better than the company")
    assert found.out.splitlines()[1].startswith("night-log, Text, A1, 12:27 (Piet Vos), ")


def test_a_second_source_leaves_banks_without_one(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    """The line that they need is printed; with it, the course checks clean again."""
    make_course()
    (tmp_path / "night-log.vtt").write_text(CAPTIONS, encoding="utf-8")
    line = "questions/bank.yaml: add `defaults: {source: lighthouse}` above `questions`;"
    out = run("source", "add", "night-log", "night-log.vtt").out
    assert f"{line} with two sources, each passage needs one\n" in out
    assert "as in `defaults: {source: lighthouse}`" in run("check").out
    bank = Path("questions/bank.yaml")
    text = bank.read_text("utf-8")
    bank.write_text(
        text.replace("questions:", "defaults: {source: lighthouse}\nquestions:"), "utf-8"
    )
    assert run("check", "--strict").code == 0


def test_the_lock_knows_what_a_text_was_made_of(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    (tmp_path / "log.vtt").write_text(CAPTIONS, encoding="utf-8")
    run("source", "add", "night-log", "log.vtt")
    made = "made from:    log.vtt, by the converter captions 2"
    assert run("source", "show", "night-log").out.splitlines()[4] == made
    run("pin")
    text = Path("questions/texts/night-log.md")
    text.write_text(text.read_text("utf-8").replace("stars", "moon"), "utf-8")
    assert run("source", "show", "night-log").out.splitlines()[4:6] == [
        made,
        "              edited by hand since then",
    ]
    (tmp_path / "log.md").write_text("Something else.\n", encoding="utf-8")
    run("source", "add", "night-log", "log.md")
    assert "made from" not in run("source", "show", "night-log").out


def test_add_tells_what_a_conversion_left_out(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    body = p(
        r("A shutter "), "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", r("was banging.")
    )
    (tmp_path / "a.docx").write_bytes(docx(body))
    course = Path("questions/course.yaml")
    course.write_text(course.read_text("utf-8").partition("    speakers:")[0], "utf-8")
    assert run("source", "add", "lighthouse", "a.docx").out == (
        "note: 1 tracked deletion left out\n"
        "questions/texts/lighthouse.md: 0 of 1 quote found in the text\n"
    )
    assert Path("questions/texts/lighthouse.md").read_text("utf-8") == "A shutter was banging.\n"


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_text_does_not_change_the_course(
    make_course: MakeCourse, run: Run, text: str
) -> None:
    folder = make_course()
    before = (folder / "course.yaml").read_bytes()
    Path("notes.txt").write_text(text)
    ran = run("source", "add", "notes", "notes.txt")
    why = "notes.txt cannot be the text of a source: it is empty"
    assert (ran.code, ran.out, ran.err) == (3, "", f"studykit: {why}\n")
    assert (folder / "course.yaml").read_bytes() == before


def test_a_document_is_not_added_to_a_source_of_another_format(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(course=COURSE.replace("file: lighthouse.md", "file: lighthouse.txt"))
    (tmp_path / "a.docx").write_bytes(docx(p(r("Words."))))
    assert run("source", "add", "lighthouse", "a.docx").err == (
        "studykit: a.docx becomes Markdown, but the format of lighthouse is transcript; change `file`"
        " to lighthouse.md in course.yaml, and remove `format`\n"
    )


def test_add_does_not_make_a_source_of_a_mistyped_id(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    (tmp_path / "a.md").write_text("Words.\n", encoding="utf-8")
    assert run("source", "add", "lighthose", "a.md").err == (
        "studykit: unknown source `lighthose`; did you mean `lighthouse`?\n"
    )
    assert run("source", "add", "A b", "a.md").err == (
        "studykit: `A b` cannot be an id: use lower-case letters, digits and hyphens, as in"
        " `price-war`\n"
    )


def test_a_course_file_in_another_style_is_not_changed(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    course = (
        "id: c\ntitle: C\nsources: [{id: lighthouse, kind: essay, title: L, file: lighthouse.md}]\n"
    )
    make_course(course=course)
    (tmp_path / "a.md").write_text("It was late, and the lamp was out.\n", encoding="utf-8")
    ran = run("source", "add", "other", "a.md")
    assert ran.code == 3
    assert ran.err == (
        "studykit: questions/course.yaml is not written with one item per line, so the source"
        " cannot be added; add the lines above yourself, then run this command again\n"
    )
    assert ran.out == (
        '- id: other\n  kind: original\n  title: "A"\n  file: other.md\n  language: en\n'
    )
    assert Path("questions/course.yaml").read_text("utf-8") == course


def test_a_damaged_document_is_one_sentence(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    assert run("source", "add", "other", "a.doc").err == (
        "studykit: a.doc is an old Office document: save it as .docx, .odt, .epub, .pdf or plain text\n"
    )


def test_a_quote_of_a_pdf_has_its_page(make_course: MakeCourse, run: Run, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    make_course()
    page = "#set page(width: 80mm, height: 50mm)\n"
    (tmp_path / "mill.pdf").write_bytes(
        typst.compile(f"{page}First page.\n#pagebreak()\nThe wheel turned twice a day.".encode())
    )
    out = run("source", "add", "mill", "mill.pdf").out
    assert "note: 2 pages marked\n" in out
    found = run("locate", "The wheel turned twice a day").out.splitlines()[1]
    assert found.startswith("mill, Text, p. 2, characters ")


def test_doctor_shows_what_looks_wrong_with_its_lines(make_course: MakeCourse, run: Run) -> None:
    make_course(text=LIGHTHOUSE.replace("every four hours", "every four hours.1 Hours"))
    lines = run("source", "doctor", "lighthouse").out.splitlines()
    assert lines[0] == ("a number is stuck to a word; if it is a note mark, write it as 【1】")
    assert lines[1] == (
        "  line 21: d **every four hours.1 Hours**, so whoever winds it stays, and whoever"
    )
    assert lines[-1].endswith(" words read; 1 thing to look at")


def test_doctor_says_if_nothing_looks_wrong(make_course: MakeCourse, run: Run) -> None:
    make_course()
    assert run("source", "doctor", "lighthouse").out.endswith(" words read; nothing looks wrong\n")


def test_a_transcript_with_times_stays_plain_text_for_a_source_that_is_one(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course(course=COURSE.replace("file: lighthouse.md", "file: lighthouse.txt"))
    text = "".join(f"[00:00:0{n}] Marlow: It was so.\n" for n in range(5))
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    run("source", "add", "lighthouse", "a.txt")
    assert Path("questions/texts/lighthouse.txt").read_text("utf-8") == text


def test_a_text_that_was_edited_by_hand_is_not_replaced(
    make_course: MakeCourse, run: Run, tmp_path: Path
) -> None:
    make_course()
    (tmp_path / "log.vtt").write_text(CAPTIONS, encoding="utf-8")
    run("source", "add", "night-log", "log.vtt")
    text = Path("questions/texts/night-log.md")
    made = text.read_text("utf-8")
    text.write_text(made.replace("stars", "moon"), "utf-8")
    ran = run("source", "add", "night-log", "log.vtt")
    assert ran.code == 1
    assert ran.out == (
        f"{text} is unchanged, because it was edited by hand since it was made\n"
        "The new text is in questions/texts/night-log.new.md; to use it, run\n"
        "  studykit source add night-log questions/texts/night-log.new.md\n"
    )
    assert "moon" in text.read_text("utf-8")
    assert Path("questions/texts/night-log.new.md").read_text("utf-8") == made
    run("source", "add", "night-log", "questions/texts/night-log.new.md")
    assert text.read_text("utf-8") == made
