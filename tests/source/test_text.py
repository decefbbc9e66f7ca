"""A text as its source describes it: regions, turns, speakers, and what does not agree."""

from __future__ import annotations

from typing import Any

import pytest

from studykit.source.fault import Fault
from studykit.source.text import Place, Text

from .documents import ANN, BOB, EVE, INTERVIEW, lighthouse, read, text_of

SPEAKERS = {"Ann": "ann", "Bob": "bob", "Eve": "eve"}


def outline(text: Text) -> list[tuple[str, str | None, str | None, str | None, str]]:
    """Return section, turn, speaker, why it is outside, and the words of every segment."""
    return [
        (s.region.id, s.turn, s.speaker, s.outside, text.shown.text[s.start : s.end])
        for s in text.segments
    ]


def talk(raw: str, **source: Any) -> Text:
    """Return an interview of one region."""
    return text_of(raw, speakers=SPEAKERS, regions=[INTERVIEW], **source)


def turns(raw: str, people: tuple[Any, ...] = (ANN, BOB, EVE)) -> list[str]:
    text, _ = read(raw, speakers=SPEAKERS, regions=[INTERVIEW], people=people)
    return [turn for _, turn in text.turns]


# Regions


def test_region_extends_to_the_next_region() -> None:
    """
    The Last Ferry
    About this talk. It is short.
    It was held in May.
    All of it
    The ferry stopped.
    Readers write
    Gull: So it did.
    """
    text = text_of(
        dedented(test_region_extends_to_the_next_region),
        regions=[
            {"id": "preface", "kind": "preface", "opens": "About this talk"},
            {"id": "all", "kind": "body", "heading": "All of it"},
            {"id": "comments", "kind": "comments", "heading": "Readers write"},
        ],
    )
    assert outline(text) == [
        ("outside", None, None, "front matter", "The Last Ferry"),
        ("preface", None, None, None, "About this talk. It is short.\nIt was held in May."),
        ("all", None, None, "a heading", "All of it"),
        ("all", None, None, None, "The ferry stopped."),
        ("comments", None, None, "a heading", "Readers write"),
        ("comments", None, None, "reader comments", "Gull: So it did."),
    ]
    assert text.citable_words == 14


def dedented(test: Any) -> str:
    """Return the docstring of a test as a file."""
    lines = [line.removeprefix("    ") for line in (test.__doc__ or "").splitlines()]
    return "\n".join(lines).strip() + "\n"


def test_region_ends_with_its_closing_words() -> None:
    text = text_of(
        "Start here.\nIt ends now.\nA sponsor's word.\nMore of it.\nThe end.",
        regions=[
            {"id": "one", "opens": "Start", "closes": "ends now."},
            {"id": "two", "opens": "More", "closes": "of it."},
        ],
    )
    assert outline(text) == [
        ("one", None, None, None, "Start here.\nIt ends now."),
        ("outside", None, None, "front matter", "A sponsor's word."),
        ("two", None, None, None, "More of it."),
        ("outside", None, None, "front matter", "The end."),
    ]


def test_markers_are_folded() -> None:
    raw = "“Don’t”, she said.\n\nEditor’s Note\n\nHe didn’t — ever.\n\nStop."
    regions = [
        {"id": "one", "opens": '"Don\'t",'},
        {"id": "two", "heading": "Editor's Note", "closes": "didn't - ever."},
    ]
    text = text_of(raw, regions=regions)
    assert [row[0] for row in outline(text)] == ["one", "two", "two", "outside"]


def test_markdown_heading_must_be_marked() -> None:
    """
    Contents: see below

    Part 1

    # Part 1

    Words.
    """
    raw = dedented(test_markdown_heading_must_be_marked)
    text = text_of(raw, file="doc.md", regions=[{"id": "part-1", "heading": "Part 1"}])
    assert outline(text) == [
        ("outside", None, None, "front matter", "Contents: see below\nPart 1"),
        ("part-1", None, None, "a heading", "Part 1"),
        ("part-1", None, None, None, "Words."),
    ]


