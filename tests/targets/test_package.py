"""The .apkg file: permanent ids, and the same bytes from the same input."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Any

import genanki
import pytest

from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Fill,
    Label,
    LabelledPart,
    Option,
    Recall,
    Type,
)  # fmt: skip
from studykit.bank.shapes import Shape
from studykit.targets.anki import notetypes
from studykit.targets.anki.notetypes import BASIC, NOTE_TYPES
from studykit.targets.anki.package import Deck, deck_id, differences, guid, package, rows
from studykit.targets.notes import Forecast, Moved, NoteCards, NoteRecord, NotesLock

from ..conftest import BANK, COURSE, MakeCourse
from .conftest import THREE, built, note, packed, record

BOX = Shape("rectangle", ((0.1, 0.1), (0.3, 0.2)))

CHOICE = Choose((Option("a shutter", True), Option("a gull", False)))


def read(content: bytes, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query of the package's collection."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        collection = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(collection)
        return db.execute(query).fetchall()


# The ids by which Anki matches notes, types and decks.  No value here may ever change, because then
# learners' notes would no longer match the deck.

FIELDS = [
    "Key", "Prompt", "Options", "Answer", "Explanation", "Passage", "Credit", "Stimulus", "Reverse",
    "ID", "Words", "Spare 2", "Spare 3", "Spare 4",
]  # fmt: skip

FROZEN: dict[int, dict[str, Any]] = {
    1720000000201: {
        "name": "studykit basic",
        "cloze": False,
        "templates": [("Card 1", 7542465868047745744), ("Card 2", 2561340165349403677)],
        "fields": [
            -8836291903052176445, -7045157235250124348, 5930558796818506648, -3036322113468338622,
            -6486045152007928441, -5649019096445549274, -3564184145002236211, -4987559715969043627,
            -3307548935537358369, 58608706003740704, -8411856017071078731, -7600565117902353596,
            8956721984478127582, 8850256284740470824,
        ],
    },
    1720000000202: {
        "name": "studykit cloze",
        "cloze": True,
        "templates": [("Card 1", -7528555379516895241)],
        "fields": [
            -4543445348138245614, -1390132968766685916, 2504332830225646686, -4949162410983671859,
            -1866377404873049534, -6226210274242993251, 1391870922280617816, -2121377392642655316,
            707476223759271509, -5506677485645141350, -2502954657121062570, 1382999171303605453,
            1987229036394471064, -5571946812946711668,
        ],
    },
    1720000000203: {
        "name": "studykit choice",
        "cloze": False,
        "templates": [("Card 1", 4165855389332523238)],
        "fields": [
            -7123497652139160096, 6755153768352393389, -3401900723443886758, 595764417509762275,
            -4837673686147782229, 8444459407041488022, 8692258771927707906, 8764078908260357448,
            -2119075947783123674, 8306681715487648539, 7022394255595437815, -7341123101067392346,
            1230519204583891300, 1935209145983947595,
        ],
    },
    1720000000204: {
        "name": "studykit typed answer",
        "cloze": False,
        "templates": [("Card 1", 8001834020757568272)],
        "fields": [
            -7540284208884678140, -7817810920039523600, 2873401503060750988, 5852484390330829316,
            1293508277433113916, -6727148386377595277, 662005739784162264, 7300641643035959558,
            2373624605669141440, 6683488642144180611, 4027063007792151797, -2647760748964651301,
            5567445845995848864, -3695126048492047084,
        ],
    },
    1720000000205: {
        "name": "studykit order and match",
        "cloze": False,
        "templates": [("Card 1", 7174884140909211554)],
        "fields": [
            2386920852533824712, 8227949322849690080, -7059782588043712173, -7827090751389152293,
            -2365367649346934888, 7186910339689342581, 4504926935882247833, 4660603131379236657,
            3254533385089165988, -6794975726362164459, -4527596203050320591, -6399659948892936240,
            -2723625084102108198, -6028182539154538472,
        ],
    },
    1720000000206: {
        "name": "studykit picture",
        "cloze": True,
        "templates": [("Card 1", 6664114750445328138)],
        "fields": [
            7046935373352908547, 8313317090778407873, -4925163432801120179, -7094110046734950339,
            -5904285882097798053, -1585075982171147820, -8396443835573262741, -4336537185705357117,
            5156129966500035272, 8653532297173605361, -6690673394613191988, 7280155008145942998,
            4787674565216422440, -2848960409788584519,
        ],
    },
}  # fmt: skip


def test_note_types_never_change() -> None:
    """The types are read from a package, because learners have those, not the declarations."""
    cards = [
        note(Recall("x"), id="a"),
        note(Fill((Blank(1, "x"),)), id="b"),
        note(CHOICE, id="c"),
        note(Type("x"), id="d"),
        note(Arrange(("x", "y")), id="e"),
        note(Label("x.png", "x", (LabelledPart("x", BOX),)), id="f"),
    ]
    (models,) = read(packed(cards), "SELECT models FROM col")[0]
    in_package = {
        int(id): {
            "name": model["name"],
            "cloze": model["type"] == 1,
            "templates": [(t["name"], t["id"]) for t in model["tmpls"]],
            "fields": [(f["name"], f["id"]) for f in model["flds"]],
        }
        for id, model in json.loads(models).items()
    }
    assert in_package == {
        id: {
            "name": frozen["name"],
            "cloze": frozen["cloze"],
            "templates": frozen["templates"],
            "fields": list(zip(FIELDS, frozen["fields"], strict=True)),
        }
        for id, frozen in FROZEN.items()
    }
    assert [type_.id for type_ in NOTE_TYPES] == list(FROZEN)


def test_fields_and_templates_have_distinct_ids() -> None:
    ids = [id for frozen in FROZEN.values() for id in frozen["fields"]]
    ids += [id for frozen in FROZEN.values() for _, id in frozen["templates"]]
    assert len(ids) == len(set(ids)) == 6 * 15 + 1


def test_the_first_field_is_unique_and_the_prompt_sorts() -> None:
    """Anki treats notes with equal first fields as duplicates, and lists notes by the sort field."""
    content = packed([note(Recall("x"))])
    ((values, sort),) = read(content, "SELECT flds, sfld FROM notes")
    assert values.split("\x1f")[0] == "test-course/noise"
    assert sort == "What was it?"
    ((models,),) = read(content, "SELECT models FROM col")
    assert [model["sortf"] for model in json.loads(models).values()] == [1]


def test_guids_never_change() -> None:
    assert guid("liang-wenfeng-2024/price-principle") == "p{0kWk&81>"
    assert guid("test-course/noise") == "J}$Z.uyD)j"


def test_a_guid_depends_on_ids_only() -> None:
    recall = note(Recall("A shutter."))
    typed = note(Type("gull"), prompt="Who?", explanation="x", tags=("t",), evidence=())
    assert read(packed([recall]), "SELECT guid FROM notes") == [(guid("test-course/noise"),)]
    assert read(packed([typed]), "SELECT guid FROM notes") == [(guid("test-course/noise"),)]


def test_deck_ids_of_different_ids_differ() -> None:
    pairs = [("a__b", "c"), ("a", "b__c"), ("a_", "_b__c"), ("a", "b"), ("b", "a"), ("ab", ""), ("", "ab")]  # fmt: skip
    assert len({deck_id(*pair) for pair in pairs}) == len(pairs)


def test_deck_ids_never_change() -> None:
    assert deck_id("liang-wenfeng-2024", "") == 1721031834757
    assert deck_id("liang-wenfeng-2024", "part-1") == 1721501452981


def test_deck_ids_are_in_the_range_of_ankis_ids() -> None:
    """Anki's own ids are milliseconds since 1970; 1 is the default deck."""
    for n in range(1000):
        assert 1_720_000_000_000 <= deck_id("course", f"bank-{n}") < 1_720_000_000_000 + 2**32


