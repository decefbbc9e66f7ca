"""The sample courses: one in each language, without findings, on every target."""

from __future__ import annotations

import os
import re
from fractions import Fraction
from pathlib import Path

import pytest

from studykit.bank.load import load
from studykit.diagnostics import Report
from studykit.quiz.typed import amounts
from studykit.starter import SAMPLES, sample, sample_language
from studykit.targets.export import FORMATS as EXPORTS
from studykit.targets.handout.formats import FORMATS as HANDOUTS

from ..command import Run
from ..conftest import REPOSITORY, RULES_RAN

OTHERS = [language for language in SAMPLES if language != "en"]
FOLDER = REPOSITORY / "studykit" / "starter"

SHOWN_TYPES = {
    "basic", "cloze", "multiple_choice", "true_false", "numeric", "short_answer", "ordering", "matching",
    "who_said_it", "discussion",
}  # fmt: skip


@pytest.fixture(params=OTHERS)
def course(request: pytest.FixtureRequest, run: Run, tmp_path: Path) -> str:
    """The language of a sample course in the current folder."""
    os.chdir(tmp_path)
    assert run("init", ".", "--lang", request.param).code == 0
    return str(request.param)


@pytest.fixture(autouse=True)
def _current_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_sample_course_has_no_findings(course: str, run: Run) -> None:
    ran = run("check", "--strict")
    passages, questions, findings = ran.out.splitlines()
    counts = re.fullmatch(
        r"(\d+) passages in 1 source: (\d+) verified against the text \((\d+) exact\)", passages
    )
    assert counts
    assert len({*counts.groups()}) == 1
    assert questions == f"12 questions in 1 bank; {RULES_RAN}"
    assert findings == "0 errors, 0 warnings"


def test_a_sample_course_shows_the_types_of_questions_in_its_language(course: str) -> None:
    loaded = load(Path("questions"), Report())
    assert loaded is not None
    questions = [entry.question for entry in loaded.entries]
    assert {question.type for question in questions} == SHOWN_TYPES
    assert {entry.lang for entry in loaded.entries} == {course}
    assert {source.language for source in loaded.info.sources} == {course}


def test_a_sample_course_is_built_for_every_target(course: str, run: Run) -> None:
    assert run("build").code == 0
    for format in EXPORTS:
        assert run("export", format).code == 0
    for format in ("html", "md"):
        handouts(format, run)
    assert run("quiz", "--plain", "--all").code == 0


@pytest.mark.slow
def test_a_sample_course_is_printed(course: str, run: Run) -> None:
    for format in set(HANDOUTS) - {"html", "md"}:
        handouts(format, run)


def handouts(format: str, run: Run) -> None:
    """Write every kind of handout that a format has; a seminar of 45 minutes is full."""
    for kind in {"exam", "seminar", "reading", "cards", "key"} & {*HANDOUTS[format]}:
        ran = run("handout", kind, "--format", format)
        assert ran.code == 0
        if kind == "seminar":
            assert ran.out.startswith("seminar: 3 questions, 45 of 45 minutes")


ENGLISH = re.compile(
    r"\b(?:the|of|and|with|this|that|which|from|your|are|for|or|is|it|not|what)\b", re.I
)


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left_in_a_sample_course(language: str) -> None:
    """Its comments are for authors who read that language."""
    files = [file for file in (FOLDER / language).rglob("*") if file.is_file()]
    assert len(files) == 3
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if ENGLISH.search(line)] == [], file.name


@pytest.mark.parametrize("language", OTHERS)
def test_a_sample_course_explains_the_keys_that_the_english_one_explains(language: str) -> None:
    """Every key of the course file and the bank is there, set or in a comment."""

    def keys(language: str, name: str) -> set[str]:
        text = (FOLDER / language / name).read_text(encoding="utf-8")
        return set(re.findall(r"^[ #-]*([a-z_]+):(?: |$)", text, re.MULTILINE))

    assert keys("en", "course.yaml") <= keys(language, "course.yaml")
    assert keys("en", "01-first-bank.yaml") <= keys(language, "01-first-bank.yaml")


@pytest.mark.parametrize(
    ("language", "wrong"),
    [
        ("de", r"[“”](?=\w)|\"| - "),
        ("es", r"\"| - |(?<![¿(])\b(?:Qué|Quién|Cómo)\b[^?¿]*\?"),
        ("fr", r"'|\"|[^\s\u00a0\u202f][;?!»](?!/)| [;?!:»]|«[^\u202f]"),
        ("zh", r"[,;?!'\"]|\.(?=\s|$)|[一-龥]:"),
    ],
)
def test_the_interview_has_the_signs_of_its_language(language: str, wrong: str) -> None:
    (file,) = (FOLDER / language / "texts").iterdir()
    text = re.sub(r"\]\(\S+\)", "]", file.read_text(encoding="utf-8"))
    assert [line for line in text.splitlines() if re.search(wrong, line)] == []


def test_french_signs_have_no_ordinary_space_before_them() -> None:
    """Or a line may begin with a question mark."""
    for file in (FOLDER / "fr").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        assert re.findall(r".* [;?!»:](?:\s|$)|.*« ", text) == [], file.name


@pytest.mark.parametrize(
    ("language", "answer", "typed"),
    [
        ("de", "6500", ["6500", "6.500", "6.500 Euro"]),
        ("es", "210000", ["210000", "210.000", "210 mil"]),
        ("fr", "25/4", ["6,25", "6 1/4", "6,25 heures"]),
        ("zh", "38000", ["38000", "3.8万", "三万八千", "三万八"]),
    ],
)
def test_numbers_are_typed_as_the_comments_say(
    language: str, answer: str, typed: list[str]
) -> None:
    unit = {"de": "Euro", "es": "mensajes", "fr": "heures", "zh": "元"}[language]
    for text in typed:
        assert Fraction(answer) in set(amounts(text, unit, language)), text


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("es-419", "es"), ("fr-CA", "fr"), ("en-GB", "en"),
        ("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans-SG", "zh"),
        ("zh-TW", None), ("zh-Hant", None), ("it", None), ("deu", None), ("", None),
    ],
)  # fmt: skip
def test_tags_of_sample_courses(tag: str, language: str | None) -> None:
    """A reader of traditional Chinese gets no simplified sample."""
    assert sample_language(tag) == language


def test_samples_are_the_folders() -> None:
    folders = {file.parent.name for file in FOLDER.glob("*/course.yaml")}
    assert folders == {*SAMPLES, "science"}
    assert sample("a")["course.yaml"] == sample("a", "en")["course.yaml"]
    assert all(b"id: a-kqtzwn\n" in sample("a-kqtzwn", tag)["course.yaml"] for tag in SAMPLES)
