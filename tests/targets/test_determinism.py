"""Builds are reproducible: the same input gives the same bytes in any environment."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest

from ..conftest import BANK, COURSE, LIGHTHOUSE, REPOSITORY, MakeCourse
from .conftest import THREE, built


def copy_course(source: Path, target: Path, backwards: bool = False) -> None:
    """Copy a course's files except its lock files, in alphabetical order or backwards."""
    for file in sorted(source.rglob("*"), reverse=backwards):
        if file.is_file() and file.suffix != ".lock":
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())


def build_in(folder: Path, **env: str) -> dict[str, bytes]:
    """Build the course in a folder; return the deck and both lock files."""
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


ENVIRONMENTS = {
    "hash seed 0": {"PYTHONHASHSEED": "0"},
    "hash seed 4242": {"PYTHONHASHSEED": "4242"},
    "time zone": {"TZ": "Asia/Kathmandu"},
    "no locale": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii:replace"},
    "Turkish locale": {"LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr", "PYTHONUTF8": "1"},
    "no temporary folder, no docstrings": {"TMPDIR": "/nowhere", "PYTHONOPTIMIZE": "2"},
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
    """Return the files of the first build."""
    return build_in(course.parent, PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")


@pytest.mark.parametrize("env", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_same_bytes_in_another_environment(
    course: Path, first: dict[str, bytes], tmp_path: Path, env: dict[str, str]
) -> None:
    copy_course(course, tmp_path / "course")
    assert build_in(tmp_path, **env) == first


def test_same_bytes_in_another_folder(
    course: Path, first: dict[str, bytes], tmp_path: Path
) -> None:
    """The folder's name, the files' dates and the order of their creation make no difference."""
    folder = tmp_path / "ein Ordner" / "灯台 & more"
    copy_course(course, folder / "course", backwards=True)
    for file in folder.rglob("*.yaml"):
        os.utime(file, (1_000_000_000, 1_000_000_000))
    assert build_in(folder) == first


def test_same_bytes_twice_in_one_process(make_course: MakeCourse) -> None:
    folder = make_course(THREE)
    assert built(folder).content == built(folder).content


def test_same_bytes_of_the_shipped_course(tmp_path: Path) -> None:
    """Two environments that differ in seed, time zone, locale and folder build the same files."""
    builds = []
    for seed, zone, locale in (("0", "UTC", "C.UTF-8"), ("7", "Pacific/Chatham", "C")):
        folder = tmp_path / f"seed {seed}"
        copy_course(REPOSITORY / "questions", folder / "course", backwards=seed == "7")
        for lock in (REPOSITORY / "questions").glob("*.lock"):
            (folder / "course" / lock.name).write_bytes(lock.read_bytes())
        builds.append(build_in(folder, PYTHONHASHSEED=seed, TZ=zone, LC_ALL=locale))
    assert builds[0] == builds[1]
