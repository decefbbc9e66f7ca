"""PDF: lines joined to paragraphs, without what is printed at the edges of pages."""

from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pytest
import typst
from PIL import Image

from studykit.source.convert import NotConvertible, converted
from studykit.source.formats.converted import Converted

from .made import shown, verdict

pytest.importorskip("pypdfium2")

PAGE = '#set text(font: "Libertinus Serif", lang: "en", size: 10pt)\n#set par(justify: true)\n'


def pdf(source: str, tagged: bool = False) -> bytes:
    """Return a PDF of some Typst source."""
    made: bytes = typst.compile(
        (PAGE + source).encode(), format="pdf", pdf_standards=["ua-1"] if tagged else []
    )
    return made


def convert(raw: bytes) -> Converted:
    made = converted(raw, "x.pdf")
    assert made is not None
    assert re.fullmatch(r"pdf 2 \(pypdfium2 [\d.]+\)", made.converter)
    return made.converted


BOOK = """\
#set page(width: 80mm, height: 60mm, margin: 15mm,
  header: [Tales of the Shore #h(1fr) #context (here().page() + 11)], footer: [Draft])
= The Mill

Nobody could remember a time when the mill had stood still. #footnote[Tables were copied by hand.] It
was an awkward way to live, and an efficient one, as the miller said to all who asked him in those days.

A gate was hinged so that the flood would open it, and the ebb would pull it shut, at 10#super[4] volts.
"""


@pytest.fixture(scope="module")
def book() -> Converted:
    return convert(pdf(BOOK))


def test_running_heads_are_left_out_and_told(book: Converted) -> None:
    assert "Tales" not in book.text
    assert "Draft" not in book.text
    notes = [str(note) for note in book.notes]
    assert notes[1] == ("4 lines at the edges of pages left out: “Tales of the Shore 12”, “Draft”")


def test_pages_have_the_printed_number_and_that_of_the_pdf(book: Converted) -> None:
    assert re.findall("<!-- p. .*?-->", book.text)[:2] == [
        "<!-- p. 12, PDF page 1 -->",
        "<!-- p. 13, PDF page 2 -->",
    ]


def test_headings_are_the_large_lines(book: Converted) -> None:
    assert "\n# The Mill\n" in book.text


def test_sentences_go_on_over_notes_and_pages(book: Converted) -> None:
    assert verdict(book.text, "had stood still. It was an awkward way to live") == "typographic"
    assert (
        verdict(book.text, "an efficient one, as the miller said to all who asked him") == "exact"
    )


def test_notes_are_behind_the_text(book: Converted) -> None:
    assert "## Notes\n\n<!-- p. 12, PDF page 1 -->\n\n【1】 Tables were copied by" in book.text
    assert verdict(book.text, "Tables were copied by hand.") == "exact"


def test_an_exponent_is_no_mark_of_a_note(book: Converted) -> None:
    assert "10<sup>4</sup> volts" in book.text
    assert verdict(book.text, "at 10 volts") == "near"
    assert verdict(book.text, "at 10⁴ volts") == "exact"


def test_tagged_heads_are_left_out_even_on_one_page() -> None:
    source = '#set document(title: "T")\n#set page(header: [A head])\nWords of the text go on for a while.'
    made = convert(pdf(source, tagged=True))
    assert made.text == "<!-- p. 1 -->\n\nWords of the text go on for a while.\n"


def test_a_number_at_the_end_of_a_page_is_no_page_number_by_itself() -> None:
    source = (
        "#set page(width: 60mm, height: 45mm, margin: 5mm)\nIt was so in the long year of\\ the\\ flood"
        " and of the wind and\\ of\\ all\\ the\\ rest\\ 1850 \\ 1851 and so it went."
    )
    made = convert(pdf(source))
    assert verdict(made.text, "all the rest 1850 1851 and so it went.") == "exact"


def test_rows_of_figures_at_the_same_height_are_no_running_heads() -> None:
    source = "#set page(width: 60mm, height: 40mm, margin: 5mm)\n12 000 7\n#pagebreak()\n13 000 8\n"
    assert shown(convert(pdf(source)).text).split() == "12 000 7 13 000 8".split()


