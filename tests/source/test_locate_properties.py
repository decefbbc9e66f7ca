"""What holds for all quotes: words of a text are found, and changed words are not."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studykit.source.locate import Query, QuoteLocator, Verdict
from studykit.source.text import Place, Text

from .documents import text_of
from .ferry import LIGHT, places, spans


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[str, int]]]:
    """Draw a text of one region; return it with its words and their offsets."""
    sizes = draw(st.lists(st.integers(1, 12), min_size=1, max_size=6))
    raw, words = "", []
    for size in sizes:
        raw += "\n\n" * bool(raw)
        for n in range(size):
            raw += " " * bool(n)
            word = draw(
                st.sampled_from(["oak", "elm", "ash", "Yew", "fir", "café", "17%", "don't"])
            )
            words.append((word, len(raw)))
            raw += word
    return raw, words


@pytest.mark.parametrize("name", ["doc.txt", "doc.md"])
@given(document=documents(), data=st.data())
def test_every_run_of_words_is_found(
    name: str, document: tuple[str, list[tuple[str, int]]], data: st.DataObject
) -> None:
    raw, words = document
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, min(first + 6, len(words) - 1)))
    run = [word for word, _ in words[first : last + 1]]
    expected = [
        (words[n][1], words[n + len(run) - 1][1] + len(run[-1]))
        for n in range(len(words) - len(run) + 1)
        if [word for word, _ in words[n : n + len(run)]] == run
    ]
    texts = QuoteLocator({"doc": text_of(raw, id="doc", file=name)})
    location = texts.locate(Query(" ".join(run), "doc"))
    assert spans(location) == expected
    assert location.verdict is (Verdict.EXACT if len(expected) == 1 else Verdict.AMBIGUOUS)


def citable(text: Text) -> list[tuple[int, int, Place]]:
    """Return the words of citable segments: offsets into `shown`, and the place of each."""
    return [
        (segment.start + word.start(), segment.start + word.end(), segment.place(segment.start + word.start()))
        for segment in text.segments
        if not segment.outside
        for word in re.finditer(r"\S+", text.shown.text[segment.start : segment.end])
    ]  # fmt: skip


CITABLE = citable(LIGHT.texts["lighthouse"])
SHOWN = LIGHT.texts["lighthouse"].shown


def run_of_words(data: st.DataObject, least: int, most: int) -> tuple[list[str], Place, int]:
    """Draw adjacent words of one segment of the interview; return them, their place and offset."""
    first = data.draw(st.integers(0, len(CITABLE) - least))
    count = data.draw(st.integers(least, most))
    run = [w for w in CITABLE[first : first + count] if w[2][:3] == CITABLE[first][2][:3]]
    assume(len(run) >= least)
    return [SHOWN.text[a:b] for a, b, _ in run], run[0][2], run[0][0]


@given(st.data())
def test_every_run_of_words_of_the_interview_is_found(data: st.DataObject) -> None:
    words, place, start = run_of_words(data, 1, 25)
    quote = " ".join(words)
    location = LIGHT.locate(Query(quote, "lighthouse"))
    assume(location.verdict is not Verdict.AMBIGUOUS)
    assert (location.verdict, places(location)) == (Verdict.EXACT, [place])
    match = location.matches[0]
    raw = LIGHT.texts["lighthouse"].raw[match.start : match.end]
    plain = re.sub(r"\*\*|\[|\]\([^)]*\)", "", raw)
    assert " ".join(plain.split()) == quote
    assert match.start == SHOWN.start(start)


@given(st.data())
def test_one_changed_word_is_near_its_place(data: st.DataObject) -> None:
    words, place, start = run_of_words(data, 10, 30)
    n = data.draw(st.integers(0, len(words) - 1))
    begins = {place}
    if n == 0:  # what is left may begin in the next paragraph
        begins.add(next(after for a, _, after in CITABLE if a > start))
    words[n] = data.draw(st.sampled_from(["zebra", "Zebra", "zebra,", "99", "x"]))
    location = LIGHT.locate(Query(" ".join(words), "lighthouse"))
    assert location.verdict is Verdict.NEAR
    assert location.nearest is not None
    assert location.nearest.place in begins
    assert words[n].strip(",.?—") in " ".join(
        d.quote for d in location.nearest.diff if d.operation != "equal"
    )


@given(st.data())
def test_two_swapped_words_never_pass(data: st.DataObject) -> None:
    words, _, _ = run_of_words(data, 4, 12)
    n = data.draw(st.integers(0, len(words) - 2))
    assume(words[n].casefold() != words[n + 1].casefold())
    words[n], words[n + 1] = words[n + 1], words[n]
    assert not LIGHT.locate(Query(" ".join(words), "lighthouse")).verdict.passes


DIGITS = [n for n, (a, b, _) in enumerate(CITABLE) if any(c.isdigit() for c in SHOWN.text[a:b])]


def test_interview_has_nine_numbers() -> None:
    assert len(DIGITS) == 9


@given(st.sampled_from(DIGITS), st.integers(0, 3), st.integers(0, 3), st.data())
def test_a_changed_digit_never_passes(
    number: int, before: int, after: int, data: st.DataObject
) -> None:
    run = CITABLE[max(0, number - before) : number + after + 1]
    words = [SHOWN.text[a:b] for a, b, _ in run]
    quote = " ".join(words)
    at = data.draw(st.sampled_from([i for i, c in enumerate(quote) if c.isdigit()]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != quote[at]]))
    changed = quote[:at] + other + quote[at + 1 :]
    assume(changed != "147")  # another number of the interview
    assert not LIGHT.locate(Query(changed, "lighthouse")).verdict.passes
