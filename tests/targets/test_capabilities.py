"""How each target renders each response: the tables that a build and the docs print."""

from __future__ import annotations

from typing import get_args, get_type_hints

import pytest

from studykit.bank.capability import ContentKind, response_name
from studykit.bank.kinds import KINDS
from studykit.bank.model import Response
from studykit.quiz import capability as quiz_capability
from studykit.targets import anki, handout, web

from ..command import Ran, Run
from ..conftest import REPOSITORY, MakeCourse
from .conftest import THREE

TALK = "- {id: talk, type: discussion, prompt: Who?, look_for: Why., stage: closing}\n"
SEVEN = (
    THREE
    + """\
- id: hours
  type: numeric
  prompt: After how many hours is the weight wound?
  answer: 4
  unit: hours
  passages: [{quote: "The weight has to be wound every four hours"}]
- id: typed
  type: short_answer
  prompt: Complete what Marlow says about a motor.
  answer: nothing
  passages: [{quote: Because a motor asks nothing of anybody}]
- id: order
  type: ordering
  prompt: What comes first?
  items: [the wind, the shutter, the keeper]
  passages: [{quote: a shutter was banging up here in the wind}]
- id: pairs
  type: matching
  prompt: What goes with what?
  pairs: [{left: weight, right: wound}, {left: shutter, right: banging}]
  passages:
    - {quote: a shutter was banging up here in the wind}
    - {quote: "The weight has to be wound every four hours"}
"""
)


def table(ran: Ran) -> list[str]:
    """Return the lines of the table, without its heading."""
    return ran.out.partition("how Anki shows them:\n")[2].splitlines()


def test_the_build_counts_questions_by_response(make_course: MakeCourse, run: Run) -> None:
    make_course(SEVEN + TALK + TALK.replace("talk", "chat").replace("Who?", "Whose?"))
    ran = run("build")
    assert "\n\nQuestion types and how Anki shows them:\n  recall " in ran.out
    assert table(ran) == [
        "  recall       1  native: question and answer, with `reverse` both ways",
        "  fill         1  native: Anki’s cloze, one card per number",
        "  type         1  native: typed; case, accents and punctuation do not count",
        "  number       1  native: typed; any number in figures within the bounds counts",
        "  choose       1  native: tap an option; reshuffled daily",
        "  arrange      1  native: tap lines in order",
        "  match        1  native: choose from a menu beside each line",
        "  discuss      0  degraded: question and points, only with `card: true`",
        "2 discussion questions are not in the deck (`card: true` adds one)",
    ]


def test_a_discussion_with_a_card_is_counted(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE + TALK + TALK.replace("talk", "chat").replace("Who?", "Whose?, card: true"))
    assert table(run("build"))[-2:] == [
        "  discuss      1  degraded: question and points, only with `card: true`",
        "1 discussion question is not in the deck (`card: true` adds one)",
    ]


TARGETS = {
    "Anki": anki.CAPABILITIES,
    "terminal quiz": quiz_capability.CAPABILITIES,
    "web page": web.CAPABILITIES,
    "handout": handout.CAPABILITIES,
}


@pytest.mark.parametrize("target", TARGETS)
def test_capabilities_cover_every_response(target: str) -> None:
    assert tuple(TARGETS[target]) == get_args(Response)


def types_of(response: type[Response]) -> str:
    """Return the question types with this response, as docs/targets.md lists them."""
    kinds = {name: get_type_hints(kind.response)["return"] for name, kind in KINDS.items()}
    names = [name for name, union in kinds.items() if response in (get_args(union) or (union,))]
    return ", ".join(f"`{name}`" for name in sorted(names))


def test_the_documented_capabilities_are_current() -> None:
    page = (REPOSITORY / "docs" / "targets.md").read_text(encoding="utf-8")
    page = page.partition("## Content")[0]
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line[:1] == "|"]
    assert rows[0] == ["response", "question types", *TARGETS]
    assert rows[2:] == [
        [
            response_name(response),
            types_of(response),
            *(f"{can[response].support}: {can[response].how}" for can in TARGETS.values()),
        ]
        for response in get_args(Response)
    ]


CONTENT = {
    "Anki": anki.CONTENT,
    "terminal quiz": quiz_capability.CONTENT,
    "web page": web.CONTENT,
    "PDF": handout.CONTENT["pdf"],
    "DOCX": handout.CONTENT["docx"],
    "HTML": handout.CONTENT["html"],
    "Markdown": handout.CONTENT["md"],
}


@pytest.mark.parametrize("target", CONTENT)
def test_capabilities_cover_every_content(target: str) -> None:
    assert tuple(CONTENT[target]) == tuple(ContentKind)


def test_the_documented_content_is_current() -> None:
    page = (REPOSITORY / "docs" / "targets.md").read_text(encoding="utf-8")
    lines = page.partition("## Content")[2].splitlines()
    rows = [line.strip("| ").split(" | ") for line in lines if line[:1] == "|"]
    assert rows[0] == ["content", *CONTENT]
    assert rows[2:] == [
        [kind, *(f"{can[kind].support}: {can[kind].how}" for can in CONTENT.values())]
        for kind in ContentKind
    ]


def test_the_build_counts_content(make_course: MakeCourse, run: Run) -> None:
    make_course(
        SEVEN.replace("What comes first?", "What comes first, $x$ or [this](https://a.org)?")
    )
    lines = run("build").out.partition("Formulas, pictures and the like")[2].splitlines()
    assert lines[1:] == [
        "  mathematics                  1  native: Anki’s MathJax",
        "  link                         1  native: opens in the browser",
    ]
