"""The words of the scripts, in the language of each note."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from studykit.bank.model import Arrange, Choose, Match, Number, Option, Recall, Type

from ...locale.marking import MARKED, mark, marked_language, unmarked
from ..conftest import note, packed
from ..learner import Learner, collection
from ..screen import Screen

ONE = Choose((Option("α", True), Option("β", False)), fixed=True)

CARDS = {
    "choice": ONE,
    "type": Type("λέξη", ("λέξεις",)),
    "number": Number("147", Fraction(140), Fraction(150)),
    "order": Arrange(("α", "β", "γ")),
    "match": Match((("α", "γ"), ("β", "δ"))),
    "reversed": Recall("α", reverse=True),
}


@pytest.fixture(scope="module")
def two_languages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A learner with the same cards in English and in the made-up language."""
    with marked_language(tmp_path_factory.mktemp("marked")):
        cards = [
            note(response, id=f"{lang}-{id}", lang=lang, prompt="Ω;")
            for lang in ("en", MARKED)
            for id, response in CARDS.items()
        ]
    with collection(Path(tmp_path_factory.mktemp("words"))) as learner:
        learner.import_deck(packed(cards))
        yield learner


def verdicts(screen: Screen, lang: str) -> list[str]:
    """Answer the cards of a language wrongly, then rightly; return what their backs say of it."""
    said = []
    screen.show(f"{lang}-choice")
    screen.tap("β")
    screen.show(f"{lang}-choice", back=True)
    said += [
        screen.verdict,
        *screen.do("[...document.querySelectorAll('.yours')].map(e => e.innerText)"),
    ]
    for id, answers in {"type": ("χ", "λέξεις"), "number": ("1", "147")}.items():
        for typed in answers:
            screen.show(f"{lang}-{id}", back=True, typed=typed)
            said.append(screen.verdict)
    return said


def test_verdicts_are_in_the_language_of_each_note(
    browser: Browser, two_languages: Learner
) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 640})
    screen = Screen(context.new_page(), two_languages, False, False)
    english = [
        "Not right.",
        "your choice",
        "Not an accepted answer.",
        "Right.",
        "Not right.",
        "Right.",
    ]
    assert verdicts(screen, "en") == english
    assert verdicts(screen, MARKED) == [mark(words) for words in english]
    assert verdicts(screen, "en") == english
    context.close()


def test_no_side_has_english_words(browser: Browser, two_languages: Learner) -> None:
    context = browser.new_context(viewport={"width": 900, "height": 640})
    screen = Screen(context.new_page(), two_languages, False, False)
    allowed = ("The Shutter and the Light", "written for studykit", "Marlow", "Part 1", "a noise")
    for id in CARDS:
        for back in (False, True):
            screen.show(f"{MARKED}-{id}", back=back)
            assert unmarked(screen.do("document.body.innerText"), *allowed) == [], (id, back)
    card = two_languages.card(f"{MARKED}-reversed", 1)
    assert mark("What is this the answer to?") in card.question()
    assert "What is this" not in card.question()
    assert "What is this the answer to?" in two_languages.card("en-reversed", 1).question()
    context.close()
