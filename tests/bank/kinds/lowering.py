"""Questions of one bank, loaded and lowered."""

from __future__ import annotations

from textwrap import dedent, indent

from studykit.bank.load import Entry, load_bank
from studykit.bank.model import (
    Evidence,
    Exercise,
    Response,
)
from studykit.diagnostics import Report
from studykit.source.course import CourseFile
from studykit.source.text import Place
from studykit.yamlfile import YamlFile

from ...exercises import exercise as plain_exercise

QUOTE = "a shutter was banging up here in the wind"
EVIDENCE = (Evidence(QUOTE, "lighthouse", Place("part-1", "A1", "marlow", 1)),)

COURSE = CourseFile.model_validate(
    {
        "id": "test-course",
        "title": "Test course",
        "sources": [
            {"id": "lighthouse", "kind": "original", "title": "The Shutter", "file": "a.md"},
            {"id": "leaflet", "kind": "translation", "title": "A leaflet", "short": "*Quist*",
             "file": "b.md"},
        ],
    }
)  # fmt: skip

BANK = """\
id: bank
title: Bank
defaults: {source: lighthouse, tags: [lighthouse, part-1], level: remember, lang: en-GB}
questions:
"""


def loaded(yaml: str) -> Entry:
    """The question in a bank of one well-formed question."""
    report = Report()
    file = YamlFile("bank.yaml", BANK + indent(dedent(yaml), "  "))
    file.parse(report)
    bank = load_bank(file, report)
    assert report.diagnostics == []
    assert bank is not None
    (entry,) = bank.entries
    return entry


def lowered(yaml: str) -> Exercise:
    """The neutral form of a question; a passage is added if it has none."""
    if "passages:" not in yaml:
        yaml = dedent(yaml) + f"  passages: [{{quote: {QUOTE}}}]\n"
    entry = loaded(yaml)
    return entry.question.lower(entry.header.defaults, EVIDENCE, COURSE)


def exercise(type: str, prompt: str, response: Response) -> Exercise:
    """The exercise of a question with the defaults of its bank."""
    return plain_exercise(
        response,
        id="noise",
        type=type,
        prompt=prompt,
        evidence=EVIDENCE,
        tags=("lighthouse", "part-1"),
        level="remember",
        lang="en-GB",
    )
