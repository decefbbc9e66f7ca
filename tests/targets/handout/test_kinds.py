"""What each kind of handout takes, prints and leaves out."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations
from typing import get_args

import pytest

from studykit.bank.load import Course
from studykit.bank.model import Choose, Exercise, Response
from studykit.bank.prose import Prose
from studykit.source.claims import Kind
from studykit.targets.handout import CAPABILITIES
from studykit.targets.handout.formats import FORMATS
from studykit.targets.handout.glossary import glossary
from studykit.targets.handout.kinds import KINDS, make
from studykit.targets.handout.kinds.exam import form, together
from studykit.targets.handout.kinds.seminar import plan
from studykit.targets.handout.model import (
    AnswerLines,
    Blanks,
    Document,
    Glossary,
    HandoutBlock,
    Heading,
    Item,
    Legend,
    Options,
    OrderArea,
    PairsArea,
    Parallel,
    PassageBlock,
    Table,
    TextBlock,
    words,
)
from studykit.targets.handout.pieces import asked, minutes

from ...conftest import MakeCourse
from .courses import BANK, TEXTS, TWO, made, opened, papers, shipped, wish


def said(prose: Prose) -> str:
    return "\n".join(words(prose))


def items(document: Document) -> list[Item]:
    return [b for part in document.parts for b in part.blocks if isinstance(b, Item)]


def blocks(document: Document, kind: type[HandoutBlock]) -> list[HandoutBlock]:
    return [b for part in document.parts for b in part.blocks if isinstance(b, kind)]


def by_id(document: Document) -> dict[str | None, Item]:
    return {item.id: item for item in items(document)}


def notes(item: Item, label: str) -> list[str]:
    return [said(note.prose) for note in item.notes if note.label == label]


def exercises_of(course: Course) -> dict[str, Exercise]:
    return {exercise.id: exercise for _, exercise in wish(course).exercises}


def test_every_response_is_in_the_capability_table_and_every_format_is_of_known_kinds() -> None:
    assert set(CAPABILITIES) == set(get_args(Response))
    assert {kind for one in FORMATS.values() for kind in one.kinds} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_course_without_questions_makes_nothing(kind: str, course: Course) -> None:
    from dataclasses import replace

    assert make(kind, replace(wish(course), exercises=())).documents == ()


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_wish_makes_the_same_and_every_question_is_accounted_for(
    kind: str, course: Course
) -> None:
    one, two = made(kind, course), made(kind, course)
    assert one == two
    ids = [id for id, _ in (*one.taken, *one.left)]
    assert sorted(ids) == sorted(exercises_of(course))


@pytest.mark.parametrize("kind", ["seminar", "reading", "compare", "exam"])
def test_student_and_teacher_have_the_same_lines_and_questions(kind: str, course: Course) -> None:
    student, teacher = papers(kind, course)
    if kind != "exam":
        assert blocks(student, PassageBlock) == blocks(teacher, PassageBlock)
        assert [i.shown for i in items(student)] == [i.shown for i in items(teacher)]
    assert [(i.number, i.lines) for i in items(student)] == [
        (i.number, i.lines) for i in items(teacher)
    ]


# Seminar


def test_a_seminar_has_an_opening_core_questions_with_passages_and_a_closing(
    course: Course,
) -> None:
    student, teacher = papers("seminar", course, minutes=36)
    assert [i.id for i in items(teacher)] == ["start", "motor-talk", "end"]
    assert [h.text for h in blocks(student, Heading) if isinstance(h, Heading)] == [
        "Opening", "Core questions", "Closing", "Exit ticket",
    ]  # fmt: skip
    core = items(student)[1]
    assert [line.text for line in core.shown[0].lines] == [
        "Because a motor asks nothing of anybody."
    ]
    assert core.shown[0].attribution == "Ida Marlow, Part 1, A3. The first"
    assert core.facts == "evaluate · 20 min"


def test_the_teacher_of_a_seminar_has_timing_points_stems_and_a_rubric(course: Course) -> None:
    _, teacher = papers("seminar", course, minutes=40)
    core = by_id(teacher)["motor-talk"]
    assert notes(core, "Listen for") == [
        "Asking makes people stay\nThe sea could be watched by a machine"
    ]
    assert notes(core, "Follow up") == ["Who would stay for a bell?"]
    timing, rubric = [t for t in blocks(teacher, Table) if isinstance(t, Table)]
    assert [tuple(map(said, row)) for row in timing.rows] == [
        ("Question 1, opening", "4", "0–4"),
        ("Question 2, core", "20", "4–24"),
        ("Question 3, closing", "7", "24–31"),
        ("Exit ticket", "5", "31–36"),
        ("In hand", "4", "36–40"),
        ("In all", "40", ""),
    ]
    assert [said(row[0]) for row in rubric.rows] == ["Questioning", "Evidence", "Listening"]
    assert [len(row) for row in rubric.rows] == [4, 4, 4]


def test_too_few_questions_for_a_seminar_are_said_to_be_too_few(course: Course) -> None:
    assert made("seminar", course, minutes=36).remarks == ()
    assert made("seminar", course, minutes=90).remarks == (
        "too few questions: 36 of 90 minutes are filled; choose from more, or give other `--minutes`",
    )
    assert made("seminar", course, minutes=20).remarks == (
        "without a core question: none fits into 20 minutes",
        "no further question fits: 14 of 20 minutes are filled; choose from more, or give other"
        " `--minutes`",
    )


@pytest.mark.parametrize(
    ("total", "filled"), [(30, 25), (45, 45), (60, 50), (75, 68), (90, 90), (120, 110)]
)
def test_a_seminar_on_the_shipped_course_fills_its_minutes(total: int, filled: int) -> None:
    """As far as core questions of twenty minutes each do; what is left is said."""
    for seed in range(10):
        found = made("seminar", shipped(), minutes=total, seed=seed)
        _, teacher = found.documents
        assert sum(item.minutes or 0 for item in items(teacher)) + 5 == found.minutes
        assert filled <= (found.minutes or 0) <= total
        assert bool(found.remarks) == ((found.minutes or 0) < total)
        stages = [why.partition(",")[0] for _, why in found.taken]
        core = ["core"] * stages.count("core")
        assert stages == (["opening", *core, "closing"] if total > 30 else ["core"])


def test_a_seminar_into_which_no_question_fits_is_none(course: Course) -> None:
    """A plan of nothing but an exit ticket is no lesson."""
    made = make("seminar", wish(course, minutes=1))
    assert made.documents == ()
    assert made.taken == ()
    assert "without a core question: none fits into 1 minute" in made.remarks


def test_seeds_choose_other_questions_for_a_seminar() -> None:
    taken = {made("seminar", shipped(), seed=seed).taken for seed in range(10)}
    assert len(taken) > 3


def test_no_plan_runs_over(course: Course) -> None:
    talk = [e for e in exercises_of(course).values() if e.type == "discussion"]
    for total in range(1, 60):
        found = plan(talk, total, 1, {})
        assert sum(map(minutes, found.questions)) + found.ticket + found.spare == total
        assert found.spare >= 0


# Reading


def test_a_reading_has_passages_in_the_order_of_the_text(course: Course) -> None:
    student, _ = papers("reading", course, minutes=90)
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


def test_questions_of_a_reading_stand_by_level_and_name_their_lines(course: Course) -> None:
    student, teacher = papers("reading", course, minutes=90)
    levels = [b.text for b in blocks(student, Heading) if isinstance(b, Heading) and b.level == 2]
    assert levels == ["Remember", "Understand", "Analyze", "Further questions"]
    item = by_id(teacher)["hours"]
    passages = [b for b in blocks(student, PassageBlock) if isinstance(b, PassageBlock)]
    line = {p.lines[0].text: p.lines[0].number for p in passages}
    four = line["The weight has to be wound every four hours"]
    five = line["The weight has to be wound every five hours"]
    assert (item.lines, item.more_lines) == ((four, four), ((five, five),))


def test_a_reading_leaves_out_what_it_would_answer(course: Course) -> None:
    left = dict(made("reading", course, minutes=90).left)
    assert left == {
        "start": "a discussion: those are for seminars",
        "motor-talk": "a discussion: those are for seminars",
        "end": "a discussion: those are for seminars",
        "winding": "its sentence would stand whole above its blanks",
        "whose": "it asks who speaks, which stands under each passage",
    }


def test_quotes_that_stand_in_another_are_not_printed_again(make_course: MakeCourse) -> None:
    bank = BANK.split("- id: start")[0] + (
        "- {id: a, type: basic, prompt: What does it ask?, answer: Nothing., passages: [{quote: a motor asks nothing}]}\n"
        "- {id: b, type: basic, prompt: Whom does it not ask?, answer: Anybody., passages: [{quote: Because a motor asks nothing of anybody.}]}\n"
    )
    course = opened(make_course(bank=bank, course=TWO, more=TEXTS))
    student, _ = papers("reading", course)
    assert [
        p.lines[0].text for p in blocks(student, PassageBlock) if isinstance(p, PassageBlock)
    ] == ["Because a motor asks nothing of anybody."]
    assert [item.lines for item in items(student)] == [(1, 1), (1, 1)]


def test_whole_sections_only_where_the_text_is_here_and_asked_for(course: Course) -> None:
    found = made("reading", course, minutes=90, full_text=True, sections=("part-2",))
    student = found.documents[0]
    passages = [p for p in blocks(student, PassageBlock) if isinstance(p, PassageBlock)]
    assert [p.place for p in passages if p.place.startswith("Part 2")] == [
        f"Part 2, {turn}" for turn in ("Q1", "A1", "Q2", "A2", "Q3", "A3")
    ]
    (notice,) = [
        b for b in blocks(student, TextBlock) if isinstance(b, TextBlock) and b.tone == "notice"
    ]
    assert said(notice.prose) == (
        "Whole sections of The Shutter and the Light (written for studykit) are printed here. They"
        " belong to their publisher: use them in your own class as the law where you teach allows,"
        " and do not pass them on. It can be read at https://example.org/lighthouse."
    )
    turns = by_id(found.documents[1])["turns"]
    line = next(
        line for p in passages for line in p.lines if turns.lines and line.number == turns.lines[0]
    )
    assert "It takes 212" in line.text or "212 turns" in line.text
    course.texts.clear()
    quotes = made("reading", course, minutes=90, full_text=True)
    assert quotes.remarks[0] == (
        "--full-text: no text that is asked about is here, so only quotes are printed"
    )


def test_to_read_more_than_the_minutes_allow_is_said(course: Course) -> None:
    found = made("reading", course, minutes=1, full_text=True)
    assert found.documents == ()
    assert found.remarks == (
        "to read 3 whole sections takes 4 of 1 minutes; choose fewer with `--section`,"
        " or give `--minutes`",
    )


def test_the_words_quoted_are_forty_at_most_in_a_row_unless_the_full_text_is_asked_for() -> None:
    for kind in ("reading", "compare", "seminar", "exam"):
        for document in made(kind, shipped(), minutes=600, forms=2).documents:
            printed = [p for p in blocks(document, PassageBlock) if isinstance(p, PassageBlock)]
            for pair in blocks(document, Parallel):
                assert isinstance(pair, Parallel)
                printed += [pair.left, pair.right]
            printed += [p for item in items(document) for p in item.shown]
            for passage in printed:
                assert len(" ".join(line.text for line in passage.lines).split()) <= 40


# The glossary


def explained(course: Course, explanation: str) -> Exercise:
    from dataclasses import replace

    return replace(exercises_of(course)["board"], explanation=explanation)


@pytest.mark.parametrize(
    ("explanation", "terms"),
    [
        ("A lens is a glass that bends light.", {"lens": "a glass that bends light"}),
        ("She said so. Skerrow Head is the end of the coast.", {"Skerrow Head": "the end of the coast"}),
        ("LED (light-emitting diode) is a small lamp without a wire.", {"LED": "(light-emitting diode) a small lamp without a wire"}),
        ("A lens, in optics, is a glass that bends light.", {"lens": "in optics: a glass that bends light"}),
        ("It is a glass that bends light.", {}),
        ("The board is the owner of the tower there.", {}),
        ("A lens is a form of it that is bigger.", {}),
        ("A lens is true of all of them.", {}),
        ("A prism is a glass that bends light.", {}),
        ("Ida Marlow is a clockmaker by trade.", {}),
        ("A lens is a thing that is false here.", {}),
    ],
)  # fmt: skip
def test_what_is_a_term_of_the_glossary(
    course: Course, explanation: str, terms: dict[str, str]
) -> None:
    """The answer to the question is "False"; the passage names lens, LED, Skerrow Head, Ida Marlow."""
    passages = ["The lens and the LED of Skerrow Head, which Ida Marlow keeps on the board."]
    found = glossary([explained(course, explanation)], passages, course.info)
    assert {term.term: said(term.prose) for term in found} == terms


def test_the_shipped_glossary_reads_right() -> None:
    student, _ = papers("reading", shipped(), minutes=600)
    (found,) = blocks(student, Glossary)
    assert isinstance(found, Glossary)
    assert [term.term for term in found.terms] == sorted(
        (term.term for term in found.terms), key=str.casefold
    )
    assert 3 <= len(found.terms) <= 30
    for term in found.terms:
        assert said(term.prose).startswith(("a ", "an ", "the ", "in ", "(", "artificial"))


# Compare


def test_two_renderings_stand_side_by_side_and_what_differs_is_marked(course: Course) -> None:
    student, teacher = papers("compare", course)
    pairs = [b for b in blocks(student, Parallel) if isinstance(b, Parallel)]
    assert [pair.name for pair in pairs] == ["Part 1, A1", "Part 1, A3"]
    marked = [
        [(run.text, run.mark) for line in side.lines for run in line.runs if run.mark]
        for pair in pairs
        for side in (pair.left, pair.right)
    ]
    assert marked == [
        [],
        [("No", Kind.NEGATION), ("could", Kind.MODAL)],
        [("four", Kind.NUMBER)],
        [("five", Kind.NUMBER)],
    ]
    assert blocks(student, Legend) == [Legend((Kind.NUMBER, Kind.NEGATION, Kind.MODAL))]
    assert [item.id for item in items(teacher)] == ["beginning", "hours"]
    assert notes(by_id(teacher)["hours"], "Answer") == ["B: The second"]


def test_both_sides_count_their_lines_from_the_same_number(course: Course) -> None:
    student, _ = papers("compare", course)
    one, two = [b for b in blocks(student, Parallel) if isinstance(b, Parallel)]
    assert one.left.lines[0].number == one.right.lines[0].number == 1
    last = max(one.left.lines[-1].number, one.right.lines[-1].number)
    assert two.left.lines[0].number == two.right.lines[0].number == last + 1


def test_whole_turns_only_where_both_texts_are_here_and_asked_for(course: Course) -> None:
    found = made("compare", course, full_text=True)
    pair = blocks(found.documents[0], Parallel)[1]
    assert isinstance(pair, Parallel)
    words_ = " ".join(line.text for line in pair.right.lines)
    assert words_.startswith("Because a motor asks nothing of anybody. The weight")
    assert words_.endswith("The rest is brass.")
    del course.texts["second"]
    assert (
        "--full-text: the text of The second is not here, so quotes are printed"
        in made("compare", course, full_text=True).remarks
    )


def test_a_course_without_two_renderings_has_nothing_to_compare(make_course: MakeCourse) -> None:
    found = made("compare", opened(make_course()))
    assert found.documents == ()
    assert found.remarks == ("this course has no two sources of one work with speakers in turns",)


# Exam


def test_an_exam_has_every_way_to_answer_and_no_discussion(course: Course) -> None:
    student, teacher = papers("exam", course, minutes=90)
    shapes = Counter(type(item.ask) for item in items(student))
    assert shapes[Options] == 4 or shapes[Options] == 5
    assert {Blanks, OrderArea, PairsArea, AnswerLines, Options} <= set(shapes)
    assert "motor-talk" not in by_id(teacher)


def test_an_exam_prints_no_passage_but_what_is_asked_about(course: Course) -> None:
    student, _ = papers("exam", course, minutes=90)
    shown = {
        said(item.prompt): [p.attribution for p in item.shown]
        for item in items(student)
        if item.shown
    }
    assert shown.get("Who says this?", ["The first"]) == ["The first"]
    for sources in shown.values():
        assert set(sources) <= {"The first", "The second"}


def test_forms_have_the_same_questions_and_the_letter_on_each() -> None:
    student, _ = papers("exam", shipped(), forms=4)
    assert [part.letter for part in student.parts] == ["A", "B", "C", "D"]
    asked_ = [
        sorted(said(b.prompt) + repr(b.points) for b in part.blocks if isinstance(b, Item))
        for part in student.parts
    ]
    assert asked_[0] == asked_[1] == asked_[2] == asked_[3]
    orders = [
        tuple(said(b.prompt) for b in part.blocks if isinstance(b, Item)) for part in student.parts
    ]
    assert len(set(orders)) == 4


def test_one_form_has_no_letter(course: Course) -> None:
    student, _ = papers("exam", course)
    assert [part.letter for part in student.parts] == [None]


def test_another_seed_makes_another_order_and_the_same_seed_the_same(course: Course) -> None:
    orders = {
        tuple(said(i.prompt) for i in items(papers("exam", course, seed=seed)[0]))
        for seed in range(6)
    }
    assert len(orders) > 3
    assert papers("exam", course, seed=3) == papers("exam", course, seed=3)


@pytest.mark.parametrize("seed", range(5))
def test_one_key_marks_all_forms(seed: int) -> None:
    """What the key says of form and number is, on that form, the right options' words."""
    course = shipped()
    student, teacher = papers("exam", course, forms=3, seed=seed)
    (key,) = [t for t in blocks(teacher, Table) if isinstance(t, Table)]
    assert key.heads == ("No.", "Form A", "Form B", "Form C")
    exercises = {exercise.prompt: exercise for exercise in exercises_of(course).values()}
    checked = 0
    for column, part in enumerate(student.parts, 1):
        found = [block for block in part.blocks if isinstance(block, Item)]
        assert [item.number for item in found] == list(range(1, len(key.rows) + 1))
        for item, row in zip(found, key.rows, strict=True):
            assert said(row[0]) == str(item.number)
            if not isinstance(item.ask, Options) or item.shown:
                continue
            exercise = next(e for p, e in exercises.items() if said(item.prompt) == plain(p))
            assert isinstance(exercise.response, Choose)
            right = {plain(option.text) for option in exercise.response.options if option.right}
            letters = said(row[column]).split(", ")
            chosen = {said(c.prose) for c in item.ask.choices if c.letter in letters}
            assert chosen == right
            checked += 1
    assert checked > 10


