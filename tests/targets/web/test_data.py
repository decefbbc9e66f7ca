"""The data of the page: what is in it, and how it is packed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from studykit.bank.media import ShownMedia
from studykit.bank.model import Blank, Choose, Evidence, Fill, Option, Recall
from studykit.pictures import PictureFile
from studykit.source.course import CourseFile
from studykit.source.text import Place
from studykit.targets.web.data import packed, page_data

from ..conftest import EVIDENCE, exercise
from .engine import run
from .sample import EXERCISES, LEAFLET, request


def question(*exercises: Any, **changes: Any) -> dict[str, Any]:
    """Return the data of the only question on a page."""
    (found,) = page_data(request(exercises, **changes))["questions"]
    return found


def test_a_question_has_its_prompt_answer_and_evidence() -> None:
    assert question(EXERCISES["recall"]) == {
        "id": "recall",
        "bank": 0,
        "type": "basic",
        "prompt": "What did Marlow hear?",
        "explanation": "It was the wind.",
        "evidence": [
            {"q": "a noise", "s": 0, "sec": "part-1", "p": "Part 1, A1", "by": "Ida Marlow"}
        ],
        "kind": "recall",
        "answer": ["A ", ["em", 0, "shutter"], "."],
    }


def test_a_quote_with_formulas_is_there_twice_because_links_need_its_words() -> None:
    quoted = Evidence("so $E = mc^2$, for $5 and $6", "lighthouse", Place("part-1"))
    (piece,) = question(exercise(Recall("x"), evidence=(quoted,)))["evidence"]
    assert piece["q"] == "so $E = mc^2$, for $5 and $6"
    before, formula, after = piece["h"]
    assert (before, formula[0], after) == ("so ", "math", ", for $5 and $6")


def test_typed_answers_are_marked_in_the_language_that_questions_do_not_name() -> None:
    german = exercise(Recall("Ein Laden."), lang="de")
    data = page_data(request([german, german], marking={"lang": "en"}))
    assert (data["questions"][0].get("lang"), data["marking"]["lang"]) == (None, "de")


def test_the_card_is_identified_by_the_oldest_id() -> None:
    found = question(EXERCISES["one"])
    assert (found["id"], found["card"], found["formerly"]) == ("one", "older", ["older", "old"])


def test_wrong_options_have_their_reasons() -> None:
    assert question(EXERCISES["one"])["options"] == [
        {"t": "a shutter", "right": True, "why": "It was loose."},
        {"t": "a gull", "why": "There was none that night."},
        {"t": "the sea"},
    ]


def test_options_with_an_order_of_their_own_are_in_it() -> None:
    options = (Option("147", True), Option("9", False), Option("40", False))
    found = question(exercise(Choose(options)))
    assert [option["t"] for option in found["options"]] == ["9", "40", "147"]
    assert found["fixed"] is True


def test_a_cloze_has_a_text_for_each_number() -> None:
    assert question(EXERCISES["fill"])["blanks"] == [
        {
            "n": 1,
            "text": ["The ", ["gap", 0], " is wound every four hours."],
            "answers": ["weight"],
            "words": ["weight"],
            "hints": ["heavy"],
        },
        {
            "n": 2,
            "text": ["The weight is wound every ", ["gap", 0], "."],
            "answers": ["four hours"],
            "words": ["four hours"],
        },
    ]


def test_a_blank_keeps_the_style_around_it() -> None:
    fill = Fill(("*all ", Blank(1, "day"), "* long"))
    (blank,) = question(exercise(fill))["blanks"]
    assert blank["text"] == [["em", 0, "all ", ["gap", 0]], " long"]


def test_a_blank_in_a_formula_is_a_box_and_the_whole_formula_comes_with_it() -> None:
    (blank,) = question(exercise(Fill(("$E = ", Blank(1, "mc^2"), "$"))))["blanks"]
    assert "[…]" in json.dumps(blank["text"], ensure_ascii=False)
    assert "gap" not in json.dumps(blank["text"])
    assert '"c"' in json.dumps(blank["full"])
    assert blank["answers"][0][0][0] == "math"


def test_a_private_character_is_no_blank() -> None:
    found = question(exercise(Recall("\ue0000\ue001")))
    assert found["answer"] == "\ufffd0\ue001"


def test_passages_with_the_prompt_are_numbers_of_the_evidence() -> None:
    asked = exercise(Recall("x"), evidence=(EVIDENCE,), stimulus=(LEAFLET,))
    found = question(asked)
    assert [piece["q"] for piece in found["evidence"]] == [EVIDENCE.quote, LEAFLET.quote]
    assert found["stimulus"] == [1]


def test_a_link_that_cannot_be_made_of_address_and_quote_is_in_the_data() -> None:
    first, *others = request().course.sources
    book = first.model_copy(update={"url": "https://example.org/book.pdf"})
    # not a copy, which would remember the sources of the other
    course = CourseFile.model_construct(**(dict(request().course) | {"sources": (book, *others)}))
    paged = Evidence("a noise", "lighthouse", Place("part-1", page="12", pdf_page=14))
    from dataclasses import replace

    data = page_data(replace(request([exercise(Recall("x"), evidence=(paged,))]), course=course))
    assert data["questions"][0]["evidence"][0]["l"] == "https://example.org/book.pdf#page=14"


def test_only_cited_sources_and_sections_are_in_the_data() -> None:
    data = page_data(request([EXERCISES["recall"]]))
    assert data["sources"] == [
        {
            "id": "lighthouse",
            "title": "The Shutter and the Light",
            "name": "The Shutter and the Light",
            "credit": "written for studykit",
            "url": "https://example.org/lighthouse",
            "lang": "en",
            "sections": {"part-1": "Part 1"},
        }
    ]


def test_a_picture_is_in_the_data_once() -> None:
    file = PictureFile("png", b"pixels", 4, 2)
    pictures = {"lens.png": ShownMedia(file, "Ada"), "other.png": ShownMedia(file)}
    shown = exercise(Recall("![a lens](lens.png)"), prompt="![a lens](lens.png)")
    data = page_data(request([shown], media=pictures))
    assert data["media"] == {
        "lens.png": {
            "src": "data:image/png;base64,cGl4ZWxz",
            "width": 4,
            "height": 2,
            "credit": "Ada",
        }
    }


def test_the_language_of_most_questions_is_that_of_the_page() -> None:
    german = exercise(Recall("x"), id="german", lang="de")
    data = page_data(request([*EXERCISES.values(), german]))
    assert data["lang"] == "en"
    assert [q.get("lang") for q in data["questions"]].count("de") == 1


def test_pairs_that_give_each_other_away_are_indices() -> None:
    pairs = [("type", "recall"), ("recall", "type"), ("type", "elsewhere")]
    chosen = [EXERCISES["recall"], EXERCISES["type"]]
    data = page_data(request(chosen, giveaways=pairs))
    assert data["giveaways"] == [[0, 1]]
    assert run("unpacked", packed(data))["giveaways"] == [["recall", "type"]]


def test_packed_data_can_be_unpacked() -> None:
    formula = Evidence("so $E = mc^2$", "lighthouse", Place("part-1"))
    data = page_data(request([*EXERCISES.values(), exercise(Recall("x"), evidence=(formula,))]))
    assert without_empty(run("unpacked", packed(data))["questions"]) == data["questions"]


def without_empty(data: Any) -> Any:
    """Return data without null and 0 in its objects, as `page_data` has it."""
    if isinstance(data, list):
        return [without_empty(item) for item in data]
    if isinstance(data, dict):
        return {
            key: without_empty(value)
            for key, value in data.items()
            if value not in (None, 0) or key in ("bank", "s", "n")
        }
    return data


def test_a_passage_is_there_once() -> None:
    quotes = json.dumps(packed(page_data(request())))
    assert quotes.count("a noise") == 1


@pytest.mark.parametrize("key", ["context", "path", "tags"])
def test_nothing_else_of_a_question_is_in_the_data(key: str) -> None:
    tagged = exercise(Recall("x"), tags=("secret",))
    assert key not in question(tagged)
