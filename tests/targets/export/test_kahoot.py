"""Kahoot's spreadsheet: the columns of its template, and what does not fit."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from studykit.bank.model import Choose, Option
from studykit.bank.prose import literal
from studykit.targets.export import FORMATS, ExportNotes
from studykit.targets.export.kahoot import (
    COLUMNS,
    ONLY_CHOICES,
    TOO_LONG,
    TOO_MANY,
)

from ..conftest import exercise
from .examples import EXPORTED, HOSTILE, STARTS, request

CHOICES = [
    ["1", "What was it?", "The wind.", "A shutter.", "Neither.", "", "30", "2"],
    ["2", "What was it?", "Tar", "Wax", "Oil", "", "30", "2,3"],
    ["3", "A motor turns the lens.", "True", "False", "", "", "30", "2"],
]
"""The rows of the choices in `EXPORTED`."""

OTHERS = [e.id for e in EXPORTED if not isinstance(e.response, Choose)]

LONG = exercise(Choose((Option("a" * 76, True), Option("b", False))), id="long")
MANY = exercise(Choose(tuple(Option(f"{n}0", n == 0) for n in range(5))), id="many")
FORMULA = exercise(Choose((Option("=1+1", True), Option("b", False))), id="formula")
SIGNED = exercise(Choose((Option("-3", True), Option("+4", False))), id="signed")
EXERCISES = (*EXPORTED, LONG, MANY, FORMULA, SIGNED)


def sheet(content: bytes) -> dict[str, str]:
    """Return the cells of a workbook by their places."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return {
        cell.attrib["r"]: "".join(cell.itertext())
        for cell in root.iter()
        if cell.tag.endswith("}c")
    }


def test_kahoot() -> None:
    notes = ExportNotes()
    cells = sheet(FORMATS["kahoot"].render(request(*EXERCISES), notes))
    rows = [[cells.get(f"{column}{n}", "") for column in "ABCDEFGH"] for n in range(8, 14)]
    assert rows[0] == list(COLUMNS)
    assert rows[1:4] == CHOICES
    assert [row[2:4] for row in rows[4:]] == [["=1+1", "b"], ["+4", "-3"]]
    assert notes.left_out == {ONLY_CHOICES: OTHERS, TOO_LONG: ["long"], TOO_MANY: ["many"]}


PAIRS = list(pairwise(STARTS))
HOSTILE_CHOICES = [
    exercise(
        Choose((Option(literal(right), True), Option(literal(wrong), False))),
        id=f"h-{n}",
        prompt=literal(HOSTILE),
    )
    for n, (right, wrong) in enumerate(PAIRS)
]


def test_hostile_texts_stay_as_typed_or_are_left_out() -> None:
    """Kahoot's cells are texts and never formulas; a CSV file has no such sign."""
    notes = ExportNotes()
    FORMATS["kahoot"].render(request(*HOSTILE_CHOICES), notes)
    assert notes.left_out == {TOO_LONG: [choice.id for choice in HOSTILE_CHOICES]}
    short = [replace(choice, prompt="Which?") for choice in HOSTILE_CHOICES]
    cells = set(sheet(FORMATS["kahoot"].render(request(*short), ExportNotes())).values())
    assert set(STARTS) <= cells


@pytest.mark.slow
def test_libreoffice_opens_the_workbook_of_kahoot(tmp_path: Path) -> None:
    office = shutil.which("localc")
    if office is None:
        pytest.skip("LibreOffice Calc is not installed")
    (tmp_path / "a.xlsx").write_bytes(FORMATS["kahoot"].render(request(*EXERCISES), ExportNotes()))
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to",
         "fods", "--outdir", tmp_path, tmp_path / "a.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    opened = (tmp_path / "a.fods").read_text(encoding="utf-8")
    assert "table:formula" not in opened
    texts = re.findall("<text:p>(.*?)</text:p>", opened)
    assert {"What was it?", "A shutter.", "=1+1", "-3", "2,3", *COLUMNS[1:]} <= set(texts)