def test_contents_list_is_not_taken_for_headings() -> None:
    regions = [
        {"id": "contents", "kind": "contents", "heading": "Contents"},
        {"id": "one", "heading": "One"},
        {"id": "two", "heading": "Two"},
    ]
    text = text_of(
        "## Contents\n\n- One\n- Two\n\n## One\n\nA.\n\n## Two\n\nB.", file="d.md", regions=regions
    )
    assert outline(text) == [
        ("contents", None, None, "a heading", "Contents"),
        ("contents", None, None, "a table of contents", "One\nTwo"),
        ("one", None, None, "a heading", "One"),
        ("one", None, None, None, "A."),
        ("two", None, None, "a heading", "Two"),
        ("two", None, None, None, "B."),
    ]  # fmt: skip


def test_cite_overrides_the_kind() -> None:
    raw = "Letters\nDear all.\nBody text."
    regions = [
        {"id": "letters", "kind": "comments", "opens": "Letters", "cite": True},
        {"id": "body", "kind": "body", "opens": "Body", "cite": False},
    ]
    assert [row[3] for row in outline(text_of(raw, regions=regions))] == [None, "the body"]


def test_text_without_regions_is_one_region() -> None:
    text = text_of("One.\n\nTwo.")
    assert outline(text) == [("text", None, None, None, "One.\nTwo.")]
    assert text.segments[0].region.name == "Text"
    text = text_of("Ann: One?\nBob: Two.", speakers={"Ann": "ann", "Bob": "bob"})
    assert text.turns == [("text", "Q1"), ("text", "A1")]


def test_declared_headings_are_headings() -> None:
    text = text_of("Cost\nIt’s dear.\nSpeed & size\nIt is fast.", headings=["Cost", "Speed & size"])
    assert outline(text) == [
        ("text", None, None, "a heading", "Cost"),
        ("text", None, None, None, "It’s dear."),
        ("text", None, None, "a heading", "Speed & size"),
        ("text", None, None, None, "It is fast."),
    ]


# Faults


def faults(raw: str, file: str = "doc.txt", **source: Any) -> list[Fault]:
    return read(raw, file=file, **source)[1]


def test_missing_marker() -> None:
    regions = [{"id": "one", "opens": "First words"}, {"id": "two", "heading": "The Second"}]
    assert faults("Something else.", regions=regions) == [
        Fault(
            "marker-not-found",
            "the text has no paragraph that begins with “First words”",
            ("regions", 0, "opens"),
        ),
        Fault(
            "marker-not-found",
            "the text has no heading “The Second”",
            ("regions", 1, "heading"),
        ),
    ]


def test_marker_before_the_previous_region() -> None:
    regions = [{"id": "two", "opens": "Second"}, {"id": "one", "opens": "First"}]
    assert faults("First.\nSecond.", regions=regions) == [
        Fault(
            "marker-not-found",
            "the text has no paragraph that begins with “First”",
            ("regions", 1, "opens"),
            "it is before the previous region: list the regions in the order of the text",
        )
    ]


def test_heading_that_is_a_paragraph() -> None:
    regions = [{"id": "one", "heading": "Part 1"}]
    assert faults("# Title\n\n**Part 1**\n\nWords.", "doc.md", regions=regions) == [
        Fault(
            "marker-not-found",
            "the text has no heading “Part 1”",
            ("regions", 0, "heading"),
            "the text has it, but not as a heading: use `opens` instead of `heading`",
        )
    ]


def test_region_without_a_marker() -> None:
    """It is a finding on the course file; see test_course.py."""
    assert faults("Words.", regions=[{"id": "one"}, {"id": "two", "opens": "Words"}]) == []


def test_missing_closing_words() -> None:
    regions = [{"id": "one", "opens": "One", "closes": "never"}]
    assert faults("One.\nTwo.", regions=regions) == [
        Fault(
            "marker-not-found",
            "no paragraph of the region ends with “never”",
            ("regions", 0, "closes"),
        )
    ]


def test_overlapping_regions() -> None:
    regions = [{"id": "one", "opens": "One", "closes": "Three."}, {"id": "two", "opens": "Two"}]
    assert faults("One.\nTwo.\nThree.", regions=regions) == [
        Fault(
            "overlapping-regions",
            "region `one` ends after the start of region `two`",
            ("regions", 0, "closes"),
        )
    ]


