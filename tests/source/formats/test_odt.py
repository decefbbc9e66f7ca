"""OpenDocument texts: what a reader sees if all changes are accepted, as in Word documents."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from studykit.source.convert import NotConvertible, converted
from studykit.source.formats.odt import convert
from studykit.source.locate import Query, QuoteLocator
from studykit.starter.proposal import propose, read_with

from .made import odt, verdict, zipped

STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="Title" style:family="paragraph"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    '<style:style style:name="Heading_20_2" style:family="paragraph"/>'
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="T2" style:family="text">'
    '<style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="T3" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T4" style:family="text" style:parent-style-name="T4"/>'
)


def test_headings_lists_and_tables_are_paragraphs_in_their_order() -> None:
    body = (
        '<text:p text:style-name="P1">The Pear Walls</text:p>'
        '<text:h text:outline-level="1">Part 1</text:h>'
        '<text:p text:style-name="P2">Noises</text:p>'
        "<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Inner"
        "</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-header-rows><table:table-row>"
        "<table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>"
        "</table:table-header-rows><table:table-row><table:table-cell><text:p>b</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    made = convert(odt(body, STYLES))
    assert made.text == "# The Pear Walls\n\n## Part 1\n\n### Noises\n\nOne\n\nInner\n\na\n\nb\n"
    assert made.notes == ()


def test_words_keep_their_spaces_breaks_and_raised_figures() -> None:
    body = (
        '<text:p>\n  More <text:s text:c="2"/>words<text:tab/>here,<text:line-break/>10'
        '<text:span text:style-name="T1">4</text:span> volts, H<text:span text:style-name="T2">2'
        '</text:span>O, <text:a><text:span text:style-name="T4">a link</text:span></text:a>,'
        " <text:ruby><text:ruby-base>漢字</text:ruby-base><text:ruby-text>kanji</text:ruby-text>"
        "</text:ruby>.</text:p>"
    )
    made = convert(odt(body, STYLES))
    assert made.text == (
        "More words here,\\\n10<sup>4</sup> volts, H<sub>2</sub>O, a link, 漢字.\n"
    )
    assert verdict(made.text, "10⁴ volts, H2O, a link") == "exact"


def test_changes_comments_and_hidden_words_are_counted() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:insertion/></text:changed-region>"
        "<text:changed-region><text:deletion><text:p>nine</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>It takes <text:change/><text:change-start/>sixteen<text:change-end/> hours"
        "<office:annotation><text:p>Really?</text:p></office:annotation>"
        '<text:span text:style-name="T3">secret</text:span>.</text:p>'
        '<text:section text:display="none"><text:p>Hidden.</text:p></text:section>'
        "<text:section><text:p>Shown.</text:p></text:section>"
    )
    made = convert(odt(body, STYLES))
    assert made.text == "It takes sixteen hours.\n\nShown.\n"
    assert [str(note) for note in made.notes] == [
        "1 tracked insertion included",
        "1 tracked deletion left out",
        "1 comment left out",
        "2 hidden pieces of text left out",
    ]


def test_notes_are_behind_the_text_and_boxes_behind_their_paragraph() -> None:
    note = '<text:note><text:note-citation>{}</text:note-citation><text:note-body><text:p>{}</text:p></text:note-body></text:note>'  # fmt: skip
    body = (
        f"<text:p>Sixty.{note.format(1, 'Her count.')} More.{note.format('i', 'Mine.')}</text:p>"
        "<text:p>Before <drawing:frame><drawing:text-box><text:p>In the box.</text:p>"
        "</drawing:text-box></drawing:frame>and after.<drawing:frame><drawing:image/>"
        "</drawing:frame><drawing:line/></text:p>"
    )
    made = convert(odt(body))
    assert made.text == (
        "Sixty.【1】 More.【2】\n\nBefore and after.\n\nIn the box.\n\n"
        "## Notes\n\n【1】 Her count.\n\n【2】 Mine.\n"
    )
    assert [str(note) for note in made.notes] == [
        "2 notes moved to the end of the text",
        "1 picture left out",
    ]


def test_tables_of_an_interview_are_in_nobodys_mouth() -> None:
    turns = "".join(
        f"<text:p>{name}: Words {n}.</text:p>" for n in (1, 2) for name in ("Ann", "Bob")
    )
    table = "<table:table><table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row></table:table>"
    made = convert(odt(turns + table.format("1,200 pears") + table.format("Ann: Said in a table.")))
    assert made.text == (
        "Ann: Words 1.\n\nBob: Words 1.\n\nAnn: Words 2.\n\nBob: Words 2.\n\n"
        "Ann: Said in a table.\n\n## Tables and boxes\n\n1,200 pears\n"
    )
    text = read_with(made.text, "markdown", propose(made.text, "markdown"))
    found = QuoteLocator({text.source.id: text}).locate(Query("1,200 pears"))
    assert [match.segment.speaker for match in found.matches] == [None]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (odt(""), "has no text"),
        (odt("<text:p/>", **{"META-INF/manifest.xml": "<encryption-data/>"}), "is locked with a password"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "is damaged: it has no content.xml"),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
            "is damaged: content.xml has no text",
        ),
        (
            zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            "is a zip archive, but not a .docx, .odt or .epub: save it as .docx, .odt, .epub, .pdf or plain text",
        ),
    ],
)  # fmt: skip
def test_other_and_damaged_files_are_refused(raw: bytes, why: str) -> None:
    with pytest.raises(NotConvertible) as caught:
        converted(raw, "x.odt")
    assert str(caught.value) == why


@pytest.mark.slow
def test_a_document_that_libreoffice_writes_is_read(tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed: no soffice")
    page = tmp_path / "page.html"
    page.write_text(
        "<title>Walls</title><h1>Part 1</h1><p>It takes 10<sup>4</sup> volts, and <i>H</i><sub>2</sub>O."
        "</p><ul><li>One</li></ul><table><tr><td>a</td><td>b</td></tr></table>",
        encoding="utf-8",
    )
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        "odt:writer8",
        "--outdir",
        str(tmp_path),
        str(page),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = converted((tmp_path / "page.odt").read_bytes(), "page.odt")
    assert made is not None
    assert made.converter == "odt 1"
    assert made.converted.text == (
        "## Part 1\n\nIt takes 10<sup>4</sup> volts, and H<sub>2</sub>O.\n\nOne\n\na\n\nb\n"
    )
