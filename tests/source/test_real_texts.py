"""The texts of the shipped course, if they are available: their structure, and what can be cited.

Offsets and counts were determined by hand, before the readers were written.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.bank.load import Course, load
from studykit.diagnostics import Report
from studykit.source.locate import Query, Verdict
from studykit.source.text import Place, Text

from ..conftest import REPOSITORY


@pytest.fixture(scope="module")
def course(real_texts: Path) -> Course:
    report = Report()
    course = load(REPOSITORY / "questions", report, real_texts)
    assert course is not None
    assert report.diagnostics == []
    return course


def span(text: Text, section: str, turn: str) -> tuple[int, int]:
    """Return the offsets of a turn in its file, with its label but not the emphasis marks before it."""
    segments = [s for s in text.segments if (s.region.id, s.turn) == (section, turn)]
    return text.shown.start(segments[0].start), text.shown.end(segments[-1].end)


def verdict(course: Course, source: str, quote: str, **claims: str) -> Verdict:
    return course.finder.locate(Query(quote, source, **claims)).verdict


def test_all_texts_match_their_descriptions(course: Course) -> None:
    """Every region and label is found: otherwise the fixture would fail."""
    assert course.texts.keys() == {source.id for source in course.info.sources}
    assert {id: len(text.raw) for id, text in course.texts.items()} == {
        "he-yu": 29253,
        "zhong": 27248,
        "ruan": 12980,
        "chinatalk-summary": 10875,
        "murrell": 2615,
        "llm-commentary": 9528,
    }


def test_every_declared_region_has_words(course: Course) -> None:
    for source in course.info.sources:
        text = course.texts[source.id]
        found = list(dict.fromkeys(segment.region.id for segment in text.segments))
        assert [id for id in found if id != "outside"] == [region.id for region in source.regions]


@pytest.mark.parametrize("source", ["he-yu", "zhong"])
def test_both_translations_have_the_same_82_turns(course: Course, source: str) -> None:
    exchanges = [8, 6, 9, 12, 6]
    turns = course.texts[source].turns
    assert len(turns) == 82
    assert turns == [
        (f"part-{part}", f"{letter}{n}")
        for part, count in enumerate(exchanges, 1)
        for n in range(1, count + 1)
        for letter in "QA"
    ]


@pytest.mark.parametrize("source", ["he-yu", "zhong"])
def test_speakers_of_questions_and_answers(course: Course, source: str) -> None:
    speakers = {(s.turn[0], s.speaker) for s in course.texts[source].segments if s.turn}
    assert speakers == {("Q", "waves"), ("A", "liang")}


@pytest.mark.parametrize(
    ("section", "turn", "he_yu", "zhong"),
    [
        ("part-1", "Q1", (8900, 9034), (1386, 1565)),
        ("part-1", "A1", (9036, 9097), (1566, 1666)),
        ("part-1", "A5", (10408, 10973), (3096, 3668)),
        ("part-1", "A8", (12077, 12474), (4783, 5432)),
        ("part-2", "A4", (13935, 14413), (6920, 7383)),
        ("part-2", "A6", (14825, 15726), (7824, 8426)),
        ("part-3", "Q2", (16067, 16258), (8807, 8995)),
        ("part-3", "A9", (19195, 19545), (11494, 11782)),
        ("part-4", "Q1", (19591, 19680), (11828, 12024)),
        ("part-4", "A8", (23182, 23665), (15092, 15484)),
        ("part-4", "A11", (24915, 25555), (16524, 17099)),
        ("part-5", "Q3", (26582, 26930), (18072, 18299)),
        ("part-5", "A6", (28358, 29253), (19432, 20219)),
    ],
)
def test_offsets_of_turns(
    course: Course, section: str, turn: str, he_yu: tuple[int, int], zhong: tuple[int, int]
) -> None:
    start, end = he_yu
    assert span(course.texts["he-yu"], section, turn) == (start + 2, end)  # after two stars
    assert span(course.texts["zhong"], section, turn) == zhong


@pytest.mark.parametrize(
    ("section", "turn", "he_yu", "zhong"),
    [
        ("part-1", "A8", 1, 2),
        ("part-2", "A4", 1, 2),
        ("part-4", "A11", 1, 5),  # one has a numbered list
        ("part-5", "A6", 2, 2),
    ],
)
def test_paragraphs_belong_to_their_turn(
    course: Course, section: str, turn: str, he_yu: int, zhong: int
) -> None:
    for source, count in (("he-yu", he_yu), ("zhong", zhong)):
        paragraphs = [
            len(s.paragraphs)
            for s in course.texts[source].segments
            if (s.region.id, s.turn, s.outside) == (section, turn, None)
        ]
        assert paragraphs == [count]


@pytest.mark.parametrize(
    ("source", "quote", "outside"),
    [
        ("he-yu", "layout: post", None),  # front matter is not part of the text
        ("he-yu", "An Interview of its Founder", None),
        ("he-yu", "Originally posted by Waves", "credits"),
        ("he-yu", "Lighting the Fuse", "a heading"),
        ("he-yu", "Waves:", "a speaker's label"),
        ("zhong", "We’re Done Following", "a title"),
        ("zhong", "The Real Gap Lies", "a heading"),
        ("zhong", "An Yong (Interviewer)", "a speaker's label"),
        ("zhong", "Editor: Zhongxiaowen", "credits"),
        ("zhong", "Anonymous", "reader comments"),
        ("zhong", "Noel Ho", "reader comments"),
        ("zhong", "postnatal massage at home", "spam"),
        ("zhong", "esta usa visa", "spam"),
        ("chinatalk-summary", "source:", "credits"),
        ("chinatalk-summary", "Note: The provided text", "a label"),
        ("murrell", "Chinese AI Lab Deepseek Grinds", "a title"),
        ("murrell", "December 31, 2024", "credits"),
        ("llm-commentary", "Via GPT-4o:", "a heading"),
        ("llm-commentary", "Market Dynamics", "a heading"),
    ],
)
def test_titles_credits_comments_and_spam_are_outside(
    course: Course, source: str, quote: str, outside: str | None
) -> None:
    location = course.finder.locate(Query(quote, source))
    if outside is None:
        assert not location.verdict.passes
        assert location.verdict is not Verdict.OUTSIDE
    else:
        assert location.verdict is Verdict.OUTSIDE
        assert outside in {match.outside for match in location.matches}


def test_contents_of_the_summary_are_outside(course: Course) -> None:
    """The contents list the headings before they occur."""
    text = course.texts["chinatalk-summary"]
    segments = [s for s in text.segments if s.region.id == "contents"]
    assert all(s.outside for s in segments)
    end = text.shown.end(segments[-1].end)  # before the address of the last link
    assert (text.shown.start(segments[0].start), end) == (175, 1023)


@pytest.mark.parametrize(
    ("source", "regions"),
    [
        ("zhong", {"title": 0, "editors-note": 55, "part-1": 1339, "credits": 20220, "footnotes": 20241, "comments": 20522, "spam": 22531}),
        ("murrell", {"title": 0, "date": 48, "body": 67, "byline": 2502, "navigation": 2538}),
        ("llm-commentary", {"title": 0, "gpt-4o": 92, "r1": 2157, "background": 6309}),
        ("he-yu", {"preface": 239, "introduction": 2479 + 3, "part-1": 8852 + 4, "part-5": 25853 + 4}),
        ("chinatalk-summary", {"byline": 52, "contents": 172 + 3, "machine-note": 3761 + 2, "part-5": 9321 + 3}),
    ],
)  # fmt: skip
def test_offsets_of_regions(course: Course, source: str, regions: dict[str, int]) -> None:
    """The marks of Markdown headings and bold words are not part of the text."""
    text = course.texts[source]
    starts: dict[str, int] = {}
    for segment in text.segments:
        starts.setdefault(segment.region.id, text.shown.start(segment.start))
    assert {id: starts[id] for id in regions} == regions


def test_offsets_of_headings_in_the_commentary(course: Course) -> None:
    text = course.texts["llm-commentary"]
    headings = [s for s in text.segments if s.outside == "a heading"]
    spans = [(text.shown.start(s.start), text.shown.end(s.end)) for s in headings]
    assert len(spans) == 22
    assert spans[:3] == [(92, 103), (2157, 2186), (2498, 2536)]
    assert spans[-2:] == [(8474, 8507), (9039, 9049)]


# Quotes


@pytest.mark.parametrize(
    ("source", "quote", "verdict", "place"),
    [
        ("he-yu", "5–13% of the conventional MHA", Verdict.EXACT, Place("introduction", None, None, 6)),
        ("he-yu", "5-13 % of the conventional MHA", Verdict.TYPOGRAPHIC, Place("introduction", None, None, 6)),
        ("he-yu", "a 4x computational cost gap", Verdict.EXACT, Place("part-1", "A6", "liang", 1)),
        ("he-yu", "We won't go closed source.", Verdict.TYPOGRAPHIC, Place("part-3", "A1", "liang", 1)),
        ("zhong", "We won’t go closed-source.", Verdict.EXACT, Place("part-3", "A1", "liang", 1)),
        ("zhong", "Maybe 2–3 survive.", Verdict.TYPOGRAPHIC, Place("part-3", "A8", "liang", 1)),
        ("zhong", "Grabing users", Verdict.EXACT, Place("part-1", "A4", "liang", 1)),
        ("llm-commentary", "High-Flyer (幻方)", Verdict.EXACT, Place("background", None, None, 1)),
    ],
)  # fmt: skip
def test_true_quotes_are_found(
    course: Course, source: str, quote: str, verdict: Verdict, place: Place
) -> None:
    location = course.finder.locate(Query(quote, source))
    assert (location.verdict, [match.place for match in location.matches]) == (verdict, [place])


@pytest.mark.parametrize(
    ("source", "quote", "verdict"),
    [
        ("zhong", "We won’t go closed source.", Verdict.MISATTRIBUTED),  # the wording of he-yu
        ("he-yu", "We won’t go closed-source.", Verdict.MISATTRIBUTED),
        ("he-yu", "Grabing users", Verdict.MISATTRIBUTED),
        ("he-yu", "13% of the conventional MHA", Verdict.CLIPPED),
        ("he-yu", "5–14% of the conventional MHA", Verdict.NEAR),
        ("he-yu", "We will go closed source.", Verdict.NEAR),
        ("he-yu", "Liang", Verdict.AMBIGUOUS),
    ],
)
def test_false_quotes_are_not_found(
    course: Course, source: str, quote: str, verdict: Verdict
) -> None:
    assert course.finder.locate(Query(quote, source)).verdict is verdict


def test_quote_in_both_translations(course: Course) -> None:
    location = course.finder.locate(Query("It could take two years, five"))
    assert location.verdict is Verdict.EXACT
    assert [(m.source, m.place.section, m.place.turn) for m in location.matches] == [
        ("he-yu", "part-4", "A11"),
        ("zhong", "part-4", "A11"),
    ]


def test_quote_across_two_speakers_does_not_pass(course: Course) -> None:
    for source, quote in (
        ("he-yu", "by the reaction? Very surprised."),
        ("zhong", "by this outcome? Very surprised."),
    ):
        assert not verdict(course, source, quote).passes


def test_speakers_and_sections_are_checked(course: Course) -> None:
    quote = "Very surprised. We didn’t expect"
    assert verdict(course, "he-yu", quote, speaker="liang") is Verdict.EXACT
    assert verdict(course, "he-yu", quote, speaker="waves") is Verdict.MISATTRIBUTED
    assert verdict(course, "he-yu", quote, section="part-2") is Verdict.MISPLACED


def test_footnote_marks_are_folded(course: Course) -> None:
    """There are three marks beside words; the second and third have a space before the full stop."""
    text = course.texts["zhong"]
    body = text.folded.text[: text.folded.text.index("Editor: Zhongxiaowen")]
    assert text.raw.count("【") == 6
    assert "【" not in body
    assert " ." not in body


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("我们要做的不是生成式 AI", (Verdict.EXACT, 1)),
        ("即使 OpenAI 闭源，也无法阻止被别人赶超", (Verdict.EXACT, 3)),
        ("我们只是还需要一堆事实和一个过程。", (Verdict.EXACT, 12)),
        ("网友发现", (Verdict.OUTSIDE, None)),  # from another list in the same issue
        ("一代人的时间就变了，机会", (Verdict.NEAR, None)),
    ],
)
def test_the_twelve_chinese_statements_can_be_cited(
    course: Course, quote: str, expected: tuple[Verdict, int | None]
) -> None:
    found = course.finder.locate(Query(quote, "ruan", speaker="liang"))
    paragraph = found.matches[0].place.paragraph if found.verdict.passes else None
    assert (found.verdict, paragraph) == expected


@pytest.mark.parametrize(("source", "words"), [("he-yu", 2997), ("zhong", 2706)])
def test_number_of_words_in_turns(course: Course, source: str, words: int) -> None:
    text = course.texts[source]
    turns = [s for s in text.segments if s.turn and not s.outside]
    assert sum(len(text.shown.text[s.start : s.end].split()) for s in turns) == words
