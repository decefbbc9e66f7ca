"""QTI 3, as qti-components plays it in Chromium; QTI 2.1 has the same structure."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from studykit.bank.model import Exercise, Recall
from studykit.targets.export import FORMATS, ExportNotes
from studykit.targets.export.gift import LOST_REVERSE

from ..conftest import exercise
from . import qti_player
from .examples import EXPORTED, HOSTILE, RICH, TEXTS, hostile_exercises, request

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIDENCE = (
    "a noiseIda Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
    " · read it there"
)

WINDING = {"RESPONSE_1": "weight", "RESPONSE_2": "Every four HOURS"}

ANSWERS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("noise", {"RESPONSE": "x"}, "0", [f"A shutter.It was loose.{EVIDENCE}"]),
    ("winding", WINDING, "1", [EVIDENCE]),
    ("winding", WINDING | {"RESPONSE_2": "daily"}, "0", [EVIDENCE]),
    ("typed", {"RESPONSE": "Nothing at all"}, "1", [EVIDENCE]),
    ("typed", {"RESPONSE": "all"}, "0", [EVIDENCE]),
    ("steps", {"RESPONSE": "900"}, "1", [EVIDENCE]),
    ("steps", {"RESPONSE": "1201"}, "0", [EVIDENCE]),
    ("third", {"RESPONSE": "0.3333333333333333"}, "1", [EVIDENCE]),
    ("choice", {"RESPONSE": "o2"}, "1", ["It was loose.", EVIDENCE]),
    ("choice", {"RESPONSE": "o1"}, "0", ["It made no noise.", EVIDENCE]),
    ("several", {"RESPONSE": ["o2", "o1"]}, "1", [EVIDENCE]),
    ("several", {"RESPONSE": ["o1", "o2", "o3"]}, "0", [EVIDENCE]),
    ("statement", {"RESPONSE": "o2"}, "1", [EVIDENCE]),
    ("statement", {"RESPONSE": "o1"}, "0", [EVIDENCE]),
    ("order", {"RESPONSE": ["o1", "o2", "o3"]}, "1", [EVIDENCE]),
    ("order", {"RESPONSE": ["o2", "o1", "o3"]}, "0", [EVIDENCE]),
    ("pairs", {"RESPONSE": ["l2 r2", "l1 r1"]}, "1", [EVIDENCE]),
    ("pairs", {"RESPONSE": ["l2 r1", "l1 r2"]}, "0", [EVIDENCE]),
    ("talk", {"RESPONSE": "x"}, "0", [f"Her pride.Her routine.And today?{EVIDENCE}"]),
]
"""Items, responses, and the score and the feedback that they get."""

SHOWN = {
    "noise": "What was it?",
    "choice": "What was it?\nThe wind.\nA shutter.\nNeither.",
    "order": "What came first?\nkeeper\nwind\nshutter",
    "pairs": "Match.\nweight\nshutter\nwound\nlit\nbanging",
    "steps": "How many? (steps)",
    "statement": "A motor turns the lens.\nTrue\nFalse",
}
"""What a learner sees of some items."""


def package(name: str, *exercises: Exercise) -> dict[str, str]:
    """Return the files of a package, which are well-formed XML."""
    content = FORMATS[name].render(request(*exercises), ExportNotes())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {file: archive.read(file).decode() for file in archive.namelist()}
    for text in files.values():
        ElementTree.fromstring(text)
    return files


def test_items_are_shown_and_scored(browser: Browser) -> None:
    files = package("qti3")
    page = qti_player.player(browser)
    for id, responses, score, feedback in ANSWERS:
        shown = qti_player.load(page, files[f"items/{id}.xml"])
        assert shown == SHOWN.get(id, shown)
        result = qti_player.answer(page, responses)
        assert (id, responses, result) == (id, responses, {"score": score, "feedback": feedback})
    page.close()


def test_hostile_texts_are_shown_as_typed(browser: Browser) -> None:
    files = package("qti3", *hostile_exercises())
    page = qti_player.player(browser)
    for hostile in hostile_exercises():
        shown = qti_player.load(page, files[f"items/{hostile.id}.xml"])
        assert shown.startswith(HOSTILE), hostile.id
    shown = qti_player.load(page, files["items/h-choice.xml"])
    assert sorted(shown.split("\n")) == sorted([HOSTILE, *TEXTS])
    all_typed = "\n".join(text for text in TEXTS if "->" not in text)
    qti_player.load(page, files["items/h-type.xml"])
    for text in all_typed.split("\n"):
        assert qti_player.answer(page, {"RESPONSE": text})["score"] == "1", text
    page.close()


def test_formulas_are_shown_and_their_blanks_are_scored(browser: Browser) -> None:
    files = package("qti3", *RICH)
    page = qti_player.player(browser)
    shown = qti_player.load(page, files["items/rich.xml"])
    assert "[picture: A lamp]" in shown
    assert qti_player.answer(page, {"RESPONSE": "o1"})["score"] == "1"
    maths = "{http://www.w3.org/1998/Math/MathML}"
    formulas = ElementTree.fromstring(files["items/rich.xml"]).iter(f"{maths}msup")
    assert ["".join(formula.itertext()) for formula in formulas] == ["x2", "c2"]
    qti_player.load(page, files["items/formula.xml"])
    right = {"RESPONSE_1": "mc²", "RESPONSE_2": "right"}
    assert qti_player.answer(page, right)["score"] == "1"
    assert qti_player.answer(page, right | {"RESPONSE_1": "mc"})["score"] == "0"
    page.close()


def test_the_manifest_lists_every_file() -> None:
    files = package("qti21")
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    space = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
    resources = list(manifest.iter(f"{space}resource"))
    assert [r.get("href") for r in resources] == [f for f in files if f != "imsmanifest.xml"]
    test, *items = resources
    assert test.get("type") == "imsqti_test_xmlv2p1"
    assert {item.get("type") for item in items} == {"imsqti_item_xmlv2p1"}
    assert [d.get("identifierref") for d in test.iter(f"{space}dependency")] == [
        item.get("identifier") for item in items
    ]


def test_the_test_has_a_section_for_each_bank() -> None:
    test = ElementTree.fromstring(package("qti21")["test.xml"])
    space = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
    (section,) = test.iter(f"{space}assessmentSection")
    assert section.get("title") == "Bank: 1/2"
    refs = [(ref.get("identifier"), ref.get("href")) for ref in section]
    assert refs == [(f"q.test-course.{e.id}", f"items/{e.id}.xml") for e in EXPORTED]


def structure(text: str) -> list[tuple[str, list[str]]]:
    """Return the elements of QTI in a file with the names of their attributes, in lower case."""
    found = []
    for element in ElementTree.fromstring(text).iter():
        name = re.sub(r"\{.*?\}|^qti-", "", re.sub(r"\{.*?\}", "", element.tag))
        marks = [re.sub(r"\{.*?\}", "", key).replace("-", "").lower() for key in element.attrib]
        kept = [mark for mark in marks if mark not in ("dir", "externalscored")]
        found.append((name.replace("-", "").lower(), kept))
    return [(name, marks) for name, marks in found if name != "contentbody"]


@pytest.mark.parametrize("hostile", [False, True])
def test_both_versions_have_the_same_structure(hostile: bool) -> None:
    exercises = hostile_exercises() if hostile else EXPORTED
    old, new = package("qti21", *exercises), package("qti3", *exercises)
    assert list(old) == list(new)
    for file in old:
        assert structure(old[file]) == structure(new[file]), file


def test_what_is_lost_is_said() -> None:
    notes = ExportNotes()
    FORMATS["qti3"].render(request(exercise(Recall("x", reverse=True))), notes)
    assert notes.lost == {LOST_REVERSE: ["noise"]}
