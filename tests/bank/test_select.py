"""Selection of questions by their keys and by the places of their passages."""

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


def ids(course: Course, **filter: tuple[str, ...]) -> list[str]:
    return [entry.question.id for entry in select(course, Filter(**filter))]


def test_an_empty_filter_selects_all_in_order(course: Course) -> None:
    assert ids(course) == ["noise", "winding", "who", "start"]


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        ({"banks": ("one",)}, ["noise", "winding"]),
        ({"types": ("basic", "discussion")}, ["noise", "start"]),
        ({"levels": ("remember",)}, ["noise", "winding"]),  # from the defaults of the bank
        ({"tags": ("lamp",)}, ["noise", "winding"]),
        ({"tags": ("clock",)}, ["winding", "who"]),  # and the tags below it
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
    course: Course, filter: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    assert ids(course, **filter) == expected


def test_section_and_speaker_must_match_the_same_passage(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            "- id: both\n  type: basic\n  prompt: A?\n  answer: B\n  passages:\n"
            "    - quote: Does any ship still need you?\n"
            "    - quote: I don’t think the board was wrong\n"
        )
    )
    assert ids(course, sections=("part-2",)) == ids(course, speakers=("Reporter",)) == ["both"]
    assert ids(course, sections=("part-2",), speakers=("Reporter",)) == []


def test_places_come_from_pins_if_the_text_is_not_here(
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


def test_a_passage_that_is_not_found_has_the_place_it_claims(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            "- id: lost\n  type: basic\n  prompt: A?\n  answer: B\n  passages:\n"
            "    - {quote: nobody says this, section: part-2, speaker: Marlow}\n"
        )
    )
    assert ids(course, sections=("part-2",), speakers=("Ida Marlow",)) == ["lost"]
    assert ids(course, sections=("part-1",)) == []


@pytest.mark.parametrize(
    ("filter", "message"),
    [
        ({"banks": ("on",)}, "unknown bank `on`; did you mean `one`?"),
        ({"banks": ("part-1",)}, "unknown bank `part-1`; the banks are one, two"),
        ({"types": ("clozes",)}, "unknown question type `clozes`; did you mean `cloze`?"),
        (
            {"types": ("essay",)},
            "unknown question type `essay`; the question types are basic, cloze,"
            " multiple_choice, true_false, short_answer, numeric, ordering, matching, label_picture, who_said_it,"
            " compare, discussion",
        ),
        ({"tags": ("clok",)}, "unknown tag `clok`; did you mean `clock`?"),
        ({"tags": ("x",)}, "unknown tag `x`; the tags are lamp, clock::weight, clock"),
        (
            {"levels": ("hard",)},
            "unknown level `hard`; the levels are remember, understand, apply, analyze,"
            " evaluate, create",
        ),
        ({"sections": ("part1",)}, "unknown section `part1`; did you mean `part-1`?"),
        ({"sources": ("he-yu",)}, "unknown source `he-yu`; the sources are lighthouse"),
        (
            {"speakers": ("Marlo",)},
            "unknown person `Marlo`; did you mean `Marlow`?",
        ),
        (
            {"speakers": ("Bob",)},
            "unknown person `Bob`; the people are Ida Marlow, The reporter",
        ),
    ],
    ids=str,
)
def test_an_unknown_name_is_an_error_with_a_hint(
    course: Course, filter: dict[str, tuple[str, ...]], message: str
) -> None:
    with pytest.raises(UsageError) as error:
        select(course, Filter(**filter))
    assert str(error.value) == message


def test_a_hint_lists_at_most_twelve_names(make_course: MakeCourse) -> None:
    tags = ", ".join(f"t{n}" for n in range(1, 15))
    course = loaded(make_course(bank=ONE.replace("[lamp]", f"[{tags}]")))
    with pytest.raises(UsageError) as error:
        select(course, Filter(tags=("unheard-of",)))
    assert str(error.value) == (
        "unknown tag `unheard-of`; the tags are t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11,"
        " t12 and 4 more"
    )


def test_a_question_is_found_by_its_id_and_by_its_former_ids(course: Course) -> None:
    assert named(course, "who").question.id == "who"
    assert named(course, "whose").question.id == "who"
    with pytest.raises(UsageError, match=r"^unknown question `nois`; did you mean `noise`\?$"):
        named(course, "nois")
    with pytest.raises(UsageError, match=r"^unknown question `zebra`; see `studykit list`$"):
        named(course, "zebra")


def test_a_current_id_comes_before_a_former_one(make_course: MakeCourse) -> None:
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
def test_the_label_of_a_question(course: Course, id: str, words: str) -> None:
    assert label(sketched(course, named(course, id))) == words


def test_an_unknown_person_in_a_course_without_people(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            course="id: a\ntitle: A\nsources: [{id: b, kind: essay, title: B, file: lighthouse.md}]\n",
            bank=BANK + "  - {id: c, type: basic, prompt: D, answer: E, passages: [{quote: f}]}\n",
        )
    )
    with pytest.raises(UsageError, match=r"^unknown person `Bob`; the course has no people$"):
        select(course, Filter(speakers=("Bob",)))


def test_a_text_without_regions_has_the_section_text(make_course: MakeCourse) -> None:
    course = loaded(
        make_course(
            course=COURSE.partition("    speakers:")[0],
            text=LIGHTHOUSE,
        )
    )
    assert ids(course, sections=("text",)) == ["noise"]
