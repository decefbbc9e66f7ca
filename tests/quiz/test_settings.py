"""Settings: reading the file, its findings, and changes that keep the rest of the file."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.diagnostics import Report, StudykitError, UsageError, as_text
from studykit.quiz.settings import (
    DEFAULTS,
    KEYS,
    Settings,
    SettingValue,
    as_yaml,
    parse,
    read,
    settings_file,
    value_of,
    write,
)
from studykit.yamlfile import YamlFile


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("config.yaml")


def printed(file: Path) -> str:
    return "\n".join(as_text(read(file).report))


# Reading.


def test_defaults_without_a_file(file: Path) -> None:
    loaded = read(file)
    assert loaded.settings == Settings(
        new_per_day=20,
        reviews_per_day=200,
        day_ends_at=4,
        retention=0.9,
        fuzz=True,
        order="text",
        language="",
        anki_url="http://127.0.0.1:8765",
        anki_key="",
    )
    assert (loaded.lines, loaded.report.diagnostics) == ({}, [])
    assert not file.exists()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "null\n"])
def test_defaults_for_an_empty_file(file: Path, text: str) -> None:
    file.write_text(text)
    assert read(file).settings == DEFAULTS
    assert read(file).report.diagnostics == []


def test_keys_not_in_the_file_have_their_defaults(file: Path) -> None:
    file.write_text("# mine\nnew_per_day: 5\n\norder: random  # surprise me\nretention: 0.85\n")
    loaded = read(file)
    assert loaded.settings == Settings(new_per_day=5, order="random", retention=0.85)
    assert loaded.lines == {"new_per_day": 2, "retention": 5, "order": 4}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_with_a_byte_order_mark_and_any_line_ends(file: Path, end: str) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + f"new_per_day: 5{end}fuzz: false{end}".encode())
    assert read(file).settings == Settings(new_per_day=5, fuzz=False)


@pytest.mark.parametrize(
    "line",
    [
        "retention: 0.70",
        "retention: 0.97",
        "day_ends_at: 0",
        "day_ends_at: 23",
        "new_per_day: 0",
        "new_per_day: 9999",
        "fuzz: off",
        "fuzz: yes",
        'order: "random"',
    ],
)
def test_valid_values(file: Path, line: str) -> None:
    file.write_text(line)
    assert read(file).report.diagnostics == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("retention: 0.69", "`retention` must be a number from 0.70 to 0.97, not `0.69`"),
        ("retention: 0.98", "`retention` must be a number from 0.70 to 0.97, not `0.98`"),
        ("retention: nan", "`retention` must be a number from 0.70 to 0.97, not the text “nan”"),
        ("retention: true", "`retention` must be a number from 0.70 to 0.97, not `true`"),
        ("retention:", "`retention` must be a number from 0.70 to 0.97, not empty"),
        ("day_ends_at: 24", "`day_ends_at` must be at most 23"),
        ("day_ends_at: 4.0", "`day_ends_at` must be a whole number, not `4.0`"),
        ("new_per_day: -1", "`new_per_day` must be at least 0"),
        ("new_per_day: true", "`new_per_day` must be a whole number, not `true`"),
        ('new_per_day: "3"', "`new_per_day` must be a whole number, not the text “3”"),
        ("fuzz: maybe", "`fuzz` must be true or false, not the text “maybe”"),
        ("order: []", "`order` must be 'text' or 'random', not a list"),
    ],
)
def test_bad_values(file: Path, line: str, message: str) -> None:
    file.write_text(line)
    (found,) = read(file).report.diagnostics
    assert (found.code, found.message) == ("bad-value", message)
    assert read(file).settings == DEFAULTS


def test_all_mistakes_are_reported_with_place_and_help(file: Path) -> None:
    file.write_text(
        "retention: 85\n"
        "new_per_day: many # or few\n"
        "revews_per_day: 100\n"
        "order: txt\n"
        "day_ends_at: 3\n"
        "colours:\n"
        "  dark: true\n"
    )
    assert read(file).settings == Settings(day_ends_at=3)
    assert printed(file) == (
        "config.yaml:1:12: error[bad-value]: `retention` must be a number from 0.70 to 0.97,"
        " not `85`\n"
        "  1 | retention: 85\n"
        "    |            ^^\n"
        "  help: did you mean 0.85?\n"
        "\n"
        "config.yaml:2:14: error[bad-value]: `new_per_day` must be a whole number,"
        " not the text “many”\n"
        "  2 | new_per_day: many # or few\n"
        "    |              ^^^^\n"
        "\n"
        "config.yaml:3:1: error[unknown-key]: unknown key `revews_per_day`\n"
        "  3 | revews_per_day: 100\n"
        "    | ^^^^^^^^^^^^^^\n"
        "  help: did you mean `reviews_per_day`?\n"
        "\n"
        "config.yaml:4:8: error[bad-value]: `order` must be 'text' or 'random', not the text “txt”\n"
        "  4 | order: txt\n"
        "    |        ^^^\n"
        "\n"
        "config.yaml:6:1: error[unknown-key]: unknown key `colours`\n"
        "  6 | colours:\n"
        "    | ^^^^^^^\n"
        "  help: known keys are new_per_day, reviews_per_day, day_ends_at, retention, fuzz, order, language, anki_url, anki_key\n"
        "\n"
        "5 errors, 0 warnings"
    )


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"fuzz: true\nnew_per_day: [3\n", "yaml-syntax", (2, 14)),
        (b"fuzz: true\n\nfuzz: false\n", "duplicate-key", (3, 1)),
        (b"order: caf\xe9", "unreadable-file", (1, 11)),
        (b"- fuzz\n", "bad-value", (1, 1)),
    ],
)
def test_a_file_that_is_not_a_mapping_in_yaml(
    file: Path, content: bytes, code: str, place: tuple[int, int]
) -> None:
    file.write_bytes(content)
    (found,) = read(file).report.diagnostics
    assert (found.code, (found.span.line, found.span.column)) == (code, place)
    assert read(file).settings == DEFAULTS


def test_a_folder_instead_of_a_file(file: Path) -> None:
    file.mkdir()
    (found,) = read(file).report.diagnostics
    assert (found.code, found.message) == ("unreadable-file", "cannot be read: Is a directory")


# Typed values.


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("new_per_day", "5", 5),
        ("retention", "0.8", 0.8),
        ("retention", ".8", 0.8),
        ("fuzz", "off", False),
        ("fuzz", "True", True),
        ("fuzz", "false", False),
        ("order", "random", "random"),
        ("order", '"random"', "random"),
    ],
)
def test_typed_values(key: str, words: str, value: SettingValue) -> None:
    found = parse(key, words)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("key", "words", "message"),
    [
        ("retention", "85", "must be a number from 0.70 to 0.97, not `85`; did you mean 0.85?"),
        ("retention", "90%", "must be a number from 0.70 to 0.97, not the text “90%”;"
         " did you mean 0.9?"),
        ("retention", "nan", "must be a number from 0.70 to 0.97, not the text “nan”"),
        ("new_per_day", "many", "must be a whole number, not the text “many”"),
        ("new_per_day", "1\nfuzz: 1", "must be a whole number, not the text “1\nfuzz: 1”"),
        ("new_per_day", "", "must be a whole number, not empty"),
        ("fuzz", "maybe", "must be true or false, not the text “maybe”"),
        ("order", "rndom", "must be 'text' or 'random', not the text “rndom”"),
        ("order", "[]", "must be 'text' or 'random', not a list"),
    ],
)  # fmt: skip
def test_a_bad_typed_value_is_refused_with_the_sentence_of_the_finding(
    key: str, words: str, message: str
) -> None:
    with pytest.raises(UsageError) as error:
        parse(key, words)
    assert str(error.value) == f"`{key}` {message}"


def test_an_unknown_setting_is_refused(file: Path) -> None:
    with pytest.raises(UsageError) as error:
        parse("nwe_per_day", "1")
    assert str(error.value) == "unknown setting `nwe_per_day`; did you mean `new_per_day`?"
    with pytest.raises(UsageError) as error:
        write(file, "x", 1)
    assert str(error.value) == (
        "unknown setting `x`; the settings are new_per_day, reviews_per_day, day_ends_at,"
        " retention, fuzz, order, language, anki_url, anki_key"
    )
    assert not file.exists()


# Changes.

MINE = """\
# how I learn
new_per_day:   5 # not too many

