"""Words next to a quote that change its meaning."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from studykit.check import Checked

TEXT = """\
# Talk

It is the only fund, managing $7 billion in assets. We do not sell bread. If it rains, we stay at home.
We sell bread, not rolls. We will come, unless it rains. Some say the oven was cold. It may be true.
"""
COURSE = "id: t\ntitle: T\nsources: [{id: talk, kind: essay, title: Talk, file: talk.md}]\n"


def omitted(checked: Callable[..., Checked], quote: str) -> str | None:
    """The word that the rule says is omitted, or None."""
    question = (
        "- {id: q, type: discussion, prompt: Well?, look_for: [x],"
        f' passages: [{{quote: "{quote}"}}]}}\n'
    )
    report = checked(question, course=COURSE, text=None, more={"texts/talk.md": TEXT}).report
    (message,) = [d.message for d in report.diagnostics if d.code == "quote-clips-negation"] or [
        None
    ]
    if message is None:
        return None
    assert message.endswith(", which is right next to it and changes its meaning")
    return message.split("“")[1].split("”")[0]


@pytest.mark.parametrize(
    ("quote", "word"),
    [
        ("managing $7", "billion"),
        ("sell bread. If it rains", "not"),
        ("We will come", "unless"),
        ("the oven was cold", "Some say"),
        ("be true", "may"),
    ],
)
def test_the_omitted_word_is_named(checked: Callable[..., Checked], quote: str, word: str) -> None:
    assert omitted(checked, quote) == word


@pytest.mark.parametrize(
    "quote",
    [
        "managing $7 billion in assets",
        "We do not sell bread.",
        "we stay at home",  # a word before a comma does not govern what follows
        "We sell bread",  # “…, not rolls” leaves the quote as it is
        "Some say the oven was cold",
        "It may be true",
    ],
)
def test_a_quote_that_omits_nothing(checked: Callable[..., Checked], quote: str) -> None:
    assert omitted(checked, quote) is None
