"""Pages of PDFs: what stays together on one, and what goes on on the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studykit.targets.handout.areas import (
    AnswerLines,
    LetteredChoice,
    NoAnswerArea,
    Options,
)
from studykit.targets.handout.lines import Numbering
from studykit.targets.handout.model import (
    Document,
    HandoutBlock,
    Heading,
    Item,
    Note,
    Part,
    PassageBlock,
    Table,
    TextBlock,
    Writing,
)
from studykit.targets.handout.prose import as_prose, list_of

from .poppler import pages, solid
from .printing import paper, printed, question


def test_a_form_starts_on_a_sheet_of_its_own() -> None:
    """Printed on both sides, form B would else be on the back of form A."""
    part = Part((TextBlock(as_prose("One page")),), "A")
    document = Document("exam", "student", "T", "", "W", "R", (part, Part(part.blocks, "B")))
    assert [page[:50].strip()[:1] for page in pages(printed(document))] == ["W", "", "W"]


@pytest.mark.parametrize("lines", range(0, 44, 1))
def test_no_heading_is_last_on_a_page_and_no_question_is_split(lines: int) -> None:
    """Wherever on the page they are."""
    passage = PassageBlock(Numbering().take("Words. " * 40), "Part 1", "Source")
    blocks: list[HandoutBlock] = [
        *(TextBlock(as_prose(f"Line {n}")) for n in range(lines)),
        Heading("A heading"),
        Heading("Another", 2),
        question(1),
        question(2),
        Heading("A third"),
        TextBlock(as_prose("Question 3 is on this passage.")),
        passage,
        question(3),
    ]
    found = [page.strip().split("\n") for page in pages(printed(paper(*blocks)))]
    for page in found:
        body = [line for line in page if line.strip()]
        assert "of" in body.pop()  # Page 1 of 2
        assert body[-2 if body[-1] == "A title" else -1] not in (
            "A heading",
            "Another",
            "A third",
            "Question 3 is on this passage.",
        )
    for n in (1, 2, 3):
        (index,) = [i for i, page in enumerate(found) if any(f"number {n}?" in x for x in page)]
        assert all(any(f"Option {c} of {n}" in x for x in found[index]) for c in "ABCD")
    (passage_on,) = {i for i, page in enumerate(found) if any("Words. Words." in x for x in page)}
    assert any("number 3?" in line for line in found[passage_on])


@pytest.mark.parametrize("lines", range(24, 44))
def test_notes_start_on_the_page_of_their_question(lines: int) -> None:
    notes = (
        Note("Answer", as_prose("It begins. " + "And it goes on. " * 60)),
        Note("Why", as_prose("So.")),
    )
    blocks = [
        *(TextBlock(as_prose(f"Line {n}")) for n in range(lines)),
        replace(question(1), notes=notes),
    ]
    found = pages(printed(paper(*blocks)))
    (page,) = [page for page in found if "number 1?" in page]
    assert "Option D of 1" in page
    assert "It begins." in page


def test_room_for_a_reason_is_on_the_page_of_its_question() -> None:
    one = replace(question(1), answer_area=replace(question(1).answer_area, reason=True))
    for above in range(24, 44, 2):
        (page,) = [p for p in pages(printed(paper(*["A line."] * above, one))) if "number 1?" in p]
        assert "Because (line" in page, above


@pytest.mark.parametrize("audience", ["student", "teacher"])
def test_a_question_up_to_half_a_page_is_not_split(audience: str) -> None:
    """With its passages, and what the teacher listens for."""
    quotes = tuple(
        PassageBlock(Numbering().take(f"Words of {place}. " * 6), place, "Source")
        for place in ("A1", "A2", "A3")
    )
    item = Item(1, as_prose("Who would stay?"), AnswerLines(4), quotes, id=None)
    if audience == "teacher":
        points = list_of(as_prose(f"Point {n}") for n in range(6))
        notes = (Note("Listen for", points), Note("Follow up", points))
        item = replace(item, answer_area=NoAnswerArea(), passages=quotes[:2], notes=notes)
    for above in range(14, 40, 2):
        found = pages(printed(paper(*["One line."] * above, item, *["Below."] * 20)))
        (page,) = [page for page in found if "Who would stay?" in page]
        last = "A3. Source" if audience == "student" else "Follow up"
        assert last in page, above
        assert page.count("Point 5") == 2 * (audience == "teacher"), above


@pytest.mark.parametrize("lines", range(3, 30, 3))
def test_no_note_of_a_high_question_is_alone_on_a_page(lines: int) -> None:
    """Its last line is not alone at the top, and the answer not at the foot."""
    passage = PassageBlock(Numbering().take("Words. " * 150), "A1", "Source")
    notes = (
        Note("Answer", as_prose("It begins.")),
        *(Note("Incorrect", as_prose(f"Reason {n}. " + "And so on. " * 40)) for n in range(6)),
        Note("Explanation", as_prose("It ends.")),
    )
    item = Item(1, as_prose("Who?"), NoAnswerArea(), (passage,), notes=notes)
    found = pages(printed(paper(*["One line."] * lines, item)))
    assert len(found) > 1
    (first,) = [page for page in found if "It begins." in page]
    (last,) = [page for page in found if "It ends." in page]
    assert "Reason 0" in first
    assert "Reason 5" in last


def test_a_question_of_the_interviewer_is_on_the_page_of_its_answer() -> None:
    numbering = Numbering()
    asked = PassageBlock(numbering.take("Why does nobody turn it?"), "Q1", "Source")
    answer = PassageBlock(numbering.take("Because nobody asks. " * 12), "A1", "Source")
    split = set()
    for above in range(22, 40):
        found = pages(printed(paper(*["One line."] * above, asked, answer)))
        (page,) = [page for page in found if "Why does nobody turn it?" in page]
        assert "Because nobody asks." in page, above
        split.add(len(found))
    assert split == {1, 2}
    # an answer that is as short may be the last on its page: the next question is another matter
    found = pages(printed(paper(*["One line."] * 32, answer, asked, answer)))
    assert [page.count("A1. Source") for page in found] == [1, 1]


@pytest.mark.parametrize(("sentences", "is_split"), [(5, False), (9, True)])
def test_a_long_turn_fills_its_page_and_goes_on_on_that_of_its_questions(
    sentences: int, is_split: bool
) -> None:
    lines = Numbering().take(
        "This is a sentence that fills its line of sixty columns now. " * sentences
    )
    turn = PassageBlock(lines, "A1", "Source")
    question = Item(
        1, as_prose("Which?"), Options(tuple(LetteredChoice(c, as_prose(c)) for c in "ABC"))
    )
    found = set()
    for above in range(20, 42):
        texts = pages(printed(paper(*["One line."] * above, turn, question)))
        counts = [page.count("sixty columns") for page in texts]
        found.add(tuple(count for count in counts if count))
        assert 1 not in counts
    assert any(len(counts) > 1 for counts in found) == is_split


@pytest.mark.parametrize(("sentences", "above"), [(7, 33), (10, 31), (11, 30), (12, 29)])
def test_an_attribution_is_on_the_page_of_the_last_two_lines(sentences: int, above: int) -> None:
    lines = Numbering().take(
        "This is a sentence that fills its line of sixty columns now. " * sentences
    )
    turn = PassageBlock(lines, "A1", "Source")
    found = pages(printed(paper(*["One line."] * above, turn, question(1))))
    (page,) = [page for page in found if "A1. Source" in page]
    assert page.count("sixty columns") == 2


def test_a_question_longer_than_a_page_continues_on_the_next() -> None:
    options = tuple(
        LetteredChoice(c, as_prose(f"{c}begins " + "and so on " * 499 + f"{c}ends")) for c in "ABC"
    )
    found = pages(printed(paper(Item(1, as_prose("Which?"), Options(options)))))
    text = "".join(found)
    assert len(found) > 2
    assert text.count("and so on") + text.count("and so\non") + text.count("and\nso on") > 1400
    assert [text.count(f"{c}{end}") for c in "ABC" for end in ("begins", "ends")] == [1] * 6


def test_a_table_over_several_pages_repeats_its_header() -> None:
    rows = tuple((as_prose(f"row {n}"), as_prose("what it says")) for n in range(90))
    found = pages(printed(paper(Table("Rubric", ("Who", "What"), rows, (1, 3)))))
    assert len(found) > 1
    assert all("Who" in page and "What" in page for page in found)


def test_a_long_passage_continues_on_the_next_page() -> None:
    lines = Numbering().take("A line of a whole section that goes on and on. " * 120)
    found = pages(printed(paper(PassageBlock(lines, "Part 1", "Source"))))
    assert len(found) == 2
    assert solid("".join(line.text for line in lines[-3:])) in solid(found[-1])


def test_many_answer_lines_continue_on_the_next_page() -> None:
    item = Item(1, as_prose("Why?"), AnswerLines(60))
    assert len(pages(printed(paper(item)))) >= 2


def test_a_last_page_with_a_few_lines_is_saved_by_narrower_lines() -> None:
    """A sheet whose answer lines fit one page at seven millimetres but not at eight."""
    counts = [len(pages(printed(paper(Writing(lines))))) for lines in (28, 30, 40)]
    assert counts == [1, 1, 2]


def test_a_last_page_is_saved_by_smaller_letters_if_narrower_lines_do_not() -> None:
    text = "Somebody has to be here. " * 28
    counts = [len(pages(printed(paper(*[text] * n)))) for n in (5, 6, 7, 8)]
    assert counts == [1, 1, 1, 2]  # 6 with narrower lines, 7 with smaller letters, too


def test_lines_to_write_on_are_on_the_page_of_the_last_words_above() -> None:
    """Below whole turns too, between which a question may go on on the next page."""
    turns = [
        PassageBlock(Numbering().take("Somebody has to be here. " * 24), place, "The first")
        for place in ("A1", "A2")
    ]
    item = Item(1, as_prose("Who?"), AnswerLines(4), tuple(turns))
    divided = set()
    for above in range(6, 38, 4):
        found = pages(printed(paper(*["One line."] * above, item)))
        assert "A2. The first" in found[-1]
        divided.add(("A1. The first" in found[0], len(found)))
    assert divided == {(True, 1), (True, 2), (False, 2)}


def test_a_short_table_is_on_one_page() -> None:
    rows = tuple((as_prose(f"row {n}"), as_prose("what it says")) for n in range(5))
    for above in range(24, 36):
        found = pages(
            printed(paper(*["One line."] * above, Table("Rubric", ("Who", "What"), rows, (1, 3))))
        )
        (page,) = [page for page in found if "Rubric" in page]
        assert all(f"row {n}" in page for n in range(5))
