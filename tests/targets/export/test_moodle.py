"""Moodle XML, as moodle-xml-parser and a strict reader of the documented format read it."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

from moodle_xml_parser.parser import parse_string

from studykit.bank.model import Choose, Exercise, Option, Recall
from studykit.targets.export import FORMATS
from studykit.targets.export.gift import LOST_REVERSE
from studykit.targets.export.moodle import MOST_RIGHT

from ..conftest import exercise
from .examples import (
    BELL,
    EXPORTED,
    HOSTILE,
    LABELLED,
    LAMP,
    LENS,
    PICTURED,
    RECORDED,
    RICH,
    TEXTS,
    hostile_exercises,
    rendered,
    shown,
)
from .moodle_reader import MoodleQuestion, read

MOODLE = FORMATS["moodle"]


def questions(*exercises: Exercise) -> dict[str, MoodleQuestion]:
    text, _ = rendered(MOODLE, *exercises)
    return {question.id.removeprefix("test-course/"): question for question in read(text)}


def test_types_names_and_categories() -> None:
    found = questions()
    assert [(id, question.type) for id, question in found.items()] == [
        ("noise", "essay"),
        ("winding", "cloze"),
        ("typed", "shortanswer"),
        ("steps", "numerical"),
        ("third", "numerical"),
        ("choice", "multichoice"),
        ("several", "multichoice"),
        ("statement", "truefalse"),
        ("order", "ordering"),
        ("pairs", "matching"),
        ("talk", "essay"),
    ]
    assert {question.category for question in found.values()} == {
        "$course$/top/Test course/Bank: 1//2/Part 1"
    }
    assert found["typed"].name == "typed: What does a motor ask?"
    assert found["noise"].tags == ["wind", "sea"]


def test_feedback_is_the_explanation_and_the_passage() -> None:
    assert questions()["noise"].feedback == (
        "<div>A <em>shutter</em>.</div><div>It was loose.</div>"
        '<blockquote lang="en" dir="auto">a noise</blockquote>'
        "<p>Ida Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
        ' · <a href="https://example.org/lighthouse#:~:text=a%20noise">read the source</a></p>'
    )


def test_keys_and_grades() -> None:
    found = questions()
    answers = {
        id: [(answer.text, answer.fraction) for answer in question.answers]
        for id, question in found.items()
        if question.answers and question.type != "numerical"
    }
    assert answers == {
        "winding": [("weight", "100"), ("every four hours", "100")],
        "typed": [("nothing", "100"), ("nothing at all", "100")],
        "choice": [("The wind.", "0"), ("A shutter.", "100"), ("Neither.", "0")],
        "several": [("Tar", "-100"), ("Wax", "50"), ("Oil", "50")],
        "statement": [("true", "0"), ("false", "100")],
        "order": [("wind", "1"), ("shutter", "2"), ("keeper", "3")],
    }
    assert found["winding"].text == "The _____ (heavy) is wound _____."
    numbers = [(answer.text, answer.tolerance) for answer in found["steps"].answers]
    assert numbers == [("1000", "100"), ("1050", "150")]
    assert found["pairs"].pairs == [("weight", "wound"), ("shutter", "banging"), ("", "lit")]


def decoded(text: str) -> str:
    return unescape(text.replace("]]>", ""))


def test_another_reader_reads_the_same_choices() -> None:
    """moodle-xml-parser knows two types; it decodes entities, and leaves out what ends CDATA."""
    text, _ = rendered(MOODLE, *EXPORTED, *hostile_exercises())
    found = read(text)
    theirs = parse_string(text)
    ours = [question for question in found if question.type == "multichoice"]
    assert [
        (
            question.name,
            question.text_pre_parse,
            question.general_feedback,
            question.single,
            [(o.answer, o.score_fraction, o.feedback) for o in question.options],
        )
        for question in theirs["multichoice"]
    ] == [
        (
            decoded(question.name),
            decoded(question.text),
            decoded(question.feedback),
            question.settings["single"] == "true",
            [(decoded(a.text), float(a.fraction), decoded(a.feedback)) for a in question.answers],
        )
        for question in ours
    ]
    assert [
        [(gap.sub_type, [(o.answer, o.score) for o in gap.options]) for gap in question.gaps]
        for question in theirs["cloze"][:1]
    ] == [
        [
            ("SHORTANSWER", [("weight", 100)]),
            ("SHORTANSWER", [("every four hours", 100)]),
        ]
    ]


def test_options_that_have_an_order_are_not_shuffled() -> None:
    found = questions()
    assert found["choice"].settings["shuffleanswers"] == "false"  # one of them is last
    assert found["several"].settings["shuffleanswers"] == "true"


def test_a_unit_that_the_prompt_does_not_name_is_appended() -> None:
    assert questions()["steps"].text == "How many? (steps)"


def test_hostile_texts_are_shown_as_typed() -> None:
    found = questions(*hostile_exercises())
    for id, question in found.items():
        assert shown(question.text).startswith(HOSTILE), id
        assert HOSTILE in shown(question.feedback)
        assert question.tags == ["a]b", "ü"]
    typed = [text.replace("*", r"\*") for text in TEXTS if "->" not in text]
    assert [answer.text for answer in found["h-type"].answers] == typed
    assert [answer.text for answer in found["h-fill"].answers] == typed
    for id in ("h-choice", "h-several", "h-order"):
        assert {shown(answer.text) for answer in found[id].answers} == set(TEXTS)
    assert [(shown(left), right) for left, right in found["h-pairs"].pairs] == [
        *zip(TEXTS, TEXTS, strict=True),
        ("", HOSTILE + "2"),
    ]


def test_a_blank_in_a_formula_is_a_box_with_its_field_below() -> None:
    question = questions(*RICH)["formula"]
    assert [answer.text for answer in question.answers] == ["right", "mc²"]
    assert re.search(r"<mtext>\(1\)</mtext>.* is _____\.<p>\(1\) _____</p>$", question.text)


def test_pictures_are_files_of_the_texts_that_show_them() -> None:
    lamp, lens = LAMP.content, LENS.content
    found = questions(*PICTURED)
    assert {id: question.files for id, question in found.items()} == {
        "seen": {
            "questiontext": [lens],
            "generalfeedback": [lamp],
            "answer": [lamp],
            "feedback": [lens],
        },
        "drawn": {"generalfeedback": [lamp], "graderinfo": [lamp]},
        "gap": {"questiontext": [lens]},
        "sorted": {"answer": [lamp, lens]},
        "paired": {"subquestion": [lamp, lens]},
    }
    assert found["seen"].text == (
        f'<p>Which one?</p><figure class="picture"><img src="@@PLUGINFILE@@/{LENS.name}"'
        ' alt="Its lens" width="20" height="10"></figure>'
    )
    assert "<figcaption>drawn by Ida Marlow</figcaption>" in found["seen"].feedback


def test_recordings_are_files_with_a_player_and_their_transcript() -> None:
    question = questions(*RECORDED)["heard"]
    assert question.files == {"questiontext": [BELL.content], "feedback": [BELL.content]}
    assert question.text == (
        '<p>What is this?</p><figure class="recording">'
        f'<audio controls preload="metadata" src="@@PLUGINFILE@@/{BELL.name}"></audio>'
        "<details><summary>Transcript</summary><p>two strokes</p></details>"
        "<figcaption>recorded by Ida Marlow</figcaption></figure>"
    )


def test_parts_of_pictures_are_matched_with_their_numbers() -> None:
    found = questions(*LABELLED)
    parts, part = found["parts"], found["part"]
    assert (parts.type, parts.pairs) == ("matching", [("1", "lens"), ("2", "box")])
    assert (part.type, [answer.text for answer in part.answers]) == ("shortanswer", ["glass"])
    (svg,) = parts.files["questiontext"]
    assert [text.text for text in ElementTree.fromstring(svg).iter(f"{SVG}text")] == ["1", "2"]
    assert re.fullmatch(
        r'<p>Name the parts\.</p><figure class="picture"><img src="@@PLUGINFILE@@/[\w-]+\.svg"'
        r' alt="A lamp" width="20" height="10"><figcaption>drawn by Ida Marlow</figcaption></figure>',
        parts.text,
    )


SVG = "{http://www.w3.org/2000/svg}"


def test_the_name_of_the_folder_of_files_is_shown_as_typed() -> None:
    (question,) = questions(exercise(Recall("x"), prompt="@@PLUGINFILE@@/x")).values()
    assert question.text == "@@<span></span>PLUGINFILE@@/x"


def test_dollar_signs_are_not_mathematics() -> None:
    """Moodle would take what is between two pairs of dollar signs for a formula."""
    (question,) = questions(exercise(Recall("x"), prompt=r"\$\$x\$\$")).values()
    assert question.text == "$<span></span>$x$<span></span>$"


def test_control_characters_become_replacement_characters() -> None:
    (question,) = questions(exercise(Recall("x"), prompt="a\x00b", tags=("a\x1fb",))).values()
    assert (question.text, question.tags) == ("a\ufffdb", ["a\ufffdb"])


def test_what_is_lost_is_said() -> None:
    many = Choose(tuple(Option(f"{n}{n}", n < 11) for n in range(12)))
    text, notes = rendered(MOODLE, exercise(Recall("x", reverse=True)), exercise(many, id="many"))
    assert len(read(text)) == 1
    assert notes.lost == {LOST_REVERSE: ["noise"]}
    assert notes.left_out == {MOST_RIGHT: ["many"]}
