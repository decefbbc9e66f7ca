"""Benchmark a progress file with a million reviews: its size, and reading and exporting it.

The reviews are those of 20,000 cards in two courses, with ids of questions as long as those of the
shipped course; each card was graded fifty times when it was due.  CPU times are compared with those of
a tenth of the reviews (10 times is linear), and the size with 250 bytes a review.  Merging is measured
with a hundredth: nearly all of it is FSRS, which recalculates every state.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from ratios import print_ratios

from studykit.quiz.progress import Progress
from studykit.quiz.review_log import CardKey, Review, to_line
from studykit.quiz.schedule import NEW, CardState, Grade, Scheduling, reviewed
from studykit.quiz.stats import History

CARDS, FEWER_CARDS, MERGED_CARDS = 20_000, 2_000, 200
HISTORIES = 1_000
REVIEWS = 50  # of each card
BYTES = 250  # for a review
DAY, MILLISECOND = timedelta(days=1), timedelta(milliseconds=1)
START = datetime(2020, 1, 1, tzinfo=UTC)

LIMITS = {
    "size / 250 bytes a review": 1.0,
    "history / a tenth": 12.0,
    "export / a tenth": 12.0,
}


def history(rng: random.Random) -> list[tuple[Grade, CardState, CardState]]:
    """Return the grades of a card with its states before and after each, since `START`."""
    given = []
    state, at = NEW, START
    for _ in range(REVIEWS):
        (grade,) = rng.choices(list(Grade), (1, 1, 7, 1))
        after = reviewed("card", state, grade, at)
        given.append((grade, state, after))
        assert after.due is not None
        state = after
        at = min(after.due, at + 90 * DAY) + rng.randrange(10_000_000) * MILLISECOND
    return given


def log(cards: int) -> list[Review]:
    """Return the reviews of some cards, in order of time."""
    rng = random.Random(1)
    histories = [history(rng) for _ in range(min(cards, HISTORIES))]
    reviews = []
    for n in range(cards):
        key = CardKey("wang-dialogue" if n % 6 else "another", f"what-the-question-asks-{n}")
        later = rng.randrange(100 * 86_400_000) * MILLISECOND
        for grade, *states in histories[n % HISTORIES]:
            before, after = (shifted(state, later) for state in states)
            id = UUID(int=rng.getrandbits(128)).hex
            took = rng.randrange(1_000, 60_000)
            assert after.last is not None
            reviews.append(
                Review(id, key, after.last, grade, took, Scheduling(), before=before, after=after)
            )
    return sorted(reviews, key=lambda review: (review.at, review.id))


def shifted(state: CardState, later: timedelta) -> CardState:
    if state.due is None or state.last is None:
        return state
    return replace(state, due=state.due + later, last=state.last + later)


def fill(progress: Progress, reviews: list[Review]) -> None:
    """Add the reviews in order of time, a thousand in each transaction."""
    for start in range(0, len(reviews), 1000):
        with progress._transaction():
            for review in reviews[start : start + 1000]:
                progress._insert(review)
                progress._keep(review.card, review.after)


def size(file: Path) -> int:
    """Return the bytes of a closed file on disk, with those of its log if it is left."""
    return sum(part.stat().st_size for part in file.parent.glob(f"{file.name}*"))


def seconds(act: Callable[[], object]) -> float:
    started = time.process_time()
    act()
    return time.process_time() - started


def measure(folder: Path, cards: int) -> dict[str, float]:
    """Return the bytes a review, and the seconds of each operation, with the reviews of some cards."""
    file = folder / f"{cards}.db"
    reviews = log(cards)
    with Progress.open(file) as progress:
        fill(progress, reviews)
    count, total = len(reviews), size(file)
    print(f"{count:>9,} reviews{total / 1e6:8.1f} MB, {total / count:.0f} bytes a review")
    with Progress.open(file) as progress:
        assert progress.reviews() == reviews
        now = reviews[-1].at
        measured = {
            "history": seconds(lambda: History.read(progress, "wang-dialogue", now)),
            "export": seconds(lambda: deque(progress.export(), maxlen=0)),
        }
    for name, value in measured.items():
        print(f"{name:<20}{value:8.2f} s", flush=True)
    return {"bytes": total / count} | measured


def merge(folder: Path) -> None:
    """Print the seconds of a merge; what is exported from the merged file is what was merged."""
    lines = [to_line(review) for review in log(MERGED_CARDS)]
    with Progress.open(folder / "merged.db") as merged:
        elapsed = seconds(lambda: merged.merge(lines))
        assert list(merged.export()) == lines
    print(f"merge of {len(lines):,}{elapsed:15.2f} s", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        merge(folder)
        fewer, many = (measure(folder, cards) for cards in (FEWER_CARDS, CARDS))
    ratios = {"size / 250 bytes a review": many.pop("bytes") / BYTES}
    ratios |= {f"{name} / a tenth": value / fewer[name] for name, value in many.items()}
    print_ratios(ratios, LIMITS)


if __name__ == "__main__":
    main()
