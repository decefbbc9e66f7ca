"""Brackets and elisions: the changes that pass, and those that do not."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studykit.language import language
from studykit.language.turning import hits
from studykit.source.locate import Location, Query, QuoteLocator, Verdict

from .documents import lighthouse, locator, text_of

ENGLISH = language("en")
assert ENGLISH is not None
LIGHT = QuoteLocator({"lighthouse": lighthouse()})
WALK = "We walked along the quiet shore and then we slept in the old tower."


def locate(quote: str, text: str = WALK) -> Location:
    return locator(doc=text).locate(Query(quote, "doc"))


def hidden(location: Location) -> tuple[str, ...]:
    edit = location.matches[0].edit
    assert edit is not None
    return edit.hidden


# Brackets


@pytest.mark.parametrize(
    ("quote", "replaced"),
    [
        ("We walked along [it] and then we slept", ("the quiet shore",)),
        ("We walked [by] the quiet shore", ("along",)),
        ("We walked along the quiet [and empty] shore", ()),
        ("We walked along the quiet shore and [later] slept", ("then we",)),
        ("we [the crew] walked along the quiet shore", ()),
        ("[They] walked along the quiet shore", ()),
        ("slept in the old tower [of Skerrow].", ()),
        ("We walked along [so] then we slept", ("the quiet shore and",)),
    ],
)
def test_bracket_replaces_up_to_four_words(quote: str, replaced: tuple[str, ...]) -> None:
    location = locate(quote)
    assert (location.verdict, hidden(location)) == (Verdict.ALTERED, replaced)


@pytest.mark.parametrize(
    "quote",
    [
        "We walked along [so] we slept in the old tower",  # five words
        "We walked [so] slept in the old tower",
        "We ran along [it] and then we slept",  # another word outside the brackets
    ],
)
def test_bracket_does_not_replace_five_words_or_words_outside_it(quote: str) -> None:
    assert locate(quote).verdict in (Verdict.NEAR, Verdict.ABSENT)


def test_sic_replaces_nothing() -> None:
    text = "It was a verry cold year."
    location = locate("a verry [sic] cold year", text)
    assert (location.verdict, hidden(location)) == (Verdict.ALTERED, ())
    assert not locate("a [sic] cold year", text).verdict.passes


@pytest.mark.parametrize("quote", ["[w]e walked along", "[W]e walked along", "[T]hen we slept"])
def test_initial_in_brackets_may_change_case(quote: str) -> None:
    assert locate(quote).verdict is Verdict.ALTERED


def test_initial_in_brackets_must_be_the_same_letter() -> None:
    assert not locate("[h]e walked along the quiet shore").verdict.passes


def test_first_letter_of_edited_quote_may_change_case() -> None:
    assert locate("we walked [by] the quiet shore").verdict is Verdict.ALTERED
    assert locate("Along the quiet shore … in the old tower").verdict is Verdict.GAPPED


# Elisions


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "[...]", ". . .", "[. . .]"])
def test_elision_replaces_omitted_words(mark: str) -> None:
    location = locate(f"We walked along {mark} in the old tower")
    assert location.verdict is Verdict.GAPPED
    assert hidden(location) == ("the quiet shore and then we slept",)


def test_hidden_word_that_is_broken_at_the_end_of_a_line_is_whole() -> None:
    texts = locator(
        doc=text_of("We saw that the experi-\nments of it were done.", id="doc", file="doc.md")
    )
    location = texts.locate(Query("We saw that … of it were done", "doc"))
    assert hidden(location) == ("the experiments",)


@pytest.mark.parametrize(("size", "passes"), [(400, True), (401, False), (5000, False)])
def test_gap_of_more_than_400_characters_does_not_pass(size: int, passes: bool) -> None:
    text = "The first piece is " + "o" * (size - 2) + " the second piece of it."
    location = locate("The first piece is … the second piece of it", text)
    assert (location.verdict is Verdict.GAPPED) is passes


@pytest.mark.parametrize(
    "quote", ["We walked … in the old tower", "We walked along … tower.", "We … then we slept"]
)
def test_piece_of_fewer_than_three_words_does_not_pass(quote: str) -> None:
    assert not locate(quote).verdict.passes


def test_pieces_must_be_in_order() -> None:
    assert not locate("in the old tower … we walked along the").verdict.passes


def test_elision_must_stay_within_a_turn() -> None:
    text = text_of(
        "Ann: Why did the ferry stop?\nBob: The old harbour froze again.",
        id="doc",
        speakers={"Ann": "ann", "Bob": "bob"},
    )
    texts = QuoteLocator({"doc": text})
    assert not texts.locate(Query("Why did the … old harbour froze", "doc")).verdict.passes
    assert texts.locate(Query("Why did the ferry", "doc")).verdict is Verdict.EXACT


def test_later_place_of_a_piece_is_used_if_the_first_is_too_far_away() -> None:
    far = "grey sand " * 39
    text = f"we saw the sea, {far}and the tide {far}and the tide {far[:100]} under the moon."
    location = locate("we saw the sea … and the tide … under the moon", text)
    assert location.verdict.passes is False  # 790 characters to the second, in one gap
    text = f"we saw the sea, and the tide {far[:300]} and the tide {far[:300]} under the moon."
    location = locate("we saw the sea … and the tide … under the moon", text)
    assert (location.verdict, len(hidden(location))) == (Verdict.GAPPED, 2)


def test_many_elisions_in_a_repetitive_text() -> None:
    """If every combination of the places were tried, this would never end."""
    text = "on the sea " * 5000
    for count in (2, 4, 8, 30):
        quote = " … ".join([*["on the sea"] * count, "and never again"])
        assert not locate(quote, text).verdict.passes


# Changed meanings


@pytest.mark.parametrize(
    ("text", "quote", "word"),
    [
        ("We will not go closed source now.", "We will [surely] go closed source", "not"),
        ("We won’t go closed source now.", "We [will] go closed source", "won't"),
        ("We never go to the sea now.", "We [always] go to the sea", "never"),
        ("Nobody goes to the sea.", "[Everybody] goes to the sea", "Nobody"),
        ("We go to the sea.", "We [never] go to the sea", "never"),
        ("We go to the sea.", "[Never] go to the sea", "Never"),
        ("We may go to the sea.", "We [surely] go to the sea", "may"),
        ("We go to the sea.", "We [must] go to the sea", "must"),
        ("It takes 212 turns to wind it.", "It takes [some] turns to wind it", "212"),
        ("It takes turns to wind it.", "It takes [212] turns to wind it", "212"),
        ("It takes turns to wind it.", "[Twenty] turns to wind it", "Twenty"),
        ("It takes turns to wind it.", "turns to wind it [twice]", "twice"),
        ("The crew of twelve left for home.", "The crew … left for home", None),
        ("All the crew of twelve left for home.", "All the crew … left for home", "twelve"),
        ("So we think they did not leave the town.", "So we think … leave the town", "not"),
    ],
)
def test_hidden_or_added_word_that_changes_the_meaning(
    text: str, quote: str, word: str | None
) -> None:
    location = locate(quote, text)
    assert (location.verdict.passes, location.changes_meaning) == (False, word)
    if word:
        assert location.verdict is Verdict.NEAR
        assert location.nearest is not None


# Brackets and ellipses of the source


@pytest.mark.parametrize(
    "quote",
    [
        "We [the crew] waited... and waited",
        "waited […] for hours",
        "[the crew] waited...",
        "waited [not once]",
    ],
)
def test_brackets_and_ellipses_of_the_source_are_exact(quote: str) -> None:
    text = "We [the crew] waited... and waited […] for hours. They waited [not once] there."
    assert locate(quote, text).verdict is Verdict.EXACT


def test_ellipsis_of_the_source_comes_before_an_elision() -> None:
    text = "We saw the sea … and the old tower. We saw the sea again and the old tower."
    location = locate("We saw the sea … and the old tower", text)
    assert (location.verdict, location.matches[0].start) == (Verdict.EXACT, 0)


# Properties, on the lighthouse interview

TEXT = LIGHT.texts["lighthouse"]
SEGMENTS = [
    s
    for s in TEXT.segments
    if not s.outside and len(TEXT.shown.text[s.start : s.end].split()) >= 12
]


@given(st.data())
def test_elision_of_inner_words_is_gapped_unless_it_changes_the_meaning(
    data: st.DataObject,
) -> None:
    segment = data.draw(st.sampled_from(SEGMENTS))
    words = list(re.finditer(r"\S+", TEXT.shown.text[segment.start : segment.end]))
    first = data.draw(st.integers(0, len(words) - 12))
    last = data.draw(st.integers(first + 12, min(len(words), first + 40)))
    run = [word[0] for word in words[first:last]]
    a = data.draw(st.integers(4, len(run) - 5))
    b = data.draw(st.integers(a + 1, len(run) - 4))
    inner = " ".join(run[a:b])
    assume(len(inner) <= 390)
    mark = data.draw(st.sampled_from(["…", "...", "[…]", "[...]"]))
    location = LIGHT.locate(Query(" ".join([*run[:a], mark, *run[b:]]), "lighthouse"))
    if location.verdict is Verdict.NEAR:
        assert location.changes_meaning
    else:
        assert location.verdict is Verdict.GAPPED
        whole_sentences = (
            run[a - 1].rstrip("”’")[-1] in ".?!" and run[b - 1].rstrip("”’")[-1] in ".?!"
        )
        assert whole_sentences or not any(hit.sure for hit in hits(inner, ENGLISH))
        match = location.matches[0]
        assert match.text == " ".join(run)
        assert match.shown[0] == segment.start + words[first].start()


# A mark replaces and inserts whole words


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We can’t sell the lamp today.", "We can [surely] sell the lamp today"),
        ("I think we can’t ever truly close it.", "I think we can … close it"),
        ("We are a non-profit company in town.", "We are a … profit company in town"),
        ("We are a non–profit company in town.", "We are a … profit company in town"),
        ("It is a closed-source model here.", "It is a closed … model here."),
        ("We can´t ever truly close it.", "I think we can … close it"),
        ("The lamp is unlit today.", "The lamp is [a] lit today"),
        ("The keeper is notable.", "The keeper is not [sic] able"),
        ("He is nowhere in town.", "He is now [sic] here in town"),
        ("The therapist came home.", "The the [sic] rapist came home"),
        ("The therapist came home.", "The the[sic]rapist came home"),
        ("It cost 12\u00a0500 dollars that year.", "[Then] it cost 12 [and] dollars that year"),
    ],
)
def test_a_mark_cuts_no_word(text: str, quote: str) -> None:
    assert locate(quote, text).verdict in (Verdict.NEAR, Verdict.ABSENT)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("We are capable of closing it.", "We are [in]capable of closing it"),
        ("We are able to close it.", "We are [un]able to close it"),
        ("We do sell the source now.", "We do[n't] sell the source now"),
        ("We can leave the town now.", "We can['t] leave the town now"),
        ("We are in the town now.", "We are [n't] in the town now"),
        ("It is of use to us all.", "It is of use[less] to us all"),
        ("We paid $14 for it all.", "We paid $14[bn] for it all"),
        ("We paid $14 for it all.", "We paid $14 [bn] for it all"),
        ("The loss was 15 in all.", "The loss was 15[%] in all"),
        ("The loss was 15 in all.", "The loss was 15 [%] in all"),
        ("The gain was 14 in all.", "The gain was [-]14 in all"),
        ("The war years were long.", "The [pre]-war years were long"),
        ("Its owner was away then.", "[Ann]'s owner was away then"),
    ],
)
def test_a_bracket_inserts_no_affix_unit_or_sign(text: str, quote: str) -> None:
    assert locate(quote, text).verdict in (Verdict.NEAR, Verdict.ABSENT)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("It was a verry cold year.", "a verry[sic] cold year"),
        ("It was cold, verry, that year.", "It was cold, verry [sic], that year"),
        ("They (the crew) walked home.", "They ([all of] the crew) walked home"),
        ("Their ship—a big one—sank.", "Their ship—[really] a big one—sank"),
        ("He said “go home” to us.", "He said “[please] go home” to us"),
    ],
)
def test_a_mark_may_be_beside_punctuation(text: str, quote: str) -> None:
    assert locate(quote, text).verdict is Verdict.ALTERED
