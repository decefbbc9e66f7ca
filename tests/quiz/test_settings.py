"""Settings: what is read of the file, what is told of it, and what a change leaves as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.diagnostics import StudykitError, UsageError, as_text
from studykit.quiz.settings import (
    DEFAULTS,
    KEYS,
    Settings,
    Value,
    parsed,
    read,
    settings_file,
    toml,
    write,
)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("config.toml")


def told(file: Path) -> str:
    return "\n".join(as_text(read(file).report))


def test_without_a_file_all_is_as_usual(file: Path) -> None:
    found = read(file)
    assert found.settings == Settings(20, 200, 4, 0.9, True, "text")
    assert (found.lines, found.report.diagnostics) == ({}, [])
    assert not file.exists()


def test_a_file_says_some_and_the_rest_is_as_usual(file: Path) -> None:
    file.write_text(
        '# mine\nnew_per_day = 5\n\norder = "random"  # surprise me\nretention = 0.85\n'
    )
    found = read(file)
    assert found.settings == Settings(new_per_day=5, order="random", retention=0.85)
    assert found.lines == {"new_per_day": 2, "order": 4, "retention": 5}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_file_of_windows_is_read(file: Path, end: str) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + f"new_per_day = 5{end}fuzz = false{end}".encode())
    assert read(file).settings == Settings(new_per_day=5, fuzz=False)


def test_the_bounds_are_taken_and_what_is_beyond_is_not(file: Path) -> None:
    for line, good in (
        ("retention = 0.70", True),
        ("retention = 0.97", True),
        ("retention = 0.69", False),
        ("retention = 0.98", False),
        ("retention = 1", False),
        ("retention = nan", False),
        ("day_ends_at = 0", True),
        ("day_ends_at = 23", True),
        ("day_ends_at = 24", False),
        ("day_ends_at = 4.0", False),
        ("new_per_day = 0", True),
        ("new_per_day = -1", False),
        ("new_per_day = true", False),
        ("fuzz = 1", False),
        ("order = []", False),
    ):
        file.write_text(line)
        assert (not read(file).report.diagnostics) is good, line


def test_all_mistakes_are_told_with_their_places_and_what_to_write(file: Path) -> None:
    file.write_text(
        "retention = 85\n"
        'new_per_day = "3" # three\n'
        "revews_per_day = 100\n"
        'order = "txt"\n'
        "day_ends_at = 25\n"
        "[colours]\n"
        "dark = true\n"
    )
    assert read(file).settings == DEFAULTS
    assert told(file) == (
        "config.toml:1:13: error[bad-value]: `retention` takes a number from 0.70 to 0.97, not 85\n"
        "  1 | retention = 85\n"
        "    |             ^^\n"
        "  help: did you mean 0.85?\n"
        "\n"
        "config.toml:2:15: error[bad-value]: `new_per_day` takes a whole number from 0 to 9999,"
        ' not "3"\n'
        '  2 | new_per_day = "3" # three\n'
        "    |               ^^^\n"
        "  help: write 3, without quotation marks\n"
        "\n"
        "config.toml:3:1: error[unknown-key]: `revews_per_day` is no setting\n"
        "  3 | revews_per_day = 100\n"
        "    | ^^^^^^^^^^^^^^\n"
        "  help: did you mean `reviews_per_day`?\n"
        "\n"
        'config.toml:4:9: error[bad-value]: `order` takes "text" or "random", not "txt"\n'
        '  4 | order = "txt"\n'
        "    |         ^^^^^\n"
        "  help: did you mean `text`?\n"
        "\n"
        "config.toml:5:15: error[bad-value]: `day_ends_at` takes a whole number from 0 to 23, not 25\n"
        "  5 | day_ends_at = 25\n"
        "    |               ^^\n"
        "\n"
        "config.toml:6:2: error[unknown-key]: `colours` is no setting\n"
        "  6 | [colours]\n"
        "    |  ^^^^^^^\n"
        "  help: the settings are new_per_day, reviews_per_day, day_ends_at, retention, fuzz, order\n"
        "\n"
        "6 errors, 0 warnings"
    )


def test_what_is_no_toml_is_told_line_by_line_and_the_other_lines_too(file: Path) -> None:
    file.write_text("new_per_day: 3\nfuzz = yes\norder = random\nretention = 2\nfuzz = false\nx\n")
    assert told(file) == (
        "config.toml:1:1: error[toml-syntax]: this line is no TOML\n"
        "  1 | new_per_day: 3\n"
        "    | ^\n"
        "  help: write new_per_day = 3\n"
        "\n"
        "config.toml:2:1: error[toml-syntax]: this line is no TOML\n"
        "  2 | fuzz = yes\n"
        "    | ^\n"
        "  help: write fuzz = true\n"
        "\n"
        "config.toml:3:1: error[toml-syntax]: this line is no TOML\n"
        "  3 | order = random\n"
        "    | ^\n"
        '  help: write order = "random"\n'
        "\n"
        "config.toml:4:13: error[bad-value]: `retention` takes a number from 0.70 to 0.97, not 2\n"
        "  4 | retention = 2\n"
        "    |             ^\n"
        "\n"
        "config.toml:6:1: error[toml-syntax]: this line is no TOML\n"
        "  6 | x\n"
        "    | ^\n"
        "  help: each setting is a line: name = value\n"
        "\n"
        "5 errors, 0 warnings"
    )
    assert read(file).settings == Settings(fuzz=False)


def test_a_setting_that_is_set_twice_is_told(file: Path) -> None:
    file.write_text("fuzz = true\n\nfuzz = false\n")
    (found,) = read(file).report.diagnostics
    assert (found.span.line, found.message, found.help) == (
        *(3, "`fuzz` is set twice", "line 1 sets it too"),
    )


def test_what_cannot_be_read_is_one_sentence(file: Path) -> None:
    file.write_bytes(b"order = 'caf\xe9'")
    with pytest.raises(StudykitError, match=r"config.toml is not UTF-8 text \(byte 0xe9\): save"):
        read(file)
    file.unlink()
    file.mkdir()
    with pytest.raises(StudykitError, match=r"config.toml cannot be read: Is a directory"):
        read(file)


# What is typed.


@pytest.mark.parametrize(
    ("name", "words", "value"),
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
def test_words_are_taken_for_values(name: str, words: str, value: Value) -> None:
    found = parsed(name, words)
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("name", "words", "message"),
    [
        ("retention", "85", "takes a number from 0.70 to 0.97, not 85; did you mean 0.85?"),
        ("retention", "85%", 'takes a number from 0.70 to 0.97, not "85%"; did you mean 0.85?'),
        ("retention", "nan", "takes a number from 0.70 to 0.97, not nan"),
        ("new_per_day", "many", 'takes a whole number from 0 to 9999, not "many"'),
        ("new_per_day", "1\nfuzz = 1", 'takes a whole number from 0 to 9999, not "1␊fuzz = 1"'),
        ("fuzz", "maybe", 'takes true or false, not "maybe"'),
        ("order", "rndom", 'takes "text" or "random", not "rndom"; did you mean `random`?'),
        ("order", "[]", 'takes "text" or "random", not a list'),
    ],
)
def test_words_that_are_no_value_are_refused(name: str, words: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        parsed(name, words)
    assert str(error.value) == f"`{name}` {message}"


def test_an_unknown_setting_is_refused(file: Path) -> None:
    with pytest.raises(UsageError, match="`nwe_per_day` is no setting; did you mean `new_per_day`"):
        parsed("nwe_per_day", "1")
    with pytest.raises(UsageError, match="`x` is no setting; the settings are new_per_day, "):
        write(file, "x", 1)
    assert not file.exists()


# A change.

MINE = """\
# how I learn
new_per_day=5 # not too many
  'fuzz'  =  true
