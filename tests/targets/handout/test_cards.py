"""Cards to cut out: two sides in register, eight a page."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from studykit.bank.load import Course
from studykit.bank.media import Media, ShownMedia
from studykit.bank.prose import Listing, parse
from studykit.pictures import read
from studykit.targets.handout.areas import LetteredChoice
from studykit.targets.handout.formats import pdf, render
from studykit.targets.handout.model import (
    CutCards,
    Document,
    PaperCard,
    PaperSize,
    Part,
    PrintSettings,
)
from studykit.targets.handout.prose import as_prose

from ...pictures.files import png
from .courses import make_handout, shipped
from .documents import blocks, left_out, text_of
from .poppler import lefts, pages


def sides(course: Course) -> dict[str, str]:
    """The fronts and backs of a course's cards."""
    (document,) = make_handout("cards", course).documents
    (found,) = blocks(document, CutCards)
    return {
        "\n".join(
            [text_of(card.front), *(f"{c.letter} {text_of(c.prose)}" for c in card.choices)]
        ): text_of(card.back)
        for card in found.cards
    }


def test_a_card_has_a_question_and_its_answer(course: Course) -> None:
    found = sides(course)
    assert found["What did Marlow hear on her walk?"] == "A loose shutter, banging."
    assert found["How old is the youngest winder?"] == "twelve"
    assert found["How often does the winder turn?"] == "212 turns"
    assert found["In which year was the light switched off?\nA 1871\nB 1994\nC 2024"] == "B: 1994"
    assert (
        found["The weight has to be wound every (1)\u00a0[…], so whoever winds it (2)\u00a0[…]"]
        == "(1) four hours; (2) stays"
    )


def test_what_to_match_is_numbered_and_its_choices_have_letters(course: Course) -> None:
    """In one list of both, nobody could tell them apart."""
    (document,) = make_handout("cards", course).documents
    (found,) = blocks(document, CutCards)
    (card,) = [card for card in found.cards if text_of(card.front).startswith("What belongs")]
    _, lefts = card.front
    assert lefts == Listing((as_prose("the bakers"), as_prose("the mast")), ordered=True)
    assert [f"{choice.letter} {text_of(choice.prose)}" for choice in card.choices] == [
        "A has a solar lamp",
        "B is a car park",
        "C get up at five",
    ]
    assert text_of(card.back) == (
        "1 C, 2 A:\nthe bakers — get up at five\nthe mast — has a solar lamp"
    )


def test_quotes_to_compare_are_named(course: Course) -> None:
    found = sides(course)
    assert "Who says this?\n“They have satellites”\nA Reporter\nB Ida Marlow" in found
    assert (
        "How do the two begin?\nThe first: “A noise. I was walking the dog”"
        "\nThe second: “No voice. I could be walking the dog”"
    ) in found


def test_the_credits_are_on_a_card_of_their_own(course: Course) -> None:
    """Cards that are cut out leave the foot of their sheet behind."""
    document = make_handout("cards", course).documents[0]
    texts = pages(pdf.render(document, PrintSettings()).content)
    assert len(texts) == 4
    assert "Quotes:" not in "".join(texts[:3])
    assert "Quotes: The Shutter and the Light" in " ".join(texts[3].split())
    for n, text in enumerate(texts, 1):
        assert " ".join(text.split()).endswith(f"Cards: A talk Page {n} of 4")


@pytest.mark.parametrize("cards", [8, 16])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_credits_for_which_no_card_is_free_are_at_the_foot_of_the_last_sheet(
    cards: int, paper: PaperSize
) -> None:
    """They do not take a sheet of their own."""
    credits = tuple(f"Quotes: a long title that takes a line, number {n}." for n in range(9))
    document = replace(numbered(cards), credits=credits)
    content = pdf.render(document, PrintSettings(paper)).content
    *others, last = pages(content)
    assert len(others) == cards // 4 - 1
    assert "Quotes" not in "".join(others)
    assert [f"number {n}." in " ".join(last.split()) for n in range(9)] == [True] * 9
    back = positions(content, 1)[-1]
    assert max(y for word, (_, y) in back.items() if "back" in word) < min(
        y for word, (_, y) in back.items() if word == "Quotes:"
    )
    assert max(y for _, y in back.values()) < 0.98


