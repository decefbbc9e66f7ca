"""Word documents: what a reader sees if all changes are accepted."""

from __future__ import annotations

import pytest

from studykit.source.convert import NotConvertible, converted
from studykit.source.formats.docx import convert
from studykit.source.locate import Query, QuoteLocator
from studykit.starter.proposal import propose, read_with

from .made import docx, p, r, shown, verdict, zipped

STYLES = (
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Eigene"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/></w:style>'
)


def test_headings_are_known_by_the_names_of_their_styles() -> None:
    body = p(r("One"), style="berschrift1") + p(r("Two"), style="Eigene") + p(r("Words."))
    assert convert(docx(body, styles=STYLES)).text == "## One\n\n## Two\n\nWords.\n"


def test_insertions_are_in_and_deletions_are_out() -> None:
    body = p(
        r("It takes "),
        "<w:del><w:r><w:delText>nine</w:delText></w:r></w:del>",
        f"<w:ins>{r('sixteen')}</w:ins>",
        r(" hours."),
    )
    made = convert(docx(body))
    assert made.text == "It takes sixteen hours.\n"
    assert [str(note) for note in made.notes] == [
        "1 tracked insertion included",
        "1 tracked deletion left out",
    ]
    assert verdict(made.text, "It takes hours.") != "exact"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{r('One ')}</w:p>"
    assert convert(docx(first + p(r("two.")))).text == "One two.\n"


def test_notes_are_behind_the_text() -> None:
    body = p(r("Sixty."), '<w:r><w:footnoteReference w:id="7"/></w:r>', r(" More."))
    notes = f'<w:footnote w:id="7">{p(r("Her count."))}</w:footnote>'
    made = convert(docx(body, footnotes=notes))
    assert made.text == "Sixty.【1】 More.\n\n## Notes\n\n【1】 Her count.\n"
    assert verdict(made.text, "Sixty. More.") == "typographic"
    assert verdict(made.text, "Her count.") == "exact"
    assert [str(note) for note in made.notes] == ["1 note moved to the end of the text"]


def test_comments_fields_and_hidden_text_are_no_words() -> None:
    body = p(
        r("See "),
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>',
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("page 3")}',
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        r("secret", "<w:vanish/>"),
        r("."),
    )
    made = convert(docx(body, comments=f"<w:comment>{p(r('Really?'))}</w:comment>"))
    assert made.text == "See page 3.\n"
    assert [str(note) for note in made.notes] == [
        "1 comment left out",
        "1 hidden piece of text left out",
    ]


def test_raised_figures_stay_raised() -> None:
    made = convert(docx(p(r("10"), r("4", '<w:vertAlign w:val="superscript"/>'), r(" volts"))))
    assert made.text == "10<sup>4</sup> volts\n"
    assert verdict(made.text, "10⁴ volts") == "exact"
    assert verdict(made.text, "104 volts") == "near"


def test_breaks_hyphens_and_tables() -> None:
    cell = f"<w:tc>{p(r('Cell'))}</w:tc>"
    body = (
        p(r("One"), "<w:r><w:br/></w:r>", r("1. two"), "<w:r><w:noBreakHyphen/></w:r>", r("x"))
        + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    )
    assert convert(docx(body)).text == "One\\\n1\\. two\u2011x\n\nCell\n\nCell\n"


def test_a_text_box_comes_once_behind_its_paragraph() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{p(r('Rules.'))}</w:txbxContent>"
    body = p(
        r("Before "),
        f"<w:r><mc:AlternateContent {mc}><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        r("after."),
    )
    assert convert(docx(body)).text == "Before after.\n\nRules.\n"


TALK = p(r("ANN: Why?")) + p(r("Bob: It froze.")) + p(r("ANN: And then?"))
ROW = f"<w:tr><w:tc>{p(r('Year'))}</w:tc><w:tc>{p(r('Days'))}</w:tc></w:tr>"


