"""`studykit import`: a bank with proposed passages, a report, and nothing twice."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from studykit.check import check

from ..command import Run
from ..conftest import MakeCourse
from ..importing.orchard import ORCHARD
from ..importing.saltworks import PAIRS, SALTWORKS, SUPPORT, UNSUPPORTED
from ..pictures.files import png
from ..sounds.files import mp3

TABLE = """\
question,answer,tags,page
How often must the weight be wound?,every four hours,light night,12
Who won the cup?,Germany,,
What is this?,<img src="x.png">,,
How often must the weight be wound?,every four hours,,
"""

BANK = """\
# Imported from cards.csv. A passage with `proposed: true` is a suggestion that nobody
# has confirmed: `studykit review` shows them one by one; the check fails until all are confirmed.

id: cards
title: Cards
questions:
  - id: how-often-must-the-weight-be
    type: basic
    prompt: How often must the weight be wound?
    answer: every four hours
    tags:
      - light
      - night
    imported: text:9e4db08417ade066
    passages:
      - quote: The weight has to be wound every four hours, so whoever winds it stays, and whoever stays looks at the sea.
        proposed: true
      - quote: One man, one hour—I’ll take it.
        proposed: true
"""


def test_a_table_becomes_a_bank(make_course: MakeCourse, run: Run) -> None:
    """The report says what was taken, what was not kept, and what was not imported and why."""
    make_course()
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    ran = run("import", "cards.csv")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
questions/cards.yaml: 1 question with proposed passages, written
questions/unsupported/cards.yaml: 1 card without evidence, written

Not kept:
  line 2 (How often must the weight be wound?): the column `page`

Without evidence:
  line 3 (who-won-the-cup): no sentence in the texts shares enough words with the question and answer

Not imported:
  line 4 (What is this?): a missing picture (x.png; say with `--media` where it is)
  line 5 (How often must the weight be wound?): the same as line 2
  Correct them and import the file again; cards that are in the bank already are skipped.

Next: `studykit review` to confirm the passages
"""
    )
    assert Path("questions/cards.yaml").read_text(encoding="utf-8") == BANK
    unsupported = Path("questions/unsupported/cards.yaml").read_text(encoding="utf-8")
    assert unsupported.startswith("""\
# Cards from cards.csv without evidence. This is not a bank. To use a card, move its
# question into a bank, with `passages` that support it; to import it again, delete it here.

cards:
  - reason: no sentence in the texts shares enough words with the question and answer
    question:
      id: who-won-the-cup
      type: basic
      prompt: Who won the cup?
      answer: Germany
      imported: text:""")


