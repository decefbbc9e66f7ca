"""Findings: their places, counts and order, and how they are printed."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from studykit.diagnostics import (
    CODES,
    SIGNED,
    Diagnostic,
    Finding,
    Mismatch,
    Report,
    Severity,
    Span,
    as_github,
    as_json,
    as_text,
    excerpt,
    printable,
    resolve,
    suggest,
    wide,
)
from studykit.yamlfile import YamlFile

BANK = """\
id: keeper
questions:
  - prompt: Who keeps the light, and who kept it?
    answer: |
      Marlow does.
      Nobody did.
"""
SPAN = Span("bank.yaml", 3, 13, 3, 50)


def bank() -> YamlFile:
    file = YamlFile("bank.yaml", BANK)
    file.parse(Report())
    return file


def diagnostic(
    source: str = "", start: int = 1, end: int | None = None, lines: int = 1, **more: Any
) -> Diagnostic:
    """A finding in line 7 of a file."""
    span = Span(more.pop("path", "bank.yaml"), 7, start, 6 + lines, end or start + 1)
    severity = Severity(more.pop("severity", "error"))
    return Diagnostic(
        more.pop("code", "bad-value"), severity, more.pop("message", "no"), span, source, **more
    )


def printed(*diagnostics: Diagnostic, colour: bool = False) -> str:
    return "\n".join(as_text(Report(list(diagnostics)), colour))


# Places


def test_a_finding_is_resolved_to_its_place_and_source_line() -> None:
    found = resolve(
        "bad-value",
        Severity.ERROR,
        Finding("is not so", bank(), ("questions", 0, "prompt"), "write it so"),
    )
    assert found == Diagnostic(
        code="bad-value",
        severity=Severity.ERROR,
        message="is not so",
        span=SPAN,
        source="  - prompt: Who keeps the light, and who kept it?",
        help="write it so",
    )


@pytest.mark.parametrize(
    ("words", "columns"),
    [
        ("kept", (42, 46)),
        ("who", (38, 41)),
        ("prompt", (13, 50)),  # the key is not part of the value
        ("lamp", (13, 50)),
        ("", (13, 50)),
    ],
)
def test_words_narrow_the_place(words: str, columns: tuple[int, int]) -> None:
    finding = Finding("no", bank(), ("questions", 0, "prompt"), words=words)
    span = resolve("bad-value", Severity.ERROR, finding).span
    assert span == Span("bank.yaml", 3, columns[0], 3, columns[1])


def test_words_after_the_first_line_of_a_value_do_not_narrow_the_place() -> None:
    finding = Finding("no", bank(), ("questions", 0, "answer"), words="Nobody")
    span = resolve("bad-value", Severity.ERROR, finding).span
    assert span == Span("bank.yaml", 4, 13, 7, 1)


# The source line and the carets


@pytest.mark.parametrize(
    ("line", "start", "end", "lines", "shown", "carets"),
    [
        pytest.param(
            "  type: basics  ", 9, 15, 1,
            "  type: basics  ",
            "        ^^^^^^",
            id="the value",
        ),
        pytest.param(
            "text: |  ", 7, 3, 4,
            "text: |  ",
            "      ^",
            id="a value of several lines: to the end of the first line",
        ),
        pytest.param(
            "id:", 4, 4, 1,
            "id:",
            "   ^",
            id="a missing value: after the line",
        ),
        pytest.param(
            "a:\t'b'", 4, 7, 1,
            "a: 'b'",
            "   ^^^",
            id="a tab takes one column",
        ),
        pytest.param(
            "名: 灯台 tower", 4, 6, 1,
            "名: 灯台 tower",
            "    ^^^^",
            id="East Asian characters take two columns",
        ),
        pytest.param(
            "a: Ｆ！x", 4, 6, 1,
            "a: Ｆ！x",
            "   ^^^^",
            id="full-width letters take two columns",
        ),
        pytest.param(
            "a: cafe\u0301 x", 10, 11, 1,
            "a: cafe\u0301 x",
            "        ^",
            id="a combining accent takes no column",
        ),
        pytest.param(
            "a: \x1b[31m", 4, 9, 1,
            "a: ␛[31m",
            "   ^^^^^",
            id="a control character is shown as a symbol",
        ),
        pytest.param(
            "a" * 90 + "x" * 10, 91, 101, 1,
            "a" * 90 + "x" * 10,
            " " * 90 + "^" * 10,
            id="a hundred columns are shown whole",
        ),
        pytest.param(
            "a" * 101, 1, 2, 1,
            "a" * 100 + "…",
            "^",
            id="the end of a longer line is cut",
        ),
        pytest.param(
            "a" * 60 + "x" + "b" * 99, 61, 62, 1,
            "…" + "a" * 20 + "x" + "b" * 79 + "…",
            " " * 21 + "^",
            id="both ends are cut",
        ),
        pytest.param(
            "a" * 60 + "x" + "b" * 40, 61, 62, 1,
            "…" + "a" * 20 + "x" + "b" * 40,
            " " * 21 + "^",
            id="the start is cut",
        ),
        pytest.param(
            "a" * 10 + "x" * 200, 11, 211, 1,
            "a" * 10 + "x" * 90 + "…",
            " " * 10 + "^" * 90,
            id="the carets end where the line is cut",
        ),
    ],
)  # fmt: skip
def test_carets_are_under_the_place(
    line: str, start: int, end: int, lines: int, shown: str, carets: str
) -> None:
    assert excerpt(diagnostic(line, start, end, lines)) == (shown, carets)


@given(st.text("ab :\t灯台，", max_size=300), st.data())
def test_the_first_caret_is_under_the_place_in_any_line(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(1, len(line) + 1), "start")
    end = data.draw(st.integers(start, len(line) + 1), "end")
    shown, carets = excerpt(diagnostic(line, start, end))
    before = len(carets) - len(carets.lstrip())
    over = next(n for n in range(len(shown) + 1) if wide(shown[:n]) == before)
    assert (shown + " ")[over] == (line.replace("\t", " ") + " ")[start - 1]
    assert set(carets.lstrip()) == {"^"}
    assert len(shown) <= 102
    assert len(carets) <= wide(shown) + 1


# For people


def test_a_finding_is_printed_with_place_code_line_carets_and_help() -> None:
    first = diagnostic(
        "  type: basics", 9, 15, code="unknown-type", message="unknown question type `basics`",
        help="did you mean `basic`?",
    )  # fmt: skip
    second = diagnostic(code="label-not-found", severity="warning", message="no label")
    report = Report([first, second], ["1 passage in 1 source"])
    assert "\n".join(as_text(report)) == (
        "bank.yaml:7:9: error[unknown-type]: unknown question type `basics`\n"
        "  7 |   type: basics\n"
        "    |         ^^^^^^\n"
        "  help: did you mean `basic`?\n"
        "\n"
        "bank.yaml:7:1: warning[label-not-found]: no label\n"
        "\n"
        "1 passage in 1 source\n"
        "1 error, 1 warning"
    )


def test_lines_of_help_are_aligned() -> None:
    assert printed(diagnostic(help="one\ntwo\nthree")) == (
        "bank.yaml:7:1: error[bad-value]: no\n"
        "  help: one\n"
        "        two\n"
        "        three\n"
        "\n"
        "1 error, 0 warnings"
    )


MISMATCHES = (Mismatch("c", "b"), Mismatch("d", ""), Mismatch("", "“e”\x1b"))


def test_messages_and_help_are_wrapped_between_words() -> None:
    long = diagnostic(
        message="the first of the numbers must be a number",
        help="write a number, as in one of them",
    )
    copied = diagnostic(message="no", help="write:\n  a: a line that is longer than the columns")
    assert "\n".join(as_text(Report([long, copied]), width=44)) == (
        "bank.yaml:7:1: error[bad-value]: the first\n"
        "    of the numbers must be a number\n"
        "  help: write a number, as in one of them\n"
        "\n"
        "bank.yaml:7:1: error[bad-value]: no\n"
        "  help: write:\n"
        "          a: a line that is longer than the columns\n"
        "\n"
        "2 errors, 0 warnings"
    )


@given(st.text(st.sampled_from("ab 灯"), max_size=60), st.integers(20, 80))
def test_wrapping_changes_only_spaces(message: str, width: int) -> None:
    """No line is wider than the terminal, unless a word is."""
    lines = list(as_text(Report([diagnostic(message=message.strip())]), width=width))
    assert "".join("".join(lines).split()).startswith(
        "".join(f"bank.yaml:7:1: error[bad-value]: {message}".split())
    )
    assert all(wide(line) <= width or " " not in line.strip() for line in lines[1:])


def test_mismatches_are_printed_after_the_help() -> None:
    assert printed(diagnostic(help="the text says: a b", mismatches=MISMATCHES)) == (
        "bank.yaml:7:1: error[bad-value]: no\n"
        "  help: the text says: a b\n"
        "        “c” should be “b”\n"
        "        “d” is extra\n"
        "        ““e”␛” is missing\n"
        "\n"
        "1 error, 0 warnings"
    )


def test_the_words_of_mismatches_are_coloured_in_a_terminal() -> None:
    found = diagnostic(help="the text says: a b", mismatches=MISMATCHES)
    assert list(as_text(Report([found]), colour=True))[1:5] == [
        "  help: the text says: a b",
        "        \x1b[31m“c”\x1b[0m should be \x1b[32m“b”\x1b[0m",
        "        \x1b[31m“d”\x1b[0m is extra",
        "        \x1b[32m““e”␛”\x1b[0m is missing",
    ]


def test_a_report_without_findings_says_what_was_done() -> None:
    report = Report([], ["3 passages in 1 source", "3 questions in 1 bank; 7 rules ran"])
    assert "\n".join(as_text(report)) == (
        "3 passages in 1 source\n3 questions in 1 bank; 7 rules ran\n0 errors, 0 warnings"
    )


def test_place_severity_carets_and_verdict_are_coloured() -> None:
    assert printed(diagnostic("a: b", 4, 5), colour=True) == (
        "\x1b[1mbank.yaml:7:4\x1b[0m: \x1b[1;31merror[bad-value]\x1b[0m: no\n"
        "  7 | a: b\n"
        "    | \x1b[31m   ^\x1b[0m\n"
        "\n"
        "\x1b[1;31m1 error, 0 warnings\x1b[0m"
    )
    assert printed(colour=True) == "\x1b[1;32m0 errors, 0 warnings\x1b[0m"
    assert printed(diagnostic(severity="warning"), colour=True) == (
        "\x1b[1mbank.yaml:7:1\x1b[0m: \x1b[1;33mwarning[bad-value]\x1b[0m: no\n"
        "\n"
        "\x1b[1;32m0 errors, 1 warning\x1b[0m"
    )


def test_an_empty_source_line_is_not_shown() -> None:
    assert printed(diagnostic("  \t")) == (
        "bank.yaml:7:1: error[bad-value]: no\n\n1 error, 0 warnings"
    )


def test_control_characters_are_printed_as_symbols() -> None:
    assert printed(diagnostic(message="not “a\x1b[2J\nb”", help="c\x07", path="d\udcff.yaml")) == (
        "d\ufffd.yaml:7:1: error[bad-value]: not “a␛[2J␊b”\n"
        "  help: c␇\n"
        "\n"
        "1 error, 0 warnings"
    )  # fmt: skip


ANY = st.text(st.characters())  # with surrogates, which file names can contain


@given(ANY, ANY, ANY, ANY)
@example("\udcff", "\udcff", "\udcff", "\udcff")
def test_no_control_character_is_ever_printed(
    message: str, help: str, path: str, source: str
) -> None:
    found = diagnostic(source, message=message, help=help, path=path)
    for line in [*as_text(Report([found])), *as_github(Report([found]))]:
        assert not [c for c in line if ord(c) < 32 or 127 <= ord(c) < 160]
        line.encode()


@given(ANY, st.booleans())
def test_printable_keeps_the_length_of_a_text(text: str, keep_lines: bool) -> None:
    assert len(printable(text, keep_lines)) == len(text)


def test_printable_shows_control_characters_as_symbols() -> None:
    assert printable("a\tb\nc\x1b[2J\x9b ␊") == "a␉b␊c␛[2J\ufffd ␊"
    assert printable("a\tb\nc\x1b[2J\x9b ␊", keep_lines=True) == "a b\nc␛[2J\ufffd ␊"


def test_printable_shows_marks_that_change_the_order_of_letters() -> None:
    marks = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    assert printable(f"a{marks}b") == f"a{'�' * 12}b"
    assert printable("שלום \u200d") == "שלום \u200d"


# For programs


def test_json_is_one_object() -> None:
    found = diagnostic("text: x", 7, 8, message="“x” 灯", help="one\ntwo")
    assert json.loads(as_json(Report([found], ["done"], Counter(questions=2)))) == {
        "diagnostics": [
            {
                "code": "bad-value",
                "severity": "error",
                "message": "“x” 灯",
                "help": "one\ntwo",
                "path": "bank.yaml",
                "line": 7,
                "column": 7,
                "end_line": 7,
                "end_column": 8,
            }
        ],
        "done": ["done"],
        "totals": {"questions": 2},
        "errors": 1,
        "warnings": 0,
    }


def test_json_has_null_instead_of_missing_help() -> None:
    (found,) = json.loads(as_json(Report([diagnostic()])))["diagnostics"]
    assert found["help"] is None


def test_json_and_github_have_mismatches_as_lines_of_the_help() -> None:
    found = diagnostic(help="the text says: a b", mismatches=MISMATCHES)
    (data,) = json.loads(as_json(Report([found])))["diagnostics"]
    assert data["help"] == (
        "the text says: a b\n“c” should be “b”\n“d” is extra\n““e”\x1b” is missing"
    )
    assert next(as_github(Report([found]))) == (
        "::error file=bank.yaml,line=7,col=1,title=bad-value::no%0Ahelp: the text says: a b"
        "%0A“c” should be “b”%0A“d” is extra%0A““e”␛” is missing"
    )


def test_json_does_not_escape_letters() -> None:
    assert '"message": "“灯”"' in as_json(Report([diagnostic(message="“灯”")]))


@given(ANY, ANY)
@example("\udcff", "\udcff")
def test_json_contains_any_message_and_path(message: str, path: str) -> None:
    text = as_json(Report([diagnostic(message=message, path=path)]))
    (found,) = json.loads(text.encode())["diagnostics"]
    assert (found["message"], found["path"]) == (message, path)


# For GitHub


def test_github_gets_a_command_per_finding_and_plain_lines_for_the_rest() -> None:
    report = Report(
        [
            diagnostic(message="no such type", help="did you mean `basic`?"),
            diagnostic(code="unused-allow", severity="warning", message="idle"),
            diagnostic(code="remark", severity="info", message="note"),
        ],
        ["2 passages in 1 source"],
    )
    assert list(as_github(report)) == [
        "::error file=bank.yaml,line=7,col=1,title=bad-value::"
        "no such type%0Ahelp: did you mean `basic`?",
        "::warning file=bank.yaml,line=7,col=1,title=unused-allow::idle",
        "::notice file=bank.yaml,line=7,col=1,title=remark::note",
        "2 passages in 1 source",
        "1 error, 1 warning",
    ]


def test_github_commands_are_escaped() -> None:
    found = diagnostic(
        path="50%, or so: a\nb.yaml", message="100% of it,\r\nsays: he", help="one %0A\ntwo"
    )
    assert next(as_github(Report([found]))) == (
        "::error file=50%25%2C or so%3A a␊b.yaml,line=7,col=1,title=bad-value::"
        "100%25 of it,␍␊says: he%0Ahelp: one %250A%0Atwo"
    )


# The report


def test_a_report_is_sorted_by_file_line_and_column_not_by_severity() -> None:
    def at(path: str, line: int, column: int, code: str = "bad-value", message: str = "") -> str:
        severity = Severity.WARNING if column == 9 else Severity.ERROR
        report.diagnostics.append(Diagnostic(code, severity, message, Span(path, line, column)))
        return f"{path}:{line}:{column} {code} {message}"

    report = Report()
    expected = [
        at("a.yaml", 2, 9),
        at("a.yaml", 2, 10),
        at("a.yaml", 10, 1, "bad-value", "a"),
        at("a.yaml", 10, 1, "bad-value", "b"),
        at("a.yaml", 10, 1, "unknown-key", "a"),
        at("b.yaml", 1, 1),
    ]
    report.diagnostics.reverse()
    report.sort()
    assert [
        f"{d.span.path}:{d.span.line}:{d.span.column} {d.code} {d.message}"
        for d in report.diagnostics
    ] == expected


def test_a_code_has_its_own_severity_unless_one_is_given() -> None:
    report = Report()
    report.add("bad-value", Finding("x", bank()))
    report.add("unused-allow", Finding("x", bank()))
    report.add("some-rule", Finding("x", bank()), Severity.INFO)
    report.add("bad-value", Finding("x", bank()), Severity.WARNING)
    assert [d.severity for d in report.diagnostics] == ["error", "warning", "info", "warning"]


@pytest.mark.parametrize(
    ("severities", "fails", "fails_strictly"),
    [
        ([], False, False),
        (["info"], False, False),
        (["warning", "info"], False, True),
        (["error"], True, True),
        (["warning", "error"], True, True),
    ],
)
def test_errors_fail_a_check_and_warnings_fail_a_strict_check(
    severities: list[str], fails: bool, fails_strictly: bool
) -> None:
    report = Report([diagnostic(severity=severity) for severity in severities])
    assert (report.failed(), report.failed(strict=True)) == (fails, fails_strictly)


def test_the_verdict_counts_errors_and_warnings() -> None:
    severities = ["error", "warning", "warning", "info"]
    assert Report().verdict() == "0 errors, 0 warnings"
    assert Report([diagnostic(severity=s) for s in severities]).verdict() == "1 error, 2 warnings"


# Codes and suggestions


@pytest.mark.parametrize(
    ("typed", "help"),
    [
        ("basics", "did you mean `basic`?"),
        ("truefalse", "did you mean `true_false`?"),
        ("essay", None),
        ("", None),
    ],
)
def test_suggest_only_names_a_similar_word(typed: str, help: str | None) -> None:
    assert suggest(typed, ["basic", "cloze", "true_false"]) == help


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("column", [10, 50, 110])
@pytest.mark.parametrize("source", ["the wind " * 14, "風の音" * 20 + "the wind " * 8])
def test_a_source_line_is_cut_to_the_terminal(width: int, column: int, source: str) -> None:
    """Else the terminal would break it, and the carets would point at nothing."""
    one = diagnostic(source, column, column + 3)
    _, line, carets, *_ = as_text(Report([one]), width=width)
    assert wide(line) <= width
    at = carets.index("^")
    shown = "".join(c * wide(c) for c in line)  # one character for each column
    expected = source[column - 1]
    assert shown[at] == expected


def test_codes_that_belong_to_no_rule_cannot_be_silenced() -> None:
    for code, (severity, meaning, allowable) in CODES.items():
        assert code == code.lower().replace("_", "-")
        assert severity in Severity
        assert meaning.endswith(".")
        assert allowable == (code in SIGNED)
