"""The made-up language that finds words which nobody can translate."""

from __future__ import annotations

from studykit.locale import _, languages, speaking

from .marking import html_words, mark, unmarked


def test_every_letter_of_a_message_is_marked_and_what_is_filled_in_is_not() -> None:
    assert mark("Form {form}") == "Ƒõřṁ {form}"
    assert mark("**Read** {lines} twice: {n:,}") == "**Řẽãď** {lines} ťŵĩčẽ: {n:,}"
    assert mark("a <b>bold</b> word") == "ã <b>ƀõļď</b> ŵõřď"


def test_the_language_is_spoken_while_it_is_there(made_up: str) -> None:
    assert made_up in languages()
    with speaking(made_up):
        assert _("no message of the code") == "no message of the code"


def test_words_without_marks_are_found_once() -> None:
    assert unmarked("Ƒõřṁ A: points, points · κάρτα a-b") == ["points"]
    assert unmarked("read the-lens at https://example.org/of-them", "the-lens") == ["read", "at"]


def test_a_reader_of_a_page_sees_its_text_and_hears_its_labels() -> None:
    page = '<style>p { color: red }</style><p aria-label="Table">Ωδε &amp; εκεί</p>'
    assert unmarked(html_words(page)) == ["Table"]
