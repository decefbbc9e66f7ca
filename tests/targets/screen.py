"""Browser pages that show cards as Anki's clients do."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Dialog, Error, Page, Route

from .learner import Learner

DESKTOP = """
html { font-size: 15px } * { box-sizing: content-box }
body { margin: 20px; overflow-wrap: break-word; color: #020202; background: #f5f5f5 }
body.nightMode { color: #fcfcfc; background-color: #2c2c2c }
a { color: #1d4ed8; text-decoration: none } hr { height: 1px; border: none; background: #737373 }
li { text-align: start } #typeans { width: 100%; box-sizing: border-box }
code#typeans { white-space: pre-wrap }
.typeGood, .typeBad, .typeMissed { color: #000; background: #faa }
button { outline: none !important; margin: 1em .5em; padding: 8px; font-weight: 500; background: #fff }
"""
"""Styles of Anki's desktop app, which shows all cards in one page."""

PHONE = """
body { margin: 0; padding: 0; margin-bottom: 30px } #content { margin: 0.5em }
body.night_mode { color: white; background-color: black } #typeans { width: 100% }
.typeGood { background-color: #0f0 } .typeBad { background-color: #f00 }
.typeMissed { background-color: #ccc } .night_mode .typeGood { background-color: #508040 }
.night_mode input#typeans { color: white; background-color: black }
"""
"""Styles of AnkiDroid, which loads a new page for each side."""

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Card</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><style>{css}</style></head>
<body class="card card1{night}"><div id="content"><div id="qa"{dir}>{html}</div></div></body></html>"""

SHOW = """
// scripts set by innerHTML do not run, so recreate them, as Anki's desktop app does
function show(html) {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of [...qa.getElementsByTagName("script")]) {
    const script = document.createElement("script");
    script.append(old.textContent);
    old.replaceWith(script);
  }
}
// use every control: the last option ends up chosen, and lines are tapped from top to bottom
function answer() {
  for (const input of [...document.querySelectorAll("label input, button")]) input.click();
  for (const select of document.querySelectorAll("select")) {
    select.selectedIndex = 2;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }
}
function order() {
  return [...document.querySelectorAll("ol:not(.lefts) > li")].map((row) => row.dataset.n).join("");
}
// the left and right edges of everything outside the window
function outside() {
  const range = document.createRange();
  range.selectNodeContents(document.getElementById("qa"));
  const boxes = [...range.getClientRects()].filter((box) => box.width && box.height);
  const width = Math.max(innerWidth, document.documentElement.scrollWidth);
  return boxes.map((box) => [box.left, box.right]).filter(([left, right]) => left < 0 || right > innerWidth + 0.5)
    .concat(width > innerWidth ? [[0, width]] : []);
}
const listeners = new Set();
for (const [name, act] of [["addEventListener", "add"], ["removeEventListener", "delete"]]) {
  const native = document[name];
  document[name] = function (type, listener, ...rest) {
    if (type.startsWith("key") && listener) listeners[act](listener);
    return native.call(this, type, listener, ...rest);
  };
}
Object.assign(window, { show, answer, order, outside, listeners });
"""

NO_STORAGE = """
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("forbidden", "SecurityError"); },
});
"""

NARROW: Any = {"viewport": {"width": 360, "height": 640}}


def side(learner: Learner, card: Any, back: bool, typed: str) -> str:
    """Return the HTML of a side, with the input box that clients insert."""
    html = str(card.answer() if back else card.question())
    if "[[type:Answer]]" not in html:
        return html
    look = "font-family: 'Arial'; font-size: 20px"
    if back:
        compared = learner.col.compare_answer(card.note()["Answer"], typed)
        box = f'<div style="{look}">{compared}</div>'
    else:
        box = f'<center>\n<input type=text id=typeans style="{look}">\n</center>'
    return html.replace("[[type:Answer]]", box)


@dataclass
class Screen:
    """A page that shows cards as a client does.

    `complaints` collects console messages, errors, dialogs and requests; tests expect none.
    """

    page: Page
    learner: Learner
    phone: bool
    night: bool
    html: str = ""
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda message: self.complaints.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("dialog", self._dismiss)
        self.page.route("**/*", self._serve)
        self.page.add_init_script(SHOW)
        self.empty()

    def _dismiss(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _serve(self, route: Route) -> None:
        if route.request.url != "http://card.test/":
            self.complaints.append(f"request: {route.request.url}")
            route.abort()
            return
        page = PAGE.format(
            css=PHONE if self.phone else DESKTOP,
            night=" nightMode night_mode" if self.night else "",
            dir="" if self.phone else ' dir="auto"',
            html=self.html,
        )
        route.fulfill(body=page, content_type="text/html; charset=utf-8")

    def empty(self) -> None:
        """Load a new page and clear its storage."""
        self.html = ""
        self.page.goto("http://card.test/")
        with suppress(Error):  # some screens forbid storage
            self.do("sessionStorage.clear()")

    def show(self, card: Any, back: bool = False, typed: str = "") -> None:
        """Show a side of a card, given as a question id or as Anki's card."""
        if isinstance(card, str):
            card = self.learner.card(card)
        self.html = side(self.learner, card, back, typed)
        if self.phone:
            self.page.goto("http://card.test/")
        else:
            self.do(f"show({json.dumps(self.html)})")

    def do(self, script: str) -> Any:
        return self.page.evaluate(script)

    def outside(self, sides: list[str], more: str = "") -> list[Any]:
        """Return what is outside the window on each side, before and after using its controls."""
        return self.do(  # type: ignore[no-any-return]
            f"{json.dumps(sides)}.map((html) => "
            f"(show(html), [...outside(), ...(answer(), outside()), {more}]))"
        )

    def tap(self, text: str) -> None:
        """Tap the list item that starts with a text."""
        self.page.locator(".row", has_text=re.compile(rf"^.?{re.escape(text)}")).click()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def texts(self) -> list[str]:
        """Return the list's items in order, without what the script added."""
        return [text.strip() for text in self.page.locator("li .text").all_inner_texts()]

    @property
    def marked(self) -> list[str]:
        """Return the options that are marked on the front."""
        return [
            row.locator(".text").inner_text()
            for row in self.page.locator("li.picked").all()
            if row.locator("input:checked").count()
        ]

    @property
    def verdict(self) -> str:
        """Return the back's verdict on the choice."""
        return " ".join(self.page.locator(".verdict").all_inner_texts())
