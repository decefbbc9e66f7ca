"""Commands that are killed, and commands that run at the same time, leave whole files."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studykit.check import check
from studykit.cli.pin import pin
from studykit.quiz import settings
from studykit.quiz.progress import Progress
from studykit.source.pins import Lock

from ..conftest import COURSE, LIGHTHOUSE, QUESTION, MakeCourse

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix"),
]

TEXTS = (LIGHTHOUSE, LIGHTHOUSE + "\nThe end.\n")
REVIEW = (
    '{"id": "%s", "course": "course", "question": "q%d", "part": 0, "at": 1772438400000, "grade": 3,'
    ' "took": 1, "retention": 0.9, "fuzz": true, "before": %s, "after": %s, "undone": null}\n'
)
STATE = (
    '{"phase": "new", "step": null, "stability": null, "difficulty": null, "due": null,'
    ' "last": null, "reviews": 0, "lapses": 0}'
)

START = """
import sys
from itertools import cycle
from pathlib import Path
import httpx
from studykit.cli.config import config
from studykit.cli.pin import pin
from studykit.cli.progress import merge
from studykit.cli.source import add, fetch

def answer(request):
    return httpx.Response(200, content=Path(next(texts)).read_bytes())

client, texts = httpx.Client, cycle(["0.md", "1.md"])
httpx.Client = lambda **options: client(transport=httpx.MockTransport(answer))
print("ready", flush=True)
for n, text in enumerate(cycle(["0.md", "1.md"])):
"""
LOOPS = {
    "pin": "pin(accept=['all'] if n % 2 else None)",
    "merge": "merge([Path(f'{n % 4}.jsonl')], db=Path('p.db'))",
    "config": "config('retention', '0.8' if n % 2 else '0.85', file=Path('config.yaml'))",
    "add": "add('lighthouse', text)",
    "fetch": "fetch(['lighthouse'])",
}
"""What a process does again and again until it is killed."""


def start(command: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", f"{START}    {LOOPS[command]}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


@pytest.fixture
def course(make_course: MakeCourse) -> Path:
    fetched = "    fetch: {url: https://example.org/lighthouse}\n    file:"
    folder = make_course(QUESTION, course=COURSE.replace("    file:", fetched))
    for n, text in enumerate(TEXTS):
        Path(f"{n}.md").write_text(text, encoding="utf-8")
    for n in range(4):
        lines = [REVIEW % (f"{n}-{m}", m, STATE, STATE) for m in range(200)]
        Path(f"{n}.jsonl").write_text("".join(lines), encoding="utf-8")
    Path("config.yaml").write_text("# mine\nretention: 0.9\nfuzz: false\n", encoding="utf-8")
    pin()
    return folder


def assert_whole(course: Path) -> None:
    """Check that each file is as some command left it."""
    assert (course / "texts/lighthouse.md").read_text(encoding="utf-8") in TEXTS
    lock = Lock.read(course / "course.lock")
    assert lock.count == 1
    assert check(course).report.errors == 0
    loaded = settings.read(Path("config.yaml"))
    assert loaded.report.diagnostics == []
    assert loaded.settings.retention in (0.8, 0.85, 0.9)
    assert not loaded.settings.fuzz
    with Progress.open(Path("p.db"), whole=True) as progress:
        assert progress.rebuild() == 0
        assert len(progress.reviews()) % 200 == 0  # a file is merged whole or not at all


def unfinished(course: Path) -> list[Path]:
    return [
        file for folder in (Path(), course, course / "texts") for file in folder.glob(".*.part")
    ]


@pytest.mark.parametrize("command", LOOPS)
def test_a_killed_command(command: str, course: Path) -> None:
    rng = random.Random(command)
    for _ in range(5):
        child = start(command)
        time.sleep(rng.uniform(0, 0.4))
        child.send_signal(signal.SIGKILL)
        _, err = child.communicate()
        assert err == ""
        assert_whole(course)


WRITERS: dict[str, tuple[str, ...]] = {
    "the lock": ("pin", "pin"),
    "texts": ("add", "fetch", "pin"),
    "settings": ("config", "config"),
    "progress": ("merge", "merge"),
}


@pytest.mark.parametrize("target", WRITERS)
def test_several_writers(target: str, course: Path) -> None:
    children = [start(command) for command in WRITERS[target]]
    time.sleep(1)
    assert [child.poll() for child in children] == [None] * len(children)
    for child in children:
        child.send_signal(signal.SIGKILL)
    errors = {line for child in children for line in child.communicate()[1].splitlines()}
    assert errors <= {"studykit: waiting for another command that writes this course"}
    assert_whole(course)


def test_two_settings_that_are_written_at_once_are_both_kept(course: Path) -> None:
    changes = (("retention", "0.8"), ("reviews_per_day", "10"), ("new_per_day", "5"))
    code = "import sys; from studykit.cli.config import config; sys.stdin.read(); config"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", f"{code}({key!r}, {value!r})"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "STUDYKIT_CONFIG": "config.yaml"},
        )
        for key, value in changes
    ]
    time.sleep(1)  # all have started
    for child in children:
        assert child.stdin is not None
        child.stdin.close()
    assert [child.wait() for child in children] == [0, 0, 0]
    assert settings.read(Path("config.yaml")).settings == settings.Settings(
        retention=0.8, reviews_per_day=10, new_per_day=5, fuzz=False
    )


def test_what_a_killed_command_leaves_is_removed(course: Path) -> None:
    """Its unfinished file is removed by the next command that writes there."""
    leftover = course / ".course.lock.studykit-0a1b2c3d.part"
    leftover.write_bytes(b'{"folding"')
    Path("questions/texts/lighthouse.md").write_text(TEXTS[1], encoding="utf-8")
    pin()
    assert unfinished(course) == []
