"""Fields as small Markdown: what is kept, flattened and refused."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from studykit.bank.prose import plain
from studykit.importing.fields import (
    FieldText,
    flat_cloze,
    from_cell,
    from_html,
    from_markdown,
    from_plain,
)
from studykit.importing.media import CardMedia
from studykit.importing.model import ContentRefused

from ..pictures.files import png


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
        ("<ul><li>a<pre>b</pre></ul>", "-  a\\\n   b", "a code block"),
        ("<pre>{{c1::a}}<br>b</pre>", "{{c1::a}}\\\nb", "a code block"),
        (
            "<table><tr><td>a<td>b</table>",
            "| a | b |\n| --- | --- |",
            "a table without a header; its first row is now the header",
        ),
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


MEDIA = CardMedia(lambda name: {"x.png": png(), "a b.png": png(shade=3)}.get(name))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (r"\(x^2\) and \[y\]", "$x^2$ and $$y$$"),
        (r"a &#92;(x&#92;)", "a $x$"),
        ("[$]x<y[/$], [$]x&lt;y[/$], [$$]a<br>b[/$$]", "$x<y$, $x<y$, $$a b$$"),
        (r"[latex]$x$[/latex] [latex]\frac{1}{2}[/latex]", r"$x$ $\frac{1}{2}$"),
        (r"[latex]\begin{displaymath}x\end{displaymath}[/latex]", "$$x$$"),
        ('<anki-mathjax block="true">x_1</anki-mathjax>', "$$x_1$$"),
        ("<anki-mathjax>x*y</anki-mathjax>", "$x*y$"),
        (r"\[\begin{align*}a &amp;= b\\<br>c &amp;= d\end{align*}\]",
         r"$$\begin{aligned}a &= b\\ c &= d\end{aligned}$$"),
        ('<img class="latex" src="latex-1.png" alt="$\\frac12$">', r"$\frac12$"),
        ("$x$ costs $5 or $6", "$x$ costs $5 or $6"),
        ("$$x$$", "$$x$$"),
        # where dollars would not be read as a formula
        (r"a\(x\)s", r"a\(x\)s"),
        (r"\(a\)\(b\)", r"\(a\)\(b\)"),
        (r"\(5 apples and\)", r"\(5 apples and\)"),
        # what Anki does not read as a formula
        (r"<code>\(x\)</code>", r"`\(x\)`"),
        (r"\(open and \[sic]", r"\\(open and \\[sic]"),
        # in blanks
        (r"{{c1::\(x^{2}\)}} is \({{c2::y}}+1\)", "{{c1::$x^{2}$}} is ${{c2::y}}+1$"),
    ],
)  # fmt: skip
def test_formulas(html: str, text: str) -> None:
    assert from_html(html) == FieldText(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<pre>a<br>  b</pre>", "```\na\n  b\n```"),
        ('see<pre><code class="language-python">if a:\n    b()  # &lt;\n</code></pre>end',
         "see\n\n```python\nif a:\n    b()  # <\n```\n\nend"),
        ('<pre class="language-nonsense">```</pre>', "````\n```\n````"),
        ('<pre><span style="color:red">a</span></pre>', "```\na\n```"),
        (r"<pre>\(x\) **y** &amp;amp;</pre>", "```\n\\(x\\) **y** &amp;\n```"),
        ("<table><tr><th>a|b</th><th style='text-align:right'>\\(|x|\\)</th></tr>"
         "<tr><td><b>1</b></td><td>2<br>3</td></tr><tr><td>4</td></tr></table>end",
         "| a\\|b | $|x|$ |\n| --- | --: |\n| **1** | 2 3 |\n| 4 |  |\n\nend"),
        ("<table><tr><td>one</td></tr></table>", "one"),
        ("a<pre>b</pre>- c<ul><li>d</ul>", "a\n\n```\nb\n```\n\n\\- c\n\n-  d"),
    ],
)  # fmt: skip
def test_code_and_tables(html: str, text: str) -> None:
    assert from_html(html) == FieldText(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            'see <img src="x.png" alt="a [tower]"> here',
            "see ![a tower](images/x-ad92c0ba.png) here",
        ),
        ('<img src="a%20b.png" alt="a%20b.png">', "![](images/a-b-4e152e60.png)"),
        ("![*w*](x.png)", "![*w*](images/x-ad92c0ba.png)"),
        ('<b><img src="x.png"></b>', "![](images/x-ad92c0ba.png)"),
    ],
)
def test_pictures(html: str, text: str) -> None:
    """Without words, or with its name for words, the check asks for them."""
    assert from_html(html, MEDIA) == FieldText(text)


def test_text_that_is_not_html() -> None:
    assert from_plain("a\n\\[x\ny\\]\n*b* [latex]$z$[/latex]").text == "a\\\n$$x y$$\\\n\\*b\\* $z$"
    typed = r"$x$ \(y\) [$]z[/$] ![a $x$](x.png) `![a](b.png)` \![a](c.png) `[$]q[/$]`"
    shown = typed.replace("[$]z[/$]", "$z$").replace("](x.png)", "](images/x-ad92c0ba.png)")
    assert from_markdown(typed, MEDIA).text == shown


def test_a_formula_that_dollars_cannot_hold() -> None:
    assert from_html(r"\(a $b$\)").text == r"\(a $b$\)"


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('a <img src="y.png">', "a missing picture (y.png)"),
        (
            '<img src="https://a.org/x.png">',
            "a picture that is not in the file: https://a.org/x.png",
        ),
        (
            '<img src="data:image/png;base64,AAAA">',
            "a picture that is not in the file: data:image/png;base64,AAAA",
        ),
        ("<img>", "a missing picture ()"),
        ("<svg><path/></svg>", "a drawing"),
        ("[sound:x.mp3]", "a missing recording (x.mp3)"),
        ("[sound:x.avi]", "a missing recording (x.avi)"),
        ("[anki:tts lang=en_US]x[/anki:tts]", "sound"),
        ("<video src=x></video>", "a video"),
        (
            "<table><tr><td colspan=2>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
            "a table with joined cells",
        ),
        ("<table><tr><td><table></table></td></tr></table>", "a table in a table"),
        ("<table><tr><td><ul><li>a</ul></td></tr></table>", "a table with lists or code"),
        ('<table><tr><td><img src="x.png"></td></tr></table>', "a table with pictures or sound"),
        ("<ul><li><table></table></ul>", "a table in a list"),
        ("<math><mi>x</mi></math>", "mathematics in MathML"),
        (r"[latex]\begin{tabular}{l}a\end{tabular}[/latex]", "LaTeX that is more than a formula"),
        ("[latex]the root $x$[/latex]", "LaTeX that is more than a formula"),
        ("![x](y.png)", "a missing picture (y.png)"),
        ("{{c1::image-occlusion:rect:left=.1}}", "image occlusion"),
        ("<![foo[>", "broken HTML"),
        ("x" * 20_001, "a field of 20,001 characters"),
        ("<ul><li>" * 6 + "a", "a list nested more than five levels deep"),
    ],
)
def test_html_that_is_refused(html: str, what: str) -> None:
    with pytest.raises(ContentRefused) as error:
        from_html(html, MEDIA)
    assert str(error.value) == what


@given(st.text(alphabet="ab1 .-*_`\\\n<>&;#+)(", max_size=40))
def test_plain_text_is_shown_as_typed(text: str) -> None:
    """No character of plain text becomes markup."""
    assume("\\(" not in text)  # a formula
    assert plain(from_plain(text).text).split() == text.split()


PIECES = st.sampled_from(
    [*"<>/abiul &;!-[]=\"'\n$|", r"\(", r"\)", r"\[", r"\]", "<pre>", "</pre>", "<table>", "<tr>", "<td>",
     "</table>", '<img src="x.png">', "[sound:a]", "[latex]", "[/latex]", "[$]", "[/$]", "{{c1::", "}}", "$$"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_html_is_text_or_refused(html: str) -> None:
    """No character that stands for a formula or a picture is left."""
    with suppress(ContentRefused):
        text = from_html(html, MEDIA).text
        assert not any("\U000f0000" <= c <= "\U000ffffd" for c in text)


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
