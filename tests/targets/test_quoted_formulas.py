"""Formulas in the words of a source: each target shows them as it shows those of questions."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from ..command import Run
from .conftest import built
from .handout.poppler import pages
from .learner import Learner

QUOTE = r"Rest energy is $E = mc^2$, half is $\frac{1}{2}\,mc^2$, and tickets are $5 and $6."
TEXT = f"""# Lecture

{QUOTE}

A mistake such as $\\fraq x$ is shown as it is.
"""

COURSE = """
id: energy-qwxzjv
title: Energy
sources:
  - {id: lecture, kind: lecture, title: Lecture, language: en, credit: Ida Marlow, file: lecture.md}
"""

BANK = f"""
id: rest
title: Rest
defaults: {{source: lecture, lang: en}}
questions:
  - id: energy
    type: basic
    prompt: What is said of tickets?
    answer: Their price.
    passages:
      - quote: '{QUOTE}'
  - id: mistake
    type: basic
    prompt: How is a mistake shown?
    answer: As it is.
    passages:
      - quote: 'A mistake such as $\\fraq x$ is shown as it is.'
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "course.yaml": COURSE, "rest.yaml": BANK, "texts/lecture.md": TEXT,
    }.items():  # fmt: skip
        file = tmp_path / "questions" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "questions"


IN_LINE = "Rest energy is E = mc², half is 1/2 mc², and tickets are $5 and $6."


def test_the_quotes_are_found_as_typed(run: Run) -> None:
    assert "2 verified against the text (2 exact)" in run("check").out


def test_in_anki(folder: Path, learner: Learner) -> None:
    learner.import_deck(built(folder).content)
    energy = r"\(E = mc^2\), half is \(\frac{1}{2}\,mc^2\), and tickets are $5 and $6."
    assert f">Rest energy is {energy}<" in learner.note("energy")["Passage"]
    mistake = r"A mistake such as $\fraq x$ is shown as it is."
    assert f">{mistake}<" in learner.note("mistake")["Passage"]


def test_in_the_terminal(run: Run) -> None:
    shown = " ".join(run("quiz", "--plain", "--cram", stdin="\nc\n4\n\n4\n").out.split())
    assert shown.count(IN_LINE) == 2  # as evidence, and in its context
    assert r"A mistake such as $\fraq x$ is shown as it is." in shown


@pytest.mark.parametrize("kind", ["key", "reading"])
def test_in_handouts(kind: str, run: Run) -> None:
    for format in ("pdf", "html", "md"):
        assert run("handout", kind, "--format", format).code == 0
    page = Path(f"handouts/{kind}-teacher.html").read_text(encoding="utf-8")
    assert re.findall(r"<annotation[^>]*>([^<]*)<", page) == ["E = mc^2", r"\frac{1}{2}\,mc^2"]
    assert r"$\fraq x$" in page
    printed = " ".join("".join(pages(Path(f"handouts/{kind}-teacher.pdf").read_bytes())).split())
    assert "$5" in printed
    assert "mc^2" not in printed
    text = Path(f"handouts/{kind}-teacher.md").read_text(encoding="utf-8")
    assert r"is $E = mc^2$, half is" in text


def test_in_word(run: Run) -> None:
    run("handout", "key", "--format", "docx")
    with zipfile.ZipFile("handouts/key-teacher.docx") as word:
        assert word.read("word/document.xml").count(b"<m:oMath>") == 2


def test_in_exports(run: Run) -> None:
    for format in ("csv", "moodle", "json"):
        assert run("export", format).code == 0
    (table,) = Path("exports").glob("*.csv")
    assert IN_LINE in table.read_text(encoding="utf-8")
    (moodle,) = Path("exports").glob("*.xml")
    assert "&lt;mfrac&gt;" in moodle.read_text(encoding="utf-8")
    (data,) = Path("exports").glob("*.json")
    assert json.dumps(QUOTE, ensure_ascii=False) in data.read_text(encoding="utf-8")
