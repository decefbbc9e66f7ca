"""Extreme quotes and texts, which must not hang or crash."""

from __future__ import annotations

import resource
import sys

import pytest

from studykit.source.fold import folded
from studykit.source.formats import FORMATS
from studykit.source.locate import Query, QuoteLocator, Verdict

from ..conftest import LIGHTHOUSE
from ..work import is_linear
from .documents import lighthouse, locator, read, text_of

LIGHT = QuoteLocator({"lighthouse": lighthouse()})
LINES = "The gulls sat on rock {n}, and the tide came in.\n"


def find_in(raw: str, quote: str, file: str = "doc.txt") -> Verdict:
    text, _ = read(raw, id="doc", file=file)
    return QuoteLocator({"doc": text}).locate(Query(quote, "doc")).verdict


# Quotes


@pytest.mark.parametrize(
    "quote",
    [
        "", " ", "\n", ".", "-", "—", "…", "[…]", "[]", "[", "]", "[sic]", "[w]", "... ... ...",
        "* * *", "**", "``", "<b>", "</b>", "&amp;", "&", "&#0;", "&#x110000;", "&#xd800;", "【1】",
        "\x00", "a\x00b", "\ue000", "\ufeff", "\u200b", "\u00ad", "\u202e", "\u0301", "e\u0301",
        "🙂", "👩‍👩‍👧", "🇩🇪", "ﷺ", "İ", "ß", "ŉ", "ǅ", "a" * 5000, "\U0010ffff", "\x85", "\u2028",
        "„“”‟″«»", "‘’‚‛ʼ′", "‹›「」『』", "(?:", ")", "\\", "\\1", "[^", "a{1,", "$", "^",
    ],
)  # fmt: skip
def test_unusual_quotes_do_not_crash(quote: str) -> None:
    location = LIGHT.locate(Query(quote, "lighthouse"))
    asked = Query("noise", "lighthouse", prefix=quote, suffix=quote)
    assert isinstance(location.verdict, Verdict)
    assert isinstance(LIGHT.locate(asked).verdict, Verdict)
    if not folded(quote):
        assert location.verdict is Verdict.ABSENT


def test_very_short_quotes() -> None:
    assert LIGHT.locate(Query("147 steps", "lighthouse")).verdict is Verdict.AMBIGUOUS
    assert LIGHT.locate(Query("flask", "lighthouse", section="part-2")).verdict is Verdict.EXACT


def test_emoji_in_quotes() -> None:
    texts = locator(doc="They wrote 🙂👩‍👩‍👧 on the door.")
    location = texts.locate(Query("wrote 🙂👩‍👩‍👧 on", "doc"))
    assert location.verdict.passes


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        ("", Verdict.EXACT),
        (" and a zebra", Verdict.NEAR),
        (" [at last]", Verdict.ALTERED),
        (" … and a zebra came", Verdict.NEAR),
    ],
)
def test_quote_of_ten_thousand_words(end: str, verdict: Verdict) -> None:
    raw = "".join(LINES.format(n=n) for n in range(1100))
    quote = " ".join(raw.split()[:10_000])
    texts = locator(doc=raw)
    location = texts.locate(Query(quote + end, "doc"))
    assert location.verdict is verdict


@pytest.mark.parametrize("mark", ["…", "[x]", "[sic]", "[…]"])
def test_quote_with_two_thousand_brackets_or_elisions(mark: str) -> None:
    raw = "".join(LINES.format(n=n) for n in range(1100))
    quote = f" {mark} ".join(["The gulls sat on"] * 2000)
    assert not locator(doc=raw).locate(Query(quote, "doc")).verdict.passes


# Texts


def test_text_of_one_line_of_two_megabytes() -> None:
    raw = " ".join(LINES.format(n=n).strip() for n in range(42_000))
    assert len(raw) > 1_900_000
    texts = locator(doc=raw)
    for quote, verdict in (
        ("The gulls sat on rock 41000, and the tide", Verdict.EXACT),
        ("The gulls stood on rock 41000, and the tide came in", Verdict.NEAR),
        ("The gulls sat on rock 700, … and the tide came in", Verdict.GAPPED),
        ("Bees make honey from clover", Verdict.ABSENT),
    ):
        assert texts.locate(Query(quote, "doc")).verdict is verdict


