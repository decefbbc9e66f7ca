"""Close readings: passages in order, questions by level, whole sections."""

from __future__ import annotations

from studykit.bank.load import Course
from studykit.targets.handout.model import Heading, PassageBlock, TextBlock

from ...conftest import MakeCourse
from .courses import BANK, TEXTS, TWO, make_handout, open_course, student_and_teacher
from .documents import blocks, items, items_by_id, left_out, text_of


def test_a_reading_has_passages_in_the_order_of_the_text(course: Course) -> None:
    student, _ = student_and_teacher("reading", course, minutes=90)
    found = [
        b.text if isinstance(b, Heading) else b.lines[0].text
        for b in student.parts[0].blocks
        if isinstance(b, Heading | PassageBlock)
    ]
    assert found[: found.index("Questions")] == [
        "Introduction",
        "was switched off in 1994",
        "Part 1",
        "A noise. I was walking the dog",
        "a shutter was banging up here in the wind",
        "No voice. I could be walking the dog",
        "You can’t buy such a wheel",
        "Because a motor asks nothing of anybody.",
        "The weight has to be wound every four hours",
        "The weight has to be wound every five hours",
        "Part 2",
        "They are bakers and bus drivers; they get up at five.",
        "I don’t think the board was wrong to switch the old light",
        "Our youngest winder is twelve.",
        "It takes 212 turns to bring the weight up",
    ]


def test_questions_are_sorted_by_level_and_name_their_lines(course: Course) -> None:
    student, teacher = student_and_teacher("reading", course, minutes=90)
    levels = [heading.text for heading in blocks(student, Heading) if heading.level == 2]
    assert levels == ["Remember", "Understand", "Analyze", "Other questions"]
    line = {p.lines[0].text: p.lines[0].number for p in blocks(student, PassageBlock)}
    four = line["The weight has to be wound every four hours"]
    five = line["The weight has to be wound every five hours"]
    assert items_by_id(teacher)["hours"].lines == ((four, four), (five, five))


def test_a_reading_leaves_out_questions_that_it_would_answer(course: Course) -> None:
    assert left_out(make_handout("reading", course, minutes=90)) == {
        "start": "discussion questions are for seminars",
        "motor-talk": "discussion questions are for seminars",
        "end": "discussion questions are for seminars",
        "winding": "a printed passage contains the missing words",
        "whose": "the speaker is named below each passage",
    }


def test_questions_that_do_not_fit_into_the_minutes_are_left_out(course: Course) -> None:
    result = make_handout("reading", course, minutes=5)
    assert result.minutes == 4
    assert "needs 2 min, 1 min left" in left_out(result).values()


def test_a_quote_within_another_is_not_printed_again(make_course: MakeCourse) -> None:
    bank = BANK.split("- id: start")[0] + (
        "- {id: a, type: basic, prompt: What does it ask?, answer: Nothing., passages: [{quote: a motor asks nothing}]}\n"
        "- {id: b, type: basic, prompt: Whom does it not ask?, answer: Anybody., passages: [{quote: Because a motor asks nothing of anybody.}]}\n"
    )
    course = open_course(make_course(bank=bank, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("reading", course)
    assert [passage.lines[0].text for passage in blocks(student, PassageBlock)] == [
        "Because a motor asks nothing of anybody."
    ]
    assert [item.lines for item in items(student)] == [((1, 1),), ((1, 1),)]


def test_full_text_prints_whole_sections_with_a_notice(course: Course) -> None:
    result = make_handout("reading", course, minutes=90, full_text=True, sections=("part-2",))
    student, teacher = result.documents
    passages = blocks(student, PassageBlock)
    assert [p.place for p in passages if p.place.startswith("Part 2")] == [
        f"Part 2, {turn}" for turn in ("Q1", "A1", "Q2", "A2", "Q3", "A3")
    ]
    (notice,) = [block for block in blocks(student, TextBlock) if block.tone == "notice"]
    assert text_of(notice.prose) == (
        "This handout prints long passages of The Shutter and the Light (written for studykit)."
        " They belong to their publisher: use them only in your own class, as your local law allows,"
        " and do not pass them on. Read the original at https://example.org/lighthouse."
    )
    ((first, last),) = items_by_id(teacher)["turns"].lines
    lines = {line.number: line.text for passage in passages for line in passage.lines}
    assert "It takes 212 turns to bring the weight up" in " ".join(
        lines[number] for number in range(first, last + 1)
    )


def test_full_text_without_texts_prints_quotes_with_a_remark(course: Course) -> None:
    course.texts.clear()
    result = make_handout("reading", course, minutes=90, full_text=True)
    assert result.remarks[0] == (
        "--full-text: no text available for the cited sources; only quotes are printed"
    )


def test_sections_that_take_longer_than_the_minutes_are_not_printed(course: Course) -> None:
    result = make_handout("reading", course, minutes=1, full_text=True)
    assert result.documents == ()
    assert result.remarks == (
        "reading 3 whole sections takes 4 minutes, but `--minutes` is 1; choose fewer sections with"
        " `--section`, or raise `--minutes`",
    )
    assert left_out(result)["noise"] == "needs 2 min, 0 min left"
