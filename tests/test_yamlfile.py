"""The YAML subset: its values, its errors and their messages, the place of each value."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from yaml.loader import BaseLoader

from studykit import files
from studykit.diagnostics import KeyPath, Report, Span, as_text
from studykit.yamlfile import KEY, YamlFile, data
from studykit.yamlfile.data import MAX_ALIASED, MAX_DEPTH


def loaded(text: str) -> Any:
    """Return the data of a valid text."""
    report = Report()
    file = YamlFile("bank.yaml", text)
    file.parse(report)
    assert list(as_text(report)) == ["0 errors, 0 warnings"]
    return file.data


def found(text: str) -> str:
    """Return the only finding about a text, as printed."""
    report = Report()
    file = YamlFile("bank.yaml", text)
    file.parse(report)
    assert file.data is None
    assert report.errors == 1
    return "\n".join([*as_text(report)][:-2])


def in_file(file: Path, raw: bytes) -> tuple[Any, str]:
    """Return the data of a file and what is printed about it."""
    file.write_bytes(raw)
    report = Report()
    data = YamlFile.read(file, report, "bank.yaml").data
    return data, "\n".join([*as_text(report)][:-2])


@contextmanager
def parser(name: str) -> Iterator[None]:
    """Use PyYAML with libyaml, or without."""
    with patch.object(data, "Parser", BaseLoader if name == "python" else data.Parser):
        yield


PARSERS = ["libyaml", "python"]


# Values: all but true, false, null, integers and decimals are text.


@pytest.mark.parametrize(
    "typed",
    ["no", "Yes", "on", "True", "FALSE", "Null", "~", "12:30", "010", "1e5", "0x1F", "0o17", "1_000",
     "+1", ".5", "1.", ".inf", "2024-03-01", "2024-03-01 12:30:00", "-0", "0.0000001", "00", "1.2.3",
     "=", "<<", "9" * 100, "５"],
)  # fmt: skip
def test_values_special_to_other_yaml_parsers_stay_text(typed: str) -> None:
    assert loaded(f"key: {typed}") == {"key": typed}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("9" * 99, int("9" * 99)),
        ("1.50", Decimal("1.50")),
        ("-0.5", Decimal("-0.5")),
    ],
)
def test_booleans_null_and_numbers_are_typed(typed: str, value: object) -> None:
    read = loaded(f"key: {typed}")["key"]
    assert (type(read), read) == (type(value), value)


@pytest.mark.parametrize("quoted", ['"1"', "'1'", "|-\n  1", ">-\n  1"])
def test_quoted_and_block_values_are_text(quoted: str) -> None:
    assert loaded(f"key: {quoted}") == {"key": "1"}


def test_decimals_keep_their_zeros() -> None:
    assert str(loaded("version: 1.10")["version"]) == "1.10"


@given(st.from_regex(r"[A-Za-z0-9.+~][A-Za-z0-9.+~:_/-]{0,12}[A-Za-z0-9.+~]", fullmatch=True))
@example("-0")
@example("0.00000001")
def test_plain_values_keep_their_spelling(typed: str) -> None:
    """Numbers keep their digits, too."""
    value = loaded(f"- {typed}")[0]
    assert typed in ("true", "false", "null") or str(value) == typed


def test_keys_are_always_text() -> None:
    assert loaded("1: a\nnull: b\ntrue: c\n1.0: d") == {
        "1": "a",
        "null": "b",
        "true": "c",
        "1.0": "d",
    }


def test_a_merge_key_is_an_ordinary_key() -> None:
    assert loaded("<<: {a: b}\nc: d") == {"<<": {"a": "b"}, "c": "d"}


# without three line ends of YAML 1.1's, which PyYAML writes as they are and reads as spaces
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029"))
TREES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**90), 10**90) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", PARSERS)
@given(TREES, st.booleans(), st.booleans())
def test_dumped_data_is_read_back(name: str, tree: Any, flow: bool, as_typed: bool) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=as_typed)
    with parser(name):
        assert loaded(text) == tree


NOISE = st.text("ab1-:?,[]{}&*!|>'\"%@`#~ \t\n\r\x85\x01é灯") | st.text()


@pytest.mark.parametrize("name", PARSERS)
@given(NOISE)
@example("é: 灯 \x01")
def test_any_text_is_read_or_reported_at_a_place_inside_it(name: str, text: str) -> None:
    report = Report()
    file = YamlFile("bank.yaml", text)
    with parser(name):
        file.parse(report)
    assert len(report.diagnostics) <= 1
    for diagnostic in report.diagnostics:
        assert file.data is None
        span = diagnostic.span
        last = len(re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text))
        assert 1 <= span.line <= last + 1
        assert 1 <= span.column <= len(file.line(span.line)) + 1


# Places.


@given(NOISE)
@example("a\r\nb\rc\n\rd")
def test_lines_end_at_every_line_break(text: str) -> None:
    file = YamlFile("bank.yaml", text)
    lines = re.split(r"\r\n|[\n\r\x85\u2028\u2029]", text)
    assert [file.line(n) for n in range(1, len(lines) + 1)] == lines
    assert (file.line(0), file.line(len(lines) + 1)) == ("", "")


PLACES = """\
id: keeper
defaults: {source: "灯", tags: [a, b]}
questions:
  - id: noise
    text: |
      A shutter
      banged.
    passages:
      - quote: one
      - {quote: two}
  -
    id: last
    why:
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1, 1, 11)),  # the first of several lines
        (("id",), (1, 5, 1, 11)),
        (("id", KEY), (1, 1, 1, 3)),
        (("defaults",), (2, 11, 2, 38)),
        (("defaults", "source"), (2, 20, 2, 23)),
        (("defaults", "tags", 1), (2, 35, 2, 36)),
        (("defaults", "tags", KEY), (2, 25, 2, 29)),
        (("questions",), (4, 3, 4, 14)),
        (("questions", 0), (4, 5, 4, 14)),
        (("questions", 0, "text"), (5, 11, 8, 1)),  # a text, however, to its end
        (("questions", 0, "passages", 0, "quote"), (9, 16, 9, 19)),
        (("questions", 0, "passages", 1), (10, 9, 10, 21)),
        (("questions", 1), (12, 5, 12, 13)),
        (("questions", 1, "why"), (13, 9, 13, 9)),  # an empty value
    ],
)
def test_place_of_each_value_and_key(path: KeyPath, place: tuple[int, ...]) -> None:
    file = YamlFile("bank.yaml", PLACES)
    file.parse(Report())
    assert file.span(path) == Span("bank.yaml", *place)


