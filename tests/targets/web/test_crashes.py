"""A browser that is killed while a learner grades: every review that was acknowledged is there."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from studykit.quiz.progress import Progress

from .conftest import Server, Start

COURSE = "killed"

GRADE = """
const store = await engine.openStore(course, { now: 0 });
const card = { course, key: "q/0", oldest: "q", id: "q", part: 0 };
globalThis.grading = (async () => {
  for (let at = 1_700_000_000_000; ; at += 3_600_000) {
    const review = await store.add(card, 3, at, 1, { retention: 0.9, fuzz: true });
    await fetch(`/told/${review.id}`);
  }
})();
return store.kept;
"""


def killed_while_grading(start: Start, server: Server, profile: Path, times: int) -> None:
    """Kill the browser again and again, at another moment each time, and look what is there."""
    server.told.clear()
    running = start(profile)
    for n in range(times):
        assert running.open(server.url).run(GRADE, course=COURSE) is True
        enough = len(server.told) + 3 + n % 7
        for _ in range(100_000):
            if len(server.told) >= enough:
                break
            time.sleep(0.001)
        running.kill()
        acknowledged = list(server.told)
        running = start(profile)
        found = running.open(server.url).run(READ, course=COURSE)
        reviews = [json.loads(line) for line in found["text"].splitlines()]
        ids = [review["id"] for review in reviews]
        assert set(acknowledged) <= set(ids)
        # at most one more each time: written, and not yet acknowledged
        assert len(ids) <= len(acknowledged) + n + 1
        with Progress.in_memory() as progress:
            progress.merge(found["text"].splitlines())
            ((_, state),) = progress.states(COURSE).items()
        assert (state.reviews, state.as_data()["due"]) == (len(ids), found["due"])
    running.close()


READ = """
const store = await engine.openStore(course, { now: 0 });
return { ...await store.exportText(), due: store.state("q/0").due };
"""


def test_no_acknowledged_review_is_lost_when_the_browser_is_killed(
    start_chromium: Start, server: Server, tmp_path: Path
) -> None:
    killed_while_grading(start_chromium, server, tmp_path / "profile", 2)


@pytest.mark.slow
def test_no_acknowledged_review_is_lost_in_fifty_kills_of_chromium(
    start_chromium: Start, server: Server, tmp_path: Path
) -> None:
    killed_while_grading(start_chromium, server, tmp_path / "profile", 50)


@pytest.mark.slow
def test_no_acknowledged_review_is_lost_in_ten_kills_of_firefox(
    start_firefox: Start, server: Server, tmp_path: Path
) -> None:
    """Fewer, because it takes seconds to start."""
    killed_while_grading(start_firefox, server, tmp_path / "profile", 10)
