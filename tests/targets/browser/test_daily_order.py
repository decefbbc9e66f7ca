"""The order of options and lines, which changes every day."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import factorial

from ..screen import Screen, side
from .conftest import Open
from .sample import LONG


def orders(
    screen: Screen, ids: list[str], times: list[datetime], back: bool = False
) -> list[list[str]]:
    """Return the order of each card's options at each time, by their numbers."""
    sides = [side(screen.learner, screen.learner.card(id), back, "") for id in ids]
    stamps = [time.timestamp() * 1000 for time in times]
    return screen.do(  # type: ignore[no-any-return]
        f"""(() => {{
          const sides = {json.dumps(sides)};
          return {json.dumps(stamps)}.map((time) => {{
            Date.now = () => time;
            return sides.map((html) => (show(html), order()));
          }});
        }})()"""
    )


NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
YEAR = [NOON + timedelta(days=n) for n in range(365)]


def test_both_sides_show_the_same_order_every_day(desktop: Screen) -> None:
    ids = ["one", "several", "fixed", "numbers", "who"]
    fronts = orders(desktop, ids, YEAR)
    assert orders(desktop, ids, YEAR, back=True) == fronts
    assert [len({day[n] for day in fronts}) for n in range(5)] == [24, 6, 1, 1, 2]


def test_a_day_ends_at_four_in_the_morning(open: Open) -> None:
    """The order changes at 4 a.m. of the learner's time zone, and only then."""
    screen = open(timezone_id="Asia/Tokyo")
    four = datetime(2026, 3, 1, 19, tzinfo=UTC)  # 4 a.m. in Tokyo
    hours = [four + timedelta(hours=n) for n in range(24)]
    (today,) = set(map(tuple, orders(screen, ["one", "order"], hours)))
    before, after = orders(
        screen, ["one", "order"], [four - timedelta(seconds=1), four + timedelta(days=1)]
    )
    assert tuple(before) != today != tuple(after)


def test_all_orders_are_equally_frequent(desktop: Screen) -> None:
    """Chi-squared over 2,400 days; fair shuffles exceed 50 once in a thousand times."""
    days = [NOON + timedelta(days=n) for n in range(2_400)]
    counts = Counter(order for (order,) in orders(desktop, ["one"], days))
    assert len(counts) == factorial(4)
    assert sum((count - 100) ** 2 / 100 for count in counts.values()) < 50
    for place in range(4):
        numbers = Counter(order[place] for order in counts.elements())
        assert all(abs(count - 600) < 80 for count in numbers.values())


def test_the_order_of_one_day_does_not_predict_the_next(desktop: Screen) -> None:
    """Every pair of first options on two successive days is equally frequent."""
    days = [NOON + timedelta(days=n) for n in range(1_601)]
    first = [order[0] for (order,) in orders(desktop, ["one"], days)]
    pairs = Counter(pairwise(first))
    assert len(pairs) == 16
    assert sum((count - 100) ** 2 / 100 for count in pairs.values()) < 40


def test_keep_last_and_ordered_options_do_not_move(desktop: Screen) -> None:
    desktop.show("several")
    assert desktop.texts[-1] == "none of these"
    assert {day[0][-1] for day in orders(desktop, ["several"], YEAR)} == {"3"}
    desktop.show("numbers")
    assert desktop.texts == ["4", "9", "147"]
    desktop.show("fixed")
    assert desktop.texts == ["True", "False"]


def test_orderings_never_start_in_the_right_order_and_left_sides_stay(desktop: Screen) -> None:
    days = orders(desktop, ["order", "match"], YEAR)
    assert {day[0] for day in days} == {
        f"{a}{b}{c}{d}" for a in range(4) for b in range(4) for c in range(4) for d in range(4)
        if {a, b, c, d} == {0, 1, 2, 3}
    } - {"0123"}  # fmt: skip
    assert len({day[1] for day in days}) == 24
    desktop.show("match")
    assert desktop.page.locator(".lefts .text").all_inner_texts() == ["Marlow", LONG, "key"]
