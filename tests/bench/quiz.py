"""Benchmark the quiz: starting it, asking a question, and reading a large progress database.

- The first question: from the start of `studykit quiz --plain` until the question is printed, with
  the shipped course and no texts, against only importing the libraries that it needs.
- The CPU time of a quiz that ends at its first question, with a built course of 10,000 questions,
  against only parsing their YAML.
- A question and its grade in a session of 2,000 cards, with all that the terminal reads from the
  session, against one insert and commit in the same database.
- Planning a session, `stats`, `export` and `rebuild` with 10,000 cards, against 2,000 (5 times is
  linear).
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

from load import PARSE, write
from ratios import cpu_seconds, print_ratios

from studykit.bank.model import Evidence, Exercise, Recall
from studykit.quiz.cards import Card, cards
from studykit.quiz.plan import Limits
from studykit.quiz.progress import Progress
from studykit.quiz.review_log import Review
from studykit.quiz.schedule import NEW, Day, Grade, Scheduling, reviewed
from studykit.quiz.session import Session
from studykit.quiz.stats import History, stats
from studykit.source.text import Place

CARDS, MANY_CARDS = 2_000, 10_000
REVIEWS = 5  # of each card
STARTS = 15
STEPS = 300
ROUNDS = 3

LIMITS = {
    "first question / imports": 3.5,
    "10,000 questions / parse": 2.5,
    "plan, 10,000 cards / 2,000": 8.0,
    "stats, 10,000 cards / 2,000": 8.0,
    "export, 10,000 cards / 2,000": 8.0,
    "rebuild, 10,000 cards / 2,000": 8.0,
    "question and grade / insert": 3.0,
}

IMPORTS = ["-c", "import typer, pydantic, yaml, sqlite3"]
QUIZ = ["-m", "studykit", "quiz", "--plain"]

DAY = timedelta(days=1)


def ratio(name: str, measured: float, base: float) -> float:
    """Print two times in milliseconds; return their ratio."""
    print(f"{name:<20}{measured * 1e3:>10.3f} ms{base * 1e3:>10.3f} ms", flush=True)
    return measured / base


def seconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    started = clock()
    act()
    return clock() - started


# Start-up.


def first_question(folder: Path) -> float:
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
                # an empty line, the question, an empty line
                lines = [child.stdout.readline()]
                while len(lines) < 2 or lines[-1].strip():
                    lines.append(child.stdout.readline())
                    assert lines[-1], "no question was printed"
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
    return ratio("first question", quiz, imports)


def large_course(folder: Path) -> float:
    """Measure a quiz on 10,000 questions, without their texts, until its first question."""
    questions = folder / "questions"
    write(questions, MANY_CARDS)
    os.environ["STUDYKIT_OFFLINE"] = "1"
    os.environ["STUDYKIT_DB"] = str(folder / "large-course.db")
    os.environ["STUDYKIT_CONFIG"] = str(folder / "config.yaml")
    cpu_seconds("-m", "studykit", "build", "--questions", questions, "--out", folder)
    quiz = ("-m", "studykit", "quiz", "--plain", "--questions", questions)
    runs = [(cpu_seconds(*quiz), cpu_seconds(*PARSE, questions)) for _ in range(ROUNDS)]
    return ratio(
        "10,000 questions", *(statistics.median(times) for times in zip(*runs, strict=True))
    )


# A database with many cards and reviews.


def deck(count: int) -> list[Card]:
    """Return cards on two sources with twenty sections each; every eighth cites two passages."""

    def evidence(n: int) -> Evidence:
        return Evidence("Words.", f"s{n % 2}", Place(f"section-{n // 2 % 20}", "A1", None))

    def exercise(n: int) -> Exercise:
        cited = (evidence(n), evidence(n + 1)) if n % 8 == 0 else (evidence(n),)
        return Exercise(f"question-{n}", "basic", "?", Recall("x"), None, cited, (), None, "en")

    return list(cards("course", map(exercise, range(count))))


def fill(progress: Progress, deck: list[Card], now: datetime) -> None:
    """Review every card several times within a year, so that many are due."""
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


def question_and_grade(progress: Progress, deck: list[Card], now: datetime) -> float:
    """Measure questions and plain inserts alternately; return the ratio of their medians."""
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
            db.execute(insert_review, (UUID(int=rng.getrandbits(128)).bytes, *row[1:]))
            db.execute("COMMIT")

        for _ in range(STEPS):
            questions.append(seconds(question))
            inserts.append(seconds(insert))
    return ratio("question and grade", statistics.median(questions), statistics.median(inserts))


def plan(progress: Progress, deck: list[Card], now: datetime) -> Session:
    limits = Limits(new=len(deck), reviews=len(deck))
    return Session(deck, now, store=progress, day=Day.of(now), limits=limits, seed=1)


def whole_file(progress: Progress, deck: list[Card], now: datetime) -> dict[str, float]:
    """Return the CPU time of each operation that reads the whole database."""

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


def main() -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ratios = {
            "first question / imports": first_question(folder),
            "10,000 questions / parse": large_course(folder),
        }
        small_deck, large_deck = deck(CARDS), deck(MANY_CARDS)
        with (
            Progress.open(folder / "small.db") as small,
            Progress.open(folder / "large.db") as large,
        ):
            fill(small, small_deck, now)
            fill(large, large_deck, now)
            base = whole_file(small, small_deck, now)
            for act, elapsed in whole_file(large, large_deck, now).items():
                ratios[f"{act}, 10,000 cards / 2,000"] = ratio(act, elapsed, base[act])
            ratios["question and grade / insert"] = question_and_grade(small, small_deck, now)
    print_ratios(ratios, LIMITS)


if __name__ == "__main__":
    main()
