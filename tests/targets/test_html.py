"""Markdown as HTML; all other text is shown as it was typed."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.bank.prose import parse, plain
from studykit.mathematics.in_text import formulas
from studykit.targets.anki.fields import CARD
from studykit.targets.html import mathjax, words

# Markdown.


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("A shutter.", "A shutter."),
        ("  A shutter.\n", "A shutter."),
        ("one *word*, two **words**", "one <em>word</em>, two <strong>words</strong>"),
        ("***both***", "<strong><em>both</em></strong>"),
        ("`a < b`", "<code>a &lt; b</code>"),
        ("`**not bold**`", "<code>**not bold**</code>"),
        ("one line\nthe same line", "one line the same line"),
        ("one line\\\nanother", "one line<br>another"),
        ("one line  \nanother", "one line<br>another"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("- salt\n- tar", "<ul><li>salt</li><li>tar</li></ul>"),
        ("1. salt\n2. tar", "<ol><li>salt</li><li>tar</li></ol>"),
        ("7. salt\n8. tar", '<ol start="7"><li>salt</li><li>tar</li></ol>'),
        ("- salt\n  - *sea*", "<ul><li><p>salt</p><ul><li><em>sea</em></li></ul></li></ul>"),
        ("Both:\n\n- salt\n- tar", "<p>Both:</p><ul><li>salt</li><li>tar</li></ul>"),
        (r"\*no emphasis\*", "*no emphasis*"),
        ("2 * 3 * 4, snake_case_name", "2 * 3 * 4, snake_case_name"),
        ("# no heading", "# no heading"),
        ("[no link](example.html)", "[no link](example.html)"),
        ("<b>no tag</b> &amp; no entity", "&lt;b&gt;no tag&lt;/b&gt; &amp;amp; no entity"),
    ],
)
def test_markdown(typed: str, html: str) -> None:
    assert CARD.prose(typed) == html


@given(st.text())
def test_a_text_without_markup_is_shown_as_if_it_was_parsed(text: str) -> None:
    """`prose` does not parse it."""
    assert CARD.prose(text) == CARD.blocks(parse(text))


# All other text.


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("</div>", "&lt;/div&gt;"),
        ('salt & "tar"', "salt &amp; &quot;tar&quot;"),
        ("it's", "it's"),
        ("&lt;", "&amp;lt;"),
        ("{{Front}}", "&#123;&#123;Front&#125;&#125;"),
        ("{{c1::x}}", "&#123;&#123;c1::x&#125;&#125;"),
        ("{{{x}}}", "&#123;&#123;&#123;x&#125;&#125;&#125;"),
        ("{x} } {", "{x} } {"),
        ("[sound:x.mp3]", "&#91;sound:x.mp3]"),
        ("[Sound:x.mp3]", "&#91;Sound:x.mp3]"),
        ("[anki:tts lang=en_US]x[/anki:tts]", "&#91;anki:tts lang=en_US]x[/anki:tts]"),
        ("[latex]x[/latex]", "&#91;latex]x&#91;/latex]"),
        ("[$]x[/$]", "&#91;$]x&#91;/$]"),
        ("[$$]x[/$$]", "&#91;$$]x&#91;/$$]"),
        ("[[type:Answer]]", "&#91;[type:Answer]]"),
        ("[1] [sic]", "[1] [sic]"),
        (r"\(x\)", r"\<span></span>(x\<span></span>)"),
        (r"\[x\]", r"\<span></span>[x\<span></span>]"),
        (r"C:\new", r"C:\new"),
        ("two\nlines", "two<br>lines"),
        ("ליל 日本 é 🐦", "ליל 日本 é 🐦"),
        ("a\x1fb\x00c\td", "a\ufffdb\ufffdc\td"),
    ],
)
def test_words_show_exactly_as_typed(typed: str, html: str) -> None:
    assert words(typed) == html


LIVE = re.compile(
    r"\{\{|\}\}|\[(sound:|anki:|\[type:|/?latex\]|/?\$)|\\[()\[\]]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]",
    re.IGNORECASE,
)
"""Markup that Anki, its reviewer or MathJax would act on."""

FRAGMENTS = (
    "{{ }} { } [ ] [sound: [$] [[type: [/latex] \\ ( ) c1:: < > & &lt; \" ' * ** _ ` - 1. a"
).split(" ")
MARKUP_LIKE = st.lists(st.sampled_from([*FRAGMENTS, "\n", "\n\n", " "]), max_size=20).map("".join)
"""Texts of fragments that are markup in HTML, Markdown, Anki or MathJax."""
DISPLAYABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"))
"""Texts without characters that cannot be displayed."""


def without_tags(html: str) -> str:
    """Return the text of HTML from `words`, which inserts only these two tags."""
    return unescape(html.replace("<span></span>", "").replace("<br>", "\n"))


@given(DISPLAYABLE | MARKUP_LIKE)
@example(r"\\(\\[\\]\\)")
@example("{{{{c1::}}}}")
def test_html_decodes_to_the_same_text(text: str) -> None:
    assert without_tags(words(text)) == text


@given(st.text() | MARKUP_LIKE)
@example("[[type:Answer]]")
@example("a\x1fb")
def test_html_contains_no_live_markup_from_the_text(text: str) -> None:
    assert LIVE.search(words(text)) is None
    if not any(True for _ in formulas(text)):
        assert LIVE.search(CARD.prose(text)) is None


@given(MARKUP_LIKE)
@example("[sound:a.mp3]")
@example("{{c1::x}}")
@example("a}}")
def test_a_formula_contains_only_its_own_live_markup(text: str) -> None:
    html = mathjax(text, False)
    assert LIVE.search(html.removeprefix("\\(").removesuffix("\\)").replace("\\", "")) is None


class Reader(HTMLParser):
    """The text and tags of HTML, parsed as a browser does; tags must close in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "br":
            self.text += "\n"
        else:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


KNOWN = {"p", "ul", "ol", "li", "em", "strong", "code", "br", "span", "pre", "div", "a", "img"}
KNOWN |= {"table", "thead", "tbody", "tr", "th", "td"}


@given(DISPLAYABLE | MARKUP_LIKE)
@example("**<b>*x</b>***")
def test_prose_is_well_formed_html_with_the_same_words(text: str) -> None:
    reader = read(CARD.prose(text))
    assert reader.tags <= KNOWN
    has_formula = any(True for _ in formulas(text))
    if not has_formula and not reader.tags & {"p", "ul", "ol", "pre", "table", "img"}:
        assert reader.text == plain(text)


@pytest.mark.parametrize(
    ("latex", "html"),
    [
        (r"\text{50 \% of a\_b}", r"\text{50 % of a_b}"),
        (r"\text{a \& b} \& c", r"\text{a &amp; b} \&amp; c"),
        (r"50\,\% \text{ of } \$20", r"50\,\% \text{ of } \$20"),
        (r"\ce{A ->[Wärme] B}", r"\ce{A -&gt;[{Wärme}] B}"),
        (r"\ce{A ->[H2O][kühl] B}", r"\ce{A -&gt;[H2O][{kühl}] B}"),
        (r"\ce{A ->[900 °C] B}", r"\ce{A -&gt;[900 °C] B}"),
    ],
)
def test_what_mathjax_would_show_otherwise(latex: str, html: str) -> None:
    """Without its package for text, it shows `\\%` with the backslash; in reactions, it slants ä."""
    assert mathjax(latex, False) == rf"\({html}\)"