@pytest.mark.parametrize(("file", "count"), [("doc.txt", 50_000), ("doc.md", 10_000)])
def test_text_of_many_short_lines(file: str, count: int) -> None:
    raw = "".join(f"Line {n} of it.\n\n" for n in range(1, count + 1))
    text = text_of(raw, id="doc", file=file)
    location = QuoteLocator({"doc": text}).locate(Query(f"Line {count} of it.", "doc"))
    assert location.verdict is Verdict.EXACT
    assert location.matches[0].place.paragraph == count


@pytest.mark.parametrize("file", ["doc.txt", "doc.md"])
def test_reading_paragraphs_takes_linear_work(file: str) -> None:
    assert is_linear(lambda count: read("A line.\n\n" * count, id="doc", file=file), 250)


def test_fifty_markers_without_a_match() -> None:
    regions = [{"id": f"r{n}", "heading": f"No such heading {n}"} for n in range(50)]
    text, faults = read(LIGHTHOUSE, id="doc", file="doc.md", regions=regions)
    assert [fault.code for fault in faults] == ["marker-not-found"] * 50
    assert text.citable_words == 0
    location = QuoteLocator({"doc": text}).locate(Query("A noise.", "doc"))
    assert location.verdict is Verdict.OUTSIDE


@pytest.mark.parametrize(
    "mark", ["> ", "- ", "  - ", "* ", "1. ", "*", "**", "_", "[", "![", "<b>", "`", "#", "("]
)
def test_deeply_nested_markdown(mark: str) -> None:
    raw = f"{mark * 3000}word\n\nThe lamp is lit.\n"
    assert find_in(raw, "The lamp is lit.", "doc.md") in Verdict


MARKS = ["*", "[", "<", "`", "_", "&", "(", "-", "—", ".", "【", "*a ", "[a](", "<b ", "a-\n"]


@pytest.mark.parametrize("file", ["doc.txt", "doc.md"])
@pytest.mark.parametrize("mark", MARKS)
def test_text_of_repeated_marks(mark: str, file: str) -> None:
    """It would take minutes if the time grew with the square of the length."""
    text, _ = read(mark * (50_000 // len(mark)), id="doc", file=file)
    assert isinstance(text.folded.text + text.literal.text, str)


OPENERS = [
    "<!-- ", "<!--", "<!", "<?", "<![CDATA[", "</", "</a", "<a ", "<a\n", "<a b=", "<a b='", "<a/",
    "<script>", "<title>", "<p>", "<del>", "<sup>", "<span hidden>", "<!--a\n\n", "&",
]  # fmt: skip


@pytest.mark.parametrize("format", ["html", "markdown"])
@pytest.mark.parametrize("opener", OPENERS)
def test_page_of_unclosed_tags_and_comments(opener: str, format: str) -> None:
    """It would take minutes if the rest of a page were read once for each of them."""
    blocks = FORMATS[format].read("Words. " + opener * (100_000 // len(opener)))
    assert all(block.text.strip() for block in blocks)


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["*", "[", "<"])
@pytest.mark.parametrize("file", ["doc.txt", "doc.md"])
def test_text_of_a_megabyte_of_marks(mark: str, file: str) -> None:
    assert find_in(mark * 1_000_000, "The lamp is lit.", file) is Verdict.ABSENT


@pytest.mark.slow
def test_text_of_a_hundred_megabytes() -> None:
    raw = "".join(LINES.format(n=n) for n in range(2_000_000))
    assert len(raw) > 100_000_000
    texts = locator(doc=raw)
    for quote, verdict in (
        ("The gulls sat on rock 1900000, and the tide", Verdict.EXACT),
        ("The gulls stood on rock 1900000, and the tide came in", Verdict.NEAR),
        ("Bees make honey from clover", Verdict.ABSENT),
    ):
        assert texts.locate(Query(quote, "doc")).verdict is verdict
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    gigabytes = memory / 2 ** (30 if sys.platform == "darwin" else 20)
    print(f"{gigabytes:.1f} GB at most")
