"""The host of a quiz: it loads and reloads a course without printing or exiting."""

from __future__ import annotations

import webbrowser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from studykit.bank.select import Filter
from studykit.diagnostics import Report, UsageError
from studykit.terminal.host import CourseHost, EditResult, LoadedCourse, load_course, open_url

from ..command import Run
from ..conftest import QUESTION, MakeCourse

LOST = QUESTION.replace("id: noise", "id: lost").replace("banging", "bunging")
WINDERS = """\
- id: winders
  type: basic
  prompt: How many people wind the weight?
  answer: Fourteen.
  passages: [{quote: I have fourteen winders instead of none}]
"""


def load(folder: Path) -> LoadedCourse:
    loaded = load_course(folder, None, Report())
    assert loaded is not None
    return loaded


def test_a_question_with_an_unknown_quote_is_a_problem_not_a_card(
    make_course: MakeCourse, capfd: pytest.CaptureFixture[str]
) -> None:
    loaded = load(make_course(QUESTION + LOST))
    assert [card.exercise.id for card in loaded.cards] == ["noise"]
    assert [entry.question.id for entry in loaded.unpinned] == ["lost"]
    assert loaded.problems == ["questions/bank.yaml:9: a quote of `lost` was not found"]
    assert capfd.readouterr() == ("", "")


def test_new_questions_are_looked_up_and_keep_their_place_among_pinned_ones(
    make_course: MakeCourse, run: Run
) -> None:
    folder = make_course(QUESTION)
    assert run("pin").code == 0
    later = QUESTION.replace("id: noise", "id: later")
    make_course(WINDERS + QUESTION + LOST + later)
    loaded = load(folder)
    assert [card.exercise.id for card in loaded.cards] == ["winders", "noise", "later"]
    assert [entry.question.id for entry in loaded.unpinned] == ["lost"]
    assert loaded.cards[0].exercise.evidence[0].place.section == "part-2"


def test_without_a_usable_course_file_the_mistakes_are_in_the_report(
    make_course: MakeCourse, capfd: pytest.CaptureFixture[str]
) -> None:
    report = Report()
    assert load_course(make_course(course="id: [\n"), None, report) is None
    assert [d.code for d in report.diagnostics] == ["yaml-syntax", "missing-key", "missing-key"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("places", "ids"),
    [
        ([], ["winders", "noise"]),
        (["bank"], ["winders", "noise"]),
        (["part-1"], ["noise"]),
        (["part-2", "part-1"], ["winders", "noise"]),
    ],
)
def test_places_are_banks_or_sections(
    places: list[str], ids: list[str], make_course: MakeCourse
) -> None:
    folder = make_course(WINDERS + QUESTION)
    host = CourseHost(folder, load(folder), None, built_in=False)
    assert [card.exercise.id for card in host.select(places, Filter())] == ids


def test_an_unknown_place_is_a_usage_error(make_course: MakeCourse) -> None:
    folder = make_course()
    host = CourseHost(folder, load(folder), None, built_in=False)
    with pytest.raises(UsageError, match="bnak"):
        host.select(["bnak"], Filter())


class Suspendable:
    """A user interface of which only the terminal is needed."""

    def suspended(self) -> Any:
        return nullcontext()


def test_a_question_with_a_mistake_stays_as_it_was_before_the_edit(
    make_course: MakeCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_course(QUESTION + WINDERS)
    loaded = load(folder)
    host = CourseHost(folder, loaded, None, built_in=False)
    script = folder.parent / "editor"
    script.write_text(
        "#!/bin/sh\nsed -i 's/Marlow hear/she hear/; s/fourteen winders/forty winders/' $2\n"
    )
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script.resolve()))
    result = host.edit(loaded.cards[0].exercise, Suspendable())  # type: ignore[arg-type]
    assert isinstance(result, EditResult)
    assert result.message == "questions/bank.yaml:9: a quote of `winders` was not found"
    assert result.cards is not None
    assert {card.exercise.id: card.exercise.prompt for card in result.cards} == {
        "noise": "What did she hear?",
        "winders": "How many people wind the weight?",
    }


class Suspended:
    """A `with` block that counts how often the terminal was released."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> Any:
        self.count += 1
        return nullcontext()


def test_without_a_browser_no_page_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def get() -> None:
        raise webbrowser.Error("no browser")

    monkeypatch.setattr(webbrowser, "get", get)
    assert open_url("https://example.org", nullcontext) is False


class WindowBrowser(webbrowser.BaseBrowser):
    def open(self, *_: object) -> bool:
        return True


@pytest.mark.parametrize(
    ("browser", "count"), [(webbrowser.GenericBrowser("true"), 1), (WindowBrowser(), 0)]
)
def test_only_a_text_browser_gets_the_terminal(
    browser: webbrowser.BaseBrowser, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    suspended = Suspended()
    assert open_url("https://example.org", suspended) is True
    assert suspended.count == count
