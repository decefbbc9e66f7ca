"""`studykit push` into a running Anki: AnkiConnect's protocol over a collection of Anki's engine."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from ..command import Ran, Run
from ..conftest import MakeCourse
from .anki_connect import Anki, running
from .conftest import THREE, many
from .learner import Learner

NOISE, OTHERS = THREE[: THREE.index("- id: motor")], THREE[THREE.index("- id: motor") :]
CHANGED = THREE.replace("A shutter.", "A loose shutter.")
FIRST, SECOND, THIRD = 1_700_000_000, 4_000_000_000, 4_000_000_100
"""Times of builds: the later ones are after what learners do during a test."""

Push = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDYKIT_CONFIG", str(tmp_path / "config.yaml"))


@pytest.fixture
def anki(learner: Learner, monkeypatch: pytest.MonkeyPatch) -> Iterator[Anki]:
    with running(Anki(learner)) as anki:
        monkeypatch.setattr("studykit.cli.push.sleep", anki.pause)
        yield anki


@pytest.fixture
def push(make_course: MakeCourse, run: Run, anki: Anki) -> Push:
    """Return a function that pushes a course with some questions, built at a time."""

    def push(questions: str, *options: object, time: int = FIRST) -> Ran:
        make_course(questions)
        return run("push", "--url", anki.url, *options, SOURCE_DATE_EPOCH=str(time))

    return push


def lines(ran: Ran) -> list[str]:
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()


NOTHING = "Anki has 0 new, 0 updated, 3 unchanged notes."


def test_new_notes(push: Push, anki: Anki) -> None:
    assert lines(push(THREE)) == [
        "Anki has 3 new, 0 updated, 0 unchanged notes.",
        "New: noise, motor, winding",
    ]
    assert anki.learner.ids() == ["motor", "noise", "winding"]
    assert lines(push(THREE, time=SECOND)) == [NOTHING]
    assert Path("decks/test-course.apkg").is_file()
    assert Path("questions/notes.lock").is_file()


def test_a_changed_note_keeps_reviews_and_own_tags(push: Push, anki: Anki) -> None:
    push(THREE)
    anki.learner.study("noise")
    anki.learner.col.tags.bulk_add([anki.learner.note("noise").id], "mine marked")
    anki.learner.col.tags.bulk_add([anki.learner.note("motor").id], "mine")
    before = anki.learner.state()
    assert lines(push(CHANGED, time=SECOND)) == [
        "Anki has 0 new, 1 updated, 2 unchanged notes.",
        "Updated: noise",
        "Your own tags and fields were restored on 1 note.",
    ]
    assert anki.learner.note("noise")["Answer"] == "A loose shutter."
    assert {"mine", "marked", "wind"} <= set(anki.learner.note("noise").tags)
    assert anki.learner.state() == before


def test_a_tag_that_the_bank_dropped_is_not_given_back(push: Push, anki: Anki) -> None:
    push(THREE)
    anki.learner.col.tags.bulk_add([anki.learner.note("noise").id], "mine")
    push(CHANGED.replace("tags: [wind, sound, wood]", "tags: [wind]"), time=SECOND)
    tags = anki.learner.note("noise").tags
    assert ("sound" in tags, "mine" in tags) == (False, True)


def test_a_note_that_was_edited_later_is_listed_and_can_be_overwritten(
    push: Push, anki: Anki
) -> None:
    push(THREE)
    edited = anki.learner.note("noise")
    edited["Answer"] = "As I say."
    anki.learner.col.update_note(edited)
    assert lines(push(CHANGED, time=FIRST + 1)) == [
        "Anki has 0 new, 0 updated, 2 unchanged notes.",
        "Not updated: noise: edited or tagged in Anki after the build, or open in an editor there",
        "`studykit push --overwrite` replaces your edits on these notes.",
    ]
    assert anki.learner.note("noise")["Answer"] == "As I say."
    assert lines(push(CHANGED, "--overwrite", time=FIRST + 2)) == [
        "Anki has 0 new, 1 updated, 2 unchanged notes.",
        "Updated: noise",
        "Overwritten: noise",
    ]
    assert anki.learner.note("noise")["Answer"] == "A loose shutter."


def test_a_field_that_the_learner_added_keeps_its_text(push: Push, anki: Anki) -> None:
    """Anki's import empties it; push writes it again."""
    push(THREE)
    models = anki.learner.col.models
    model = models.by_name("studykit basic")
    models.add_field(model, models.new_field("My notes"))
    models.update_dict(model)
    own = anki.learner.note("noise")
    own["My notes"] = "Rust on the hinge."
    anki.learner.col.update_note(own)
    push(CHANGED, time=SECOND)
    note = anki.learner.note("noise")
    assert (note["Answer"], note["My notes"]) == ("A loose shutter.", "Rust on the hinge.")