@pytest.mark.parametrize(
    ("path", "above"),
    [
        (("licence",), ()),
        (("id", "x"), ("id",)),
        (("questions", 2), ("questions",)),
        (("questions", "x"), ("questions",)),
        (("questions", 0, "passages", 5, "quote"), ("questions", 0, "passages")),
    ],
)
def test_a_missing_value_is_placed_at_its_nearest_parent(path: KeyPath, above: KeyPath) -> None:
    file = YamlFile("bank.yaml", PLACES)
    file.parse(Report())
    assert file.span(path) == file.span(above)


def paths(tree: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every key path of a tree with its value."""
    yield path, tree
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield (*path, key, KEY), key
            yield from paths(value, (*path, key))
    if isinstance(tree, list):
        for n, value in enumerate(tree):
            yield from paths(value, (*path, n))


WORDS = st.text("ab 1.:-,灯'\"é😀", max_size=9)
LEAVES = st.none() | st.booleans() | st.integers() | WORDS


@pytest.mark.parametrize("name", PARSERS)
@given(
    st.recursive(
        LEAVES,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
        max_leaves=12,
    ).filter(lambda tree: isinstance(tree, list | dict))
)
def test_the_text_at_a_place_is_the_value(name: str, tree: Any) -> None:
    """The text at the place of a path, cut out, has the path's value."""
    text = yaml.safe_dump(tree, default_flow_style=True, allow_unicode=True, width=10**9)
    file = YamlFile("bank.yaml", text)
    with parser(name):
        file.parse(Report())
        for path, value in paths(tree):
            span = file.span(path)
            assert span.line == span.end_line == 1
            cut = text[span.column - 1 : span.end_column - 1]
            if path and path[-1] == KEY:
                assert list(loaded(f"{{{cut}: 1}}")) == [value]
            else:
                assert loaded(cut) == value


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85"])
def test_all_line_ends_count(end: str) -> None:
    file = YamlFile("bank.yaml", f"a: 1{end}b:{end}  - c{end}")
    file.parse(Report())
    assert file.data == {"a": 1, "b": ["c"]}
    assert file.span(("b", 0)) == Span("bank.yaml", 3, 5, 3, 6)
    assert [file.line(n) for n in range(1, 6)] == ["a: 1", "b:", "  - c", "", ""]
    assert YamlFile("bank.yaml", "a: 1").line(0) == ""


# What the subset excludes.


@pytest.mark.parametrize(
    ("text", "line", "carets", "key", "first"),
    [
        ("id: a\ntitle: b\nid: c\n", "3 | id: c", "^^", "id", 1),
        ("- a: 1\n  'a': 2\n", "2 |   'a': 2", "  ^^^", "a", 1),
        ("x: {1: a, '1': b}\n", "1 | x: {1: a, '1': b}", "          ^^^", "1", 1),
    ],
)
def test_a_duplicate_key_is_an_error(
    text: str, line: str, carets: str, key: str, first: int
) -> None:
    number, column = line.split(" ")[0], len(carets) - len(carets.lstrip()) + 1
    assert found(text) == (
        f"bank.yaml:{number}:{column}: error[duplicate-key]:"
        f" duplicate key `{key}`; the first is in line {first}\n"
        f"  {line}\n"
        f"    | {carets}"
    )


def test_two_mappings_may_have_the_same_key() -> None:
    assert loaded("- a: 1\n- a: 2") == [{"a": 1}, {"a": 2}]


def test_a_tag_is_an_error() -> None:
    assert found("id: !!python/name:os.system x\n") == (
        "bank.yaml:1:5: error[yaml-syntax]:"
        " unsupported tag tag:yaml.org,2002:python/name:os.system\n"
        "  1 | id: !!python/name:os.system x\n"
        "    |     ^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  help: quote a text that begins with !"
    )


@pytest.mark.parametrize("text", ["!!map {a: b}", "!!seq [a]", "!a b", "{!a b: c}"])
def test_tags_are_rejected_everywhere(text: str) -> None:
    assert "error[yaml-syntax]: unsupported tag " in found(text)


def test_a_second_document_is_an_error() -> None:
    assert found("---\nid: a\n---\nid: b\n") == (
        "bank.yaml:3:1: error[yaml-syntax]: a second document starts here\n"
        "  3 | ---\n"
        "    | ^^^"
    )  # fmt: skip


@pytest.mark.parametrize("text", ["---\nid: a\n", "id: a\n...\n", "%YAML 1.2\n---\nid: a"])
def test_document_markers_are_accepted(text: str) -> None:
    assert loaded(text) == {"id": "a"}


def test_an_unquoted_cloze_gets_help() -> None:
    """In YAML, `{{` is a mapping whose key is a mapping."""
    assert found("text: {{c1::A shutter}} banged\n") == (
        "bank.yaml:1:8: error[yaml-syntax]: a key must be plain text\n"
        "  1 | text: {{c1::A shutter}} banged\n"
        "    |        ^\n"
        "  help: quote a text that begins with { or ["
    )


@pytest.mark.parametrize("text", ["? [a]\n: b", "{[a]: b}", "? {a: b}\n", "a: &x b\n*x : c"])
def test_a_key_must_be_plain_text(text: str) -> None:
    assert "error[yaml-syntax]: a key must be plain text" in found(text)


# Aliases.


def test_an_alias_repeats_a_value_and_its_place() -> None:
    file = YamlFile("bank.yaml", "a: &x [1, 2]\nb: *x\nc: &y word\nd: *y")
    file.parse(Report())
    assert file.data == {"a": [1, 2], "b": [1, 2], "c": "word", "d": "word"}
    assert file.span(("b", 1)) == Span("bank.yaml", 1, 11, 1, 12)
    assert file.span(("d",)) == Span("bank.yaml", 3, 4, 3, 11)


def test_an_anchor_may_be_redefined() -> None:
    assert loaded("[&a x, *a, &a y, *a]") == ["x", "x", "y", "y"]


def test_an_undefined_alias_gets_help_with_quoting() -> None:
    assert found("answer: *Marlow said so\n") == (
        "bank.yaml:1:9: error[yaml-syntax]: undefined alias *Marlow\n"
        "  1 | answer: *Marlow said so\n"
        "    |         ^^^^^^^\n"
        "  help: quote a text that begins with *"
    )


@pytest.mark.parametrize(
    ("text", "place", "alias"),
    [
        ("a: &x [*x]", "1:8", "  1 | a: &x [*x]\n    |        ^^"),
        ("&x {a: {b: *x}}", "1:12", "  1 | &x {a: {b: *x}}\n    |            ^^"),
        ("&x\na:\n  - *x", "3:5", "  3 |   - *x\n    |     ^^"),
    ],
)
def test_a_recursive_alias_is_an_error(text: str, place: str, alias: str) -> None:
    assert found(text) == (
        f"bank.yaml:{place}: error[yaml-syntax]: alias *x refers to a value that contains it\n{alias}"
    )


def test_a_billion_laughs_are_rejected_quickly() -> None:
    """Nine aliases of nine aliases of nine: 82 bytes a line, nine times as many values."""
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    assert found("\n".join(lines)) == (
        "bank.yaml:6:10: error[yaml-syntax]: aliases repeat more than 100,000 values\n"
        "  6 | a5: &a5 [*a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4, *a4]\n"
        "    |          ^^^"
    )


def test_the_alias_limit_counts_all_repeated_values() -> None:
    aliases = ["*a"] * (MAX_ALIASED // 10)
    text = f"[&a [1, 2, 3, 4, 5, 6, 7, 8, 9], {', '.join(aliases)}]"
    assert len(loaded(text)) == MAX_ALIASED // 10 + 1
    assert "aliases repeat more than" in found(text.replace("[1,", "[1, 1,"))


# Depth.


@pytest.mark.parametrize(("opening", "end"), [("[", "]"), ("{a: ", "}")])
def test_nesting_is_limited_to_64_levels(opening: str, end: str) -> None:
    assert loaded(opening * MAX_DEPTH + end * MAX_DEPTH)
    assert "error[yaml-syntax]: nested more than 64 levels deep\n" in found(
        opening * (MAX_DEPTH + 1)
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_100_000_opening_brackets_do_not_crash(tmp_path: Path, opening: str) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(opening * 100_000)
    script = (
        "import sys; from pathlib import Path; from studykit.diagnostics import Report;"
        "from studykit.yamlfile import YamlFile; report = Report();"
        "YamlFile.read(Path(sys.argv[1]), report); print(report.diagnostics[0].code)"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(file)], capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "yaml-syntax\n", "")


# Syntax errors.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "prompt: Her words: what were they?\n",
            "bank.yaml:1:18: error[yaml-syntax]: invalid YAML:"
            " mapping values are not allowed in this context\n"
            "  1 | prompt: Her words: what were they?\n"
            "    |                  ^\n"
            '  help: quote a text that contains ": ", as in "like: this"',
            id="a colon",
        ),
        pytest.param(
            "questions:\n\t- id: a\n",
            "bank.yaml:2:1: error[yaml-syntax]: invalid YAML:"
            " found character that cannot start any token while scanning for the next token\n"
            "  2 |  - id: a\n"
            "    | ^\n"
            "  help: indent with spaces, not with tabs",
            id="a tab",
        ),
        pytest.param(
            "answer: @home\n",
            "bank.yaml:1:9: error[yaml-syntax]: invalid YAML:"
            " found character that cannot start any token while scanning for the next token\n"
            "  1 | answer: @home\n"
            "    |         ^\n"
            "  help: quote a text that begins with @, `, % or another special character of YAML",
            id="a sign",
        ),
        pytest.param(
            'prompt: "What is $\\lambda$?"\n',
            "bank.yaml:1:19: error[yaml-syntax]: invalid YAML:"
            " found unknown escape character while parsing a quoted scalar\n"
            '  1 | prompt: "What is $\\lambda$?"\n'
            "    |                   ^\n"
            "  help: in double quotes, YAML reads `\\` as an escape: use single quotes, or a block after `|`",
            id="a formula",
        ),
        pytest.param(
            "prompt: 'What's that?'\n",
            "bank.yaml:1:15: error[yaml-syntax]: invalid YAML:"
            " did not find expected key while parsing a block mapping\n"
            "  1 | prompt: 'What's that?'\n"
            "    |               ^\n"
            "  help: check the indentation, and quotation marks inside quotation marks",
            id="a quotation mark within",
        ),
        pytest.param(
            "answer: **147** steps\n",
            "bank.yaml:1:10: error[yaml-syntax]: invalid YAML:"
            " did not find expected alphabetic or numeric character while scanning an alias\n"
            "  1 | answer: **147** steps\n"
            "    |          ^\n"
            "  help: quote a text that begins with * or &",
            id="emphasis",
        ),
        pytest.param(
            "- id: a\n  type\n  prompt: b\n",
            "bank.yaml:3:3: error[yaml-syntax]: invalid YAML:"
            " could not find expected ':' while scanning a simple key\n"
            "  3 |   prompt: b\n"
            "    |   ^\n"
            "  help: a key needs a colon and a space after it: `key: value`",
            id="no colon",
        ),
        pytest.param(
            "- id: a\n type: basic\n",
            "bank.yaml:2:2: error[yaml-syntax]: invalid YAML:"
            " did not find expected '-' indicator while parsing a block collection\n"
            "  2 |  type: basic\n"
            "    |  ^\n"
            "  help: check the indentation, and quotation marks inside quotation marks",
            id="indentation",
        ),
        pytest.param(
            "id: a\ntags: [b, c\n\n",
            "bank.yaml:2:7: error[yaml-syntax]: invalid YAML:"
            " did not find expected ',' or ']' while parsing a flow sequence\n"
            "  2 | tags: [b, c\n"
            "    |       ^\n"
            "  help: what is opened here is not closed",
            id="a bracket that is open at the end: where it was opened",
        ),
        pytest.param(
            'id: a\nprompt: "What is that?\ntype: basic\n',
            "bank.yaml:2:9: error[yaml-syntax]: invalid YAML:"
            " found unexpected end of stream while scanning a quoted scalar\n"
            '  2 | prompt: "What is that?\n'
            "    |         ^\n"
            "  help: what is opened here is not closed",
            id="a quotation mark that is open at the end: where it was opened",
        ),
    ],
)
def test_syntax_errors_have_a_place_and_help(text: str, expected: str) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "place", "name"),
    [
        ("a: \x01", "1:4", "U+0001"),
        ("a: b\nc: d\x7f", "2:5", "U+007F"),
        ("é: 灯台😀 \x1b[0m", "1:8", "U+001B"),  # the parser counts bytes
        ("a: 灯\rb: \x00", "2:4", "U+0000"),
        ("a: \x85b: \ufffe", "2:4", "U+FFFE"),
    ],
)
def test_a_control_character_is_an_error(text: str, place: str, name: str) -> None:
    assert found(text).splitlines()[0] == (
        f"bank.yaml:{place}: error[yaml-syntax]: YAML does not allow the control character {name}"
    )


