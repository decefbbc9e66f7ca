"""QTI 3 packages in Chromium, as @citolab/qti-components plays them, answered with mouse and keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from mimetypes import guess_type
from typing import TYPE_CHECKING, Any

import pytest

from .node import MODULES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

PACKAGE = MODULES / "@citolab" / "qti-components"
ADDRESS = "http://package.test/"
PLAYER = "items/player"
HTML = "<!doctype html><qti-item><item-container></item-container></qti-item>"


def player(browser: Browser, files: Mapping[str, bytes]) -> Page:
    """Return a page that can play the items of a package; skip the test without the player."""
    script = PACKAGE / "cdn" / "index.global.js"
    if not script.is_file():
        pytest.skip("needs @citolab/qti-components, which `make check` installs if there is npm")

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        route.fulfill(
            status=200 if name in files or name == PLAYER else 404,
            body=files.get(name, HTML),
            content_type=guess_type(name)[0] or "text/html",
        )

    page = browser.new_page()
    page.route(f"{ADDRESS}**", serve)
    page.goto(ADDRESS + PLAYER)
    page.add_script_tag(path=script)
    return page


_LOAD = """
async (xml) => {
  const old = document.querySelector("qti-item");
  const item = document.createElement("qti-item");
  item.append(document.createElement("item-container"));
  old.replaceWith(item);
  const container = item.firstChild;
  await container.updateComplete;
  container.itemXML = xml;
  for (let tries = 0; tries < 100; tries++) {
    window.item = container.shadowRoot?.querySelector("qti-assessment-item");
    if (window.item) break;
    await new Promise((done) => setTimeout(done, 20));
  }
  await window.item.updateComplete;
  const pictures = [...window.item.querySelectorAll("img")];
  await Promise.all(pictures.map((picture) => picture.decode()));
  await new Promise((done) => setTimeout(done, 50));
  return window.item.innerText;
}
"""

_PROCESS = """
async () => {
  window.item.processResponse();
  await new Promise((done) => setTimeout(done, 20));
  const shown = [...window.item.querySelectorAll("qti-modal-feedback, qti-feedback-block")].filter(
    (feedback) => feedback.showStatus === "on" || feedback.querySelector("dialog")?.open
      || feedback.shadowRoot?.querySelector("dialog")?.open);
  return {
    score: window.item.getOutcome("SCORE").value,
    feedback: shown.map((feedback) => feedback.textContent.replace(/\\s*\\n\\s*/g, "")),
  };
}
"""


def load(page: Page, xml: bytes) -> str:
    """Show an item with its pictures, and return its text."""
    text: str = page.evaluate(_LOAD, xml.decode())
    return text


def answer(page: Page, responses: Mapping[str, str | list[str]]) -> dict[str, Any]:
    """Answer the item as a learner does, and return its score and the feedback that is shown."""
    for id, value in responses.items():
        _respond(page, page.locator(f"[response-identifier={id}]"), value)
    result: dict[str, Any] = page.evaluate(_PROCESS)
    return result


def _respond(page: Page, interaction: Locator, value: str | list[str]) -> None:
    """Type a text, choose options, fill places with items in order, or drag "left right" pairs."""
    match interaction.evaluate("interaction => interaction.localName"):
        case "qti-choice-interaction":
            for id in [value] if isinstance(value, str) else value:
                interaction.locator(f"qti-simple-choice[identifier={id}]").click()
        case "qti-text-entry-interaction" | "qti-extended-text-interaction":
            field = interaction.locator("input, textarea")
            field.press_sequentially(str(value))
            field.press(
                "End"
            )  # the player reads at a key; characters on none are put in without one
        case "qti-order-interaction":
            for n, id in enumerate(value):
                item = interaction.locator(f"[identifier={id}]").first
                _drag(page, item, interaction.locator("drop-list").nth(n))
        case "qti-match-interaction":
            for left, right in (pair.split() for pair in value):
                item = interaction.locator(f"[identifier={left}]").first
                _drag(page, item, interaction.locator(f"[identifier={right}]").first)
        case name:
            raise AssertionError(name)


def _drag(page: Page, item: Locator, place: Locator) -> None:
    item.hover()
    page.mouse.down()
    place.hover(force=True)
    place.hover(force=True, position={"x": 5, "y": 5})  # a drag needs two movements
    page.mouse.up()