# A note that is open in Anki's editor.


@pytest.mark.parametrize("shows_import", [False, True])
@pytest.mark.parametrize("saves", [1, 4])
def test_an_open_note_is_updated_and_keeps_own_tags(
    push: Push, anki: Anki, saves: int, shows_import: bool
) -> None:
    """Anki's editor saves the note that it shows, without what changed in the meantime."""
    push(THREE)
    anki.open_note, anki.saves, anki.shows_import = (
        anki.learner.note("noise").id,
        saves,
        shows_import,
    )
    anki.learner.col.tags.bulk_add([anki.open_note], "mine")
    assert lines(push(CHANGED, time=SECOND)) == [
        "Anki has 0 new, 1 updated, 2 unchanged notes.",
        "Updated: noise",
        "Your own tags and fields were restored on 1 note.",
    ]
    note = anki.learner.note("noise")
    assert (note["Answer"], "mine" in note.tags) == ("A loose shutter.", True)


def test_what_the_editor_overwrites_again_and_again_is_listed(push: Push, anki: Anki) -> None:
    push(THREE)
    anki.open_note, anki.saves = anki.learner.note("noise").id, 100
    assert lines(push(CHANGED, time=SECOND)) == [
        "Anki has 0 new, 0 updated, 2 unchanged notes.",
        "Not updated: noise: open in Anki’s editor, which saved the old text again: close it, and"
        " push again",
    ]
    anki.shows_import = True
    anki.learner.col.tags.bulk_add([anki.open_note], "mine")
    assert lines(push(THREE.replace("A shutter.", "A gate."), time=THIRD)) == [
        "Anki has 0 new, 1 updated, 2 unchanged notes.",
        "Updated: noise",
        "Not restored: noise: mine: close the note in Anki, and add them there",
    ]


# Notes whose questions are gone.


def test_a_removed_question_is_retired_and_comes_back(push: Push, anki: Anki) -> None:
    push(THREE)
    anki.learner.study("noise")
    before = anki.learner.state()["reviews"]
    assert lines(push(OTHERS, time=SECOND)) == [
        "Anki has 0 new, 0 updated, 2 unchanged notes.",
        "1 old note from removed questions and former types is in Anki;"
        " `studykit push --retire` suspends them.",
    ]
    assert anki.learner.card("noise").queue != -1
    assert lines(push(OTHERS, "--retire", time=SECOND)) == [
        "Anki has 0 new, 0 updated, 2 unchanged notes.",
        "Retired: noise (suspended, and tagged studykit::retired)",
    ]
    assert anki.learner.card("noise").queue == -1
    assert "studykit::retired" in anki.learner.note("noise").tags
    assert lines(push(OTHERS, "--retire", time=SECOND)) == [
        "Anki has 0 new, 0 updated, 2 unchanged notes."
    ]
    for questions in (THREE, CHANGED):
        push(OTHERS, "--retire", time=SECOND)
        assert lines(push(questions, time=THIRD))[-1] == "Back again: noise (no longer suspended)"
        assert anki.learner.card("noise").queue != -1
        assert "studykit::retired" not in anki.learner.note("noise").tags
    assert anki.learner.state()["reviews"] == before


