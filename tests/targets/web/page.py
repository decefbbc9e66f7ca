"""A page in Chromium as a learner uses it, and everything that it should not do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}


class LearnersPage:
    """A page that was opened from a file; `complaints` are its console messages, errors and requests."""

    def __init__(self, browser: Browser, file: Path, **options: Any) -> None:
        self.file = file
        self.complaints: list[str] = []
        settings = DESKTOP | {"locale": "en", "timezone_id": "UTC"} | options
        self.context: BrowserContext = browser.new_context(**settings)
        self.page: Page = self._opened()

    def _opened(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(8_000)
        page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._on_request)
        return page

    def _on_request(self, request: Any) -> None:
        if not request.url.startswith((self.file.as_uri(), "data:", "blob:", "about:")):
            self.complaints.append(f"request: {request.url}")

    def go(self, address: str = "", screen: str = "main") -> LearnersPage:
        """Open the page at an address such as `#q=id`, as if for the first time in this tab."""
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + address)
        self.page.wait_for_selector(screen)
        return self

    def ask(self, id: str) -> LearnersPage:
        return self.go(f"#q={id}", "main.question")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def shows(self, selector: str) -> Locator:
        """Wait for an element and return it."""
        found = self.page.locator(selector)
        found.first.wait_for(state="attached")
        return found

    def text(self, selector: str) -> str:
        """The words of an element as they are seen, on one line."""
        return " ".join(self.shows(selector).first.inner_text().split())

    def says(self, selector: str, words: str) -> None:
        """Wait until an element has these words."""
        expect(self.page.locator(selector).first).to_have_text(words, timeout=30_000)

    def texts(self, selector: str) -> list[str]:
        return [" ".join(one.split()) for one in self.page.locator(selector).all_inner_texts()]

    @property
    def verdict(self) -> str:
        return self.text(".answered .verdict")

    def focused(self) -> str:
        """The words of the element with the focus."""
        words: str = self.page.evaluate("document.activeElement.innerText ?? ''")
        return " ".join(words.split())

    def saved(self) -> str:
        """The progress as the page saves it to a file."""
        self.go("#settings", ".settings")
        with self.page.expect_download() as download:
            self.page.locator("button", has_text="Save progress").click()
        return Path(download.value.path()).read_text(encoding="utf-8")

    def reviews(self) -> list[dict[str, Any]]:
        """The reviews that the page has kept."""
        return [json.loads(line) for line in self.saved().splitlines()]

    def load(self, file: Path) -> str:
        """Load progress from a file, and return what the page says of it."""
        self.go("#settings", ".settings")
        self.page.locator("input[type=file]").set_input_files(file)
        self.page.locator(".settings > [role=status]:not(:empty)").wait_for()
        return self.text(".settings > [role=status]")


def choose(page: LearnersPage, words: str) -> None:
    """Tap the option with these words."""
    page.page.locator("label.row", has_text=re.compile(rf"{re.escape(words)}$")).click()


def options(page: LearnersPage) -> list[str]:
    """The words of the options in the order in which they are shown, without their letters."""
    return page.texts("label.row .text")