def test_nobody_says_the_tables_and_boxes_of_an_interview() -> None:
    """Otherwise they would be the words of the previous speaker."""
    box = f"<w:r><w:pict><w:txbxContent>{p(r('Box: a rule.'))}</w:txbxContent></w:pict></w:r>"
    made = convert(
        docx(TALK + p(r("Bob: It sank."), box) + f"<w:tbl>{ROW}</w:tbl>" + p(r("ANN: Oh.")))
    )
    assert made.text == (
        "ANN: Why?\n\nBob: It froze.\n\nANN: And then?\n\nBob: It sank.\n\nANN: Oh.\n\n"
        "## Tables and boxes\n\nBox: a rule.\n\nYear\n\nDays\n"
    )
    assert [str(note) for note in made.notes] == [
        "2 tables or text boxes moved to the end, out of the speakers’ words"
    ]
    proposal = propose(made.text, "markdown")
    text = read_with(made.text, "markdown", proposal)
    found = QuoteLocator({text.source.id: text}).locate(Query("a rule."))
    assert [(match.segment.speaker, match.segment.turn) for match in found.matches] == [
        (None, None)
    ]


def test_a_table_in_which_people_speak_stays_where_it_is() -> None:
    row = f"<w:tr><w:tc>{p(r('1'))}</w:tc><w:tc>{p(r('Bob: It sank.'))}</w:tc></w:tr>"
    made = convert(docx(TALK + f"<w:tbl>{row}</w:tbl>" + p(r("Bob: Yes."))))
    assert made.text.endswith("ANN: And then?\n\n1\n\nBob: It sank.\n\nBob: Yes.\n")


def test_notes_and_tables_have_their_own_pages() -> None:
    mark = '<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:endnoteReference w:id="8"/></w:r>'
    page = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = TALK + f"<w:tbl>{ROW}</w:tbl>" + p(r("Bob: It sank."), mark) + p(page, r("Bob: Yes."))
    footnotes = f'<w:footnote w:id="7">{p(r("Below."))}</w:footnote>'
    endnotes = f'<w:endnote w:id="8">{p(r("Behind."))}</w:endnote>'
    made = convert(docx(body, footnotes=footnotes, endnotes=endnotes))
    assert made.text.partition("Bob: Yes.\n\n")[2] == (
        "## Tables and boxes\n\n<!-- p. 1 -->\n\nYear\n\nDays\n\n"
        "## Notes\n\n<!-- p. 1 -->\n\n【1】 Below.\n\n<!-- p. ? -->\n\n【2】 Behind.\n"
    )


def test_pages_as_word_laid_them_out() -> None:
    body = p(r("One.")) + p("<w:r><w:lastRenderedPageBreak/></w:r>", r("Two."))
    made = convert(docx(body))
    assert made.text == "<!-- p. 1 -->\n\nOne.\n\n<!-- p. 2 -->\n\nTwo.\n"
    assert shown(made.text) == "One.\nTwo."


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"word/document.xml": BOMB}, "declares XML entities in word/document.xml, which studykit does not read"),
        ({"word/document.xml": OUTSIDE}, "declares XML entities in word/document.xml, which studykit does not read"),
        ({"word/document.xml": "<x>" * 600}, "has more than 500 levels of nested elements"),
        (
            {"word/document.xml": "<x"},
            "is damaged: word/document.xml is not XML (unclosed token: line 1, column 0)",
        ),
        ({"word/document.xml": "<x/>"}, "is damaged: word/document.xml has no body"),
        ({"other.txt": "x"}, "is a zip archive, but not a .docx, .odt or .epub: save it as .docx, .odt, .epub, .pdf or plain text"),
    ],
)  # fmt: skip
def test_damaged_and_hostile_files_are_refused(files: dict[str, str], why: str) -> None:
    with pytest.raises(NotConvertible) as caught:
        converted(zipped(files), "x.docx")
    assert str(caught.value) == why


def test_an_archive_that_grows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studykit.source.formats.archive.MAX_PART", 1000)
    with pytest.raises(NotConvertible) as caught:
        convert(docx(p(r("a" * 2000))))
    assert str(caught.value) == "is too large: word/document.xml has more than 1,000 bytes"


def test_a_truncated_archive_is_damaged() -> None:
    with pytest.raises(NotConvertible) as caught:
        converted(docx(p(r("a")))[:200], "x.docx")
    assert str(caught.value) == "is a damaged zip archive: File is not a zip file"
