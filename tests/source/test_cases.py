"""Every verdict and every folding rule, in the cases of `cases.yaml`.

A case without a `text` is about the lighthouse interview.  `other` is the text of a second source.
`pin: kept` removes the text after pinning, `pin: none` before.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studykit.bank.evidence import pinned
from studykit.check import Checked, check
from studykit.diagnostics import Report
from studykit.source.locate import Verdict
from studykit.source.pins import LOCK_FILE
from studykit.yamlfile import YamlFile

from ..conftest import COURSE, LIGHTHOUSE, MakeCourse

CASES_FILE = Path(__file__).parent / "cases.yaml"
OF_VERDICTS = {f"quote-{verdict}" for verdict in Verdict}
KEYS = {"name", "text", "other", "pin", "quote", "source", "speaker", "section", "prefix", "suffix"}
KEYS |= {"verdict", "message", "help"}

PEOPLE = """\
id: test-course
title: Test course
people:
  - {id: ann, name: Ann, role: interviewer}
  - {id: bob, name: Bob, role: interviewee}
sources:
"""


def load_cases() -> list[dict[str, Any]]:
    report = Report()
    file = YamlFile.read(CASES_FILE, report)
    assert report.diagnostics == []
    assert isinstance(file.data, dict)
    cases: Any = file.data["cases"]
    return cases


CASES = load_cases()


def source_of(id: str, text: str) -> str:
    speakers = ", speakers: {Ann: ann, Bob: bob}" if "Ann:" in text and "Bob:" in text else ""
    return f"  - {{id: {id}, kind: original, title: A text, file: {id}.md{speakers}}}\n"


def run(case: dict[str, Any], make_course: MakeCourse) -> Checked:
    """Check a course with one question, which cites the passage of a case."""
    keys = ("quote", "speaker", "section", "prefix", "suffix")
    passage = {key: case[key] for key in keys if key in case}
    passage["source"] = case.get("source", "doc" if "text" in case else "lighthouse")
    question = {"id": "question", "type": "basic", "prompt": "What?", "answer": "This."}
    questions = json.dumps([{**question, "passages": [passage]}], ensure_ascii=False)
    course, texts = COURSE, {"lighthouse": LIGHTHOUSE}
    if "text" in case:
        texts = {"doc": case["text"], **({"other": case["other"]} if "other" in case else {})}
        course = PEOPLE + "".join(source_of(id, text) for id, text in texts.items())
    folder = make_course(
        questions,
        course=course,
        text=None,
        more={f"texts/{id}.md": text for id, text in texts.items()},
    )
    if "pin" in case:
        if case["pin"] == "kept":
            before = check(folder)
            assert before.course is not None
            pinned(before.course, before.verified).write(folder / LOCK_FILE)
        for id in texts:
            (folder / "texts" / f"{id}.md").unlink()
    return check(folder)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], make_course: MakeCourse) -> None:
    checked = run(case, make_course)
    (result,) = checked.verified.results
    found = [d for d in checked.report.diagnostics if d.code in OF_VERDICTS]
    silent = ("exact", "typographic", "pinned")
    codes = [] if case["verdict"] in silent else [f"quote-{case['verdict']}"]
    assert (str(result.verdict), [d.code for d in found]) == (case["verdict"], codes)
    for diagnostic in found:
        assert diagnostic.message == case["message"]
        assert (diagnostic.help_text or "") == case.get("help", "").rstrip("\n")


def test_cases_are_well_formed() -> None:
    names = [case["name"] for case in CASES]
    assert len(set(names)) == len(names)
    for case in CASES:
        assert case.keys() <= KEYS, case["name"]
        assert case.get("pin", "none") in ("none", "kept")


def test_every_verdict_has_a_case() -> None:
    assert {case["verdict"] for case in CASES} == {str(verdict) for verdict in Verdict}
