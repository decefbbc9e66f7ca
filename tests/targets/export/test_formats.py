"""What holds for every format."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from typing import Any, get_args

import pytest

from studykit.bank.capability import ContentKind, response_name
from studykit.bank.model import (
    Arrange,
    Choose,
    Exercise,
    Fill,
    Label,
    LabelledPart,
    Match,
    Option,
    Recall,
    Response,
)
from studykit.bank.shapes import Shape
from studykit.targets.export import FORMATS, ExportNotes

from ...conftest import REPOSITORY
from ...work import is_linear
from ..conftest import exercise
from .examples import (
    EXPORTED,
    MEDIA,
    PICTURED,
    RECORDED,
    RICH,
    hostile_exercises,
    rendered,
    request,
)

GAMES = ("kahoot",)
WITH_MEDIA = ["moodle", "qti21", "qti3", "json"]
WITH_PICTURES = ["moodle", "qti21", "qti3", "canvas", "json"]
ANY = pytest.mark.parametrize("name", FORMATS)


@ANY
def test_capabilities_cover_every_response(name: str) -> None:
    assert set(FORMATS[name].capabilities) == set(get_args(Response))


def documented(head: str) -> list[list[str]]:
    """Return the rows of the table in docs/exports.md whose head starts like this."""
    page = (REPOSITORY / "docs" / "exports.md").read_text(encoding="utf-8")
    table = page.partition(head)[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


def test_the_documented_capabilities_are_current() -> None:
    assert documented("| format | response |") == [
        [f"`{name}`", response_name(response), str(can.support), can.how]
        for name, format in FORMATS.items()
        for response, can in format.capabilities.items()
    ]


def test_the_documented_content_is_current() -> None:
    all = [FORMATS[name].content for name in ("moodle", "canvas", "gift", "csv")]
    for content, names in zip(all, (WITH_MEDIA, ["canvas"], ["gift"]), strict=False):
        assert [name for name, format in FORMATS.items() if format.content == content] == names
    assert documented("| content |") == [
        [kind, *(f"{can[kind].support}: {can[kind].how}" for can in all)] for kind in ContentKind
    ]


@ANY
def test_no_question_is_lost_without_a_note(name: str) -> None:
    """A question is written or left out with a reason; what refuses a response leaves it out."""
    exercises = (*EXPORTED, *hostile_exercises())
    content, notes = rendered(FORMATS[name], *exercises)
    left_out = {id for ids in notes.left_out.values() for id in ids}
    written = notes.written(request(*exercises))
    assert written.total() + len(left_out) == len(exercises)
    if name not in ("quizlet", *GAMES):  # which have no place for an identifier
        for exercise in exercises:
            assert (exercise.id in content) == (exercise.id not in left_out)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in GAMES])
def test_quotes_are_in_every_format_with_feedback(name: str) -> None:
    content, _ = rendered(FORMATS[name], EXPORTED[5])
    for part in ("a noise", "Ida Marlow", "Part 1, A1", "The Shutter and the Light"):
        assert part in content


@pytest.mark.parametrize("name", ["moodle", "gift", "qti21", "qti3", "canvas", "json"])
def test_rich_content_is_html(name: str) -> None:
    content, _ = rendered(FORMATS[name], *RICH)
    html = unescape(content).replace("\\", "")
    assert re.search(r"What is <math.*?<mi>E</mi>", html)
    assert re.search(r"<table.*?<td><math.*?<msup><mi>x</mi><mn>2</mn></msup>", html)
    assert re.search(r"<pre.*?><code><span.*?>print</span>", html)
    assert "<p>[picture: A lamp]</p>" in html
    assert re.search(r'<a [^>]*href="https://example.org/a">this</a>', html)
    assert "$" not in html.replace("$CATEGORY", "").replace("$course$", "") or name == "json"


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in (*WITH_PICTURES, *GAMES)])
def test_pictures_are_words_where_there_is_no_place_for_them(name: str) -> None:
    content = rendered(FORMATS[name], *PICTURED)[0].replace("\\:", ":")
    for words in ("[picture: A lamp]", "[picture: Its lens]"):
        assert words in content
    assert "<img" not in content


@pytest.mark.parametrize("name", WITH_PICTURES)
def test_only_pictures_that_are_shown_are_carried(name: str) -> None:
    wanted = request(*PICTURED)
    content = FORMATS[name].render(wanted, ExportNotes())
    carried = [name for name, shown in MEDIA.items() if shown.file.name.encode() in content]
    assert carried == ["images/lamp.png", "lens.png"]


@pytest.mark.parametrize("name", ["quizlet", "csv", "tsv"])
def test_rich_content_is_words(name: str) -> None:
    content, _ = rendered(FORMATS[name], *RICH)
    asked = " ".join(content.replace('"', "").split())
    assert "What is E? a | b x² | 2 print(1) [picture: A lamp]" in asked
    assert "So E = [?] is" in asked
    assert "mc²" in asked
    assert "$" not in asked


EXPORT = """
import sys
from studykit.targets.export import FORMATS, ExportNotes
from tests.targets.export.examples import EXPORTED, hostile_exercises, request
wanted = request(*EXPORTED, *hostile_exercises())
for format in FORMATS.values():
    sys.stdout.buffer.write(format.render(wanted, ExportNotes()))
