"""`studykit locate`: one phrase as text or JSON, and many as JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studykit.source.locate import Verdict

from ..command import Run
from ..conftest import LIGHTHOUSE, MakeCourse


@pytest.fixture(autouse=True)
def _course(make_course: MakeCourse) -> None:
    make_course()


def test_a_phrase_gets_its_place_and_an_entry_to_paste(run: Run) -> None:
    ran = run("locate", "So whoever winds it stays")
    start = LIGHTHOUSE.index("so whoever winds it stays")
    assert ran.code == 0
    assert ran.out == (
        "typographic: only the typography differs\n"
        f"lighthouse, Part 1, A3 (Ida Marlow), characters {start:,} to {start + 25:,}\n"
        "  so whoever winds it stays\n"
        "\n"
        "passages:\n"
        "  - source: lighthouse\n"
        "    quote: so whoever winds it stays\n"
        "    speaker: Ida Marlow\n"
    )


def test_each_of_several_places_gets_a_suffix_that_makes_it_unique(run: Run) -> None:
    ran = run("locate", "Somebody has to be here.")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "ambiguous: in several places"
    assert lines[3] == "  unique with suffix: The"
    assert lines[-5:] == [
        "passages:",
        "  - source: lighthouse",
        "    quote: Somebody has to be here.",
        "    speaker: Ida Marlow",
        "    suffix: The",
    ]
    assert run("locate", "Somebody has to be here.", "--suffix", "The").code == 0
    assert run("locate", "Somebody has to be here.", "--section", "part-2").code == 0
    assert run("locate", "Somebody has to be here.", "--speaker", "reporter").code == 0


def test_the_nearest_passage_is_shown_with_the_words_that_differ(run: Run) -> None:
    ran = run("locate", "I think the board was wrong to switch the old light off.")
    assert ran.code == 1
    assert ran.out.splitlines()[:3] == [
        "near: not in the texts, but something similar is",
        "nearest (95% similar): lighthouse, Part 2, A1 (Ida Marlow)",
        "  I {+don't+} think the board was wrong to switch the old light off.",
    ]


def test_a_phrase_unlike_any_passage_is_absent(run: Run) -> None:
    ran = run("locate", "The quick brown fox jumps over")
    assert ran.out == "absent: nothing similar is in the texts\n"


def test_a_phrase_that_cuts_off_a_word_gets_whole_words_to_paste(run: Run) -> None:
    ran = run("locate", "hutter was banging up here in the win")
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0] == "clipped: it cuts off a word or number"
    assert lines[2:] == [
        "  hutter was banging up here in the win",
        "",
        "passages:",
        "  - source: lighthouse",
        "    quote: shutter was banging up here in the wind",
        "    speaker: Ida Marlow",
    ]


def test_an_entry_with_a_colon_is_quoted_for_yaml(run: Run) -> None:
    text = "When I began I called it “that coat hanger”"
    assert f"    quote: {text}\n" in run("locate", text).out
    start = run("locate", "“that coat hanger” and blamed").out
    assert "    quote: “that coat hanger” and blamed\n" in start


def test_json_is_one_object(run: Run) -> None:
    found = json.loads(run("locate", "whole but for one broken wheel", "--json").out)
    start = LIGHTHOUSE.index("whole but for one broken wheel")
    assert found == {
        "verdict": "exact",
        "matches": [
            {
                "source": "lighthouse",
                "region": "interview",
                "section": "part-1",
                "turn": "A2",
                "speaker": "marlow",
                "paragraph": 1,
                "start": start,
                "end": start + 30,
                "text": "whole but for one broken wheel",
            }
        ],
        "nearest": None,
    }


def test_a_batch_is_answered_line_by_line_and_continues_after_bad_lines(run: Run) -> None:
    lines = [
        '{"id": "a", "quote": "There are 149 steps"}',
        "not json",
        '{"id": "b", "quote": "there are 149 steps"}',
        '{"id": 3, "quote": "whole but for two broken wheels", "source": "lighthouse"}',
        '{"id": 4, "quote": "Not one.", "speaker": "Reporter"}',
        '{"id": 5, "quote": "Not one.", "section": "part-2"}',
        '{"id": 6, "quote": "ot one"}',
        '{"id": 7, "quote": ""}',
        '{"id": 8, "quote": 12}',
        '{"id": 9, "quote": "x", "source": "nope"}',
        "[]",
        '{"id": 11, "quote": "Not one."}',
    ]
    ran = run("locate", "--batch", "-", stdin="\n".join(lines) + "\n")
    assert ran.code == 0
    answers = [json.loads(line) for line in ran.out.splitlines()]
    assert len(answers) == len(lines)
    assert [(a["id"], a.get("verdict") or a["error"]) for a in answers] == [
        ("a", "outside"),
        (None, "not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("b", "outside"),
        (3, "near"),
        (4, "misattributed"),
        (5, "misplaced"),
        (6, "clipped"),
        (7, "`quote` must not be empty"),
        (8, "`quote` must be text"),
        (9, "unknown source `nope`; the sources are lighthouse"),
        (None, "a line must be a JSON object"),
        (11, "exact"),
    ]
    assert answers[3]["nearest"]["diff"] == [
        ["equal", "whole but for", "whole but for"],
        ["replace", "two", "one"],
        ["equal", "broken", "broken"],
        ["replace", "wheels", "wheel"],
    ]
    assert all(
        set(a) == {"id", "verdict", "matches", "nearest"} for a in answers if "error" not in a
    )
    assert answers[4]["matches"][0]["speaker"] == "marlow"


def test_a_batch_can_be_a_file(run: Run) -> None:
    Path("in.jsonl").write_text('{"id": 1, "quote": "Not one."}\n', encoding="utf-8")
    assert json.loads(run("locate", "--batch", "in.jsonl").out)["verdict"] == Verdict.EXACT
    assert run("locate", "--batch", "nowhere").err == (
        "studykit: cannot read nowhere: No such file or directory\n"
    )


def test_wrong_options_are_errors(run: Run) -> None:
    assert run("locate").err == "studykit: give a phrase to find, or --batch FILE\n"
    assert run("locate", "x", "--batch", "-").err == (
        "studykit: give a phrase or --batch FILE, not both\n"
    )
    assert run("locate", "x", "--speaker", "Marlo").err == (
        "studykit: unknown person `Marlo`; did you mean `Marlow`?\n"
    )
    assert run("locate", "x", "--section", "part-9").err == (
        "studykit: unknown section `part-9`; did you mean `part-2`?\n"
    )
    Path("questions/texts/lighthouse.md").unlink()
    assert run("locate", "x").err == (
        "studykit: no source texts on this machine; `studykit source list` shows the sources\n"
    )


def test_what_is_pasted_is_whole_sentences(run: Run) -> None:
    ran = run("locate", "board was wrong to switch the former light off")
    assert ran.out.startswith("near: ")
    assert "    quote: I don’t think the board was wrong to switch the old light off.\n" in ran.out


def test_without_a_near_passage_the_longest_part_is_named(run: Run) -> None:
    quote = (
        "Beneath a green and stormy sky, whole but for one broken wheel, lay seven sleeping cats"
    )
    assert run("locate", quote).out == (
        "absent: nothing similar is in the texts\n"
        "longest part found: lighthouse, Part 1, A2 (Ida Marlow)\n"
        "  whole but for one broken wheel\n"
    )


def test_characters_that_look_alike_are_named(make_course: MakeCourse, run: Run) -> None:
    make_course(text=LIGHTHOUSE.replace("a shutter was", "a 5 \u00b5g shutter was"))
    ran = run("locate", "I heard that a 5 \u03bcg shutter was banging up here in the wind")
    assert "  they look alike: “\u03bc” is U+03BC, “\u00b5” U+00B5\n" in ran.out
