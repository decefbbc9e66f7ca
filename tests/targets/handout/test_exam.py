"""Exams: forms, the key to them, and questions that would give away answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations
from pathlib import Path

import pytest

from studykit.analysis.giveaways import find_giveaways
from studykit.bank.arrange import in_order
from studykit.bank.load import Course
from studykit.bank.model import Choose
from studykit.bank.prose import plain
from studykit.targets.handout.areas import (
    AnswerLines,
    Blanks,
    BubbleRow,
    Bubbles,
    Options,
    OrderArea,
    PairsArea,
)
from studykit.targets.handout.formats import pdf
from studykit.targets.handout.kinds.exam import (
    SECTIONS,
    Form,
    choose,
    group_by_quotes,
    make_form,
    section_of,
)
from studykit.targets.handout.model import (
    Fields,
    Heading,
    Item,
    LabelledBlank,
    PrintSettings,
    Table,
    TextBlock,
    Together,
)

from ...command import Run
from ...conftest import COURSE, MakeCourse
from .courses import (
    TEXTS,
    TWO,
    handout_request,
    make_handout,
    open_course,
    shipped,
    student_and_teacher,
)
from .documents import blocks, exercises_of, items, items_by_id, left_out, notes, text_of


def test_an_exam_has_every_answer_area_and_no_discussion(course: Course) -> None:
    student, teacher = student_and_teacher("exam", course, minutes=90)
    areas = [type(item.answer_area) for item in items(student)]
    assert areas.count(Options) in (4, 5)
    assert {Blanks, OrderArea, PairsArea, AnswerLines} <= set(areas)
    assert "motor-talk" not in items_by_id(teacher)


def test_an_exam_starts_with_name_date_score_and_instructions(course: Course) -> None:
    student, _ = student_and_teacher("exam", course, minutes=90)
    total = sum(item.points or 0 for item in items(student))
    assert blocks(student, Fields) == [
        Fields((LabelledBlank("Name"), LabelledBlank("Date"), LabelledBlank("Score", f"/ {total}")))
    ]
    (lead,) = blocks(student, TextBlock)
    assert text_of(lead.prose) == (
        "You have 18 minutes. Use the texts you read. Points are shown beside each question."
    )


def test_an_exam_on_one_text_speaks_of_one(course: Course) -> None:
    student, _ = student_and_teacher("exam", course, sources=("lighthouse",))
    assert "Use the text you read." in text_of(blocks(student, TextBlock)[0].prose)


def test_an_exam_prints_passages_only_if_they_are_asked_about(course: Course) -> None:
    student, _ = student_and_teacher("exam", course, minutes=90)
    shown = {
        text_of(item.prompt): [passage.attribution for passage in item.passages]
        for item in items(student)
        if item.passages
    }
    assert shown.get("Who says this?", ["The first"]) == ["The first"]
    for sources in shown.values():
        assert set(sources) <= {"The first", "The second"}


# Forms.


def test_forms_have_the_same_questions_in_different_orders() -> None:
    student, _ = student_and_teacher("exam", shipped(), forms=4)
    assert [part.letter for part in student.parts] == ["A", "B", "C", "D"]
    forms = [
        [(text_of(b.prompt), b.points) for b in part.blocks if isinstance(b, Item)]
        for part in student.parts
    ]
    first, *others = map(sorted, forms)
    assert others == [first, first, first]
    assert len(set(map(tuple, forms))) == 4


def test_a_single_form_has_no_letter(course: Course) -> None:
    student, _ = student_and_teacher("exam", course)
    assert [part.letter for part in student.parts] == [None]


def test_another_seed_gives_another_order(course: Course) -> None:
    orders = {
        tuple(text_of(item.prompt) for item in items(student))
        for student, _ in (student_and_teacher("exam", course, seed=seed) for seed in range(6))
    }
    assert len(orders) > 3


def test_questions_on_the_same_words_stay_together() -> None:
    pool = [e for e in exercises_of(shipped()).values() if e.type != "discussion"]
    groups = group_by_quotes(pool)
    assert sorted(e.id for group in groups for e in group) == sorted(e.id for e in pool)
    assert max(map(len, groups)) > 1
    for seed in range(5):
        form = make_form(pool, seed, 0, 1)
        order = [e.id for e, _ in form.questions]
        for section in SECTIONS:
            for group in group_by_quotes([e for e in pool if section_of(e) == section]):
                places = sorted(order.index(e.id) for e in group)
                assert places == list(range(places[0], places[0] + len(group)))


def test_questions_are_below_headings_by_type(course: Course) -> None:
    student, _ = student_and_teacher("exam", course, minutes=90)
    found = [heading.text for heading in blocks(student, Heading)]
    assert found == [section for section in SECTIONS if section in found]
    assert found[0] == "True or false"
    assert found[-1] == "Written answers"
    for part in student.parts:
        kinds: dict[str, set[type]] = {}
        for block in part.blocks:
            if isinstance(block, Heading):
                section = block.text
            elif isinstance(block, Item):
                kinds.setdefault(section, set()).add(type(block.answer_area))
        assert kinds["Matching"] == {PairsArea}
        assert kinds["Written answers"] == {AnswerLines}


def test_an_answer_sheet_has_a_bubble_or_a_line_for_each_answer(course: Course) -> None:
    student, _ = student_and_teacher("exam", course, minutes=90, forms=2, answer_sheet=True)
    assert [part.heading(student.title) for part in student.parts] == [
        "Exam: A talk, form A",
        "Answer sheet, form A",
        "Exam: A talk, form B",
        "Answer sheet, form B",
    ]
    exam, sheet = student.parts[:2]
    rows = {
        row.label: row.letters
        for block in sheet.blocks
        if isinstance(block, Bubbles)
        for row in block.rows
    }
    for item in (block for block in exam.blocks if isinstance(block, Item)):
        match item.answer_area:
            case Options(choices):
                assert rows[str(item.number)] == tuple(choice.letter for choice in choices)
            case PairsArea(lefts, choices):
                for n in range(1, len(lefts) + 1):
                    assert rows[f"{item.number} ({n})"] == tuple(c.letter for c in choices)
            case Blanks(answers=count):
                assert rows[f"{item.number} ({count})"] == ()
            case AnswerLines():
                assert str(item.number) not in rows
    assert text_of(blocks(student, TextBlock)[0].prose) == (
        "You have 18 minutes. Use the texts you read. Points are shown beside each question. Mark your"
        " answers on the answer sheet."
    )


def test_the_answers_to_a_question_are_in_one_column_of_the_answer_sheet() -> None:
    """Columns are as even as whole questions allow; more than 24 rows of a column take a page more."""
    short = [BubbleRow(n, ("A", "B")) for n in range(1, 5)]
    matching = [BubbleRow(5, ("A", "B", "C"), n) for n in range(1, 4)]
    assert [
        [[row.label for row in column] for column in page]
        for page in Bubbles((*short, *matching)).pages()
    ] == [[["1", "2"], ["3", "4"], ["5 (1)", "5 (2)", "5 (3)"]]]
    many = Bubbles(tuple(BubbleRow(n) for n in range(1, 101)))
    assert [list(map(len, page)) for page in many.pages()] == [[24, 24, 24], [10, 10, 8]]
    assert Bubbles((BubbleRow(1, tuple("ABCDE")),)).column_count == 2
    assert Bubbles((BubbleRow(1, columns=32),)).column_count == 2


# The key.


@pytest.mark.parametrize("seed", range(5))
def test_the_key_has_the_letters_of_the_right_options_on_each_form(seed: int) -> None:
    student, teacher = student_and_teacher("exam", shipped(), forms=3, seed=seed)
    keys = blocks(teacher, Table)
    (part,) = teacher.parts
    assert [b for b in part.blocks if isinstance(b, Together)] == [Together((k,)) for k in keys[1:]]
    assert [key.caption for key in keys] == ["Form A", "Form B", "Form C"]
    assert {key.header for key in keys} == {("No.", "Answer", "Points")}
    by_prompt = {plain(exercise.prompt): exercise for exercise in exercises_of(shipped()).values()}
    checked = 0
    for key, part in zip(keys, student.parts, strict=True):
        found = [block for block in part.blocks if isinstance(block, Item)]
        assert [item.number for item in found] == list(range(1, len(key.rows) + 1))
        for item, row in zip(found, key.rows, strict=True):
            assert (text_of(row[0]), text_of(row[2])) == (str(item.number), str(item.points))
            if not isinstance(item.answer_area, Options) or item.passages:
                continue
            response = by_prompt[text_of(item.prompt)].response
            assert isinstance(response, Choose)
            right = {plain(option.text) for option in response.options if option.right}
            letters = text_of(row[1]).split(", ")
            chosen = {text_of(c.prose) for c in item.answer_area.choices if c.letter in letters}
            assert chosen == right
            checked += 1
    assert checked > 10


def test_the_key_has_answer_explanations_evidence_and_other_forms(course: Course) -> None:
    """Seed 1 chooses the question "motor"."""
    student, teacher = student_and_teacher("exam", course, minutes=90, forms=2, seed=1)
    item = items_by_id(teacher)["motor"]
    (answer,) = notes(item, "Answer")
    assert answer[1:] == ": It asks nothing of people."
    assert notes(item, "Correct") == ["It asks nothing of people — That is her whole reason."]
    assert notes(item, "Incorrect") == [
        "It is dearer than people — Nobody speaks of its price.",
        "It is louder than people — Nobody speaks of its sound.",
        "None of the three — One is right.",
    ]
    assert notes(item, "Explanation") == ["The clockwork is a machine of 1871."]
    assert notes(item, "Evidence") == [
        "Part 1, A3 (Ida Marlow), The first: “Because a motor asks nothing of anybody.”"
    ]
    (in_form_b,) = [
        b for b in student.parts[1].blocks if isinstance(b, Item) and b.prompt == item.prompt
    ]
    assert isinstance(in_form_b.answer_area, Options)
    (letter,) = [
        choice.letter
        for choice in in_form_b.answer_area.choices
        if text_of(choice.prose) == "It asks nothing of people."
    ]
    assert notes(item, "In other forms") == [f"form B, no. {in_form_b.number} ({letter})"]


# Choosing.

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
def test_a_question_is_left_out_if_another_gives_away_its_answer(
    make_course: MakeCourse, pair: tuple[str, str]
) -> None:
    """A printed passage contains the missing words; a prompt on the same words says the answer."""
    course = open_course(make_course(CUES))
    for seed in range(8):
        chosen = {id for id, _ in make_handout("exam", course, seed=seed).chosen}
        assert len(chosen & set(pair)) < 2
        assert chosen


def test_the_reason_names_the_other_question(make_course: MakeCourse) -> None:
    course = open_course(make_course(CUES))
    reasons = {
        (result.chosen[0][0], *sorted(left_out(result).items()))
        for result in (make_handout("exam", course, seed=seed) for seed in range(20))
    }
    assert reasons == {
        (
            "blanked",
            ("shown", "gives away the answer to `blanked`"),
            ("telling", "gives away the answer to `blanked`"),
        ),
        (
            "shown",
            ("blanked", "`shown` gives away its answer"),
            ("telling", "`shown` gives away its answer"),
        ),
        (
            "telling",
            ("blanked", "`telling` gives away its answer"),
            ("shown", "gives away the answer to `telling`"),
        ),
    }


def test_a_question_is_left_out_if_a_printed_title_has_its_answer(make_course: MakeCourse) -> None:
    bank = """\
