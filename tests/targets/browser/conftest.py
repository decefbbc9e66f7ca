"""A learner with cards of every note type, and screens on which they are shown.

Needs Chromium or Chrome; the tests are skipped if neither is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from ..conftest import packed
from ..learner import Learner, collection
from ..screen import Screen
from .sample import SAMPLE


@pytest.fixture(scope="package")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    with collection(tmp_path_factory.mktemp("sample")) as learner:
        learner.import_deck(packed(SAMPLE))
        yield learner


Open = Callable[..., Screen]


@pytest.fixture(scope="package")
def screens(browser: Browser) -> Iterator[dict[str, Screen]]:
    """Keep open screens for later tests, because a new one is slow."""
    screens: dict[str, Screen] = {}
    yield screens
    for screen in screens.values():
        screen.page.context.close()


@pytest.fixture
def open(browser: Browser, learner: Learner, screens: dict[str, Screen]) -> Iterator[Open]:
    """Return a function that opens a screen; afterwards, check that no screen has complaints."""
    opened = []

    def open(
        phone: bool = False,
        night: bool = False,
        script: str = "",
        of: Learner = learner,
        **options: Any,
    ) -> Screen:
        key = repr((phone, night, script, options))
        if key not in screens:
            width = 360 if phone else 900
            defaults = {"viewport": {"width": width, "height": 640}, "timezone_id": "UTC"}
            context = browser.new_context(**(defaults | options))
            context.add_init_script(script)
            screens[key] = Screen(context.new_page(), of, phone, night)
        else:
            screens[key].empty()
        opened.append(screens[key])
        screens[key].learner = of
        return screens[key]

    yield open
    complaints = [complaint for screen in opened for complaint in screen.complaints]
    for screen in opened:
        screen.complaints.clear()
    assert complaints == []


@pytest.fixture(params=["desktop", "phone"])
def screen(open: Open, request: pytest.FixtureRequest) -> Screen:
    return open(phone=request.param == "phone")


@pytest.fixture
def desktop(open: Open) -> Screen:
    return open()
