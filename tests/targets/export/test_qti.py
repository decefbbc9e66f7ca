"""QTI in Chromium, as qti-components plays it, and QTI 2.1 by its schema.

qti-components plays QTI 3.  Cito's converter makes QTI 3 of QTI 2.1, so that both are played.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from studykit.bank.model import Exercise, Recall
from studykit.targets.export import FORMATS, ExportNotes
from studykit.targets.export.gift import LOST_REVERSE

from ..conftest import exercise
from . import node, qti_player
from .examples import (
    EXPORTED,
    HOSTILE,
    LABELLED,
    PICTURED,
    RECORDED,
    RICH,
    TEXTS,
    hostile_exercises,
    request,
    unpacked,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIDENCE = (
    "a noiseIda Marlow · Part 1, A1 · The Shutter and the Light · written for studykit"
    " · read the source"
)

WINDING = {"RESPONSE_1": "weight", "RESPONSE_2": "Every four HOURS"}

ANSWERS: list[tuple[str, dict[str, Any], str, list[str]]] = [
    ("noise", {"RESPONSE": "x"}, "0", [f"A shutter.It was loose.{EVIDENCE}"]),
    ("winding", WINDING, "1", [EVIDENCE]),
    ("winding", WINDING | {"RESPONSE_2": "daily"}, "0", [EVIDENCE]),
    ("winding", {"RESPONSE_1": "weight"}, "0", [EVIDENCE]),
    ("typed", {"RESPONSE": "Nothing at all"}, "1", [EVIDENCE]),
    ("typed", {"RESPONSE": "all"}, "0", [EVIDENCE]),
    ("typed", {}, "0", [EVIDENCE]),
    ("steps", {"RESPONSE": "900"}, "1", [EVIDENCE]),
    ("steps", {"RESPONSE": "1201"}, "0", [EVIDENCE]),
    ("steps", {}, "0", [EVIDENCE]),
    ("third", {"RESPONSE": "0.3333333333333333"}, "1", [EVIDENCE]),
    ("choice", {"RESPONSE": "o2"}, "1", ["It was loose.", EVIDENCE]),
    ("choice", {"RESPONSE": "o1"}, "0", ["It made no noise.", EVIDENCE]),
    ("several", {"RESPONSE": ["o2", "o1"]}, "1", [EVIDENCE]),
    ("several", {"RESPONSE": ["o1", "o2", "o3"]}, "0", [EVIDENCE]),
    ("several", {}, "0", [EVIDENCE]),
    ("statement", {"RESPONSE": "o2"}, "1", [EVIDENCE]),
    ("statement", {"RESPONSE": "o1"}, "0", [EVIDENCE]),
    ("order", {"RESPONSE": ["o1", "o2", "o3"]}, "1", [EVIDENCE]),
    ("order", {"RESPONSE": ["o2", "o1", "o3"]}, "0", [EVIDENCE]),
    ("order", {}, "0", [EVIDENCE]),
    ("pairs", {"RESPONSE": ["l2 r2", "l1 r1"]}, "1", [EVIDENCE]),
    ("pairs", {"RESPONSE": ["l2 r1", "l1 r2"]}, "0", [EVIDENCE]),
    ("pairs", {}, "0", [EVIDENCE]),
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


def package(name: str, *exercises: Exercise) -> dict[str, bytes]:
    """Return the files of a package, whose XML is well-formed."""
    files = unpacked(FORMATS[name].render(request(*exercises), ExportNotes()))
    for file, content in files.items():
        if file.endswith(".xml"):
            ElementTree.fromstring(content)
    return files


def played(name: str, folder: Path, *exercises: Exercise) -> dict[str, bytes]:
    """Return the files of a package in QTI 3; those in QTI 2.1 are converted."""
    if name == "qti3":
        return package(name, *exercises)
    (folder / "old.zip").write_bytes(FORMATS[name].render(request(*exercises), ExportNotes()))
    package_name = "@citolab/qti-convert"
    convert = node.MODULES / package_name / "dist" / "qti-convert-pkg.mjs"
    node.run(package_name, convert, folder / "old.zip")
    return unpacked((folder / "old-qti3.zip").read_bytes())


BOTH = pytest.mark.parametrize("name", ["qti3", pytest.param("qti21", marks=pytest.mark.slow)])


@BOTH
def test_items_are_shown_and_scored(name: str, browser: Browser, tmp_path: Path) -> None:
    files = played(name, tmp_path)
    page = qti_player.player(browser, files)
    for id, responses, score, feedback in ANSWERS:
        shown = qti_player.load(page, files[f"items/{id}.xml"])
        assert shown == SHOWN.get(id, shown)
        result = qti_player.answer(page, responses)
        assert (id, responses, result) == (id, responses, {"score": score, "feedback": feedback})
    page.close()


@BOTH
def test_hostile_texts_are_shown_as_typed(name: str, browser: Browser, tmp_path: Path) -> None:
    files = played(name, tmp_path, *hostile_exercises())
    page = qti_player.player(browser, files)
    for hostile in hostile_exercises():
        shown = qti_player.load(page, files[f"items/{hostile.id}.xml"])
        assert shown.startswith(HOSTILE), hostile.id
    shown = qti_player.load(page, files["items/h-choice.xml"])
    assert sorted(shown.split("\n")) == sorted([HOSTILE, *TEXTS])
    for text in (text for text in TEXTS if "->" not in text):
        qti_player.load(page, files["items/h-type.xml"])
        assert qti_player.answer(page, {"RESPONSE": text})["score"] == "1", text
    page.close()


@BOTH
def test_pictures_are_shown(name: str, browser: Browser, tmp_path: Path) -> None:
    files = played(name, tmp_path, *PICTURED)
    page = qti_player.player(browser, files)
    lamp, lens = ["A lamp", 20], ["Its lens", 20]
    for id, pictures in {
        "seen": [lens, lamp, lens, lamp],
        "drawn": [lamp],
        "gap": [lens],
        "sorted": [lens, lamp],
        "paired": [lamp, lens],
    }.items():
        qti_player.load(page, files[f"items/{id}.xml"])
        assert page.evaluate(_WIDTHS) == pictures, id
    page.close()


_WIDTHS = "[...item.querySelectorAll('img')].map((picture) => [picture.alt, picture.naturalWidth])"


@BOTH
def test_parts_of_pictures_are_matched_with_their_numbers(
    name: str, browser: Browser, tmp_path: Path
) -> None:
    files = played(name, tmp_path, *LABELLED)
    page = qti_player.player(browser, files)
    shown = qti_player.load(page, files["items/parts.xml"])
    assert shown.startswith("Name the parts.\n\ndrawn by Ida Marlow\n\n1\n2\n")
    assert page.evaluate(_WIDTHS) == [["A lamp", 20]]
    assert qti_player.answer(page, {"RESPONSE": ["l1 r1", "l2 r2"]})["score"] == "1"
    qti_player.load(page, files["items/part.xml"])
    assert qti_player.answer(page, {"RESPONSE": "Glass"})["score"] == "1"
    page.close()


@BOTH
def test_recordings_have_a_player(name: str, browser: Browser, tmp_path: Path) -> None:
    """The converter makes `audio` of the `object` that QTI 2.1 has for recordings."""
    files = played(name, tmp_path, *RECORDED)
    page = qti_player.player(browser, files)
    shown = qti_player.load(page, files["items/heard.xml"])
    assert shown.startswith("What is this?")
    assert page.evaluate(_SECONDS) == pytest.approx([0.5, 0.5])
    page.close()


_SECONDS = """Promise.all([...item.querySelectorAll("audio")].map((audio) => new Promise((done, fail) => {
  audio.onloadedmetadata = () => done(audio.duration);
  audio.onerror = () => fail(new Error(audio.error.message));
  audio.load();
})))"""


@BOTH
def test_formulas_are_shown_and_their_blanks_are_scored(
    name: str, browser: Browser, tmp_path: Path
) -> None:
    """The player draws no MathML, but shows its signs."""
    files = played(name, tmp_path, *RICH)
    page = qti_player.player(browser, files)
    shown = qti_player.load(page, files["items/rich.xml"])
    assert "[picture: A lamp]" in shown
    assert qti_player.answer(page, {"RESPONSE": "o1"})["score"] == "1"
    maths = "{http://www.w3.org/1998/Math/MathML}"
    formulas = ElementTree.fromstring(files["items/rich.xml"]).iter(f"{maths}msup")
    assert ["".join("".join(formula.itertext()).split()) for formula in formulas] == ["x2", "c2"]
    qti_player.load(page, files["items/formula.xml"])
    right = {"RESPONSE_1": "mc²", "RESPONSE_2": "right"}
    assert qti_player.answer(page, right)["score"] == "1"
    qti_player.load(page, files["items/formula.xml"])
    assert qti_player.answer(page, right | {"RESPONSE_1": "mc"})["score"] == "0"
    page.close()


def test_the_manifest_lists_every_file() -> None:
    files = package("qti21", *EXPORTED, *PICTURED)
    manifest = ElementTree.fromstring(files["imsmanifest.xml"])
    space = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
    resources = list(manifest.iter(f"{space}resource"))
    listed = {
        resource.get("href"): [f.get("href") for f in resource.iter(f"{space}file")]
        for resource in resources
    }
    assert {name for names in listed.values() for name in names} == {*files} - {"imsmanifest.xml"}
    for href, names in listed.items():
        shown = re.findall('src="../(.*?)"', files[str(href)].decode())
        assert names == [href, *dict.fromkeys(shown)]
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


def structure(text: bytes) -> list[tuple[str, list[str]]]:
    """Return the elements of QTI in a file with the names of their attributes, in lower case."""
    found = []
    for element in ElementTree.fromstring(text).iter():
        name = re.sub(r"\{.*?\}|^qti-", "", re.sub(r"\{.*?\}", "", element.tag))
        marks = [re.sub(r"\{.*?\}", "", key).replace("-", "").lower() for key in element.attrib]
        kept = [mark for mark in marks if mark not in ("dir", "externalscored")]
        found.append((name.replace("-", "").lower(), kept))
    return [(name, marks) for name, marks in found if name != "contentbody"]


ALL = (*EXPORTED, *RICH, *PICTURED, *hostile_exercises())


def test_both_versions_have_the_same_structure() -> None:
    old, new = package("qti21", *ALL), package("qti3", *ALL)
    assert list(old) == list(new)
    for file in old:
        if file.endswith(".xml"):
            assert structure(old[file]) == structure(new[file]), file


def test_qti_21_keeps_to_its_schemas() -> None:
    """`QTI_SCHEMAS` names a folder with imscp_v1p1.xsd and qtiv2p1/imsqti_v2p1.xsd of 1EdTech.

    No package on PyPI, npm or in Debian has them; the repository of QTI-SDK does.
    """
    folder = os.environ.get("QTI_SCHEMAS")
    if folder is None:
        pytest.skip("needs the schemas of QTI 2.1; QTI_SCHEMAS names their folder")
    etree = pytest.importorskip("lxml.etree")
    schemas = {
        name: etree.XMLSchema(etree.parse(Path(folder) / file))
        for name, file in [("manifest", "imscp_v1p1.xsd"), ("item", "qtiv2p1/imsqti_v2p1.xsd")]
    }
    for name, content in package("qti21", *ALL).items():
        if name.endswith(".xml"):
            schema = schemas["manifest" if name == "imsmanifest.xml" else "item"]
            schema.assertValid(etree.fromstring(content))


def test_what_is_lost_is_said() -> None:
    notes = ExportNotes()
    FORMATS["qti3"].render(request(exercise(Recall("x", reverse=True))), notes)
    assert notes.lost == {LOST_REVERSE: ["noise"]}
