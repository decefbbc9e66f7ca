"""Tables and blocks of code whose lines YAML joins."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from studykit.check import Checked

from .test_bad_formula import question

TEXT = "What follows?\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nx\n```\n"


def codes(checked: Callable[..., Checked], prompt: str) -> list[str]:
    return [d.code for d in checked(question(prompt)).report.diagnostics]


@pytest.mark.parametrize("style", [">", "'", '"'])
def test_lines_that_are_joined(style: str, checked: Callable[..., Checked]) -> None:
    lines = "\n    ".join(TEXT.replace("\n\n", "\n").splitlines())
    prompt = f">\n    {lines}" if style == ">" else f"{style}{lines}{style}"
    assert "joined-lines" in codes(checked, prompt)


@pytest.mark.parametrize("style", ["|", "'", '"'])
def test_lines_that_stay(style: str, checked: Callable[..., Checked]) -> None:
    """Programs write a line end in quotes as two, or as `\\n`."""
    written = yaml.safe_dump({"prompt": TEXT}, default_style=style, width=10_000)
    prompt = written.partition(": ")[2].rstrip().replace("\n", "\n    ")
    assert "joined-lines" not in codes(checked, prompt)
