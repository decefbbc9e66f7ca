"""Close readings: the text of a section, questions at their lines."""

from __future__ import annotations

from studykit.bank.load import Course
from studykit.targets.handout.model import (
    Document,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    PassageBlock,
    WebAddress,
)
from studykit.targets.handout.texts import texts as texts_of

from ...conftest import LIGHTHOUSE, REPOSITORY, MakeCourse
from .courses import (
    BANK,
    TEXTS,
    TWO,
    handout_request,
    make_handout,
    open_course,
    student_and_teacher,
)
from .documents import blocks, items, items_by_id, left_out


def order(document: Document) -> list[str]:
    """The places of passages and the first words of questions, in the order of the page."""

    def name(block: HandoutBlock) -> str | None:
        if isinstance(block, PassageBlock):
            return block.place
        return str(block.number) if isinstance(block, Item) else None

    return [found for block in document.parts[0].blocks if (found := name(block))]


def test_a_reading_prints_a_section_of_one_source_with_questions_after_their_turns(
    course: Course,
) -> None:
    student, teacher = student_and_teacher("reading", course, sections=("part-1",))
    assert student.title == "Close reading: Part 1"
    assert order(student) == [
        "Part 1, Q1",
        "Part 1, A1", "1", "2",
        "Part 1, Q2",
        "Part 1, A2", "3",
        "Part 1, Q3",
        "Part 1, A3", "4", "5",
        "Part 1, Q4",
        "Part 1, A4",
    ]  # fmt: skip
    assert [item.id for item in items(teacher)] == ["beginning", "noise", "order", "motor", "hours"]
    assert {passage.source for passage in blocks(student, PassageBlock)} == {"The first"}
    numbers = [line.number for p in blocks(student, PassageBlock) for line in p.lines]
    assert numbers == list(range(1, len(numbers) + 1))


def test_in_a_text_without_turns_a_question_is_below_its_paragraph() -> None:
    course = open_course(REPOSITORY / "studykit/starter/science")
    student, teacher = student_and_teacher("reading", course, sections=("start",))
    shown = [
        f"{block.attribution} {block.line_range}"
        if isinstance(block, PassageBlock)
        else block.facts
        for block in student.parts[0].blocks
        if isinstance(block, PassageBlock | Item)
    ]
    assert shown == [
        "Nora Ferris, Before you start. Swings That Keep Time (1, 6)",
        "lines 1–3",
        "Nora Ferris, Before you start. Swings That Keep Time (7, 11)",
        "lines 7–9",
    ]
    lines = [line for block in blocks(teacher, PassageBlock) for line in block.lines]
    assert [line.number for line in lines] == [*range(1, 12)]
    assert [line.number for line in lines if line.starts_paragraph] == [1, 7]


def test_a_question_names_its_lines(course: Course) -> None:
    student, teacher = student_and_teacher("reading", course, sections=("part-1",))
    lines = {line.number: line.text for p in blocks(student, PassageBlock) for line in p.lines}
    ((first, last),) = items_by_id(teacher)["motor"].lines
    assert "asks nothing of anybody." in " ".join(lines[n] for n in range(first, last + 1))
    assert [item.facts for item in items(student)] == [
        f"line {item.lines[0][0]}" if item.lines[0][0] == item.lines[0][1] else
        f"lines {item.lines[0][0]}–{item.lines[0][1]}"
        for item in items(student)
    ]  # fmt: skip


def test_another_version_is_quoted_without_numbers_where_a_question_compares(
    course: Course,
) -> None:
    _, teacher = student_and_teacher("reading", course, sections=("part-1",))
    passages = {id: item.passages for id, item in items_by_id(teacher).items()}
    (box,) = passages.pop("hours")
    assert [(line.number, line.text) for line in box.lines] == [
        (0, "The weight has to be wound every five hours")
    ]
    assert box.source == "The second"
    assert len(passages.pop("beginning")) == 1
    assert set(passages.values()) == {()}


