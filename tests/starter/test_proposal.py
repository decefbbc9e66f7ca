"""Proposals: what a text seems to contain."""

from __future__ import annotations

import pytest

from studykit.source.course import Person
from studykit.starter.languages import guess_language
from studykit.starter.proposal import Proposal, ProposedRegion, Speaker, propose, read_with

TALK = """\
# Salt in the Wires

A talk with Mara Lind.

## The ship

**INTERVIEWER:** How many ships are there in the world?

**Mara Lind:** About sixty, and the others lay new cable.

**INTERVIEWER:** And how long does it take?

**Mara Lind:** It takes the ship some sixteen hours.

## About this text

The text was put into English by the speaker.

## Notes

【1】 The count is hers.
"""


def test_speakers_sections_and_language_are_found() -> None:
    proposal = propose(TALK, "markdown")
    assert proposal == Proposal(
        speakers=(
            Speaker("interviewer", "Interviewer", "INTERVIEWER", 2, "interviewer"),
            Speaker("mara-lind", "Mara Lind", "Mara Lind", 2),
        ),
        parts=(
            ProposedRegion("introduction", "", "introduction", "heading", "Salt in the Wires"),
            ProposedRegion("the-ship", "The ship", "interview", "heading", "The ship"),
            ProposedRegion("about-this-text", "About this text", "body", "heading", "About this text"),
            ProposedRegion("notes", "Notes", "footnotes", "heading", "Notes"),
        ),
        language="en",
        title="Salt in the Wires",
    )  # fmt: skip
    assert proposal.found == (
        "2 speakers (INTERVIEWER and Mara Lind; INTERVIEWER asks), 2 exchanges, 4 sections, language: en"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # the title of a Word document is often a heading like the others, a level below a title
        ("## Salt\n\nOn salt.\n\n### One\n\nA.\n", "Salt"),
        ("## Salt\n\nOn salt.\n\n## Wires\n\nA.\n", None),
        ("On salt.\n\n## Salt\n\nA.\n", None),
        ("## One\n\nA.\n\n# Salt\n\nB.\n", "Salt"),
    ],
)
def test_a_heading_above_everything_is_the_title(text: str, title: str | None) -> None:
    assert propose(text, "markdown").title == title


def test_a_proposal_is_written_as_yaml() -> None:
    proposal = Proposal(
        (Speaker("ann", "Ann", "ANN", 2, "host"),),
        (ProposedRegion("a", "A", "body", "opens", 'It “is":'),),
        "en",
    )
    assert proposal.people_yaml() == '- {id: ann, name: "Ann", role: host}\n'
    assert proposal.source_yaml() == (
        "  language: en\n"
        "  speakers:\n"
        '    "ANN": ann\n'
        "  regions:\n"
        '    - {id: a, title: "A", kind: body, opens: "It “is\\":"}\n'
    )


def test_a_label_in_bold_type_may_be_any_name() -> None:
    text = "**Amadi, Ruth:** <!-- 0:03 --> Why?\n\n**spk_1:** <!-- 0:09 --> So.\n"
    assert propose(text, "markdown").speakers == (
        Speaker("amadi-ruth", "Amadi, Ruth", "Amadi, Ruth", 1, "interviewer"),
        Speaker("spk-1", "spk_1", "spk_1", 1),
    )


def test_who_asks_is_known_by_question_marks() -> None:
    text = "Ann: Why?\n\nBo: So.\n\nAnn: When?\n\nBo: Then, of course it was that.\n"
    assert [(s.label, s.role) for s in propose(text, "markdown").speakers] == [
        ("Ann", "interviewer"),
        ("Bo", None),
    ]


def test_if_nobody_clearly_asks_it_is_said() -> None:
    text = "Ann: It was.\n\nBo: So it was.\n\nAnn: To be sure of it.\n\nBo: Of that I was not.\n"
    proposal = propose(text, "markdown")
    assert [speaker.role for speaker in proposal.speakers] == [None, None]
    assert proposal.doubts == (
        "it is not clear who asks: set `role: interviewer` or `role: host` for that person, so that"
        " turns are numbered Q1, A1, Q2 …",
    )


