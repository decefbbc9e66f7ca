"""A learner's progress in real browsers: tabs, full and blocked storage, files of other machines."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import pytest

from studykit.quiz.cards import cards
from studykit.quiz.progress import Progress
from studykit.quiz.schedule import CardState, Grade, Scheduling, millis

from .browsers import ChromiumTab, RunningBrowser, Tab
from .conftest import Server
from .engine import unlike
from .questions import deck
from .traces import START, live, name

NOON = millis(START)

OPEN = """
const store = globalThis.stores?.[course] ?? await engine.openStore(course, { now: noon });
(globalThis.stores ??= {})[course] = store;
const card = (n) => ({ course, key: `q${n}/0`, oldest: `q${n}`, id: `q${n}`, part: 0 });
const plain = { retention: 0.9, fuzz: false };
"""
"""The store of a course in a tab, the same each time."""

_numbers = itertools.count()


@pytest.fixture
def course() -> str:
    """The id of a course that no other test has."""
    return f"course-{next(_numbers)}"


def use(tab: Tab, course: str, code: str, **values: Any) -> Any:
    return tab.run(OPEN + code, course=course, noon=NOON, **values)


def keys(lines: str) -> list[tuple[str, str, int, int]]:
    """Return the id, question, grade and time of each review in an export."""
    reviews = [json.loads(line) for line in lines.splitlines()]
    return [(r["id"], r["question"], r["grade"], r["at"]) for r in reviews]


# One page


def test_a_review_an_undo_a_bury_and_a_setting_are_there_after_a_reload(
    window: RunningBrowser, server: Server, course: str
) -> None:
    tab = window.open(server.url)
    use(
        tab,
        course,
        """
        const first = await store.add(card(1), 3, noon, 1234.5, plain, engine.NEW);
        await store.add(card(1), 1, noon - 3 * 86_400_000, null, plain, first.after); // clock set back
        const second = await store.add(card(2), 4, noon + 5, -5, plain, engine.NEW);
        await store.undo(second, noon + 6);
        await store.bury(["q3/0", "q4/0"], noon + 1000);
        await store.unbury(["q4/0"]);
        await store.putSetting("order", "random");
        await store.markSaved(1, noon);
        """,
    )
    reopened = window.open(server.url)
    found = use(
        reopened,
        course,
        """
        return { kept: store.kept, problem: store.problem, states: Object.fromEntries(store.states()),
          buried: [...store.buried(noon)], later: [...store.buried(noon + 1000)], unsaved: store.unsaved,
          order: store.getSetting("order"), today: store.since(noon).length, ...await store.exportText() };
        """,
    )
    with Progress.in_memory() as progress:
        progress.merge(found["text"].splitlines())
        assert progress.rebuild() == 0
        states = {name(key): state.as_data() for key, state in progress.states(course).items()}
        assert found["text"].splitlines() == list(progress.export())
    first, again, undone = [json.loads(line) for line in found["text"].splitlines()]
    assert (first["at"], again["at"], undone["undone"]) == (NOON, NOON + 1, NOON + 6)
    assert (first["took"], undone["took"]) == (1235, 0)
    assert unlike(states, found["states"]) == []
    assert (found["kept"], found["problem"], found["reviews"]) == (True, None, 3)
    assert (found["buried"], found["later"]) == (["q3/0"], [])
    assert (found["unsaved"], found["order"], found["today"]) == (2, "random", 2)


def test_reviews_come_back_when_the_browser_has_deleted_the_database(
    window: RunningBrowser, server: Server, course: str
) -> None:
    """As Chromium does when a crash has damaged it."""
    before = use(
        window.open(server.url),
        course,
        """
        const first = await store.add(card(1), 3, noon, 5, plain, engine.NEW);
        await store.add(card(1), 1, noon + 600_000, 5, plain, first.after);
        await store.undo(await store.add(card(2), 4, noon, 5, plain, engine.NEW), noon + 6);
        const found = { ...await store.exportText(), states: Object.fromEntries(store.states()) };
        store.close();
        await new Promise((done) => (indexedDB.deleteDatabase(`studykit:${course}`).onsuccess = done));
        return found;
        """,
    )
    found = use(
        window.open(server.url),
        course,
        "return { ...await store.exportText(), states: Object.fromEntries(store.states()) };",
    )
    assert before["reviews"] == 3
    assert found == before


def test_progress_is_kept_for_a_file_too(
    window: RunningBrowser, page_file: str, course: str
) -> None:
    tab = window.open(page_file)
    use(tab, course, "await store.add(card(1), 3, noon, 1, plain, engine.NEW);")
    moved = window.open(f"{page_file}?copy#q=1")
    assert use(moved, course, "return [store.kept, store.state('q1/0').reviews];") == [True, 1]


# Two tabs

RACE = """
const wait = (message) => new Promise((resolve) => { channel.onmessage = resolve; });
const channel = new BroadcastChannel(`race ${course}`);
let added = 0, overtaken = 0;
globalThis.raced = (async () => {
  await wait();
  for (let n = 0; n < 100; n++) {
    try {
      await store.add(card(backwards ? 99 - n : n), 3, noon + n, 1, plain, engine.NEW);
      added++;
    } catch (error) {
      if (error.code !== "overtaken") throw error;
      overtaken++;
    }
  }
  return { added, overtaken };
})();
"""


def test_two_tabs_grade_a_hundred_cards_once_each(
    window: RunningBrowser, page_file: str, course: str
) -> None:
    one, other = window.open(page_file), window.open(page_file)
    use(one, course, RACE, backwards=False)
    use(other, course, RACE, backwards=True)
    window.open(page_file).run(
        "new BroadcastChannel(`race ${course}`).postMessage('go');", course=course
    )
    results = [tab.run("return globalThis.raced;") for tab in (one, other)]
    assert [sum(result.values()) for result in results] == [100, 100]
    assert sum(result["added"] for result in results) == 100
    lines = use(one, course, "return (await store.exportText()).text;")
    assert sorted(int(question[1:]) for _, question, _, _ in keys(lines)) == list(range(100))


def test_another_tab_learns_of_a_grade(window: RunningBrowser, server: Server, course: str) -> None:
    one, other = window.open(server.url), window.open(server.url)
    use(one, course, "globalThis.heard = new Promise((resolve) => { store.onchange = resolve; });")
    use(other, course, "await store.add(card(7), 1, noon, 1, plain, engine.NEW);")
    assert one.run("return globalThis.heard;") == {"keys": ["q7/0"], "from": "elsewhere"}
    assert use(one, course, "return store.state('q7/0').reviews;") == 1


def test_a_grade_of_a_card_that_was_graded_elsewhere_is_refused(
    window: RunningBrowser, server: Server, course: str
) -> None:
    tab = window.open(server.url)
    code = """
    const other = await engine.openStore(course, { now: noon, channel: false });
    await other.add(card(1), 1, noon, 1, plain, engine.NEW);
    try {
      await store.add(card(1), 3, noon, 1, plain, engine.NEW);
    } catch (error) {
      return [error.code, error.key, store.state("q1/0").reviews, (await store.reviews()).length];
    }
    """
    assert use(tab, course, code) == ["overtaken", "q1/0", 1, 1]


# Storage that fails


def test_without_storage_reviews_are_in_memory_and_the_page_is_told(
    window: RunningBrowser, server: Server, course: str
) -> None:
    """A page in a sandbox has no storage: the browser refuses."""
    tab = window.open(server.url)
    found = tab.run(
        """
        const frame = document.createElement("iframe");
        frame.sandbox = "allow-scripts";
        frame.srcdoc = document.head.innerHTML + `<script type="module">
          const store = await engine.openStore("sandboxed", { now: 0 });
          const card = { course: "sandboxed", key: "q/0", oldest: "q", id: "q", part: 0 };
          const plain = { retention: 0.9, fuzz: false };
          const review = await store.add(card, 3, 5, 1, plain, engine.NEW);
          const state = await store.undo(review, 6);
          await store.add(card, 4, 7, 1, plain, state);
          await store.bury(["p/0"], 1000);
          const { text } = await store.exportText();
          parent.postMessage({ kept: store.kept, problem: store.problem, text,
            reviews: store.state("q/0").reviews, buried: [...store.buried(1)] }, "*");
        </` + "script>";
        const message = new Promise((resolve) => { onmessage = resolve; });
        document.body.append(frame);
        return (await message).data;
        """
    )
    assert (found["kept"], found["problem"]["code"]) == (False, "blocked")
    assert (found["reviews"], found["buried"]) == (1, ["p/0"])
    with Progress.in_memory() as progress:
        assert progress.merge(found["text"].splitlines()).new == 2
        assert progress.rebuild() == 0


class FullDisk:
    """A browser without room for a site."""

    def __init__(self, window: RunningBrowser, server: Server, course: str, opened: bool) -> None:
        # a site of its own, because Chromium looks only now and then how much room there is
        self.url = server.url.replace("127.0.0.1", f"{course}.localhost")
        self.tab = window.open(self.url)
        if opened:
            use(self.tab, course, "")
        if isinstance(self.tab, ChromiumTab):
            self._devtools = self.tab.page.context.new_cdp_session(self.tab.page)
            self._set_quota(quotaSize=60_000 if opened else 1)
        else:
            self.tab.run(FILL)

    def empty(self) -> None:
        if isinstance(self.tab, ChromiumTab):
            self._set_quota()
        else:
            self.tab.run(
                "await new Promise((f) => (indexedDB.deleteDatabase('rest').onsuccess = f));"
            )

    def _set_quota(self, **quota: int) -> None:
        self._devtools.send("Storage.overrideQuotaForOrigin", {"origin": self.url[:-1], **quota})


FILL = """
const db = await new Promise((resolve) => {
  const request = indexedDB.open("rest", 1);
  request.onupgradeneeded = () => request.result.createObjectStore("bytes", { autoIncrement: true });
  request.onsuccess = () => resolve(request.result);
});
db.onversionchange = () => db.close();
const added = (bytes) => new Promise((resolve, reject) => {
  const transaction = db.transaction("bytes", "readwrite");
  transaction.objectStore("bytes").add(bytes);
  transaction.oncomplete = resolve;
  transaction.onabort = reject;
}).then(() => true, () => false);
for (let size = 1_000_000; size > 2000; size = Math.floor(size / 2)) {
  for (let isRoom = true; isRoom; ) {
    const bytes = new Uint8Array(size);
    for (let n = 0; n < size; n += 65536) crypto.getRandomValues(bytes.subarray(n, n + 65536));
    isRoom = await added(bytes);
  }
}
"""
"""Fill the room of a site with what cannot be compressed."""


@pytest.mark.parametrize("opened", [True, False], ids=["after opening", "before opening"])
def test_a_full_disk_loses_nothing(
    window: RunningBrowser, server: Server, course: str, opened: bool
) -> None:
    """What cannot be written is said, counts, is in the export, and is written when there is room."""
    disk = FullDisk(window, server, course, opened)
    try:
        full = use(
            disk.tab,
            course,
            """
            const problems = [];
            store.onproblem = (problem) => problems.push(problem && problem.code);
            let n = 10;
            while (store.kept && n < 400) await store.add(card(++n), 3, noon + n, 1, plain, engine.NEW);
            const first = await store.add(card(1), 3, noon + 1000, 1, plain, engine.NEW);
            await store.add(card(1), 1, noon + 1001, 1, plain, first.after);
            const undone = await store.add(card(0), 3, noon, 1, plain, engine.NEW);
            await store.undo(undone, noon + 5);
            await store.bury(["q5/0"], noon + 1000);
            await store.putSetting("order", "random");
            return { ...await store.exportText(), n, problems, kept: store.kept, reviews: store.state("q1/0").reviews,
              undone: store.state("q0/0").reviews, buried: [...store.buried(noon)], order: store.getSetting("order") };
            """,
        )
    finally:
        disk.empty()
    # Firefox finds some room now and then
    assert {"full"} <= set(full["problems"]) <= {"full", None}
    assert full["kept"] is (full["problems"][-1] is None)
    assert (full["reviews"], full["undone"]) == (2, 0)
    assert (full["buried"], full["order"]) == (["q5/0"], "random")
    assert len(keys(full["text"])) == full["n"] - 10 + 3
    use(disk.tab, course, "await store.add(card(999), 3, noon + 9999, 1, plain, engine.NEW);")
    assert use(disk.tab, course, "return [store.kept, store.problem];") == [True, None]
    found = use(
        window.open(disk.url),
        course,
        """
        return { ...await store.exportText(), states: Object.fromEntries(store.states()),
          buried: [...store.buried(noon)], order: store.getSetting("order") };
        """,
    )
    assert keys(found["text"])[:-1] == keys(full["text"])
    assert (found["buried"], found["order"]) == (["q5/0"], "random")
    with Progress.in_memory() as progress:
        progress.merge(found["text"].splitlines())
        assert progress.rebuild() == 0
        states = {name(key): state.as_data() for key, state in progress.states(course).items()}
    assert unlike(states, found["states"]) == []


def test_a_newer_version_in_another_tab_takes_over(
    window: RunningBrowser, server: Server, course: str
) -> None:
    """The page closes its database, so that the other need not wait, and goes on in memory."""
    tab = window.open(server.url)
    found = use(
        tab,
        course,
        """
        const first = await store.add(card(1), 3, noon, 1, plain, engine.NEW);
        await store.add(card(1), 3, noon + 1, 1, plain, first.after);
        await new Promise((resolve, reject) => {
          const request = indexedDB.open(`studykit:${course}`, 2);
          request.onsuccess = () => resolve(request.result.close());
          request.onerror = reject;
        });
        const third = await store.add(card(1), 1, noon + 2, 1, plain, store.state("q1/0"));
        const reviews = store.state("q1/0").reviews;
        const undone = await store.undo(third, noon + 3);
        const older = await engine.openStore(course, { now: noon });
        return { problem: store.problem.code, kept: store.kept, reviews, undone: undone.reviews,
          older: [older.problem.code, older.kept] };
        """,
    )
    assert found == {
        "problem": "closed",
        "kept": False,
        "reviews": 3,
        "undone": 2,
        "older": ["newer", False],
    }


# Files


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", ["not-json", 3, None]),
        ("[]", ["not-object", 3, None]),
        ({"grade": 5}, ["value", 3, "grade"]),
        ({"at": -1}, ["value", 3, "at"]),
        ({"part": True}, ["value", 3, "part"]),
        ({"took": 1.5}, ["value", 3, "took"]),
        ({"retention": 1}, ["value", 3, "retention"]),
        ({"question": "\ud800"}, ["value", 3, "question"]),
        ({"before": {}}, ["state", 3, "before"]),
        (
            {"after": {"phase": "new", "due": None, "last": None, "lapses": -1}},
            ["state", 3, "after"],
        ),
        (
            {"after": {"phase": "new", "due": None, "last": None, "toString": 1}},
            ["state", 3, "after"],
        ),
        ({"undone": ...}, ["missing", 3, "undone"]),
        ({"grade": 1}, ["other-review", 3, "id"]),
    ],
)
def test_nothing_is_taken_from_a_file_with_a_line_that_is_not_a_review(
    window: RunningBrowser, server: Server, course: str, line: Any, problem: list[Any]
) -> None:
    """`studykit progress merge` refuses the same line."""
    with Progress.in_memory() as progress:
        key = next(iter(cards(course, deck(random.Random(1), 1)))).key
        first = progress.add(key, Grade.GOOD, START, 1, Scheduling())
        (good,) = progress.export()
        undone = progress.undo(first, START)
        assert undone == CardState()
    bad = line
    if isinstance(line, dict):
        data = json.loads(good) | line
        bad = json.dumps({name: value for name, value in data.items() if value is not ...})
    text = f"{good}\n\n{bad}\n"
    tab = window.open(server.url) if not _tabs.get(window) else _tabs[window]
    _tabs[window] = tab
    found = use(
        tab,
        course,
        """
        try {
          await store.importText(text);
        } catch (error) {
          return [[error.code, error.line, error.field], (await store.reviews()).length, store.kept];
        }
        """,
        text=text,
    )
    assert found == [problem, 0, True]
    with (
        Progress.in_memory() as progress,
        pytest.raises(ValueError, match=r"^line 3 (is not a review|has the id of another review)"),
    ):
        progress.merge(text.splitlines())


_tabs: dict[RunningBrowser, Tab] = {}


def test_reviews_of_the_terminal_and_two_pages_merge_in_any_order(
    window: RunningBrowser, server: Server, course: str
) -> None:
    """Each takes in the others' files, and all have the same states in the end."""
    rng = random.Random(3)
    deck_cards = [card for card in cards(course, deck(rng, 12)) if card.graded]
    with Progress.in_memory() as terminal:
        live(rng, deck_cards, terminal)
        files = {"terminal": "".join(f"{line}\n" for line in terminal.export())}
        pages = {
            "one": window.open(server.url),
            "other": window.open(server.other_url),
        }
        for page, tab in pages.items():
            acts = [
                [card.key.question, card.key.part, rng.randrange(1, 5), rng.randrange(10**9)]
                for card in rng.choices(deck_cards, k=30)
            ]
            files[page] = use(tab, course, GRADE_ALL, acts=acts)
        foreign = files["terminal"].replace(f'"course": "{course}"', '"course": "another"')
        for page, tab in pages.items():
            others = [text for of, text in files.items() if of != page]
            rng.shuffle(others)
            counts = [use(tab, course, IMPORT, text=text) for text in (*others, *others, foreign)]
            lines = [len(text.splitlines()) for text in others]
            assert [count["added"] for count in counts] == [*lines, 0, 0, 0]
            assert [count["known"] for count in counts] == [0, 0, *lines, 0]
            assert counts[-1]["other"] == len(foreign.splitlines())
        for page in rng.sample(sorted(pages), 2):
            terminal.merge(files[page].splitlines())
        expected = {name(key): state.as_data() for key, state in terminal.states(course).items()}
        assert terminal.rebuild() == 0
        lines_here = list(terminal.export())
    for tab in pages.values():
        found = use(
            tab,
            course,
            """
            await store.refresh();
            return [Object.fromEntries(store.states()), (await store.exportText()).text];
            """,
        )
        assert unlike(expected, found[0]) == []
        assert [json.loads(line)["id"] for line in found[1].splitlines()] == [
            json.loads(line)["id"] for line in lines_here
        ]


GRADE_ALL = """
let at = noon;
const reviews = [];
for (const [oldest, part, grade, wait] of acts) {
  const key = engine.cardKey(oldest, part);
  at += wait;
  const scheduling = { retention: 0.9, fuzz: wait % 2 === 1 };
  reviews.push(await store.add({ course, key, oldest, part, id: oldest }, grade, at, 1, scheduling));
}
await store.undo(reviews[3], at);
await store.undo(reviews.at(-1), at);
return (await store.exportText()).text;
"""

IMPORT = "return await store.importText(text);"
