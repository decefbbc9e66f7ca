"""Draw docs/card.png, the card in the README (`make picture`).

Needs Chromium or Chrome, and the built deck.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from .conftest import REPOSITORY
from .targets.learner import collection
from .targets.screen import Screen

QUESTION = "what-open-source-attracts"
CHOICE = "Cultural appeal"


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
        chromium.close()


if __name__ == "__main__":
    main()