# Files.


@pytest.mark.parametrize("raw", [b"", b"\n\n", b"# only a comment", b"null", b"\xef\xbb\xbf"])
def test_empty_files(tmp_path: Path, raw: bytes) -> None:
    assert in_file(tmp_path / "f", raw) == (None, "")


def test_a_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    assert in_file(tmp_path / "f", b"\xef\xbb\xbfid: a") == ({"id": "a"}, "")
    assert in_file(tmp_path / "f", b"\xef\xbb\xbf!a b")[1] == (
        "bank.yaml:1:1: error[yaml-syntax]: unsupported tag !a\n"
        "  1 | !a b\n"
        "    | ^^^^\n"
        "  help: quote a text that begins with !"
    )


@pytest.mark.parametrize(
    ("raw", "place", "byte", "help"),
    [
        ("id: a\ntitle: café\n".encode("latin-1"), "2:11", "0xe9", "save the file as UTF-8"),
        ("id: café\n".encode("utf-16"), "1:1", "0xff", "this looks like UTF-16; save the file as UTF-8"),
        (b"\xfe\xff\0i\0d", "1:1", "0xfe", "this looks like UTF-16; save the file as UTF-8"),
        (b"\x7fELF\x02\x01\x01\0\0\xf0", "1:10", "0xf0", "this looks like a binary file"),
        ("灯: é".encode()[:-1], "1:4", "0xc3", "save the file as UTF-8"),
    ],
)  # fmt: skip
def test_a_file_must_be_utf_8(tmp_path: Path, raw: bytes, place: str, byte: str, help: str) -> None:
    assert in_file(tmp_path / "f", raw) == (
        None,
        f"bank.yaml:{place}: error[unreadable-file]: the file is not UTF-8 text:"
        f" invalid byte {byte}\n"
        f"  help: {help}",
    )


