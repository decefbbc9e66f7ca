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
    assert [(block.text, block.heading) for block in read(PAGE)] == [
        ("A talk about bread", True),
        (
            "Editor’s note: we met Ben on a Tuesday & stayed till noon. It rained all day long.",
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
    note = read(PAGE)[1]
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
        match=r"^reading web pages needs trafilatura: install it with `pip install 'studykit\[html\]'`$",
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
