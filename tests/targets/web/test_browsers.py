"""A whole session in Chromium and in Firefox, and what the policy of the page forbids in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Start
from .hands import Finger, Hands, Keyboard

pytestmark = pytest.mark.slow

FORBIDDEN = """
const tried = {
  html: () => { document.body.innerHTML = "<p>x</p>"; },
  script: () => { const made = document.createElement("script"); made.text = "window.ran = 1"; document.body.append(made); },
};
const refused = Object.entries(tried).filter(([, attempt]) => {
  try { attempt(); return false; } catch { return true; }
}).map(([name]) => name);
const fetched = await fetch("https://example.org/").then(() => true, () => false);
return { refused, ran: window.ran ?? null, fetched };
"""


PHONE, DESKTOP = (390, 844), (1280, 800)


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("hands", [Keyboard, Finger])
def test_a_session_is_answered_by_keyboard_and_by_touch(
    start: Start, sample_file: Path, tmp_path: Path, hands: type[Hands], size: tuple[int, int]
) -> None:
    """One card of each question, so one blank and one direction."""
    browser = start(tmp_path / "profile")
    try:
        tab = browser.open(sample_file.as_uri())
        tab.size(*size)
        learner = hands(tab)
        score = learner.session()
    finally:
        browser.close()
    right = ["arrange", *["choose"] * 3, "match", "number", "type"]
    assert sorted(learner.solved) == [
        *(("", kind) for kind in ("fill", "recall", "recall")),
        *(("Right", kind) for kind in right),
    ]
    assert score == "10 / 10 remembered"


def test_the_policy_forbids_html_scripts_and_requests(
    start: Start, sample_file: Path, tmp_path: Path
) -> None:
    browser = start(tmp_path / "profile")
    try:
        found = browser.open(sample_file.as_uri()).run(FORBIDDEN)
    finally:
        browser.close()
    assert found == {"refused": ["html", "script"], "ran": None, "fetched": False}
