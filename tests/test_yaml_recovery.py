"""YAML with errors: what is read all the same, and that each error is reported once."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.diagnostics import KeyPath, Report
from studykit.yamlfile import KEY, YamlFile
from studykit.yamlfile.unread import Partial, Unread

from .test_yamlfile import NOISE, paths
from .work import is_linear

QUESTIONS = """\
id: bank
questions:
  - id: one
    prompt: What did Marlow hear?
    passages:
      - quote: a shutter was banging
        speaker: Marlow
      - quote: up here in the wind
  - id: two
    prompt: What is the rest?
    passages: [{quote: The rest is brass, section: part-1}]
"""
ONE = {
    "id": "one",
    "prompt": "What did Marlow hear?",
    "passages": [
        {"quote": "a shutter was banging", "speaker": "Marlow"},
        {"quote": "up here in the wind"},
    ],
}
TWO = {
    "id": "two",
    "prompt": "What is the rest?",
    "passages": [{"quote": "The rest is brass", "section": "part-1"}],
}


PASSAGE = "quote: a shutter was banging\n        speaker: Marlow"


def recovered(text: str) -> tuple[YamlFile, list[str]]:
    """Read a text in pieces; return the place, message and help of each problem."""
    report = Report()
    file = YamlFile("bank.yaml", text)
    file.parse(report, in_pieces=True)
    report.sort()
    lines = [
        f"{d.span.line}:{d.span.column} {d.message.removeprefix('invalid YAML: ')} | {d.help}"
        for d in report.diagnostics
    ]
    assert file.has_errors == bool(lines)
    return file, lines


def questions(file: YamlFile) -> Any:
    assert isinstance(file.data, dict)
    return file.data["questions"]


def test_a_text_without_errors_is_parsed_at_once() -> None:
    file, problems = recovered(QUESTIONS)
    assert problems == []
    assert file.data == {"id": "bank", "questions": [ONE, TWO]}


COLON = 'mapping values are not allowed in this context | quote a text that contains ": ", as in "like: this"'
INDENT = "this line is not indented like the ones above it | check the indentation"
NO_KEY = "this line has no key | a key needs a colon and a space after it: `key: value`"
NO_DASH = "a list item starts here without a dash | start it with `- ` in column 3"
OPEN = "what is opened here is not closed"
TAB = "a tab in the indentation | indent with spaces, not with tabs"
MOVED = "this list item is not indented like the others | put its `-` in column 3"


def shifted(by: int) -> str:
    """The questions with the first one moved to the right or to the left."""
    lines = QUESTIONS.splitlines(keepends=True)
    moved = [" " * by + line if by > 0 else line[-by:] for line in lines[2:8]]
    return "".join([*lines[:2], *lines[8:], *moved])


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  - id: one", "    id: one", f"3:5 {NO_DASH}"),
        ("  - id: two", "    id: two", f"9:5 {NO_DASH}"),
        ("  - id: two", "  id: two", f"9:3 {NO_DASH}"),
        ("  - id: two", "  -id: two", f"9:3 {NO_DASH}"),
        ("  - id: two", "  – id: two", f"9:3 {NO_DASH}"),
        ("  - id: two", " - id: two", f"9:2 {MOVED}"),
        ("    prompt: What did", "   prompt: What did", f"4:4 {INDENT}"),
        (
            "    prompt: What did",
            "      prompt: What did",
            "4:13 mapping values are not allowed in this context | check the indentation",
        ),
        ("        speaker", "       speaker", f"7:8 {INDENT}"),
        ("    prompt: What did", "\tprompt: What did", f"4:1 {TAB}"),
        ("        speaker", "\t\tspeaker", f"7:1 {TAB}"),
        ("      - quote: up", "\t- quote: up", f"8:1 {TAB}"),
        ("  - id: two", "Here is another one.\n  - id: two", f"9:1 {NO_KEY}"),
        ("  - id: two", "---\n  - id: two", "9:1 a second document starts here | delete the line"),
        ("id: bank", "```yaml\nid: bank", "1:1 a Markdown code fence | delete the line"),
        ("part-1}]\n", "part-1}]\n```\n", "12:1 a Markdown code fence | delete the line"),
        ("id: bank", "Two questions\n\nid: bank", f"1:1 {NO_KEY}"),
    ],
)
def test_an_error_of_layout_costs_no_value(old: str, new: str, problem: str) -> None:
    file, problems = recovered(QUESTIONS.replace(old, new))
    assert questions(file) == [ONE, TWO]
    assert problems == [problem]


@pytest.mark.parametrize("by", [-2, -1, 1, 2, 4])
def test_a_question_may_be_indented_otherwise(by: int) -> None:
    file, problems = recovered(shifted(by))
    assert questions(file) == [TWO, ONE]
    assert problems == [f"6:{3 + by} {MOVED}"]


def test_all_dashes_may_be_missing() -> None:
    file, problems = recovered(QUESTIONS.replace("  - id", "    id"))
    assert questions(file) == [ONE, TWO]
    assert problems == [f"3:5 {NO_DASH}", f"9:5 {NO_DASH}"]


@pytest.mark.parametrize(
    ("old", "new", "key", "problem"),
    [
        ("What did", "What: did", "prompt", f"4:17 {COLON}"),
        ("What did", '"What did', "prompt", f"4:13 found unexpected end of stream while scanning a quoted scalar | {OPEN}"),
        ("What did", "{{c1::What}} did", "prompt", "4:14 a key must be plain text | quote a text that begins with { or ["),
        ("What did", "@What did", "prompt", "4:13 found character that cannot start any token while scanning for the next token | quote a text that begins with @, `, % or another special character of YAML"),
        ("What did", "*What* did", "prompt", "4:18 did not find expected alphabetic or numeric character while scanning an alias | quote a text that begins with * or &"),
        ("What did", "!What did", "prompt", "4:13 unsupported tag !What | quote a text that begins with !"),
        ("What did", "What\x07 did", "prompt", "4:17 YAML does not allow the control character U+0007 | None"),
        ("What did", "“What: did", "prompt", "4:18 mapping values are not allowed in this context | write straight quotation marks around the text, as in \"like: this\""),
        ("id: one", "id: one: 1", "id", f"3:12 {COLON}"),
    ],
)  # fmt: skip
def test_a_broken_value_costs_that_value(old: str, new: str, key: str, problem: str) -> None:
    file, problems = recovered(QUESTIONS.replace(old, new))
    one, two = questions(file)
    assert isinstance(one[key], Unread)
    assert {name: one[name] for name in one if name != key} == {
        name: ONE[name] for name in ONE if name != key
    }
    assert two == TWO
    assert problems == [problem]


def test_several_broken_values_of_one_question_are_all_reported() -> None:
    text = QUESTIONS.replace("What did", "What: did").replace("id: one", "id: one: 1")
    text = text.replace("        speaker", "       speaker")
    _, problems = recovered(text)
    assert problems == [f"3:12 {COLON}", f"4:17 {COLON}", f"7:8 {INDENT}"]


def test_a_broken_header_costs_one_key() -> None:
    file, problems = recovered("title: One: two\n" + QUESTIONS)
    assert file.data == {"title": [], "id": "bank", "questions": [ONE, TWO]}
    assert problems == [f"1:11 {COLON}"]


@pytest.mark.parametrize(
    ("old", "new", "passages"),
    [
        ("quote: a", "quote: says: a", [{"quote": "says: a shutter was banging"}]),
        ("quote: a", 'quote: "a', [{"quote": "a shutter was banging"}]),
        ("quote: a shutter", 'quote: "a "shutter" was"', [{"quote": 'a "shutter" was" was banging'}]),
        ("quote: a shutter was", "quote: a: shutter\n          was", [{"quote": "a: shutter was banging"}]),
        ("quote: a shutter was", "quote: a shutter\n      was", [{"quote": "a shutter was banging"}]),
        (PASSAGE, "{quote: a: shutter, prefix: and}", [{"quote": "a: shutter", "prefix": "and"}]),
        (PASSAGE, "{quote: 'a, b', quote: c}", [{"quote": "a, b"}]),
        (PASSAGE, '{quote: "a, b}', [{"quote": "a, b"}]),
    ],
)  # fmt: skip
def test_a_broken_quote_can_still_be_read(
    old: str, new: str, passages: list[dict[str, str]]
) -> None:
    file, problems = recovered(QUESTIONS.replace(old, new))
    assert len(problems) == 1
    first = questions(file)[0]["passages"][0]
    found = first if isinstance(first, Unread) else first["quote"]
    assert isinstance(found, Unread)
    assert list(found) == passages


def test_the_passages_of_a_broken_list_can_still_be_read() -> None:
    text = QUESTIONS.replace("The rest is brass", 'the "rest": is, source: radio}, {quote: "brass')
    file, _ = recovered(text)
    assert questions(file)[1]["passages"] == [
        {"quote": 'the "rest": is', "source": "radio"},
        {"quote": "brass, section: part-1}]"[:5], "section": "part-1"},
    ]


def test_a_key_that_is_given_twice_keeps_its_first_value() -> None:
    file, problems = recovered(QUESTIONS.replace("  - id: two", "    prompt: Why?\n  - id: two"))
    assert questions(file) == [ONE, TWO]
    assert isinstance(questions(file)[0], Partial)
    assert problems == ["9:5 duplicate key `prompt`; the first is in line 4 | None"]


def test_two_banks_in_one_file_lose_no_question() -> None:
    file, problems = recovered(QUESTIONS + QUESTIONS)
    assert questions(file) == [ONE, TWO, ONE, TWO]
    assert problems == [
        "12:1 duplicate key `id`; the first is in line 1 | None",
        "13:1 duplicate key `questions`; the first is in line 2 | None",
    ]


def test_an_alias_of_a_broken_value_is_not_another_error() -> None:
    text = QUESTIONS.replace("What did", "&w What: did").replace("What is the rest?", "*w")
    _, problems = recovered(text)
    assert problems == [f"4:20 {COLON}"]


def test_aliases_reach_across_pieces() -> None:
    text = QUESTIONS.replace("What did Marlow hear?", "&w What?").replace("id: two", "id: a: b")
    file, problems = recovered(text.replace("What is the rest?", "*w"))
    assert [question["prompt"] for question in questions(file)] == ["What?", "What?"]
    assert problems == [f"9:10 {COLON}"]


def test_a_text_of_several_lines_is_not_taken_for_questions() -> None:
    text = "    explanation: |\n      - id: three\n      prompt: none\n  - id: two"
    file, problems = recovered(QUESTIONS.replace("  - id: two", text).replace("did", ": did"))
    assert [question["id"] for question in questions(file)] == ["one", "two"]
    assert questions(file)[0]["explanation"] == "- id: three\nprompt: none\n"
    assert len(problems) == 1


def test_what_is_not_yaml_at_all_is_one_error() -> None:
    file, problems = recovered('{"id": "bank" "questions": [{"quote": "a shutter"}]}')
    assert file.data == [{"quote": "a shutter"}]
    assert not file.is_readable
    assert problems == ["1:15 did not find expected ',' or '}' while parsing a flow mapping | None"]


@given(NOISE)
@example('\t\x85@\ta: 1"é\x85\'\né,#: b`"灯|%')
@example("- a: [\n- b")
@example("a:\n -\tb: c: d\n\t- e")
def test_any_text_is_read_or_reported(text: str) -> None:
    whole = YamlFile("bank.yaml", text)
    report = Report()
    whole.parse(report)
    file, problems = recovered(text)
    assert bool(problems) == bool(report.diagnostics)
    assert len(set(problems)) == len(problems)
    for path, _ in paths(file.data):
        assert file.span(path).line >= 1


WORDS = st.text("ab 1.:-,#'\"é灯\n", max_size=12)
ITEMS = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.recursive(
        WORDS | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("xyz", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=6,
    ),
    max_size=4,
)


@given(st.lists(ITEMS, min_size=2, max_size=8), st.data(), st.booleans(), st.integers(2, 6))
def test_a_broken_question_leaves_the_data_and_places_of_the_others(
    items: list[dict[str, Any]], data: st.DataObject, flow: bool, indent: int
) -> None:
    """Reading by pieces gives the same as parsing the whole file, which is tried first."""
    named = [{"id": f"q{n}", **item} for n, item in enumerate(items)]
    text = yaml.safe_dump(
        {"title": "Bank", "questions": named},
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None if flow else False,
        indent=indent,
    )
    sound = YamlFile("bank.yaml", text)
    sound.parse(Report())
    n = data.draw(st.integers(0, len(items) - 1))
    file, problems = recovered(text.replace(f"id: q{n}", f"id: @{n}", 1))
    assert len(problems) == 1
    for path, value in paths({"title": "Bank", "questions": named}):
        if path[:2] != ("questions", n) and path not in ((), ("questions",)):
            assert file.span(path) == sound.span(path)
            assert KEY in path or at(file.data, path) == value


def at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data


QUESTION = """\
  - id: {}
    prompt: {}
    passages:
      - quote: a shutter was banging
"""


@pytest.mark.parametrize(
    "prompt", ["Why: oh: why?", '"Why?', "Why?\n   answer: x", "Why?\n\tanswer: x"]
)
def test_the_work_grows_with_the_number_of_broken_questions(prompt: str) -> None:
    def recover(count: int) -> None:
        text = "questions:\n" + "".join(QUESTION.format(n, prompt) for n in range(count))
        file, problems = recovered(text)
        assert (len(questions(file)), len(problems)) == (count, count)

    assert is_linear(recover, 100)
