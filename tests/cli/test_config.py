"""`studykit config`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ..command import Run


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDYKIT_CONFIG", "config.yaml")
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    return Path("config.yaml")


def test_all_settings_with_their_origins(file: Path, run: Run) -> None:
    file.write_text("# mine\nretention: 0.85\norder: random\n")
    ran = run("config")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "new_per_day = 20                  default  new cards a day, in all quizzes of a course\n"
        "reviews_per_day = 200             default  reviews a day\n"
        "day_ends_at = 4                   default  the hour at which a new day begins\n"
        "retention = 0.85                  line 2   the share of cards that you remember when they are"
        " due\n"
        "fuzz = true                       default  vary due dates a little, so that cards learned"
        " together spread out\n"
        "order = random                    line 3   the order of new cards: as in the text, or random\n"
        'language = ""                     default  the language of `quiz` and `stats`; if empty,'
        " the system's, or else the course's\n"
        "anki_url = http://127.0.0.1:8765  default  the address of AnkiConnect, for `studykit push`\n"
        'anki_key = ""                     default  its key, if it has one\n'
        "\n"
        "settings: config.yaml\n"
        "progress: progress.db (not created yet)\n"
    )


def test_set_show_and_unset(file: Path, run: Run) -> None:
    ran = run("config", "order", "random")
    assert (ran.code, ran.out) == (0, "order = random (saved in config.yaml)\n")
    assert run("config", "order", "random").out == "order = random (already in config.yaml)\n"
    assert run("config", "retention", "0.8").code == 0
    assert file.read_text() == "order: random\nretention: 0.8\n"
    assert run("config", "order").out == "random\n"
    assert run("config", "retention").out == "0.8\n"
    assert run("config", "fuzz").out == "true\n"
    assert run("config", "--unset", "order").out == (
        "order = text (default; removed from config.yaml)\n"
    )
    assert (
        run("config", "--unset", "order").out == "order = text (default; not set in config.yaml)\n"
    )
    assert file.read_text() == "retention: 0.8\n"


def test_the_config_option(file: Path, run: Run) -> None:
    assert run("config", "new_per_day", "3", "--config", "other.yaml").code == 0
    assert run("config", "new_per_day", "--config", "other.yaml").out == "3\n"
    assert run("config", "new_per_day").out == "20\n"


def test_the_default_paths(file: Path, run: Run, tmp_path: Path) -> None:
    home = str(tmp_path)
    ran = run("config", STUDYKIT_CONFIG="", STUDYKIT_DB="", HOME=home, XDG_CONFIG_HOME="",
              XDG_DATA_HOME="", APPDATA=home, LOCALAPPDATA=home)  # fmt: skip
    settings, progress = ran.out.splitlines()[-2:]
    assert settings.startswith(f"settings: {tmp_path}")
    assert settings.endswith("config.yaml (not created yet)")
    assert progress.startswith(f"progress: {tmp_path}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no links without rights")
def test_a_link_to_the_file_stays_one(file: Path, run: Run) -> None:
    """As programs make them that keep all settings of a person in one folder."""
    file.symlink_to("mine.yaml")
    for value in ("0.8", "0.9"):  # a new file, then another value
        assert run("config", "retention", value).code == 0
        assert Path("mine.yaml").read_text() == f"retention: {value}\n"
    assert file.is_symlink()


def test_mistakes_in_the_file_exit_with_1(file: Path, run: Run) -> None:
    file.write_text("retention: 85\nnew_per_day: 5\n")
    ran = run("config", "new_per_day")
    assert (ran.code, ran.out) == (1, "5\n")
    assert ran.err == (
        "config.yaml:1:12: error[bad-value]: `retention` must be a number from 0.70 to 0.97,"
        " not `85`\n"
        "  1 | retention: 85\n"
        "    |            ^^\n"
        "  help: did you mean 0.85?\n"
        "\n"
        "1 error, 0 warnings\n"
    )
    assert run("config").code == 1


def test_a_mistake_in_the_file_can_be_fixed_by_the_command(file: Path, run: Run) -> None:
    file.write_text("retention: 85\nnew_per_day: 5\n")
    assert run("config", "retention", "0.9").code == 0
    assert run("config").code == 0
    assert file.read_text() == "retention: 0.9\nnew_per_day: 5\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["retention", "2"], "`retention` must be a number from 0.70 to 0.97, not `2`"),
        (["retenton"], "unknown setting `retenton`; did you mean `retention`?"),
        (["retenton", "1"], "unknown setting `retenton`; did you mean `retention`?"),
        (["--unset", "retenton"], "unknown setting `retenton`; did you mean `retention`?"),
        (["fuzz", "--unset", "fuzz"], "use --unset without KEY and VALUE"),
    ],
)
def test_usage_errors_exit_with_2(file: Path, run: Run, words: list[str], message: str) -> None:
    ran = run("config", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"studykit: {message}\n")
    assert not file.exists()


def test_a_folder_that_cannot_be_written_exits_with_3(file: Path, run: Run) -> None:
    Path("afile").write_text("a file")
    ran = run("config", "fuzz", "off", "--config", "afile/config.yaml")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == "studykit: cannot write afile/config.yaml: afile is not a folder\n"
