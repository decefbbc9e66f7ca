"""The key: every question with answer, explanations and evidence."""

from __future__ import annotations

from studykit.bank.load import Course

from ...conftest import MakeCourse
from .courses import make_handout, open_course, shipped
from .documents import exercises_of, items_by_id, notes, text_of


def test_the_key_has_every_question_with_answer_and_evidence(course: Course) -> None:
    (key,) = make_handout("key", course).documents
    assert (key.audience, key.title) == ("teacher", "Answer key: A talk")
    found = items_by_id(key)
    assert list(found) == list(exercises_of(course))
    assert {id: notes(item, "Answer") for id, item in found.items()} == {
        "start": [],
        "motor-talk": [],
        "end": [],
        "noise": ["A loose shutter, banging."],
        "motor": ["It asks nothing of people."],
        "winding": ["(1) four hours; (2) stays"],
        "youngest": ["twelve (also accepted: 12)"],
        "turns": ["212 turns (accepted: 210 to 215)"],
        "order": ["heard the shutter\ncarried the buckets\ncut the wheel\nlit on Saturdays"],
        "pairs": ["the bakers — get up at five\nthe mast — has a solar lamp"],
        "board": ["False"],
        "whose": ["Ida Marlow"],
        "years": ["1994"],
        "hours": ["The second"],
        "beginning": ["One hears something, the other denies a voice."],
    }
    assert notes(found["winding"], "Evidence") == [
        "Part 1, A3 (Ida Marlow), The first: “The weight has to be wound every four hours, so"
        " whoever winds it stays”"
    ]
    assert text_of(found["winding"].prompt).endswith(
        "every (1)\u00a0[…], so whoever winds it (2)\u00a0[…]"
    )


def test_the_quote_that_is_asked_about_is_printed_once_with_its_question(course: Course) -> None:
    (key,) = make_handout("key", course).documents
    whose = items_by_id(key)["whose"]
    (passage,) = whose.passages
    assert (passage.speaker, passage.place) == ("Ida Marlow", "Part 1, A4")
    assert [line.number for line in passage.lines] == [0] * len(passage.lines)
    assert notes(whose, "Evidence") == []


def test_only_other_words_are_named_as_accepted_too(make_course: MakeCourse) -> None:
    """Nobody who marks by hand needs to be told of articles and quotation marks."""
    course = open_course(
        make_course(
            "- {id: end, type: short_answer, prompt: Which?, answer: the “detour”,"
            " accept: [detour, a detour, Detours, way round, the way round],"
            " passages: [{quote: every four hours}]}\n"
            "- {id: no, type: short_answer, prompt: Which?, answer: detour, accept: [a detour],"
            " passages: [{quote: every four hours}]}\n"
        )
    )
    (key,) = make_handout("key", course).documents
    assert [notes(item, "Answer") for item in items_by_id(key).values()] == [
        ["the “detour” (also accepted: Detours; way round)"],
        ["detour"],
    ]


def test_a_wrong_option_ends_without_a_full_stop_before_its_explanation(course: Course) -> None:
    (key,) = make_handout("key", course).documents
    assert notes(items_by_id(key)["motor"], "Incorrect") == [
        "It is dearer than people — Nobody speaks of its price.",
        "It is louder than people — Nobody speaks of its sound.",
        "None of the three — One is right.",
    ]
    assert notes(items_by_id(key)["motor"], "Correct") == [
        "It asks nothing of people — That is her whole reason."
    ]


def test_a_discussion_has_its_explanation(make_course: MakeCourse) -> None:
    course = open_course(
        make_course(
            "- {id: talk, type: discussion, prompt: Who stays?, look_for: [her], minutes: 5,"
            " explanation: Nobody knows., passages: [{quote: every four hours}]}\n"
        )
    )
    (key,) = make_handout("key", course).documents
    _, plan = make_handout("seminar", course, minutes=10).documents
    for document in (key, plan):
        assert notes(items_by_id(document)["talk"], "Explanation") == ["Nobody knows."]


def test_a_key_to_a_section_names_it() -> None:
    (key,) = make_handout("key", shipped(), sections=("part-2",)).documents
    assert key.title == "Answer key: Part 2"