- id: title
  type: short_answer
  prompt: What kept her awake?
  answer: the light
  passages: [{quote: The weight has to be wound every four hours}]
- id: licence
  type: short_answer
  prompt: Under which licence is it wound?
  answer: MIT
  passages: [{quote: The weight has to be wound every four hours}]
- id: weight
  type: basic
  prompt: What has to be wound?
  answer: The weight.
  passages: [{quote: The weight has to be wound every four hours}]
"""
    course = open_course(make_course(bank, course=f"licence: MIT\n{COURSE}"))
    reason = "a printed title or credit gives away its answer"
    assert left_out(make_handout("exam", course)) == {"title": reason, "licence": reason}


def test_shipped_exams_print_no_sentence_that_is_asked_as_a_cloze() -> None:
    request = handout_request(shipped(), minutes=120)
    pool = [exercise for exercise in request.exercises if exercise.type != "discussion"]
    giveaways = find_giveaways(request.course, request.pool)
    for seed in range(10):
        chosen, _ = choose(replace(request, seed=seed), pool, giveaways)
        printed = [evidence.quote for exercise in chosen for evidence in exercise.stimulus]
        for exercise in chosen:
            if not exercise.stimulus:
                assert not any(e.quote in quote for e in exercise.evidence for quote in printed)


def test_no_question_of_a_shipped_exam_gives_away_another() -> None:
    """All pairs of the exams of 200 seeds; the relation is the same for all seeds."""
    request = handout_request(shipped(), minutes=120)
    pool = [exercise for exercise in request.exercises if exercise.type != "discussion"]
    giveaways = find_giveaways(request.course, request.pool)
    assert giveaways
    for seed in range(200):
        chosen, _ = choose(replace(request, seed=seed), pool, giveaways)
        assert len(chosen) > 40
        for one, other in permutations(chosen, 2):
            assert (one.id, other.id) not in giveaways, seed


def test_a_remark_says_if_there_are_not_enough_questions(course: Course) -> None:
    assert make_handout("exam", course, minutes=90, seed=1).remarks == (
        "not enough questions: 12 questions fill 18 of 90 minutes, as the sheets say; widen the selection or lower"
        " `--minutes`",
    )
    assert make_handout("exam", shipped(), minutes=45).remarks == ()


# Sections.

PARTS = """\
id: bank
title: The bank
defaults: {source: lighthouse}
questions:
- id: here
  type: basic
  prompt: What did she hear?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
