"""How fast the quiz is, against what it cannot do without, side by side in one run.

The start: from the command to the first question of the shipped course, with a course's texts away,
against the bare imports that it needs; at most 3.5 times the second of them is asked for.  The next
question of a session over many cards, against a bare look at the one that is due first (at most 20
times); a grade, against a bare insert and commit (at most 3 times).

    python tests/bench/quiz.py [CARDS]
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from studykit.bank.model import Exercise, Recall
from studykit.quiz.progress import Progress
from studykit.quiz.schedule import Day, Grade, Scheduling
from studykit.quiz.session import Limits, Session, cards

RUNS = 10
STARTS = {
    "import rich, sqlite3, yaml, pydantic": ["-c", "import rich, sqlite3, yaml, pydantic"],
    "import typer, pydantic, yaml, sqlite3": ["-c", "import typer, pydantic, yaml, sqlite3"],
    "studykit quiz": ["-m", "studykit", "quiz", "--plain"],
}


def start(command: list[str], env: dict[str, str]) -> float:
    """Seconds to the end, or to the first question."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=env,
    ) as child:
        assert child.stdout
        assert child.stdin
        if "quiz" in command:
            while line := child.stdout.readline():
                if line.startswith(b"Question 1"):
                    break
            taken = time.perf_counter() - begun
            child.stdin.close()
            child.stdout.read()
        else:
            child.wait()
            taken = time.perf_counter() - begun
    assert child.returncode == 0
    return taken


def starts(folder: Path) -> None:
    env = {**os.environ, "STUDYKIT_TEXTS": str(folder / "none"), "PYTHONUNBUFFERED": "1"}
    env |= {"STUDYKIT_DB": str(folder / "p.db"), "STUDYKIT_CONFIG": str(folder / "c.toml")}
    for command in STARTS.values():
        start(command, env)  # the first run reads from disk
    taken: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(RUNS):
        for name, command in STARTS.items():
            taken[name].append(start(command, env))
    medians = {name: statistics.median(times) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name:<40} {median * 1000:8.1f} ms")
    quiz = medians.pop("studykit quiz")
    for name, median in medians.items():
        print(f"  first question / {name:<37} {quiz / median:6.2f}")


def median(act: Callable[[], object], times: int = 200) -> float:
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def session(folder: Path, count: int) -> None:
    """A session of which every second card is due."""
    now = datetime.now(UTC)
    deck = list(
        cards(
            "c",
            (
                Exercise(f"q{n}", "basic", "?", Recall("x"), None, (), (), None, "en")
                for n in range(count)
            ),
        )
    )
    progress = Progress.open(folder / "many.db")
    db = sqlite3.connect(folder / "many.db", isolation_level=None)
    db.execute("BEGIN")
    for card in deck[::2]:
        due = now - timedelta(seconds=hash(card.key) % 900_000)
        last = due - timedelta(days=10)
        db.execute(
            "INSERT INTO card VALUES (?, ?, ?, 'review', NULL, 10.0, 5.0, ?, ?, 4, 0)",
            (*card.key, int(due.timestamp() * 1000), int(last.timestamp() * 1000)),
        )
    db.execute("COMMIT")
    begun = time.perf_counter()
    one = Session(deck, now, store=progress, day=Day.of(now), limits=Limits(count, count), seed=1)
    planned = time.perf_counter() - begun

    def next_() -> None:
        one.ask(now)
        one.counts  # noqa: B018  (it is shown with each question)

    how = Scheduling()
    nexts, grades = [], []
    for _ in range(200):
        nexts.append(median(next_, 1))
        grades.append(median(lambda: one.grade(Grade.GOOD, now, 1000), 1))
    db.execute("CREATE INDEX due ON card (due)")
    db.execute("PRAGMA synchronous = FULL")
    bare = median(lambda: db.execute("SELECT * FROM card ORDER BY due LIMIT 1").fetchall())
    row = db.execute("SELECT * FROM review LIMIT 1").fetchone()
    numbers = iter(range(10**6))

    def insert() -> None:
        db.execute("BEGIN IMMEDIATE")
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT INTO review VALUES ({marks})", (f"x{next(numbers)}", *row[1:]))
        db.execute("COMMIT")

    inserted = median(insert)
    question, grade = statistics.median(nexts), statistics.median(grades)
    print(f"a session over {count:,} cards is planned in {planned * 1000:.0f} ms ({how})")
    print(
        f"next question {question * 1e6:8.0f} µs   / bare select {question / bare:6.2f}  (at most 20)"
    )
    print(
        f"a grade       {grade * 1e6:8.0f} µs   / bare insert {grade / inserted:6.2f}  (at most 3)"
    )
    db.close()
    progress.close()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        starts(Path(folder))
        session(Path(folder), count)


if __name__ == "__main__":
    main()