def test_missing_label() -> None:
    assert faults("Ann: Hello?\nNo, said Eve.", speakers=SPEAKERS, regions=[INTERVIEW]) == [
        Fault("label-not-found", "no paragraph of the text begins with “Bob:”", ("speakers", "Bob")),
        Fault("label-not-found", "no paragraph of the text begins with “Eve:”", ("speakers", "Eve")),
    ]  # fmt: skip


# Turns


def test_interviewer_begins_an_exchange() -> None:
    assert turns("Ann: a\nBob: b\nAnn: c\nBob: d") == ["Q1", "A1", "Q2", "A2"]


def test_several_answers_to_one_question_have_letters() -> None:
    assert turns("Ann: a\nBob: b\nEve: c\nBob: d\nAnn: e\nEve: f") == [
        "Q1", "A1", "A1b", "A1c", "Q2", "A2",
    ]  # fmt: skip


def test_letters_of_answers_continue_after_z() -> None:
    names = turns("Ann: a\n" + "Bob: b\nEve: c\n" * 27)
    assert names[:3] == ["Q1", "A1", "A1b"]
    assert names[26:30] == ["A1z", "A1aa", "A1ab", "A1ac"]
    assert len(set(names)) == 55


def test_answer_before_any_question_is_a0() -> None:
    raw = "Ann is here.\nBob: b\nAnn: c\nBob: d"
    text, _ = read(raw, speakers=SPEAKERS, regions=[{**INTERVIEW, "opens": "Ann"}])
    assert [turn for _, turn in text.turns] == ["A0", "Q1", "A1"]


def test_two_questions_in_a_row_are_two_exchanges() -> None:
    assert turns("Ann: a\nAnn: b\nBob: c") == ["Q1", "Q2", "A2"]


def test_turns_without_an_interviewer_are_numbered() -> None:
    people = (ANN | {"role": "author"}, BOB, EVE)
    assert turns("Ann: a\nBob: b\nAnn: c", people=people) == ["turn 1", "turn 2", "turn 3"]


def test_turns_are_numbered_in_each_region() -> None:
    regions = [
        {**INTERVIEW, "opens": "Ann: one"},
        {**INTERVIEW, "id": "more", "opens": "Ann: three"},
    ]
    text = text_of(
        "Ann: one?\nBob: Two.\nAnn: three?\nBob: Four.",
        speakers={"Ann": "ann", "Bob": "bob"},
        regions=regions,
    )
    assert text.turns == [("talk", "Q1"), ("talk", "A1"), ("more", "Q1"), ("more", "A1")]  # fmt: skip


def test_longest_label_wins_and_full_width_colons_work() -> None:
    speakers = {"Ann": "ann", "Ann (of the Post)": "ann", "Bob": "bob"}
    text = text_of(
        "Ann (of the Post): Hm?\nBob： Yes.\nAnn : No?",
        speakers=speakers,
        regions=[INTERVIEW | {"opens": "Ann"}],
    )
    assert outline(text) == [
        ("talk", "Q1", "ann", "a speaker's label", "Ann (of the Post): "),
        ("talk", "Q1", "ann", None, "Hm?"),
        ("talk", "A1", "bob", "a speaker's label", "Bob： "),
        ("talk", "A1", "bob", None, "Yes."),
        ("talk", "Q2", "ann", "a speaker's label", "Ann : "),
        ("talk", "Q2", "ann", None, "No?"),
    ]  # fmt: skip


def test_name_without_a_colon_begins_no_turn() -> None:
    text = talk("Ann: Hm?\nBob: Yes.\nAnn smiled.\nEve: Oh.\nBobby said: I am nobody.")
    assert outline(text)[3][1:] == ("A1", "bob", None, "Yes.\nAnn smiled.")
    assert outline(text)[5][1:] == ("A1b", "eve", None, "Oh.\nBobby said: I am nobody.")