- id: both
  type: basic
  prompt: What does she say of the motor, and what of the board?
  answer: The motor asks nothing; the board was not wrong.
  passages:
    - {quote: Because a motor asks nothing of anybody.}
    - {quote: I don’t think the board was wrong to switch the old light off.}
- id: versions
  type: compare
  prompt: In which of the two is it wound every five hours?
  says: second
  passages:
    - {quote: The weight has to be wound every four hours}
    - {quote: The weight has to be wound every five hours, source: second}
- id: digest
  type: basic
  prompt: What does the digest leave out?
  answer: The bell.
  passages: [{quote: Nothing is said of the bell, source: digest}]
"""


@pytest.fixture
def parts(make_course: MakeCourse) -> Path:
    """Questions on one part of an interview, on two, on two translations, and on a summary."""
    digest = """\
  - id: digest
    kind: summary
    title: The digest
    file: digest.md
    regions: [{id: part-1, title: Part 1, kind: summary, heading: Part 1}]
"""
    text = "# Part 1\n\nNothing is said of the bell.\n"
    return make_course(bank=PARTS, course=TWO + digest, more=TEXTS | {"texts/digest.md": text})


@pytest.mark.parametrize(
    ("options", "chosen", "reasons"),
    [
        (
            ("--section", "part-1"),
            {"here", "versions"},
            {"both": "also quotes Part 2, A1 in The first", "digest": "quotes only The digest"},
        ),
        (
            ("--source", "lighthouse"),
            {"here", "both"},
            {"versions": "also quotes Part 1, A3 in The second"},
        ),
        (("--section", "part-1", "--source", "digest"), {"digest"}, {}),
    ],
)
def test_an_exam_asks_only_about_what_the_class_has_read(
    parts: Path, run: Run, options: tuple[str, ...], chosen: set[str], reasons: dict[str, str]
) -> None:
    """All passages of a question are in the sections and the sources that are named."""
    done = run("handout", "exam", *options, "--list")
    first, _, rest = done.out.partition("left out: ")
    assert {line.split()[0] for line in first.splitlines()[1:]} == chosen
    assert dict(line.split(maxsplit=1) for line in rest.splitlines()[1:]) == reasons
    note = "note: left out {} other sections or sources (`--list` shows which)\n"
    count = {0: "", 1: "1 question that quotes", 2: "2 questions that quote"}[len(reasons)]
    assert (note.format(count) in done.err) == bool(reasons)
    if not reasons:
        assert "left out" not in done.err


def test_if_the_class_has_read_none_of_it_the_error_says_so(parts: Path, run: Run) -> None:
    done = run("handout", "exam", "--section", "part-2")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "studykit: no question is suitable for `exam` (also quotes Part 1, A3 in The first);"
        " `studykit handout exam --list` shows why for each\n"
    )


def test_an_exam_that_is_not_filled_says_how_long_it_takes(course: Course) -> None:
    """Twelve questions take 18 minutes, not the 90 that were asked for."""
    student, teacher = student_and_teacher("exam", course, minutes=90)
    total = sum(item.points or 0 for item in items(student))
    assert student.subtitle == f"18\xa0minutes · {total}\xa0points"
    assert (
        teacher.subtitle
        == f"For\xa0the\xa0teacher · answer\xa0key · 18\xa0minutes · {total}\xa0points"
    )


@pytest.mark.slow
def test_the_forms_of_200_seeds_are_fair_and_fill_their_pages() -> None:
    """No question says another's answer, no letter is favoured, no page but the last is a third full."""
    request = handout_request(shipped())
    pool = [exercise for exercise in request.exercises if exercise.type != "discussion"]
    giveaways = find_giveaways(request.course, request.pool)
    for seed in range(200):
        seeded = replace(request, seed=seed, forms=4)
        chosen, _ = choose(seeded, pool, giveaways)
        assert not any((a.id, b.id) in giveaways for a, b in permutations(chosen, 2)), seed
        for n in range(4):
            form = make_form(chosen, seed, n, 4)
            assert is_balanced(form), (seed, n)
        if seed % 10:  # pages of the others are alike, and slow to print
            continue
        student = make_handout("exam", shipped(), seed=seed, forms=4).documents[0]
        settings = PrintSettings("letter" if seed % 20 else "a4")
        for part in student.parts:
            alone = replace(student, parts=(part,))
            filled = shares_of_pages(pdf.render(alone, settings).content)
            assert min(filled[:-1], default=1) > 1 / 3, (seed, part.letter, filled)


