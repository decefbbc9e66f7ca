"""Reviews from the terminal and from two pages, merged through the files that they save."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from studykit.quiz.progress import Progress

from ...command import run_here
from .conftest import OpenPage
from .engine import unlike
from .page import LearnersPage
from .test_screens import answer, start

pytestmark = pytest.mark.slow

STATES = """
new Promise((done) => {
  indexedDB.open(`studykit:${course}`).onsuccess = ({ target: { result } }) => {
    result.transaction("card").objectStore("card").getAll().onsuccess = ({ target }) => {
      result.close();
      done(Object.fromEntries(target.result.map(({ key, state }) => [key, state])));
    };
  };
})
"""


def study(page: LearnersPage, grades: str) -> None:
    """Give grades in a session, undo the last of them, and give another."""
    start(page)
    for grade in grades:
        answer(page)
        page.press(grade)
        page.shows(".screen:not(.answered)")
    page.press("U")
    page.says(".note", "Undone.")
    answer(page)
    page.press("2")
    page.shows(".screen:not(.answered)")


def by_page(page: LearnersPage) -> tuple[dict[str, Any], list[Any]]:
    """The states of all cards, and the reviews that the page saves."""
    reviews = page.reviews()
    course = json.dumps(reviews[0]["course"])
    return page.page.evaluate(STATES.replace("${course}", f"${{{course}}}")), reviews


def by_terminal(db: Path) -> tuple[dict[str, Any], list[Any]]:
    """The same of the terminal."""
    assert "all cards match the review log" in run_here("progress", "rebuild", "--db", db).out
    with Progress.open(db) as progress:
        reviews = list(map(json.loads, progress.export()))
        states = progress.states(reviews[0]["course"])
    return {
        f"{card.question}/{card.part}": state.as_data() for card, state in states.items()
    }, reviews


def test_all_end_in_the_same_states_in_any_order(open_page: OpenPage, tmp_path: Path) -> None:
    """In each of the three, which has reviews already, and in others that are empty."""
    run_here("init", tmp_path / "course")
    course = ("--questions", tmp_path / "course" / "questions")
    page_file, db = tmp_path / "page.html", tmp_path / "progress.db"
    run_here("web", *course, "--out", page_file)
    answers = "\n3\n\n1\nq\n"  # look and grade, twice
    assert (
        "1 of 2 remembered" in run_here("quiz", *course, "--seed", 1, "--db", db, stdin=answers).out
    )
    one, other = open_page(page_file), open_page(page_file)
    study(one, "134")
    study(other, "411")
    files = {name: tmp_path / f"{name}.jsonl" for name in ("terminal", "one", "other")}
    run_here("progress", "export", "--db", db, files["terminal"])
    files["one"].write_text(one.saved(), encoding="utf-8")
    files["other"].write_text(other.saved(), encoding="utf-8")

    for name in ("other", "one"):
        run_here("progress", "merge", "--db", db, files[name])
    states, reviews = by_terminal(db)
    assert len(reviews) == 10
    assert sum(review["undone"] is not None for review in reviews) == 2
    found = {}
    for page, others in ((one, ("terminal", "other")), (other, ("one", "terminal"))):
        for name in others:
            page.load(files[name])
        found[f"a page after {others}"] = by_page(page)
    for order in permutations(files):
        empty = open_page(page_file)
        new_db = tmp_path / f"{'-'.join(order)}.db"
        for name in order:
            empty.load(files[name])
            run_here("progress", "merge", "--db", new_db, files[name])
        found[f"an empty page, {order}"] = by_page(empty)
        found[f"an empty terminal, {order}"] = by_terminal(new_db)
    assert len(found) == 14
    for name, merged in found.items():
        assert (name, unlike([states, reviews], list(merged))) == (name, [])
