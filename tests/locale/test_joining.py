"""Sentences and facts joined in the language that is spoken."""

from __future__ import annotations

from studykit import locale
from studykit.locale.joining import commas, sentences


def test_english_has_commas_and_spaces() -> None:
    assert commas("3 new", "2 learning") == "3 new, 2 learning"
    assert sentences("Nothing is due.", "", "Go on.") == "Nothing is due. Go on."


def test_chinese_sentences_have_no_space_between_them() -> None:
    token = locale._spoken.set("zh-Hans")
    try:
        assert sentences("今天没有卡片。", "明天有。") == "今天没有卡片。明天有。"
    finally:
        locale._spoken.reset(token)
