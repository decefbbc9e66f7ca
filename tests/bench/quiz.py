"""How fast the quiz is, against what it cannot do without, side by side in one run.

Prints ratios, each beside what is asked for:

- the first question: from the start of `studykit quiz --plain` until it stands there, of the shipped
  course without texts, against the bare imports of what it is made of (at most 3.5 times);
- with 100,000 cards and 1,000,000 reviews in the file: the next question of a session over all of
  them, its state read anew, against a bare look at the card that is due first (at most 20 times);
- a grade against a bare insert and commit in the same file with the same pragmas (at most 3 times);
- all that `stats` does between opening the file and its figures, against its own queries (at most
  1.5 times).

    python tests/bench/quiz.py [CARDS]
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
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from studykit.bank.model import Evidence, Exercise, Recall
from studykit.quiz.progress import CardKey, Progress
from studykit.quiz.schedule import CardState, Day, Grade, Phase, millis
from studykit.quiz.session import Card, Limits, Session, cards
from studykit.quiz.stats import Kept, stats
from studykit.source.text import Place

CARDS = 100_000
REVIEWS = 10  # of each card
STARTS = 15
STEPS = 300
ROUNDS = 5

IMPORTS = ["-c", "import typer, pydantic, yaml, sqlite3"]
QUIZ = ["-m", "studykit", "quiz", "--plain"]

DAY = timedelta(days=1)


def told(what: str, found: float, bare: float, most: float) -> bool:
    """Print a line: what was measured, against what, and what is asked for."""
    ratio = found / bare
    print(
        f"{what:<16}{found * 1e3:>10.3f} ms{bare * 1e3:>10.3f} ms bare{ratio:>8.2f}"
        f"  (at most {most:g})",
        flush=True,
    )
    return ratio <= most


def seconds(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


# The start.


def first_question(folder: Path) -> bool:
    env = {**os.environ, "STUDYKIT_OFFLINE": "1", "STUDYKIT_TEXTS": str(folder / "none")}
    env |= {"STUDYKIT_DB": str(folder / "p.db"), "STUDYKIT_CONFIG": str(folder / "c.toml")}

    def started(command: list[str]) -> float:
        """Seconds to the end, or until the first question stands there."""
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=env,
            cwd=folder,  # where there is no course
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
                taken = time.perf_counter() - begun
                child.stdin.close()
                child.stdout.read()
            else:
                child.wait()
                taken = time.perf_counter() - begun
        assert child.returncode == 0
        return taken

    taken: dict[str, list[float]] = {"imports": [], "quiz": []}
    for n in range(STARTS + 1):
        for name, command in (("imports", IMPORTS), ("quiz", QUIZ)):
            found = started(command)
            if n:  # the first run reads from disk
                taken[name].append(found)
    quiz, imports = (statistics.median(taken[name]) for name in ("quiz", "imports"))
    return told("first question", quiz, imports, 3.5)


# A file with many cards and reviews.


def deck(count: int) -> list[Card]:
    """Cards on two sources of twenty sections each; a few cite two passages."""

    def evidence(n: int) -> Evidence:
        return Evidence("Words.", f"s{n % 2}", Place(f"section-{n // 2 % 20}", "A1", None))

    def exercise(n: int) -> Exercise:
        found = (evidence(n),) if n % 8 else (evidence(n), evidence(n + 1))
        return Exercise(f"question-{n}", "basic", "?", Recall("x"), None, found, (), None, "en")

    return list(cards("course", map(exercise, range(count))))


def fill(file: Path, made: list[Card], now: datetime) -> None:
    """Every card reviewed ten times in two years, in the order of time; half of them due now."""
    rng = random.Random(1)
    Progress.open(file).close()
    later = {Grade.AGAIN: 1.0, Grade.HARD: 4.0, Grade.GOOD: 15.0, Grade.EASY: 60.0}
    states: dict[CardKey, CardState] = {}

    def reviews() -> Iterator[tuple[object, ...]]:
        total, done = len(made) * REVIEWS, 0
        for _ in range(REVIEWS):
            for card in rng.sample(made, len(made)):
                done += 1
                at = now - 730 * DAY * (1 - done / total)
                grade = rng.choices(list(Grade), (1, 1, 7, 1))[0]
                before = states.get(card.key, CardState())
                stability = later[grade] * rng.uniform(0.5, 8)
                after = CardState(
                    Phase.REVIEW, None, stability, 5.0, at + rng.uniform(0, 120) * DAY, at,
                    before.reviews + 1, before.lapses + (grade is Grade.AGAIN),
                )  # fmt: skip
                states[card.key] = after
                yield (
                    *(UUID(int=rng.getrandbits(128)).hex, *card.key, millis(at), int(grade)),
                    *(rng.randrange(2_000, 60_000), 0.9, 1, before.phase.value),
                    *(json_of(before), json_of(after), None),
                )

    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("BEGIN")
        db.executemany(f"INSERT INTO review VALUES ({marks(13)})", reviews())
        for key, s in states.items():
            due = s.due if rng.random() < 0.5 else now - rng.uniform(0, 30) * DAY
            assert due is not None
            assert s.last is not None
            db.execute(
                f"INSERT INTO card VALUES ({marks(11)})",
                (
                    *(*key, s.phase.value, s.step, s.stability, s.difficulty),
                    *(millis(due), millis(s.last), s.reviews, s.lapses),
                ),
            )
        db.execute("COMMIT")
        db.execute("CREATE INDEX due ON card (due)")  # for the bare look alone
        db.execute("PRAGMA journal_mode = WAL")


def json_of(state: CardState) -> str:
    """As a review holds it, without what takes long."""
    due, last = ("null" if t is None else millis(t) for t in (state.due, state.last))
    return (
        f'{{"phase": "{state.phase.value}", "step": null,'
        f' "stability": {state.stability or "null"}, "difficulty": {state.difficulty or "null"},'
        f' "due": {due}, "last": {last}, "reviews": {state.reviews}, "lapses": {state.lapses}}}'
    )


def marks(count: int) -> str:
    return ", ".join("?" * count)


def steps(file: Path, made: list[Card], now: datetime) -> bool:
    """The next question and a grade, against the bare statements, in turns."""
    nexts, grades, looks, inserts = [], [], [], []
    with Progress.open(file) as progress:
        limits = Limits(len(made), len(made))
        begun = time.perf_counter()
        session = Session(made, now, store=progress, day=Day.of(now), limits=limits, seed=1)
        planned = time.perf_counter() - begun
        print(f"a session over {len(made):,} cards is planned in {planned:.2f} s")

        def ask() -> None:
            assert session.ask(now) is not None
            _ = session.counts  # it is shown with each question

        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            db.execute("PRAGMA synchronous = FULL")
            row = db.execute("SELECT * FROM review LIMIT 1").fetchone()
            rng = random.Random(2)
            insert_review = f"INSERT INTO review VALUES ({marks(13)})"

            def look() -> None:
                db.execute("SELECT * FROM card ORDER BY due LIMIT 1").fetchall()

            def insert() -> None:
                db.execute("BEGIN IMMEDIATE")
                db.execute(insert_review, (UUID(int=rng.getrandbits(128)).hex, *row[1:]))
                db.execute("COMMIT")

            for _ in range(ROUNDS):
                for _ in range(STEPS):
                    nexts.append(seconds(ask))
                    grades.append(seconds(lambda: session.grade(Grade.GOOD, now, 1000)))
                looks += [seconds(look) for _ in range(STEPS)]
                inserts += [seconds(insert) for _ in range(STEPS)]
    found = [statistics.median(taken) for taken in (nexts, looks, grades, inserts)]
    next_is_fast = told("next question", *found[:2], 20)
    return told("a grade", *found[2:], 3) and next_is_fast


def figures(file: Path, made: list[Card], now: datetime) -> bool:
    asked: list[str] = []
    whole, bare = [], []
    for n in range(ROUNDS + 1):
        with Progress.open(file) as progress:
            if not n:  # which queries it asks; and the file is read from disk
                progress._db.set_trace_callback(asked.append)
                stats(made, Kept.read(progress, "course", now), now)
                progress._db.set_trace_callback(None)
                continue
            whole.append(seconds(lambda: stats(made, Kept.read(progress, "course", now), now)))
        with closing(sqlite3.connect(file, isolation_level=None)) as db:
            bare.append(seconds(lambda: [db.execute(query).fetchall() for query in asked]))
    return told("stats", statistics.median(whole), statistics.median(bare), 1.5)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CARDS
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ok = first_question(folder)
        file, made = folder / "many.db", deck(count)
        fill(file, made, now)
        size = file.stat().st_size / 1e6
        print(f"{count:,} cards and {count * REVIEWS:,} reviews are a file of {size:,.0f} MB")
        ok &= figures(file, made, now)
        ok &= steps(file, made, now)
    print("reached" if ok else "NOT reached")
    return 0


if __name__ == "__main__":
    sys.exit(main())
