"""The examples in the rules' docstrings: those that fail have the rule's finding, the others none."""

from __future__ import annotations

import re
from collections.abc import Callable
from textwrap import dedent

import pytest

from studykit.check import Checked
from studykit.rules import RULES

QUOTE = "a shutter was banging up here in the wind"


def examples(doc: str, heading: str) -> list[str]:
    """Return the indented blocks under `Fails:` or `Passes:` in a docstring."""
    blocks = re.findall(rf"^{heading}:\n\n((?: {{4}}.*\n|\n)+)", doc + "\n", re.MULTILINE)
    return [dedent(block).replace("PASSAGE", QUOTE) for block in blocks]


ELSEWHERE = {
    "drilled-error", "guessable", "mute-option", "overused-quote", "passages-not-parallel", "picture-credit", "placeholder-id",
    "same-label", "translations-diverge", "uneven-turns",
}  # fmt: skip
"""Rules whose examples need more than the sample course; they are in the rules' own test files."""

SHOWN = [code for code in RULES if code not in ELSEWHERE]


@pytest.mark.parametrize("code", SHOWN)
def test_the_failing_example_is_found(code: str, checked: Callable[..., Checked]) -> None:
    failing = examples(RULES[code].__doc__ or "", "Fails")
    assert failing, f"the docstring of {code} shows no failing example"
    for example in failing:
        codes = {d.code for d in checked(example).report.diagnostics}
        assert codes - ({"same-passages"} - {code}) == {code}  # most examples have one passage


@pytest.mark.parametrize("code", SHOWN)
def test_the_passing_example_is_clean(code: str, checked: Callable[..., Checked]) -> None:
    passing = examples(RULES[code].__doc__ or "", "Passes")
    assert passing, f"the docstring of {code} shows no passing example"
    for example in passing:
        codes = {d.code for d in checked(example).report.diagnostics}
        assert codes - ({"same-passages"} - {code}) == set()
