"""A learner with a keyboard, or with a finger, who knows all answers of the sample or none of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from .browsers import Tab

SEEN = """
for (let n = 0; n < 500 && !document.querySelector(wanted); n++) {
  await new Promise((done) => setTimeout(done, 20));
}
const all = (selector) => [...document.querySelectorAll(selector)].map((one) => one.innerText.trim());
const find = (selector) => document.querySelector(selector);
return {
  screen: find(".answered") ? "answered" : find(".screen") ? "asked" : (find("main")?.className ?? ""),
  verdict: find(".verdict")?.innerText ?? "",
  solution: find(".solution")?.className.replace("solution ", "") ?? "",
  options: all("label.row .text"),
  lines: all(".ordering .line .text"),
  lefts: all(".matching label"),
  choices: [...(find("select")?.options ?? [])].slice(1).map((option) => option.text),
  field: Boolean(find("main input[type=text]")),
  unit: find(".unit")?.innerText ?? "",
  score: find(".score")?.innerText.split(/\\s+/).join(" ") ?? "",
  focus: document.activeElement?.className ?? "",
};
"""

PLACE = """
const found = [...document.querySelectorAll(selector)].filter((one) => !words || one.innerText.trim().endsWith(words)
  || one.getAttribute("aria-label") === words)[0];
if (!found) throw new Error(`no ${selector} ${words}: ${document.body.innerText.slice(0, 300)}`);
found.scrollIntoView({ block: "center" });
const { left, top, width, height } = found.getBoundingClientRect();
return [left + width / 2, top + height / 2];
"""

RIGHT_OPTIONS = {"a shutter", "salt", "tar", "False"}
ORDER = ["wind", "noise", "key"]
PAIRS = {"wind": "blows", "key": "turns"}

Seen = dict[str, Any]


class Hands:
    """`solved` has the verdict and the response of each question that was answered."""

    def __init__(self, tab: Tab, pictures: Callable[[str], Path] | None = None) -> None:
        self.tab = tab
        self.solved: list[tuple[str, str]] = []
        self._pictures = pictures

    def see(self, wanted: str) -> Seen:
        """Wait for a screen, by its selector, and return what is on it."""
        found: Seen = self.tab.run(SEEN, wanted=wanted)
        return found

    def picture(self, name: str) -> None:
        if self._pictures:
            self.tab.picture(self._pictures(name))

    def session(self) -> str:
        """Go from the first screen through all questions to the summary; return the score there."""
        assert self.see("main.start")["screen"] == "page start"
        self.start()
        for n in range(100):
            seen = self.see(".screen:not(.answered), main.summary")
            if seen["screen"] != "asked":
                break
            self.picture(f"{n}-asked")
            self.answer(seen)
            seen = self.see(".answered")
            assert seen["screen"] == "answered", seen
            self.picture(f"{n}-answered")
            self.solved.append((re.sub(r"\W*", "", seen["verdict"], count=1), seen["solution"]))
            self.grade()
        return str(seen["score"])

    def start(self) -> None:
        raise NotImplementedError

    def answer(self, seen: Seen) -> None:
        raise NotImplementedError

    def grade(self) -> None:
        raise NotImplementedError


class Keyboard(Hands):
    """Nothing but keys."""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tab.press(key)

    def start(self) -> None:
        self.press("Enter")

    def answer(self, seen: Seen) -> None:
        if seen["options"]:
            named = [n for n, words in enumerate(seen["options"]) if words in RIGHT_OPTIONS]
            self.press(*("abc"[n] for n in named))
            if len(named) > 1:
                self.press("Enter")
        elif seen["lines"]:
            self._order(seen["lines"])
        elif seen["lefts"]:
            letters = {choice.split(". ")[1]: choice[0] for choice in seen["choices"]}
            self.press(*(letters[PAIRS[left]] for left in seen["lefts"]), "Enter")
        elif seen["field"]:
            self.press(*("147" if seen["unit"] else "a motor"), "Enter")
        else:
            self.press(" ")

    def _order(self, lines: Sequence[str]) -> None:
        now = list(lines)
        for place, words in enumerate(ORDER):
            at = now.index(words)
            # the letters stay with the lines
            self.press("abc"[lines.index(words)], " ", *["ArrowUp"] * (at - place), " ")
            now.insert(place, now.pop(at))
        self.press("Enter")

    def grade(self) -> None:
        self.press("4")


class Finger(Hands):
    """Nothing but touches, and a keyboard on the screen for words."""

    def tap(self, selector: str, words: str = "") -> None:
        x, y = self.tab.run(PLACE, selector=selector, words=words)
        self.tab.touch(x, y)

    def start(self) -> None:
        self.tap(".big-button")

    def answer(self, seen: Seen) -> None:
        for words in seen["options"]:
            if words in RIGHT_OPTIONS:
                self.tap("label.row", words)
        now = list(seen["lines"])
        for place, words in enumerate(ORDER if now else []):
            at = now.index(words)
            for _ in range(at - place):
                self.tap(".step", f"Up: {words}")
            now.insert(place, now.pop(at))
        for left in seen["lefts"]:
            self._pick(left, PAIRS[left])
        if seen["field"]:
            self.tap("main input[type=text]")
            for key in "147" if seen["unit"] else "a motor":
                self.tab.press(key)
        self.tap(".bar .main")

    def _pick(self, left: str, right: str) -> None:
        """Choose from a menu, which the system draws and no test can touch."""
        self.tab.run(
            "const label = [...document.querySelectorAll('.matching label')].find((one) => one.innerText === left);"
            "const menu = document.getElementById(label.htmlFor);"
            "menu.value = [...menu.options].find((one) => one.text.endsWith(right)).value;"
            "menu.dispatchEvent(new Event('change'));",
            left=left,
            right=right,
        )

    def grade(self) -> None:
        self.tap(".grade.easy")
