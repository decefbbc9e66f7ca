"""Benchmark the learner's page in Chromium: until it can be used, and from a grade to the next question.

With the shipped course, and with 5,000 questions made of it; at full speed and at a quarter of it, as
Chromium throttles its CPU.  Usable is when the start screen is there; the next question is there when
it has the focus, after the grade was written to the disk.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from studykit.bank.evidence import exercises
from studykit.bank.load import load
from studykit.diagnostics import Report
from studykit.quiz.marking_data import marking_data
from studykit.targets.web.data import WebBank, WebRequest
from studykit.targets.web.page import page

QUESTIONS = Path(__file__).parents[2] / "questions"
MANY = 5_000
GRADES = 19
"""Fewer than a day has new cards: what comes after the last one is the summary."""


def request(count: int | None = None) -> WebRequest:
    """Return the request for the shipped course, or for `count` questions made of it."""
    course = load(QUESTIONS, Report())
    assert course is not None
    ready, _ = exercises(course, course.lock)
    own = [exercise for _, exercise in ready]
    chosen = own
    if count is not None:
        copies = (replace(own[n % len(own)], id=f"q-{n}", formerly=()) for n in range(count))
        chosen = list(copies)
    return WebRequest(
        course.info, (WebBank("all", "All", tuple(chosen)),), marking=marking_data(chosen) or {}
    )


def measured(browser: Browser, file: Path, slower: int) -> Iterator[tuple[str, float]]:
    """Yield what was measured, in milliseconds."""
    loads: list[float] = []
    busy: list[float] = []
    for _ in range(5):
        context = browser.new_context(viewport={"width": 390, "height": 844})
        tab = context.new_page()
        client = context.new_cdp_session(tab)
        client.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        tab.add_init_script(
            "new MutationObserver(() => { if (!window.usable && document.querySelector('main.start'))"
            " requestAnimationFrame(() => { window.usable ??= performance.now(); }); })"
            ".observe(document, { childList: true, subtree: true });"
        )
        client.send("Performance.enable", {"timeDomain": "threadTicks"})
        tab.goto(file.as_uri())
        tab.evaluate(
            "new Promise((done) => { const look = () =>"
            " (window.usable ? done() : setTimeout(look, 5)); look(); })"
        )
        busy.append(busy_ms(client))
        loads.append(tab.evaluate("window.usable"))
        if len(loads) < 5:
            context.close()
    yield "usable", statistics.median(loads)
    yield "of which its thread was busy", statistics.median(busy)
    tab.locator(".big-button").click()
    times, busy = [], []
    for _ in range(GRADES):
        show_answer(tab)
        before = busy_ms(client)
        times.append(grade(tab))
        busy.append(busy_ms(client) - before)
    yield "grade to next question", statistics.median(times)
    yield "the slowest of them", max(times)
    yield "of which its thread was busy at most", max(busy)
    context.close()


def busy_ms(client: CDPSession) -> float:
    """How long the thread of the page has computed, by its own clock: other programs do not count."""
    found = client.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in found if one["name"] == "TaskDuration")


def show_answer(tab: Page) -> None:
    tab.locator(".screen:not(.answered)").wait_for()
    quiet = tab.locator(".bar .quiet")
    (quiet if quiet.count() else tab.locator(".bar .main")).click()
    tab.locator(".grade").first.wait_for()


def grade(tab: Page) -> float:
    """Grade what is asked, and return the milliseconds to the next question."""
    found: float = tab.evaluate(
        "new Promise((done) => { const from = performance.now();"
        " new MutationObserver((_, watch) => { if (document.querySelector('main:not(.answered *)')) {"
        " watch.disconnect(); done(performance.now() - from); } })"
        ".observe(document.getElementById('page'), { childList: true });"
        " document.querySelectorAll('.grade')[3].click(); })"
    )
    return found


def main() -> None:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        print("no Chromium")
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for name, count in (("shipped course", None), (f"{MANY:,} questions", MANY)):
            file = Path(folder) / "page.html"
            file.write_text(page(request(count)), encoding="utf-8")
            print(f"{name}: {file.stat().st_size / 1000:,.0f} kB")
            for slower in (1, 4):
                found = measured(browser, file, slower)
                figures = ", ".join(f"{what} {ms:,.0f} ms" for what, ms in found)
                print(f"  at 1/{slower} of the speed: {figures}")
        browser.close()


if __name__ == "__main__":
    main()
