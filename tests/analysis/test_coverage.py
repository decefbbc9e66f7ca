"""Coverage: which words of each source are quoted, and which spots have no question."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.analysis.coverage import Amount, Coverage, SourceCoverage, coverage
from studykit.analysis.spots import _merged
from studykit.bank.evidence import pinned, verify
from studykit.bank.load import load
from studykit.diagnostics import Report
from studykit.source.pins import LOCK_FILE
from studykit.source.words import WordIndex

from ..conftest import COURSE, MakeCourse

Covered = Callable[..., Coverage]

FOUR = """\
- id: noise
  type: basic
  level: remember
  tags: [wind]
  prompt: What did Marlow hear?
  answer: A shutter.
  passages: [{quote: a shutter was banging up here in the wind}]
- id: thought
  type: basic
  tags: [wind, thought]
  prompt: What did she think?
  answer: That somebody should see to it.
  passages:
    - quote: banging up here in the wind, and I thought
    - quote: somebody should see to that
- id: key
  type: short_answer
  prompt: What did she ask for?
  answer: the key
  passages:
    - {quote: asked the harbour board for the key}
    - {quote: What made you ask for the key?}
- id: talk
  type: discussion
  stage: opening
  prompt: What would you keep?
  look_for: Reasons.
  passages: []
