"""The wall: one question fitted to a projector's screen, a timer, what it shows when, and a lesson."""

from __future__ import annotations

from pathlib import Path

import pytest

from studykit.bank.model import Discuss
from studykit.targets.handout.slides import Lesson, Slide
from studykit.targets.web.page import page

from ..conftest import exercise
from .conftest import OpenPage
from .page import PHONE, LearnersPage
from .sample import EXERCISES, request
from .test_screens import violations

pytestmark = pytest.mark.slow

LONG = exercise(
    Discuss(tuple(f"{n}. It depends on who keeps the light, and for whom." for n in range(30))),
    id="long",
    type="discussion",
    prompt="Is a light that nobody keeps a light, or is it a lamp that somebody once forgot to put out? " * 3,
    card=False,
)  # fmt: skip

LEAST_TYPE = """() => Math.min(...[...document.querySelectorAll(".room :is(h1, blockquote, li, .answer, .why)")]
  .filter((one) => one.checkVisibility()).map((one) => parseFloat(getComputedStyle(one).fontSize)))
  / Math.min(innerHeight, innerWidth * 0.75)"""

CLIPPED = """() => [...document.querySelectorAll(".room *")].filter((one) => {
  const { top, bottom, width } = one.getBoundingClientRect();
  const room = document.querySelector(".room").getBoundingClientRect();
  return width && one.checkVisibility() && !one.closest(".unseen") && (bottom > room.bottom + 1 || top < room.top - 1);
}).map((one) => one.outerHTML.slice(0, 80))"""


def wall(one: LearnersPage, id: str) -> LearnersPage:
    return one.go(f"#wall={id}", "main.wall")


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    file = tmp_path / "long.html"
    file.write_text(page(request([*EXERCISES.values(), LONG])), encoding="utf-8")
    return file


@pytest.mark.parametrize("size", [(1920, 1080), (1024, 768), (390, 844)])
def test_type_fills_the_screen_and_is_never_too_small(
    open_page: OpenPage, long_file: Path, size: tuple[int, int]
) -> None:
    one = open_page(long_file, viewport={"width": size[0], "height": size[1]})
    for id in (*EXERCISES, "long"):
        wall(one, id)
        for key in ("", "p", "l"):
            if key:
                one.press(key)
            assert one.page.evaluate(LEAST_TYPE) >= 0.0399, (id, key)
            assert one.page.evaluate(CLIPPED) == [], (id, key)


def test_what_does_not_fit_is_turned_before_the_next_question(
    open_page: OpenPage, long_file: Path
) -> None:
    one = wall(open_page(long_file, viewport={"width": 1024, "height": 768}), "talk")
    one.press("PageDown")
    assert one.text(".room h1").startswith("Is a light")
    one.press("l")
    assert one.text(".pages").startswith("Page 1 of ")
    pages = int(one.text(".pages").split()[-1])
    for n in range(2, pages + 1):
        one.press("PageDown")
        assert one.text(".pages") == f"Page {n} of {pages}"
    assert one.page.locator(".room li").last.bounding_box() is not None
    last = one.page.evaluate(
        "[...document.querySelectorAll('.room li')].at(-1).getBoundingClientRect().left"
    )
    assert 0 < last < 1024
    one.press("PageUp")
    assert one.text(".pages") == f"Page {pages - 1} of {pages}"


def test_keys_of_a_presenters_remote(desktop: LearnersPage) -> None:
    wall(desktop, "several")
    assert desktop.text(".wall-name") == "The second night · 2 of 5"
    desktop.press("PageDown")
    assert desktop.text("h1") == "There was a ghost."
    assert desktop.page.url.endswith("#wall=fixed")
    desktop.press("PageUp", "ArrowLeft")
    assert desktop.text("h1") == "What made the noise?"
    desktop.press("PageUp")
    assert desktop.text("h1") == "What made the noise?"
    desktop.press(".")
    assert desktop.page.locator(".blank").is_visible()
    desktop.press("PageDown")
    assert desktop.page.locator(".blank").is_hidden()
    assert desktop.text("h1") == "What made the noise?"


def test_nothing_is_given_away_until_it_is_asked_for(desktop: LearnersPage) -> None:
    wall(desktop, "talk")
    assert desktop.text(".room") == "Is a motor better?"
    desktop.page.get_by_role("button", name="Passage").click()
    assert "a noise" in desktop.text(".room")
    assert "a cause" not in desktop.text(".room")
    desktop.page.get_by_role("button", name="What to listen for (may give it away)").click()
    assert "a cause" in desktop.text(".room")
    desktop.press("l", "p")
    assert desktop.text(".room") == "Is a motor better?"


def test_an_answer_stands_in_place_of_the_options(desktop: LearnersPage) -> None:
    wall(desktop, "one")
    assert sorted(line[2:] for line in desktop.texts(".sheet-options li")) == [
        "a gull",
        "a shutter",
        "the sea",
    ]
    desktop.press("l")
    assert desktop.page.locator(".sheet-options").count() == 0
    assert "a shutter It was loose." in desktop.text(".solution .right")