def plain(text: str) -> str:
    from studykit.bank.prose import parse

    return said(parse(text))


def test_the_key_gives_answer_reasons_places_and_the_other_forms(course: Course) -> None:
    for seed in range(20):
        _, teacher = papers("exam", course, minutes=90, forms=2, seed=seed)
        if item := by_id(teacher).get("motor"):
            break
    assert item is not None
    (answer,) = notes(item, "Answer")
    assert answer[1:] == ": It asks nothing of people."
    assert notes(item, "Right") == ["It asks nothing of people. — That is her whole reason."]
    assert notes(item, "Not right") == [
        "It is dearer than people. — Nobody speaks of its price.",
        "It is louder than people. — Nobody speaks of its sound.",
        "None of the three. — One is right.",
    ]
    assert notes(item, "Why") == ["The clockwork is a machine of 1871."]
    assert notes(item, "Place") == [
        "Part 1, A3 (Ida Marlow), The first: “Because a motor asks nothing of anybody.”"
    ]
    (other,) = notes(item, "In the other forms")
    assert other[:2] == "B "


def test_numbers_stand_in_order_and_what_is_kept_last_is_last(course: Course) -> None:
    exercises = exercises_of(course)
    for seed in range(50):
        for name, last in (("motor", "None of the three."), ("years", "2024")):
            ask = asked(exercises[name], random.Random(seed)).ask
            assert isinstance(ask, Options)
            texts = [said(choice.prose) for choice in ask.choices]
            assert texts[-1] == last
            if name == "years":
                assert texts == ["1871", "1994", "2024"]