# The contents of a package.


def test_a_note_and_its_cards() -> None:
    """Cards are new: type, queue and due say so, and there is no scheduling."""
    cloze = note(Fill((Blank(2, "tar"), Blank(1, "salt"))), id="b", type="cloze", tags=("sea",))
    content = packed([note(Recall("x"), id="a"), cloze], modified=1_700_000_000)
    assert read(content, "SELECT id, guid, mid, mod, tags FROM notes ORDER BY id") == [
        (1_720_000_000_000, guid("test-course/a"), 1720000000201, 1_700_000_000, " type::basic source::lighthouse part::1 speaker::marlow "),
        (1_720_000_000_002, guid("test-course/b"), 1720000000202, 1_700_000_000, " sea type::cloze source::lighthouse part::1 speaker::marlow "),
    ]  # fmt: skip
    deck = deck_id("test-course", "bank")
    assert read(
        content, "SELECT nid, did, ord, mod, type, queue, due, ivl, reps FROM cards ORDER BY id"
    ) == [
        (1_720_000_000_000, deck, 0, 1_700_000_000, 0, 0, 1, 0, 0),
        (1_720_000_000_002, deck, 0, 1_700_000_000, 0, 0, 2, 0, 0),
        (1_720_000_000_002, deck, 1, 1_700_000_000, 0, 0, 3, 0, 0),
    ]


