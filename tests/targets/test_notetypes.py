"""Note types: the times at which their texts changed.

`pytest --update tests/targets/test_notetypes.py` renews the stamps of changed note types.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from studykit.targets.anki import notetypes
from studykit.targets.anki.notetypes import NOTE_TYPES, NoteType, Stamp, stamps

FILE = Path(notetypes.__file__).parent / "templates" / "stamps.json"


def renewed(old: dict[str, Stamp], now: int) -> dict[str, Stamp]:
    """Return the stamps of all note types; those whose texts changed get a later time."""
    new = {}
    for type in NOTE_TYPES:
        modified, digest = old.get(type.stem, Stamp(0, ""))
        changed = type.digest != digest
        new[type.stem] = Stamp(max(now, modified + 1) if changed else modified, type.digest)
    return new


@pytest.mark.parametrize("type", NOTE_TYPES, ids=lambda type: type.stem)
def test_the_stamp_of_a_note_type_changes_with_its_texts(
    type: NoteType, request: pytest.FixtureRequest
) -> None:
    """Learners get a changed template only if its note type is newer than theirs."""
    if request.config.getoption("update"):
        rows = renewed(stamps(), int(time.time()))
        FILE.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        stamps.cache_clear()
        notetypes._file.cache_clear()
    assert type.digest == stamps()[type.stem].digest, (
        f"the templates or the style of {type.name} changed: run this test with --update"
    )


def test_a_renewed_stamp_is_later_even_if_the_clock_went_back() -> None:
    assert renewed(stamps(), now=1) == stamps()
    old = stamps() | {"basic": Stamp(1_700_000_000, "another")}
    assert renewed(old, now=1_800_000_000)["basic"] == Stamp(
        1_800_000_000, stamps()["basic"].digest
    )
    assert renewed(old, now=1)["basic"] == Stamp(1_700_000_001, stamps()["basic"].digest)


def test_every_text_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in any file of the folder changes the hash of a note type."""
    before = {type.stem: type.digest for type in NOTE_TYPES}
    file = notetypes._file
    for path in FILE.parent.iterdir():
        if path.name == FILE.name:
            continue
        with monkeypatch.context() as patch:
            patch.setattr(
                notetypes, "_file", lambda name, path=path: file(name) + "!" * (name == path.name)
            )
            assert before != {type.stem: type.digest for type in NOTE_TYPES}, path.name