"""
"""Two overlapping questions on Part 1, A1, one on the introduction and Q1, one without passages."""


def covered(folder: Path, often: int = 4) -> Coverage:
    report = Report()
    course = load(folder, report)
    assert course is not None
    return coverage(course, verify(course, report), often)


def without_text(folder: Path, often: int = 4) -> Coverage:
    """The coverage after the passages are pinned and the texts deleted."""
    course = load(folder, Report())
    assert course is not None
    pinned(course, verify(course, Report())).write(folder / LOCK_FILE)
    for file in (folder / "texts").iterdir():
        file.unlink()
    return covered(folder, often)


def by_name(source: SourceCoverage) -> dict[str, tuple[int, int]]:
    """The questions and quoted words of each spot with questions."""
    return {
        f"{spot.place.section} {spot.name}": (len(spot.asked), spot.quoted)
        for spot in source.spots
        if spot.asked
    }


def questions(*quotes: str) -> str:
    """The questions of a bank, one per quote."""
    return "".join(
        f"- id: q{n}\n  type: basic\n  prompt: What?\n  answer: That.\n"
        f"  passages: [{{quote: {quote!r}}}]\n"
        for n, quote in enumerate(quotes)
    )


def test_words_and_questions_count_once(make_course: MakeCourse) -> None:
    (source,) = covered(make_course(FOUR)).sources
    assert source.by_text
    assert by_name(source) == {
        "introduction paragraph 1": (1, 7),
        "part-1 Q1": (1, 7),
        "part-1 A1": (2, 17),  # "a shutter was banging … and I thought: somebody …"
    }
    assert source.total == Amount(questions=3, quoted=31, citable=501, spots=16, touched=3)
    assert {group.id: group.amount for group in source.sections} == {
        "introduction": Amount(1, 7, 73, 2, 1),
        "part-1": Amount(3, 24, 209, 8, 2),
        "part-2": Amount(0, 0, 219, 6, 0),
    }
    assert {group.id: group.amount for group in source.speakers} == {
        "reporter": Amount(1, 7, 91, 7, 1),
        "marlow": Amount(2, 17, 337, 7, 1),
        None: Amount(1, 7, 73, 2, 1),
    }
    assert [group.id for group in source.speakers][-1] is None


def test_spots_are_turns_and_paragraphs_outside_turns(make_course: MakeCourse) -> None:
    (source,) = covered(make_course(FOUR)).sources
    assert [spot.name for spot in source.spots] == [
        "paragraph 1", "paragraph 2",
        "Q1", "A1", "Q2", "A2", "Q3", "A3", "Q4", "A4",
        "Q1", "A1", "Q2", "A2", "Q3", "A3",
    ]  # fmt: skip
    assert source.noun == "turns and paragraphs"
    assert [(s.place.section, s.name) for s in source.untouched] == [
        ("introduction", "paragraph 2"),
        *[("part-1", name) for name in ("Q2", "A2", "Q3", "A3", "Q4", "A4")],
        *[("part-2", name) for name in ("Q1", "A1", "Q2", "A2", "Q3", "A3")],
    ]


def test_the_runs_of_a_spot(make_course: MakeCourse) -> None:
    (source,) = covered(make_course(FOUR)).sources
    first = next(spot for spot in source.spots if spot.name == "A1")
    assert [tuple(run) for run in first.runs] == [
        ("A noise. I was walking the dog, and ", 0),
        ("a shutter was", 1),
        (" ", 0),
        ("banging up here in the wind,", 2),
        (" ", 0),
        ("and I thought: somebody should see to that.", 1),
        (" I meant the shutter. I didn’t mean the next nine years.", 0),
    ]
    (paragraphs,) = [spot for spot in source.spots if spot.runs[0].text.startswith("Pigeons.")]
    assert "".join(run.text for run in paragraphs.runs).count("\n") == 1


def test_types_levels_banks_and_tags_are_counted(make_course: MakeCourse) -> None:
    found = covered(make_course(FOUR))
    assert {type: n for type, n in found.types.items() if n} == {
        "basic": 2, "short_answer": 1, "discussion": 1,
    }  # fmt: skip
    assert found.types["cloze"] == 0
    assert found.levels == {
        "remember": 1, "understand": 0, "apply": 0, "analyze": 0, "evaluate": 0, "create": 0,
        None: 3,
    }  # fmt: skip
    assert found.banks == {"bank": 4}
    assert list(found.tags.items()) == [("wind", 2), ("thought", 1)]
    assert [asked.id for asked in found.uncited] == ["talk"]
    assert found.left_out == ()


def test_the_words_of_a_cloze_have_its_blanks_in_brackets(make_course: MakeCourse) -> None:
    cloze = """\
    - id: winding
      type: cloze
      text: "The *weight* has to be wound {{c1::every four hours::how often?}}"
      passages: [{quote: The weight has to be wound every four hours}]
    """
    (asked,) = covered(make_course(cloze)).questions
    assert asked.words == "The weight has to be wound [every four hours]"


def test_words_that_an_elision_hides_are_not_quoted(make_course: MakeCourse) -> None:
    quote = "I was walking […] banging up here [loudly] in the wind"
    unsigned = questions(quote)
    (source,) = covered(make_course(unsigned)).sources
    assert by_name(source) == {}
    signed = unsigned.replace("}]", ", allow: {quote-gapped: the same noise}}]")
    (source,) = covered(make_course(signed)).sources
    assert by_name(source) == {"part-1 A1": (1, 9)}
    (first,) = [spot for spot in source.spots if spot.asked]
    assert [run.text for run in first.runs if run.questions] == [
        "I was walking",
        "banging up here in the wind,",
    ]
    (source,) = without_text(Path("questions")).sources
    assert by_name(source) == {"part-1 A1": (1, 9)}


def test_a_quote_across_paragraphs_touches_both(make_course: MakeCourse) -> None:
    quote = "asked the harbour board for the key. We met in the lamp room"
    found = covered(make_course(questions(quote)))
    (source,) = found.sources
    assert by_name(source) == {
        "introduction paragraph 1": (1, 7),
        "introduction paragraph 2": (1, 6),
    }


def test_a_question_with_a_quote_that_is_not_found_is_left_out(make_course: MakeCourse) -> None:
    two = questions("Not one.", "Not two, and nothing like it anywhere")
    found = covered(make_course(two))
    assert found.sources[0].total.questions == 1
    assert [asked.id for asked in found.left_out] == ["q1"]
    assert found.types["basic"] == 2


# Crowded sentences


def test_a_sentence_is_crowded_if_more_than_often_questions_quote_it(
    make_course: MakeCourse,
) -> None:
    quotes = [
        "The weight has to be wound every four hours",
        "so whoever winds it stays",
        "Because a motor asks nothing of anybody. The weight has to be wound",
        "The rest is brass.",
    ]
    folder = make_course(questions(*quotes))
    (source,) = covered(folder, often=2).sources
    (crowded,) = source.crowded
    assert (crowded.place.section, crowded.place.turn, crowded.asked) == ("part-1", "A3", (0, 1, 2))
    assert (
        crowded.words == "The weight has to be wound every four hours, so whoever winds it stays,"
    )
    assert covered(folder, often=3).sources[0].crowded == ()


def test_a_crowded_sentence_has_only_its_quoted_words(make_course: MakeCourse) -> None:
    folder = make_course(questions("Under it stood", "whole but for one broken wheel"))
    (crowded,) = covered(folder, often=1).sources[0].crowded
    assert crowded.words == "Under it stood … whole but for one broken wheel."


def test_a_question_with_two_quotes_in_a_sentence_counts_once(make_course: MakeCourse) -> None:
    twice = """\
    - id: twice
      type: basic
      prompt: What?
      answer: That.
      passages: [{quote: Under it stood}, {quote: one broken wheel}]
    """
    assert covered(make_course(twice), often=1).sources[0].crowded == ()


# Without the text


def test_without_the_text_words_are_counted_from_the_quotes(make_course: MakeCourse) -> None:
    folder = make_course(FOUR)
    with_text = by_name(covered(folder).sources[0])
    (source,) = without_text(folder).sources
    assert not source.by_text
    assert by_name(source) == with_text
    assert source.total == Amount(questions=3, quoted=31, citable=None, spots=3, touched=3)
    assert (source.total.share, source.total.percent) == (None, "–")
    assert [group.id for group in source.sections] == ["introduction", "part-1", "part-2"]
    assert all(not spot.runs for spot in source.spots)
    assert source.untouched == ()


def test_a_pin_without_a_question_is_an_untouched_spot(make_course: MakeCourse) -> None:
    folder = make_course(questions("Not one.", "we light the lamp on Saturdays only"))
    without_text(folder)
    bank = folder / "bank.yaml"
    bank.write_text(bank.read_text(encoding="utf-8").partition("  - id: q1")[0], encoding="utf-8")
    (source,) = covered(folder).sources
    assert [(spot.name, len(spot.asked)) for spot in source.spots] == [("A4", 1), ("A1", 0)]


def test_without_the_text_turns_are_in_order(make_course: MakeCourse) -> None:
    turns = [
        "And when you can no longer climb", "Not one.", "A noise.", "What made you ask for the key?",
        "It’s a fair question", "We met in the lamp room",
    ]  # fmt: skip
    (source,) = without_text(make_course(questions(*turns))).sources
    assert [f"{spot.place.section} {spot.name}" for spot in source.spots] == [
        "introduction paragraph 2", "part-1 Q1", "part-1 A1", "part-1 A4", "part-2 A2", "part-2 Q3",
    ]  # fmt: skip


def test_without_the_text_equal_sentences_are_crowded(make_course: MakeCourse) -> None:
    folder = make_course(questions("The rest is brass.", "the rest is brass", "The rest is brass."))
    (crowded,) = without_text(folder, often=2).sources[0].crowded
    assert (crowded.words, crowded.asked) == ("The rest is brass.", (0, 1, 2))


def test_a_source_without_text_and_pins(make_course: MakeCourse) -> None:
    (source,) = covered(make_course(text=None)).sources
    assert source.total == Amount(0, 0, None, 0, 0)
    assert source.noun == ""


def test_a_course_without_a_bank(make_course: MakeCourse) -> None:
    folder = make_course()
    (folder / "bank.yaml").unlink()
    found = covered(folder)
    assert found.questions == ()
    assert found.banks == found.tags == {}
    assert found.sources[0].total == Amount(0, 0, 501, 16, 0)


# Properties

PLACES = st.tuples(st.integers(0, 60), st.integers(1, 12))


@given(st.lists(PLACES, min_size=1, max_size=12))
def test_quoted_words_are_the_union_of_all_quotes(
    tmp_path_factory: pytest.TempPathFactory, places: list[Any]
) -> None:
    text = "\n\n".join(
        f"{'Reporter' if n % 2 else 'Marlow'}: " + " ".join(f"w{n}x{i}" for i in range(12))
        for n in range(5)
    )
    tokens = [[f"w{n}x{i}" for i in range(12)] for n in range(5)]
    quotes = []
    union = set()
    for start, length in places:
        turn, first = min(start // 12, 4), start % 12
        quote = tokens[turn][first : first + length]
        quotes.append(" ".join(quote))
        union |= set(quote)
    folder = tmp_path_factory.mktemp("course")
    course = COURSE.partition("    regions:")[0]
    (folder / "texts").mkdir()
    (folder / "texts/lighthouse.md").write_text(text, encoding="utf-8")
    (folder / "course.yaml").write_text(course, encoding="utf-8")
    (folder / "bank.yaml").write_text(
        "id: bank\ntitle: Bank\nquestions:\n" + questions(*quotes), encoding="utf-8"
    )
    (source,) = covered(folder).sources
    total = source.total
    assert total.quoted == len(union) == sum(spot.quoted for spot in source.spots)
    assert total.citable == 60
    assert total.questions == len(quotes)
    for groups in (source.sections, source.speakers):
        assert sum(group.amount.quoted for group in groups) == total.quoted
        assert sum(group.amount.spots for group in groups) == total.spots
    for spot in source.spots:
        assert spot.citable is not None
        assert 0 <= spot.quoted <= spot.citable
        assert bool(spot.quoted) == bool(spot.asked)
        assert "".join(run.text for run in spot.runs).split() in tokens
        marked = " ".join(run.text for run in spot.runs if run.questions)
        assert set(marked.split()) <= union
        assert len(marked.split()) == spot.quoted


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_merged_ranges_are_the_union(parts: list[tuple[int, int]]) -> None:
    merged = list(_merged(parts))
    assert {n for first, last in merged for n in range(first, last)} == {
        n for first, last in parts for n in range(first, last)
    }
    assert all(first < last for first, last in merged)
    assert all(a[1] <= b[0] for a, b in pairwise(merged))


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_every_visible_character_is_in_one_word(text: str, start: int, end: int) -> None:
    words = WordIndex(text, [(0, len(text))])
    inside = {n for a, b in zip(words.starts, words.ends, strict=True) for n in range(a, b)}
    assert inside == {n for n, c in enumerate(text) if not c.isspace()} - {
        n for n, c in enumerate(text) if c in "\x1c\x1d\x1e\x1f"
    }
    assert words.starts == sorted(set(words.starts))
    first, last = words.within(start, end)
    assert all(
        words.starts[n] < end and words.ends[n] > start
        for n in range(first, min(last, len(words.ends)))
    )


# WordIndex and sentences


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One man, one hour—I’ll take it.", ["One", "man,", "one", "hour—I’ll", "take", "it."]),
        ("a – b", ["a", "–", "b"]),
        ("יש מישהו כאן.", ["יש", "מישהו", "כאן."]),
        ("يجب أن يكون", ["يجب", "أن", "يكون"]),
        ("有人在这里。「好」", ["有", "人", "在", "这", "里。「", "好」"]),
        ("用GPT模型", ["用", "GPT", "模", "型"]),
        ("ひかりタワー", ["ひ", "か", "り", "タワー"]),
        ("등대에 불을", ["등대에", "불을"]),
        ("ที่", ["ที่"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    found = WordIndex(text, [(0, len(text))])
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == words


@pytest.mark.parametrize(
    "sentences",
    [
        ["One ended.", "Two did?", "“Three!”", "Four"],
        ["Dr. Who saw the U.S. coast at 5.30, i.e. early.", "He left."],
        ["It was … odd.", "He said “no.” to it."],
        ["有人在。", "没人在。"],
        ["هل هنا أحد؟", "نعم."],
        ["A line\n", "Another"],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = (
        " ".join(sentences) if sentences[0].isascii() or " " in sentences[0] else "".join(sentences)
    )
    words = WordIndex(text, [(0, len(text))])
    assert words.sentences[-1] + 1 == len(sentences)


CHINESE = """\
记者：你为什么要那把钥匙？