def stop_the_clock(one: LearnersPage) -> None:
    """Let time pass only when a test says so.

    The tests stop half a second after a full one, because the page draws five times a second.
    """
    one.page.clock.pause_at(one.page.evaluate("Date.now()") + 60_000)


def test_the_timer_is_started_with_the_space_bar(desktop: LearnersPage) -> None:
    desktop.page.clock.install()
    wall(desktop, "talk")
    stop_the_clock(desktop)
    assert desktop.text(".time") == "8:00"
    desktop.page.get_by_role("button", name="Passage").click()
    desktop.press(" ")
    desktop.page.clock.run_for(61_500)
    assert desktop.text(".time") == "6:59"
    desktop.press(" ")
    desktop.page.clock.run_for(30_000)
    assert desktop.text(".time") == "6:59"
    desktop.press("+", "-", "-")
    assert desktop.text(".time") == "5:59"


def test_that_time_is_up_is_said_once(desktop: LearnersPage) -> None:
    desktop.page.clock.install()
    wall(desktop, "talk")
    stop_the_clock(desktop)
    live = "[...document.querySelectorAll('[aria-live], [role=status], [role=alert]')].map((one) => one.textContent)"
    desktop.press(" ")
    desktop.page.clock.run_for(5_000)
    assert "".join(desktop.page.evaluate(live)) == ""
    desktop.page.clock.run_for(480_500)
    assert desktop.text(".time-up") == "Time is up"
    assert desktop.text(".time") == "+0:05"
    assert "".join(desktop.page.evaluate(live)) == "Time is up"


def test_the_projector_is_in_the_menu_of_a_question_and_on_the_first_screen(
    phone: LearnersPage,
) -> None:
    phone.ask("older")
    phone.page.locator(".menu summary").click()
    phone.page.locator(".menu button", has_text="Projector").click()
    assert phone.text(".wall h1") == "What made the noise?"
    phone.page.locator(".wall .close").click()
    phone.shows("main.start")
    phone.page.locator(".ways a", has_text="Projector").click()
    assert phone.text(".wall h1") == "Is a motor better?"
    phone.go("#wall=nothing", "main.start")
    assert phone.text(".note") == "There is no question “nothing” in this course."


LESSON = Lesson(
    "The first night",
    "Find out *who* keeps the light.",
    "en",
    20,
    2,
    (
        Slide("Question 1, opening", 8, EXERCISES["talk"], ""),
        Slide("Exit ticket", 10, None, "Which line **changed** your mind?"),
    ),
)


@pytest.fixture
def lesson_file(tmp_path: Path) -> Path:
    file = tmp_path / "lesson.html"
    file.write_text(page(request([EXERCISES["talk"]], lesson=LESSON)), encoding="utf-8")
    return file


def test_a_lesson_is_its_timetable_and_a_slide_for_each_step(
    open_page: OpenPage, lesson_file: Path
) -> None:
    one = open_page(lesson_file).go("", "main.wall")
    assert one.text("h1") == "The first night"
    assert one.texts(".room tr") == [
        "Question 1, opening 8 min 0–8",
        "Exit ticket 10 min 8–18",
        "Spare 2 min",
    ]
    assert one.text(".time") == "20:00"
    one.press("PageDown")
    assert one.text("h1") == "Is a motor better?"
    assert one.text(".wall-name") == "Question 1, opening · 0–8"
    assert one.text(".time") == "8:00"
    one.press("PageDown")
    assert one.text(".room") == "Exit ticket Which line changed your mind?"
    assert one.page.url.endswith("#slide=2")
    one.page.reload()
    assert one.text(".room") == "Exit ticket Which line changed your mind?"
    one.go("#slide=0", "main.wall")
    one.page.get_by_role("link", name="Exit ticket").click()
    assert one.text(".time") == "10:00"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_wall_has_no_accessibility_violations(
    open_page: OpenPage, lesson_file: Path, scheme: str
) -> None:
    """Not even with the contrast of WCAG’s highest level, 7:1."""
    found = {}
    one = open_page(color_scheme=scheme)
    for id in EXERCISES:
        wall(one, id)
        found[id] = strict(one)
        one.press("p", "l")
        found[f"{id} answered"] = strict(one)
    phone = open_page(**PHONE, color_scheme=scheme)
    found["phone"] = strict(wall(phone, "talk"))
    lesson = open_page(lesson_file, color_scheme=scheme)
    for n in range(3):
        found[f"slide {n}"] = strict(lesson.go(f"#slide={n}", "main.wall"))
    assert {name: list for name, list in found.items() if list} == {}


def strict(one: LearnersPage) -> list[str]:
    return violations(
        one,
        {"rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}}},
    )
