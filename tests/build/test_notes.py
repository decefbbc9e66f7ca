"""`notes.lock`: every note keeps the time of its own last change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.build.notes import Forecast, NotesLock, Stamp, digest, forecast, stamped
from studykit.diagnostics import StudykitError

FERRY, TIDE = digest("ferry"), digest("tide")

# Stamps.


def test_a_hash_is_the_beginning_of_the_sha256() -> None:
    assert digest("ferry") == "e9087d0b20d80d3e"


def test_a_new_note_is_stamped_with_now() -> None:
    assert stamped({}, {"a": "ferry"}, 1000) == {"a": Stamp(FERRY, 1000)}


def test_an_unchanged_note_keeps_its_time() -> None:
    old = {"a": Stamp(FERRY, 1000)}
    assert stamped(old, {"a": "ferry"}, 2000) == old


def test_only_the_changed_note_is_stamped_anew() -> None:
    old = {"a": Stamp(FERRY, 1000), "b": Stamp(FERRY, 1000)}
    new = stamped(old, {"a": "ferry", "b": "tide"}, 2000)
    assert new == {"a": Stamp(FERRY, 1000), "b": Stamp(TIDE, 2000)}


def test_a_note_that_went_away_is_forgotten() -> None:
    assert stamped({"a": Stamp(FERRY, 1000)}, {}, 2000) == {}


def test_a_changed_note_gets_a_later_time_even_where_the_clock_went_back() -> None:
    old = {"a": Stamp(FERRY, 1000)}
    assert stamped(old, {"a": "tide"}, 500) == {"a": Stamp(TIDE, 1001)}
    assert stamped(old, {"a": "tide"}, 1000) == {"a": Stamp(TIDE, 1001)}


def test_a_change_that_is_taken_back_is_a_change() -> None:
    """Learners may have imported what was in between."""
    first = stamped({}, {"a": "ferry"}, 1000)
    second = stamped(first, {"a": "tide"}, 2000)
    assert stamped(second, {"a": "ferry"}, 3000) == {"a": Stamp(FERRY, 3000)}


CONTENTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["ferry", "tide", "fog"]))
BUILDS = st.lists(st.tuples(CONTENTS, st.integers(1, 2**31)), max_size=6)


@given(BUILDS)
@example([({"a": "ferry"}, 9), ({"a": "tide"}, 3), ({"a": "ferry"}, 1)])
def test_times_never_go_back_and_move_only_with_the_content(
    builds: list[tuple[dict[str, str], int]],
) -> None:
    stamps: dict[str, Stamp] = {}
    for contents, now in builds:
        before, stamps = stamps, stamped(stamps, contents, now)
        assert stamps.keys() == contents.keys()
        for id in stamps.keys() & before.keys():
            if stamps[id].hash == before[id].hash:
                assert stamps[id] == before[id]
            else:
                assert stamps[id].modified > before[id].modified


# What a build means for those who have the former deck.


def test_a_forecast_names_what_is_new_changed_and_retired() -> None:
    old = {"a": Stamp(FERRY, 1), "b": Stamp(FERRY, 1), "c": Stamp(FERRY, 1)}
    new = {"a": Stamp(FERRY, 1), "b": Stamp(TIDE, 2), "d": Stamp(FERRY, 2)}
    assert forecast(old, new) == Forecast(new=("d",), changed=("b",), unchanged=1, retired=("c",))


def test_a_first_build_is_all_new() -> None:
    new = {"a": Stamp(FERRY, 1), "b": Stamp(TIDE, 1)}
    assert forecast({}, new) == Forecast(new=("a", "b"), changed=(), unchanged=0, retired=())


# The file.

LOCK = NotesLock(
    {"tide": Stamp(TIDE, 2000), "ferry": Stamp(FERRY, 1000)}, {"studykit basic": Stamp(FERRY, 3)}
)


def test_the_file_is_sorted_and_has_a_note_in_every_line() -> None:
    """So that a diff shows which notes changed, and two people's changes merge."""
    assert LOCK.as_json() == (
        '{"types": {\n'
        '  "studykit basic": ["e9087d0b20d80d3e", 3]\n'
        "},\n"
        '"notes": {\n'
        '  "ferry": ["e9087d0b20d80d3e", 1000],\n'
        f'  "tide": ["{TIDE}", 2000]\n'
        "}}\n"
    )


@pytest.mark.parametrize("lock", [LOCK, NotesLock()])
def test_what_is_written_is_read(lock: NotesLock, tmp_path: Path) -> None:
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
        '<<<<<<< ours\n{"types": {}, "notes": {}}\n',
        b'{"types": {}, "notes": {"\xff": ["00", 1]}}',
    ],
)
def test_a_damaged_file_is_one_sentence(content: str | bytes, tmp_path: Path) -> None:
    file = tmp_path / "notes.lock"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(StudykitError) as caught:
        NotesLock.read(file)
    assert str(caught.value) == (
        f"{file} is damaged: restore it from version control; without it"
        " the next build would overwrite what learners changed in their notes"
    )


def test_a_folder_in_the_way_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "notes.lock"
    file.mkdir()
    with pytest.raises(StudykitError) as caught:
        NotesLock.read(file)
    assert str(caught.value) == f"{file} cannot be read: Is a directory"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(JSON | st.fixed_dictionaries({"notes": JSON, "types": JSON}))
@example({"notes": {"a": ["00", float("inf")]}, "types": {}})
def test_whatever_json_is_in_the_file_it_is_a_lock_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: object
) -> None:
    file = tmp_path_factory.getbasetemp() / "notes.lock"
    file.write_text(json.dumps(data), encoding="utf-8")
    try:
        lock = NotesLock.read(file)
    except StudykitError:
        return
    assert all(isinstance(stamp.modified, int) for stamp in lock.notes.values())
