"""Draw the pictures in the README: a card, docs/card.png, and the page, docs/page.png (`make picture`).

Needs Chromium or Chrome, and the built deck and page.
"""

from __future__ import annotations

import shutil
import tempfile
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .conftest import REPOSITORY
from .targets.learner import collection
from .targets.screen import Screen

QUESTION = "what-open-source-attracts"
CHOICE = "Cultural appeal"


ASKED, WRONG = "interns-on-the-team", 0
"""The question of the page, and the option of it that is tapped."""


def draw_page(chromium: Browser) -> None:
    """Draw three screens of a phone side by side: the start, a question, its answer."""
    (file,) = (REPOSITORY / "decks").glob("*.html")
    size = {"width": 390, "height": 780}
    phone = chromium.new_page(viewport=size, device_scale_factor=1)
    phone.goto(file.as_uri())
    phone.wait_for_selector("main.start")
    screens = [phone.screenshot()]
    phone.goto(f"{file.as_uri()}#q={ASKED}")
    phone.wait_for_selector("main.question")
    screens.append(phone.screenshot())
    phone.locator("label.row").nth(WRONG).click()
    phone.locator(".bar .main").click()
    phone.wait_for_selector(".answered")
    phone.mouse.move(0, 0)
    screens.append(phone.screenshot())
    images = "".join(
        f'<img src="data:image/png;base64,{b64encode(one).decode()}">' for one in screens
    )
    sheet = chromium.new_page(viewport={"width": 1260, "height": 820}, device_scale_factor=1)
    sheet.set_content(
        "<style>body { margin: 20px; display: flex; gap: 25px; background: #d9dde3 }"
        f" img {{ border-radius: 24px }}</style>{images}"
    )
    sheet.screenshot(path=REPOSITORY / "docs" / "page.png")


def main() -> None:
    (deck,) = (REPOSITORY / "decks").glob("*.apkg")
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    with (
        tempfile.TemporaryDirectory() as folder,
        collection(Path(folder)) as learner,
        sync_playwright() as playwright,
    ):
        learner.import_deck(deck.read_bytes())
        chromium = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 900, "height": 640}, device_scale_factor=1)
        screen = Screen(page, learner, phone=False, night=False)
        screen.show(QUESTION)
        screen.tap(CHOICE)
        screen.show(QUESTION, back=True)
        page.screenshot(path=REPOSITORY / "docs" / "card.png", full_page=True)
        draw_page(chromium)
        chromium.close()


if __name__ == "__main__":
    main()
