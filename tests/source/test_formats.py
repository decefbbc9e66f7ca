"""Readers: the blocks of a file, and their offsets."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.source.fold import Mapped
from studykit.source.formats import format_of, markdown, transcript
from studykit.source.formats.block import Block

from ..conftest import LIGHTHOUSE


def seen(blocks: list[Block]) -> list[str]:
    return [("# " if block.heading else "") + block.text for block in blocks]


def paragraph(raw: str) -> list[tuple[str, int, int]]:
    """Return the runs of a file with one paragraph."""
    (block,) = markdown.read(raw)
    return block.runs


# Choosing a reader


@pytest.mark.parametrize(
    ("file", "format"),
    [
        ("a.md", "markdown"),
        ("a.MD", "markdown"),
        ("a.b.markdown", "markdown"),
        ("a.txt", "transcript"),
        ("a.vtt", "transcript"),
        ("README", "transcript"),
    ],
)
def test_format_of_suffix(file: str, format: str) -> None:
    assert format_of(file) == format


# Markdown: blocks


def test_markdown_headings_and_paragraphs() -> None:
    raw = "# One *two*\n\nPara\nstill it.\n\nSecond\n======\n\n***\n\nLast."
    assert seen(markdown.read(raw)) == ["# One two", "Para\nstill it.", "# Second", "Last."]


def test_markdown_lists_and_quotations_are_paragraphs() -> None:
    raw = "- one\n  - two\n    more\n    1. three\n\n       and four\n* five\n\n> six\nseven\n> > eight\n"
    assert seen(markdown.read(raw)) == [
        "one", "two\nmore", "three", "and four", "five", "six\nseven", "eight",
    ]  # fmt: skip


def test_each_line_of_markdown_code_is_a_block() -> None:
    raw = (
        "```python\nprint(1)\n\n  print(1)\n```\n\n    indented = 1\n\n- ~~~\n  in a list\n  ~~~\n"
    )
    blocks = markdown.read(raw)
    assert seen(blocks) == ["print(1)", "  print(1)", "indented = 1", "in a list"]
    for block in blocks:
        ((text, start, end),) = block.runs
        assert raw[start:end] == text
    assert [block.runs[0][1] for block in blocks] == [10, 20, 40, 62]


@pytest.mark.parametrize(
    "front",
    [
        "---\ntitle: One\ntags: [a, b]\n---\n",
        "\ufeff---\r\ntitle: One\r\n---\r\n",
        "--- \n---\n",
        "---\ntitle: One\n...\n",
        "+++\ntitle = 'One'\n+++\n",
    ],
)
def test_markdown_front_matter_is_left_out(front: str) -> None:
    (block,) = markdown.read(front + "\nOne: a word.")
    assert block.runs == [("One: a word.", len(front) + 1, len(front) + 13)]


def test_markdown_rules_that_look_like_front_matter() -> None:
    assert seen(markdown.read("Intro.\n\n---\ntitle: One\n---\n")) == ["Intro.", "# title: One"]
    assert seen(markdown.read("---\nnever closed")) == ["never closed"]
    assert seen(markdown.read("---\n\nOne.\n\n---\n\nTwo.\n")) == ["One.", "Two."]
    assert seen(markdown.read("---\nNo mapping.\n\n---\n\nTwo.\n")) == ["No mapping.", "Two."]
    assert seen(markdown.read("+++\nno toml\n+++\n")) == ["+++\nno toml\n+++"]


def test_markdown_html_blocks_are_left_out() -> None:
    raw = '<img src="x">\n\n<div>\nnot this\n</div>\n\nBut <b>this</b>.\n\n<!-- nor\n\nthis -->\n\nAnd this.'
    blocks = markdown.read(raw)
    assert [(block.text, block.outside) for block in blocks] == [
        ("not this", "HTML in Markdown"),
        ("But this.", None),
        ("And this.", None),
    ]


def test_markdown_in_a_hidden_element_is_hidden() -> None:
    raw = "<div hidden>\n\nNot *this*.\n\n    nor this\n\n</div>\n\nBut this."
    assert [(block.text, block.outside) for block in markdown.read(raw)] == [
        ("Not this.", "hidden text"),
        ("nor this", "hidden text"),
        ("But this.", None),
    ]


@pytest.mark.parametrize(
    ("raw", "text", "unseen"),
    [
        ("We will <span hidden>not</span> go.", "We will  go.", {"not": "hidden text"}),
        ('We will <b style="display:none">no*t*</b> go.', "We will  go.", {"not": "hidden text"}),
        ("We will <del>not</del> go.", "We will  go.", {"not": "struck-out text"}),
        ("We will <s>not</s> go.", "We will  go.", {"not": "struck-out text"}),
        ("We will ~~not~~ go.", "We will  go.", {"not": "struck-out text"}),
        ("We will <script>not</script> go.", "We will  go.", {}),
        ("We will <noscript>not</noscript> go.", "We will  go.", {"not": "hidden text"}),
        ("We will <input hidden> go.", "We will  go.", {}),
        ("H<sub>2</sub>O and 10<sup>6</sup>", "H2O and 10⁶", {}),
        ("in base 10<sub>2</sub>", "in base 10_2", {}),
        ("some x<sub>1</sub>2 and x<sub>1</sub>*2*", "some x1_2 and x1_2", {}),
        ("some x<sub>1</sub><sub>2</sub>, x<sub>1</sub>y", "some x1_2, x1y", {}),
        ("it ended.<sup>1</sup> Then", "it ended.¹ Then", {}),
        ("it ended<sup>[1]</sup> then", "it ended then", {}),
        ("it ended.[^1] Then\n\n[^1]: http://a.b", "it ended.[^1] Then", {}),
        ("She said <q>come</q> then", "She said “come” then", {}),
    ],
)
def test_markdown_as_a_reader_sees_it(raw: str, text: str, unseen: dict[str, str]) -> None:
    first, *others = markdown.read(raw)
    assert (first.text, first.outside) == (text, None)
    assert {block.text: block.outside for block in others} == unseen


@pytest.mark.parametrize("nothing", ["&nbsp;", "![a](b)", "![a](b) ![c](d)", "<br>", "<!-- x -->"])
def test_markdown_paragraph_with_no_visible_text_is_left_out(nothing: str) -> None:
    assert seen(markdown.read(f"One.\n\n{nothing}\n\nTwo.")) == ["One.", "Two."]


# Markdown: offsets


@pytest.mark.parametrize(
    ("raw", "runs"),
    [
        ("plain words", [("plain words", 0, 11)]),
        ("an *em* word", [("an ", 0, 3), ("em", 4, 6), (" word", 7, 12)]),
        ("**a __b__ c**", [("a ", 2, 4), ("b", 6, 7), (" c", 9, 11)]),
        ("a [b](a b) c", [("a [b](a b) c", 0, 12)]),
        ("a [b](a) a", [("a ", 0, 2), ("b", 3, 4), (" a", 8, 10)]),
        ('a [b](<c d> "b") b', [("a ", 0, 2), ("b", 3, 4), (" b", 16, 18)]),
        ('a [b](<c)> "b)") b', [("a ", 0, 2), ("b", 3, 4), (" b", 16, 18)]),
        ("a [b](/b(b)) b", [("a ", 0, 2), ("b", 3, 4), (" b", 12, 14)]),
        ("[a][b]b\n\n[b]: c", [("a", 1, 2), ("b", 6, 7)]),
        ("[b]b\n\n[b]: c", [("b", 1, 2), ("b", 3, 4)]),
        ("[](b) b", [(" b", 5, 7)]),
        ("[](b)b", [("b", 5, 6)]),
        ("![b](b)b", [("b", 7, 8)]),
        ("![](b)b", [("b", 6, 7)]),
        ("[![b](b)](b)b", [("b", 12, 13)]),
        ("**[b](b)** b", [("b", 3, 4), (" b", 10, 12)]),
        ("see <https://a.b> b", [("see ", 0, 4), ("https://a.b", 5, 16), (" b", 17, 19)]),
        ("use `b *c*` b", [("use ", 0, 4), ("b *c*", 5, 10), (" b", 11, 13)]),
        ("`` `b` `` b", [("`b`", 3, 6), (" b", 9, 11)]),
        ("a &amp; b", [("a ", 0, 2), ("&", 2, 7), (" b", 7, 9)]),
        ("a &#8217;s", [("a ", 0, 2), ("’", 2, 9), ("s", 9, 10)]),
        ("2 \\* 3 \\_", [("2 ", 0, 2), ("*", 2, 4), (" 3 ", 4, 7), ("_", 7, 9)]),
        ("2 * 3 * 4", [("2 * 3 * 4", 0, 9)]),
        ("one\ntwo", [("one", 0, 3), ("\n", 3, 4), ("two", 4, 7)]),
        ("one  \n  two", [("one", 0, 3), ("\n", 5, 6), ("two", 8, 11)]),
        ("one\\\r\ntwo", [("one", 0, 3), ("\n", 4, 6), ("two", 6, 9)]),
        ("one\rtwo\nsix", [("one\ntwo\nsix", 0, 11)]),
        ("one<br>two", [("one", 0, 3), ("\n", 3, 7), ("two", 7, 10)]),
        ("one<br />\ntwo", [("one", 0, 3), ("\n", 3, 9), ("\n", 9, 10), ("two", 10, 13)]),
        ('a<b x="y">b</b> c', [("a", 0, 1), ("b", 10, 11), (" c", 15, 17)]),
        ("10<sup>6</sup> t", [("10", 0, 2), ("⁶", 2, 14), (" t", 14, 16)]),
        ("a <!-- b --> b", [("a ", 0, 2), (" b", 12, 14)]),
        ("# *A* b #", [("A", 3, 4), (" b", 5, 7)]),
        ("x  ", [("x", 0, 1)]),
    ],
)  # fmt: skip
def test_offsets_of_visible_markdown(raw: str, runs: list[tuple[str, int, int]]) -> None:
    assert joined(paragraph(raw)) == joined(runs)


def joined(runs: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join runs that have no gap between them."""
    result: list[tuple[str, int, int]] = []
    for text, start, end in runs:
        plain = end - start == len(text)
        if (
            result
            and plain
            and result[-1][2] == start
            and len(result[-1][0]) == start - result[-1][1]
        ):
            before = result.pop()
            result.append((before[0] + text, before[1], end))
        else:
            result.append((text, start, end))
    return result


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (r"so $a*b$ is $c*d$", r"so $a*b$ is $c*d$"),
        (r"in $\{1, 2\}$, *not* $9{,}81\,\mathrm{m}$", r"in $\{1, 2\}$, not $9{,}81\,\mathrm{m}$"),
        ("thus\n$$\nT = 2\\,\\pi\\,r\n$$\n*is*", "thus\n$$\nT = 2\\,\\pi\\,r\n$$\nis"),
        ("> thus $$a \\\\\n> b*c*d$$ *is*", "thus $$a \\\\\nb*c*d$$ is"),
        (r"`$a*b$` and $a*b$", r"$a*b$ and $a*b$"),
        (r"[$a*b$ words](x) ![$a*b$](y.png) *end*", r"$a*b$ words  end"),
        ("\U00100000 and *$a*b$* \U00100001", "\U00100000 and $a*b$ \U00100001"),
        # no formulas: prices, and brackets that are escaped
        (r"from $5 *and* up to $6 *more*", "from $5 and up to $6 more"),
        (r"\$a*b\$ c*d", "$ab$ cd"),
        (r"he said \[of *course*\] \(yes\)", "he said [of course] (yes)"),
    ],
)
def test_formulas_in_markdown_are_read_as_typed(raw: str, text: str) -> None:
    (block,) = markdown.read(raw)
    assert block.text == text
    for run, start, end in block.runs:
        assert run in ("\n", raw[start:end]) or raw[start] == "\\"