def test_each_note_and_type_has_the_time_of_its_own_change() -> None:
    cards = (note(Recall("x"), id="a"), note(Recall("y"), id="b"), note(CHOICE, id="c"))
    times = {"a": 1000, "b": 4_000_000_000, "c": 2000}
    lock = NotesLock(notes={id: record(id, time) for id, time in times.items()})
    content = package("test-course", [Deck("bank", "Top::Bank", "", cards)], lock)
    assert read(content, "SELECT guid, mod FROM notes") == [
        (guid(f"test-course/{id}"), time) for id, time in times.items()
    ]
    ((crt, mod, scm, models),) = read(content, "SELECT crt, mod, scm, models FROM col")
    assert (crt, mod, scm) == (4_000_000_000, 4_000_000_000_000, 4_000_000_000_000)
    assert {m["name"]: m["mod"] for m in json.loads(models).values()} == {
        "studykit basic": BASIC.modified,
        "studykit choice": notetypes.CHOICE.modified,
    }


def test_the_rows_are_those_of_genanki(tmp_path: Path) -> None:
    """Of a note and its cards, all but the ids, the times and the places among new cards."""
    cards = [note(Recall("x", reverse=True), id="a"), note(CHOICE, id="b")]
    cards[0] = replace(cards[0], tags=("type::basic", "part::1"))
    deck = genanki.Deck(1, "Bench")
    for one in cards:
        model = genanki.Model(
            one.type.id,
            one.type.name,
            fields=one.type.fields,
            templates=one.type.templates,
            sort_field_index=1,
        )
        key = f"test-course/{one.id}"
        values = one.values(key)
        deck.add_note(genanki.Note(model, values, tags=list(one.tags), guid=guid(key)))
    genanki.Package(deck).write_to_file(tmp_path / "plain.apkg")
    plain = (tmp_path / "plain.apkg").read_bytes()
    for query in (
        "SELECT guid, mid, usn, tags, flds, sfld, csum, flags, data FROM notes ORDER BY id",
        "SELECT ord, usn, type, queue, ivl, factor, reps, lapses, left, odue, odid, flags, data"
        " FROM cards ORDER BY id",
    ):
        assert read(packed(cards), query) == read(plain, query)


def test_the_collection_header_is_independent_of_the_sqlite_version() -> None:
    """SQLite's counters and version are normalized."""
    with zipfile.ZipFile(io.BytesIO(packed([note(Recall("x"))]))) as archive:
        header = archive.read("collection.anki2")[:100]
    assert header[:16] == b"SQLite format 3\0"
    assert (header[24:28], header[92:96], header[96:100]) == (
        b"\0\0\0\1", b"\0\0\0\1", b"\0\0\0\0",
    )  # fmt: skip


