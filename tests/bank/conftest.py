"""A course with two sources, verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.check import Checked, check

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse
from .verifying import BANK, QUESTION, RADIO, RADIO_TEXT

Verify = Callable[..., Checked]


@pytest.fixture
def verify(make_course: MakeCourse) -> Verify:
    """Check a course with one question per passage; the first passage is in line 9."""

    def run(
        *passages: str,
        text: str | bytes | None = LIGHTHOUSE,
        radio: str | None = RADIO_TEXT,
        course: str = COURSE + RADIO,
        bank: str = BANK,
    ) -> Checked:
        questions = (QUESTION.format(n=n, passage=p) for n, p in enumerate(passages, 1))
        for name in ("lighthouse.md", "radio.txt"):
            Path("questions/texts", name).unlink(missing_ok=True)
        more = {} if radio is None else {"texts/radio.txt": radio}
        return check(
            make_course(bank=bank + "".join(questions), text=text, course=course, more=more)
        )

    return run