def test_other_notes_are_never_retired(push: Push, anki: Anki) -> None:
    """Only those that the lock lists: neither those of another course, nor the learner's own."""
    push(THREE)
    own = anki.learner.col.new_note(anki.learner.col.models.by_name("studykit basic"))
    own["Key"], own["Prompt"], own["ID"] = "mine/noise", "Mine?", "noise"
    anki.learner.col.add_note(own, anki.learner.col.decks.by_name("Test course::Bank")["id"])
    push(OTHERS, "--retire", time=SECOND)
    assert anki.learner.keys("is:suspended") == ["test-course/noise"]


def test_more_than_a_fifth_is_not_retired(make_course: MakeCourse, run: Run, anki: Anki) -> None:
    (bank,) = many(1, 20).values()
    make_course(bank=bank)
    run("push", "--url", anki.url)
    make_course(bank="".join(bank.splitlines(keepends=True)[:-6]))
    ran = run("push", "--url", anki.url, "--retire")
    assert (ran.code, ran.err) == (
        3,
        "studykit: 6 of 20 notes would be retired, more than a fifth, so nothing was sent; if their"
        " questions were removed on purpose, suspend them in Anki with the search that `studykit build`"
        " prints\n",
    )
    assert anki.learner.keys("is:suspended") == []


# A dry run, and what is never done.


def test_a_dry_run_changes_nothing(push: Push, anki: Anki) -> None:
    push(THREE)
    before = anki.learner.state(), Path("questions/notes.lock").read_bytes()
    anki.actions.clear()
    changed = CHANGED[CHANGED.index("- id: noise") : CHANGED.index("- id: winding")]
    assert lines(push(changed, "--dry-run", "--retire", time=SECOND)) == [
        "Anki would have 0 new, 1 updated, 1 unchanged notes.",
        "Updated: noise",
        "Retired: winding (suspended, and tagged studykit::retired)",
    ]
    assert (anki.learner.state(), Path("questions/notes.lock").read_bytes()) == before
    assert set(anki.actions) == {"findNotes", "notesInfo"}


def test_a_push_uses_no_other_actions(push: Push, anki: Anki) -> None:
    """None that deletes a note, a deck or a note type, edits a note type, or syncs."""
    push(THREE)
    push(OTHERS, "--retire", "--overwrite", time=SECOND)
    push(CHANGED, "--overwrite", time=THIRD)
    assert set(anki.actions) <= {
        *("findNotes", "notesInfo", "importPackage", "updateNoteFields"),
        *("addTags", "removeTags", "suspend", "unsuspend"),
    }


# Watching.