LABELS = [
    "Bob:",
    "BOB:",
    "Bob :",
    "Bob：",
    "**Bob:**",
    "**Bob**:",
    "Bob (laughing):",
    "Bob [on the phone]:",
    "[00:01:02] Bob:",
    "(1:02) Bob:",
    "00:01:02.500 - Bob:",
    "Bob (00:03):",
    "\u200bBob:",
    "\ufeff\u200e Bob:",
]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("file", ["doc.txt", "doc.md"])
def test_spellings_of_a_label_begin_a_turn(label: str, file: str) -> None:
    speakers = {"Ann": "ann", "Bob": "bob"}
    raw = f"Ann: Hello?\n\n{label} Never.\n\nAnn: Oh."
    text = text_of(raw, speakers=speakers, file=file)
    assert [row[1:4:2] + row[4:] for row in outline(text) if row[2] == "bob"][1:] == [
        ("A1", None, "Never.")
    ]


@pytest.mark.parametrize(
    ("file", "line_end"),
    [
        *(("doc.txt", line_end) for line_end in ("\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")),
        *(("doc.md", line_end) for line_end in ("\n", "  \n", "\\\n", "<br>", "<br />\n", "\v", "\u2028")),
    ],
)  # fmt: skip
def test_label_after_a_line_end_inside_a_paragraph_begins_a_turn(file: str, line_end: str) -> None:
    speakers = {"Ann": "ann", "Bob": "bob"}
    raw = f"Ann: Will you?{line_end}Bob: Never.{line_end}**Ann:** Oh."
    text = text_of(raw, speakers=speakers, file=file)
    assert [(turn, who, words) for _, turn, who, outside, words in outline(text) if not outside] == [
        ("Q1", "ann", "Will you?"),
        ("A1", "bob", "Never."),
        ("Q2", "ann", "Oh."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "label",
    [
        "Cy:",
        "CY:",
        "Dr. Cy:",
        "Cy Dee (a guest):",
        "[00:01] Cy:",
        "**Cy:**",
        "Speaker 2:",
        "记者：",
    ],
)
def test_words_after_an_unknown_label_are_nobody_s(label: str) -> None:
    raw = f"Ann: Hello?\n\nBob: Fine.\n\n{label} A liar.\n\nHe is.\n\nAnn: Oh."
    text, (fault,) = read(raw, speakers={"Ann": "ann", "Bob": "bob"}, file="doc.md")
    assert [(row[1], row[2], row[4]) for row in outline(text) if "liar" in row[4]] == [
        (None, None, "A liar.\nHe is.")
    ]
    name = next(
        name for name in ("Dr. Cy", "Cy Dee", "CY", "Cy", "Speaker 2", "记者") if name in label
    )
    assert fault == Fault(
        "unknown-label",
        f"1 paragraph of interviews begins with “{name}:”, which `speakers` does not list",
        ("speakers",),
        "add each label to `speakers`, or to `not_speakers` if nobody speaks there",
    )


@pytest.mark.parametrize(
    "label",
    [
        "> Bob: ", "- Bob: ", "— Bob: ", "• **Bob:** ", "1. Bob: ", "bob: ", "Bob\n", "BOB\n",
        "**Bob**\n", "Bob 0:12\n", "Bob, [00:01:02]\n",
    ],
)  # fmt: skip
def test_label_after_the_marks_of_a_list_or_alone_on_its_line(label: str) -> None:
    raw = f"Ann: Hello?\n{label}We never left.\nAnn: Oh."
    text, faults = read(raw, speakers={"Ann": "ann", "Bob": "bob"})
    assert faults == []
    assert [(turn, who, words) for _, turn, who, outside, words in outline(text) if not outside] == [
        ("Q1", "ann", "Hello?"),
        ("A1", "bob", "We never left."),
        ("Q2", "ann", "Oh."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("begins", "shown"),
    [
        ("Bob says: ", "Bob says:"),
        ("Bob & Ann: ", "Bob & Ann:"),
        ("Bob/Ann: ", "Bob/Ann:"),
        ("“Bob: ", "Bob:"),
        ("[Bob]: ", "Bob:"),
        ("Bob, 00:12: ", "Bob, 00:12"),
        ("cynthia: ", "cynthia:"),
        ("[Cy]: ", "Cy:"),
        ("Cy 0:12\n", "Cy 0:12"),
    ],
)
def test_words_after_what_may_be_a_label_belong_to_nobody(begins: str, shown: str) -> None:
    raw = f"Ann: Hello?\n{begins}We never left.\nBob: Yes."
    text, (fault, *_) = read(raw, speakers={"Ann": "ann", "Bob": "bob"})
    assert (None, None, None, "We never left.") in [row[1:] for row in outline(text)]
    message = f"1 paragraph of interviews begins with “{shown}”, which `speakers` does not list"
    assert (fault.code, fault.message) == ("unknown-label", message)


@pytest.mark.parametrize(
    ("begins", "shown"),
    [
        ("Bob — ", "Bob —"),
        ("Bob - ", "Bob -"),
        ("Bob (12:03) ", "Bob (12:03)"),
        ("Bob. ", "Bob."),
        ("BOB ", "BOB"),
        ("Bob\t", "Bob"),
        ("Bob   ", "Bob"),
        ("Bob | ", "Bob |"),
        ("Bob> ", "Bob>"),
        ("[Bob] ", "Bob]"),
        ("**Bob** ", "Bob"),
    ],
)
@pytest.mark.parametrize("file", ["talk.txt", "talk.md"])
def test_name_without_a_colon_may_be_a_label(begins: str, shown: str, file: str) -> None:
    raw = f"Ann: Hello?\n\n{begins}We never left.\n\nBob: Yes."
    text, faults = read(raw, speakers={"Ann": "ann", "Bob": "bob"}, file=file)
    assert (None, None, None, "We never left.") in [row[1:] for row in outline(text)]
    assert faults == [
        Fault(
            "unknown-label",
            f"1 paragraph of interviews begins with “{shown}”, without a colon",
            ("speakers",),
            "if a turn begins there, write a colon after the name; else add it to `not_speakers`",
        )
    ]


@pytest.mark.parametrize("name", ["Audience member", "A voice from the back", "Second speaker"])
def test_person_without_a_name_is_an_unknown_label(name: str) -> None:
    raw = f"Ann: Hello?\n{name}: We never left.\nBob: Yes."
    _, faults = read(raw, speakers={"Ann": "ann", "Bob": "bob"})
    assert [fault.message for fault in faults] == [
        f"1 paragraph of interviews begins with “{name}:”, which `speakers` does not list"
    ]


def test_unlisted_name_on_its_own_line_ends_a_turn_where_labels_have_lines() -> None:
    raw = "**Ann**\n\nHm?\n\n**Bob**\n\nYes.\n\nIndeed.\n\n**Zoe Lim**\n\nI know.\n"
    text, faults = read(
        raw,
        speakers={"Ann": "ann", "Bob": "bob"},
        file="talk.md",
        regions=[INTERVIEW | {"opens": "Ann"}],
    )
    assert [(row[2], row[4]) for row in outline(text) if row[3] is None] == [
        ("ann", "Hm?"),
        ("bob", "Yes.\nIndeed."),
        (None, "I know."),
    ]
    assert [fault.message for fault in faults] == [
        "1 paragraph of interviews begins with “Zoe Lim:”, which `speakers` does not list"
    ]


@pytest.mark.parametrize(
    "line",
    ["Bob was late.", "Bob’s boat came.", "Bob said so. We: never.", "Bobby: a dog.", "A bob."],
)
def test_line_that_begins_with_the_name_of_a_speaker_is_not_theirs(line: str) -> None:
    text, _ = read(f"Ann: Hello?\n{line}\nBob: Yes.", speakers={"Ann": "ann", "Bob": "bob"})
    assert [
        words for _, _, who, outside, words in outline(text) if who == "bob" and not outside
    ] == ["Yes."]


def test_words_declared_as_no_label_stay_in_their_turn() -> None:
    raw = "Ann: Hello?\n\nBob: Fine.\n\nMy advice to all.\nBread: eat it.\n\nNote: it is good."
    text = text_of(
        raw, speakers={"Ann": "ann", "Bob": "bob"}, not_speakers=["Bread"], file="doc.md"
    )
    assert outline(text)[-1][1:] == (
        "A1",
        "bob",
        None,
        "Fine.\nMy advice to all.\nBread: eat it.\nNote: it is good.",
    )


def test_label_in_the_middle_of_a_paragraph_is_a_fault() -> None:
    raw = "Ann: Hello? Bob: Fine. Ann: Oh.\nBob: Yes. Ann: No."
    _, faults = read(raw, speakers={"Ann": "ann", "Bob": "bob"})
    help = "if a turn begins there, start a new line in the text"
    assert faults == [
        Fault("unknown-label", "“Bob:” is in the middle of 1 paragraph", ("speakers", "Bob"), help),
        Fault("unknown-label", "“Ann:” is in the middle of 2 paragraphs", ("speakers", "Ann"), help),
    ]  # fmt: skip


def test_only_regions_with_turns_have_unknown_labels() -> None:
    regions = [INTERVIEW, {"id": "notes", "kind": "note", "opens": "Editor"}]
    raw = "Ann: Hello?\nBob: Fine.\nEditor: Bob is ill. Ann: is she?"
    assert read(raw, speakers={"Ann": "ann", "Bob": "bob"}, regions=regions)[1] == []
    assert read("Cy: Hello there.")[1] == []


def test_a_text_with_one_author_has_its_speaker() -> None:
    regions = [
        {"id": "note", "kind": "note", "opens": "Given"},
        {"id": "speech", "kind": "body", "opens": "Four score"},
        {"id": "comments", "kind": "comments", "opens": "Anonymous"},
    ]
    text = text_of("Given in May.\nFour score.\nAnonymous writes.", speaker="eve", regions=regions)
    assert [(row[0], row[2]) for row in outline(text)] == [
        ("note", None),
        ("speech", "eve"),
        ("comments", None),
    ]


def test_label_on_its_own_line() -> None:
    text = talk("Ann:\nHm?\nBob:\nYes.\nIndeed.\nEve: Oh.")
    assert outline(text)[:4] == [
        ("talk", "Q1", "ann", "a speaker's label", "Ann:"),
        ("talk", "Q1", "ann", None, "Hm?"),
        ("talk", "A1", "bob", "a speaker's label", "Bob:"),
        ("talk", "A1", "bob", None, "Yes.\nIndeed."),
    ]
    assert text.segment_at(14).place(14) == Place("talk", "A1", "bob", 1)
    assert text.segment_at(20).place(20) == Place("talk", "A1", "bob", 2)


def test_labels_count_only_in_interviews() -> None:
    text = text_of(
        "Ann: Hm?\nBob: Yes.\nReaders\nAnn: I read this.",
        speakers={"Ann": "ann", "Bob": "bob"},
        regions=[INTERVIEW, {"id": "comments", "kind": "comments", "heading": "Readers"}],
    )
    assert outline(text)[-1] == ("comments", None, None, "reader comments", "Ann: I read this.")


def test_heading_interrupts_a_turn_without_ending_it() -> None:
    text = talk("Ann: Hm?\nBob: One.\nTwo.\nMeanwhile\nThree.\nEve: Four.", headings=["Meanwhile"])
    assert outline(text)[3:6] == [
        ("talk", "A1", "bob", None, "One.\nTwo."),
        ("talk", "A1", "bob", "a heading", "Meanwhile"),
        ("talk", "A1", "bob", None, "Three."),
    ]
    assert [text.segments[n].first for n in (3, 5)] == [1, 3]
    assert [turn for _, turn in text.turns] == ["Q1", "A1", "A1b"]


def test_heading_that_is_a_label_begins_a_turn() -> None:
    text, faults = read(
        "Ann: Hm?\n\n### Bob\n\nYes.\n\n## Ann: Why?\n\n### Bob\n\nNo idea.\n\n"
        "### Zoe Lim\n\nI know.\n\n## What we left out\n\nMuch.\n",
        speakers={"Ann": "ann", "Bob": "bob"},
        regions=[INTERVIEW],
        file="talk.md",
    )
    assert outline(text)[2:] == [
        ("talk", "A1", "bob", "a speaker's label", "Bob"),
        ("talk", "A1", "bob", None, "Yes."),
        ("talk", "Q2", "ann", "a speaker's label", "Ann: "),
        ("talk", "Q2", "ann", None, "Why?"),
        ("talk", "A2", "bob", "a speaker's label", "Bob"),
        ("talk", "A2", "bob", None, "No idea."),
        ("talk", None, None, "a heading", "Zoe Lim"),
        ("talk", None, None, None, "I know."),
        ("talk", None, None, "a heading", "What we left out"),
        ("talk", None, None, None, "Much."),
    ]
    assert [fault.message for fault in faults] == [
        "1 paragraph of interviews begins with “Zoe Lim:”, which `speakers` does not list"
    ]


def test_paragraphs_are_numbered_in_their_turn_or_region() -> None:
    text = lighthouse()
    places = {
        words: text.segment_at(text.shown.text.index(words)).place(text.shown.text.index(words))
        for words in ("We met in the lamp room", "Pigeons.", "You can’t buy", "Somebody has to be here. The")
    }  # fmt: skip
    assert places == {
        "We met in the lamp room": Place("introduction", None, None, 2),
        "Pigeons.": Place("part-1", "A2", "marlow", 1),
        "You can’t buy": Place("part-1", "A2", "marlow", 2),
        "Somebody has to be here. The": Place("part-1", "A3", "marlow", 1),
    }


def test_the_lighthouse_has_fourteen_turns() -> None:
    text = lighthouse()
    assert text.turns == [
        *[("part-1", f"{letter}{n}") for n in (1, 2, 3, 4) for letter in "QA"],
        *[("part-2", f"{letter}{n}") for n in (1, 2, 3) for letter in "QA"],
    ]
    assert text.citable_words == 501


# Lists, line ends, byte order marks


def test_list_items_are_paragraphs() -> None:
    """
    Ann: What do you need?

    Bob: Three things:

    1. Oil.
    2. A rope,
       a long one.
       - or two
    3. Luck.

    That is all.
    """
    text = text_of(
        dedented(test_list_items_are_paragraphs),
        file="doc.md",
        speakers={"Ann": "ann", "Bob": "bob"},
        regions=[INTERVIEW],
    )
    answer = text.segments[-1]
    assert (answer.turn, len(answer.paragraphs)) == ("A1", 6)
    assert text.shown.text[answer.start : answer.end] == (
        "Three things:\nOil.\nA rope,\na long one.\nor two\nLuck.\nThat is all."
    )


def test_list_numbers_in_a_transcript_are_part_of_the_text() -> None:
    text = talk("Ann: What?\nBob: This:\n1. Oil.\n2. Rope.\nEve: Oh.")
    assert outline(text)[3][4] == "This:\n1. Oil.\n2. Rope."


@pytest.mark.parametrize("file", ["doc.txt", "doc.md"])
@pytest.mark.parametrize("end", ["\r\n\r\n", "\n\n", "\r\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_make_no_difference(file: str, end: str, mark: str) -> None:
    raw = mark + end.join(["Ann: Which boat?", "Bob: The blue one.", "It leaks.", "Eve: It does."])
    text = talk(raw, file=file)
    assert outline(text)[1::2] == [
        ("talk", "Q1", "ann", None, "Which boat?"),
        ("talk", "A1", "bob", None, "The blue one.\nIt leaks."),
        ("talk", "A1b", "eve", None, "It does."),
    ]
    for n in (1, 3, 5):
        segment = text.segments[n]
        start, end_ = text.shown.start(segment.start), text.shown.end(segment.end)
        words = text.shown.text[segment.start : segment.end]
        assert raw[start:end_] == words.replace("\n", end)


@pytest.mark.parametrize("file", ["doc.txt", "doc.md"])
@pytest.mark.parametrize("raw", ["", "\n\n", "\ufeff", " \r\n "])
def test_empty_text_has_no_segments(file: str, raw: str) -> None:
    text = text_of(raw, file=file)
    assert (text.segments, text.turns, text.citable_words) == ([], [], 0)