def positions(exercise: Exercise, seeds: range) -> Counter[str]:
    """How often each letter is the key of a question in form A and in form B."""
    found: Counter[str] = Counter()
    for seed in seeds:
        for n in range(2):
            ((_, put),) = form([[exercise]], seed, n, 2).questions
            found[put.key] += 1
    return found


@pytest.mark.parametrize("count", [3, 4, 5])
def test_over_a_thousand_seeds_each_place_holds_the_key_equally_often(
    course: Course, count: int
) -> None:
    """Chi-square below its 99.9 % quantile; the listed order has the key first."""
    from dataclasses import replace

    from studykit.bank.model import Option

    options = tuple(Option(f"an option {'abcde'[n]}", n == 0) for n in range(count))
    exercise = replace(exercises_of(course)["motor"], response=Choose(options))
    found = positions(exercise, range(1000))
    expected = 2000 / count
    letters = "ABCDE"[:count]
    chi_square = sum((found[letter] - expected) ** 2 / expected for letter in letters)
    assert set(found) == set(letters)
    assert chi_square < {3: 13.82, 4: 16.27, 5: 18.47}[count]


def test_options_of_a_pair_of_rights_are_not_always_swapped(course: Course) -> None:
    from dataclasses import replace

    from studykit.bank.model import Match

    exercise = replace(exercises_of(course)["pairs"], response=Match((("a", "x"), ("b", "y"))))
    keys = Counter(asked(exercise, random.Random(seed)).key for seed in range(400))
    assert set(keys) == {"1 A, 2 B", "1 B, 2 A"}
    assert min(keys.values()) > 150


