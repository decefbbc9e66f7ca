"""The same bytes from the same input, wherever and however it is built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

from ..conftest import BANK, COURSE, LIGHTHOUSE, REPOSITORY, MakeCourse
from .conftest import THREE, built


def copied(source: Path, target: Path, backwards: bool = False) -> None:
    """Copy a course's files without its locks, in order of their names or in reverse order."""
    for file in sorted(source.rglob("*"), reverse=backwards):
        if file.is_file() and file.suffix != ".lock":
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())


def results(folder: Path, **env: str) -> dict[str, bytes]:
    """The files that a build of the course in a folder writes: the deck and both locks."""
    done = subprocess.run(
        [sys.executable, "-m", "studykit", "build", "--questions", "course"],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "0", "SOURCE_DATE_EPOCH": "1700000000", **env},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    written = [*folder.glob("decks/*.apkg"), *folder.glob("course/*.lock")]
    assert len(written) == 3
    return {file.name: file.read_bytes() for file in written}


SURROUNDINGS = {
    "a hash seed": {"PYTHONHASHSEED": "0"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "a time zone": {"TZ": "Asia/Kathmandu"},
    "no locale": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii:replace"},
    "another locale": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "1"},
    "no temporary files, no docstrings": {"TMPDIR": "/nowhere", "PYTHONOPTIMIZE": "2"},
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "course"
    (folder / "texts").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "bank.yaml").write_text(BANK + indent(THREE, "  "), encoding="utf-8")
    (folder / "texts/lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def first(course: Path) -> dict[str, bytes]:
    """The files of the first build."""
    return results(course.parent, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")


@pytest.mark.parametrize("env", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_the_same_bytes_in_other_surroundings(
    course: Path, first: dict[str, bytes], tmp_path: Path, env: dict[str, str]
) -> None:
    copied(course, tmp_path / "course")
    assert results(tmp_path, **env) == first


def test_the_same_bytes_in_another_folder(
    course: Path, first: dict[str, bytes], tmp_path: Path
) -> None:
    """The name of the folder does not matter, nor do the dates and the order of its files."""
    folder = tmp_path / "ein Ordner" / "灯台 & more"
    copied(course, folder / "course", backwards=True)
    for file in folder.rglob("*.yaml"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert results(folder) == first


def test_the_same_bytes_twice_in_one_process(make_course: MakeCourse) -> None:
    folder = make_course(THREE)
    assert built(folder).content == built(folder).content


def test_the_shipped_course_is_the_same_bytes(tmp_path: Path) -> None:
    """It has every response; the environments differ in all of these respects at once."""
    made = []
    for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("7", "Pacific/Chatham", "C")):
        folder = tmp_path / f"seed {seed}"
        copied(REPOSITORY / "questions", folder / "course", backwards=seed == "7")
        for lock in (REPOSITORY / "questions").glob("*.lock"):
            (folder / "course" / lock.name).write_bytes(lock.read_bytes())
        made.append(results(folder, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale))
    assert made[0] == made[1]
