"""CSV and TSV, as Python's csv module and LibreOffice read them."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from studykit.bank.model import Evidence, Exercise, Recall
from studykit.source.text import Place
from studykit.targets.export import FORMATS
from studykit.targets.export.table import COLUMNS, TOO_LONG

from ..conftest import exercise
from .examples import EXPORTED, HOSTILE, STARTS, TEXTS, hostile_exercises, rendered


def read(name: str, *exercises: Exercise) -> dict[str, dict[str, str]]:
    """Return the rows by id, without what keeps spreadsheets from running a cell."""
    text, _ = rendered(FORMATS[name], *exercises)
    assert text.startswith("\ufeff")
    delimiter = "," if name == "csv" else "\t"
    rows = csv.DictReader(io.StringIO(text[1:], newline=""), delimiter=delimiter, strict=True)
    assert rows.fieldnames == list(COLUMNS)
    return {row["id"]: {key: cell.removeprefix("'") for key, cell in row.items()} for row in rows}


BOTH = pytest.mark.parametrize("name", ["csv", "tsv"])


def filled(row: dict[str, str]) -> dict[str, str]:
    """Return the cells that differ from those of the other questions."""
    usual = "bank section type language speakers places sources links quotes".split()
    return {key: cell for key, cell in row.items() if cell and key not in ("id", *usual)}


@BOTH
def test_a_row_for_each_question(name: str) -> None:
    rows = read(name)
    assert list(rows) == [exercise.id for exercise in EXPORTED]
    assert rows["noise"] == dict.fromkeys(COLUMNS, "") | {
        "id": "noise",
        "bank": "bank",
        "section": "Part 1",
        "type": "basic",
        "tags": "wind sea",
        "language": "en",
        "prompt": "What was it?",
        "answer": "A shutter.",
        "explanation": "It was loose.",
        "quotes": "a noise",
        "speakers": "Ida Marlow",
        "places": "Part 1, A1",
        "sources": "The Shutter and the Light",
        "links": "https://example.org/lighthouse#:~:text=a%20noise",
    }
    assert {id: filled(row) for id, row in rows.items() if id != "noise"} == {
        "winding": {
            "prompt": "The _____ (heavy) is wound _____.",
            "answer": "weight\nevery four hours",
        },
        "typed": {
            "prompt": "What does a motor ask?",
            "answer": "nothing",
            "accepted": "nothing at all",
        },
        "steps": {
            "prompt": "How many?",
            "answer": "1,000",
            "lowest": "900",
            "highest": "1200",
            "unit": "steps",
        },
        "third": {
            "prompt": "How much?",
            "answer": "1/3",
            "lowest": "0.333333333333333",
            "highest": "0.333333333333334",
        },
        "choice": {
            "prompt": "What was it?",
            "options": "The wind.\nA shutter.\nNeither.",
            "answer": "A shutter.",
            "reasons": "The wind.: It made no noise.\nA shutter.: It was loose.",
        },
        "several": {"prompt": "What was it?", "options": "Tar\nWax\nOil", "answer": "Oil\nWax"},
        "statement": {
            "prompt": "A motor turns the lens.",
            "options": "True\nFalse",
            "answer": "False",
        },
        "order": {
            "prompt": "What came first?",
            "options": "keeper\nwind\nshutter",
            "answer": "1. wind\n2. shutter\n3. keeper",
        },
        "pairs": {
            "prompt": "Match.\n1. weight\n2. shutter",
            "options": "wound\nlit\nbanging",
            "answer": "weight — wound\nshutter — banging",
        },
        "talk": {
            "prompt": "Why so proud?",
            "answer": "Her pride.\nHer routine.\nAnd today?",
            "stage": "core",
        },
    }


@BOTH
def test_hostile_texts_stay_as_typed(name: str) -> None:
    rows = read(name, *hostile_exercises())
    assert all(row["prompt"].startswith(HOSTILE) for row in rows.values())
    assert rows["h-recall"]["answer"] == HOSTILE
    assert sorted(rows["h-choice"]["options"].split("\n")) == sorted(TEXTS)


def run_by_spreadsheets(cell: str) -> bool:
    return cell[:1] in {*"=+-@\t\r", "＝", "＋", "－", "＠"}


@BOTH
def test_no_cell_starts_as_a_formula(name: str) -> None:
    exercises = [exercise(Recall(text), id=f"a-{n}", prompt=text) for n, text in enumerate(STARTS)]
    text, _ = rendered(FORMATS[name], *exercises)
    delimiter = "," if name == "csv" else "\t"
    cells = [cell for row in csv.reader(io.StringIO(text[1:]), delimiter=delimiter) for cell in row]
    assert "'=1+1" in cells
    assert not any(map(run_by_spreadsheets, cells))


@BOTH
def test_columns_without_values_are_empty(name: str) -> None:
    """Two passages of a source without address or speaker, which are two lines of nothing."""
    leaflet = Evidence("a noise", "leaflet", Place("text", paragraph=2))
    row = read(name, exercise(Recall("x"), evidence=(leaflet, leaflet)))["noise"]
    assert (row["speakers"], row["links"]) == ("", "")
    assert row["places"] == "Text, paragraph 2\nText, paragraph 2"


@BOTH
def test_a_cell_that_spreadsheets_would_cut_is_complete_and_reported(name: str) -> None:
    long = exercise(Recall("x" * 32_768), id="long")
    text, notes = rendered(FORMATS[name], exercise(Recall("x" * 32_767)), long)
    assert "x" * 32_768 in text
    assert notes.lost == {TOO_LONG: ["long"]}


@pytest.mark.slow
def test_libreoffice_runs_no_cell_and_shows_every_row(tmp_path: Path) -> None:
    office = shutil.which("localc")
    if office is None:
        pytest.skip("LibreOffice Calc is not installed")
    text, _ = rendered(FORMATS["csv"], *EXPORTED, *hostile_exercises())
    (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to",
         "fods", "--infilter=CSV:44,34,76,1", "--outdir", tmp_path, tmp_path / "a.csv"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    sheet = (tmp_path / "a.fods").read_text(encoding="utf-8")
    assert "table:formula" not in sheet
    ids = {found.id for found in (*EXPORTED, *hostile_exercises())}
    assert ids <= set(re.findall(r"<text:p>([\w-]+)</text:p>", sheet))
