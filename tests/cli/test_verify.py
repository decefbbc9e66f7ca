"""`studykit verify`: what is printed, as JSON too, and the message to a language model."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from studykit.cli.verify import verify
from studykit.diagnostics import StudykitError

from ..command import Run
from ..conftest import REPOSITORY, MakeCourse
from ..importing.orchard import MARKDOWN, ORCHARD, YAML
from .conftest import Golden

CARD = '[{"question": "What do the wasps eat?", "answer": "caterpillars", "quote": "%s"}]'
TRUE = CARD % "In June they eat the caterpillars"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    for name, text in (("orchard.md", ORCHARD), ("cards.yaml", YAML), ("true.json", TRUE)):
        Path(name).write_text(text, encoding="utf-8")


Verify = Any


@pytest.fixture
def verified(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Verify a file against the interview, in this process; return the exit code and what is printed."""

    def verified(file: str = "cards.yaml", *texts: str, **options: Any) -> tuple[int, str, str]:
        code = 0
        try:
            verify(Path(file), [Path(text) for text in texts or ("orchard.md",)], **options)
        except typer.Exit as exit:
            code = exit.exit_code
        return code, *capsys.readouterr()

    return verified


def test_the_report_on_ten_cards(verified: Verify, golden: Golden) -> None:
    code, out, err = verified()
    assert (code, err) == (1, "")
    golden(out)


def test_a_card_without_an_answer(verified: Verify) -> None:
    """It fails, however true its quote is."""
    card = '[{"prompt": "Why?", "type": "basic", "quote": "And the wasps?"}]'
    Path("card.json").write_text(card, encoding="utf-8")
    code, out, _ = verified("card.json")
    assert code == 1
    assert "  ! no answer: add `answer:`\n" in out
    assert "1 card, 1 quote: 1 found; 1 card cannot be used\n" in out
    code, out, err = verified("card.json", for_repair=True)
    assert (code, err) == (1, "")
    assert "- The card cannot be used. No answer: add `answer:`.\n" in out


def test_the_message_for_repair(verified: Verify, golden: Golden) -> None:
    code, out, err = verified(for_repair=True)
    assert (code, err) == (1, "")
    golden(out)


def test_nothing_to_correct(verified: Verify) -> None:
    assert verified("true.json", for_repair=True) == (
        0, "", "Nothing to correct: all quotes were found.\n"
    )  # fmt: skip


def test_cards_that_are_right(verified: Verify) -> None:
    assert verified("true.json") == (
        0,
        "item 1: What do the wasps eat?\n"
        "  found in The Pear Walls of Tollan, A2, Dara Quill\n"
        "    In June they eat the caterpillars\n"
        "\n"
        "1 card, 1 quote: 1 found\n"
        "Looked up in “The Pear Walls of Tollan”.\n",
        "",
    )


def test_the_report_as_json(verified: Verify) -> None:
    """The keys are those of docs/verify.md."""
    Path("near.json").write_text(CARD % "In May they eat the caterpillars", encoding="utf-8")
    code, out, _ = verified("near.json", as_json=True)
    assert code == 1
    assert json.loads(out) == {
        "passes": False,
        "totals": {
            "cards": 1, "quotes": 1, "found": 0, "differs": 0, "near": 1, "not_found": 0,
            "typographic": 0, "without_quote": 0, "damaged": 0, "unusable": 0,
        },
        "texts": ["orchard"],
        "notes": [],
        "cards": [
            {
                "place": "item 1",
                "question": "What do the wasps eat?",
                "answer": "caterpillars",
                "passes": False,
                "problem": None,
                "quotes": [
                    {
                        "quote": "In May they eat the caterpillars",
                        "status": "near",
                        "verdict": "near",
                        "message": "the quote is not in orchard; the nearest is in The Pear Walls of Tollan, A2",
                        "help": None,
                        "write": None,
                        "found": [],
                        "nearest": {
                            "text": "In June they eat the caterpillars, and in September they eat one"
                            " pear in thirty, which I call wages.",
                            "source": "orchard",
                            "place": "The Pear Walls of Tollan, A2",
                            "speaker": "Dara Quill",
                            "section": "the-pear-walls-of-tollan",
                            "turn": "A2",
                            "paragraph": 1,
                        },
                        "score": 89.2,
                        "diff": [
                            ["equal", "In", "In"],
                            ["replace", "May", "June"],
                            ["equal", "they eat the caterpillars", "they eat the caterpillars"],
                        ],
                    }
                ],
                "nearest": [],
            }
        ],
    }  # fmt: skip


def test_every_key_of_the_json_is_documented(verified: Verify) -> None:
    page = (REPOSITORY / "docs" / "verify.md").read_text(encoding="utf-8")
    section = page[page.index("## JSON") :]
    _, out, _ = verified(as_json=True)
    keys = set(re.findall(r'"(\w+)":', out))
    assert {key for key in keys if f"`{key}`" not in section} == set()


def test_the_sources_of_a_course(make_course: MakeCourse, verified: Verify) -> None:
    make_course()
    cards = '[{"q": "What?", "a": "A shutter.", "quote": "a shutter was banging", "speaker": "Reporter"}]'
    Path("cards.json").write_text(cards, encoding="utf-8")
    with pytest.raises(typer.Exit):
        verify(Path("cards.json"))


def test_without_a_course_and_a_text() -> None:
    with pytest.raises(StudykitError) as error:
        verify(Path("cards.yaml"))
    assert str(error.value) == "no course in this folder; give the text with --text FILE"


def test_several_texts(verified: Verify) -> None:
    """Each place then names its text; captions and documents become Markdown."""
    Path("talk.vtt").write_text(
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Bo Ray>How long was it closed?\n\n"
        "00:00:05.000 --> 00:00:08.000\n<v Ann Lee>The bridge was closed\n\n"
        "00:00:08.000 --> 00:00:10.000\n<v Ann Lee>for eleven years before it fell.\n",
        encoding="utf-8",
    )
    cards = "Q: How long?\nA: Eleven years\nQuote: The bridge was closed for eleven years\n\nQ: Who?\nA: It?\nQuote: And the wasps?\n"
    Path("cards.md").write_text(cards, encoding="utf-8")
    code, out, _ = verified("cards.md", "orchard.md", "talk.vtt")
    assert code == 0
    assert out == (
        "line 1: How long?\n"
        "  found in talk, Text, A1, 0:05, Ann Lee\n"
        "    The bridge was closed for eleven years\n"
        "\n"
        "line 5: Who?\n"
        "  found in orchard, The Pear Walls of Tollan, Q2, Host\n"
        "    And the wasps?\n"
        "\n"
        "2 cards, 2 quotes: 2 found\n"
        "Looked up in “The Pear Walls of Tollan” and “Talk”.\n"
    )


def test_cards_from_standard_input(verified: Verify, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(MARKDOWN.encode())))
    code, out, _ = verified("-")
    assert code == 1
    assert "10 cards, 10 quotes: 6 found (1 with other typography), 1 found with\n" in out


def test_a_damaged_file_is_one_sentence(run: Run) -> None:
    Path("cards.apkg").write_bytes(b"no package")
    ran = run("verify", "cards.apkg", "--text", "orchard.md")
    assert (ran.code, ran.out) == (3, "")
    assert (
        ran.err
        == "studykit: cards.apkg is not an Anki package, or is damaged: File is not a zip file\n"
    )
