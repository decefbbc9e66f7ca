"""A whole session in Chromium and in Firefox, and what the policy of the page forbids in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Start

pytestmark = pytest.mark.slow

SESSION = """
const wait = async (found) => {
  for (let n = 0; n < 500; n++) {
    const result = found();
    if (result) return result;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error(`${found}: ${document.body.innerText.slice(0, 200)}`);
};
const find = (selector) => document.querySelector(selector);
const errors = [];
addEventListener("error", (event) => errors.push(event.message));
await wait(() => find("main.start"));
find(".big-button").click();
const answered = [];
for (;;) {
  const screen = await wait(() => find(".screen:not(.answered)") ?? find("main.summary"));
  if (screen.matches("main")) break;
  (screen.querySelector(".bar .quiet") ?? screen.querySelector(".bar .main")).click();
  await wait(() => find(".answered"));
  answered.push(find(".solution").className.replace("solution ", ""));
  document.querySelectorAll(".grade")[3].click();
  await wait(() => !find(".answered"));
}
const summary = find(".score").innerText;
location.hash = "#discuss";
await wait(() => find(".screen"));
find(".bar .main").click();
await wait(() => find(".solution.discuss"));
return { answered: answered.sort(), summary: summary.split(/\\s+/).join(" "), errors };
"""

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


def test_every_response_in_a_session(start: Start, sample_file: Path, tmp_path: Path) -> None:
    browser = start(tmp_path / "profile")
    try:
        found = browser.open(sample_file.as_uri()).run(SESSION)
    finally:
        browser.close()
    # one card of each question, so one blank and one direction
    expected = [*("arrange", "choose", "choose", "choose", "fill", "match", "number")]
    assert found == {
        "answered": sorted([*expected, "recall", "recall", "type"]),
        "summary": "10 / 10 remembered",
        "errors": [],
    }


def test_the_policy_forbids_html_scripts_and_requests(
    start: Start, sample_file: Path, tmp_path: Path
) -> None:
    browser = start(tmp_path / "profile")
    try:
        found = browser.open(sample_file.as_uri()).run(FORBIDDEN)
    finally:
        browser.close()
    assert found == {"refused": ["html", "script"], "ran": None, "fetched": False}
