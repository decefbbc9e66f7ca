"""The quiz, `show`, handouts and Anki print the bounds of a numeric answer in the same way."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from studykit.bank.model import Number

from ..command import Run
from ..conftest import MakeCourse
from .conftest import note

BOUNDS = {
    "large": ("12345678901", "12345678902", "12,345,678,901 to 12,345,678,902"),
    "precise": ("1234567.891234", "1234567.9", "1,234,567.891234 to 1,234,567.9"),
    "five-digits": ("12500", "13000", "12,500 to 13,000"),
    "fraction": ("1/30", "1/3", "1/30 to 1/3"),
}
"""Each range's bounds as typed in the bank, and the range as printed."""

QUESTIONS = "".join(
    f"""\
- id: {id}
  type: numeric
  prompt: How many?
  answer: {low}
  range: [{low}, {high}]
  passages: [{{quote: It takes 212 turns to bring the weight up}}]
"""
    for id, (low, high, _) in BOUNDS.items()
)


@pytest.fixture(autouse=True)
def _own_files(make_course: MakeCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYKIT_DB", str(tmp_path / "progress.db"))
    monkeypatch.setenv("STUDYKIT_CONFIG", str(tmp_path / "config.toml"))
    make_course(QUESTIONS)


def missing(printed: str) -> list[str]:
    """Return the bounds that are not printed."""
    return [bounds for *_, bounds in BOUNDS.values() if bounds not in printed]


def test_bounds_in_the_quiz(run: Run) -> None:
    ran = run("quiz", "--all", "--plain", stdin="0\n1\n" * len(BOUNDS))
    assert (ran.code, missing(ran.out)) == (0, [])


def test_bounds_in_show(run: Run) -> None:
    ran = run("show", *BOUNDS)
    assert (ran.code, missing(ran.out)) == (0, [])


def test_bounds_in_a_handout(run: Run) -> None:
    assert run("handout", "key", "--format", "html", "--out", "out").code == 0
    assert missing(Path("out/key-teacher.html").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("low", "high", "bounds"), BOUNDS.values(), ids=list(BOUNDS))
def test_bounds_on_a_card(low: str, high: str, bounds: str) -> None:
    card = note(Number(low, Fraction(low), Fraction(high)), type="numeric")
    assert bounds in card.fields["Options"]
