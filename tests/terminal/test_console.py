"""Formulas, pictures, tables, code and links in a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from studykit.terminal.console import on_console

TEXT = r"""
The law $E = mc^2$ is [here](https://example.org/law): $$\frac{a+b}{c}$$

| $n$ | words  |
|----:|--------|
|   1 | *one*  |
|  10 | two $x_1$ |

```python
def f(x):  # a comment
    return "a"
```

- ![a lamp](images/lamp.png)

![nine o’clock](audio/bell.mp3)
"""


def shown(text: str, width: int = 60, plain: bool = True, mark: str = "") -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=not plain, color_system="standard")
    on_console(console, plain).prose(text, mark=mark)
    return stream.getvalue()


def test_everything_has_a_form_in_plain_text() -> None:
    assert shown(TEXT) == (
        "The law E = mc² is here (https://example.org/law):\n"
        "\n"
        "(a + b)/c\n"
        "\n"
        " n  words\n"
        "--  ------\n"
        " 1  one\n"
        "10  two x₁\n"
        "\n"
        "  def f(x):  # a comment\n"
        '      return "a"\n'
        "\n"
        "- [picture: a lamp] images/lamp.png\n"
        "[recording: nine o’clock] audio/bell.mp3\n"
    )


def test_a_narrow_terminal_has_sentences_for_rows_and_broken_lines_of_code() -> None:
    text = "| first | second |\n|---|---|\n| some words | more words |\n\n```\n0123456789 0123456789\n```"
    assert shown(text, width=20) == (
        "first: some words;\nsecond: more words\n\n  0123456789 0123456\n  789\n"
    )


def test_blocks_are_indented_below_a_mark() -> None:
    assert shown("```\na\nb\n```", mark="x) ") == "x)   a\n     b\n"
    assert shown("| a |\n|---|\n| b |", mark="x) ") == "x) a\n   -\n   b\n"
    assert shown("$$x^2$$", mark="x) ") == "x) x²\n"


def test_code_has_the_colours_of_the_terminal_and_links_can_be_opened() -> None:
    styled = shown(TEXT, plain=False)
    assert "\x1b[32m" in styled  # a string, in green
    assert "\x1b]8;" in styled


@pytest.mark.parametrize(
    "text", ["$\\text{a\x1b[31m}$", "```\na\x1b[31mb\n```", "| a\x1b[31m |\n|---|\n| b |"]
)
def test_no_text_controls_the_terminal(text: str) -> None:
    assert "\x1b" not in shown(text)
