"""Books: chapters in the order of the spine, with pages and notes."""

from __future__ import annotations

import pytest

from studykit.source.convert import NotConvertible, converted
from studykit.source.formats.epub import convert

from .made import epub, verdict, zipped


def test_chapters_come_in_the_order_of_the_spine() -> None:
    spine = '<itemref idref="nav"/><itemref idref="c2" linear="no"/><itemref idref="c1"/>'
    made = convert(epub("<h1>1. One</h1><p>First.</p>", "<h2>Two</h2><p>Second.</p>", spine=spine))
    assert made.text == "## Two\n\nSecond.\n\n# 1. One\n\nFirst.\n"


def test_a_page_inside_a_word_does_not_split_it() -> None:
    made = convert(
        epub('<p>It won’t want feed<span epub:type="pagebreak" title="27">27</span>ing.</p>')
    )
    assert made.text == "It won’t want feed<!-- p. 27 -->ing.\n"
    assert verdict(made.text, "It won’t want feeding.") == "exact"
    assert [str(note) for note in made.notes] == ["1 page marked"]


def test_marks_of_notes_are_no_words_and_notes_are_behind_the_text() -> None:
    made = convert(
        epub(
            '<p>Her life.<a epub:type="noteref" href="#n">1</a> She said.</p>'
            '<aside epub:type="footnote" id="n"><p>So she did. <a role="doc-backlink" href="#">↩</a></p></aside>'
            "<p>Then it rained.</p>"
        )
    )
    assert made.text == ("Her life.【1】 She said.\n\nThen it rained.\n\n## Notes\n\nSo she did.\n")
    assert verdict(made.text, "She said. Then it rained.") == "exact"


NOTES_CHAPTER = (
    '<section epub:type="endnotes"><h1>Notes</h1><h2>One</h2><ol><li epub:type="endnote" id="n"><p>So she'
    ' did.</p></li><li epub:type="endnote"><p>Nobody knows.</p></li></ol></section>'
)


def test_a_chapter_of_notes_is_behind_the_text_and_on_no_known_page() -> None:
    """Its notes would else be on the last page of the text, and under a second heading."""
    made = convert(
        epub(
            '<p><span epub:type="pagebreak" title="12"/>Her life.<a epub:type="noteref" href="#n">1</a></p>',
            NOTES_CHAPTER,
            '<p><span epub:type="pagebreak" title="13"/>It rained.</p>'
            '<aside epub:type="footnote"><p>* In May.</p></aside>',
        )
    )
    assert made.text == (
        "<!-- p. 12 -->\n\nHer life.【1】\n\n<!-- p. 13 -->\n\nIt rained.\n\n## Notes\n\n<!-- p. ? -->\n\n"
        "One\n\nSo she did.\n\nNobody knows.\n\n<!-- p. 13 -->\n\n\\* In May.\n"
    )
    assert [str(note) for note in made.notes] == [
        "2 pages marked",
        "3 notes moved to the end of the text",
    ]


def test_notes_in_a_book_without_pages_have_no_marks() -> None:
    made = convert(epub("<p>Her life.</p>", NOTES_CHAPTER))
    assert made.text == "Her life.\n\n## Notes\n\nOne\n\nSo she did.\n\nNobody knows.\n"


def test_raised_links_are_marks_of_notes_and_exponents_are_not() -> None:
    made = convert(epub('<p>Lamps<sup><a href="#n">2</a></sup> of 10<sup>4</sup> units.</p>'))
    assert made.text == "Lamps【2】 of 10<sup>4</sup> units.\n"


def test_breaks_soft_hyphens_entities_and_hidden_words() -> None:
    made = convert(
        epub("<p>It was light&shy;house&nbsp;time,<br/>she said.<span hidden=''>x</span></p>")
    )
    assert made.text == "It was light\u00adhouse\u00a0time,\\\nshe said.\n"
    assert verdict(made.text, "It was lighthouse time, she said.") == "typographic"


def test_a_missing_chapter_is_told() -> None:
    made = convert(epub("<p>One.</p>", "<p>Two.</p>", missing=2))
    assert made.text == "One.\n"
    assert [str(note) for note in made.notes] == [
        "1 part of the book is missing: “OEBPS/text/c 2.xhtml”"
    ]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (
            zipped({"mimetype": "application/epub+zip"}),
            "is damaged: it does not say where its chapters are",
        ),
        (epub(), "is damaged: it has no chapters"),
        (epub("<p> </p>"), "has no text"),
    ],
)
def test_a_damaged_book_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(NotConvertible) as caught:
        converted(raw, "x.epub")
    assert str(caught.value) == why