def test_questions_on_the_same_words_stand_together() -> None:
    pool = [e for e in exercises_of(shipped()).values() if e.type != "discussion"]
    groups = together(pool)
    assert sorted(e.id for group in groups for e in group) == sorted(e.id for e in pool)
    assert max(map(len, groups)) > 1
    for seed in range(5):
        order = [e.id for e, _ in form(groups, seed, 0, 1).questions]
        for group in groups:
            places = sorted(order.index(e.id) for e in group)
            assert places == list(range(places[0], places[0] + len(group)))


CUES = """\
- id: shown
  type: who_said_it
  key: Ida Marlow
  distractors: [Reporter]
  passages: [{quote: "The weight has to be wound every four hours, so whoever winds it stays"}]
- id: blanked
  type: cloze
  text: "The weight has to be wound every {{c1::four hours}}"
  passages: [{quote: The weight has to be wound every four hours}]
- id: telling
  type: basic
  prompt: Who winds the weight every four hours?
  answer: Whoever stays.
  passages: [{quote: The weight has to be wound every four hours}]
"""


@pytest.mark.parametrize("pair", list(combinations(["shown", "blanked", "telling"], 2)))
def test_what_gives_an_answer_away_is_not_put_together(
    make_course: MakeCourse, pair: tuple[str, str]
) -> None:
    """A printed passage tells what was blanked; a prompt on the same words says the answer."""
    course = opened(make_course(CUES))
    for seed in range(8):
        taken = {id for id, _ in made("exam", course, seed=seed).taken}
        assert len(taken & set(pair)) < 2
        assert taken


