"""pydantic's errors in plain words, each at its place in the file."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from studykit.diagnostics import Report, as_text
from studykit.schema import Model, NonEmpty, Slug, Tag, Url, described, validate
from studykit.yamlfile import YamlFile


class Wick(Model):
    text: NonEmpty
    lit: bool = False


class Lamp(Model):
    """A model with one key of each sort."""

    id: Slug
    title: NonEmpty
    kind: Literal["oil", "gas", "electric"] = "oil"
    turns: Annotated[int, Field(ge=1, le=600)] = 1
    tags: tuple[Tag, ...] = ()
    wicks: Annotated[tuple[Wick, ...], Field(min_length=1)] = (Wick(text="a"),)
    pair: Annotated[tuple[NonEmpty, ...], Field(min_length=2)] = ("a", "b")
    notes: dict[Slug, NonEmpty] = {}
    url: Url | None = None
    best: Wick | None = None


ASIDE = {"colour": "a lamp has no colour here"}


def printed(yaml: str) -> str:
    """Return what is printed about a lamp that is an item of a list under a key."""
    report = Report()
    file = YamlFile("lamps.yaml", yaml)
    file.parse(report)
    data = file.data["lamps"][0]  # type: ignore[index, call-overload]
    model = validate(Lamp, data, file, ("lamps", 0), report, ASIDE)
    assert (model is None) == bool(report.errors)
    return "\n".join([*as_text(report)][:-2])


def lamp(line: str) -> str:
    """Return what is printed about a lamp with one more key, in line 4."""
    return printed(f"lamps:\n  - id: old\n    title: The old lamp\n    {line}\n")


def test_a_model_from_plain_data() -> None:
    file = YamlFile("lamps.yaml", "id: old-1.5_b\ntitle: 1871\ntags: [12]\npair: [1.50, b]\n")
    report = Report()
    file.parse(report)
    made = validate(Lamp, file.data, file, (), report)
    assert made == Lamp(id="old-1.5_b", title="1871", tags=("12",), pair=("1.50", "b"))
    assert report.diagnostics == []


def test_models_are_frozen() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Lamp(id="a", title="b").title = "c"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "kind: olive",
            "lamps.yaml:4:11: error[bad-value]: `kind` must be 'oil', 'gas' or 'electric',"
            " not the text “olive”\n"
            "  4 |     kind: olive\n"
            "    |           ^^^^^",
            id="one of some words",
        ),
        pytest.param(
            "tags: old",
            "lamps.yaml:4:11: error[bad-value]: `tags` must be a list, not the text “old”\n"
            "  4 |     tags: old\n"
            "    |           ^^^",
            id="a list",
        ),
        pytest.param(
            "tags: [old, very old]",
            "lamps.yaml:4:17: error[bad-value]: `tags` cannot be the text “very old”\n"
            "  4 |     tags: [old, very old]\n"
            "    |                 ^^^^^^^^\n"
            "  help: use a word without spaces or quotation marks, as in `price-war`",
            id="a tag",
        ),
        pytest.param(
            "turns: many",
            "lamps.yaml:4:12: error[bad-value]: `turns` must be a whole number,"
            " not the text “many”\n"
            "  4 |     turns: many\n"
            "    |            ^^^^",
            id="a number",
        ),
        pytest.param(
            "turns: 2.5",
            "lamps.yaml:4:12: error[bad-value]: `turns` must be a whole number, not `2.5`\n"
            "  4 |     turns: 2.5\n"
            "    |            ^^^",
            id="a whole number",
        ),
        pytest.param(
            "turns: 0",
            "lamps.yaml:4:12: error[bad-value]: `turns` must be at least 1\n"
            "  4 |     turns: 0\n"
            "    |            ^",
            id="the least number",
        ),
        pytest.param(
            "turns: 601",
            "lamps.yaml:4:12: error[bad-value]: `turns` must be at most 600\n"
            "  4 |     turns: 601\n"
            "    |            ^^^",
            id="the greatest number",
        ),
        pytest.param(
            "wicks: []",
            "lamps.yaml:4:12: error[bad-value]: `wicks` must not be empty\n"
            "  4 |     wicks: []\n"
            "    |            ^^",
            id="a list that is not empty",
        ),
        pytest.param(
            "wicks: [{text: '  '}]",
            "lamps.yaml:4:20: error[bad-value]: `text` must not be empty\n"
            "  4 |     wicks: [{text: '  '}]\n"
            "    |                    ^^^^",
            id="a text that is not empty",
        ),
        pytest.param(
            "wicks: [{text: }]",
            "lamps.yaml:4:20: error[bad-value]: `text` is empty: write it here\n"
            "  4 |     wicks: [{text: }]\n"
            "    |                    ^",
            id="a text that is not there",
        ),
        pytest.param(
            "wicks: [{text: true}]",
            "lamps.yaml:4:20: error[bad-value]: `text` must be text, not `true`\n"
            "  4 |     wicks: [{text: true}]\n"
            "    |                    ^^^^\n"
            '  help: to mean the word, write "true"',
            id="a text that YAML takes for something else",
        ),
        pytest.param(
            "wicks: [flat]",
            "lamps.yaml:4:13: error[bad-value]:"
            " `wicks` must be a mapping of keys to values, not the text “flat”\n"
            "  4 |     wicks: [flat]\n"
            "    |             ^^^^",
            id="a mapping",
        ),
        pytest.param(
            "wicks: [{text: a, lit: maybe}]",
            "lamps.yaml:4:28: error[bad-value]: `lit` must be true or false, not the text “maybe”\n"
            "  4 |     wicks: [{text: a, lit: maybe}]\n"
            "    |                            ^^^^^",
            id="true or false",
        ),
        pytest.param(
            "wicks: [{lit: true}]",
            "lamps.yaml:4:13: error[missing-key]: `text` is missing\n"
            "  4 |     wicks: [{lit: true}]\n"
            "    |             ^^^^^^^^^^^",
            id="a key that is missing",
        ),
        pytest.param(
            "wicks: [{text: a, list: true}]",
            "lamps.yaml:4:23: error[unknown-key]: unknown key `list`\n"
            "  4 |     wicks: [{text: a, list: true}]\n"
            "    |                       ^^^^\n"
            "  help: did you mean `lit`?",
            id="a key that is nearly one",
        ),
        pytest.param(
            "best: {text: a, colour: red}",
            "lamps.yaml:4:21: error[unknown-key]: unknown key `colour`\n"
            "  4 |     best: {text: a, colour: red}\n"
            "    |                     ^^^^^^\n"
            "  help: a lamp has no colour here",
            id="a key that is often written by mistake",
        ),
        pytest.param(
            "best: {text: a, in use: true}",
            "lamps.yaml:4:21: error[unknown-key]: unknown key `in use`\n"
            "  4 |     best: {text: a, in use: true}\n"
            "    |                     ^^^^^^\n"
            "  help: known keys are text, lit",
            id="a key that is nothing known",
        ),
        pytest.param(
            "notes: {Pat L.: yes}",
            "lamps.yaml:4:13: error[bad-value]: `Pat L.` cannot be the text “Pat L.”\n"
            "  4 |     notes: {Pat L.: yes}\n"
            "    |             ^^^^^^\n"
            "  help: use lower-case letters, digits and hyphens, as in `price-war`",
            id="a key of one's own that is no id",
        ),
        pytest.param(
            "notes: {a.b: [yes]}",
            "lamps.yaml:4:18: error[bad-value]: `a.b` must be text, not a list\n"
            "  4 |     notes: {a.b: [yes]}\n"
            "    |                  ^^^^^",
            id="the value of such a key",
        ),
        pytest.param(
            "url: lamp.example.org",
            "lamps.yaml:4:10: error[bad-value]:"
            " `url` must be a web address that starts with https://\n"
            "  4 |     url: lamp.example.org\n"
            "    |          ^^^^^^^^^^^^^^^^",
            id="an address",
        ),
        pytest.param(
            r'best: {text: "a\0b"}',
            "lamps.yaml:4:18: error[bad-value]:"
            " `text` must not contain the control character U+0000\n"
            r'  4 |     best: {text: "a\0b"}' + "\n"
            "    |                  ^^^^^^",
            id="a control character",
        ),
    ],
)
def test_each_error_has_a_plain_message_and_a_place(line: str, expected: str) -> None:
    assert lamp(line) == expected


def test_a_missing_key_is_reported_at_its_parent() -> None:
    assert printed("lamps:\n  - kind: gas\n    turns: 4\n") == (
        "lamps.yaml:2:5: error[missing-key]: `id` is missing\n"
        "  2 |   - kind: gas\n"
        "    |     ^^^^^^^^^\n"
        "\n"
        "lamps.yaml:2:5: error[missing-key]: `title` is missing\n"
        "  2 |   - kind: gas\n"
        "    |     ^^^^^^^^^"
    )


def test_a_value_without_a_name_is_called_this() -> None:
    report = Report()
    file = YamlFile("lamp.yaml", "- a\n")
    file.parse(report)
    assert validate(Lamp, file.data, file, (), report) is None
    assert next(as_text(report)) == (
        "lamp.yaml:1:1: error[bad-value]: this must be a mapping of keys to values, not a list"
    )


def test_all_errors_are_reported_in_one_run() -> None:
    text = lamp("turns: x\n    kind: y\n    z: 1\n    wicks: [{}]")
    assert [line.split(": ")[0] for line in text.split("\n") if "error[" in line] == [
        "lamps.yaml:5:11",
        "lamps.yaml:4:12",
        "lamps.yaml:7:13",
        "lamps.yaml:6:5",
    ]


def test_key_and_value_of_one_entry_are_both_reported() -> None:
    text = lamp("notes: {Pat L.: [a]}")
    assert [line for line in text.split("\n") if "error[" in line] == [
        "lamps.yaml:4:13: error[bad-value]: `Pat L.` cannot be the text “Pat L.”",
        "lamps.yaml:4:21: error[bad-value]: `Pat L.` must be text, not a list",
    ]


def test_a_list_of_invalid_items_is_not_called_empty() -> None:
    """pydantic counts only the valid items."""
    assert lamp("wicks: [3]").count("error[") == 1
    assert lamp("wicks: [{}, {text: }]").count("error[") == 2
    assert lamp("pair: [a]").startswith(
        "lamps.yaml:4:11: error[bad-value]: `pair` must have at least 2 entries"
    )


@pytest.mark.parametrize("id", ["a", "noise", "part-1", "v1.5", "a_b", "1871", "a" * 80])
def test_valid_ids(id: str) -> None:
    assert Lamp(id=id, title="x").id == id


@pytest.mark.parametrize(
    "id", ["", "A", "a b", "-a", "a-", "a--b", "é", "a/b", "a\n", " a", "a" * 81, "٣"]
)
def test_invalid_ids(id: str) -> None:
    with pytest.raises(ValidationError):
        Lamp(id=id, title="x")


@pytest.mark.parametrize("tag", ["a b", 'a"b', "a\n", "", "a\u00a0b", "a\x07", "a" * 81])
def test_invalid_tags(tag: str) -> None:
    with pytest.raises(ValidationError):
        Lamp(id="a", title="x", tags=(tag,))


@pytest.mark.parametrize("tag", ["part::one", "灯台", "C++", "it's"])
def test_valid_tags(tag: str) -> None:
    assert Lamp(id="a", title="x", tags=(tag,)).tags == (tag,)


@pytest.mark.parametrize(
    "url", ["ftp://a.org", "https://a.org/b c", "HTTPS://a.org", "", "//a.org"]
)
def test_invalid_addresses(url: str) -> None:
    with pytest.raises(ValidationError):
        Lamp(id="a", title="x", url=url)


# Unicode's white space: Python includes four control characters
SPACE = "".join(c for c in map(chr, range(0x3001)) if c.isspace() and not "\x1c" <= c <= "\x1f")


@given(st.text(st.characters(codec="utf-8")))
@example("a\x1b[31m")
@example("a\tb\nc\r\nd")
@example("a\x85b")
@example("\uffff")
def test_control_characters_are_rejected(text: str) -> None:
    """XML 1.0 (Word, EPUB) does not allow them, and terminals obey them."""
    kept = text.strip(SPACE)
    wrong = [c for c in kept if (c < " " and c not in "\t\n\r") or "\x7f" <= c < "\xa0"]
    wrong += [c for c in kept if c in "\ufffe\uffff"]
    try:
        assert Lamp(id="a", title=text).title == kept
        assert not wrong
    except ValidationError:
        assert wrong or not kept


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "empty"),
        (False, "`false`"),
        (12, "`12`"),
        ({}, "a mapping"),
        ([], "a list"),
        ("a" * 40, f"the text “{'a' * 40}”"),
        ("a" * 41, f"the text “{'a' * 40}…”"),
    ],
)
def test_described(value: object, words: str) -> None:
    assert described(value) == words