mood = "fine"   # of a later version

[colours]
retention = "red"
"""


def test_a_change_leaves_the_rest_of_the_file_as_it_is(file: Path) -> None:
    file.write_text(MINE)
    assert write(file, "new_per_day", 7)
    assert write(file, "fuzz", False)
    assert write(file, "retention", 0.85)
    assert file.read_text() == MINE.replace("=5", "=7").replace("=  true", "=  false").replace(
        "later version\n\n", "later version\n\nretention = 0.85\n\n"
    )
    assert read(file).settings == Settings(new_per_day=7, fuzz=False, retention=0.85)
    assert not write(file, "new_per_day", 7)
    assert write(file, "retention", None)
    assert not write(file, "retention", None)
    assert write(file, "new_per_day", None)
    assert "new_per_day" not in file.read_text()
    assert 'retention = "red"' in file.read_text()


def test_a_change_makes_the_file_and_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "new" / "folder" / "config.toml"
    assert not write(file, "order", None)
    assert not file.exists()
    assert write(file, "order", "random")
    assert file.read_text() == 'order = "random"\n'
    assert write(file, "order", None)
    assert file.read_text() == ""


def test_a_change_keeps_the_line_ends_of_windows(file: Path) -> None:
    file.write_bytes(b"# mine\r\nnew_per_day = 5\r\n")
    write(file, "new_per_day", 6)
    write(file, "fuzz", False)
    assert file.read_bytes() == b"# mine\r\nnew_per_day = 6\r\nfuzz = false\r\n"


@pytest.mark.parametrize(
    "text",
    [
        'note = """\nnew_per_day = 3\n"""\n',
        "new_per_day = [\n1\n]\n",
        "list = [\n[1],\n]\n",
        'note = """\nnew_per_day = 3\n"""\nnew_per_day = 4\n',
    ],
)
def test_a_file_laid_out_in_another_way_is_never_spoilt(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(StudykitError) as error:
        write(file, "new_per_day", 7)
    assert str(error.value) == (
        "`new_per_day` has no line of its own in config.toml: change it there by hand"
    )
    assert file.read_text() == text


def test_a_file_that_is_no_toml_is_not_changed(file: Path) -> None:
    file.write_text("fuzz = true\nnew_per_day: 3\n")
    with pytest.raises(
        StudykitError, match=r"^config.toml:2: this line is no TOML; mend it first$"
    ):
        write(file, "fuzz", False)
    assert file.read_text() == "fuzz = true\nnew_per_day: 3\n"


values = st.sampled_from(
    [
        *(("new_per_day", n) for n in (0, 7)),
        *(("retention", n) for n in (0.7, 0.97)),
        *(("fuzz", flag) for flag in (True, False)),
        *(("order", word) for word in ("text", "random")),
    ]
)
lines = st.lists(
    st.sampled_from(
        ["", "# fuzz = false", "mood = 1", "new_per_day = 1 # a", "'fuzz'= true", "retention=0.8",
         'order = "text" # "#"', "[table]"]
    ),
    unique=True,
)  # fmt: skip


@given(lines, st.lists(st.tuples(values, st.booleans()), max_size=4), st.sampled_from(["", "\n"]))
def test_after_any_changes_the_file_says_them_and_all_it_said_before(
    tmp_path_factory: pytest.TempPathFactory,
    lines: list[str],
    changes: list[tuple[tuple[str, Value], bool]],
    end: str,
) -> None:
    file = tmp_path_factory.mktemp("config") / "config.toml"
    file.write_text("\n".join(lines) + end)
    expected = tomllib.loads(file.read_text())
    for (name, value), unset in changes:
        write(file, name, None if unset else value)
        expected.pop(name, None)
        if not unset:
            expected[name] = value
        assert tomllib.loads(file.read_text()) == expected
    comments = [line for line in lines if line.startswith("#")]
    assert [line for line in file.read_text().splitlines() if line.startswith("#")] == comments


def test_each_setting_is_written_as_it_is_read(file: Path) -> None:
    for name in KEYS:
        value = getattr(DEFAULTS, name)
        write(file, name, value)
        assert parsed(name, toml(value)) == value
    assert read(file).settings == DEFAULTS
    assert list(read(file).lines) == list(KEYS)


def test_the_file_is_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings_file(Path("x.toml")) == Path("x.toml")
    monkeypatch.setenv("STUDYKIT_CONFIG", "/y/z.toml")
    assert settings_file() == Path("/y/z.toml")
    monkeypatch.setenv("STUDYKIT_CONFIG", "")
    assert settings_file().parts[-2:] == ("studykit", "config.toml")
