"""The fields of notes: responses, shuffled options, clozes, tags and passages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
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
    Type,
)
from studykit.source.text import Place
from studykit.targets.anki.fields import NoteFields, note_fields
from studykit.targets.anki.notetypes import ARRANGE, BASIC, CHOICE, CLOZE, TYPED

from .conftest import CREDIT, EVIDENCE, INFO, PASSAGE, exercise, note

TAGS = ("source::lighthouse", "part::1", "speaker::marlow")
"""The tags of a note on `EVIDENCE`."""


def fields(**changes: str) -> dict[str, str]:
    """Return the fields of a note on `EVIDENCE`, with some changed."""
    return {
        "ID": "noise",
        "Stimulus": "",
        "Prompt": "What was it?",
        "Explanation": "",
        "Passage": PASSAGE,
        "Credit": CREDIT,
    } | changes


# The fields of each response.


def test_recall() -> None:
    card = note(Recall("A *shutter*."), explanation="In the **wind**.")
    assert card == NoteFields(
        id="noise",
        type=BASIC,
        fields=fields(
            Answer="A <em>shutter</em>.", Reverse="", Explanation="In the <strong>wind</strong>."
        ),
        tags=("type::basic", *TAGS),
        ordinals=(0,),
    )


def test_fill() -> None:
    card = note(Fill(("It was ", Blank(1, "a shutter"), ".")), prompt="Fill it in.", type="cloze")
    assert card == NoteFields(
        id="noise",
        type=CLOZE,
        fields=fields(Options="Fill it in.", Prompt="It was {{c1::a shutter}}."),
        tags=("type::cloze", *TAGS),
        ordinals=(0,),
    )


def test_choose() -> None:
    options = (
        Option("a *shutter*", right=True, why="It banged."),
        Option("a gull", right=False),
        Option("neither", right=False, why="One it was.", keep_last=True),
    )
    card = note(Choose(options), type="multiple_choice")
    assert card == NoteFields(
        id="noise",
        type=CHOICE,
        fields=fields(
            Options='<ol class="options" data-moving>'
            '<li data-n="0"><div class="text">a gull</div></li>\n'
            '<li data-n="1"><div class="text">a <em>shutter</em></div></li>\n'
            '<li data-n="2" data-last><div class="text">neither</div></li></ol>',
            Answer='<ol class="options" data-moving>'
            '<li data-n="0"><div class="text">a gull</div></li>\n'
            '<li data-n="1" class="right"><div class="text">a <em>shutter</em></div>'
            ' <span class="mark">✓</span>\n<div class="why">It banged.</div></li>\n'
            '<li data-n="2" data-last><div class="text">neither</div>\n'
            '<div class="why">One it was.</div></li></ol>',
        ),
        tags=("type::multiple_choice", *TAGS),
        ordinals=(0,),
    )


def test_choose_several_says_how_many() -> None:
    card = note(
        Choose((Option("a", right=True), Option("b", right=True), Option("c", right=False)))
    )
    assert card.fields["Options"].startswith(
        '<p class="task">Choose 2.</p><ol class="options" data-several data-moving>'
    )


def test_ordered_options_do_not_move() -> None:
    card = note(Choose((Option("9", right=True), Option("4", right=False))))
    assert card.fields["Options"] == (
        '<ol class="options"><li data-n="0"><div class="text">4</div></li>\n'
        '<li data-n="1"><div class="text">9</div></li></ol>'
    )


@pytest.mark.parametrize(
    ("number", "answer", "options"),
    [
        (
            Number("9", Fraction(9), Fraction(9)),
            "9",
            '<div class="range" hidden data-low="9.0" data-high="9.0" data-decimal="." data-unit="">'
            "</div>",
        ),
        (
            Number("12.5", Fraction(10), Fraction(15), "%"),
            "12.5",
            '<div class="range" data-low="10.0" data-high="15.0" data-decimal="." data-unit="%">'
            "accepted: 10 to 15</div>",
        ),
        (
            Number("1/30", Fraction(1, 40), Fraction(1, 3)),
            "1/30",
            '<div class="range" data-low="0.025" data-high="0.3333333333333333" data-decimal="."'
            ' data-unit="">accepted: 0.025 to 1/3</div>',
        ),
    ],
)
def test_number(number: Number, answer: str, options: str) -> None:
    """Anki compares letters, so the back shows the accepted range, and a script compares values."""
    card = note(number, type="numeric")
    assert card.type is TYPED
    assert (card.fields["Answer"], card.fields["Options"]) == (answer, options)


def test_a_number_beyond_floating_point() -> None:
    huge = Fraction(10**400)
    options = note(Number("1", -huge, huge)).fields["Options"]
    assert 'data-low="-1e+300" data-high="1e+300"' in options


def test_a_tiny_number_is_left_to_the_learner() -> None:
    """The script would take 0 for equal to it."""
    tiny = Fraction(37, 10**20)
    options = note(Number("3.7e-19", tiny, tiny, "J")).fields["Options"]
    assert 'data-low="NaN" data-high="NaN"' in options
    zero = note(Number("0", Fraction(0), Fraction(0), "J")).fields["Options"]
    assert 'data-low="0.0" data-high="0.0"' in zero


def test_the_decimal_sign_is_that_of_the_language() -> None:
    card = note(Number("0,5", Fraction(1, 2), Fraction(1, 2)), lang="de")
    assert 'data-decimal=","' in card.fields["Options"]


def test_a_unit_that_the_prompt_does_not_say_is_added() -> None:
    number = Number("147", Fraction(147), Fraction(147), "steps")
    assert note(number).fields["Prompt"] == 'What was it? <span class="unit">(unit: steps)</span>'
    assert note(number, prompt="How many Steps?").fields["Prompt"] == "How many Steps?"


def test_arrange() -> None:
    """Items are shown in another order, each with its number in the right order."""
    card = note(Arrange(("wind", "*noise*", "key")), type="ordering")
    assert card.type is ARRANGE
    assert card.fields["Answer"] == (
        '<ol class="order"><li data-n="0"><div class="text">wind</div></li>\n'
        '<li data-n="1"><div class="text"><em>noise</em></div></li>\n'
        '<li data-n="2"><div class="text">key</div></li></ol>'
    )
    assert re.findall('data-n="(.)"', card.fields["Options"]) == ["1", "0", "2"]


@given(st.lists(st.text("ab", min_size=1), min_size=2, unique=True), st.text("abc", min_size=1))
def test_items_are_never_shown_in_the_right_order(items: list[str], id: str) -> None:
    numbers = re.findall(r'data-n="(\d+)"', note(Arrange(tuple(items)), id=id).fields["Options"])
    assert sorted(map(int, numbers)) == list(range(len(items)))
    assert numbers != sorted(numbers, key=int)


def test_match() -> None:
    card = note(Match((("Marlow", "hears"), ("wind", "blows")), ("asks",)), type="matching")
    assert card.type is ARRANGE
    lefts, choices = card.fields["Options"].split('<ol class="choices">')
    assert lefts == (
        '<ol class="lefts"><li data-n="0"><div class="text">Marlow</div></li>\n'
        '<li data-n="1"><div class="text">wind</div></li></ol>'
    )
    assert sorted(re.findall('"text">(.*?)<', choices)) == ["asks", "blows", "hears"]
    assert card.fields["Answer"] == (
        '<ol class="pairs"><li data-n="0" data-right="0"><div class="text">Marlow</div>\n'
        '<div class="right">hears</div></li>\n'
        '<li data-n="1" data-right="1"><div class="text">wind</div>\n'
        '<div class="right">blows</div></li></ol>'
    )


def test_the_stimulus_is_shown_with_the_prompt() -> None:
    card = note(Choose((Option("a", right=True),)), stimulus=(EVIDENCE,))
    assert card.fields["Stimulus"] == '<blockquote lang="en" dir="auto">a noise</blockquote>'


def test_two_stimuli_are_side_by_side_with_source_names() -> None:
    other = Evidence("a *din*", "leaflet", Place("text"))
    card = note(Recall("a word"), stimulus=(EVIDENCE, other))
    assert card.fields["Stimulus"] == (
        '<div class="parallel"><figure class="passage">'
        "<figcaption>The Shutter and the Light</figcaption>"
        '<blockquote lang="en" dir="auto">a noise</blockquote></figure>'
        '<figure class="passage"><figcaption>A Leaflet</figcaption>'
        '<blockquote lang="en" dir="auto">a *din*</blockquote></figure></div>'
    )


def test_type() -> None:
    """The answer to compare with has no markup."""
    card = note(Type("a *shutter*", ("shutter", "the `shutter` & co")), type="short_answer")
    assert card == NoteFields(
        id="noise",
        type=TYPED,
        fields=fields(
            Answer="a shutter",
            Options='also accepted: <span class="accept">shutter</span>;'
            ' <span class="accept">the shutter &amp; co</span>',
        ),
        tags=("type::short_answer", *TAGS),
        ordinals=(0,),
    )


def test_type_without_other_spellings() -> None:
    assert note(Type("1871")).fields == fields(Answer="1871")


def test_discuss() -> None:
    response = Discuss(("a *cause*", "a cost"), ("Who winds it?",), minutes=(10, 10))
    assert note(response, type="discussion") == NoteFields(
        id="noise",
        type=BASIC,
        fields=fields(
            Answer="<ul><li>a <em>cause</em></li><li>a cost</li></ul>"
            '<p class="task">Follow up:</p><ul><li>Who winds it?</li></ul>'
        ),
        tags=("type::discussion", *TAGS),
        ordinals=(0,),
    )


def test_discuss_without_follow_ups_or_evidence() -> None:
    """An opening or closing discussion needs no passage."""
    card = note(Discuss(("a cause",)), evidence=())
    assert card.fields == fields(Answer="<ul><li>a cause</li></ul>", Passage="", Credit="")


def test_values_are_in_the_order_of_the_note_type() -> None:
    assert note(Recall("A shutter.", reverse=True), explanation="Wind.").values("light/noise") == [
        "light/noise", "What was it?", "", "A shutter.", "Wind.", PASSAGE, CREDIT, "", "A shutter.",
        "noise",
        "", "", "", "",
    ]  # fmt: skip


def test_a_reversed_question_has_two_cards() -> None:
    assert note(Recall("A shutter.")).ordinals == (0,)
    assert note(Recall("A shutter.", reverse=True)).ordinals == (0, 1)


# The order of options.


def options(*texts: str, right: int = 0, last: tuple[str, ...] = ()) -> Choose:
    return Choose(
        tuple(Option(text, n == right, keep_last=text in last) for n, text in enumerate(texts))
    )


def options_of(choose: Choose, id: str = "noise", field: str = "Options") -> list[str]:
    """Return the options in the order in which they are shown."""
    html = note(choose, id=id).fields[field]
    return re.findall('<div class="text">(.*?)</div>', html)


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("noise", ["bell", "rope", "gull", "shutter"]),
        ("first-wheel", ["rope", "gull", "bell", "shutter"]),
        ("winders", ["bell", "gull", "shutter", "rope"]),
    ],
)
def test_the_order_depends_on_the_id(id: str, expected: list[str]) -> None:
    """Written out, because another order would change the cards of every learner."""
    assert options_of(options("shutter", "gull", "bell", "rope"), id) == expected


def test_the_order_depends_only_on_the_id() -> None:
    """A reworded option keeps its position."""
    choose = options("shutter", "gull", "bell", "rope")
    reworded = options("a loose shutter", "a gull", "the bell", "some rope", right=2)
    assert options_of(choose) == ["bell", "rope", "gull", "shutter"]
    assert options_of(reworded) == ["the bell", "some rope", "a gull", "a loose shutter"]
    changes = {"prompt": "Another?", "explanation": "Because.", "tags": ("t",), "evidence": ()}
    assert note(choose, **changes).fields["Options"] == note(choose).fields["Options"]


def test_the_right_option_is_equally_frequent_in_all_positions() -> None:
    choose = options("shutter", "gull", "bell", "rope")
    places = Counter(options_of(choose, f"q{n}").index("shutter") for n in range(400))
    assert set(places) == {0, 1, 2, 3}
    assert min(places.values()) > 60


def test_keep_last_options_come_last_in_listed_order() -> None:
    last = ("All of them", "None of them")
    choose = options("All of them", "gull", "bell", "None of them", "rope", last=last)
    orders = {tuple(options_of(choose, f"q{n}")) for n in range(99)}
    assert {order[3:] for order in orders} == {("All of them", "None of them")}
    assert len({order[:3] for order in orders}) == 6


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["147", "12", "1,004", "-3"], ["-3", "12", "147", "1,004"]),
        (["£6,000", "£600", "£60.50"], ["£60.50", "£600", "£6,000"]),
        (["40%", "5%", "12.5%"], ["5%", "12.5%", "40%"]),
        (["$2 million", "$900 thousand"], ["$900 thousand", "$2 million"]),
        (["17 July 2019", "March 2020", "2018"], ["2018", "17 July 2019", "March 2020"]),
        (["9", "none of these", "12", "4"], ["4", "9", "12", "none of these"]),
        (["One-seventh", "1/30", "One-seventieth"], ["One-seventieth", "1/30", "One-seventh"]),
        (["fourteen", "Three", "12"], ["Three", "12", "fourteen"]),
    ],
)
def test_numbers_and_dates_ascend(listed: list[str], expected: list[str]) -> None:
    """Numbers in any other order would hint at the key."""
    choose = options(*listed, last=("none of these",))
    assert {tuple(options_of(choose, f"q{n}")) for n in range(40)} == {tuple(expected)}


def test_true_and_false_are_never_shuffled() -> None:
    choose = Choose((Option("True", False), Option("False", True)), fixed=True)
    assert {tuple(options_of(choose, f"q{n}")) for n in range(40)} == {("True", "False")}


CHOICES = st.lists(
    st.builds(Option, st.sampled_from(["a", "b", "7", "12", "£3"]), st.booleans(), st.none(), st.booleans()),
    min_size=1,
    max_size=7,
)  # fmt: skip


@given(CHOICES, st.text("abc-", min_size=1))
def test_both_sides_show_the_same_order_and_all_options(listed: list[Option], id: str) -> None:
    """An option must have the same letter on both sides."""
    choose = Choose(tuple(listed))
    assert options_of(choose, id, "Answer") == options_of(choose, id)
    assert Counter(options_of(choose, id)) == Counter(option.text for option in listed)


# Clozes.


def cloze(text: str) -> str:
    return note(Fill(parse_cloze(text))).fields["Prompt"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("It took {{c1::eleven}} months", "It took {{c1::eleven}} months"),
        ("It took {{c1::eleven::how many?}} months", "It took {{c1::eleven::how many?}} months"),
        ("**It** took {{c1::*eleven*}}", "<strong>It</strong> took {{c1::<em>eleven</em>}}"),
        ("It **took {{c1::eleven}} months**", "It <strong>took {{c1::eleven}} months</strong>"),
        ("**{{c1::eleven}}**", "<strong>{{c1::eleven}}</strong>"),
        ("`f({{c1::x}})`", "<code>f({{c1::x}})</code>"),
        ("- {{c1::salt}}\n- {{c2::tar}}", "<ul><li>{{c1::salt}}</li><li>{{c2::tar}}</li></ul>"),
        ("{{c2::tar}}, {{c1::salt}}, {{c2::tar}}", "{{c2::tar}}, {{c1::salt}}, {{c2::tar}}"),
        ("{{c1::a < b & c}}", "{{c1::a &lt; b &amp; c}}"),
        ("{{Front}} and {{c1::x}}", "&#123;&#123;Front&#125;&#125; and {{c1::x}}"),
        ("{{c1::x::a *plain* hint}}", "{{c1::x::a plain hint}}"),
        ("{{c1::std::string}}", "{{c1::std::string}}"),
        (r"{{c1::std\::string}}", "{{c1::std&#58;&#58;string}}"),
        (r"{{c1::x::std\::string}}", "{{c1::x::std&#58;&#58;string}}"),
        ("{{c1::`std::string`}}", "{{c1::<code>std&#58;&#58;string</code>}}"),
        ("{{c1::{1, 2}}}", "{{c1::{1, 2&#125;}}"),
        ("{{{c1::1, 2}}}", "{{{c1::1, 2}}}"),
        (r"{{c1::a\}\}}}", "{{c1::a&#125;&#125;}}"),
        (r"\{{c1::x}} {{c1::y}}", "&#123;&#123;c1::x&#125;&#125; {{c1::y}}"),
        ("{{c1::+ 6::- 5?}} {{c2::3. Mai}} 1971", "{{c1::+ 6::- 5?}} {{c2::3. Mai}} 1971"),
        ("{{c1::x::std::string}}", "{{c1::x::std&#58;&#58;string}}"),
        ("{{c1::cat }}sat", "{{c1::cat }}sat"),
        ("the{{c1:: cat}}", "the{{c1:: cat}}"),
        ("{{c1::as follows: ::hint}}", "{{c1::as follows: ::hint}}"),
        ("{{c1::f{x} }}", "{{c1::f{x} }}"),
        ("{{c1::x::a} }}", "{{c1::x::a&#125;}}"),
        ("{{c1::hiss::sound:x.mp3}}", "{{c1::hiss::<span></span>sound:x.mp3}}"),
        ("{{c1::hiss::[type:Answer]}}", "{{c1::hiss::<span></span>[type:Answer]}}"),
        ("\U000f0000 and {{c1::x}} \U000f0001", "\ufffd and {{c1::x}} \ufffd"),
    ],
)
def test_the_text_of_a_cloze(typed: str, field: str) -> None:
    assert cloze(typed) == field


@pytest.mark.parametrize(
    ("blank", "field"),
    [
        (Blank(1, "std::string"), "{{c1::std&#58;&#58;string}}"),
        (Blank(1, "{{x}}"), "{{c1::&#123;&#123;x&#125;&#125;}}"),
        (Blank(1, "{x}"), "{{c1::{x&#125;}}"),
        (Blank(1, "so:", "a hint"), "{{c1::so&#58;::a hint}}"),
        (Blank(1, "x", "h}"), "{{c1::x::h&#125;}}"),
    ],
)
def test_the_text_of_a_blank_never_closes_it(blank: Blank, field: str) -> None:
    assert note(Fill((blank,))).fields["Prompt"] == field


def test_each_number_is_a_card() -> None:
    card = note(Fill(parse_cloze("{{c3::a}} {{c1::b}} {{c3::c}} {{c12::d}}")))
    assert card.ordinals == (0, 2, 11)


# Tags.


def test_own_tags_come_before_type_level_source_section_and_speaker() -> None:
    elsewhere = Evidence("a leaflet", "leaflet", Place("text"))
    card = note(
        Recall("x"),
        tags=("wind", "type::basic"),
        level="apply",
        evidence=(EVIDENCE, elsewhere, EVIDENCE),
    )
    assert card.tags == (
        "wind", "type::basic", "level::apply", "source::lighthouse", "part::1", "speaker::marlow",
        "source::leaflet", "section::text",
    )  # fmt: skip


# Passages.


def passage(evidence: Evidence) -> str:
    return note(Recall("x"), evidence=(evidence,)).fields["Passage"]


def test_a_passage_has_quote_speaker_place_and_link() -> None:
    assert passage(EVIDENCE) == (
        '<figure class="passage">'
        '<blockquote lang="en" dir="auto">a noise</blockquote>'
        "<figcaption>Marlow · Part 1, A1"
        ' · <a href="https://example.org/lighthouse#:~:text=a%20noise">read the source</a>'
        "</figcaption></figure>"
    )


def test_a_passage_without_speaker_or_url() -> None:
    assert passage(Evidence("two wheels", "leaflet", Place("text", paragraph=2))) == (
        '<figure class="passage">'
        '<blockquote lang="en" dir="auto">two wheels</blockquote>'
        "<figcaption>Text, paragraph 2</figcaption></figure>"
    )


def test_each_source_is_credited_once() -> None:
    other = Evidence("two wheels", "leaflet", Place("text"))
    card = note(Recall("x"), evidence=(EVIDENCE, other, EVIDENCE))
    assert card.fields["Credit"] == f"{CREDIT}<br>A Leaflet"


def test_sources_of_one_title_and_credit_are_credited_once() -> None:
    """Such as two versions of a page."""
    copies = INFO.sources[0], INFO.sources[0].model_copy(update={"id": "later"})
    card = note_fields(
        exercise(Recall("x"), evidence=(EVIDENCE, replace(EVIDENCE, source="later"))),
        INFO.model_copy(update={"sources": copies}),
    )
    assert card.fields["Credit"] == CREDIT


def test_quotes_are_not_parsed_as_markdown() -> None:
    """A quote is shown exactly as it is."""
    html = passage(Evidence('*“salt”* & <b>\n{{c1::"tar"}}', "leaflet", Place("text")))
    assert html == (
        '<figure class="passage"><blockquote lang="en" dir="auto">'
        "*“salt”* &amp; &lt;b&gt;<br>&#123;&#123;c1::&quot;tar&quot;&#125;&#125;</blockquote>"
        "<figcaption>Text</figcaption></figure>"
    )


def test_two_passages_of_two_sources_are_side_by_side() -> None:
    other = Evidence("two wheels", "leaflet", Place("text"))
    card = note(Recall("x"), evidence=(EVIDENCE, other))
    figure = '<figure class="passage">'
    assert card.fields["Passage"] == (
        '<div class="parallel">'
        + PASSAGE.replace(figure, figure + '<div class="source">The Shutter and the Light</div>')
        + passage(other).replace(figure, figure + '<div class="source">A Leaflet</div>')
        + "</div>"
    )


def test_other_passages_follow_one_another_with_the_names_of_several_sources() -> None:
    other = Evidence("two wheels", "leaflet", Place("text"))
    both = note(Recall("x"), evidence=(EVIDENCE, other, EVIDENCE)).fields["Passage"]
    first, second, third = re.findall("<figcaption>(.*?)</figcaption>", both)
    link = '<a href="https://example.org/lighthouse#:~:text=a%20noise">read the source</a>'
    assert first == third == f"Marlow · Part 1, A1 · The Shutter and the Light · {link}"
    assert second == "Text · A Leaflet"
    assert note(Recall("x"), evidence=(EVIDENCE, EVIDENCE)).fields["Passage"] == PASSAGE * 2