def test_markdown_code_across_a_line_break() -> None:
    raw = "use `b\nc` and c"
    ((_, *_), (code, start, end), (rest, *at)) = paragraph(raw)
    assert (code, raw[start:end]) == ("b c", "b\nc")
    assert (rest, *at) == (" and c", 9, 15)


def test_offsets_of_words_in_the_sample() -> None:
    text = Mapped([run for block in markdown.read(LIGHTHOUSE) for run in block.runs])
    for words, raw in (
        ("every four hours", "every four hours"),
        ("a steel mast with a solar lamp took", "a steel mast with a solar lamp](https://example.org/skerrow-mast) took"),
        ("Marlow: It will.", "Marlow:** It will."),
    ):  # fmt: skip
        at = text.text.index(words)
        assert LIGHTHOUSE[text.start(at) : text.end(at + len(words))] == raw


WORD = st.sampled_from(["a", "b", "ab", "ba", "&", "x.y"])
Piece = tuple[str, str, int]
"""Markdown, its visible text, and the offset of that text."""


@st.composite
def pieces(draw: st.DrawFn) -> Piece:
    a, b, c = draw(WORD), draw(WORD), draw(WORD)
    return draw(
        st.sampled_from(
            [
                (a, a, 0),
                (f"*{a}*", a, 1),
                (f"**{a}**", a, 2),
                (f"***{a} {b}***", f"{a} {b}", 3),
                (f"_{a}_", a, 1),
                (f"`{a}`", a, 1),
                (f"`` {a} {b} ``", f"{a} {b}", 3),
                (f"`{a}  {b}`", f"{a}  {b}", 1),
                (f"[{a}]({b})", a, 1),
                (f'[{a} {b}]({c} "{a}")', f"{a} {b}", 1),
                (f"[{a}](<{b} {c}>)", a, 1),
                (f"[{a}](/{b}({c}))", a, 1),
                (f"[**{a}**]({a})", a, 3),
                (f"**[{a}]({a})**", a, 3),
                (f"![{a}]({b})", "", 0),
                (f"![]({b})", "", 0),
                (f"[]({b})", "", 0),
                (f"[![{a}]({b})]({c})", "", 0),
                (f"<https://{b}>", f"https://{b}", 1),
                (f'<i class="{b}">{a}</i>', a, len(b) + 12),
                (f"{a}<!-- {b} -->", a, 0),
                ("&lt;", "<", 0),
                ("\\*", "*", 0),
            ]
        )
    )