def test_hyphens_at_line_ends_stay_there() -> None:
    source = (
        "#set page(width: 60mm, height: 100mm, margin: 8mm)\n#set text(hyphenate: true)\n"
        "Extraordinarily incomprehensible circumstances notwithstanding, well-established"
        " misunderstandings accumulated unquestionably."
    )
    made = convert(pdf(source))
    assert re.search(r"[a-z]-\n[a-z]", made.text)
    assert verdict(made.text, "incomprehensible circumstances notwithstanding") in (
        "exact",
        "typographic",
    )
    assert verdict(made.text, "well-established misunderstandings accumulated") != "near"
    assert verdict(made.text, "wellestablished misunderstandings accumulated") == "near"


def test_a_hyphen_at_a_line_end_belongs_to_a_compound_that_has_it_elsewhere() -> None:
    source = (
        "#set page(width: 60mm, height: 100mm, margin: 8mm)\nA north-easterly gale. It was\\ a north-\\\n"
        "easterly wind. They\\ co-operate, cooperate and co-\\\noperate.#footnote[A north-\\ easterly one.]"
    )
    made = convert(pdf(source))
    assert (
        "It was\na north-easterly\nwind. They\nco-operate, cooperate and co-\noperate.【1】"
        in made.text
    )
    assert "【1】 A north-easterly\none." in made.text
    assert verdict(made.text, "a north-easterly wind") == "exact"
    assert verdict(made.text, "a north-\neasterly wind") == "typographic"
    assert verdict(made.text, "a northeasterly wind") == "near"
    assert verdict(made.text, "cooperate and cooperate.") == "typographic"


def test_columns_come_one_after_the_other() -> None:
    source = (
        "#set page(width: 120mm, height: 60mm, margin: 10mm, columns: 2)\n#set text(hyphenate: false)\n"
        + "The first column says that the wheel turned twice a day with the moon. " * 5
        + "Then the last words of all are said here."
    )
    made = convert(pdf(source))
    assert verdict(made.text, "with the moon. Then the last words of all are said here.") == "exact"
    assert len(shown(made.text).split()) == 14 * 5 + 9


def test_a_table_does_not_interrupt_a_sentence() -> None:
    source = (
        "#set page(width: 60mm, height: 90mm, margin: 8mm)\n#set par(first-line-indent: 1em)\n"
        "#place(top, float: true)[Year Days \\ 1760 338 \\ Table 1: Days at the mill.]\n"
        "the mill ground on as many days as either of them did before the year was over.\n\n"
        "The next paragraph begins with an indent, and it is long enough.\n"
    )
    before = (
        "#set page(width: 60mm, height: 90mm, margin: 8mm)\nNobody in the village could say how often"
        " and with what water #pagebreak()\n"
    )
    made = convert(pdf(before + source.partition("\n")[2]))
    assert (
        verdict(made.text, "with what water the mill ground on as many days as either") == "exact"
    )
    assert "\n\nYear Days\n1760 338\nTable 1: Days at the mill.\n\nThe next" in made.text


def test_a_label_opens_a_paragraph() -> None:
    source = "#set page(width: 80mm)\nHost: Why was it so late, and\\ Guest: It was the wind.\\ Host: The\\ wind?\\ Guest: Yes."
    assert (
        "\n\nGuest: It was the wind.\n\nHost: The\nwind?\n\nGuest: Yes."
        in convert(pdf(source)).text
    )


def test_a_scan_is_said_to_be_one() -> None:
    stream = BytesIO()
    Image.new("L", (200, 300), 255).save(stream, "PDF")
    with pytest.raises(NotConvertible) as caught:
        convert(stream.getvalue())
    assert str(caught.value) == (
        "is a scan: 1 page with a picture and no text; run OCR on it (for example with ocrmypdf), then add"
        " the result"
    )


def test_a_locked_or_damaged_file_is_one_sentence() -> None:
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf("Words."))) as document:
        document.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(NotConvertible, match=r"^is locked with a password$"):
        convert(stream.getvalue())
    with pytest.raises(NotConvertible, match=r"^is damaged$"):
        convert(b"%PDF-1.7 and nothing else")
    with pytest.raises(NotConvertible, match=r"^has no text$"):
        convert(pdf(""))
