"""QTI 1.2 for Canvas: the structure that text2qti and qti-package-maker write, and scores by its rules."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from lxml import etree
from qti_package_maker.assessment_items import item_types
from qti_package_maker.engines.canvas_qti_v1_2 import write_item
from text2qti.config import Config
from text2qti.qti import QTI
from text2qti.quiz import Quiz

from studykit.bank.model import Blank, Choose, Exercise, Fill, Match, Number, Option, Recall, Type
from studykit.targets.export import FORMATS, ExportNotes
from studykit.targets.export.gift import LOST_REVERSE

from ..conftest import exercise
from .examples import (
    HOSTILE,
    LAMP,
    LENS,
    PICTURED,
    TEXTS,
    hostile_exercises,
    request,
    shown,
    unpacked,
)


def bare(xml: str | bytes) -> Element:
    """Parse XML, without its namespaces."""
    root = ElementTree.fromstring(xml)
    for element in root.iter():
        element.tag = re.sub(r"\{.*?\}", "", element.tag)
    return root


def files(*exercises: Exercise) -> dict[str, Element]:
    content = unpacked(FORMATS["canvas"].render(request(*exercises), ExportNotes()))
    return {name: bare(file) for name, file in content.items() if name.endswith(".xml")}


def items(*exercises: Exercise) -> dict[str, Element]:
    quiz = files(*exercises)["bank/bank.xml"]
    return {item.attrib["ident"].removeprefix("test-course."): item for item in quiz.iter("item")}


QUIZ = """\
Quiz title: Bank

1.  What was it?
... It was loose.
a) The wind.
*b) A shutter.
... Yes.

2.  Which?
[ ] Tar
[*] Wax
[*] Oil

3.  What does a motor ask?
*   nothing
*   nothing at all

4.  How many?
=   [900, 1200]

5.  How many exactly?
=   4 +- 0

6.  Why?
____