def test_the_archive_format() -> None:
    content = packed([note(Recall("x"))])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.read("media") == b"{}"
        assert [
            (i.filename, i.date_time, i.compress_type, i.create_system, i.external_attr >> 16)
            for i in archive.infolist()
        ] == [
            ("collection.anki2", (1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 3, 0o644),
            ("media", (1980, 1, 1, 0, 0, 0), zipfile.ZIP_DEFLATED, 3, 0o644),
        ]
    assert read(content, "PRAGMA integrity_check") == [("ok",)]


# The same bytes from the same input.


def test_a_later_build_of_the_same_course_is_the_same_bytes(make_course: MakeCourse) -> None:
    folder = make_course(THREE)
    first = built(folder, now=1_700_000_000)
    second = built(folder, old=first.lock, now=1_800_000_000)
    assert second.content == first.content
    assert second.lock == first.lock
    assert second.forecast == Forecast(unchanged=3)


def test_a_package_leaves_nothing_in_the_temp_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its file has no name in the folder, neither during writing nor after a failure."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen: list[list[Path]] = []

    class WatchedRecords(dict[str, NoteRecord]):
        def __getitem__(self, key: str) -> NoteRecord:
            seen.append(list(tmp_path.iterdir()))
            return super().__getitem__(key)

    cards = (note(Recall("x"), id="a"), note(Recall("y"), id="b"))
    lock = NotesLock(notes=WatchedRecords(a=record("a", 1000), b=record("b", 1000)))
    package("test-course", [Deck("bank", "Bank", "", cards)], lock)
    assert seen == [[], []]
    del lock.notes["b"]
    with pytest.raises(KeyError):
        package("test-course", [Deck("bank", "Bank", "", cards)], lock)
    assert list(tmp_path.iterdir()) == []


def test_the_same_bytes_without_a_temp_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    cards = [note(Recall(f"x {n}"), id=str(n)) for n in range(500)]
    expected = packed(cards)
    monkeypatch.setattr("tempfile.tempdir", "/nowhere")
    assert packed(cards) == expected


def test_a_package_is_made_without_writing_any_file() -> None:
    """No file can be written to the temp folder; 30 MB exceed SQLite's caches."""
    resource = pytest.importorskip("resource", reason="this system has no file size limits")
    card = note(Recall("x" * 10_000))
    cards = [replace(card, id=str(n), fields=card.fields | {"ID": str(n)}) for n in range(3000)]
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        content = packed(cards)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert read(content, "SELECT count(*) FROM notes") == [(3000,)]


# From a course to a package.


def test_a_deck_for_the_course_and_one_for_each_bank_with_cards(make_course: MakeCourse) -> None:
    """Punctuation in names that would add levels is replaced."""
    course = (
        COURSE.replace("Test course", "'A \"test\": course::one'")
        + "licence: CC0\ndescription: On <b>one</b> light.\n"
    )
    bank = BANK + "\n" + indent(THREE, "  ")
    bank = bank.replace("title: Bank", "title: Bank\ndescription: A & B")
    talk = """\
id: talk
title: Talk
questions:
  - id: open
    type: discussion
    prompt: Who would wind?
    look_for: A reason.
    stage: opening
"""
    folder = make_course(bank=bank, course=course, more={"zz.yaml": talk})
    result = built(folder)
    decks = {
        deck["id"]: (deck["name"], deck["desc"]) for deck in rows(result.content)["decks"].values()
    }
    assert decks == {
        1: ("Default", ""),
        deck_id("test-course", ""): (
            "A ”test”: course: one",
            "On &lt;b&gt;one&lt;/b&gt; light.<br>Version 1.<br>Questions: CC0 licence.<br>"
            "Quotes belong to their publishers: The Shutter and the Light (written for studykit).",
        ),
        deck_id("test-course", "bank"): ("A ”test”: course: one::Bank", "A &amp; B"),
    }
    assert (result.cards, result.left_out) == (4, ("open",))


def test_the_course_can_name_its_deck(make_course: MakeCourse) -> None:
    """Anki identifies a deck by its name, so the name can stay when the title changes."""
    result = built(make_course(THREE, course=COURSE + "deck: Lights\n"))
    names = {deck["name"] for deck in rows(result.content)["decks"].values()}
    assert names == {"Default", "Lights", "Lights::Bank"}


def test_a_discussion_with_card_true_has_a_card(make_course: MakeCourse) -> None:
    talk = """\
- id: wind
  type: discussion
  card: true
  prompt: Who would wind?
  look_for: A reason.
  passages: [{quote: Somebody has to be here. The rest is brass.}]
"""
    result = built(make_course(talk))
    assert list(result.lock.notes) == ["wind"]
    assert (result.cards, result.left_out) == (1, ())


def test_a_course_without_cards_is_a_package_without_notes(make_course: MakeCourse) -> None:
    talk = "- {id: a, type: discussion, prompt: Who?, look_for: Why., stage: closing}"
    result = built(make_course(talk))
    assert rows(result.content)["notes"] == {}
    assert result.left_out == ("a",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What did Marlow hear?", "What did Ida Marlow hear?"),
        ("A shutter.", "A loose shutter."),
        ("tags: [wind, sound, wood]", "tags: [wind, sound]"),
        ("tags: [wind", "explanation: It banged.\n  tags: [wind"),
        ("tags: [wind", "level: apply\n  tags: [wind"),
        ("a shutter was banging up here in the wind", "a shutter was banging up here"),
    ],
)
def test_only_the_changed_note_gets_a_new_stamp(
    make_course: MakeCourse, old: str, new: str
) -> None:
    first = built(make_course(THREE), now=1000)
    second = built(make_course(THREE.replace(old, new)), old=first.lock, now=2000)
    assert {id: second.lock.notes[id].modified for id in second.lock.notes} == {
        "motor": 1000,
        "noise": 2000,
        "winding": 1000,
    }
    guids = {guid(f"test-course/{id}"): note.modified for id, note in second.lock.notes.items()}
    assert {id: row[1] for id, row in rows(second.content)["notes"].items()} == guids
    assert second.forecast == Forecast(changed=("noise",), unchanged=2)