def test_a_reading_leaves_out_questions_that_it_would_answer_and_those_on_other_parts(
    course: Course,
) -> None:
    assert left_out(make_handout("reading", course, minutes=90, sections=("part-1",))) == {
        "start": "discussion questions are for seminars",
        "motor-talk": "discussion questions are for seminars",
        "end": "discussion questions are for seminars",
        "winding": "a printed passage contains the missing words",
        "whose": "the speaker is named below each passage",
        "youngest": "does not quote Part 1 in The first",
        "turns": "does not quote Part 1 in The first",
        "pairs": "does not quote Part 1 in The first",
        "board": "does not quote Part 1 in The first",
        "years": "does not quote Part 1 in The first",
    }


def test_a_question_that_also_quotes_another_part_is_left_out(make_course: MakeCourse) -> None:
    both = """\
- id: both
  type: basic
  prompt: What asks nothing, and who winds?
  answer: A motor; a child.
  passages: [{quote: a motor asks nothing}, {quote: Our youngest winder is twelve.}]
"""
    course = open_course(make_course(bank=BANK + both, course=TWO, more=TEXTS))
    result = make_handout("reading", course, sections=("part-1",))
    assert left_out(result)["both"] == "also quotes Part 2, A3 in The first"


def test_a_question_on_words_in_a_third_language_is_left_out(make_course: MakeCourse) -> None:
    """A student who reads only the text and the questions could not answer."""
    foreign = TWO.replace("short: The second\n", "short: The second\n    language: de\n")
    course = open_course(make_course(course=foreign, bank=BANK, more=TEXTS))
    result = make_handout("reading", course, sections=("part-1",))
    assert left_out(result)["hours"] == (
        "also quotes The second, in a language that is neither the text’s nor the question’s"
    )
    german = BANK.replace("{source: lighthouse}", "{source: lighthouse, lang: de}", 1)
    course = open_course(make_course(course=foreign, bank=german, more=TEXTS))
    assert "hours" not in left_out(make_handout("reading", course, sections=("part-1",)))


def test_several_sections_have_headings(course: Course) -> None:
    student, _ = student_and_teacher(
        "reading", course, minutes=90, sections=("introduction", "part-1", "part-2")
    )
    assert student.title == "Close reading: Introduction, Part 1 and Part 2"
    assert [h.text for h in blocks(student, Heading)] == ["Introduction", "Part 1", "Part 2"]


def test_without_a_section_the_one_with_most_questions_is_read(course: Course) -> None:
    result = make_handout("reading", course)
    assert result.documents[0].title == "Close reading: Part 1"
    assert result.remarks[0] == (
        "reading Part 1, which has most questions; choose others with `--section`"
    )


def test_without_texts_quotes_are_printed_with_the_place_to_read_the_text(course: Course) -> None:
    course.texts.clear()
    result = make_handout("reading", course, sections=("part-1",))
    student, teacher = result.documents
    assert result.remarks[0] == (
        "the text of The first is not available, so only quotes are printed; to print the passages"
        " whole, save it as `lighthouse.md` and name the folder with `--texts`"
    )
    assert blocks(student, WebAddress) == [
        WebAddress("Read Part 1 in The first", "https://example.org/lighthouse")
    ]
    assert [p.lines[0].text for p in blocks(student, PassageBlock)] == [
        "a shutter was banging up here in the wind",
        "A noise. I was walking the dog",
        "You can’t buy such a wheel",
        "Because a motor asks nothing of anybody.",
        "The weight has to be wound every four hours",
    ]
    assert items_by_id(teacher)["hours"].lines == ((5, 5),)


def test_questions_that_do_not_fit_into_the_minutes_are_left_out(course: Course) -> None:
    result = make_handout("reading", course, minutes=5, sections=("part-1",))
    assert result.minutes == 5
    assert "needs 2 min, 0 min left" in left_out(result).values()


