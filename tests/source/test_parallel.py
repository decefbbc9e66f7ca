"""Parallel turns in two renderings of one work, and their differences."""

from __future__ import annotations

import pytest

from studykit.source.parallel import (
    Turn,
    Uneven,
    counterpart,
    differing,
    pairs,
    turns,
    witnesses,
)
from studykit.source.text import Place, Text

from .documents import course_of, text_of

LEFT = "Ann: Why?\nBob: It froze.\nNobody came.\nAnn: Again?\nBob: Never.\n"
RIGHT = "Ann: For what reason?\nBob: There was ice.\nAnn: Once more?\nBob: Not once.\n"
SPEAKERS = {"Ann": "ann", "Bob": "bob"}


def interview(raw: str, id: str, **more: object) -> Text:
    return text_of(raw, id=id, speakers=SPEAKERS, **more)


def test_turns_of_an_interview() -> None:
    assert turns(interview(LEFT, "left")) == [
        Turn("left", "text", "Q1", "ann", "Why?"),
        Turn("left", "text", "A1", "bob", "It froze.\nNobody came."),
        Turn("left", "text", "Q2", "ann", "Again?"),
        Turn("left", "text", "A2", "bob", "Never."),
    ]


def test_heading_does_not_end_a_turn() -> None:
    text = interview("Ann: Why?\nBob: It froze.\nThe Ice\nNobody came.", "a", headings=["The Ice"])
    assert [turn.words for turn in turns(text)] == ["Why?", "It froze.\nNobody came."]


def test_text_without_speakers_has_no_turns() -> None:
    assert turns(text_of("It froze.", id="doc")) == []


def test_turns_are_paired_in_order() -> None:
    paired, uneven = pairs(interview(LEFT, "left"), interview(RIGHT, "right"))
    assert uneven == []
    assert [(p.left.name, p.left.words, p.right.words) for p in paired] == [
        ("Q1", "Why?", "For what reason?"),
        ("A1", "It froze.\nNobody came.", "There was ice."),
        ("Q2", "Again?", "Once more?"),
        ("A2", "Never.", "Not once."),
    ]


@pytest.mark.parametrize(
    ("raw", "count"),
    [
        (RIGHT + "Ann: And?\n", 5),
        ("Bob: There was ice.\nAnn: Once more?\nBob: No.\nAnn: Well.\n", 4),  # other speakers
    ],
)
def test_different_turns_are_not_paired(raw: str, count: int) -> None:
    paired, uneven = pairs(interview(LEFT, "left"), interview(raw, "right"))
    assert (paired, uneven) == ([], [Uneven("text", 4, count)])


def test_section_of_only_one_source_is_uneven() -> None:
    regions = [
        {"id": "one", "kind": "interview", "heading": "One"},
        {"id": "two", "kind": "interview", "heading": "Two"},
    ]
    left = interview(f"One\n{LEFT}Two\n{LEFT}", "left", regions=regions)
    right = interview(f"One\n{RIGHT}", "right", regions=regions[:1])
    for a, b, uneven in ((left, right, Uneven("two", 4, 0)), (right, left, Uneven("two", 0, 4))):
        paired, unpaired = pairs(a, b)
        assert ([pair.left.section for pair in paired], unpaired) == (["one"] * 4, [uneven])


def test_counterpart_in_the_other_source() -> None:
    paired, _ = pairs(interview(LEFT, "left"), interview(RIGHT, "right"))
    place = Place("text", "A1", "bob", 2)
    there = counterpart(place, "left", paired)
    assert there == Turn("right", "text", "A1", "bob", "There was ice.")
    back = counterpart(place, "right", paired)
    assert back is not None
    assert back.source == "left"
    assert counterpart(place, "another", paired) is None
    assert counterpart(Place("text", "A9", "bob", 1), "left", paired) is None
    assert counterpart(Place("text", None, None, 1), "left", paired) is None


def test_witnesses() -> None:
    course = course_of(
        *({"id": id, "work": "talk", "speakers": SPEAKERS} for id in ("a", "b", "c")),
        {"id": "other-work", "work": "tale", "speakers": SPEAKERS},
        {"id": "no-work", "speakers": SPEAKERS},
        {"id": "no-turns", "work": "talk"},
        {"id": "excerpts", "kind": "excerpts", "work": "talk", "speakers": SPEAKERS},
        {"id": "of-two-works", "work": ["talk", "tale"], "speakers": SPEAKERS},
    )
    ids = [source.id for source in course.sources]
    assert [(x.id, y.id) for x, y in witnesses(course, ids)] == [
        ("a", "b"),
        ("a", "c"),
        ("b", "c"),
    ]
    assert [(x.id, y.id) for x, y in witnesses(course, ["c", "a"])] == [("a", "c")]
    assert witnesses(course, ["a"]) == []


@pytest.mark.parametrize(
    ("left", "right", "ours", "theirs"),
    [
        ("It takes 212 turns.", "It takes 221 turns.", ["212"], ["221"]),
        ("We won’t go.", "We will go.", ["not"], []),
        ("We may go.", "We must go.", ["may"], ["must"]),
        ("So Ann and Bob came.", "So Ann came.", ["bob"], []),
        (
            "Twenty of us, 20 in all.",
            "There were 20.",
            [],
            [],
        ),  # the same number twice is no difference
        ("Not here, not there.", "Not here.", ["not"], []),  # but a second negation is
        ("It isn’t so.", "It is never so.", [], []),  # one negation is the counterpart of another
        ("It isn’t so.", "It never is, it is not.", [], ["never"]),
        ("In Silicon Valley", "Silicon Valley", [], []),  # where every word has a capital
        ("two or three", "2-3", [], []),
        ("", "", [], []),
    ],
)
def test_differing_claims(left: str, right: str, ours: list[str], theirs: list[str]) -> None:
    a, b = differing(left, right)
    assert ([c.value for c in a], [c.value for c in b]) == (ours, theirs)


def test_the_number_of_a_footnote_is_not_a_difference() -> None:
    assert differing("He read Go【12】and [3] MoE in 2 days.", "He read Go and MoE in 2 days.") == (
        [],
        [],
    )
