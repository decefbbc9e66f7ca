"""Cards as Anki's own engine renders them, also with hostile text."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from studykit.bank.kinds.cloze import parse_cloze
from studykit.bank.model import (
    Arrange,
    Blank,
    Choose,
    Discuss,
    Evidence,
    Fill,
    Match,
    Number,
    Option,
    Recall,
    Response,
    Type,
)
from studykit.bank.prose import literal, plain
from studykit.mathematics.in_text import formulas
from studykit.source.text import Place
from studykit.targets.anki.fields import NoteFields

from .conftest import CREDIT, PASSAGE, note, packed
from .learner import Learner, Log, flat, read

# Every response.

RESPONSES: dict[str, Response] = {
    "recall": Recall("A shutter."),
    "fill": Fill(("A ", Blank(1, "shutter"), ".")),
    "choose": Choose((Option("a shutter", True), Option("a gull", False))),
    "type": Type("A shutter.", ("shutter",)),
    "number": Number("147", Fraction(140), Fraction(150), "steps"),
    "arrange": Arrange(("wind", "noise", "key")),
    "match": Match((("wind", "blows"), ("key", "turns"))),
    "discuss": Discuss(("a cause",), ("a cost",)),
}

EXPECTED = {
    "recall": ("What was it?", "What was it? A shutter. Wind."),
    "fill": ("What was it? A [...].", "What was it? A shutter. Wind."),
    "choose": ("What was it? a gull a shutter", "What was it? a gull a shutter ✓ Wind."),
    "number": (
        "What was it? (unit: steps) [[type:Answer]]",
        "What was it? (unit: steps) [[type:Answer]] accepted: 140 to 150 Wind.",
    ),
    "arrange": ("What was it? noise key wind", "What was it? wind noise key Wind."),
    "match": ("What was it? wind key turns blows", "What was it? wind blows key turns Wind."),
    "type": (
        "What was it? [[type:Answer]]",
        "What was it? [[type:Answer]] also accepted: shutter Wind.",
    ),
    "discuss": ("What was it?", "What was it? a cause Follow up: a cost Wind."),
}


@pytest.mark.parametrize("id", RESPONSES)
def test_front_and_back_of_each_response(learner: Learner, id: str) -> None:
    """The back ends with the complete passage, and the front does not contain it."""
    learner.import_deck(packed([note(RESPONSES[id], id=id, explanation="Wind.")]))
    card = learner.card(id)
    front, back = EXPECTED[id]
    cited = flat(read(PASSAGE).words) + f" {CREDIT}"
    assert flat(read(card.question()).words) == front
    assert flat(read(card.answer()).words) == f"{back} {cited}"
    assert card.answer().count(PASSAGE) == 1


# Hostile texts.

HOSTILE = [
    "<script>alert(1)</script>",
    "</div></figure>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "<!-- <style>",
    "{{c1::",
    "{{c1::x}}",
    "}}",
    "{{Answer}} {{#Answer}}",
    "&",
    "&lt;b&gt; &#123;",
    "[sound:x.mp3]",
    "[anki:play:q:0]",
    "[[type:Answer]]",
    "[latex]x[/latex] [$]x[/$]",
    "\\(x\\) \\[x\\]",
    "::",
    "ما الذي سمعته؟ مصراع يصطفق في الريح.",
    "日本語の灯台 🗼👩‍🔧",
    "x" * 5000,
    "<" * 5000,
]


def quotes(text: str) -> tuple[Evidence, ...]:
    """Return a quote, unless the text is a formula there: no backslash escapes one in a source."""
    return () if any(formulas(text)) else (Evidence(text, "leaflet", Place("text")),)


def hostile(text: str) -> list[NoteFields]:
    """Return a note of each response with the text in every field."""
    unescaped = text
    # in Markdown, a backslash escapes punctuation, and the dollars of formulas
    text = text.replace("\\", "\\\\").replace("$", "\\$")
    options = Option(text, True, why=text), Option("other", False, why=text)
    responses: dict[str, Response] = {
        "recall": Recall(text),
        "fill": Fill((f"{text} ", Blank(1, text, hint="hint"), f" {text}")),
        "choose": Choose(options),
        "type": Type(text, (text,)),
        "number": Number("3", Fraction(2), Fraction(4), f"of {unescaped}"),
        "arrange": Arrange((text, "other")),
        "match": Match(((text, text), ("other", "else"))),
        "discuss": Discuss((text,), (text,)),
    }
    return [
        note(
            response,
            id=id,
            prompt=text,
            explanation=text,
            stimulus=quotes(unescaped) if id == "choose" else (),
        )
        for id, response in responses.items()
    ]


KNOWN = {
    *("div", "label", "hr", "ol", "ul", "li", "span"),
    *("p", "figure", "figcaption", "blockquote", "cite", "a"),
}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_hostile_text_is_shown_as_text(learner: Learner, text: str) -> None:
    """The text appears as often as it was typed, adds no tag, and nothing in it has an effect."""
    assert learner.import_deck(packed(hostile(text))) == Log(new=8)
    counts = {}
    for card in learner.cards():
        assert card.question_av_tags() == card.answer_av_tags() == []
        for name, html in (("front", card.question()), ("back", card.answer())):
            if card.note()["ID"] in ("type", "number"):
                assert html.count("[[type:Answer]]") == 1
                html = html.replace("[[type:Answer]]", "")
            side = read(html)
            html = re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)
            assert re.search(r"\[\[type:|\[sound:|\\[(\[]|\[\$\]", html) is None
            assert side.tags <= KNOWN
            counts[card.note()["ID"], name] = flat(side.words).count(flat(text))
    assert counts == {
        ("recall", "front"): 1,  # the prompt
        ("recall", "back"): 3,  # prompt, answer, explanation
        ("fill", "front"): 3,  # prompt, and the text on both sides of the blank
        ("fill", "back"): 5,
        ("choose", "front"): 2 + len(quotes(text)),  # quote, prompt, option
        ("choose", "back"): 5,  # prompt, option, two reasons, explanation
        ("type", "front"): 1,
        ("type", "back"): 3,  # prompt, the other spelling, explanation
        ("number", "front"): 2,  # prompt, unit
        ("number", "back"): 3,
        ("arrange", "front"): 2,
        ("arrange", "back"): 3,
        ("match", "front"): 3,
        ("match", "back"): 4,
        ("discuss", "front"): 1,
        ("discuss", "back"): 4,
    }
    assert list(learner.col.get_empty_cards().notes) == []
    assert learner.database_problems() == []


@pytest.mark.parametrize(
    "hint", ["sound:x.mp3", "anki:play:q:0", "[type:Answer]", "$", "<b>", "}", "}}", "a::b", ":"]
)
def test_a_hint_is_shown_in_brackets_and_has_no_effect(learner: Learner, hint: str) -> None:
    learner.import_deck(packed([note(Fill((Blank(1, "the sea", hint),)), prompt="")]))
    card = learner.card("noise")
    assert flat(read(card.question()).words) == f"[{hint}]"
    assert card.question_av_tags() == []
    assert re.search(r"\[\[type:|\[\$\]", card.question()) is None


def test_a_typed_answer_is_compared_as_plain_text(learner: Learner) -> None:
    """The field is HTML; Anki's reviewer calls `compare_answer`."""
    for text in (text[:200] for text in HOSTILE):
        field = note(Type(text.replace("\\", "\\\\"))).fields["Answer"]
        assert "typeBad" not in learner.col.compare_answer(field, text), text
        assert "typeMissed" not in learner.col.compare_answer(field, text), text


