"""The page's sessions, exams and statistics are those of the terminal, step by step."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from studykit.quiz.cards import cards
from studykit.quiz.progress import Progress
from studykit.quiz.schedule import millis
from studykit.quiz.stats import History, Retention, Stats, stats

from .engine import run, unlike
from .questions import COURSE, SOURCES, deck, page_data
from .traces import START, exam_trace, live, name, session_trace


def as_json(data: Any) -> Any:
    """Return data as it is read from JSON."""
    return json.loads(json.dumps(data))


SLOW = pytest.mark.slow


@pytest.mark.parametrize("count", [50, pytest.param(200, marks=SLOW)])
def test_sessions_go_the_same_way(count: int) -> None:
    """Cards come in the same order, in the same layout, with the same counts and states."""
    traces = [session_trace(seed) for seed in range(count)]
    expected = [as_json({"steps": trace["steps"], "end": trace["end"]}) for trace in traces]
    assert unlike(expected, run("sessions", traces)) == []
    acts = Counter(step["do"] for trace in traces for step in trace["steps"])
    assert set(acts) == {"grade", "skip", "bury", "undo", "discuss", "elsewhere"}
    assert {trace["options"]["mode"] for trace in traces} == {"study", "all", "cram"}
    after = [step.get("after") for trace in traces for step in trace["steps"]]
    assert after.count("overtaken") > count / 4
    assert sum(len(trace["end"]["summary"]["leeches"]) for trace in traces) > 2


@pytest.mark.parametrize("count", [100, pytest.param(200, marks=SLOW)])
def test_exams_have_the_same_questions_and_marks(count: int) -> None:
    traces = [exam_trace(seed) for seed in range(count)]
    assert unlike([as_json(trace["end"]) for trace in traces], run("exams", traces)) == []
    outcomes = Counter(mark for trace in traces for _, mark, _ in trace["end"]["marked"])
    assert min(outcomes[mark] for mark in ("right", "close", "wrong")) > 2


def test_statistics_are_the_same() -> None:
    asked, expected = [], []
    for seed in range(20):
        rng = random.Random(seed)
        exercises = deck(rng, 30)
        deck_cards = list(cards(COURSE, exercises))
        store = Progress.in_memory()
        live(rng, deck_cards, store)
        now = START + timedelta(hours=rng.randrange(rng.choice((30, 4000))))
        ends_at = rng.choice((0, 4))
        kept = exercises[5:]  # the others are gone
        asked.append(
            {
                "data": page_data(kept),
                "reviews": "".join(f"{line}\n" for line in store.export()),
                "now": millis(now),
                "endsAt": ends_at,
            }
        )
        history = History.read(store, COURSE, now, ends_at)
        expected.append(_stats(stats(cards(COURSE, kept), history, now, 0.9, ends_at)))
    assert unlike(expected, run("allStatistics", asked)) == []
    assert any(found["streak"] > 1 for found in expected)
    assert any(found["all"]["mastered"] for found in expected)


def _stats(found: Stats) -> dict[str, Any]:
    def retention(group: Retention) -> dict[str, Any]:
        return asdict(group) | {"share": group.share}

    def section(key: tuple[str, str]) -> dict[str, Any]:
        return {"source": SOURCES.index(key[0]), "section": key[1]} | asdict(found.sections[key])

    def days(some: Any) -> list[dict[str, Any]]:
        return [{"date": str(day.date), "cards": day.cards} for day in some]

    return {
        "desired": found.desired,
        "lately": retention(found.lately),
        "ever": retention(found.ever),
        "past": days(found.past),
        "coming": days(found.coming),
        "stages": asdict(found.stages),
        "all": asdict(found.all),
        "sections": [section(key) for key in found.weakest],
        "leeches": [name(leech.card) for leech in found.leeches],
        "graded": found.graded,
        "streak": found.streak,
    }