def test_the_lock_has_the_times_of_used_note_types(make_course: MakeCourse) -> None:
    """They are those of the templates, whenever the course is built."""
    first = built(make_course(THREE), now=1000)
    used = (notetypes.BASIC, notetypes.CHOICE, notetypes.CLOZE)
    assert first.lock.types == {type.name: type.modified for type in used}
    typed = THREE.replace("type: basic", "type: short_answer")
    second = built(make_course(typed), old=first.lock, now=2000)
    more = {notetypes.TYPED.name: notetypes.TYPED.modified}
    assert second.lock.types == first.lock.types | more


def test_a_reworded_credit_changes_no_note(make_course: MakeCourse) -> None:
    """Notes that are new or changed have it; the others keep their time."""
    first = built(make_course(THREE), now=1000)
    course = COURSE.replace("written for studykit", "by the keepers")
    second = built(make_course(THREE, course=course), old=first.lock, now=2000)
    assert second.lock.notes == first.lock.notes
    assert second.forecast == Forecast(unchanged=3, credits=("lighthouse",))
    values = [row[3] for row in rows(second.content)["notes"].values()]
    assert all("The Shutter and the Light · by the keepers" in fields for fields in values)


def test_a_reversed_question_has_a_second_card(make_course: MakeCourse) -> None:
    first = built(make_course(THREE))
    both = THREE.replace("answer: A shutter.", "answer: A shutter.\n  reverse: true")
    second = built(make_course(both), old=first.lock, now=1_700_000_001)
    assert (first.cards, second.cards) == (4, 5)
    assert second.forecast == Forecast(
        changed=("noise",), unchanged=2, added=(NoteCards("noise", (2,)),)
    )
    third = built(make_course(THREE), old=second.lock, now=1_700_000_002)
    assert third.forecast == Forecast(
        changed=("noise",), unchanged=2, emptied=(NoteCards("noise", (2,)),)
    )


