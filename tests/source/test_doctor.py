"""What looks wrong in a text."""

from __future__ import annotations

from studykit.source.course import CourseFile
from studykit.source.doctor import Symptom, examine


def symptoms(raw: str, **keys: object) -> list[Symptom]:
    source = {"id": "s", "kind": "book", "title": "S", "file": "s.md", **keys}
    people = [{"id": "ann", "name": "Ann"}]
    course = CourseFile.model_validate(
        {"id": "c", "title": "C", "people": people, "sources": [source]}
    )
    return list(examine(raw, course.sources[0], course))


def test_a_good_text_has_no_symptoms() -> None:
    assert (
        symptoms("# Talk\n\nIt was 12:30 in 1994, a well-known day.\n\nIt was late, No. 5 said.\n")
        == []
    )


def test_numbers_stuck_to_words_are_shown() -> None:
    assert symptoms("It stopped at the clock.1 It was late.\n\nNobody knew2 why.\n") == [
        Symptom(
            "a number is stuck to a word",
            "if it is a note mark, write it as 【1】",
            ((1, "stopped at the clock.1 It was late."), (3, "Nobody knew2 why.")),
        )
    ]


def test_words_broken_inside_lines_are_shown() -> None:
    (symptom,) = symptoms("It was an exam- ple of it.\n")
    assert symptom.what == "a line contains a hyphen followed by a space"
    assert symptom.lines == ((1, "It was an exam- ple of it."),)


def test_lines_that_come_again_are_shown() -> None:
    (symptom,) = symptoms("A mill, 1\n\nOne.\n\nA mill, 2\n\nTwo.\n\nA mill, 3\n")
    assert symptom == Symptom(
        "a line is repeated 3 times",
        "if it is a running head, remove it",
        ((1, "A mill, 1"), (5, "A mill, 2"), (9, "A mill, 3")),
    )


def test_names_that_are_not_known_are_shown() -> None:
    (symptom,) = symptoms("Ann: It was.\n\nBob: So it was.\n", speakers={"Ann": "ann"})
    assert symptom.what == "a paragraph begins with a name that is not known"
    assert symptom.lines == ((3, "Bob: So it was."),)


def test_garbled_letters_and_lost_ones_are_shown() -> None:
    assert [symptom.what for symptom in symptoms("A cafÃ©.\n\nA caf\ufffd.\n")] == [
        "letters are garbled, perhaps because a file was read in the wrong encoding",
        "a character was lost in a conversion (U+FFFD)",
    ]


def test_times_that_go_back_are_shown() -> None:
    (symptom,) = symptoms("<!-- 1:02 -->\n\nOne.\n\n<!-- 0:40 -->\n\nTwo.\n")
    assert symptom.what == "a time is before the one above it"
    assert symptom.lines == ((5, "<!-- 0:40 -->"),)


def test_a_text_of_which_nothing_can_be_cited() -> None:
    (first, second) = symptoms("<div>\nNothing here.\n</div>\n")
    assert first.what == "nothing in the text can be cited"
    assert second.what == "2 words cannot be cited: HTML in Markdown"