7.  A motor turns.
a) True
*b) False
"""
"""The questions of `SAME` in the language of text2qti."""

SAME = [
    exercise(
        Choose((Option("A shutter.", True, "Yes."), Option("The wind.", False))), id="a-choice"
    ),
    exercise(
        Choose((Option("Oil", True), Option("Wax", True), Option("Tar", False))), id="several"
    ),
    exercise(Type("nothing", ("nothing at all",)), id="typed"),
    exercise(Number("1,000", Fraction(900), Fraction(1200)), id="range"),
    exercise(Number("4", Fraction(4), Fraction(4)), id="exact"),
    exercise(Recall("x"), id="essay"),
    exercise(Choose((Option("True", False), Option("False", True)), fixed=True), id="statement"),
]

NAMES = {"ident", "title", "linkrefid"}


def structure(element: Element) -> Any:
    """Return elements and attributes without identifiers, texts and feedback."""
    if element.tag == "qtimetadatafield":
        label, entry = (child.text or "" for child in element)
        return (label, entry if label == "question_type" else "")
    marks = {key: value for key, value in element.attrib.items() if key not in NAMES}
    children = [
        structure(child)
        for child in element
        if child.tag != "itemfeedback" and child.find("displayfeedback") is None
    ]
    return (element.tag, marks, children)


def test_questions_have_the_structure_of_text2qti() -> None:
    made = QTI(Quiz(QUIZ, config=Config(), source_name="quiz"))
    reference = bare(made.assessment).iter("item")
    for ours, theirs in zip(items(*SAME).values(), reference, strict=True):
        assert structure(ours) == structure(theirs)


MAKER_SAME = [
    (SAME[0], write_item.MC(item_types.MC("What?", ["A shutter.", "The wind."], "A shutter."))),
    (SAME[1], write_item.MA(item_types.MA("What?", ["Tar", "Wax", "Oil"], ["Wax", "Oil"]))),
    (SAME[2], write_item.FIB(item_types.FIB("What?", ["nothing", "nothing at all"]))),
    (SAME[4], write_item.NUM(item_types.NUM("What?", 4.0, 0.0))),
    (
        exercise(Match((("weight", "wound"), ("shutter", "banging")), ("lit",)), id="pairs"),
        write_item.MATCH(
            item_types.MATCH("What?", ["weight", "shutter"], ["wound", "banging", "lit"])
        ),
    ),
    (
        exercise(Fill(("A ", Blank(1, "weight"), " is ", Blank(2, "wound"), ".")), id="gaps"),
        write_item.MULTI_FIB(
            item_types.MULTI_FIB("A [x] is [y].", {"x": ["weight"], "y": ["wound"]})
        ),
    ),
]
"""Questions, and the same as items of qti-package-maker."""

BY_WRITER = {"continue", "rshuffle", "fibtype", "texttype", "respident"}
"""Attributes that qti-package-maker leaves out, or has where text2qti has none, and a name."""


def essence(item: Element) -> Any:
    """Return the structure without those, and without what text2qti adds to the metadata."""

    def without(part: Any) -> Any:
        if len(part) == 2:
            return part
        tag, marks, children = part
        kept = {key: value for key, value in marks.items() if key not in BY_WRITER}
        return (tag, kept, [without(child) for child in children if not added(child)])

    def added(part: Any) -> bool:
        return bool(part[0] == "assessment_question_identifierref")

    return without(structure(item))


@pytest.mark.parametrize(("ours", "theirs"), MAKER_SAME, ids=lambda same: getattr(same, "id", ""))
def test_questions_have_the_structure_of_qti_package_maker(ours: Exercise, theirs: Any) -> None:
    (item,) = items(ours).values()
    assert essence(item) == essence(bare(etree.tostring(theirs)))


def resources(manifest: Element) -> list[Any]:
    return [
        (r.get("type"), "href" in r.attrib, [child.tag for child in r])
        for r in manifest.iter("resource")
    ]


def test_the_package_has_the_structure_of_text2qti() -> None:
    made = QTI(Quiz(QUIZ, config=Config(), source_name="quiz"))
    ours, theirs = files(*SAME)["imsmanifest.xml"], bare(made.imsmanifest_xml)
    assert resources(ours) == resources(theirs)
    assert ours.findtext("metadata/schema") == theirs.findtext("metadata/schema")


def test_pictures_are_where_text2qti_puts_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in (LAMP, LENS):
        Path(file.name).write_bytes(file.content)
    quiz = f"Quiz title: Bank\n\n1.  Which? ![Its lens]({LENS.name})\n*a) ![A lamp]({LAMP.name})\nb) x\n"
    made = QTI(Quiz(quiz, config=Config(), source_name="quiz"))
    made.save("theirs.zip")
    theirs = unpacked(Path("theirs.zip").read_bytes())
    ours = unpacked(FORMATS["canvas"].render(request(*PICTURED), ExportNotes()))
    assert {n: f for n, f in ours.items() if n.endswith(".png")} == {
        n: f for n, f in theirs.items() if n.endswith(".png")
    }
    assert resources(bare(ours["imsmanifest.xml"])) == resources(bare(theirs["imsmanifest.xml"]))
    address = re.compile('src="([^"]*)"')
    (choice,) = bare(made.assessment).iter("item")
    expected = address.findall("".join(choice.itertext()))
    found = address.findall("".join(items(*PICTURED)["seen"].itertext()))
    assert set(found) == set(expected)


def score(item: Element, responses: dict[str, list[str]]) -> float:
    """Return the score of some responses, by the rules of QTI 1.2."""
    total = 0.0
    for condition in item.iter("respcondition"):
        result = condition.find("setvar")
        tests = condition.find("conditionvar")
        assert tests is not None
        if result is None or not holds(tests, responses):
            continue
        points = float(result.text or "")
        total = total + points if result.get("action") == "Add" else points
        if condition.get("continue") == "No":
            break
    return total


def holds(test: Element, responses: dict[str, list[str]]) -> bool:
    given = responses.get(test.get("respident", ""), [])
    match test.tag:
        case "varequal":
            return (test.text or "").casefold() in [text.casefold() for text in given]
        case "vargte":
            return any(float(text) >= float(test.text or "") for text in given)
        case "varlte":
            return any(float(text) <= float(test.text or "") for text in given)
        case "not":
            return not any(holds(child, responses) for child in test)
        case "and":
            return all(holds(child, responses) for child in test)
        case "or":
            return any(holds(child, responses) for child in test)
        case "conditionvar":
            parts = [child for child in test if child.tag in ("vargte", "varlte")]
            if len(parts) == len(test):  # bounds
                return all(holds(child, responses) for child in test)
            return any(holds(child, responses) for child in test)
    raise AssertionError(test.tag)


@pytest.mark.parametrize(
    ("id", "responses", "points"),
    [
        ("winding", {"response_blank1": ["blank1"], "response_blank2": ["blank2"]}, 100),
        ("winding", {"response_blank1": ["blank1"]}, 50),
        ("typed", {"response1": ["Nothing at all"]}, 100),
        ("typed", {"response1": ["all"]}, 0),
        ("steps", {"response1": ["900"]}, 100),
        ("steps", {"response1": ["1201"]}, 0),
        ("third", {"response1": ["0.3333333333333333"]}, 100),
        ("choice", {"response1": ["o2"]}, 100),
        ("choice", {"response1": ["o1"]}, 0),
        ("several", {"response1": ["o1", "o2"]}, 100),
        ("several", {"response1": ["o1", "o2", "o3"]}, 0),
        ("statement", {"response1": ["o2"]}, 100),
        ("order", {"response_l1": ["r1"], "response_l2": ["r2"], "response_l3": ["r3"]}, 99.99),
        ("order", {"response_l1": ["r2"], "response_l2": ["r1"], "response_l3": ["r3"]}, 33.33),
        ("pairs", {"response_l1": ["r1"], "response_l2": ["r2"]}, 100),
        ("pairs", {"response_l1": ["r3"], "response_l2": ["r3"]}, 0),
    ],
)
def test_scores(id: str, responses: dict[str, list[str]], points: float) -> None:
    assert score(items()[id], responses) == pytest.approx(points)


def feedback(item: Element, ident: str) -> str:
    (found,) = [f for f in item.iter("itemfeedback") if f.get("ident") == ident]
    return shown(found.findtext(".//mattext") or "")


def test_feedback_is_the_reason_of_an_option_and_the_passage() -> None:
    choice = items()["choice"]
    assert feedback(choice, "o1_fb") == "It made no noise."
    assert feedback(choice, "general_fb") == (
        "a noiseIda Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
        " · read the source"
    )
    linked = {link.get("linkrefid") for link in choice.iter("displayfeedback")}
    assert linked == {f.get("ident") for f in choice.iter("itemfeedback")}


def test_hostile_texts_are_shown_as_typed() -> None:
    found = items(*hostile_exercises())
    for item in found.values():
        assert shown(item.findtext("presentation/material/mattext") or "").startswith(HOSTILE)
        assert HOSTILE in feedback(item, "general_fb")
    labels = found["h-choice"].iter("response_label")
    assert {shown(label.findtext(".//mattext") or "") for label in labels} == set(TEXTS)
    typed = [text for text in TEXTS if "->" not in text]
    for text in typed:
        assert score(found["h-type"], {"response1": [text]}) == 100
    blanks = [
        lid.findtext(".//response_label//mattext") for lid in found["h-fill"].iter("response_lid")
    ]
    assert blanks == typed


def test_words_in_brackets_are_not_blanks() -> None:
    text = items(*hostile_exercises())["h-fill"].findtext("presentation/material/mattext") or ""
    names = re.findall(r"\[(.*?)\]", text)
    assert names == [f"blank{n}" for n in range(1, len(names) + 1)]


def test_what_is_lost_is_said() -> None:
    notes = ExportNotes()
    FORMATS["canvas"].render(request(exercise(Recall("x", reverse=True))), notes)
    assert notes.lost == {LOST_REVERSE: ["noise"]}