def test_each_saved_change_is_pushed(make_course: MakeCourse, anki: Anki) -> None:
    """An error is shown, nothing is pushed, and the next change is."""
    bank = make_course(THREE) / "bank.yaml"
    right = bank.read_text(encoding="utf-8")
    command = [sys.executable, "-u", "-m", "studykit", "push", "--watch", "--url", anki.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as watching:
        assert watching.stdout is not None
        limit = Timer(60, watching.kill)  # a watcher that sees nothing fails the test
        limit.start()

        def read_until(end: str) -> list[str]:
            seen: list[str] = []
            for line in watching.stdout or ():
                seen.append(line.rstrip("\n"))
                if seen[-1].startswith(end):
                    break
            return seen

        try:
            assert read_until("Watching")[0] == "Anki has 3 new, 0 updated, 0 unchanged notes."
            for _ in range(2):
                imports = anki.actions.count("importPackage")
                bank.write_text(right.replace("banging", "bunging"), encoding="utf-8")
                seen = read_until("Nothing was built")
                assert seen[0] == "Saved: bank.yaml"
                assert "error[quote-near]" in "".join(seen)
                assert anki.actions.count("importPackage") == imports
                bank.write_text(right, encoding="utf-8")
                assert read_until("Anki has") == ["Saved: bank.yaml", NOTHING]
        finally:
            limit.cancel()
            watching.send_signal(signal.SIGINT)
        assert watching.wait() == 0


# Errors: one sentence each, with what to do.


def failure(ran: Ran) -> str:
    assert (ran.code, ran.out) == (3, "")
    return ran.err.removeprefix("studykit: ").removesuffix("\n")


def test_anki_is_closed(make_course: MakeCourse, run: Run) -> None:
    make_course(THREE)
    assert failure(run("push", "--url", "http://127.0.0.1:1")) == (
        "nothing answers at http://127.0.0.1:1: start Anki, and install the add-on AnkiConnect"
        " (2055492159) if it is missing"
    )
    assert not Path("decks").exists()
    assert not Path("questions/notes.lock").exists()


def test_a_missing_key(push: Push, anki: Anki) -> None:
    anki.key = "secret"
    assert failure(push(THREE)) == (
        "AnkiConnect needs a key: pass it with --key, or save it with `studykit config anki_key KEY`"
    )


@pytest.mark.parametrize("key", ["", "secret"])
def test_a_wrong_key(push: Push, anki: Anki, key: str) -> None:
    """AnkiConnect refuses a key also if it needs none."""
    anki.key = key
    assert failure(push(THREE, "--key", "wrong")) == (
        "AnkiConnect does not accept this key: compare it with `apiKey` in the add-on’s configuration"
        " (Tools → Add-ons)"
    )


def test_the_key_and_the_address_can_be_settings(
    make_course: MakeCourse, run: Run, anki: Anki
) -> None:
    anki.key = "secret"
    make_course(THREE)
    run("config", "anki_key", "secret")
    run("config", "anki_url", anki.url)
    assert lines(run("push"))[0] == "Anki has 3 new, 0 updated, 0 unchanged notes."


def test_no_profile_is_open(push: Push, anki: Anki) -> None:
    anki.is_open = False
    assert failure(push(THREE)) == "no collection is open in Anki: choose a profile"
    assert not Path("decks").exists()
    assert not Path("questions/notes.lock").exists()


def test_anki_cannot_see_the_file(push: Push, anki: Anki) -> None:
    anki.sees_files = False
    assert failure(push(THREE)) == (
        f"Anki cannot read {Path('decks/test-course.apkg').resolve()}: if it runs in a sandbox"
        " (Flatpak, Snap) or in another system (WSL), import the file by hand: File → Import"
    )


def test_anki_is_closed_during_a_push(push: Push, anki: Anki) -> None:
    """If it was after the import, own tags may be lost, but an undo brings them back."""
    push(THREE)
    anki.learner.col.tags.bulk_add([anki.learner.note("noise").id], "mine")
    anki.quits_at = "importPackage"
    lost = "the connection to Anki was lost during `{}`: is Anki still running?"
    assert failure(push(CHANGED, time=SECOND)) == lost.format("importPackage")
    assert "mine" in anki.learner.note("noise").tags
    anki.quits_at = "addTags"
    assert failure(push(CHANGED, time=SECOND)) == (
        lost.format("addTags") + "; the deck was imported, but changed notes may have lost your own"
        " tags: undo the import in Anki (Edit → Undo), then push again"
    )
    assert "mine" not in anki.learner.note("noise").tags
    anki.quits_at = ""
    anki.learner.col.undo()
    assert lines(push(CHANGED, time=SECOND))[-1] == (
        "Your own tags and fields were restored on 1 note."
    )
    assert "mine" in anki.learner.note("noise").tags


def test_something_else_answers(
    make_course: MakeCourse, run: Run, anki: Anki, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anki, "answer", lambda request: ["a web page"])
    make_course(THREE)
    assert failure(run("push", "--url", anki.url)) == (
        f"{anki.url} does not answer as AnkiConnect does: check the address"
    )


def test_an_error_in_a_bank_sends_nothing(push: Push, anki: Anki) -> None:
    ran = push(THREE.replace("banging", "bunging"))
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "Nothing was built; decks is unchanged.")
    assert anki.actions == ["findNotes"]


# Large courses.


@pytest.mark.slow
def test_ten_thousand_notes_are_one_import(make_course: MakeCourse, run: Run, anki: Anki) -> None:
    files: dict[str, Any] = many(50, 200)
    make_course(bank=files.pop("bank-000.yaml"), more=files)
    ran = run("push", "--url", anki.url)
    assert lines(ran)[0] == "Anki has 10,000 new, 0 updated, 0 unchanged notes."
    assert anki.actions.count("importPackage") == 1
    assert len(anki.actions) < 10
    assert "0 new, 0 updated, 10,000 unchanged" in run("push", "--url", anki.url).out
