"""The page itself is killed in the middle of grades, and used in two tabs that race."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from studykit.bank.model import Recall
from studykit.targets.web.page import page

from ..conftest import exercise
from .conftest import Start
from .sample import request

pytestmark = pytest.mark.slow

CARDS = 100

KILLS = int(os.environ.get("KILLS", "4"))
"""How often Chromium is killed; Firefox half as often, because it takes seconds to start."""

COMMON = """
const find = (selector) => document.querySelector(selector);
const until = async (found) => {
  for (let n = 0; n < 2000; n++) {
    if (found()) return found();
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`${found}: ${document.body.innerText.slice(0, 200)}`);
};
const isAsked = () => find(".screen:not(.answered)");
const allInOrder = async () => {
  location.hash = "#section=one";
  (await until(() => find("main.section .actions button:nth-child(2)"))).click();
  await until(isAsked);
};
const show = async () => {
  find(".bar .main").click();
  await until(() => find(".grade.easy"));
};
"""

KEPT = """
await until(() => find("main.start"));
const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
const db = await done(indexedDB.open("studykit:test-course"));
const found = await done(db.transaction("review").objectStore("review").getAll());
db.close();
"""
"""The reviews that the page found when it was opened."""

IDS = "return found.map(({ id }) => id);"

GRADE = """
await allInOrder();
for (let n = 0; n < grades; n++) {
  await show();
  find(".grade.easy").click();
  await until(isAsked);
}
await show();
"""


def file_with_cards(folder: Path) -> str:
    cards = [exercise(Recall("A."), id=f"q-{n}", prompt=f"Question {n}?") for n in range(CARDS)]
    file = folder / "page.html"
    file.write_text(page(request(cards)), encoding="utf-8")
    return file.as_uri()


def killed_in_the_page(start: Start, folder: Path, times: int) -> None:
    """Grade some cards, and kill the browser at another moment of the next grade each time.

    A grade is acknowledged when the next question is there.
    """
    url = file_with_cards(folder)
    kept: set[str] = set()
    for n in range(times):
        browser = start(folder / "profile")
        tab = browser.open(url)
        tab.run(COMMON + GRADE, grades=n % 4)
        tab.run("setTimeout(() => document.querySelector('.grade.easy').click(), 0);")
        if n % 3:
            tab.run("await new Promise((done) => setTimeout(done, wait));", wait=n % 11)
        browser.kill()
        browser = start(folder / "profile")
        found = set(browser.open(url).run(COMMON + KEPT + IDS))
        browser.kill()
        assert kept <= found
        assert len(found - kept) - n % 4 in (0, 1)
        kept = found


def test_no_grade_is_lost_when_the_browser_is_killed(start_chromium: Start, tmp_path: Path) -> None:
    killed_in_the_page(start_chromium, tmp_path, KILLS)


def test_no_grade_is_lost_in_firefox(start_firefox: Start, tmp_path: Path) -> None:
    killed_in_the_page(start_firefox, tmp_path, KILLS // 2)


DELETE = """
const request = indexedDB.deleteDatabase("studykit:test-course");
await new Promise((done) => (request.onsuccess = done));
"""


def test_reviews_come_back_when_the_browser_has_deleted_the_database(
    start: Start, tmp_path: Path
) -> None:
    """Chromium does when a crash has damaged it; a copy is elsewhere, also of what was undone."""
    url = file_with_cards(tmp_path)
    browser = start(tmp_path / "profile")
    try:
        tab = browser.open(url)
        tab.run(COMMON + GRADE, grades=3)
        tab.press("u")
        tab.run(COMMON + 'await until(() => find(".note"));')
        before = browser.open(url).run(COMMON + KEPT + DELETE + "return found;")
        after = browser.open(url).run(COMMON + KEPT + "return found;")
    finally:
        browser.close()
    assert sorted(review["undone"] is not None for review in before) == [False, False, True]
    assert after == before


def garbled(file: Path) -> None:
    file.write_bytes(b"garbage" * 100)


@pytest.mark.parametrize("damage", [garbled, Path.unlink])
def test_no_grade_is_lost_when_the_crash_damages_the_database(
    start_chromium: Start, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """The copy has files of its own, and is on disk when the next question is there."""
    url = file_with_cards(tmp_path)
    browser = start_chromium(tmp_path / "profile")
    browser.open(url).run(COMMON + GRADE, grades=8)
    browser.kill()
    files = list((tmp_path / "profile" / "Default" / "IndexedDB").rglob("*.*/*"))
    assert files
    for file in files:
        damage(file)
    browser = start_chromium(tmp_path / "profile")
    found = browser.open(url).run(COMMON + KEPT + IDS)
    browser.kill()
    assert len(found) == 8


RACE = """
await allInOrder();
const channel = new BroadcastChannel("race");
let other = 0;
channel.onmessage = ({ data }) => (other = Math.max(other, data));
const overtaken = [];
globalThis.race = (async () => {
  for (let n = 1; n <= cards; n++) {
    await show();
    const asked = find("h1").innerText;
    const again = setInterval(() => channel.postMessage(n), 5);
    channel.postMessage(n);
    await until(() => other >= n); // both show this card
    channel.postMessage(n);
    find(".grade.easy").click();
    await until(() => isAsked() || find("main.summary, main.start"));
    clearInterval(again);
    if (find(".note:not(.save)")) overtaken.push(asked);
  }
  channel.postMessage(cards);
  return overtaken;
})();
"""


def test_two_tabs_that_race_grade_each_card_once(start: Start, tmp_path: Path) -> None:
    """Both show each card; the tab that grades it second says so, and goes on."""
    url = file_with_cards(tmp_path)
    browser = start(tmp_path / "profile")
    try:
        tabs = [browser.open(url), browser.open(url)]
        for tab in tabs:
            tab.run(COMMON + RACE, cards=CARDS)
        notes = [tab.run("return await globalThis.race;") for tab in tabs]
        kept = browser.open(url).run(COMMON + KEPT + IDS)
    finally:
        browser.close()
    assert len(kept) == CARDS
    assert sorted(notes[0] + notes[1]) == sorted(f"Question {n}?" for n in range(CARDS))
