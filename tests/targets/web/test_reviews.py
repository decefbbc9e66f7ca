"""The page reads and refuses the same lines of an export as the terminal, and writes the same."""

from __future__ import annotations

import json
import random
from typing import Any

from studykit.quiz.progress import Progress
from studykit.quiz.review_log import CardKey, from_lines, to_line
from studykit.quiz.schedule import Grade, Scheduling

from .engine import run
from .traces import START

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 5, 2**31, 2**47, 0.5, 1e-9, 1.5, 21.5),
    *("", "course", "new", "review", "\ud800", "q — é", [], {}, [1], {"phase": "new"}),
)
"""None that are another number only in Python, such as 5.0."""


def changed(rng: random.Random, line: str) -> str:
    """Return a line with some other values, and keys that are missing or added."""
    data = json.loads(line)
    for _ in range(rng.randrange(3)):
        part = rng.choice((data, data, data["before"], data["after"]))
        if not isinstance(part, dict):
            break
        # times of states are not checked: they are calculated again
        key = rng.choice([*sorted(part.keys() - {"due", "last"}), "more", "toString"])
        if rng.random() < 0.1:
            part.pop(key, None)
        else:
            part[key] = rng.choice(VALUES)
        if not isinstance(data.get("before"), dict) or not isinstance(data.get("after"), dict):
            break
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
    return text[:-1] if rng.random() < 0.02 else text


def read(line: str) -> str | None:
    try:
        ((_, review),) = from_lines([line])
    except ValueError:
        return None
    return f"{to_line(review)}\n" if review.card.course == "course" else ""


def test_lines_are_read_refused_and_written_alike() -> None:
    rng = random.Random(2)
    with Progress.in_memory() as progress:
        for n in range(40):
            card = CardKey("course", f"q{n % 7}", n % 3)
            scheduling = Scheduling(rng.choice((0.8, 0.9)), rng.random() < 0.5)
            review = progress.add(card, Grade(1 + n % 4), START, rng.choice((None, 7)), scheduling)
            if n % 5 == 0:
                progress.undo(review, START)
        good = list(progress.export())
    lines = [changed(rng, rng.choice(good)) for _ in range(1500)]
    expected = [read(line) for line in lines]
    found = run("lines", lines)
    triples = zip(lines, map(_data, expected), map(_data, found), strict=True)
    assert [triple for triple in triples if triple[1] != triple[2]] == []
    assert 300 < expected.count(None) < 1200


def _data(line: str | None) -> Any:
    return json.loads(line) if line else line
