"""Keys from what a terminal sends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.terminal.keyboard import RESIZED, parse_keys


@pytest.mark.parametrize(
    ("sent", "keys"),
    [
        ("a é雾", ["a", " ", "é", "雾"]),
        ("\r\n\t\x7f\x08", ["enter", "enter", "tab", "backspace", "backspace"]),
        ("\x03\x04\x1a\x0c", ["ctrl-c", "ctrl-d", "ctrl-z", RESIZED]),
        ("\x1b[A\x1bOB\x1b[5~\x1b[6~\x1b[3~", ["up", "down", "page up", "page down", "delete"]),
        ("\x1b[1;5C\x1b[200~x", ["x"]),  # with Ctrl; the beginning of a paste
        ("\x1bq", ["escape", "q"]),
        ("\x1b\x1b[A", ["escape", "up"]),
        ("\x02\x00", []),
    ],
)
def test_a_key_is_read_from_what_a_terminal_sends(sent: str, keys: list[str]) -> None:
    assert parse_keys(sent, more=True) == (keys, "")


@pytest.mark.parametrize("beginning", ["\x1b", "\x1b[", "\x1bO", "\x1b[5"])
def test_the_start_of_a_sequence_is_kept_until_its_end_comes(beginning: str) -> None:
    assert parse_keys("a" + beginning, more=True) == (["a"], beginning)


def test_an_escape_followed_by_nothing_is_a_key() -> None:
    assert parse_keys("\x1b", more=False) == (["escape"], "")


@given(st.text(st.sampled_from("\x1b[O5~Aab1;\r\x7f"), max_size=12), st.data())
def test_input_in_two_pieces_is_read_like_input_at_once(sent: str, data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(sent)))
    first, rest = parse_keys(sent[:cut], more=True)
    second, left = parse_keys(rest + sent[cut:], more=True)
    assert (first + second, left) == parse_keys(sent, more=True)


@given(st.text(max_size=20))
def test_any_input_is_read_to_its_end(sent: str) -> None:
    _, left = parse_keys(sent, more=False)
    assert left == ""
