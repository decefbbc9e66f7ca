"""Random histories of a course: what Anki's engine does on each import is what the build forecast.

A history has ten builds with random edits before each. `make histories` tries two hundred.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from studykit.targets.anki import Built, notetypes
from studykit.targets.notes import NotesLock

from ..conftest import COURSE, LIGHTHOUSE
from .conftest import built, change_templates
from .learner import Learner, Log, collection

BUILDS = 10
EXAMPLES = int(os.environ.get("HISTORIES", "20"))

IDS = ("noise", "motor", "winding", "clock", "brass")
TYPES = ("basic", "short_answer", "cloze")
TITLES = ("Wind", "Light", "Sea")


@dataclass
class Question:
    """A question of the course, which is rewritten as YAML for each build."""

    type: str = "basic"
    bank: str = "one"
    words: int = 0
    tag: int = 0
    blanks: tuple[int, ...] = (1, 2)
    reverse: bool = False
    formerly: list[str] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)
    """Former ids that the author forgot to write down."""

    def yaml(self, id: str) -> str:
        lines = [f"type: {self.type}", f"tags: [tag-{self.tag}]", f"formerly: {self.formerly}"]
        if self.type == "cloze":
            words = [f"{{{{c{n}::word {n}}}}}" if n in self.blanks else "gap" for n in (1, 2, 3)]
            lines.append(f"text: '{' and '.join(words)} of {self.words}'")
        else:
            lines.append(f"prompt: 'What is {self.words} of {id}?'")
            lines.append(f"answer: Answer {self.words}")
        if self.type == "basic" and self.reverse:
            lines.append("reverse: true")
        lines.append("passages: [{quote: a shutter was banging up here in the wind}]")
        return f"  - id: {id}\n" + "".join(f"    {line}\n" for line in lines)


@dataclass
class History:
    """A course that changes; `titles` are those of its banks."""

    questions: dict[str, Question] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=lambda: {"one": "One", "two": "Two"})
    title: str = "Course"
    credit: int = 0
    templates: int = 0
    former: set[str] = field(default_factory=set)
    """Ids of renamed questions; another question must not get one."""

    def write(self, folder: Path) -> None:
        course = COURSE.replace("Test course", self.title)
        course = course.replace("written for studykit", f"credit {self.credit}")
        (folder / "course.yaml").write_text(course, encoding="utf-8")
        for old in folder.glob("bank-*.yaml"):
            old.unlink()
        for bank, title in self.titles.items():
            questions = {id: q for id, q in self.questions.items() if q.bank == bank}
            text = f"id: {bank}\ntitle: {title}\nquestions:\n"
            text += "".join(question.yaml(id) for id, question in questions.items())
            if questions:
                (folder / f"bank-{bank}.yaml").write_text(text, encoding="utf-8")


# Edits.  Each is given a random generator, and does nothing if it does not apply.


def add(course: History, rng: random.Random) -> None:
    free = [id for id in IDS if id not in course.questions and id not in course.former]
    if free:
        bank = rng.choice(list(course.titles))
        course.questions[rng.choice(free)] = Question(rng.choice(TYPES), bank, rng.randrange(99))


def edit(change: Callable[[Question, random.Random], None]) -> Callable[..., None]:
    """Make an edit of one question."""

    def edit(course: History, rng: random.Random) -> None:
        if course.questions:
            change(course.questions[rng.choice(sorted(course.questions))], rng)

    edit.__name__ = change.__name__
    return edit


@edit
def reword(question: Question, rng: random.Random) -> None:
    question.words = rng.randrange(99)


@edit
def retag(question: Question, rng: random.Random) -> None:
    question.tag += 1


@edit
def retype(question: Question, rng: random.Random) -> None:
    question.type = rng.choice(TYPES)


@edit
def reblank(question: Question, rng: random.Random) -> None:
    question.blanks = tuple(sorted(rng.sample((1, 2, 3), rng.randint(1, 3))))


@edit
def reverse(question: Question, rng: random.Random) -> None:
    question.reverse = not question.reverse


@edit
def move(question: Question, rng: random.Random) -> None:
    question.bank = {"one": "two", "two": "one"}.get(question.bank, question.bank)


@edit
def confess(question: Question, rng: random.Random) -> None:
    """Add former ids late, after builds without them."""
    question.formerly, question.secret = [*question.formerly, *question.secret], []


def remove(course: History, rng: random.Random) -> None:
    if course.questions:
        del course.questions[rng.choice(sorted(course.questions))]


def rename(course: History, rng: random.Random) -> None:
    free = [f"{id}-{n}" for id in IDS for n in range(2, 20)]
    free = [id for id in free if id not in course.questions and id not in course.former]
    if course.questions and free:
        old = rng.choice(sorted(course.questions))
        question = course.questions.pop(old)
        course.former.add(old)
        if question.secret or rng.random() < 0.5:
            question.secret.append(old)
        else:
            question.formerly.append(old)
        course.questions[rng.choice(free)] = question


def forget_former_ids(course: History, rng: random.Random) -> None:
    """Remove `formerly`, which the lock remembers."""
    for question in course.questions.values():
        question.formerly = []


def retitle(course: History, rng: random.Random) -> None:
    course.title = rng.choice(TITLES)


def retitle_bank(course: History, rng: random.Random) -> None:
    course.titles[rng.choice(list(course.titles))] = rng.choice(("One", "Two", *TITLES))


def reword_credit(course: History, rng: random.Random) -> None:
    course.credit += 1


def change_a_template(course: History, rng: random.Random) -> None:
    course.templates += 1


EDITS = (
    *(add, add, remove, reword, retag, retype, retype, retype, reblank, reblank, reverse, reverse),
    *(move, rename, rename, confess, confess, forget_former_ids),
    *(retitle, retitle_bank, reword_credit, change_a_template),
)


# What Anki does.


def full(course: str, keys: Any) -> set[str]:
    return {f"{course}/{key}" for key in keys}


def align(learner: Learner, lock: NotesLock) -> None:
    """Give notes the time of their last change, as if they had been imported at once.

    Anki 23.10 gives an updated note the present time, and would skip the next build of this test.
    """
    for key, note in lock.notes.items():
        learner.col.db.execute(
            "UPDATE notes SET mod = ? WHERE id IN"
            f" ({','.join(map(str, learner.col.find_notes(f'Key:test-course/{key}')))})",
            note.modified,
        )


def tag(learner: Learner, note: int, time: int) -> None:
    """Tag a note, as a learner does who marks it."""
    learner.col.tags.bulk_add([note], "mine")
    learner.col.db.execute("UPDATE notes SET mod = ? WHERE id = ?", time, note)


def snapshot(learner: Learner) -> dict[str, Any]:
    """Return what an import may change."""
    notes = {}
    for id in learner.col.find_notes(""):
        note = learner.col.get_note(id)
        notes[note["Key"]] = {
            "id": id,
            "credit": note["Credit"],
            "question": note["ID"],
            "tagged": "mine" in note.tags,
        }
    return {
        "notes": notes,
        "cards": {card.id: (card.nid, card.ord, card.did) for card in learner.cards()},
        "empty": learner.empty_cards(),
        "decks": learner.decks(),
        "types": {m["name"]: m["mod"] for m in learner.col.models.all()},
        "state": learner.state(),
    }


def check_forecast(before: dict[str, Any], learner: Learner, old: NotesLock, new: Built) -> None:
    """Import a build, and compare what happens with its forecast."""
    forecast, lock = new.forecast, new.lock
    log = learner.import_deck(new.content)
    after = snapshot(learner)
    keys = lock.keys

    counts = Log(len(forecast.new), len(forecast.changed), forecast.unchanged, 0)
    assert log == counts

    # reviews stay, and so do cards, in their decks
    assert after["state"]["reviews"] == before["state"]["reviews"]
    assert before["cards"].items() <= after["cards"].items()

    # new notes are new, and others were there
    added = full("test-course", (keys[id] for id in forecast.new))
    assert after["notes"].keys() - before["notes"].keys() == added
    back = full("test-course", lock.notes.keys() - old.notes.keys()) & before["notes"].keys()
    assert full("test-course", (keys[id] for id in forecast.returned)) == back

    # all notes but those of the build are found by the search
    live = full("test-course", lock.notes)
    found = learner.keys(lock.search) if lock.old_count else []
    assert set(found) == after["notes"].keys() - live
    assert len(found) == lock.old_count
    gone = {before["notes"][f"test-course/{old.keys[id]}"]["id"] for id in forecast.retired}
    assert gone <= {after["notes"][key]["id"] for key in found}
    for id in forecast.replaced:
        assert {n["id"] for n in after["notes"].values() if n["question"] == id}

    # every question has its note
    for id, key in keys.items():
        assert after["notes"][f"test-course/{key}"]["question"] == id

    # learners' tags: those on changed notes go
    for key, note in before["notes"].items():
        is_changed = key in full("test-course", (keys[id] for id in forecast.changed))
        assert after["notes"][key]["tagged"] == (note["tagged"] and not is_changed)

    # cards of known notes: those that are new, if they are not there without content
    cards = {
        (key, ord + 1)
        for id, (note, ord, _) in after["cards"].items()
        if id not in before["cards"]
        for key, known in before["notes"].items()
        if known["id"] == note
    }
    more = {(f"test-course/{keys[id]}", card) for id, cards in forecast.added for card in cards}
    assert cards <= more
    assert more - cards <= before["empty"] - after["empty"]

    # cards without content
    emptied = {
        (f"test-course/{keys[id]}", card) for id, cards in forecast.emptied for card in cards
    }
    assert after["empty"] - before["empty"] == emptied

    # decks: the old one stays under its name, and no other one appears than those of new banks
    names = {new for _, new in forecast.renamed}
    names |= {name for bank, name in lock.decks.items() if bank not in old.decks}
    tops = {new: former for former, new in forecast.renamed if "::" not in new}
    appeared = after["decks"] - before["decks"]
    assert {name for name in appeared if name.partition("::")[0] not in tops} <= names
    assert before["decks"] | names <= after["decks"]

    # note types
    changed = {name for name, time in before["types"].items() if after["types"][name] != time}
    assert {name for name in changed if name.startswith("studykit")} == set(forecast.templates)

    # credits
    if old.course and forecast.credits:
        touched = full("test-course", (keys[id] for id in (*forecast.new, *forecast.changed)))
        for key, note in after["notes"].items():
            former = before["notes"].get(key, note)["credit"]
            assert note["credit"] == former or key in touched


def check_content(learner: Learner, lock: NotesLock) -> None:
    """However many builds a learner has skipped, all questions are there, once, and up to date."""
    live = full("test-course", lock.notes)
    notes = snapshot(learner)["notes"]
    assert live <= notes.keys()
    assert {notes[key]["question"] for key in live} == lock.keys.keys()
    assert set(learner.keys(lock.search) if lock.old_count else []) == notes.keys() - live


@contextmanager
def templates(version: int) -> Iterator[None]:
    """Append a version to a template, as a newer studykit might."""
    with pytest.MonkeyPatch.context() as patch:
        time = notetypes.stamps()["basic"].modified + version
        change_templates(patch, {"style.css": f"/* {version} */"}, time)
        yield


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes
)
@given(seed=st.integers(0, 2**32))
def test_an_import_does_what_the_build_forecast(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    rng = random.Random(seed)
    course = History()
    folder = tmp_path_factory.mktemp("history") / "questions"
    (folder / "texts").mkdir(parents=True)
    (folder / "texts" / "lighthouse.md").write_text(LIGHTHOUSE, encoding="utf-8")
    lock = NotesLock()
    with collection(folder.parent) as learner, collection(folder) as late:
        for n in range(BUILDS):
            for change in rng.choices(EDITS, k=5 if n == 0 else rng.randint(0, 5)):
                change(course, rng)
            if not course.questions:
                add(course, rng)
            course.write(folder)
            with templates(course.templates):
                build = built(folder, lock, 1_700_000_000 + 1000 * n)
            for note in learner.col.find_notes(""):
                if rng.random() < 0.3:
                    tag(learner, note, 1_700_000_000 + 1000 * n - 500)
            check_forecast(snapshot(learner), learner, lock, build)
            align(learner, build.lock)
            learner.review(rng.choice(learner.col.find_cards("")))
            if rng.random() < 0.3:
                assert late.import_deck(build.content).conflicting == 0
                check_content(late, build.lock)
                align(late, build.lock)
            lock = build.lock
        for each in (learner, late):
            assert each.database_problems() == []