def test_a_question_in_another_bank_is_moved_and_unchanged(make_course: MakeCourse) -> None:
    first = built(make_course(THREE), now=1000)
    moved = {
        "other.yaml": (BANK + indent(THREE, "  ")).replace("bank", "other").replace("Bank", "Other")
    }
    rest = "- {id: rest, type: discussion, prompt: Who?, look_for: Why., stage: closing}"
    second = built(make_course(rest, more=moved), old=first.lock, now=2000)
    times = {key: record.modified for key, record in first.lock.notes.items()}
    assert {key: record.modified for key, record in second.lock.notes.items()} == times
    assert second.forecast == Forecast(
        unchanged=3,
        moved=tuple(
            Moved(id, "Test course::Bank", "Test course::Other")
            for id in ("noise", "motor", "winding")
        ),
    )
    assert {row[0] for row in rows(second.content)["cards"].values()} == {
        deck_id("test-course", "other")
    }


@pytest.mark.parametrize("now", [0, -1, 2**32])
def test_a_time_that_anki_cannot_store_is_an_error(make_course: MakeCourse, now: int) -> None:
    folder = make_course(THREE)
    with pytest.raises(ValueError, match=r"^Anki accepts only times between 1970 and 2106$"):
        built(folder, now=now)


# Differences between two packages.


def test_the_rows_of_a_package() -> None:
    tables = rows(packed([note(Recall("x"), tags=("sea",))]))
    id, deck = guid("test-course/noise"), deck_id("test-course", "bank")
    fields = "\x1f".join(note(Recall("x")).values("test-course/noise"))
    assert tables["notes"] == {
        id: [
            1720000000201,
            1_700_000_000,
            " sea type::basic source::lighthouse part::1 speaker::marlow ",
            fields,
            "What was it?",
        ]
    }
    assert tables["cards"] == {f"{id} 0": [deck, 1, 0]}
    assert list(tables["note types"]) == ["1720000000201"]
    assert {d["name"] for d in tables["decks"].values()} == {"Default", "Test course::Bank"}


def test_equal_packages_do_not_differ() -> None:
    content = packed([note(Recall("x"))])
    assert differences(rows(content), rows(content)) == []


def test_differences_are_counted_in_words() -> None:
    old = packed([note(Recall("x"), id="a"), note(Recall("y"), id="b"), note(CHOICE, id="c")])
    new = packed([note(Recall("z"), id="a"), note(Fill((Blank(1, "1"), Blank(2, "2"))), id="d")])
    assert differences(rows(old), rows(new)) == [
        "1 note missing",
        "2 notes unexpected",
        "1 note changed",
        "2 cards missing",
        "2 cards unexpected",
        "1 note type missing",
        "1 note type unexpected",
    ]


def test_a_changed_style_is_a_difference() -> None:
    old, new = rows(packed([note(Recall("x"))])), rows(packed([note(Recall("x"))]))
    new["note types"]["1720000000201"]["css"] += "b { color: red }"
    assert differences(old, new) == ["1 note type changed"]


WHOLE = packed([note(Recall("x"))])


def with_byte(at: int, value: int) -> bytes:
    return WHOLE[:at] + bytes([value]) + WHOLE[at + 1 :]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"no archive at all",
        WHOLE[: len(WHOLE) // 2],
        WHOLE[len(WHOLE) // 2 :],
        with_byte(60, WHOLE[60] ^ 0xFF),
        with_byte(WHOLE.index(b"PK\x01\x02") + 10, 99),  # unknown compression method
        with_byte(WHOLE.index(b"PK\x01\x02") + 8, 1),  # encrypted
    ],
)
def test_a_file_that_is_not_a_package_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        rows(content)


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        zipped("collection.anki21b", b""),
        zipped("collection.anki2", b""),
        zipped("collection.anki2", b"SQLite format 3\0"),
        zipped("collection.anki2", b"\0" * 4096),
    ],
)
def test_an_archive_without_a_collection_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        rows(content)


def test_a_corrupt_byte_never_crashes() -> None:
    """Reading a damaged file succeeds or raises a ValueError, wherever the damage is."""
    for at in range(0, len(WHOLE), 3):
        try:
            rows(with_byte(at, WHOLE[at] ^ 0x55))
        except ValueError:
            continue