BETWEEN = st.sampled_from([" ", " ", "\n", "  \n", "\\\n", "\n   "])
FRAMES = st.sampled_from(
    ["{}", "# a\n\n{}", "- {}", "1. b\n\n   {}", "> {}", "a b\n\n{}\n\nb a", "\ufeff{}"]
)


@given(st.lists(st.tuples(pieces(), BETWEEN), min_size=1, max_size=8), FRAMES)
def test_offsets_in_generated_markdown(parts: list[tuple[Piece, str]], frame: str) -> None:
    """The same words may come before, in addresses, titles and alternative texts."""
    raw, expected = "begin ", []  # visible text and its offset
    for (md, visible, at), between in parts:
        expected.append((visible, frame.index("{}") + len(raw) + at))
        indent = " " * 3 if frame.startswith("1.") else "  " if frame.startswith("- ") else ""
        quoted = "> " if frame.startswith(">") else ""
        raw += md + (between.replace("\n", "\n" + indent + quoted))
    raw = frame.format(raw + "end")
    (block,) = (block for block in markdown.read(raw) if block.text.startswith("begin "))
    text = Mapped(block.runs)
    assert text.text.split() == ["begin", *" ".join(v for v, _ in expected).split(), "end"]
    cursor = len("begin ")
    for visible, place in expected:
        if visible:
            cursor = text.text.index(visible, cursor)
            assert text.start(cursor) == place
            cursor += len(visible)
    for run, start, end in block.runs:
        assert 0 <= start <= end <= len(raw)
        assert end - start != len(run) or raw[start:end] == run