def test_an_option_of_two_lines_is_indented_as_a_whole() -> None:
    choices = (LetteredChoice("A", as_prose("Something " + "x" * 36)),)
    card = PaperCard(as_prose("Which?"), as_prose("It"), choices=choices)
    document = replace(numbered(1), parts=(Part((CutCards((card,)),)),))
    found = lefts(pdf.render(document, PrintSettings()).content)
    assert found["A"] < found["Something"] == found["x" * 36]


def test_discussions_have_no_cards(course: Course) -> None:
    assert left_out(make_handout("cards", course)) == dict.fromkeys(
        ("start", "motor-talk", "end"), "discussion questions are for seminars"
    )


def test_a_question_that_does_not_fit_a_card_is_left_out() -> None:
    reasons = left_out(make_handout("cards", shipped()))
    assert "too long for a card" in reasons.values()
    assert list(reasons.values()).count("too long for a card") < 20


def numbered(count: int) -> Document:
    cards = tuple(
        PaperCard(as_prose(f"front{n}"), as_prose(f"back{n}")) for n in range(1, count + 1)
    )
    return Document("cards", "teacher", "Cards", "", "", "", (Part((CutCards(cards),)),))


def positions(content: bytes, foot: float = 0.96) -> list[dict[str, tuple[float, float]]]:
    """Where each word of each page is above the foot, as shares of its width and height."""
    if not shutil.which("pdftotext"):
        pytest.skip("poppler-utils is not installed: no pdftotext")
    done = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=content, capture_output=True, check=True
    )
    found = []
    for page in done.stdout.decode().split("<page ")[1:]:
        size = re.match(r'width="([0-9.]+)" height="([0-9.]+)"', page)
        assert size
        words = re.findall(r'<word xMin="([0-9.]+)" yMin="([0-9.]+)"[^>]*>([^<]+)<', page)
        found.append(
            {
                word: (float(x) / float(size[1]), float(y) / float(size[2]))
                for x, y, word in words
                if float(y) / float(size[2]) < foot
            }
        )
    return found


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_sides_of_a_card_are_behind_each_other(paper: str) -> None:
    """A sheet turned over its long edge has left and right swapped, and the rows stay."""
    settings = PrintSettings(paper)  # type: ignore[arg-type]
    front, back, second_front, second_back = positions(pdf.render(numbered(11), settings).content)
    assert set(front) == {f"front{n}" for n in range(1, 9)}
    assert set(second_front) == {"front9", "front10", "front11"}
    for fronts, backs in ((front, back), (second_front, second_back)):
        assert len(fronts) == len(backs)
        for word, (x, y) in fronts.items():
            other_x, other_y = backs[word.replace("front", "back")]
            assert (x < 0.5) != (other_x < 0.5)
            assert y == pytest.approx(other_y, abs=0.001)


def test_a_long_card_is_set_smaller_and_stays_on_its_card() -> None:
    card = PaperCard(as_prose("A long question with many words. " * 16), as_prose("Short"))
    document = Document("cards", "teacher", "Cards", "", "", "", (Part((CutCards((card,)),)),))
    found = positions(pdf.render(document, PrintSettings()).content)
    assert len(found) == 2
    assert max(x for x, _ in found[0].values()) < 0.5
    assert max(y for _, y in found[0].values()) < 0.28


def test_a_tall_picture_is_made_smaller_rather_than_the_words() -> None:
    """A card is some 70 mm high; a square picture alone is as wide as the card, and higher."""
    front = parse("Which of the marks?\n\n![a ball](ball.png)\n\nABOVE\n\nBELOW")
    document = replace(numbered(1), parts=(Part((CutCards((PaperCard(front, parse("x")),)),)),))
    pictures: Media = {"ball.png": ShownMedia(read(png(600, 600)), "Ida Marlow")}
    content = pdf.render(document, PrintSettings(media=pictures)).content
    found = positions(content)[0]
    assert 0 < found["Which"][1] < found["Marlow"][1] < found["BELOW"][1] < 0.26
    # the words have at least 9 pt on a page of 842 pt
    assert found["BELOW"][1] - found["ABOVE"][1] > 9 / 842


def test_other_formats_print_a_table() -> None:
    content = render("md", numbered(1), PrintSettings()).content.decode()
    assert "| Front | Back |" in content
    assert "front1" in content


def test_all_cards_of_the_shipped_course_are_printed() -> None:
    (document,) = make_handout("cards", shipped()).documents
    (found,) = blocks(document, CutCards)
    content = pdf.render(document, PrintSettings()).content
    assert len(pages(content)) == 2 * -(-(len(found.cards) + 1) // 8)  # one is for the credits