def test_a_file_over_50_megabytes_is_an_error(tmp_path: Path) -> None:
    with (tmp_path / "bank.yaml").open("wb") as file:
        file.truncate(50_000_001)  # sparse: it takes no room
    report = Report()
    assert YamlFile.read(tmp_path / "bank.yaml", report, "bank.yaml").data is None
    assert next(as_text(report)) == (
        "bank.yaml:1:1: error[unreadable-file]:"
        " cannot be read: it is too large: 50,000,001 bytes, at most 50,000,000"
    )


def test_a_file_of_the_maximum_size_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 5)
    assert in_file(tmp_path / "f", b"id: a") == ({"id": "a"}, "")
    assert in_file(tmp_path / "f", b"id: ab")[0] is None


def test_a_file_that_cannot_be_opened_is_a_finding(tmp_path: Path) -> None:
    report = Report()
    YamlFile.read(tmp_path / "none.yaml", report, "none.yaml")
    YamlFile.read(tmp_path, report, "folder.yaml")
    assert [line for line in as_text(report) if line] == [
        "none.yaml:1:1: error[unreadable-file]: cannot be read: No such file or directory",
        "folder.yaml:1:1: error[unreadable-file]: cannot be read: Is a directory",
        "2 errors, 0 warnings",
    ]


def test_the_name_of_a_file_in_messages(tmp_path: Path) -> None:
    assert YamlFile.read(tmp_path, Report()).span(()).path == str(tmp_path)