@given(st.text(max_size=200), st.sampled_from([markdown.read, transcript.read]))
def test_any_text_can_be_read(raw: str, read: type[markdown.read]) -> None:  # type: ignore[valid-type]
    assert_in_order(read(raw))
    assert all(block.text.strip() for block in read(raw))


def assert_in_order(blocks: list[Block]) -> None:
    """What can be cited is in the order of the file; what is struck out comes in blocks of its own."""
    visible = [run for block in blocks if not block.outside for run in block.runs]
    for runs in [visible, *(block.runs for block in blocks)]:
        places = [place for run in runs for place in run[1:]]
        assert places == sorted(places)


MARKDOWN = st.lists(
    st.sampled_from(["*", "**", "_", "`", "[", "](", ")", "![", "<", ">", "<b>", "\\", "&amp;", "#", "- ", "> ", "1. ", "\n", "\n\n", "    ", "\t", "~~~", "a", "b", " ", "http://a.b", '"', "\r", "\0"]),
    max_size=30,
).map("".join)  # fmt: skip


@given(MARKDOWN)
@example("*~~~**~~~")
def test_any_markup_can_be_read(raw: str) -> None:
    blocks = markdown.read(raw)
    assert_in_order(blocks)
    places = [place for block in blocks for run in block.runs for place in run[1:]]
    assert all(0 <= place <= len(raw) for place in places)
    assert all(block.text.strip() for block in blocks)


# Transcripts


def test_transcript_has_a_block_for_each_line() -> None:
    raw = "\ufeffOne.\r\n\r\n  Two *2*.\t\r\n\u00a0\r\n# Three\n"
    assert transcript.read(raw) == [
        Block([("One.", 1, 5)]),
        Block([("Two *2*.", 11, 19)]),
        Block([("# Three", 25, 32)]),
    ]


@given(st.sampled_from(["", "\ufeff"]), st.text(alphabet="ab \t\r\n\u00a0\u2028", max_size=40))
def test_transcript_blocks_have_the_text_of_the_lines(mark: str, raw: str) -> None:
    raw = mark + raw
    blocks = transcript.read(raw)
    assert [raw[start:end] for block in blocks for _, start, end in block.runs] == seen(blocks)
    assert "".join("".join(seen(blocks)).split()) == "".join(raw.replace("\ufeff", "").split())


_PIECES = [
    "a",
    "b c",
    " ",
    "  ",
    "\t",
    "\n",
    "\n > ",
    "\n- ",
    "é.",
    "\r\n",
    "-\n",
    "=",
    "\n\n",
    "*",
    "&amp;",
]


@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
@example("a \n  b\n> c")
def test_paragraphs_without_markup_are_read_like_others(raw: str) -> None:
    """They are read without the parser of markup."""
    quick = markdown.read(raw)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "_MAY_BE_MARKUP", re.compile(""))  # the parser reads all
        assert markdown.read(raw) == quick
        patch.setattr(markdown, "_UNDERLINE", re.compile(""))  # with its rule for underlines
        assert markdown.read(raw) == quick
