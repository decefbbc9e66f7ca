"""JSON, against its schema."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

import jsonschema

from studykit.bank.model import Exercise
from studykit.targets.export import FORMATS
from studykit.targets.export.data import export_schema

from .examples import (
    BELL,
    EXPORTED,
    HOSTILE,
    LAMP,
    LENS,
    PICTURED,
    RECORDED,
    hostile_exercises,
    rendered,
    shown,
)

PASSAGE = {
    "quote": "a noise",
    "source": "lighthouse",
    "section": "part-1",
    "turn": "A1",
    "speaker": "Ida Marlow",
    "place": "Part 1, A1",
    "link": "https://example.org/lighthouse#:~:text=a%20noise",
}


def read(*exercises: Exercise) -> dict[str, Any]:
    text, _ = rendered(FORMATS["json"], *exercises)
    data: dict[str, Any] = json.loads(text)
    schema = export_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    return data


def text(markdown: str, html: str | None = None) -> dict[str, str]:
    return {"markdown": markdown, "html": html or markdown}


def test_the_head_names_format_version_course_sources_and_banks() -> None:
    data = read()
    assert (data["format"], data["version"]) == ("studykit", 1)
    assert data["course"] == {
        "id": "test-course",
        "title": "Test course",
        "version": "1",
        "licence": None,
    }
    assert [source["id"] for source in data["sources"]] == ["lighthouse", "leaflet"]
    assert data["banks"] == [{"id": "bank", "title": "Bank: 1/2"}]


def test_a_question_has_everything() -> None:
    assert read(EXPORTED[0])["questions"] == [
        {
            "key": "test-course/noise",
            "id": "noise",
            "formerly": [],
            "bank": "bank",
            "type": "basic",
            "level": None,
            "tags": ["wind", "sea"],
            "language": "en",
            "stimulus": [],
            "prompt": text("What was it?"),
            "response": {
                "kind": "recall",
                "answer": text("A *shutter*.", "A <em>shutter</em>."),
                "reverse": False,
            },
            "explanation": text("It was loose."),
            "evidence": [PASSAGE],
        }
    ]


def test_responses() -> None:
    responses = {q["id"]: q["response"] for q in read()["questions"]}
    assert responses["winding"]["parts"] == [
        "The ",
        {"number": 1, "answer": text("weight"), "hint": "heavy"},
        " is wound ",
        {"number": 2, "answer": text("every four hours"), "hint": None},
        ".",
    ]
    assert responses["steps"] == {
        "kind": "number",
        "answer": "1,000",
        "low": "900",
        "high": "1200",
        "unit": "steps",
    }
    assert responses["choice"]["options"][0] == {
        "text": text("The wind."),
        "right": False,
        "why": text("It made no noise."),
        "keep_last": False,
    }
    assert responses["pairs"]["distractors"] == [text("lit")]


def test_pictures_are_named_as_in_markdown_and_as_in_html() -> None:
    data = read(*PICTURED)
    lamp, lens = data["pictures"]
    assert b64decode(lens.pop("content")) == LENS.content
    assert lamp == {
        "file": "images/lamp.png",
        "name": LAMP.name,
        "type": "image/png",
        "width": 20,
        "height": 10,
        "credit": "drawn by Ida Marlow",
        "content": b64encode(LAMP.content).decode(),
    }
    assert lens == {
        "file": "lens.png",
        "name": LENS.name,
        "type": "image/png",
        "width": 20,
        "height": 10,
        "credit": None,
    }
    option = data["questions"][0]["response"]["options"][0]
    assert option["text"]["markdown"] == "![A lamp](images/lamp.png)"
    assert f'<img src="{LAMP.name}" alt="A lamp"' in option["text"]["html"]


def test_recordings_are_named_as_in_markdown_and_as_in_html() -> None:
    data = read(*RECORDED)
    assert data["recordings"] == [
        {
            "file": "bell.wav",
            "name": BELL.name,
            "type": "audio/wav",
            "credit": "recorded by Ida Marlow",
            "content": b64encode(BELL.content).decode(),
        }
    ]
    assert f'src="{BELL.name}"' in data["questions"][0]["prompt"]["html"]


def test_hostile_texts_stay_as_typed() -> None:
    for question in read(*hostile_exercises())["questions"]:
        assert shown(question["prompt"]["html"]) == HOSTILE
