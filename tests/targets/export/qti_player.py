"""QTI 3 items in Chromium, as @citolab/qti-components plays them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .node import MODULES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PACKAGE = MODULES / "@citolab" / "qti-components"


def player(browser: Browser) -> Page:
    """Return a page that can play items; skip the test without the package."""
    script = PACKAGE / "cdn" / "index.global.js"
    if not script.is_file():
        pytest.skip("needs @citolab/qti-components, which `make check` installs if there is npm")
    page = browser.new_page()
    page.set_content("<qti-item><item-container></item-container></qti-item>")
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
  await new Promise((done) => setTimeout(done, 50));
  return window.item.innerText;
}
"""

_ANSWER = """
async (responses) => {
  for (const [id, value] of Object.entries(responses)) window.item.updateResponseVariable(id, value);
  window.item.processResponse();
  await new Promise((done) => setTimeout(done, 20));
  const shown = [...window.item.querySelectorAll("qti-modal-feedback, qti-feedback-block")].filter(
    (feedback) => feedback.showStatus === "on" || feedback.querySelector("dialog")?.open
      || feedback.shadowRoot?.querySelector("dialog")?.open);
  return {
    score: window.item.getOutcome("SCORE").value,
    feedback: shown.map((feedback) => feedback.textContent),
  };
}
"""


def load(page: Page, xml: str) -> str:
    """Show an item, and return its text."""
    text: str = page.evaluate(_LOAD, xml)
    return text


def answer(page: Page, responses: dict[str, Any]) -> dict[str, Any]:
    """Answer the item, and return its score and the feedback that is shown."""
    result: dict[str, Any] = page.evaluate(_ANSWER, responses)
    return result
