"""`studykit stats` in German and Chinese: its charts and columns in narrow and wide terminals."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from rich.cells import cell_len
from rich.console import Console

from studykit.bank.model import Exercise, Recall
from studykit.cli.stats import Shown, _print
from studykit.locale import speaking
from studykit.quiz.review_log import CardKey
from studykit.quiz.stats import Leech, Mastery, OnDay, Retention, Stages, Stats
from studykit.source.course import CourseFile, Region, Source
from studykit.terminal.console import on_console

from .conftest import Golden

COURSE = CourseFile(
    id="course",
    title="Der Fährplan / 渡轮",
    sources=(
        Source(
            id="talk",
            kind="original",
            title="Gespräch mit dem Hafenmeister",
            file="talk.md",
            regions=(
                Region(id="one", title="Schifffahrtsgesellschaft", kind="interview"),
                Region(id="two", title="港务局与渡轮时刻表", kind="interview"),
            ),
        ),
    ),
)

TODAY = date(2024, 3, 5)


def days(first: int, counts: list[int]) -> tuple[OnDay, ...]:
    return tuple(OnDay(TODAY + timedelta(days=first + n), c) for n, c in enumerate(counts))


STATS = Stats(
    desired=0.9,
    lately=Retention(1234, 1100),
    ever=Retention(12_345, 11_000),
    past=days(-13, [0, 3, 40, 0, 0, 12, 7, 1, 0, 1200, 8, 3, 9, 2]),
    coming=days(0, [5, 60, 3, 0, 0, 7, 12, 9, 4, 0, 0, 1, 1, 2]),
    later=1500,
    stages=Stages(1200, 3, 1, 96),
    all=Mastery(1300, 100, 90),
    sources={"talk": Mastery(1300, 100, 90)},
    sections={("talk", "one"): Mastery(1000, 60, 50), ("talk", "two"): Mastery(300, 40, 40)},
    leeches=(
        Leech(
            CardKey("course", "a", 2),
            Exercise("a", "basic", "Warum?", Recall("Nebel"), None, (), (), None, "de"),
            9,
        ),
    ),
    gone=1,
    graded=12_345,
    streak=3,
)


@pytest.mark.parametrize("all", [False, True], ids=["short", "all"])
@pytest.mark.parametrize("columns", [40, 80, 120])
@pytest.mark.parametrize("tag", ["de", "es", "fr", "zh-Hans"])
def test_columns_and_charts(tag: str, columns: int, all: bool, golden: Golden) -> None:
    shown = io.StringIO()
    with speaking(tag):
        writer = on_console(Console(file=shown, width=columns), True)
        _print(writer, STATS, COURSE, Shown(all, drawing=True))
    assert max(map(cell_len, shown.getvalue().splitlines())) <= columns
    golden(shown.getvalue())