def is_balanced(form: Form) -> bool:
    """Whether, of the free choices with as many options, no letter has two more keys than another."""
    by_size: dict[int, Counter[str]] = {}
    fixed: dict[int, Counter[str]] = {}
    for exercise, printed in form.questions:
        choose = exercise.response
        if isinstance(choose, Choose) and not choose.several:
            size = len(choose.options)
            is_free = in_order(choose) is None and not any(o.keep_last for o in choose.options)
            (by_size if is_free else fixed).setdefault(size, Counter())[printed.key] += 1
    for size, free in by_size.items():
        total = free + fixed.get(size, Counter())
        letters = "ABCDEFG"[:size]
        most = max(total[letter] for letter in letters if free[letter])
        if most > 1 + min(total[letter] for letter in letters):
            return False
    return True


def shares_of_pages(content: bytes) -> list[float]:
    """How far down each page is printed, of the height between header and footer."""
    pdfium = pytest.importorskip("pypdfium2")
    shares = []
    for page in pdfium.PdfDocument(content):
        bitmap = page.render(scale=0.5, grayscale=True)
        rows = [
            bytes(bitmap.buffer[n * bitmap.stride : n * bitmap.stride + bitmap.width])
            for n in range(bitmap.height)
        ]
        top, bottom = int(0.085 * len(rows)), int(0.925 * len(rows))
        last = max((n for n in range(top, bottom) if min(rows[n]) < 200), default=top)
        shares.append((last - top) / (bottom - top))
    return shares
