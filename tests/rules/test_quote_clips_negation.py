"""Words right beside a quote that turn what it says, each with the quote that leaves it out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.check import Checked
from studykit.rules.quote_clips_negation import _SENTENCE, _begins_sentence

TEXT = """\
# Talk

It is the only fund, managing $7 billion in assets. We do not sell bread. If it rains, we stay at home.
We sell bread, not rolls. We will come, unless it rains. Some say the oven was cold. It may be true.
"""
COURSE = "id: t\ntitle: T\nsources: [{id: talk, kind: essay, title: Talk, file: talk.md}]\n"


def beside(checked: Callable[..., Checked], quote: str) -> str | None:
    """The word that the rule says is left out, or None."""
    question = (
        "- {id: q, type: discussion, prompt: Well?, look_for: [x],"
        f' passages: [{{quote: "{quote}"}}]}}\n'
    )
    report = checked(question, course=COURSE, text=None, more={"texts/talk.md": TEXT}).report
    (message,) = [d.message for d in report.diagnostics] or [None]
    if message is None:
        return None
    assert message.endswith(", which stands right beside it and turns it")
    return message.split("“")[1].split("”")[0]


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("managing $7", "billion"),
        ("sell bread. If it rains", "not"),
        ("We will come", "unless"),
        ("the oven was cold", "some say"),
        ("be true", "may"),
    ],
)
def test_a_word_that_turns_the_quote_is_named(
    checked: Callable[..., Checked], quote: str, word: str
) -> None:
    assert beside(checked, quote) == word


@pytest.mark.parametrize(
    "quote",
    [
        "managing $7 billion in assets",
        "We do not sell bread.",
        "we stay at home",  # what is behind a comma governs no more
        "We sell bread",  # “…, not rolls” turns nothing
        "Some say the oven was cold",
        "It may be true",
    ],
)
def test_a_quote_that_has_it_all_is_clean(checked: Callable[..., Checked], quote: str) -> None:
    assert beside(checked, quote) is None


@given(st.text(st.sampled_from(" \n\0.!?…;:')ab,")), st.integers(0, 8))
def test_what_is_seen_at_once_as_a_sentences_end_is_one(text: str, at: int) -> None:
    if _begins_sentence(text, at):
        assert _SENTENCE.split(text[:at])[-1] == ""
        assert _SENTENCE.split(text[at - 2 :])[0] == ""