'fuzz':  true
mood: "fine"   # a key of another version
# the end
"""


def test_a_change_keeps_comments_layout_and_unknown_keys(file: Path) -> None:
    file.write_text(MINE)
    assert write(file, "new_per_day", 7)
    assert write(file, "fuzz", False)
    assert write(file, "retention", 0.85)
    assert file.read_text() == (
        "# how I learn\n"
        "new_per_day:   7 # not too many\n"
        "\n"
        "'fuzz':  false\n"
        'mood: "fine"   # a key of another version\n'
        "# the end\n"
        "retention: 0.85\n"
    )
    assert read(file).settings == Settings(new_per_day=7, fuzz=False, retention=0.85)


def test_a_key_is_removed_with_its_line(file: Path) -> None:
    file.write_text(MINE)
    assert write(file, "fuzz", None)
    assert file.read_text() == MINE.replace("'fuzz':  true\n", "")


def test_write_returns_whether_the_file_changed(file: Path) -> None:
    assert write(file, "new_per_day", 7)
    assert not write(file, "new_per_day", 7)
    assert write(file, "new_per_day", None)
    assert not write(file, "new_per_day", None)


def test_a_change_creates_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "config.yaml"
    assert not write(file, "order", None)
    assert not file.exists()
    assert write(file, "order", "random")
    assert file.read_text() == "order: random\n"
    assert write(file, "order", None)
    assert file.read_text() == ""


def test_a_change_keeps_windows_line_ends(file: Path) -> None:
    file.write_bytes(b"# mine\r\nnew_per_day: 5\r\norder: text")
    write(file, "new_per_day", 6)
    write(file, "fuzz", False)
    assert file.read_bytes() == b"# mine\r\nnew_per_day: 6\r\norder: text\r\nfuzz: false\r\n"


def test_a_key_without_a_value_gets_one(file: Path) -> None:
    file.write_text("fuzz:\norder:  # not sure\n")
    write(file, "fuzz", True)
    write(file, "order", "random")
    assert file.read_text() == "fuzz: true\norder: random  # not sure\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{new_per_day: 3, fuzz: true}\n", "{new_per_day: 7, fuzz: true}\n"),
        ("new_per_day:\n  3\n", "new_per_day:\n  7\n"),
        ("? new_per_day\n: 3\n", "? new_per_day\n: 7\n"),
    ],
)
def test_a_value_is_changed_in_its_place_in_other_layouts(
    file: Path, before: str, after: str
) -> None:
    file.write_text(before)
    assert write(file, "new_per_day", 7)
    assert file.read_text() == after


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{new_per_day: 3, fuzz: true}\n", None),
        ("{fuzz: true}\n", 7),
        ("new_per_day:\n  3\n", None),
        ("new_per_day: >\n  3\n# the end\n", 7),
        ("new_per_day: >\n  3\n# the end\n", None),
        ("- new_per_day\n", 7),
        ("- new_per_day\n", None),
    ],
)
def test_a_file_is_kept_if_its_layout_cannot_be_edited(
    file: Path, text: str, value: SettingValue | None
) -> None:
    file.write_text(text)
    with pytest.raises(StudykitError) as error:
        write(file, "new_per_day", value)
    assert str(error.value) == (
        "`new_per_day` is not on a line of its own in config.yaml: edit it by hand"
    )
    assert file.read_text() == text


def test_an_anchor_used_elsewhere_is_kept(file: Path) -> None:
    text = "new_per_day: &n 7\nreviews_per_day: *n\n"
    file.write_text(text)
    for key in ("new_per_day", "reviews_per_day"):
        with pytest.raises(StudykitError, match="is not on a line of its own"):
            write(file, key, 3)
    assert file.read_text() == text


def test_a_file_that_is_not_yaml_is_not_changed(file: Path) -> None:
    file.write_text("fuzz: true\nfuzz: false\n")
    with pytest.raises(StudykitError, match=r"^config.yaml:2: .*; fix the file first$"):
        write(file, "fuzz", False)
    assert file.read_text() == "fuzz: true\nfuzz: false\n"


def data(file: Path) -> dict[str, object]:
    """Return the keys in the file; the file must be valid YAML."""
    report = Report()
    found = YamlFile.read(file, report).data or {}
    assert not report.diagnostics
    assert isinstance(found, dict)
    return {**found}


# a key, the value that is written, and the value that YAML then has
changes = st.sampled_from(
    [
        ("new_per_day", 0, 0),
        ("new_per_day", 7, 7),
        ("retention", 0.7, Decimal("0.7")),
        ("retention", 0.97, Decimal("0.97")),
        ("retention", None, None),
        ("fuzz", True, True),
        ("fuzz", False, False),
        ("fuzz", None, None),
        ("order", "text", "text"),
        ("order", "random", "random"),
        ("order", None, None),
    ]
)
lines = st.lists(
    st.sampled_from(
        ["", "# fuzz: false", "mood: 1", "new_per_day: 1 # a", "'fuzz':  true", "retention: 0.8",
         'order: "text" # "#"', "table:\n  fuzz: 3"]
    ),
    unique=True,
)  # fmt: skip


@given(lines, st.lists(changes, max_size=4), st.sampled_from(["", "\n"]))
def test_changes_leave_all_other_keys_and_comments(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[str],
    changes: list[tuple[str, SettingValue | None, object]],
    end: str,
) -> None:
    file = tmp_path_factory.mktemp("config") / "config.yaml"
    file.write_text("\n".join(lines) + end)
    expected = data(file)
    for key, value, in_yaml in changes:
        write(file, key, value)
        expected.pop(key, None)
        if value is not None:
            expected[key] = in_yaml
        assert data(file) == expected
    comments = [line for line in lines if line.startswith("#")]
    assert [line for line in file.read_text().splitlines() if line.startswith("#")] == comments


def test_each_setting_is_read_as_it_was_written(file: Path) -> None:
    for key in KEYS:
        value = value_of(DEFAULTS, key)
        write(file, key, value)
        assert parse(key, as_yaml(value)) == value
    assert read(file).settings == DEFAULTS
    assert list(read(file).lines) == list(KEYS)


def test_the_path_of_the_settings_file(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_file(Path("x.yaml")) == Path("x.yaml")
    monkeypatch.setenv("STUDYKIT_CONFIG", "/y/z.yaml")
    assert settings_file() == Path("/y/z.yaml")
    monkeypatch.setenv("STUDYKIT_CONFIG", "")
    assert settings_file().parts[-2:] == ("studykit", "config.yaml")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "anki_url: 127.0.0.1",
            "`anki_url` must be an address, such as http://127.0.0.1:8765, not the text “127.0.0.1”",
        ),
        (
            "anki_key: a b",
            "`anki_key` must be letters, figures, dots and hyphens, not the text “a b”",
        ),
    ],
)
def test_mistakes_in_the_settings_of_push(file: Path, text: str, problem: str) -> None:
    file.write_text(text + "\n")
    loaded = read(file)
    assert [d.message for d in loaded.report.diagnostics] == [problem]
    assert loaded.settings == DEFAULTS


def test_a_key_of_figures_is_a_text(file: Path) -> None:
    file.write_text("anki_key: 123\n")
    assert read(file).settings.anki_key == "123"
