"""Web pages: the words of the article, and their offsets in the page."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studykit.diagnostics import StudykitError
from studykit.source.formats import FORMATS, format_of
from studykit.source.formats.html import read

PAGE = """\
<!doctype html>
<html><head><title>Bread</title><style>p { color: red }</style></head>
<body><nav><a href="/">Home</a> <a href="/about">About us</a></nav>
<article><h1>A talk about bread</h1>
<p>Editor’s note: we met <b>Ben</b> on a Tuesday &amp; stayed till noon.&nbsp;It rained all day long.</p>
<h2>Part 1</h2>
<p><strong>Ann:</strong> Did you bake at all last <em>night</em>, or did you sleep like the rest of us?</p>
<p><strong>Ben:</strong> Not a minute, I fear. The oven went out at two, and I sat beside it until it came
back.</p>
<ul><li>First came the rye, which takes the longest time</li><li>Then came the rolls, which take none</li></ul>
</article>
<div id="comments" class="comments"><p>Anonymous</p><p>Great bread, would read again!</p></div>
<footer>All rights reserved</footer><script>var p = "<p>Not this</p>";</script></body></html>
"""


def test_article_without_menus_and_scripts() -> None:
    assert [(block.text, block.heading) for block in read(PAGE) if not block.outside] == [
        ("A talk about bread", True),
        (
            "Editor’s note: we met Ben on a Tuesday & stayed till noon.\u00a0It rained all day long.",
            False,
        ),
        ("Part 1", True),
        ("Ann: Did you bake at all last night, or did you sleep like the rest of us?", False),
        (
            "Ben: Not a minute, I fear. The oven went out at two, and I sat beside it until it came back.",
            False,
        ),
        ("First came the rye, which takes the longest time", False),
        ("Then came the rolls, which take none", False),
    ]


def test_offsets_of_runs_in_the_page() -> None:
    for block in read(PAGE):
        for text, start, end in block.runs:
            if end - start == len(text):
                assert PAGE[start:end].replace("\n", " ").replace("\u00a0", " ") == text
    note = next(block for block in read(PAGE) if block.text.startswith("Editor"))
    assert PAGE[note.runs[0][1] : note.runs[-1][2]].startswith("Editor’s note: we met <b>Ben</b>")


def test_page_without_an_article_has_no_blocks() -> None:
    assert read("<html><body></body></html>") == []


def test_format_of_html_files() -> None:
    assert FORMATS[format_of("page.HTML")].read is read


def test_missing_trafilatura(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(
        StudykitError,
        match=r"^reading web pages needs trafilatura: install studykit with the extra `html` \(docs/commands\.md\)$",
    ):
        read(PAGE)


def test_the_reason_why_trafilatura_cannot_be_imported_is_passed_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = "raise ImportError('lxml.html.clean is now a separate project.\\nInstall it.')"
    (tmp_path / "trafilatura.py").write_text(broken)
    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))
    message = (
        r"^reading web pages needs trafilatura, which cannot be imported:"
        r" lxml\.html\.clean is now a separate project\. Install it\.$"
    )
    with pytest.raises(StudykitError, match=message):
        read(PAGE)


FILLER = "<p>And here is a longer paragraph of filler, so that the extractor keeps the article.</p>"


def article(*paragraphs: str) -> list[tuple[str, str | None]]:
    """Return what is read of an article, without the filler around it: text, and why outside."""
    html = "".join([FILLER, *paragraphs, FILLER, FILLER])
    page = f"<html><body><article><h1>The Lamp</h1>{html}</article></body></html>"
    return [
        (block.text, block.outside)
        for block in read(page)
        if "filler" not in block.text and not block.heading
    ]


@pytest.mark.parametrize(
    ("html", "seen"),
    [
        ("lit at dusk<br>and put out again at dawn", "lit at dusk\nand put out again at dawn"),
        ("the light&shy;house was tall", "the light\u00adhouse was tall"),
        ("the watch&#8203;man was small", "the watch\u200bman was small"),
        ("She said <q>come up</q> then", "She said “come up” then"),
        ("About 10<sup>6</sup> ships", "About 10⁶ ships"),
        ("About 10<sup><i>6</i></sup> ships", "About 10⁶ ships"),
        ("on the 19<sup>th</sup> day", "on the 19th day"),
        ("some x<sup>2q</sup> of it", "some x^2q of it"),
        ("some H<sub>2</sub>O here", "some H2O here"),
        ("in base 10<sub>2</sub> then", "in base 10_2 then"),
        ("some x<sub>1</sub>2 and x<sub>1</sub><i>2</i> of it", "some x1_2 and x1_2 of it"),
        ("some x<sub>1</sub><sub>2</sub> and x<sub>1</sub>y", "some x1_2 and x1y"),
        ('in 1932<sup><a href="#n1">1</a></sup> or later', "in 1932 or later"),
        ('in 1932<a href="#n1"><sup>1</sup></a> or later', "in 1932 or later"),
        ('in 1932<sup id="r"><a href="/w#n1">[1]</a></sup> or later', "in 1932 or later"),
        ("it ended.<sup>1</sup> Then", "it ended.¹ Then"),
        ("a &amp; b &lt;b&gt; c&nbsp;d &copy 1", "a & b <b> c\u00a0d © 1"),
        ("one   two\n three", "one two three"),
        ("one<!-- not -->two<wbr>three", "onetwothree"),
        ("<math><mi>x</mi><mo>=</mo><mn>2</mn></math> here", "x = 2 here"),
        ('<span aria-hidden="true">seen by readers</span> here', "seen by readers here"),
    ],
)
def test_paragraph_as_a_reader_sees_it(html: str, seen: str) -> None:
    assert article(f"<p>{html}</p>") == [(seen, None)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<span hidden>not</span>",
        '<span hidden="until-found">not</span>',
        '<span style="display: none">not</span>',
        '<b style="color:red;DISPLAY:none !important">not</b>',
        '<span style="visibility:hidden">not</span>',
        '<span style="opacity: 0; margin: 0">not</span>',
        '<span style="font-size:0">not</span>',
        '<span style="color:transparent">not</span>',
        '<span style="display:/**/none">not</span>',
        '<span style="position:absolute; left:-9999px">not</span>',
        '<span style="position:absolute; clip:rect(0,0,0,0)">not</span>',
        '<span style="overflow:hidden; width:0">not</span>',
        '<span class="note sr-only">not</span>',
        "<span popover>not</span>",
        "<meter>not</meter>",
        "<svg><desc>not</desc></svg>",
        "<template>not</template>",
        "<noscript>not</noscript>",
        "<textarea>not</textarea>",
        "<select><option>not</select>",
        "<span hidden><b>n</b>ot</span>",
    ],
)
def test_hidden_words_are_apart_and_cannot_be_cited(hidden: str) -> None:
    assert article(f"<p>The lamp is {hidden} lit today.</p>") == [
        ("The lamp is lit today.", None),
        ("not", "hidden text"),
    ]


@pytest.mark.parametrize("code", ["<script>not</script>", "<style>not</style>", "<!-- not -->"])
def test_code_is_no_text(code: str) -> None:
    assert article(f"<p>The lamp is {code} lit today.</p>") == [("The lamp is lit today.", None)]


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.5", "font-size:0.9em", "background-color:transparent", "left:-2px", "width:0",
        "overflow:hidden", "margin-left:-9px", "text-decoration:underline",
    ],
)  # fmt: skip
def test_words_with_other_styles_are_seen(style: str) -> None:
    html = f'<p>The lamp is <span style="{style}">not</span> lit today.</p>'
    assert article(html) == [("The lamp is not lit today.", None)]


def test_struck_out_by_a_style() -> None:
    html = '<p>The lamp is <b style="text-decoration: red line-through">not</b> lit today.</p>'
    assert article(html) == [("The lamp is lit today.", None), ("not", "struck-out text")]


def test_raised_by_a_style() -> None:
    html = '<p>There are 10<span style="vertical-align: super">6</span> lamps.</p>'
    assert article(html) == [("There are 10⁶ lamps.", None)]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_struck_out_words_cannot_be_cited(tag: str) -> None:
    assert article(f"<p>The lamp is <{tag}>not</{tag}> lit today.</p>") == [
        ("The lamp is lit today.", None),
        ("not", "struck-out text"),
    ]


def test_ruby_is_read_without_its_annotations() -> None:
    assert article("<p>The <ruby>灯<rp>(</rp><rt>とう</rt><rp>)</rp></ruby> was lit at dusk.</p>") == [
        ("The 灯 was lit at dusk.", None),
        ("(とう)", "an annotation above the line"),
    ]  # fmt: skip


def test_hidden_paragraph_ends_with_the_next() -> None:
    assert article("<p hidden>The lamp is not lit.<p>The lamp is lit today.") == [
        ("The lamp is not lit.", "hidden text"),
        ("The lamp is lit today.", None),
    ]


def test_words_around_the_article_are_kept_as_outside() -> None:
    assert [(block.text, block.outside) for block in read(PAGE)][:3] == [
        ("Bread", "hidden text"),
        ("Home About us", "text outside the article"),
        ("A talk about bread", None),
    ]
