"""Pins: the lock file, and finding pins in it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.diagnostics import StudykitError
from studykit.source.fold import FOLDING
from studykit.source.locate import Query, Verdict
from studykit.source.pins import Lock, Original, Pin, key, pin, text_digest
from studykit.source.text import Place

A2 = Place("part-1", "A2", "liang", 1)
Q3 = Place("part-1", "Q3", "waves", 1)
INTRODUCTION = Place("introduction", None, None, 4)
QUOTE = Query("We don’t lose money — never.", "talk")
CURLY = pin(QUOTE, A2, Verdict.EXACT)
STRAIGHT = pin(Query("We don't lose money—never.", "talk"), A2, Verdict.TYPOGRAPHIC)
DIGEST = "0" * 64


def lock(*pins: Pin, source: str = "talk", folding: int = FOLDING) -> Lock:
    return Lock({source: set(pins)}, {source: DIGEST}, folding)


def found(lock: Lock, quote: str = QUOTE.quote, **claims: str | None) -> list[Pin]:
    return lock.find(Query(quote, **{"source": "talk", **claims}))


# The file


def test_lock_round_trip(tmp_path: Path) -> None:
    file = tmp_path / "course.lock"
    before = Lock(
        {"talk": {CURLY, STRAIGHT, pin(Query("Hm?"), Q3, Verdict.EXACT)}, "note": set()},
        {"talk": DIGEST, "note": text_digest(b"")},
    )
    assert before.write(file)
    assert Lock.read(file) == before


def test_unchanged_lock_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "course.lock"
    assert lock(CURLY).write(file)
    stamp = file.stat().st_mtime_ns
    assert not Lock.read(file).write(file)
    assert file.stat().st_mtime_ns == stamp


def test_missing_lock_is_empty(tmp_path: Path) -> None:
    assert Lock.read(tmp_path / "course.lock") == Lock()


def test_lock_file_is_sorted_one_pin_a_line() -> None:
    one, two = (
        pin(Query("One."), A2, Verdict.EXACT),
        pin(Query("Two."), INTRODUCTION, Verdict.TYPOGRAPHIC),
    )
    text = Lock({"talk": {one, two}, "note": {two}}, {"talk": DIGEST, "note": DIGEST}).as_json()
    assert (
        text
        == f"""\
{{"folding": 2, "sources": {{
  "note": {{"sha256": "{DIGEST}", "pins": [
    {{"quote": "{two.quote}", "section": "introduction", "turn": null, "speaker": null, "paragraph": 4, "verdict": "typographic"}}
  ]}},
  "talk": {{"sha256": "{DIGEST}", "pins": [
    {{"quote": "{two.quote}", "section": "introduction", "turn": null, "speaker": null, "paragraph": 4, "verdict": "typographic"}},
    {{"quote": "{one.quote}", "section": "part-1", "turn": "A2", "speaker": "liang", "paragraph": 1, "verdict": "exact", "letters": "{one.letters}"}}
  ]}}
}}}}
"""
    )
    assert Lock({}, {}).as_json() == '{"folding": 2, "sources": {\n\n}}\n'


def test_a_lock_keeps_pages_times_and_originals(tmp_path: Path) -> None:
    place = Place("text", None, None, 1, "xii–1", 12, 751)
    original = Original("talk.pdf", DIGEST, "pdf 1 (pypdfium2 5.15.2)", DIGEST)
    lock = Lock(
        {"talk": {pin(Query("One."), place, Verdict.TYPOGRAPHIC)}},
        {"talk": DIGEST},
        originals={"talk": original},
    )
    text = lock.as_json()
    assert text.startswith(
        '{"folding": 2, "originals": {\n'
        f'  "talk": {{"name": "talk.pdf", "sha256": "{DIGEST}",'
        f' "converter": "pdf 1 (pypdfium2 5.15.2)", "text": "{DIGEST}"}}\n'
        '}, "sources": {\n'
    )
    assert '"paragraph": 1, "page": "xii–1", "pdf_page": 12, "time": 751, "verdict"' in text
    lock.write(tmp_path / "course.lock")
    assert Lock.read(tmp_path / "course.lock") == lock


PLACES = st.builds(
    Place,
    st.sampled_from(["a", "b"]),
    st.sampled_from([None, "Q1", "A1"]),
    st.sampled_from([None, "ann", "bob"]),
    st.sampled_from([None, 1, 2]),
)
PINS = st.builds(
    lambda quote, place, found: pin(Query(quote), place, found),
    st.sampled_from(["One.", "Two.", "“Three”", '"Three"']),
    PLACES,
    st.sampled_from([Verdict.EXACT, Verdict.TYPOGRAPHIC, Verdict.GAPPED]),
)


@given(st.dictionaries(st.sampled_from(["talk", "note"]), st.sets(PINS)), st.randoms())
def test_lock_file_does_not_depend_on_the_order_of_pins(
    pins: dict[str, set[Pin]], random: object
) -> None:
    one = Lock(pins, dict.fromkeys(pins, DIGEST))
    shuffled = {id: list(pins[id]) for id in pins}
    for items in shuffled.values():
        random.shuffle(items)  # type: ignore[attr-defined]
    other = Lock({id: set(shuffled[id]) for id in reversed(shuffled)}, one.texts)
    assert one.as_json() == other.as_json()
    assert json.loads(one.as_json())["sources"].keys() == pins.keys()
    for quote in ("One.", "“Three”"):
        for source in pins:
            one.find(Query(quote, source))  # sorts pins; must not raise


def test_lock_file_has_no_words_of_the_text() -> None:
    quote = Query("hardships", "talk", prefix="unspeakable", suffix="forthwith")
    text = lock(pin(quote, A2, Verdict.EXACT)).as_json()
    words = set(re.findall(r"[A-Za-z]{3,}", re.sub(r'"[0-9a-f]{32,64}"', "", text)))
    assert words == {
        "folding", "sources", "talk", "sha256"[:3], "pins", "quote", "section", "part", "turn",
        "speaker", "liang", "paragraph", "verdict", "exact", "letters",
    }  # fmt: skip


def hostile(**values: object) -> bytes:
    """A lock with one pin, which has an impossible value."""
    place = {"section": "part-1", "turn": "A1", "speaker": "ann", "paragraph": 1}
    pin = {"quote": "1", **place, "verdict": "exact", "letters": "1", **values}
    return json.dumps({"folding": 2, "sources": {"talk": {"sha256": "0", "pins": [pin]}}}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b"null",
        b'{"folding": "one", "sources": {}}',
        b'{"folding": 2, "sources": []}',
        b'{"folding": 2, "sources": {"talk": {"pins": []}}}',
        b'{"folding": 2, "sources": {"talk": {"sha256": "0", "pins": [{"quote": "1"}]}}}',
        b'{"folding": 2, "sources": {"talk": {"sha256": "0", "pins": ["1"]}}}',
        b'{"folding": 2, "sources": {"talk": {"sha256": 1, "pins": []}}}',
        b'{"folding": 1e999, "sources": {}}',
        b'{"folding": ' + b"1" * 5000 + b', "sources": {}}',
        b"[" * 100_000,
        hostile(section=None),
        hostile(section=["part-1"]),
        hostile(turn=5),
        hostile(turn="A" + "1" * 5000),
        hostile(turn="A1\x1b[2J"),
        hostile(speaker={}),
        hostile(paragraph="x"),
        hostile(paragraph=True),
        hostile(paragraph=1.5),
        hostile(paragraph=0),
        hostile(paragraph=10**400),
        hostile(quote=None),
        hostile(verdict="found"),
        hostile(verdict=[]),
        hostile(letters=1),
        hostile(page=12),
        hostile(page="1\x1b[2J"),
        hostile(time="12:31"),
        hostile(pdf_page=-1),
        b'{"folding": 2, "originals": [], "sources": {}}',
        b'{"folding": 2, "originals": {"talk": {"name": "a.pdf"}}, "sources": {}}',
        b'{"folding": 2, "originals": {"talk": {"name": 1, "sha256": "", "converter": "", "text": ""}}, "sources": {}}',
        b'<<<<<<< HEAD\n{"folding": 2, "sources": {}}\n',
        b"\xff\xfe",
    ],
)
def test_damaged_lock(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "course.lock"
    file.write_bytes(content)
    with pytest.raises(StudykitError) as error:
        Lock.read(file)
    assert str(error.value) == (
        f"{file} is damaged: restore it from version control, or delete it and run"
        " `studykit pin` where the texts are"
    )


def test_unreadable_lock(tmp_path: Path) -> None:
    with pytest.raises(StudykitError) as error:
        Lock.read(tmp_path)
    assert str(error.value) == f"{tmp_path} cannot be read: Is a directory"


# Finding pins


def test_find_pinned_quote() -> None:
    assert found(lock(CURLY)) == [CURLY]
    assert found(lock(CURLY), "We don’t lose money. Never.") == []
    assert found(lock(CURLY), source="note") == []
    assert found(lock(CURLY), source=None) == []
    assert found(Lock()) == []


@pytest.mark.parametrize(
    ("claims", "agree"),
    [
        ({"speaker": "liang"}, True),
        ({"section": "part-1"}, True),
        ({"speaker": "liang", "section": "part-1"}, True),
        ({"speaker": "waves"}, False),
        ({"section": "part-2"}, False),
        ({"speaker": "liang", "section": "part-2"}, False),
    ],
)
def test_find_only_pins_that_agree_with_the_claims(claims: dict[str, str], agree: bool) -> None:
    assert found(lock(CURLY), **claims) == ([CURLY] if agree else [])


def test_pin_without_a_speaker_does_not_agree_with_one() -> None:
    locked = lock(pin(QUOTE, INTRODUCTION, Verdict.EXACT))
    assert found(locked) != []
    assert found(locked, speaker="liang") == []


def test_prefix_and_suffix_are_part_of_the_key() -> None:
    narrowed = Query("yes", "talk", prefix="He  said:", suffix="and don’t")
    locked = lock(pin(narrowed, A2, Verdict.EXACT))
    assert found(locked, "yes") == []
    assert found(locked, "yes", prefix="He said:") == []
    assert found(locked, "yes", suffix="He said:", prefix="and don’t") == []
    assert len(found(locked, "yes", prefix="He said:", suffix="and don't")) == 1


def test_key_is_the_hash_of_the_folded_quote() -> None:
    """Existing lock files contain these: the first 128 bits of a sha256."""
    assert key(Query("One.")) == "70277bfc409b502132d7a48b2a3b3862"
    assert key(Query("Don’t – stop")) == "97e7b53cba6c81009d9cb5f4aff5df80"


def test_quote_prefix_and_suffix_are_not_interchangeable() -> None:
    keys = {
        key(Query("a b")),
        key(Query("a", prefix="b")),
        key(Query("a", suffix="b")),
        key(Query("b", prefix="a")),
        key(Query("a", prefix="b", suffix="b")),
    }
    assert len(keys) == 5


def test_pins_of_another_folding_version_are_not_found() -> None:
    assert found(lock(CURLY, folding=FOLDING + 1)) == []


QUERIES = st.builds(
    lambda quote, source, speaker, section: Query(quote, source, speaker, section),
    st.sampled_from(["One.", "Two.", "“Three”", '"Three"', "Four."]),
    st.sampled_from(["talk", "note", "other", None]),
    st.sampled_from([None, "ann", "bob", "eve"]),
    st.sampled_from([None, "a", "b", "c"]),
)


@given(st.dictionaries(st.sampled_from(["talk", "note"]), st.sets(PINS)), st.lists(QUERIES))
def test_find_is_the_same_as_a_linear_search(
    pins: dict[str, set[Pin]], queries: list[Query]
) -> None:
    lock = Lock(pins, dict.fromkeys(pins, DIGEST))
    for query in queries:
        expected = {
            pin
            for pin in pins.get(query.source or "", ())
            if pin.quote == key(query)
            and query.accepts(pin.found)
            and query.section in (None, pin.place.section)
            and query.speaker in (None, pin.place.speaker)
        }
        found = lock.find(query)
        assert (set(found), len(found)) == (expected, len(expected))


# The verdict of a pin


def test_unchanged_quote_is_exact() -> None:
    assert CURLY.verdict(QUOTE.quote) is Verdict.EXACT
    assert CURLY.verdict("We  don’t lose\nmoney — never.") is Verdict.EXACT


def test_quote_with_a_typographic_edit_is_typographic() -> None:
    edited = "We don't lose money — never."
    assert found(lock(CURLY), edited) == [CURLY]
    assert CURLY.verdict(edited) is Verdict.TYPOGRAPHIC


def test_typographic_pin_stays_typographic() -> None:
    assert STRAIGHT.verdict("We don't lose money—never.") is Verdict.TYPOGRAPHIC


def test_passage_pinned_in_two_spellings() -> None:
    """The pin of the same spelling comes first."""
    both = lock(CURLY, STRAIGHT)
    assert CURLY.quote == STRAIGHT.quote
    assert found(both)[0].verdict(QUOTE.quote) is Verdict.EXACT
    other = "We don't lose money—never."
    assert found(both, other)[0].verdict(other) is Verdict.TYPOGRAPHIC
    assert len(found(both)) == 2


def test_quote_pinned_in_two_places() -> None:
    """The pin without a turn comes first."""
    twice = lock(
        pin(QUOTE, A2, Verdict.EXACT),
        pin(QUOTE, A2._replace(turn=None, speaker=None), Verdict.EXACT),
    )
    assert [p.place.turn for p in found(twice)] == [None, "A2"]