马洛：我听见风里有一扇窗在响。我想：该有人去看看。
"""


def test_a_text_in_chinese_counts_characters(make_course: MakeCourse) -> None:
    course = (
        COURSE.partition("    regions:")[0]
        .replace("{Reporter: reporter, Marlow: marlow}", "{记者: reporter, 马洛: marlow}")
        .replace("    file:", "    language: zh\n    file:")
    )
    folder = make_course(questions("风里有一扇窗", "有一扇窗在响"), course=course, text=CHINESE)
    (source,) = covered(folder).sources
    assert by_name(source) == {"text A1": (2, 8)}
    assert source.total == Amount(2, 8, 28, 2, 1)
    (source,) = without_text(folder).sources
    assert by_name(source) == {"text A1": (2, 8)}


HEBREW = "מראיין: מה שמעת?\n\nמרלו: תריס נטרק ברוח. מישהו צריך לטפל בזה.\n"


def test_a_text_in_hebrew(make_course: MakeCourse) -> None:
    course = (
        COURSE.partition("    regions:")[0]
        .replace("{Reporter: reporter, Marlow: marlow}", "{מראיין: reporter, מרלו: marlow}")
        .replace("    file:", "    language: he\n    file:")
    )
    folder = make_course(questions("תריס נטרק ברוח"), course=course, text=HEBREW)
    (source,) = covered(folder).sources
    assert by_name(source) == {"text A1": (1, 3)}
    assert source.total == Amount(1, 3, 9, 2, 1)


def test_citable_words_are_counted_as_in_the_text(make_course: MakeCourse) -> None:
    folder = make_course(FOUR)
    course = load(folder, Report())
    assert course is not None
    assert covered(folder).sources[0].total.citable == course.texts["lighthouse"].citable_words


def test_a_percentage_is_0_or_100_only_if_exact() -> None:
    def percent(quoted: int, citable: int) -> str:
        return Amount(1, quoted, citable, 1, 1).percent

    assert [percent(0, 500), percent(1, 500), percent(62, 500), percent(499, 500)] == [
        "0%", "<1%", "12%", "99%",
    ]  # fmt: skip
    assert percent(500, 500) == "100%"
    assert percent(0, 0) == "–"
