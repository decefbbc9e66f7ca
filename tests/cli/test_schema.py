"""`studykit schema`: printed, or written to the folder that the files of a course name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..command import Run
from ..conftest import REPOSITORY

SCHEMAS = REPOSITORY / "studykit" / "schemas"


@pytest.mark.parametrize("name", ["bank", "course"])
def test_a_schema_is_printed(run: Run, name: str) -> None:
    ran = run("schema", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (SCHEMAS / f"{name}.json").read_text(encoding="utf-8")
    assert json.loads(ran.out)["title"] == f"A studykit {name}"


def test_the_schema_of_exports_is_printed(run: Run) -> None:
    ran = run("schema", "export")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["title"] == "A studykit export"


def test_schemas_are_written_to_a_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("schema", "--out", "new/.schema")
    bank, course = Path("new/.schema/bank.json"), Path("new/.schema/course.json")
    assert (ran.code, ran.out) == (0, f"wrote {bank}\nwrote {course}\n")
    assert bank.read_bytes() == (SCHEMAS / "bank.json").read_bytes()
    assert course.read_bytes() == (SCHEMAS / "course.json").read_bytes()
    bank.unlink()
    assert run("schema", "--out", "new/.schema").out == (f"wrote {bank}\n{course} is up to date\n")
    assert run("schema", "bank", "--out", "other").out == f"wrote {Path('other/bank.json')}\n"
    assert not Path("other/course.json").exists()


def test_without_a_name_or_a_folder_it_is_an_error(run: Run) -> None:
    ran = run("schema")
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err
        == "studykit: name a schema: bank, course or export; or write the first two with --out DIR\n"
    )
    ran = run("schema", "deck")
    assert ran.code == 2
    assert "'deck' is not one of 'bank', 'course', 'export'" in ran.err
