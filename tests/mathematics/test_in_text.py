"""Formulas in texts: which dollars and brackets are theirs, and which are prices."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.load import NO_TEXTS, load
from studykit.bank.prose import (
    CodeBlock,
    Formula,
    Grid,
    Inline,
    Link,
    Listing,
    Math,
    Paragraph,
    Picture,
    ProseBlock,
    parse,
    plain,
)
from studykit.diagnostics import Report
from studykit.mathematics.in_text import formulas

from ..conftest import REPOSITORY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("$x$", ["x"]),
        ("the law $E = mc^2$, as", ["E = mc^2"]),
        ("$a*b$ and $c_1$", ["a*b", "c_1"]),
        (r"\(a\) and \[b\]", ["a", "b"]),
        ("$$\nx\n$$", ["x"]),
        ("in a line $$x$$ too", ["x"]),
        (r"$\{a\}$", [r"\{a\}"]),
        (r"$50\,\% \text{ of } \$20$", [r"50\,\% \text{ of } \$20"]),
        ("($x$)", ["x"]),
        ("the $n$th", ["n"]),
        ("$x$-axis, $y$.", ["x", "y"]),
        ("$5 and $6", []),
        ("US$10 to US$20", []),
        ("$5–$6, $1.3 million and $8 billion", []),
        ("“$6 million” against “$8 million”", []),
        ("costs $5. A tip of $2", []),
        ("change of $2; a tip$", []),
        ("the $ sign and the $ sign", []),
        ("$HOME and $PATH, $HOME/$PATH", []),
        ("(in $) and ($)", []),
        (r"\$x$ and $y\$", []),
        ("`$x$` and ``$y` $``", []),
        ("```\n$x$\n```", []),
        ("- a\n  ```\n  $x$\n  ```\n- $y$", ["y"]),
        ("$$ $$", []),
        ("$a\nb$", []),
        ("$$a\n\nb$$", []),
        (r"\\(a\\)", []),
        ("[$]x[/$] [$$]x[/$$]", []),
        ("[$]x[/$] and [$]y[/$]", []),
        ("$]a, b[$", ["]a, b["]),
        (r"\[sic] and \(open", []),
    ],
)
def test_the_formulas_of_a_text(text: str, found: list[str]) -> None:
    assert [formula.latex for formula in formulas(text)] == found
    for formula in formulas(text):
        assert text[formula.offset :].startswith(formula.latex)


AMOUNT = st.builds(
    "{}{}{}".format, st.sampled_from(["", "US", "A", "C"]), st.just("$"),
    st.sampled_from(["5", "6.50", "1,000", "8 billion", "1.3 million", "20", "5m", "3k"]),
)  # fmt: skip
BETWEEN = st.sampled_from(
    [" and ", " or ", ", ", "; ", " to ", "–", "-", ". ", " (", ") ", " for ", "? ", "/", ": "]
)


@given(st.lists(st.tuples(AMOUNT, BETWEEN), min_size=1, max_size=5))
def test_prices_stay_prices(parts: list[tuple[str, str]]) -> None:
    text = "".join(map("".join, parts))
    assert list(formulas(text)) == []
    assert plain(text) == text.strip()


def test_the_shipped_course_has_no_formula() -> None:
    course = load(REPOSITORY / "questions", Report(), NO_TEXTS)
    assert course is not None
    texts = [text for entry in course.entries for _, text in entry.question.texts()]
    assert [text for text in texts if list(formulas(text))] == []
    assert len([text for text in texts if "$" in text]) > 3


def words(text: str) -> Paragraph:
    return Paragraph((Inline(text),))


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a $*x* y_1$ b", (Paragraph((Inline("a "), Math("*x* y_1"), Inline(" b"))),)),
        ("*a* $x$", (Paragraph((Inline("a", em=True), Inline(" "), Math("x"))),)),
        ("before $$x$$ after", (words("before"), Formula("x"), words("after"))),
        ("$$x$$", (Formula("x"),)),
        (r"\[ \frac{a}{b} \]", (Formula(r"\frac{a}{b}"),)),
        ("- $x$\n- $$y$$", (Listing(((Paragraph((Math("x"),)),), (Formula("y"),))),)),
        (
            "see ![a lens](lens.png) here",
            (words("see"), Picture("lens.png", "a lens"), words("here")),
        ),
        ("![a $x$](<a b.png>)", (Picture("a b.png", "a $x$"),)),
        (
            "[a *b*](https://a.org)",
            (Paragraph((Link((Inline("a "), Inline("b", em=True)), "https://a.org"),)),),
        ),
        ("[$x$](http://a.org/$y$)", (Paragraph((Link((Math("x"),), "http://a.org/$y$"),)),)),
        ("```python\nx = *1*\n```", (CodeBlock("x = *1*", "python"),)),
        ("a\n~~~\n$x$\n~~~\nb", (words("a"), CodeBlock("$x$"), words("b"))),
        (
            "| a | b |\n|--:|---|\n| $|x|$ | `y` |",
            (
                Grid(
                    (words("a"), words("b")),
                    ((Paragraph((Math("|x|"),)), Paragraph((Inline("y", code=True),))),),
                    ("right", ""),
                ),
            ),
        ),
    ],
)
def test_the_tree_of_a_text(text: str, tree: tuple[ProseBlock, ...]) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    "text",
    ["[a](javascript:alert(1))", "[a](mailto:b@c.org)", "[a](//host/b)", "[a](b.html)",
     "![a](https://b.org/c.png)", "![a](/etc/passwd)", "![a](../a.png)", "![a](data:image/png;base64,xx)"],
)  # fmt: skip
def test_other_addresses_are_shown_as_typed(text: str) -> None:
    assert parse(text) == (words(text),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"the law $E = mc^2$", "the law E = mc²"),
        (r"$$\frac{a+b}{c}$$", "(a + b)/c"),
        (r"$\fraq{a}$", r"\fraq{a}"),
        ("![a lens](lens.png)", "[picture: a lens]"),
        ("| a | b |\n|---|---|\n| c | $x$ |", "a | b\nc | x"),
        ("```\na\n  b\n```", "a\n  b"),
        ("[words](https://a.org)", "words"),
    ],
)
def test_plain_words_of_what_is_no_words(text: str, shown: str) -> None:
    assert plain(text) == shown


SIGNS = st.sampled_from(
    [*"$\\()[]`|\n -*_~!a1x", "$$", r"\(", r"\)", "](", "```", "https://a.b", "|---|"]
)


@given(st.lists(SIGNS, max_size=25).map("".join))
def test_any_text_is_parsed_and_keeps_its_letters(text: str) -> None:
    typed = text.count("a") - text.count("https://a.b")
    assert plain(text).count("a") <= text.count("a")
    assert plain(text).count("a") >= typed - text.count("```")