def test_what_many_cards_lose_is_one_line(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("cards.csv").write_text(
        "question,answer,difficulty\n"
        "How often must the weight be wound?,every four hours,3\n"
        "How many winders are there?,<u>fourteen</u>,1\n",
        encoding="utf-8",
    )
    assert (
        run("import", "cards.csv").out
        == """\
questions/cards.yaml: 2 questions with proposed passages, written

Not kept:
  the column `difficulty` (2 cards)
  line 3 (How many winders are there?): underlining

Next: `studykit review` to confirm the passages
"""
    )


def test_the_check_fails_until_the_passages_are_confirmed(
    make_course: MakeCourse, run: Run
) -> None:
    """One finding says so of each question."""
    folder = make_course()
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    run("import", "cards.csv")
    (found,) = check(folder).report.diagnostics
    assert (found.code, found.span.line) == ("passage-proposed", 17)
    assert found.message == "nobody has confirmed that any of these 2 passages supports the answer"
    assert run("build").code == 1


def test_a_second_import_adds_nothing(make_course: MakeCourse, run: Run) -> None:
    """A card is known by its origin, even after its question was edited and moved."""
    make_course()
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    run("import", "cards.csv")
    bank = Path("questions/cards.yaml")
    edited = bank.read_text(encoding="utf-8").replace("How often must", "How often, then, must")
    bank.unlink()
    Path("questions/mine.yaml").write_text(edited, encoding="utf-8")
    before = {file: file.read_bytes() for file in Path("questions").rglob("*.yaml")}
    assert (
        run("import", "cards.csv").out
        == """\
3 cards already imported, left unchanged

Not imported:
  line 4 (What is this?): a missing picture (x.png; say with `--media` where it is)
  Correct them and import the file again; cards that are in the bank already are skipped.
"""
    )
    assert {file: file.read_bytes() for file in Path("questions").rglob("*.yaml")} == before


def test_new_cards_of_a_known_deck_come_in_a_bank_of_their_own(
    make_course: MakeCourse, run: Run
) -> None:
    """A bank that a person may have edited is never written again."""
    make_course()
    table = "question,answer\nHow often must the weight be wound?,every four hours\n"
    Path("cards.csv").write_text(table, encoding="utf-8")
    run("import", "cards.csv")
    before = Path("questions/cards.yaml").read_bytes()
    Path("cards.csv").write_text(table + "How many winders are there?,fourteen\n", "utf-8")
    assert run("import", "cards.csv").out.startswith(
        "questions/cards-2.yaml: 1 question with proposed passages, written\n"
        "1 card already imported, left unchanged\n"
    )
    assert Path("questions/cards.yaml").read_bytes() == before


def test_a_dry_run_writes_nothing(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    before = sorted(Path().rglob("*"))
    assert run("import", "cards.csv", "--dry-run").out.startswith(
        "questions/cards.yaml: 1 question with proposed passages (not written)\n"
        "questions/unsupported/cards.yaml: 1 card without evidence (not written)\n"
    )
    assert sorted(Path().rglob("*")) == before


def test_the_report_as_json(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    report = json.loads(run("import", "cards.csv", "--json", "--bank", "deck").out)
    assert report["bank"] == "questions/deck.yaml"
    assert report["unsupported_file"] == "questions/unsupported/deck.yaml"
    assert [question["id"] for question in report["questions"]] == ["how-often-must-the-weight-be"]
    assert [card["question"]["id"] for card in report["unsupported"]] == ["who-won-the-cup"]
    assert report["flattened"] == [
        {
            "place": "line 2",
            "label": "How often must the weight be wound?",
            "lost": ["the column `page`"],
        }
    ]
    assert report["refused"] == [
        {
            "place": "line 4",
            "label": "What is this?",
            "reason": "a missing picture (x.png; say with `--media` where it is)",
        },
        {
            "place": "line 5",
            "label": "How often must the weight be wound?",
            "reason": "the same as line 2",
        },
    ]
    assert (report["known"], report["notes"]) == (0, [])


def test_quotes_of_the_author_come_first(make_course: MakeCourse, run: Run) -> None:
    """Those that are in the texts are proposed; one that is not is reported."""
    make_course()
    cards = [
        {"question": "What was heard?", "answer": "A noise", "quote": "a shutter was banging"},
        {"question": "How many winders?", "answer": "fourteen", "quote": "I have forty winders"},
    ]
    Path("cards.json").write_text(json.dumps(cards), encoding="utf-8")
    ran = run("import", "cards.json")
    assert "item 2 (How many winders?): the quote “I have forty winders”, which is not" in ran.out
    bank = Path("questions/cards.yaml").read_text(encoding="utf-8")
    assert "- quote: a shutter was banging\n        proposed: true\n\n" in bank
    assert "- quote: Now we light the lamp on Saturdays only, and I have fourteen winders" in bank


SALTWORKS_COURSE = """\
id: saltworks
title: Saltworks
sources:
  - {id: essay, kind: essay, title: The Saltworks at Orrin Bay, file: saltworks.md}
  - {id: news, kind: news, title: Short news, file: news.txt}
"""


def test_twenty_cards_find_their_sentence(make_course: MakeCourse, run: Run) -> None:
    """At least 18 of 20 have their sentence among the three proposed; all are quotes that pass."""
    folder = make_course(
        course=SALTWORKS_COURSE,
        text=None,
        more={"texts/saltworks.md": SALTWORKS, "texts/news.txt": "The ferry is late again.\n"},
    )
    Path("questions/bank.yaml").unlink()
    table = io.StringIO()
    csv.writer(table).writerows([("question", "answer"), *PAIRS, *UNSUPPORTED])
    Path("salt.csv").write_text(table.getvalue(), encoding="utf-8")
    report = json.loads(run("import", "salt.csv", "--json").out)
    proposed = {q["prompt"]: q["passages"] for q in report["questions"]}
    found = [
        question
        for (question, _), support in zip(PAIRS, SUPPORT, strict=True)
        if any(support in passage["quote"] for passage in proposed.get(question, []))
    ]
    assert len(found) == 20
    assert len(report["questions"]) + len(report["unsupported"]) == 24
    unsupported = [card["question"]["prompt"] for card in report["unsupported"]]
    assert unsupported == [question for question, _ in UNSUPPORTED[:3]]  # “four” is in the text
    errors = {d.code for d in check(folder).report.diagnostics if d.severity == "error"}
    assert errors == {"passage-proposed"}


def test_a_bank_with_an_error_in_its_yaml(make_course: MakeCourse, run: Run) -> None:
    """It may have the cards already, so nothing is imported."""
    make_course(more={"more.yaml": "id: more\ntitle: More\nquestions: [\n"})
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    ran = run("import", "cards.csv")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("studykit: questions/more.yaml:4: invalid YAML: ")
    assert ran.err.endswith("; fix the file first\n")
    assert not Path("questions/cards.yaml").exists()


def test_a_broken_file_of_cards_without_evidence(make_course: MakeCourse, run: Run) -> None:
    make_course(more={"unsupported/old.yaml": "cards: [\n"})
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    ran = run("import", "cards.csv")
    assert ran.code == 3
    assert ran.err.startswith("studykit: questions/unsupported/old.yaml:2: invalid YAML: ")


def test_a_bad_bank_id(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("import", "cards.csv", "--bank", "My deck")
    assert (ran.code, ran.err) == (
        2,
        "studykit: --bank must be an id such as `my-deck`, not `My deck`\n",
    )


def test_without_texts_nothing_is_imported(make_course: MakeCourse, run: Run) -> None:
    make_course(text=None)
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    ran = run("import", "cards.csv")
    assert (ran.code, ran.err) == (
        3,
        "studykit: no source texts on this machine; `studykit source list` shows the sources\n",
    )


def test_without_a_course(tmp_path: Path, run: Run, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    ran = run("import", "cards.csv")
    assert (ran.code, ran.err) == (
        3,
        "studykit: no course in this folder; `studykit init DIR` creates one\n",
    )


def test_a_format_that_is_unknown(make_course: MakeCourse, run: Run) -> None:
    make_course()
    ran = run("import", "cards.docx")
    assert (ran.code, ran.err) == (
        2,
        "studykit: unknown format `.docx`; studykit imports .apkg, .colpkg, .txt, .yaml, .yml,"
        " .json, .jsonl, .md, .csv, .tsv\n",
    )


def test_quotes_that_came_with_the_cards_are_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """From an empty folder to a deck: init, import, build.  A speaker gets the full name."""
    monkeypatch.chdir(tmp_path)
    Path("orchard.md").write_text(ORCHARD, encoding="utf-8")
    cards = [
        {"question": "What do the wasps of Tollan eat in June?", "answer": "Caterpillars.",
         "quote": "In June they eat the caterpillars", "speaker": "Quill"},
        {"question": "Why does Dara Quill grow pears on walls?", "answer": "A wall gives back the heat of the sun.",
         "quote": "It takes the heat in by day and gives it back until about three in the morning"},
    ]  # fmt: skip
    Path("cards.json").write_text(json.dumps(cards), encoding="utf-8")
    assert run("init", ".", "--text", "orchard.md").code == 0
    assert run("import", "cards.json", "--accept-quotes").out == (
        "questions/01-first-bank.yaml: removed; its only question was still empty\n"
        "questions/cards.yaml: 2 questions with the quotes of the cards, written\n"
        "\n"
        "Next: `studykit check`\n"
    )
    bank = Path("questions/cards.yaml").read_text(encoding="utf-8")
    assert "proposed" not in bank
    assert "speaker: Dara Quill" in bank
    assert run("build").code == 0


def test_one_quote_that_is_not_in_the_text_leaves_the_card_to_review(
    make_course: MakeCourse, run: Run
) -> None:
    make_course()
    quotes = ["a shutter was banging up here in the wind", "It was the wind of the north"]
    cards = [{"q": "What was heard?", "a": "A shutter.", "quotes": quotes}]
    Path("cards.json").write_text(json.dumps(cards), encoding="utf-8")
    out = run("import", "cards.json", "--accept-quotes").out
    assert out.startswith("questions/cards.yaml: 1 question with proposed passages, written\n")


def test_columns_are_named_by_the_user(make_course: MakeCourse, run: Run) -> None:
    make_course()
    text = "Frage;Antwort\nHow often must the weight be wound?;every four hours\n"
    Path("cards.csv").write_text(text, encoding="utf-8")
    ran = run("import", "cards.csv", "--map", "Frage=prompt", "--map", "antwort=answer")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("questions/cards.yaml: 1 question with proposed passages, written\n")


def test_names_that_cannot_be_used(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("cards.csv").write_text(TABLE, encoding="utf-8")
    for pair in ("Frage", "Frage=Antwort", "=answer"):
        assert run("import", "cards.csv", "--map", pair).err.endswith(
            "--map must be FIELD=NAME, and NAME question, answer, options, wrong, cloze, explanation,"
            f" passages, tags or id; not `{pair}`\n"
        )
    assert run("import", "cards.csv", "--map", "Frage=question").err.endswith(
        "cards.csv has nothing named `Frage`; its names are `question`, `answer`, `tags`, `page`\n"
    )


RICH = """\
question,answer
What banged in the wind at $x^2$?,"A shutter. <img src=""shutter.png"">"
What is a shutter up here?,"<img src=""shutter.png"" alt=""a shutter""> banging [sound:wind.mp3]"
Who won the cup?,<img src="cup.png">
"""


def test_pictures_and_recordings_come_with_the_cards(make_course: MakeCourse, run: Run) -> None:
    """Only what the questions show is written; the check asks for words, and for who made it."""
    make_course()
    Path("cards.csv").write_text(RICH, encoding="utf-8")
    Path("media").mkdir()
    for name, content in (("shutter.png", png()), ("wind.mp3", mp3()), ("other.png", png(shade=1))):
        Path("media", name).write_bytes(content)
    dry = run("import", "cards.csv", "--dry-run")
    assert "questions/images: 1 picture (not written)\n" in dry.out
    assert not Path("questions/images").exists()
    ran = run("import", "cards.csv")
    assert ran.out.startswith(
        "questions/cards.yaml: 2 questions with proposed passages, written\n"
        "questions/images: 1 picture, written\n"
        "questions/audio: 1 recording, written\n"
    )
    assert "  line 4 (Who won the cup?): a missing picture (cup.png; say with `--media`" in ran.out
    (picture,) = Path("questions/images").iterdir()
    (recording,) = Path("questions/audio").iterdir()
    bank = Path("questions/cards.yaml").read_text(encoding="utf-8")
    assert f"answer: A shutter. ![](images/{picture.name})" in bank
    assert f"![a shutter](images/{picture.name}) banging ![](audio/{recording.name})" in bank
    found = {d.code for d in check(Path("questions")).report.diagnostics}
    assert {"bad-picture", "bad-recording", "picture-credit"} <= found


def test_a_picture_that_its_owner_has_changed_is_kept(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("cards.csv").write_text(RICH, encoding="utf-8")
    Path("shutter.png").write_bytes(png())  # beside the table
    Path("wind.mp3").write_bytes(mp3())
    run("import", "cards.csv")
    (picture,) = Path("questions/images").iterdir()
    picture.write_bytes(png(shade=200))
    before = picture.stat().st_mtime_ns
    assert "2 cards already imported, left unchanged\n" in run("import", "cards.csv").out
    Path("questions/cards.yaml").unlink()
    run("import", "cards.csv")
    assert picture.stat().st_mtime_ns == before


def test_a_folder_for_media_that_is_missing(make_course: MakeCourse, run: Run) -> None:
    make_course()
    Path("cards.csv").write_text(RICH, encoding="utf-8")
    ran = run("import", "cards.csv", "--media", "nowhere")
    assert (ran.code, ran.err) == (2, "studykit: --media must be a folder, not `nowhere`\n")
