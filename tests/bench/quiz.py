"""How fast the quiz is: ratios measured side by side in one run, each with its limit.

- The first question: from the start of `studykit quiz --plain` until it is printed, with the shipped
  course and no texts, against the bare imports of the libraries it needs (at most 3.5 times).
- A question of a session over 2,000 cards, with all that the terminal asks of the session, and its
  grade, against a bare insert and commit in the same file (at most 3 times).
- Planning a session, `stats`, `export` and `rebuild` with 10,000 cards, against 2,000 (at most 8
  times; 5 times is linear).

    python tests/bench/quiz.py
"""

from __future__ import annotations

import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from studykit.bank.model import Evidence, Exercise, Recall
from studykit.quiz.progress import Progress, Review
from studykit.quiz.schedule import NEW, Day, Grade, Scheduling, reviewed
from studykit.quiz.session import Card, Limits, Session, cards
from studykit.quiz.stats import History, stats
from studykit.source.text import Place

CARDS, MANY_CARDS = 2_000, 10_000
REVIEWS = 5  # of each card
STARTS = 15
STEPS = 300
ROUNDS = 3

IMPORTS = ["-c", "import typer, pydantic, yaml, sqlite3"]
QUIZ = ["-m", "studykit", "quiz", "--plain"]

DAY = timedelta(days=1)


def report(name: str, measured: float, base: float, limit: float) -> bool:
    """Print a measurement, what it is compared with, and the limit of their ratio."""
    ratio = measured / base
    print(
        f"{name:<16}{measured * 1e3:>10.3f} ms{base * 1e3:>10.3f} ms{ratio:>8.2f}"
        f"  (at most {limit:g})",
        flush=True,
    )
    return ratio <= limit


def seconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    act()
    return clock() - started


# The start.


def first_question(folder: Path) -> bool:
    env = {
        **os.environ,
        "STUDYKIT_OFFLINE": "1",
        "STUDYKIT_TEXTS": str(folder / "none"),
        "STUDYKIT_DB": str(folder / "progress.db"),
        "STUDYKIT_CONFIG": str(folder / "config.yaml"),
    }

    def run(command: list[str]) -> float:
        """Return the seconds until the first question is printed, or until the end."""
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            cwd=folder,  # without a course
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            if command is QUIZ:
                child.stdin.write(b"an answer\n")
                child.stdin.flush()
                for line in child.stdout:
                    if line.startswith(b"Question 1"):
                        break
                # an empty line, the words of the question, an empty line
                words = [child.stdout.readline()]
                while len(words) < 2 or words[-1].strip():
                    words.append(child.stdout.readline())
                    assert words[-1], "there is no question"
                elapsed = time.perf_counter() - started
                child.stdin.close()
                child.stdout.read()
            else:
                child.wait()
                elapsed = time.perf_counter() - started
        assert child.returncode == 0
        return elapsed

    for command in (IMPORTS, QUIZ):
        run(command)  # the first run reads from disk
    runs = [(run(IMPORTS), run(QUIZ)) for _ in range(STARTS)]
    imports = statistics.median(imports for imports, _ in runs)
    quiz = statistics.median(quiz for _, quiz in runs)
    return report("first question", quiz, imports, 3.5)


# A file with many cards and reviews.


def deck(count: int) -> list[Card]:
    """Return cards on two sources with twenty sections each; every eighth cites two passages."""

    def evidence(n: int) -> Evidence:
        return Evidence("Words.", f"s{n % 2}", Place(f"section-{n // 2 % 20}", "A1", None))

    def exercise(n: int) -> Exercise:
        cited = (evidence(n), evidence(n + 1)) if n % 8 == 0 else (evidence(n),)
        return Exercise(f"question-{n}", "basic", "?", Recall("x"), None, cited, (), None, "en")

    return list(cards("course", map(exercise, range(count))))


def fill(progress: Progress, deck: list[Card], now: datetime) -> None:
    """Review every card some times in the last year, so that many are due."""
    rng = random.Random(1)
    scheduling = Scheduling()
    with progress._transaction():
        for card in deck:
            state, at = NEW, now - 365 * DAY
            for _ in range(REVIEWS):
                at += rng.uniform(0, 60) * DAY
                (grade,) = rng.choices(list(Grade), (1, 1, 7, 1))
                after = reviewed(str(card.key), state, grade, at, scheduling)
                id = UUID(int=rng.getrandbits(128)).hex
                progress._insert(
                    Review(id, card.key, at, grade, 4000, scheduling, before=state, after=after)
                )
                state = after
            progress._keep(card.key, state)


def question_and_grade(progress: Progress, deck: list[Card], now: datetime) -> bool:
    """Measure questions and bare inserts in turns."""
    session = plan(progress, deck, now)

    def question() -> None:
        assert session.ask(now) is not None
        _ = session.layout, session.counts, session.state
        session.grade(Grade.GOOD, now, 1000)

    questions, inserts = [], []
    with closing(sqlite3.connect(progress.file, isolation_level=None)) as db:
        db.execute("PRAGMA synchronous = FULL")
        row = db.execute("SELECT * FROM review LIMIT 1").fetchone()
        rng = random.Random(2)
        insert_review = f"INSERT INTO review VALUES ({', '.join('?' * len(row))})"

        def insert() -> None:
            db.execute("BEGIN IMMEDIATE")
            db.execute(insert_review, (UUID(int=rng.getrandbits(128)).hex, *row[1:]))
            db.execute("COMMIT")

        for _ in range(STEPS):
            questions.append(seconds(question))
            inserts.append(seconds(insert))
    return report("a question", statistics.median(questions), statistics.median(inserts), 3)


def plan(progress: Progress, deck: list[Card], now: datetime) -> Session:
    limits = Limits(new=len(deck), reviews=len(deck))
    return Session(deck, now, store=progress, day=Day.of(now), limits=limits, seed=1)


def whole_file(progress: Progress, deck: list[Card], now: datetime) -> dict[str, float]:
    """Return the processor's seconds for everything that reads the whole file."""

    def figures() -> None:
        stats(deck, History.read(progress, "course", now), now)

    acts: dict[str, Callable[[], object]] = {
        "plan": lambda: plan(progress, deck, now),
        "stats": figures,
        "export": lambda: list(progress.export()),
        "rebuild": progress.rebuild,
    }
    return {
        name: min(seconds(act, time.process_time) for _ in range(ROUNDS))
        for name, act in acts.items()
    }


def main() -> int:
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reached = [first_question(folder)]
        few, many = deck(CARDS), deck(MANY_CARDS)
        with (
            Progress.open(folder / "few.db") as progress,
            Progress.open(folder / "many.db") as large_progress,
        ):
            fill(progress, few, now)
            fill(large_progress, many, now)
            base = whole_file(progress, few, now)
            for act, elapsed in whole_file(large_progress, many, now).items():
                reached.append(report(act, elapsed, base[act], 8))
            reached.append(question_and_grade(progress, few, now))
    print("reached" if all(reached) else "NOT reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
