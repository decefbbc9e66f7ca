"""The folding rules of `docs/passages.md`, one by one, and the map back to the original."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.source.fold import (
    _BETWEEN_DIGITS,
    _MARKS,
    _MAY_BE_MARKS,
    _MAY_BE_MARKUP,
    _SPACED_QUOTES,
    _SPACING,
    _TIMES,
    BREAK,
    SPACELESS,
    WORD,
    Mapped,
    _has_angle_quotes,
    _without_markup,
    as_typed,
    fold,
    folded,
    is_han,
    literal,
    normalize_punctuation,
    occurs,
    seen,
    words_of,
)

SAME = {
    "single quotation marks and apostrophes": [
        ["can't", "can’t", "can‘t", "can‚t", "can‛t", "canʼt", "can′t"],
        ["the '80s", "the ‘80s", "the ’80s"],
    ],
    "double quotation marks": [
        ['"AI"', "“AI”", "„AI“", "‟AI”", "″AI″", "«AI»", "&quot;AI&quot;"],
    ],
    "single quotation marks of other languages": [["‘a’", "‹a›", "'a'", "『a』"]],
    "apostrophes typed as accents": [["can't be", "can´t be", "can`t be"]],
    "double quotation marks of Chinese and Japanese": [["“好”", "「好」", "｢好｣"]],
    "multiplication signs after a digit": [["4x faster", "4× faster"]],
    "marks of direction and variation selectors": [
        ["a word", "a\u200e word", "\u202ba word\u202c", "\u2066a\u2069 word", "a\ufe0f word"],
    ],
    "half-width kana and full-width signs": [["カガ。ガ", "ｶｶﾞ｡ガ"], ["¥5", "￥5"]],
    "dashes of Chinese and figures": [["好—好", "好——好"], ["so—on", "so‒on", "so ‒ on"]],
    "ellipses of Chinese": [["好…好", "好……好", "好⋯⋯好"]],
    "words broken at the end of a line": [
        ["exam-\nple", "exam- ple", "exam¬ple", "exam¬\nple"],
        ["lighthouse", "light\u00ad house", "light\u00ad\nhouse"],
    ],
    "superscripts": [
        ["10⁶ lamps", "10<sup>6</sup> lamps", '10<sup class="x">6</sup> lamps'],
        ["the 19th day", "the 19<sup>th</sup> day"],
        ["x^2q", "x<sup>2q</sup>"],
    ],
    "subscripts": [
        ["H2O", "H<sub>2</sub>O"],
        ["10_2", "10<sub>2</sub>"],
        ["x1_2 is", "x<sub>1</sub>2 is"],
    ],
    "raised marks of notes": [
        [
            "at dusk. It",
            "at dusk.¹ It",
            "at dusk.<sup>1</sup> It",
            "at dusk.[^1] It",
            "at dusk.¹² It",
        ],
        ["the lamp, lit", "the lamp¹, lit", "the lamp[^a], lit", "the lamp,<sup>[1]</sup> lit"],
        ["the lamp is", "the lamp¹ is", "the lamp<sup>*</sup> is", "the lamp¹,² is"],
        ["“a lamp” is", "“a lamp”¹ is"],
    ],
    "struck-out words": [["We will go", "We will ~~not~~ go", "We will <del>not</del> go"]],
    "escapes of Markdown": [["5% of it", "5\\% of it"]],
    "a second line of a quotation": [["one two", "one\n> two"]],
    "hyphens": [["closed-source", "closed\u2010source", "closed\u2011source"]],
    "dashes": [
        ["phases—over", "phases–over", "phases―over", "phases−over", "phases--over"],
        ["phases—over", "phases---over", "phases - over", "phases \u2010 over"],
    ],
    "spaces around a dash": [
        ["phases—over", "phases — over", "phases —over", "phases— over", "phases –\nover"],
        ["phases—over", "phases -- over", "phases --- over", "phases\u00a0–\u2009over"],
    ],
    "hyphen and dash between digits": [
        ["5-13", "5–13", "5—13", "5−13", "5\u201113", "5--13"],
        ["5-13", "5 – 13", "5 - 13", "5 — 13"],
    ],
    "a space before a sign, and inside of quotation marks": [
        ["Quoi? Non!", "Quoi ? Non !", "Quoi\u202f? Non\u00a0!"],
        ["dit\u00a0: oui; non", "dit : oui ; non", "dit: oui; non"],
        [
            "Il dit « Oui », elle",
            "Il dit «\u202fOui\u00a0», elle",
            "Il dit «Oui», elle",
            'Il dit "Oui", elle',
        ],
        ["Er sagte »Ja« zu ihr", 'Er sagte "Ja" zu ihr', "Er sagte „Ja“ zu ihr"],
    ],
    "a line end in Japanese": [["こんにちは世界です", "こんにちは\n世界\nです"]],
    "a space before a percent sign": [["13%", "13 %", "13\u00a0%", "13\u202f%", "13％"]],
    "ellipses": [
        ["and… so", "and... so", "and. . . so", "and.\u00a0.\u00a0. so"],
        ["…and so", "...and so", ". . .and so"],
        ["so. … And", "so.... And", "so. . . . And", "so. ... And"],
    ],
    "white space": [
        ["one two", "one  two", "one\ntwo", "one\r\ntwo", "one\ttwo", "one \n  two"],
        ["one two", "one\u00a0two", "one\u2009two", "one\u202ftwo", "one\u3000two", "one\u2028two"],
    ],
    "characters without width": [
        ["weather", "wea\u00adther", "wea\u200bther", "wea\u2060ther", "\ufeffweather"],
        ["weather", "wea\u200cther", "wea\u200dther", "wea\u00ad\nther"],
    ],
    "ligatures": [
        ["off fire flow suffice baffle", "oﬀ ﬁre ﬂow suﬃce baﬄe"],
    ],
    "full-width forms": [["GPT-4 (50%)!", "ＧＰＴ－４ （５０％）！"], ["a, b; c", "a， b； c"]],
    "the fraction slash": [["1/30th", "1⁄30th"]],
    "normalization form C": [["café", "cafe\u0301"], ["Ångström", "A\u030angstro\u0308m"]],
    "Markdown": [
        [
            "every four hours",
            "every **four** hours",
            "every *four* hours",
            "***every four*** hours",
        ],
        ["every four hours", "every __four__ hours", "every _four_ hours", "every `four` hours"],
        [
            "every four hours",
            "every [four](https://example.org/4_h) hours",
            "[every four](x) hours",
        ],
        ["every four hours", 'every [four](x "a title") hours', "every **[four](x)** hours"],
    ],
    "HTML tags": [
        ["every four hours", "every <b>four</b> hours", '<em class="x">every</em> four hours'],
        ["every four hours", "every four<br>hours", "every four <br />\nhours"],
        ["every four hours", "<p>every four hours</p>", "every <a href=x>four</a> hours"],
    ],
    "HTML entities": [
        ["bread & tea", "bread &amp; tea", "bread &#38; tea", "bread &#x26; tea"],
        ["don't—stop", "don&rsquo;t&mdash;stop", "don&#8217;t&nbsp;—&nbsp;stop"],
    ],
    "footnote marks": [
        ["its MoE.", "its MoE【2】.", "its MoE【2】 ."],
        ["its MoE model", "its MoE【12】 model", "its MoE 【12】 model"],
    ],
    "a space between Han characters": [
        ["暗涌与幻方", "暗涌 与 幻方", "暗涌\n与幻方", "暗涌\u3000与幻方"]
    ],
}


@pytest.mark.parametrize(
    "spellings", [pytest.param(s, id=row) for row, rows in SAME.items() for s in rows]
)
def test_typographic_variants_fold_to_the_same(spellings: list[str]) -> None:
    assert [folded(spelling) for spelling in spellings] == [folded(spellings[0])] * len(spellings)


APART = {
    "another case": [("DeepSeek", "Deepseek"), ("the Light", "the light")],
    "other punctuation": [("Shall we go?", "Shall we go!"), ("Shall we go.", "Shall we go!")],
    "a lost comma": [("bakers, and drivers", "bakers and drivers"), ("6,000", "6000")],
    "a lost full stop": [("the mast.", "the mast"), ("....", "...")],
    "digits": [("147 steps", "149 steps"), ("147", "1 47"), ("four", "4"), ("2015", "2016")],
    "decimal marks": [("1.5", "1,5"), ("1.5", "15"), ("1.5", "1·5")],
    "a multiplication sign": [("2 × 3", "2 x 3"), ("a×b", "axb")],
    "raised figures that are no notes": [
        ("10⁶", "10"), ("10⁶", "106"), ("10<sup>6</sup>", "106"), ("5 km²", "5 km"), ("mc²", "mc"), ("5【1】0", "50"),
        ("5 miles²", "5 miles"), ("x<sup>2</sup>", "x2"), ("the ²³⁵U core", "the U core"),
    ],
    "hyphens before a conjunction": [("Vor- und Nachteile", "Vorund Nachteile")],
    "abbreviations": [("U.S.", "US"), ("e.g.", "eg")],
    "a hyphen for a space": [("open-source", "open source"), ("open-source", "opensource")],
    "single for double quotation marks": [("“AI”", "‘AI’"), ('"AI"', "'AI'")],
    "a vanished dash": [("phases—over", "phasesover"), ("phases—over", "phases over")],
    "a dash that became a hyphen": [("phases—over", "phases-over"), ("AI—driven", "AI-driven")],
    "a hyphen that became a dash": [("closed-source", "closed—source")],
    "a minus": [("−5 degrees", "5 degrees"), ("10 -5", "10-5")],
    "accents": [("café", "cafe")],
    "compatibility characters": [("x²", "x2"), ("H₂O", "H2O"), ("①", "1"), ("½", "1/2")],
    "symbols that look like words": [("™", "TM"), ("Ⅳ", "IV"), ("№", "No")],
    "Han characters": [("幻方", "换方"), ("发展", "發展"), ("幻方量化", "幻方 AI 量化")],
    "a space between Han and Latin": [("幻方AI", "幻方 AI")],
    "a number broken at a line end": [("2024-\n25", "202425"), ("1,000-\n2", "1,0002")],
    "text in angle brackets that is not a tag": [
        ("if a<b, then c>d", "if a<b, now c>d"),
        ("if a < b and c > d", "if a < b or c > d"),
        ("n <not 5> m", "n <now 5> m"),
    ],
    "an unknown tag": [("we will <never> go", "we will go")],
    "stars and underscores that are not emphasis": [("2 * 3 * 4", "2 3 4"), ("2*3*4", "234"), ("snake_case_it", "snakecaseit")],
    "brackets": [("the [sic] mast", "the mast"), ("a (wet) day", "a wet day")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"), [pytest.param(*pair, id=row) for row, rows in APART.items() for pair in rows]
)
def test_other_differences_are_not_folded(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("She said — “don’t”…", 'She said—"don\'t"…'),
        ("5 – 13 % of it", "5-13% of it"),
        ("  an edge  ", "an edge"),
        ("experi-\nments", f"experi{BREAK}ments"),
        ("experi- \n  ments", f"experi{BREAK}ments"),
        ("2024-\n25", "2024- 25"),
        ("AI-\n方", "AI- 方"),
        ("x² and ½", "x² and ½"),
        ("【1】", ""),
    ],
)
def test_folded_text(text: str, result: str) -> None:
    assert folded(text) == result


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("a  b\n c", "a b c"),
        ("\u00a0edge\t", "edge"),
        ("cafe\u0301", "café"),
        ("don’t — **stop**", "don’t — **stop**"),
    ],
)
def test_seen_text_is_composed_and_has_single_spaces(written: str, expected: str) -> None:
    assert seen(written) == expected


# The map back


View = Callable[[Mapped], Mapped]


def whole(text: str) -> Mapped:
    return Mapped([(text, 0, len(text))])


def test_offsets_in_folded_text_map_to_the_original() -> None:
    """one &amp; two — **three**"""
    original = test_offsets_in_folded_text_map_to_the_original.__doc__ or ""
    text = fold(whole(original))
    assert text.text == "one & two—three"
    assert [(text.start(i), text.end(i + 1)) for i in (0, 4, 6, 9, 10, 14)] == [
        (0, 1),  # o
        (4, 9),  # &
        (10, 11),  # t
        (13, 16),  # the dash with its spaces
        (18, 19),  # t, after the stars
        (22, 23),  # e, before them
    ]


def test_map_of_an_empty_text() -> None:
    nothing = fold(whole("【1】"))
    assert (nothing.text, nothing.start(0), nothing.end(0)) == ("", 0, 0)


def test_letter_and_combining_accent_map_to_one_range() -> None:
    decomposed = normalize("NFD", "(café)s")
    text = literal(whole(decomposed))
    assert text.text == "(café)s"
    assert [(text.start(i), text.end(i + 1)) for i in range(7)] == [
        (0, 1), (1, 2), (2, 3), (3, 4), (4, 6), (6, 7), (7, 8),
    ]  # fmt: skip


def test_every_character_is_composed_like_form_c() -> None:
    characters = " ".join(
        chr(n) for n in range(0x110000) if normalize("NFD", chr(n)) != chr(n) and n != 0x2001
    )
    for text in (characters, normalize("NFD", characters)):
        assert literal(whole(text)).text == seen(text) == seen(normalize("NFC", characters))


PIECES = st.sampled_from(
    [
        *"abXYZ019 .,;!?%()", "\n", "\t", "\u00a0", "  ", "…", "...", "....", ". . .", "'", "’", "“", "”",
        "-", " - ", "–", "—", " — ", "--", "---", "−", "\u2010", "b-\nc", "\u00ad", "\u200b",
        "ﬁ", "ﬃ", "é", "e\u0301", "q\u0323\u0307", "각", "\u1100\u1161\u11a8", "が", "か\u3099",
        "\u212b", "幻", "方", "Ａ", "５", "％", "⁄", "²", "½",
    ]
)  # fmt: skip
MARKUP = st.sampled_from(
    [
        "*",
        "**",
        "_",
        "`",
        "[",
        "](",
        ")",
        "<b>",
        "</b>",
        "<br>",
        "<",
        ">",
        "&amp;",
        "&",
        ";",
        "【1】",
    ]
)
TYPOGRAPHY = st.lists(PIECES, max_size=30).map("".join)
ANYTHING = st.lists(PIECES | MARKUP, max_size=30).map("".join) | st.text(max_size=20)


@given(TYPOGRAPHY)
@example("aaa“²")
@example("... ....")
@example(". .  .")
def test_folding_is_idempotent(text: str) -> None:
    once = folded(text)
    assert folded(once) == once.replace(BREAK, "\ufffd")  # a text has no such character


@given(st.text("1a —×«» ") | ANYTHING)
def test_signs_are_found_where_a_plain_search_finds_them(text: str) -> None:
    assert _BETWEEN_DIGITS.sub("-", text) == re.sub(r"(?<=\d)—(?=\d)", "-", text)
    assert _TIMES.sub("x", text) == re.sub(r"(?<=\d)×", "x", text)
    assert _has_angle_quotes(text) or not _SPACED_QUOTES.search(text)
    assert _MAY_BE_MARKS.search(text) or not _MARKS.search(text)


@given(ANYTHING)
def test_literal_view_is_idempotent(text: str) -> None:
    once = literal(whole(text)).text
    assert literal(whole(once)).text == once
    assert once.strip() == seen(text)


@pytest.mark.parametrize("view", [fold, literal])
@given(text=ANYTHING)
def test_map_is_monotonic_and_inside_the_original(view: View, text: str) -> None:
    made = view(whole(text))
    places = range(len(made.text) + 1)
    starts, ends = [made.start(i) for i in places], [made.end(i) for i in places]
    assert all(a <= b for a, b in pairwise(starts))
    assert all(a <= b for a, b in pairwise(ends))
    assert all(0 <= start <= len(text) for start in starts)
    assert all(0 <= end <= len(text) for end in ends)
    assert all(starts[i] < ends[i + 1] for i in places[:-1])


@pytest.mark.parametrize("view", [fold, literal])
@given(text=st.from_regex(r"[A-Za-z0-9.,;:!?()]+( [A-Za-z0-9.,;:!?()]+)*", fullmatch=True))
def test_text_without_typography_keeps_its_offsets(view: View, text: str) -> None:
    text = re.sub(r"\.{3,4}| (?=[?!;:](?!\w))", "", text)
    made = view(whole(text))
    assert made.text == text
    assert [made.start(i) for i in range(len(text) + 1)] == list(range(len(text) + 1))
    assert [made.end(i) for i in range(len(text) + 1)] == list(range(len(text) + 1))


@given(TYPOGRAPHY)
@example("aaa²が")
def test_every_folded_word_maps_to_the_same_word_in_the_original(text: str) -> None:
    made = fold(whole(text))
    for word in WORD.finditer(made.text):
        assert folded(text[made.start(word.start()) : made.end(word.end())]) == word[0]


# Words


@pytest.mark.parametrize(
    "word",
    [
        "$6", "£6,000", "€6.5", "5–13%", "1/30th", "13%", "1,000,000", "3.14", "12:30", "4x",
        "U.S.", "e.g.", "can't", "can’t", "closed-source", "0-to-1", "GPT-4", "V2", "naïve", "方",
        "cafe\u0301s", "m\u0307n", "नमस्ते", "مُحَمَّد", "שָׁלוֹם", "カメラ", "한국어",
    ],
)  # fmt: skip
def test_single_words(word: str) -> None:
    text = f"a {word} b"
    assert [m.span() for m in WORD.finditer(normalize_punctuation(text))] == [
        (0, 1),
        (2, 2 + len(word)),
        (3 + len(word), 4 + len(word)),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("phases—over", ["phases", "over"]),
        ("幻方量化 AI", ["幻", "方", "量", "化", "AI"]),
        ("しました", ["し", "ま", "し", "た"]),
        ("ไทย", ["ไ", "ท", "ย"]),
        ("नमस्ते। हाँ", ["नमस्ते", "हाँ"]),
        ("“can’t”", ["can't"]),
        ("and/or", ["and", "or"]),
        ("He left. Then", ["He", "left", "Then"]),
        ("the roof, too", ["the", "roof", "too"]),
        (f"experi{BREAK}ments", [f"experi{BREAK}ments"]),
    ],
)
def test_word_boundaries(text: str, words: list[str]) -> None:
    assert WORD.findall(normalize_punctuation(text)) == words


@given(st.text(alphabet=st.characters(max_codepoint=127)) | st.text(alphabet="aZ5_ $.,:/'-%"))
@example("$1,000.5 U.S.A. a.b c_d 1/30th, can't 5%% 1:2 x-y- $$4 '5'")
def test_words_of_ascii_are_the_words(text: str) -> None:
    assert words_of(text) == WORD.findall(text)


@given(ANYTHING)
def test_normalized_punctuation_keeps_offsets(text: str) -> None:
    assert len(normalize_punctuation(text)) == len(text)


def test_is_han() -> None:
    assert [is_han(c) for c in "方㐀𠀀豈aあ한。"] == [True] * 4 + [False] * 4


@given(TYPOGRAPHY)
def test_folded_and_fold_agree(text: str) -> None:
    assert folded(text) == fold(whole(text)).text.strip()


@given(st.text(alphabet="aB1 .-\n\t\x1f&<[*_`\\~>;:?%!'\"($^]", max_size=12), st.booleans())
@example("a .  . . b", True)
@example("x -- y- z ?", False)
def test_folded_and_fold_agree_in_ascii(text: str, markup: bool) -> None:
    assert folded(text, markup) == fold(whole(text), markup).text.strip()


@given(ANYTHING)
def test_look_for_markup_misses_none(text: str) -> None:
    if not _MAY_BE_MARKUP.search(text):
        assert _without_markup(whole(text)).text == text


@given(st.text(st.sampled_from(" \n\t\u00a0—-.…%a9中本")))
def test_lookahead_of_spacing_misses_no_match(text: str) -> None:
    look, whole = _SPACING.pattern.split("(?:", 1)
    assert look.startswith("(?=")
    searched = re.compile("(?:" + whole).finditer(text)
    assert [m.span() for m in _SPACING.finditer(text)] == [m.span() for m in searched]


PROSE = st.text("abZ é.,?-'’ \n1_", max_size=12) | st.text(max_size=12)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("小满", "有个女孩叫林小满，上课"),
        ("林小满", "女孩叫林小满上课"),
        ("ai", "用ai写的"),
        ("สมชาย", "คุณสมชายพูด"),
    ],
)
def test_occurs_in_scripts_without_spaces(words: str, text: str) -> None:
    """Letters beside a word are no part of it where no spaces are written."""
    assert occurs(words, text)


@given(st.text("ab é_1 ", min_size=1, max_size=3), PROSE)
@example("york", "new yorker, york")
@example("a", "aa")
def test_occurs_only_as_whole_words(words: str, text: str) -> None:
    text = re.sub(f"[{SPACELESS}]", "", text)
    beside = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    assert occurs(words, text) == (beside is not None)


@pytest.mark.parametrize(
    "text",
    ["a*b*c", "a **b** c", "x <b> y", "a &amp; b", "[a](b)", "`a`", "a_b_c", "\\%", "~~a~~", "a<sup>2</sup>"],
)  # fmt: skip
def test_text_that_was_read_has_no_markup(text: str) -> None:
    assert fold(whole(text), markup=False).text == text


@pytest.mark.parametrize(
    ("text", "quote", "typed"),
    [
        ("been ob-\nserved in six", "", "been observed in six"),
        ("a self-\ncontained lamp", "a self-contained lamp", "a self-contained lamp"),
        ("been ob- served in six", "", "been observed in six"),
        ("Vor- und Nachteile", "", "Vor- und Nachteile"),
        ("the light\u00ad\nhouse of\u200b it", "", "the lighthouse of it"),
        ("at dusk.¹ It burned[^1] on【2】.", "", "at dusk. It burned on."),
        ("About 10⁶ ships", "", "About 10⁶ ships"),
    ],
)
def test_text_as_it_would_be_typed(text: str, quote: str, typed: str) -> None:
    assert as_typed(text, quote) == typed