"""


IDENTIFIERS = {
    "moodle": r"<idnumber>(.*?)</idnumber>",
    "gift": r"\[id:(.*?)\]",
    "qti21": r'(?:identifier|href)="([^"]*)"',
    "qti3": r'(?:identifier|href)="([^"]*)"',
    "canvas": r'ident(?:ifier)?="([^"]*)"',
    "csv": r"^\ufeff?([\w-]+),bank,",
    "tsv": r"^\ufeff?([\w-]+)\tbank\t",
    "json": r'"key": "(.*?)"',
}
"""What identifies questions, options and files in the formats that have identifiers."""


@pytest.mark.parametrize("name", IDENTIFIERS)
def test_identifiers_stay_when_questions_are_reworded(name: str) -> None:
    """Prompts, options, answers, explanations and tags change; a question is added in front."""
    added = exercise(Recall("x"), id="added")

    def identifiers(*exercises: Exercise) -> list[str]:
        content, _ = rendered(FORMATS[name], *exercises)
        return re.findall(IDENTIFIERS[name], content, re.MULTILINE)

    before = identifiers(*EXPORTED)
    assert {"noise", "choice", "pairs"} <= {
        id.rpartition("/")[2].rpartition(".")[2] for id in before
    }
    own = set(identifiers(added)) - set(identifiers(EXPORTED[0]))
    after = identifiers(added, *map(reworded, EXPORTED))
    assert set(before) == set(after) - own - {f"r{len(EXPORTED) + 1}"}


def reworded(question: Exercise) -> Exercise:
    """Return a question in other words."""
    changes: dict[str, Any] = {"explanation": "Another.", "tags": ("other",)}
    if not isinstance(question.response, Fill):
        changes["prompt"] = f"{question.prompt} Reworded."
    match question.response:
        case Choose(options, fixed) if not fixed:
            others = tuple(replace(option, text=f"{option.text}!") for option in options)
            changes["response"] = Choose(others)
        case Arrange(items):
            changes["response"] = Arrange(tuple(f"{item}!" for item in items))
        case Match(pairs, distractors):
            changed = tuple((f"{left}!", f"{right}!") for left, right in pairs)
            changes["response"] = Match(changed, distractors)
    return replace(question, **changes)


def test_the_same_questions_give_the_same_bytes() -> None:
    """Also in another process, where sets have another order."""
    done = [
        subprocess.run(
            [sys.executable, "-c", EXPORT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            cwd=REPOSITORY,
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(done[0]) > 10_000
    assert done[0] == done[1]


@ANY
def test_a_course_takes_time_in_proportion_to_its_questions(name: str) -> None:
    def export(copies: int) -> None:
        exercises = (replace(e, id=f"{e.id}-{n}") for n in range(copies) for e in EXPORTED)
        FORMATS[name].render(request(*exercises), ExportNotes())

    assert is_linear(export, 5)


LAMP = exercise(
    Label("images/lamp.png", "A lamp", (LabelledPart("lens", Shape("ellipse", ((0, 0), (1, 1)))),)),
    id="lamp",
)


@ANY
def test_parts_of_pictures_are_left_out_but_in_json(name: str) -> None:
    wanted = replace(
        request(exercise(Choose((Option("a", True), Option("b", False)))), LAMP), media=MEDIA
    )
    notes = ExportNotes()
    content = FORMATS[name].render(wanted, notes)
    if name == "json":
        data = json.loads(content)
        assert data["questions"][1]["response"] == {
            "kind": "label",
            "picture": "images/lamp.png",
            "alt": "A lamp",
            "cover": True,
            "parts": [
                {
                    "name": {"markdown": "lens", "html": "lens"},
                    "shape": "ellipse",
                    "points": [[0, 0], [1, 1]],
                }
            ],
        }
        assert [picture["file"] for picture in data["pictures"]] == ["images/lamp.png"]
        assert notes.left_out == {}
    else:
        reason = "only choices" if name in GAMES else "no room for a picture with shapes"
        assert notes.left_out == {reason: ["lamp"]}


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in GAMES])
def test_recordings_are_carried_or_words(name: str) -> None:
    content = FORMATS[name].render(request(*RECORDED), ExportNotes())
    carried = [file for file, shown in MEDIA.items() if shown.file.name.encode() in content]
    assert carried == (["bell.wav"] if name in WITH_MEDIA else [])
    text = unescape(rendered(FORMATS[name], *RECORDED)[0]).replace("\\:", ":")
    assert ("<p>two strokes</p>" in text) == (name in WITH_MEDIA)
    assert ("<p>[recording: two strokes]</p>" in text) == (name in ("canvas", "gift"))
    assert "two strokes" in text