def test_a_quote_within_another_is_not_printed_again(make_course: MakeCourse) -> None:
    bank = BANK.split("- id: start")[0] + (
        "- {id: a, type: basic, prompt: What does it ask?, answer: Nothing., passages: [{quote: a motor asks nothing}]}\n"
        "- {id: b, type: basic, prompt: Whom does it not ask?, answer: Anybody., passages: [{quote: Because a motor asks nothing of anybody.}]}\n"
    )
    course = open_course(make_course(bank=bank, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("reading", course, full_text=False)
    assert [passage.lines[0].text for passage in blocks(student, PassageBlock)] == [
        "Because a motor asks nothing of anybody."
    ]
    assert [item.lines for item in items(student)] == [((1, 1),), ((1, 1),)]


def test_the_credits_say_what_is_printed_and_its_rights(make_course: MakeCourse) -> None:
    """Public-domain text carries no limit of its use."""

    def credits(course: str, **changes: bool) -> tuple[str, ...]:
        opened = open_course(make_course(bank=BANK, course=course, more=TEXTS))
        student, _ = student_and_teacher("reading", opened, sections=("part-2",), **changes)
        return student.credits

    text = "The Shutter and the Light (written for studykit)"
    assert credits(TWO)[0] == f"Text: {text}. Printed for use in this class only."
    free = TWO.replace(
        "    kind: translation\n", "    kind: translation\n    rights: public-domain\n"
    )
    assert credits(free)[0] == f"Text: {text}, public domain."
    licensed = free.replace("rights: public-domain", "rights: CC BY 4.0")
    assert credits(licensed)[0] == f"Text: {text}, CC BY 4.0."
    assert credits(TWO, full_text=False)[0] == f"Quotes: {text}."


def test_a_section_without_suitable_questions_is_not_called_too_long(course: Course) -> None:
    only = tuple(pair for pair in handout_request(course).pool if pair[1].id == "youngest")
    result = make_handout("reading", course, pool=only, sections=("part-1",))
    assert (result.documents, result.remarks) == ((), ())
    assert left_out(result) == {"youngest": "does not quote Part 1 in The first"}


def test_a_section_that_takes_longer_than_the_minutes_is_not_printed(course: Course) -> None:
    result = make_handout("reading", course, minutes=1, sections=("part-1",))
    assert result.documents == ()
    assert result.remarks == (
        "reading Part 1 takes 2 minutes, but `--minutes` is 1; raise it, or use `--quotes-only`",
    )


def test_a_glossary_is_printed_for_terms_of_the_text(make_course: MakeCourse) -> None:
    defined = BANK.replace(
        "explanation: The clockwork is a machine of 1871.",
        "explanation: A motor is a machine that turns a lens by itself.",
    )
    course = open_course(make_course(bank=defined, course=TWO, more=TEXTS))
    student, _ = student_and_teacher("reading", course, sections=("part-1",))
    (found,) = blocks(student, Glossary)
    assert [term.term for term in found.terms] == ["motor"]
    # before the text, which has a heading of its own then
    assert [h.text for h in blocks(student, Heading)] == ["Glossary", "Part 1"]
    (part,) = student.parts
    assert part.blocks.index(found) < min(map(part.blocks.index, blocks(student, PassageBlock)))


def test_marks_of_notes_are_not_printed_and_lines_are_those_without_them(
    make_course: MakeCourse,
) -> None:
    """In the text, in a quote, and in whole turns side by side."""
    marked = {
        "Not one. They have": "Not one.【12】 They have【3】",
        "and they have the mast": "and they have the mast【4】",
    }
    texts = [LIGHTHOUSE, TEXTS["texts/second.md"]]
    for old, new in marked.items():
        assert all(old in text for text in texts)
        texts = [text.replace(old, new) for text in texts]
    bank = (
        BANK
        + """\
- id: mast
  type: short_answer
  prompt: What do ships have beside satellites?
  answer: the mast
  passages: [{quote: "They have【3】 satellites, and they have the mast【4】"}]
- id: reach
  type: compare
  prompt: What do both say of ships?
  differs: Nothing.
  passages: [{quote: and they have the mast}, {quote: and they have the mast, source: second}]
"""
    )
    course = open_course(
        make_course(bank=bank, course=TWO, text=texts[0], more={"texts/second.md": texts[1]})
    )
    student, teacher = student_and_teacher("reading", course, sections=("part-1",))
    turn = blocks(student, PassageBlock)[-1]
    assert " ".join(line.text for line in turn.lines).startswith(
        "Not one. They have satellites, and they have the mast. But one Saturday"
    )
    first = turn.lines[0].number
    assert items_by_id(teacher)["mast"].lines == ((first, first),)
    for kind, full_text in (
        ("reading", False),
        ("compare", True),
        ("compare", False),
        ("key", True),
    ):
        for document in make_handout(kind, course, full_text=full_text).documents:
            assert "【" not in " ".join(text for _, text in texts_of(document))
