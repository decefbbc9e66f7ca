"""Choosing questions by what they are and by where their passages stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.bank.load import Course, load
from studykit.bank.select import Filter, cited, label, named, select, sketched
from studykit.diagnostics import Report, UsageError
from studykit.source.text import Place

from ..conftest import BANK, COURSE, LIGHTHOUSE, MakeCourse

ONE = """\
id: one
title: One
defaults: {level: remember, tags: [lamp]}
questions:
  - id: noise
    type: basic
    prompt: What did Marlow hear?
    answer: A shutter.
    passages: [{quote: a shutter was banging up here in the wind}]
  - id: winding
    type: cloze
    text: "The weight has to be wound every {{c1::four hours::how often?}}"
    tags: [clock::weight]
    passages: [{quote: The weight has to be wound every four hours}]
"""

TWO = """\
id: two
title: Two
questions:
  - id: who
    formerly: [whose, whom]
    type: who_said_it
    key: Marlow
    distractors: [Reporter]
    level: analyze
    tags: [clock]
    passages:
      - quote: Not one.
      - quote: Does any ship still need you?
  - id: start
    type: discussion
    prompt: What do you keep
      that is of no use?
    look_for: A thing.
    stage: opening
"""


@pytest.fixture
def course(make_course: MakeCourse) -> Course:
    return loaded(make_course(bank=ONE, more={"two.yaml": TWO}))


def loaded(folder: Path) -> Course:
    course = load(folder, Report())
    assert course is not None
    return course


def ids(course: Course, **wanted: tuple[str, ...]) -> list[str]:
    return [entry.question.id for entry in select(course, Filter(**wanted))]


def test_without_a_wish_all_are_chosen_in_order(course: Course) -> None:
    assert ids(course) == ["noise", "winding", "who", "start"]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"banks": ("one",)}, ["noise", "winding"]),
        ({"types": ("basic", "discussion")}, ["noise", "start"]),
        ({"levels": ("remember",)}, ["noise", "winding"]),  # the bank's own
        ({"tags": ("lamp",)}, ["noise", "winding"]),
        ({"tags": ("clock",)}, ["winding", "who"]),  # and what is below it
        ({"tags": ("clock::weight",)}, ["winding"]),
        ({"sections": ("part-1",)}, ["noise", "winding", "who"]),
        ({"sections": ("part-2",)}, []),
        ({"sources": ("lighthouse",)}, ["noise", "winding", "who"]),
        ({"speakers": ("Reporter",)}, ["who"]),
        ({"speakers": ("IDA MARLOW", "Reporter")}, ["noise", "winding", "who"]),
        ({"types": ("basic", "cloze"), "tags": ("clock",)}, ["winding"]),
        ({"banks": ("two",), "speakers": ("marlow",)}, ["who"]),
        ({"sections": ("part-2",), "speakers": ("Reporter",)}, []),
    ],
    ids=str,
)
def test_values_are_alternatives_and_keys_combine(
    course: Course, wanted: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    assert ids(course, **wanted) == expected


def test_one_passage_must_have_all_that_is_wanted_of_its_place(make_course: MakeCourse) -> None:
    """Not one passage the section, and another one the speaker."""
    course = loaded(
        make_course(
            "- id: both\n  type: basic\n  prompt: A?\n  answer: B\n  passages:\n"
            "    - quote: Does any ship still need you?\n"
            "    - quote: I don’t think the board was wrong\n"
        )
    )
    assert ids(course, sections=("part-2",)) == ids(course, speakers=("Reporter",)) == ["both"]
    assert ids(course, sections=("part-2",), speakers=("Reporter",)) == []


def test_pins_have_the_places_where_the_text_is_not_here(
    make_course: MakeCourse, course: Course
) -> None:
    from studykit.bank.evidence import pinned, verify

    pinned(course, verify(course, Report())).write(course.folder / "course.lock")
    (course.folder / "texts" / "lighthouse.md").unlink()
    without = loaded(course.folder)
    assert without.texts == {}
    assert ids(without, sections=("part-1",), speakers=("Reporter",)) == ["who"]
    places = [piece.place for piece in cited(without, named(without, "who"))]
    assert places == [Place("part-1", "A4", "marlow", 1), Place("part-1", "Q4", "reporter", 1)]


def test_what_was_not_found_stands_where_it_claims_to(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            "- id: lost\n  type: basic\n  prompt: A?\n  answer: B\n  passages:\n"
            "    - {quote: nobody says this, section: part-2, speaker: Marlow}\n"
        )
    )
    assert ids(course, sections=("part-2",), speakers=("Ida Marlow",)) == ["lost"]
    assert ids(course, sections=("part-1",)) == []


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"banks": ("on",)}, "there is no bank `on`; did you mean `one`?"),
        ({"banks": ("part-1",)}, "there is no bank `part-1`; the banks are one, two"),
        ({"types": ("clozes",)}, "there is no question type `clozes`; did you mean `cloze`?"),
        (
            {"types": ("essay",)},
            "there is no question type `essay`; the question types are basic, cloze,"
            " multiple_choice, true_false, short_answer, numeric, ordering, matching, who_said_it,"
            " compare, discussion",
        ),
        ({"tags": ("clok",)}, "there is no tag `clok`; did you mean `clock`?"),
        ({"tags": ("x",)}, "there is no tag `x`; the tags are lamp, clock::weight, clock"),
        (
            {"levels": ("hard",)},
            "there is no level `hard`; the levels are remember, understand, apply, analyze,"
            " evaluate, create",
        ),
        ({"sections": ("part1",)}, "there is no section `part1`; did you mean `part-1`?"),
        ({"sources": ("he-yu",)}, "there is no source `he-yu`; the sources are lighthouse"),
        (
            {"speakers": ("Marlo",)},
            "`Marlo` is none of the course's people; did you mean `Marlow`?",
        ),
        (
            {"speakers": ("Bob",)},
            "`Bob` is none of the course's people; the people are Ida Marlow, The reporter",
        ),
    ],
    ids=str,
)
def test_what_is_nothing_known_is_refused_with_what_is(
    course: Course, wanted: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(UsageError) as error:
        select(course, Filter(**wanted))
    assert str(error.value) == message


def test_a_hint_lists_a_dozen_names(make_course: MakeCourse) -> None:
    tags = ", ".join(f"t{n}" for n in range(1, 15))
    course = loaded(make_course(bank=ONE.replace("[lamp]", f"[{tags}]")))
    with pytest.raises(UsageError) as error:
        select(course, Filter(tags=("unheard-of",)))
    assert str(error.value) == (
        "there is no tag `unheard-of`; the tags are t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11,"
        " t12 and 4 more"
    )


def test_a_question_is_found_by_its_id_and_by_those_it_had(course: Course) -> None:
    assert named(course, "who").question.id == "who"
    assert named(course, "whose").question.id == "who"
    with pytest.raises(UsageError, match=r"^there is no question `nois`; did you mean `noise`\?$"):
        named(course, "nois")
    with pytest.raises(
        UsageError, match=r"^there is no question `zebra`; `studykit list` says which there are$"
    ):
        named(course, "zebra")


def test_an_id_in_use_is_not_somebodys_former_one(make_course: MakeCourse) -> None:
    course = loaded(make_course(bank=ONE, more={"two.yaml": TWO.replace("whose", "noise")}))
    assert named(course, "noise").question.type == "basic"


@pytest.mark.parametrize(
    ("id", "words"),
    [
        ("noise", "What did Marlow hear?"),
        ("winding", "The weight has to be wound every […]"),
        ("who", "Who says this? “Not one.”"),
        ("start", "What do you keep that is of no use?"),
    ],
)
def test_the_words_to_know_a_question_by(course: Course, id: str, words: str) -> None:
    assert label(sketched(course, named(course, id))) == words


def test_a_course_without_people_says_so(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            course="id: a\ntitle: A\nsources: [{id: b, kind: essay, title: B, file: lighthouse.md}]\n",
            bank=BANK + "  - {id: c, type: basic, prompt: D, answer: E, passages: [{quote: f}]}\n",
        )
    )
    with pytest.raises(
        UsageError, match=r"^`Bob` is none of the course's people; there is no person at all$"
    ):
        select(course, Filter(speakers=("Bob",)))


def test_the_section_of_a_text_without_regions_is_text(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            course=COURSE.partition("    speakers:")[0],
            text=LIGHTHOUSE,
        )
    )
    assert ids(course, sections=("text",)) == ["noise"]