def test_the_shipped_exams_print_no_blanked_sentence() -> None:
    for seed in range(10):
        found = made("exam", shipped(), seed=seed, minutes=120)
        exercises = exercises_of(shipped())
        taken = [exercises[id] for id, _ in found.taken]
        shown = [e.quote for exercise in taken for e in exercise.stimulus]
        for exercise in taken:
            if not exercise.stimulus:
                assert not any(e.quote in quote for e in exercise.evidence for quote in shown)


def test_too_few_questions_for_an_exam_are_said_to_be_too_few(course: Course) -> None:
    (remark,) = made("exam", course, minutes=90).remarks
    assert remark.startswith("too few questions: ")
    assert remark.endswith(" of 90 minutes; choose from more, or give `--minutes`")
    assert made("exam", shipped(), minutes=45).remarks == ()


def test_blanks_of_a_question_are_equally_wide(course: Course) -> None:
    ask = asked(exercises_of(course)["winding"], random.Random(1)).ask
    assert isinstance(ask, Blanks)
    assert [(gap.number, gap.columns, gap.hint) for gap in ask.gaps] == [
        (1, 16, None),
        (2, 16, "does what?"),
    ]


# Key


def test_the_key_has_every_question_with_answer_reasons_and_place(course: Course) -> None:
    (key,) = made("key", course).documents
    assert key.audience == "teacher"
    found = by_id(key)
    assert list(found) == list(exercises_of(course))
    answers = {id: notes(item, "Answer") for id, item in found.items()}
    assert answers == {
        "start": [],
        "motor-talk": [],
        "end": [],
        "noise": ["A loose shutter, banging."],
        "motor": ["It asks nothing of people."],
        "winding": ["1 four hours; 2 stays"],
        "youngest": ["twelve (also right: 12)"],
        "turns": ["212 turns (from 210 to 215)"],
        "order": ["heard the shutter\ncarried the buckets\ncut the wheel\nlit on Saturdays"],
        "pairs": ["the bakers — get up at five\nthe mast — has a solar lamp"],
        "board": ["False"],
        "whose": ["Ida Marlow"],
        "years": ["1994"],
        "hours": ["The second"],
        "beginning": ["One hears something, the other denies a voice."],
    }
    assert notes(found["winding"], "Place") == [
        "Part 1, A3 (Ida Marlow), The first: “The weight has to be wound every four hours, so"
        " whoever winds it stays”"
    ]
    assert said(found["winding"].prompt).endswith("every […], so whoever winds it […]")
