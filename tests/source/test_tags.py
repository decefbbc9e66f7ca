"""The tags of HTML, and the text between them, as browsers find them."""

from __future__ import annotations

import pytest

from studykit.source.formats.tags import tokens


def shown(html: str) -> list[str]:
    """Return tags as `<a>` and `</a>`, and the texts between them."""
    signs = {"start": "<{}>", "end": "</{}>"}
    return [
        signs[token.kind].format(token.name) if token.name else html[token.start : token.end]
        for token in tokens(html)
    ]


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("one <b>two</b>.", ["one ", "<b>", "two", "</b>", "."]),
        ("<P>one<BR/>two</P >", ["<p>", "one", "<br>", "two", "</p>"]),
        ("1 < 2 <3> 4 <", ["1 < 2 <3> 4 <"]),
        ("a<b, then c>d", ["a", "<b,>", "d"]),
        ("one<!-- two -->three", ["one", "three"]),
        ("one<!-- <b>two</b> --!>three", ["one", "three"]),
        ("one<!-->two<!--->three", ["one", "two", "three"]),
        ("one<!doctype html>two<?php three ?>four", ["one", "two", "four"]),
        ("one<![CDATA[two]]>three", ["one", "three"]),
        ("one</>two</ three>four</", ["one", "two", "four</"]),
        ("<script>if (a<b) '<p>'</script>one", ["<script>", "if (a<b) '<p>'", "</script>", "one"]),
        ("<title>a <b></TITLE>one", ["<title>", "a <b>", "</title>", "one"]),
        ("<textarea><p></textareas></textarea>", ["<textarea>", "<p></textareas>", "</textarea>"]),
    ],
)
def test_tags_and_text(html: str, found: list[str]) -> None:
    assert shown(html) == found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("one <!-- two <b>three</b>", ["one "]),
        ("one <a href='x <b>two</b>", ["one "]),
        ("one <a href=x two", ["one "]),
        ('one <a href="two>', ["one "]),
        ("one <?two", ["one "]),
        ("one <script>two <b>three</b>", ["one ", "<script>", "two <b>three</b>"]),
    ],
)
def test_what_is_left_open_is_open_to_the_end(html: str, found: list[str]) -> None:
    assert shown(html) == found


@pytest.mark.parametrize(
    ("tag", "attributes"),
    [
        ("<p>", {}),
        ("<p hidden>", {"hidden": ""}),
        ("<p/hidden/>", {"hidden": ""}),
        ("<p HIDDEN = 'a > b' id=c>", {"hidden": "a > b", "id": "c"}),
        ('<p title="Tom &amp; Jerry"id="a">', {"title": "Tom & Jerry", "id": "a"}),
        ("<p id=a id=b>", {"id": "a"}),
        ("<p id= >", {"id": ""}),
        ("<p ='b>", {"='b": ""}),
        ("<p id=a/b>", {"id": "a/b"}),
    ],
)
def test_attributes(tag: str, attributes: dict[str, str]) -> None:
    assert [(token.end, token.attributes) for token in tokens(tag)] == [(len(tag), attributes)]
