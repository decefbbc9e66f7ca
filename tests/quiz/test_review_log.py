"""Reviews as JSON Lines: what is written, and which lines are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from studykit.quiz.progress import MergeResult, Progress
from studykit.quiz.review_log import CardKey, Review, from_lines, to_line
from studykit.quiz.schedule import NEW, CardState, Grade, Phase, Scheduling

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
LEARNING = CardState(Phase.LEARNING, 1, 2.3065, 2.5, NOW, NOW, reviews=1)
REVIEW = Review(
    id="f00d",
    card=CardKey("course", "café", 2),
    at=NOW,
    grade=Grade.GOOD,
    elapsed_ms=1500,
    scheduling=Scheduling(0.85, fuzz=False),
    before=NEW,
    after=LEARNING,
    undone=None,
)
DATA: dict[str, Any] = {
    "id": "f00d",
    "course": "course",
    "question": "café",
    "part": 2,
    "at": 1772438400000,
    "grade": 3,
    "took": 1500,
    "retention": 0.85,
    "fuzz": False,
    "before": {
        "phase": "new",
        "step": None,
        "stability": None,
        "difficulty": None,
        "due": None,
        "last": None,
        "reviews": 0,
        "lapses": 0,
    },
    "after": {
        "phase": "learning",
        "step": 1,
        "stability": 2.3065,
        "difficulty": 2.5,
        "due": 1772438400000,
        "last": 1772438400000,
        "reviews": 1,
        "lapses": 0,
    },
    "undone": None,
}


@pytest.fixture
def progress() -> Iterator[Progress]:
    with Progress.in_memory() as opened:
        yield opened


def line(**changes: Any) -> str:
    """Return the line of a review with some keys changed."""
    return json.dumps({**DATA, **changes})


def test_a_review_is_a_line_of_json() -> None:
    written = to_line(REVIEW)
    assert "\n" not in written
    assert list(json.loads(written).items()) == list(DATA.items())


def test_a_line_is_read_as_the_review_that_was_written() -> None:
    assert list(from_lines([to_line(REVIEW), "", line(undone=1)])) == [
        (1, REVIEW),
        (3, replace(REVIEW, undone=datetime(1970, 1, 1, 0, 0, 0, 1000, UTC))),
    ]


def test_keys_of_a_later_version_are_ignored() -> None:
    assert list(from_lines([line(mood="fine")])) == [(1, REVIEW)]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ("[]", "it is not a JSON object"),
        ("question,answer", "it is not JSON"),
        ("\ufeff{}", "it is not JSON"),
        ("{}", "`id` is missing"),
        ("[" * 100_000, "it is nested too deeply"),
        (line(grade=5), "5 is not a valid Grade"),
        (line(grade=True), "`grade` cannot be true"),
        (line(fuzz="false"), '`fuzz` cannot be "false"'),
        (line(retention=1.0), "retention must be between 0 and 1, not 1.0"),
        (line(retention=1e-60), "retention must be at least 0.01, not 1e-60"),
        (line(retention=float("nan")), "retention must be between 0 and 1, not nan"),
        (line(at=2**60), "`at` cannot be 1152921504606846976"),
        (line(at=-1), "`at` cannot be -1"),
        (line(part=1.5), "`part` cannot be 1.5"),
        (line(question=None), "`question` cannot be null"),
        (line(before=[]), "`before` cannot be []"),
        (line(after={**DATA["after"], "phase": "old"}), "`after` is not the state of a card"),
        (line(undone="no"), '`undone` cannot be "no"'),
    ],
)
def test_nothing_is_merged_from_a_file_with_a_line_that_is_not_a_review(
    progress: Progress, wrong: str, why: str
) -> None:
    with pytest.raises(ValueError, match=r"^line 3 is not a review") as error:
        progress.merge([line(), "", wrong])
    assert str(error.value) == f"line 3 is not a review: {why}"
    assert progress.reviews() == []


def test_half_a_surrogate_pair_is_refused(progress: Progress) -> None:
    with pytest.raises(ValueError, match=r"^line 1 is not a review: 'utf-8' codec can't encode"):
        progress.merge([line(question="\ud800")])


def test_different_reviews_with_one_id_are_refused(progress: Progress) -> None:
    """Otherwise the order of files would decide which of them counts."""
    for lines in ([line(), line(grade=1)], [line(grade=1), line()]):
        with pytest.raises(ValueError, match=r"^line 2 has the id of another review, f00d$"):
            progress.merge(lines)
    assert progress.reviews() == []
    assert progress.merge([line()]) == MergeResult(new=1)
    with pytest.raises(ValueError, match=r"^line 1 has the id of another review, f00d$"):
        progress.merge([line(grade=1)])
