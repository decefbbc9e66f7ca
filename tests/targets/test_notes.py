"""`notes.lock`, which stores every note that was built and the time of its last change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.diagnostics import StudykitError
from studykit.targets.notes import (
    Content,
    DeckContents,
    Forecast,
    Moved,
    NoteCards,
    NoteRecord,
    NotesLock,
    Renamed,
    digest,
    next_lock,
)

FERRY, TIDE = digest("ferry"), digest("tide")
NOTES = dict[str, Content]


def contents(**notes: str) -> NOTES:
    """Return basic notes of one bank with this content, by id."""
    return {id: Content(content, "basic", "bank") for id, content in notes.items()}


def deck(notes: NOTES, course: str = "light", **more: dict[str, str]) -> DeckContents:
    decks = more.get("decks", {"": "Light", "bank": "Light::Bank", "other": "Light::Other"})
    return DeckContents(course, notes, decks, {}, more.get("credits", {}))


def basic(question: str, hash: str, modified: int) -> NoteRecord:
    return NoteRecord(question, "basic", "bank", hash, modified)


def cloze(question: str, hash: str, modified: int, *cards: int) -> NoteRecord:
    return NoteRecord(question, "cloze", "bank", hash, modified, cards or (1,))


def renamed(text: str, *formerly: str) -> Content:
    return Content(text, "basic", "bank", formerly=formerly)


def retyped(text: str, *formerly: str) -> Content:
    return Content(text, "cloze", "bank", formerly=formerly)


def after(*builds: NOTES | DeckContents) -> tuple[NotesLock, Forecast]:
    """Return the lock after some builds at the times 1000, 2000 and so on, and the last forecast."""
    lock, forecast = NotesLock(), Forecast()
    for n, build in enumerate(builds, 1):
        build = deck(build) if isinstance(build, dict) else build
        lock, forecast = next_lock(lock, build, n * 1000)
    return lock, forecast


# Times.


def test_a_hash_is_the_beginning_of_the_sha256() -> None:
    assert digest("ferry") == "e9087d0b20d80d3e"


def test_a_new_note_gets_the_present_time() -> None:
    lock, forecast = after(contents(a="ferry"))
    assert lock.notes == {"a": basic("a", FERRY, 1000)}
    assert forecast == Forecast(new=("a",))


def test_only_the_changed_note_gets_a_new_time() -> None:
    lock, forecast = after(contents(a="ferry", b="ferry"), contents(a="ferry", b="tide"))
    assert lock.notes == {"a": basic("a", FERRY, 1000), "b": basic("b", TIDE, 2000)}
    assert forecast == Forecast(changed=("b",), unchanged=1)


def test_a_changed_note_gets_a_later_time_even_if_the_clock_went_back() -> None:
    """Anki ignores a note that is not newer."""
    lock, _ = next_lock(NotesLock(), deck(contents(a="ferry")), 5000)
    lock, _ = next_lock(lock, deck(contents(a="tide")), 200)
    assert lock.notes == {"a": basic("a", TIDE, 5001)}


# Removed and renamed questions.


def test_a_removed_question_leaves_an_old_note() -> None:
    lock, forecast = after(contents(a="ferry", b="tide"), contents(b="tide"))
    assert lock.notes == {"b": basic("b", TIDE, 1000)}
    assert lock.old_notes == {"a": basic("a", FERRY, 1000)}
    assert forecast == Forecast(unchanged=1, retired=("a",))
    assert (lock.old_count, lock.search) == (1, "Key:light/a")


def test_a_removed_question_that_returns_gets_its_note_again() -> None:
    lock, forecast = after(contents(a="ferry"), {}, contents(a="ferry"))
    assert lock.notes == {"a": basic("a", FERRY, 1000)}
    assert forecast == Forecast(unchanged=1, returned=("a",))
    lock, forecast = after(contents(a="ferry"), {}, contents(a="tide"))
    assert lock.notes == {"a": basic("a", TIDE, 3000)}
    assert forecast == Forecast(changed=("a",), returned=("a",))
    assert lock.old_notes == {}


def test_a_renamed_question_keeps_its_note() -> None:
    lock, forecast = after(contents(a="ferry"), {"b": renamed("ferry", "a")})
    assert lock.notes == {"a": basic("b", FERRY, 1000)}
    assert lock.old_notes == {}
    assert forecast == Forecast(unchanged=1)


@pytest.mark.parametrize(
    "last",
    [
        renamed("ferry"),  # former ids removed after a build
        renamed("ferry", "b"),
        renamed("ferry", "a"),
        renamed("ferry", "a", "b"),
        renamed("ferry", "b", "a"),  # in the wrong order
    ],
)
def test_the_lock_remembers_the_first_id(last: Content) -> None:
    id = "c" if last.formerly else "b"
    lock, forecast = after(contents(a="ferry"), {"b": renamed("ferry", "a")}, {id: last})
    assert lock.notes == {"a": basic(id, FERRY, 1000)}
    assert lock.old_notes == {}
    assert forecast == Forecast(unchanged=1)


def test_formerly_can_be_added_one_build_late() -> None:
    """The question gets its first note again; learners keep the one of the build in between."""
    lock, forecast = after(contents(a="ferry"), contents(b="tide"))
    assert (forecast.new, forecast.retired) == (("b",), ("a",))
    for _ in range(2):
        lock, forecast = next_lock(lock, deck({"b": renamed("tide", "a")}), 3000)
        assert lock.notes == {"a": basic("b", TIDE, 3000)}
        assert lock.old_notes == {"b": basic("", TIDE, 2000)}
        assert lock.search == "Key:light/b"
    _, forecast = after(contents(a="ferry"), contents(b="tide"), {"b": renamed("tide", "a")})
    assert forecast == Forecast(changed=("b",), replaced=("b",), returned=("b",))


def test_a_note_that_another_one_replaced_is_never_built_again() -> None:
    late = {"b": renamed("tide", "a")}
    lock, _ = after(contents(a="ferry"), contents(b="tide"), late, {})
    lock, forecast = next_lock(lock, deck({"c": renamed("fog", "b")}), 5000)
    assert list(lock.notes) == ["a"]
    assert forecast == Forecast(changed=("c",), returned=("c",))


def test_two_questions_can_become_one() -> None:
    lock, forecast = after(contents(a="ferry", b="tide"), {"c": renamed("ferry", "a", "b")})
    assert lock.notes == {"a": basic("c", FERRY, 1000)}
    assert lock.old_notes == {"b": basic("", TIDE, 1000)}
    assert forecast == Forecast(unchanged=1, replaced=("c",))


def test_without_a_lock_the_oldest_id_is_the_first() -> None:
    lock, _ = after({"c": renamed("ferry", "a", "b")})
    assert lock.notes == {"a": basic("c", FERRY, 1000)}


def test_a_former_id_that_was_never_built_changes_nothing() -> None:
    lock, forecast = after(contents(b="ferry"), {"b": renamed("ferry", "a")})
    assert lock.notes == {"b": basic("b", FERRY, 1000)}
    assert forecast == Forecast(unchanged=1)


@pytest.mark.parametrize(
    "notes", [contents(a="fog", b="ferry"), {"c": renamed("fog", "a"), "b": renamed("ferry")}]
)
def test_a_note_belongs_to_one_question(notes: NOTES) -> None:
    """Anki would mix up two notes with the same guid."""
    lock, _ = after(contents(a="ferry"), {"b": renamed("ferry", "a")})
    one, other = sorted(notes)
    with pytest.raises(StudykitError) as caught:
        next_lock(lock, deck(notes), 3000)
    assert str(caught.value) == (
        f"`{one}` and `{other}` are the same note for learners, first built as `a`;"
        " give the newer question another id"
    )


def test_the_first_id_of_a_removed_question_restores_it() -> None:
    lock, forecast = after(contents(a="ferry"), {"b": renamed("ferry", "a")}, {}, contents(a="fog"))
    assert lock.notes == {"a": basic("a", digest("fog"), 4000)}
    assert forecast == Forecast(changed=("a",), returned=("a",))


# Note types, and cards of a note.


def test_a_question_of_another_type_gets_another_note() -> None:
    """Anki never updates a note from one of another type, but skips it as conflicting."""
    lock, forecast = after(contents(a="ferry"), {"a": retyped("tide")})
    assert lock.notes == {"a/1": cloze("a", TIDE, 2000)}
    assert lock.old_notes == {"a": basic("a", FERRY, 1000)}
    assert forecast == Forecast(new=("a",), replaced=("a",))
    lock, forecast = next_lock(lock, deck({"a": retyped("tide")}), 3000)
    assert (list(lock.old_notes), forecast) == (["a"], Forecast(unchanged=1))


def test_a_question_that_returns_to_a_type_gets_its_old_note_again() -> None:
    builds = [contents(a="ferry"), {"a": retyped("tide")}, contents(a="fog")]
    lock, forecast = after(*builds)
    assert lock.notes == {"a": basic("a", digest("fog"), 3000)}
    assert lock.old_notes == {"a/1": cloze("a", TIDE, 2000)}
    assert forecast == Forecast(changed=("a",), replaced=("a",), returned=("a",))
    lock, forecast = after(*builds, {"a": retyped("tide")})
    assert lock.notes == {"a/1": cloze("a", TIDE, 2000)}
    assert forecast == Forecast(unchanged=1, replaced=("a",), returned=("a",))


def test_notes_of_all_types_follow_a_renaming() -> None:
    lock, _ = after(contents(a="ferry"), {"a": retyped("tide")}, {"b": retyped("tide", "a")})
    assert lock.notes == {"a/1": cloze("b", TIDE, 2000)}
    assert lock.old_notes == {"a": basic("b", FERRY, 1000)}
    lock, forecast = next_lock(lock, deck(contents(b="ferry")), 4000)
    assert list(lock.notes) == ["a"]
    assert forecast == Forecast(unchanged=1, replaced=("b",), returned=("b",))


def test_a_late_formerly_takes_the_note_of_the_same_type() -> None:
    lock, forecast = after(contents(a="ferry"), {"b": retyped("tide")}, {"b": retyped("tide", "a")})
    assert lock.notes == {"b": cloze("b", TIDE, 2000)}
    assert lock.old_notes == {"a": basic("b", FERRY, 1000)}
    assert forecast == Forecast(unchanged=1)


def test_removed_blanks_leave_empty_cards() -> None:
    three = {"a": Content("ferry", "cloze", "bank", (1, 2, 4))}
    one = {"a": Content("tide", "cloze", "bank", (2,))}
    lock, forecast = after(three, one)
    assert lock.notes == {"a": cloze("a", TIDE, 2000, 2)}
    assert forecast == Forecast(changed=("a",), emptied=(NoteCards("a", (1, 4)),))
    assert next_lock(lock, deck(one), 3000)[1] == Forecast(unchanged=1)
    _, forecast = next_lock(lock, deck(three), 3000)
    assert forecast == Forecast(changed=("a",), added=(NoteCards("a", (1, 4)),))


# Banks, decks, note types and credits.


def test_a_note_in_another_bank_has_moved() -> None:
    lock, forecast = after(contents(a="ferry"), {"a": Content("ferry", "basic", "other")})
    assert lock.notes["a"] == NoteRecord("a", "basic", "other", FERRY, 1000)
    assert forecast == Forecast(unchanged=1, moved=(Moved("a", "Light::Bank", "Light::Other"),))


def test_a_bank_with_another_id_and_the_same_title_changes_nothing() -> None:
    """Anki knows a deck by its name."""
    other = deck({"a": Content("ferry", "basic", "x")}, decks={"": "Light", "x": "Light::Bank"})
    assert after(contents(a="ferry"), other)[1] == Forecast(unchanged=1)


def test_renamed_decks() -> None:
    names = {"": "Lights", "bank": "Lights::First", "new": "Lights::New"}
    lock, forecast = after(contents(a="ferry"), deck(contents(a="ferry"), decks=names))
    assert lock.decks == names | {"other": "Light::Other"}
    assert forecast == Forecast(
        unchanged=1,
        renamed=(Renamed("Light", "Lights"), Renamed("Lights::Bank", "Lights::First")),
    )


def test_a_bank_that_returns_after_its_deck_was_renamed() -> None:
    first, second = {"": "Light", "bank": "Light::Bank"}, {"": "Lights", "bank": "Lights::Bank"}
    without = deck({}, decks={"": "Lights"})
    _, forecast = after(deck(contents(a="ferry"), decks=first), without, deck({}, decks=second))
    assert forecast == Forecast(renamed=(Renamed("Light::Bank", "Lights::Bank"),))


def test_changed_note_types_and_their_times() -> None:
    """An older studykit does not take newer templates back."""

    def build(lock: NotesLock, **types: int) -> tuple[NotesLock, Forecast]:
        return next_lock(lock, DeckContents("light", {}, {}, types), 1)

    lock, forecast = build(NotesLock(), basic=1000, cloze=1000)
    assert forecast == Forecast()
    lock, forecast = build(lock, basic=3000, choice=3000)
    assert lock.types == {"basic": 3000, "cloze": 1000, "choice": 3000}
    assert forecast == Forecast(templates=("basic",))
    lock, forecast = build(lock, basic=1000, cloze=1000)
    assert lock.types == {"basic": 3000, "cloze": 1000, "choice": 3000}
    assert forecast == Forecast()


def test_a_changed_credit() -> None:
    first = deck(contents(a="ferry"), credits={"log": "Log · by Ann", "chart": "Chart"})
    second = deck(contents(a="ferry"), credits={"log": "Log · by Bea", "map": "Map"})
    lock, forecast = after(first, second)
    assert lock.credits == {"log": digest("Log · by Bea"), "map": digest("Map")}
    assert forecast == Forecast(unchanged=1, credits=("log",))


def test_the_lock_remembers_all_tags() -> None:
    lock, _ = next_lock(NotesLock(), DeckContents("light", {}, tags=frozenset({"b", "a"})), 1)
    lock, _ = next_lock(lock, DeckContents("light", {}, tags=frozenset({"c"})), 2)
    assert lock.tags == ("a", "b", "c")


# Another identity.


def test_a_course_with_another_id_has_all_its_notes_anew() -> None:
    lock, forecast = after(
        contents(a="ferry", b="tide"), contents(a="ferry"), deck(contents(a="ferry"), "lamp")
    )
    assert (lock.course, lock.former) == ("lamp", {"light": 2})
    assert lock.notes == {"a": basic("a", FERRY, 3000)}
    assert forecast == Forecast(new=("a",), former_course="light")
    assert (lock.old_count, lock.search) == (2, "Key:light/*")


# Any history.

ANY_NOTES = st.dictionaries(
    st.sampled_from("abcd"),
    st.builds(
        Content,
        st.sampled_from(["ferry", "tide", "fog"]),
        st.sampled_from(["basic", "cloze"]),
        st.sampled_from(["bank", "other"]),
    ),
)
BUILDS = st.lists(st.tuples(ANY_NOTES, st.integers(1, 2**31)), max_size=6)


@given(BUILDS)
@example([(contents(a="ferry"), 9), (contents(a="tide"), 3), (contents(a="ferry"), 1)])
def test_times_never_go_back_and_change_only_with_the_content(
    builds: list[tuple[NOTES, int]],
) -> None:
    lock = NotesLock()
    for notes, now in builds:
        old, known = lock, lock.notes | lock.old_notes
        lock, forecast = next_lock(old, deck(notes), now)
        assert lock.keys.keys() == notes.keys()
        assert lock.notes.keys() | lock.old_notes.keys() >= known.keys()
        assert lock.notes.keys().isdisjoint(lock.old_notes)
        for key, record in lock.notes.items():
            before = known.get(key)
            if before and before.hash == record.hash:
                assert record.modified == before.modified
            elif before:
                assert record.modified > before.modified
            assert before is None or before.type == record.type
        assert len(forecast.new) + len(forecast.changed) + forecast.unchanged == len(notes)
        assert set(forecast.retired) == old.keys.keys() - notes.keys()


def test_many_new_questions_take_linear_time() -> None:
    """No question is compared with every other one; 20,000 would take minutes."""
    notes = contents(**{f"q{n}": "ferry" for n in range(20_000)})
    lock, _ = after(notes, {})
    assert len(next_lock(lock, deck(notes), 9000)[1].returned) == 20_000


# The file.

LOCK = NotesLock(
    course="light",
    former={"lamp": 2},
    decks={"": "Light", "bank": "Light::Bänk"},
    types={"studykit basic": 3},
    credits={"log": TIDE},
    tags=("sea",),
    notes={"tide/2": cloze("tide", TIDE, 2000, 1, 2), "mist": basic("ferry", FERRY, 1000)},
    old_notes={"fog": basic("", TIDE, 5)},
)


def test_the_file_is_sorted_with_one_note_per_line() -> None:
    """So a diff shows which notes changed, and changes by two people merge."""
    assert LOCK.as_json() == (
        '{"course": "light",\n'
        '"tags": ["sea"],\n'
        '"former": {\n  "lamp": 2\n},\n'
        '"decks": {\n  "": "Light",\n  "bank": "Light::Bänk"\n},\n'
        '"types": {\n  "studykit basic": 3\n},\n'
        f'"credits": {{\n  "log": "{TIDE}"\n}},\n'
        '"notes": {\n'
        '  "mist": ["ferry", "basic", "bank", "e9087d0b20d80d3e", 1000, [1]],\n'
        f'  "tide/2": ["tide", "cloze", "bank", "{TIDE}", 2000, [1, 2]]\n'
        "},\n"
        '"old_notes": {\n'
        f'  "fog": ["", "basic", "bank", "{TIDE}", 5, [1]]\n'
        "}}\n"
    )


@pytest.mark.parametrize("lock", [LOCK, NotesLock("light")])
def test_write_and_read(lock: NotesLock, tmp_path: Path) -> None:
    file = tmp_path / "notes.lock"
    file.write_text(lock.as_json(), encoding="utf-8")
    assert NotesLock.read(file) == lock


def test_without_a_file_the_lock_is_empty(tmp_path: Path) -> None:
    assert NotesLock.read(tmp_path / "notes.lock") == NotesLock()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"course": ""}',
        '{"course": "light", "notes": []}',
        '{"course": "light", "notes": {"a": []}}',
        '{"course": "light", "notes": {"a": null}}',
        '{"course": "light", "notes": {"a": ["a", "basic", "bank", "00", "soon", [1]]}}',
        '{"course": "light", "notes": {"a": ["a", "basic", "bank", "00", Infinity, [1]]}}',
        '{"course": "light", "notes": {"a": ["a", "basic", "bank", "00", -1, [1]]}}',
        '{"course": "light", "notes": {"a": ["a", "basic", "bank"]}}',
        '{"course": "light", "notes": {"a": ["a", "basic", "bank", "00", 1, [1], 7]}}',
        '{"course": "light", "types": {"basic": 1e99}}',
        '<<<<<<< ours\n{"course": "light", "notes": {}}\n',
        b'{"course": "light", "former": {"\xff": 1}}',
        "[" * 100_000,
    ],
)
def test_a_damaged_file(content: str | bytes, tmp_path: Path) -> None:
    file = tmp_path / "notes.lock"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StudykitError) as caught:
        NotesLock.read(file)
    assert str(caught.value) == (
        f"{file} is damaged; restore it from version control, because without it the"
        " next build would overwrite learners’ edits"
    )


def test_the_lock_is_a_folder(tmp_path: Path) -> None:
    file = tmp_path / "notes.lock"
    file.mkdir()
    with pytest.raises(StudykitError) as caught:
        NotesLock.read(file)
    assert str(caught.value) == f"cannot read {file}: Is a directory"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(JSON | st.fixed_dictionaries({"course": st.just("a"), "notes": JSON, "types": JSON}))
@example({"course": "a", "types": {"a": float("inf")}})
def test_any_json_is_read_or_reported_as_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    file = tmp_path_factory.getbasetemp() / "notes.lock"
    file.write_text(json.dumps(data), encoding="utf-8")
    try:
        lock = NotesLock.read(file)
    except StudykitError:
        return
    assert all(isinstance(record.modified, int) for record in lock.notes.values())
