"""`notes.lock`, which stores the time of each note's last change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.diagnostics import StudykitError
from studykit.targets.notes import Content, Forecast, NotesLock, Stamp, digest, next_lock

FERRY, TIDE = digest("ferry"), digest("tide")


def contents(**notes: str) -> dict[str, Content]:
    """Return basic notes of one bank with this content, by id."""
    return {id: Content(content, "basic", "bank") for id, content in notes.items()}


def basic(hash: str, modified: int, generation: int = 0, first: str = "") -> Stamp:
    return Stamp(hash, modified, "basic", "bank", generation, first)


def renamed(text: str, *formerly: str) -> Content:
    return Content(text, "basic", "bank", formerly)


def after(*builds: tuple[dict[str, Content], int]) -> tuple[NotesLock, Forecast]:
    """Return the lock after some builds, and the forecast of the last one."""
    lock, forecast = NotesLock(), Forecast((), (), 0)
    for notes, now in builds:
        lock, forecast = next_lock(lock, notes, {}, now)
    return lock, forecast


# Stamps.


def test_a_hash_is_the_beginning_of_the_sha256() -> None:
    assert digest("ferry") == "e9087d0b20d80d3e"


def test_a_new_note_is_stamped_with_now() -> None:
    lock, forecast = after((contents(a="ferry"), 1000))
    assert lock.notes == {"a": basic(FERRY, 1000)}
    assert forecast == Forecast(new=("a",), changed=(), unchanged=0)


def test_only_the_changed_note_gets_a_new_time() -> None:
    lock, forecast = after(
        (contents(a="ferry", b="ferry"), 1000), (contents(a="ferry", b="tide"), 2000)
    )
    assert lock.notes == {"a": basic(FERRY, 1000), "b": basic(TIDE, 2000)}
    assert forecast == Forecast(new=(), changed=("b",), unchanged=1)


def test_note_types_are_stamped_too() -> None:
    old = NotesLock(types={"basic": Stamp(FERRY, 1000), "cloze": Stamp(FERRY, 1000)})
    lock, _ = next_lock(old, {}, {"basic": "ferry", "cloze": "tide"}, 2000)
    assert lock.types == {"basic": Stamp(FERRY, 1000), "cloze": Stamp(TIDE, 2000)}


def test_a_changed_note_gets_a_later_time_even_if_the_clock_went_back() -> None:
    lock, _ = after((contents(a="ferry"), 1000), (contents(a="tide"), 500))
    assert lock.notes == {"a": basic(TIDE, 1001)}


def test_reverting_a_change_is_a_change() -> None:
    """Learners may have imported the version in between."""
    lock, _ = after((contents(a="ferry"), 1), (contents(a="tide"), 2), (contents(a="ferry"), 3))
    assert lock.notes == {"a": basic(FERRY, 3)}


def test_a_removed_note_is_retired() -> None:
    lock, forecast = after((contents(a="ferry", b="tide"), 1000), (contents(b="tide"), 2000))
    assert lock.retired == {"a": basic(FERRY, 1000)}
    assert forecast == Forecast(new=(), changed=(), unchanged=1, retired=("a",))
    lock, forecast = next_lock(lock, contents(b="tide"), {}, 3000)
    assert lock.retired == {"a": basic(FERRY, 1000)}
    assert forecast == Forecast(new=(), changed=(), unchanged=1)


def test_a_restored_note_is_new_and_gets_a_later_time() -> None:
    builds = (contents(a="ferry"), 1000), (contents(), 2000), (contents(a="tide"), 500)
    lock, forecast = after(*builds)
    assert lock == NotesLock({"a": basic(TIDE, 1001)})
    assert forecast.new == ("a",)


def test_a_renamed_note_keeps_its_history() -> None:
    notes = {"b": renamed("ferry", "a")}
    lock, forecast = after((contents(a="ferry"), 1000), (notes, 2000))
    assert lock == NotesLock({"b": basic(FERRY, 1000, first="a")})
    assert forecast == Forecast(new=(), changed=(), unchanged=1)


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
    lock, forecast = after(
        (contents(a="ferry"), 1000),
        ({"b": renamed("ferry", "a")}, 2000),
        ({"b": last} if not last.formerly else {"c": last}, 3000),
    )
    (stamp,) = lock.notes.values()
    assert stamp == basic(FERRY, 1000, first="a")
    assert lock.retired == {}
    assert forecast == Forecast(new=(), changed=(), unchanged=1)


def test_formerly_can_be_added_one_build_late() -> None:
    """The build in between reported one new and one retired question."""
    builds = (contents(a="ferry"), 1000), (contents(b="tide"), 2000)
    lock, forecast = after(*builds)
    assert (forecast.new, forecast.retired) == (("b",), ("a",))
    lock, forecast = next_lock(lock, {"b": renamed("tide", "a")}, {}, 3000)
    assert lock == NotesLock({"b": basic(TIDE, 3000, first="a")})
    assert forecast == Forecast(new=(), changed=("b",), unchanged=0)


def test_without_a_lock_the_oldest_id_is_the_first() -> None:
    lock, _ = after(({"c": renamed("ferry", "a", "b")}, 1000))
    assert lock == NotesLock({"c": basic(FERRY, 1000, first="a")})


def test_a_former_id_that_was_never_built_changes_nothing() -> None:
    lock, forecast = after((contents(b="ferry"), 1000), ({"b": renamed("ferry", "a")}, 2000))
    assert lock == NotesLock({"b": basic(FERRY, 1000)})
    assert forecast == Forecast(new=(), changed=(), unchanged=1)


def test_a_first_id_belongs_to_one_question() -> None:
    """Anki would mix up two notes with the same guid."""
    lock, _ = after((contents(a="ferry"), 1000), ({"b": renamed("ferry", "a")}, 2000))
    with pytest.raises(StudykitError) as caught:
        next_lock(lock, contents(a="fog", b="ferry"), {}, 3000)
    assert str(caught.value) == (
        "`a` and `b` are the same note for learners, first built as `a`;"
        " give the newer question another id"
    )


def test_the_first_id_of_a_retired_question_restores_it() -> None:
    lock, _ = after(
        (contents(a="ferry"), 1000), ({"b": renamed("ferry", "a")}, 2000), (contents(), 3000)
    )
    assert lock.retired == {"b": basic(FERRY, 1000, first="a")}
    lock, forecast = next_lock(lock, contents(a="tide"), {}, 4000)
    assert lock == NotesLock({"a": basic(TIDE, 4000)})
    assert forecast.new == ("a",)


def test_a_note_in_another_bank_has_moved() -> None:
    moved = {"a": Content("ferry", "basic", "other")}
    lock, forecast = after((contents(a="ferry"), 1000), (moved, 2000))
    assert lock.notes == {"a": Stamp(FERRY, 1000, "basic", "other")}
    assert forecast == Forecast(new=(), changed=(), unchanged=1, moved=("a",))


def test_a_note_of_another_type_is_a_new_generation() -> None:
    """Anki never updates a note from one of another type, but skips it as conflicting."""
    cloze = {"a": Content("tide", "cloze", "bank")}
    lock, forecast = after((contents(a="ferry"), 1000), (cloze, 2000))
    assert lock.notes == {"a": Stamp(TIDE, 2000, "cloze", "bank", 1)}
    assert forecast == Forecast(new=(), changed=(), unchanged=0, retyped=(("a", "basic"),))
    lock, forecast = next_lock(lock, cloze, {}, 3000)
    assert lock.notes == {"a": Stamp(TIDE, 2000, "cloze", "bank", 1)}
    assert forecast == Forecast(new=(), changed=(), unchanged=1)


NOTES = st.dictionaries(
    st.sampled_from("abcd"),
    st.builds(
        Content,
        st.sampled_from(["ferry", "tide", "fog"]),
        st.sampled_from(["basic", "cloze"]),
        st.sampled_from(["bank", "other"]),
    ),
)
BUILDS = st.lists(st.tuples(NOTES, st.integers(1, 2**31)), max_size=6)


@given(BUILDS)
@example([(contents(a="ferry"), 9), (contents(a="tide"), 3), (contents(a="ferry"), 1)])
def test_times_never_go_back_and_change_only_with_the_content(
    builds: list[tuple[dict[str, Content], int]],
) -> None:
    lock = NotesLock()
    seen: dict[str, Stamp] = {}
    for notes, now in builds:
        old = lock
        lock, forecast = next_lock(old, notes, {}, now)
        assert lock.notes.keys() == notes.keys()
        assert lock.notes.keys() | lock.retired.keys() == seen.keys() | notes.keys()
        for id, stamp in lock.notes.items():
            before = seen.get(id)
            if before and before.hash == stamp.hash:
                assert stamp.modified == before.modified
            elif before:
                assert stamp.modified > before.modified
            if before and before.type != stamp.type:
                assert stamp.generation == before.generation + 1
        groups = len(forecast.new) + len(forecast.changed) + len(forecast.retyped)
        assert groups + forecast.unchanged == len(notes)
        assert set(forecast.retired) == old.notes.keys() - notes.keys()
        seen |= lock.notes


# The file.

LOCK = NotesLock(
    {"tide": Stamp(TIDE, 2000, "cloze", "bank", 2), "ferry": basic(FERRY, 1000)},
    {"studykit basic": Stamp(FERRY, 3)},
    {"fog": basic(TIDE, 5, first="mist")},
)


def test_the_file_is_sorted_with_one_note_per_line() -> None:
    """So a diff shows which notes changed, and changes by two people merge."""
    assert LOCK.as_json() == (
        '{"types": {\n'
        '  "studykit basic": ["e9087d0b20d80d3e", 3]\n'
        "},\n"
        '"notes": {\n'
        '  "ferry": ["e9087d0b20d80d3e", 1000, "basic", "bank", 0],\n'
        f'  "tide": ["{TIDE}", 2000, "cloze", "bank", 2]\n'
        "},\n"
        '"retired": {\n'
        f'  "fog": ["{TIDE}", 5, "basic", "bank", 0, "mist"]\n'
        "}}\n"
    )


@pytest.mark.parametrize("lock", [LOCK, NotesLock()])
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
        '{"types": {}}',
        '{"types": {}, "notes": []}',
        '{"types": {}, "notes": {"a": []}}',
        '{"types": {}, "notes": {"a": null}}',
        '{"types": {}, "notes": {"a": ["00", "soon"]}}',
        '{"types": {}, "notes": {"a": ["00", Infinity]}}',
        '{"types": {}, "notes": {"a": ["00", 1, "basic"]}}',
        '{"types": {}, "notes": {"a": ["00", 1, "basic", "bank", 0, "b", 7]}}',
        '<<<<<<< ours\n{"types": {}, "notes": {}}\n',
        b'{"types": {}, "notes": {"\xff": ["00", 1]}}',
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


@given(JSON | st.fixed_dictionaries({"notes": JSON, "types": JSON}))
@example({"notes": {"a": ["00", float("inf")]}, "types": {}})
def test_any_json_is_read_or_reported_as_damaged(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    file = tmp_path_factory.getbasetemp() / "notes.lock"
    file.write_text(json.dumps(data), encoding="utf-8")
    try:
        lock = NotesLock.read(file)
    except StudykitError:
        return
    assert all(isinstance(stamp.modified, int) for stamp in lock.notes.values())