# Clozes of random punctuation.

PUNCTUATION = st.text("{}:c12 a<&[é\\", max_size=8)
DELETION = st.builds(
    "{{{{c{}::{}{}{}}}}}".format,
    st.integers(1, 3),
    PUNCTUATION,
    st.sampled_from(["", "::"]),
    PUNCTUATION,
)
CLOZES = st.lists(
    PUNCTUATION | DELETION | st.sampled_from(["{{c1::", "}}", "[sound:", "::", "\\::"]), max_size=8
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=CLOZES.map("".join))
def test_anki_and_studykit_find_the_same_blanks(learner: Learner, text: str) -> None:
    parts = parse_cloze(text.strip())
    fill = Fill(parts)
    blanks = [part for part in parts if isinstance(part, Blank)]
    assume(blanks and all(blank.answer.strip() for blank in blanks))
    assume(not any(True for _ in formulas(text)))
    if learner.col.note_count() == 0:
        learner.import_deck(packed([note(Fill((Blank(1, "x"),)), prompt="")]))
    in_anki = learner.note("noise")
    ours = note(fill, prompt="")
    in_anki["Prompt"] = ours.fields["Prompt"]
    for ord in ours.ordinals:
        front = "".join(
            part
            if isinstance(part, str)
            else f"[{literal(plain(part.hint or '...'))}]"
            if part.number == ord + 1
            else part.answer
            for part in parts
        )
        card = in_anki.ephemeral_card(ord)
        assert flat(read(card.question()).words) == flat(plain(front))
        assert flat(read(card.answer()).words).startswith(flat(plain(fill.text)))
        assert card.question_av_tags() == card.answer_av_tags() == []
