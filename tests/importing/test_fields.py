"""Fields as small Markdown: what is kept, flattened and refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studykit.bank.prose import plain
from studykit.importing.fields import FieldText, flat_cloze, from_cell, from_html, from_plain
from studykit.importing.model import ContentRefused


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c d"),
        ("<b>bold </b>and <i>slanted</i>", "**bold** and *slanted*"),
        ("<strong><em>both</em></strong>", "***both***"),
        ("x*y_z `a` \\", r"x\*y\_z \`a\` \\"),
        ("<code>a`b</code>", "``a`b``"),
        ("one<br>two<br/>three", "one\\\ntwo\\\nthree"),
        ("<div>one</div><div>two</div>", "one\\\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "-  a\n-  b"),
        ("<ol><li>a<br>more</li><li>b</li></ol>", "1. a\\\n   more\n2. b"),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "-  a\n   -  b"),
        ("1. x<br>- y", "1\\. x\\\n\\- y"),
        ("3. Mai 1971", "3. Mai 1971"),
        ("a < b and <", "a < b and <"),
        ("<!-- <b>hidden</b> < -->shown<!-- more -->", "shown"),
        ("<!-- not closed", "<!-- not closed"),
        ("", ""),
    ],
)
def test_html_that_is_kept(html: str, text: str) -> None:
    assert from_html(html) == FieldText(text)


@pytest.mark.parametrize(
    ("html", "text", "flattened"),
    [
        ("<u>a</u>", "a", "underlining"),
        ('<span style="color: red">a</span>', "a", "colours and fonts"),
        ('<a href="https://example.org">a</a>', "a", "a link"),
        ("10<sup>6</sup> m", "10⁶ m", "a superscript"),
        ("2<sup>nd</sup>", "2^nd", "a superscript"),
        ("H<sub>2</sub>O", "H2O", "a subscript"),
        ("a<script>alert(1)</script>", "a", "a script"),
        ("<style>b {color: red}</style>a", "a", "a style sheet"),
        ("<blink>a</blink>", "a", "<blink>"),
        ("a\x07b", "ab", "control characters"),
        ("<i>“a”</i>b", "“a”b", "emphasis and lists"),
    ],
)
def test_html_that_is_flattened(html: str, text: str, flattened: str) -> None:
    assert from_html(html) == FieldText(text, (flattened,))


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('a <img src="x.png">', "an image"),
        ("<svg><path/></svg>", "an image"),
        ("[sound:x.mp3]", "sound"),
        ("<video src=x></video>", "a video"),
        ("<table><tr><td>a</td></tr></table>", "a table"),
        (r"\(x\)", "mathematics"),
        ("&#92;(x&#92;)", "mathematics"),
        ("![x](y.png)", "an image"),
        ("[latex]x[/latex]", "mathematics"),
        ("[$]x[/$]", "mathematics"),
        ("<anki-mathjax>x</anki-mathjax>", "mathematics"),
        ("$$x$$", "mathematics"),
        ("{{c1::image-occlusion:rect:left=.1}}", "image occlusion"),
        ("<![foo[>", "broken HTML"),
        ("x" * 20_001, "a field of 20,001 characters"),
        ("<ul><li>" * 6 + "a", "a list nested more than five levels deep"),
    ],
)
def test_html_that_is_refused(html: str, what: str) -> None:
    with pytest.raises(ContentRefused) as error:
        from_html(html)
    assert str(error.value) == what


@given(st.text(alphabet="ab1 .-*_`\\\n<>&;#+)(", max_size=40))
def test_plain_text_is_shown_as_typed(text: str) -> None:
    """No character of plain text becomes markup."""
    assume(text.count("\\(") == text.count("$$") == 0)  # mathematics
    assert plain(from_plain(text).text).split() == text.split()


@given(st.text(alphabet="<>/abiul &;!-[]=\"'\n", max_size=60))
def test_any_html_is_text_or_refused(html: str) -> None:
    with suppress(ContentRefused):
        from_html(html)


@pytest.mark.parametrize(
    ("cell", "text"),
    [("a *star*", r"a \*star\*"), ("<b>a</b>", "**a**"), ("a < b & c", "a < b & c")],
)
def test_a_cell_is_html_only_if_it_has_tags(cell: str, text: str) -> None:
    assert from_cell(cell).text == text


@pytest.mark.parametrize(
    ("text", "flat", "flattened"),
    [
        ("{{c1::a}} {{c2::b::hint}}", "{{c1::a}} {{c2::b::hint}}", ()),
        (
            "{{c1::a {{c2::b::h}} c::hint}}",
            "{{c1::a b c::hint}}",
            ("blank 2, inside another blank",),
        ),
        ("{{c1,3::a}}", "{{c1::a}}", ("a blank with the numbers 1,3; kept 1",)),
        ("{{c1::a", "{{c1::a", ()),
        ("a }} b", "a }} b", ()),
    ],
)
def test_blanks(text: str, flat: str, flattened: tuple[str, ...]) -> None:
    """Blanks inside one another become one; of several numbers, the first is kept."""
    assert flat_cloze(text) == FieldText(flat, flattened)
