"""Comparisons: turns of two translations side by side, with differences marked."""

from __future__ import annotations

from studykit.bank.load import Course
from studykit.source.claims import ClaimKind
from studykit.targets.handout.areas import Options
from studykit.targets.handout.model import Legend, Parallel, TextBlock, Together

from ...conftest import MakeCourse
from .courses import BANK, TEXTS, TWO, make_handout, open_course, shipped, student_and_teacher
from .documents import blocks, items, items_by_id, left_out, notes, text_of


def test_two_translations_are_side_by_side_with_differences_marked(course: Course) -> None:
    student, teacher = student_and_teacher("compare", course, full_text=False)
    pairs = blocks(student, Parallel)
    assert [pair.name for pair in pairs] == ["Part 1, A1", "Part 1, A3"]
    marked = [
        [(run.text, run.mark) for line in side.lines for run in line.runs if run.mark]
        for pair in pairs
        for side in (pair.left, pair.right)
    ]
    assert marked == [
        [],
        [("No", ClaimKind.NEGATION), ("could", ClaimKind.MODAL)],
        [("four", ClaimKind.NUMBER)],
        [("five", ClaimKind.NUMBER)],
    ]
    assert blocks(student, Legend) == [
        Legend((ClaimKind.NUMBER, ClaimKind.NEGATION, ClaimKind.MODAL))
    ]
    assert [item.id for item in items(teacher)] == ["beginning", "hours"]
    assert notes(items_by_id(teacher)["hours"], "Answer") == ["B: The second"]


def test_both_sides_start_at_the_same_line_number(course: Course) -> None:
    student, _ = student_and_teacher("compare", course, full_text=False)
    one, two = blocks(student, Parallel)
    assert one.left.lines[0].number == one.right.lines[0].number == 1
    last = max(one.left.lines[-1].number, one.right.lines[-1].number)
    assert two.left.lines[0].number == two.right.lines[0].number == last + 1


def test_whole_turns_are_printed_with_their_questions_kept_together(course: Course) -> None:
    result = make_handout("compare", course)
    together = [
        block for block in result.documents[0].parts[0].blocks if isinstance(block, Together)
    ]
    assert [[type(block).__name__ for block in one.blocks] for one in together] == [
        ["Heading", "Parallel", "Item"],
        ["Heading", "Parallel", "Item"],
    ]
    pair = blocks(result.documents[0], Parallel)[1]
    text = " ".join(line.text for line in pair.right.lines)
    assert text.startswith("Because a motor asks nothing of anybody. The weight")
    assert text.endswith("The rest is brass.")


def test_each_of_several_quotes_of_a_turn_is_above_its_questions(make_course: MakeCourse) -> None:
    """Below all of them, students would have to look up which quote a question is about."""
    more = """\
- id: buckets
  type: compare
  prompt: How do the two end?
  differs: They do not.
  passages:
    - {quote: The rest is brass.}
    - {quote: The rest is brass., source: second}
"""
    course = open_course(make_course(bank=BANK + more, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("compare", course, full_text=False)
    (turn,) = [b for b in student.parts[0].blocks if isinstance(b, Together) and len(b.blocks) > 3]
    assert [type(block).__name__ for block in turn.blocks] == [
        "Heading",
        "Parallel",
        "Item",
        "Parallel",
        "Item",
    ]
    assert [item.number for item in items(student)] == [1, 2, 3]


def test_without_one_of_the_texts_quotes_are_printed_with_a_remark(course: Course) -> None:
    del course.texts["second"]
    assert (
        "the text of The second is not available, so only quotes are printed; to print the passages"
        " whole, save it as `second.md` and name the folder with `--texts`"
    ) in make_handout("compare", course).remarks


def test_a_note_on_missing_texts_says_how_to_fetch_them() -> None:
    """All are missing here: the rights to the shipped course's texts are their publishers'."""
    assert make_handout("compare", shipped(), sections=("part-2",)).remarks[-1] == (
        "the texts of Harry Wang’s blog and The China Academy are not available, so only quotes are"
        " printed; to print the passages whole, run `studykit source fetch he-yu zhong`, or save"
        " them as `001-he-yu.md` and `004-zhong.txt` and name the folder with `--texts`"
    )


def test_who_says_which_translation_says_it_gives_a_reason(course: Course) -> None:
    """On a comparison, which has time for it; an exam has its key, and the teacher an explanation."""
    student, teacher = student_and_teacher("compare", course)
    assert [
        item.answer_area.reason for item in items(student) if isinstance(item.answer_area, Options)
    ] == [True]
    assert [
        (item.answer_area.reason, item.minutes)
        for item in items(teacher)
        if isinstance(item.answer_area, Options)
    ] == [(False, 3)]
    exam = make_handout("exam", course, minutes=90).documents[0]
    areas = [item.answer_area for item in items(exam)]
    assert not any(isinstance(area, Options) and area.reason for area in areas)


def test_an_order_that_can_be_read_off_the_headings_is_not_asked(make_course: MakeCourse) -> None:
    order = """\
- id: sequence
  type: ordering
  prompt: In which order does she say this?
  items: [A noise, Nothing is asked, Winding]
  passages:
    - {quote: A noise. I was walking the dog}
    - {quote: No voice. I could be walking the dog, source: second}
    - {quote: The weight has to be wound every four hours}
    - {quote: The weight has to be wound every five hours, source: second}
"""
    course = open_course(make_course(bank=BANK + order, course=TWO, more=TEXTS))
    assert left_out(make_handout("compare", course))["sequence"] == (
        "the places on the handout give away the order"
    )


def test_the_words_left_and_right_are_not_used(course: Course) -> None:
    """On a phone the versions are one below the other."""
    for document in make_handout("compare", course).documents:
        for block in blocks(document, TextBlock):
            assert not {"left", "right."} & set(text_of(block.prose).split())


def test_questions_on_one_translation_are_left_out(course: Course) -> None:
    reasons = left_out(make_handout("compare", course))
    assert reasons["noise"] == "does not cite the same turn in both The first and The second"
    assert reasons["start"] == "discussion questions are for seminars"


def test_a_course_without_two_translations_has_nothing_to_compare(make_course: MakeCourse) -> None:
    result = make_handout("compare", open_course(make_course()))
    assert result.documents == ()
    assert result.remarks == (
        "nothing to compare: the course needs two sources of the same work, both with turns",
    )
    assert set(left_out(result).values()) == {"the course has no two translations to compare"}