def test_a_name_that_speaks_once_is_a_speaker_in_doubt() -> None:
    """Or else its words would be those of the speaker before it."""
    proposal = propose(TALK.replace("## About", "Box: A fibre is thin.\n\n## About"), "markdown")
    assert [speaker.label for speaker in proposal.speakers] == ["INTERVIEWER", "Mara Lind", "Box"]
    assert proposal.doubts == (
        "“Box:” may not be a speaker: if nobody speaks there, move it from `speakers` to"
        " `not_speakers`",
    )


def test_people_of_the_course_keep_their_ids() -> None:
    known = [Person(id="lind", name="Mara A. Lind", aliases=("Mara Lind",))]
    assert [speaker.id for speaker in propose(TALK, "markdown", known).speakers] == [
        "interviewer",
        "lind",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "**Note:** One.\n\n**A term, say:** Two.\n\n**A term, say:** Two.\n",
        "Ann: It was late.\n\nThen it rained.\n",
        "他说：不。\n\n她走了。\n\n他说：是。\n\n她说：好。\n\n她说：不。\n",
    ],
)
def test_a_colon_alone_makes_no_speaker(text: str) -> None:
    assert propose(text, "markdown").speakers == ()


def test_a_chinese_interview() -> None:
    text = "**记者：** 您好吗？\n\n**林师傅：** 我很好。\n\n**记者：** 表呢？\n\n**林师傅：** 表也好。\n"
    proposal = propose(text, "markdown")
    assert proposal.speakers == (
        Speaker("speaker-1", "记者", "记者", 2, "interviewer"),
        Speaker("speaker-2", "林师傅", "林师傅", 2),
    )
    assert proposal.language == "zh"
    assert proposal.doubts == ()


def test_what_is_before_the_first_turn_is_an_introduction() -> None:
    text = "We met in Brest in March.\n\nAnn: Why?\n\nBo: So.\n\nAnn: When?\n\nBo: Then.\n"
    assert propose(text, "markdown").parts == (
        ProposedRegion(
            "introduction", "Introduction", "introduction", "opens", "We met in Brest in March."
        ),
        ProposedRegion("interview", "Interview", "interview", "opens", "Ann: Why?"),
    )


@pytest.mark.parametrize(
    ("headings", "ids"),
    [
        ("灯塔|第一部分 风|第二部分 海|第十二部分 终", "introduction part-1 part-2 part-12"),
        ("灯塔|一、风|尾声|二、海", "introduction part-1 section part-2"),
        ("第1章 灯|第2章 海", "part-1 part-2"),
        ("灯塔|海", "part-1 part-2"),
        ("The light|Part 1: The sea", "the-light part-1-the-sea"),
    ],
)
def test_parts_have_the_numbers_of_their_headings(headings: str, ids: str) -> None:
    text = "\n\n".join(f"## {heading}\n\n她在夜里听见风。" for heading in headings.split("|"))
    assert [part.id for part in propose(text, "markdown").parts] == ids.split()


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("The ship was in the harbour and it was late.", "en"),
        ("Das Schiff lag in dem Hafen und es war nicht spät.", "de"),
        ("Le bateau est dans le port et il est pour nous.", "fr"),
        ("我们修的是表，不是钟。", "zh"),
        ("時計を直しています。", "ja"),
        ("เราซ่อมนาฬิกา", "th"),
        ("Мы чиним часы.", "ru"),
        ("Ми лагодимо її годинник.", "uk"),
        ("1234", None),
        ("xyzzy", None),
    ],
)
def test_the_language_is_guessed(text: str, tag: str | None) -> None:
    assert guess_language(text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "记者：您好吗？\n\n林芳（笑）：我很好。\n\n记者（看表）：几点了？\n\n林芳(笑)：三点。\n",
        "**记者：** 您好吗？\n\n**林芳（笑）：** 我很好。\n\n**记者：** 几点了？\n\n**林芳[笑]：** 三点。\n",
    ],
)
def test_a_stage_direction_is_no_part_of_a_name(text: str) -> None:
    proposal = propose(text, "markdown")
    assert [(s.label, s.turns) for s in proposal.speakers] == [("记者", 2), ("林芳", 2)]
    assert proposal.doubts == ()
    read = read_with(text, "markdown", proposal)
    assert [(s.turn, read.shown.text[s.start : s.end]) for s in read.segments][1::2] == [
        ("Q1", "您好吗？"), ("A1", "我很好。"), ("Q2", "几点了？"), ("A2", "三点。"),
    ]  # fmt: skip
