"""`studykit config`."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUDYKIT_CONFIG", "config.toml")
    monkeypatch.setenv("STUDYKIT_DB", "progress.db")
    return Path("config.toml")


def test_all_settings_are_shown_with_where_they_come_from(file: Path, run: Run) -> None:
    file.write_text('# mine\nretention = 0.85\norder = "random"\n')
    ran = run("config")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "new_per_day = 20       default  new cards a day, over all quizzes of a course\n"
        "reviews_per_day = 200  default  reviews of cards a day\n"
        "day_ends_at = 4        default  the hour of the night at which a new day begins\n"
        "retention = 0.85       line 2   the share of cards to be remembered when they come again\n"
        "fuzz = true            default  spread dates a little, so that cards do not clump together\n"
        'order = "random"       line 3   which new cards come first: as in the text, or at random\n'
        "\n"
        "settings: config.toml\n"
        "progress: progress.db (not there yet)\n"
    )


def test_a_setting_is_set_shown_and_taken_out(file: Path, run: Run) -> None:
    ran = run("config", "order", "random")
    assert (ran.code, ran.out) == (0, 'order = "random" (now in config.toml)\n')
    assert run("config", "order", "random").out == 'order = "random" (as it was in config.toml)\n'
    assert run("config", "retention", "0.8").code == 0
    assert file.read_text() == 'order = "random"\nretention = 0.8\n'
    assert run("config", "order").out == "random\n"
    assert run("config", "retention").out == "0.8\n"
    assert run("config", "fuzz").out == "true\n"
    assert run("config", "--unset", "order").out == (
        'order = "text" (default; taken out of config.toml)\n'
    )
    assert run("config", "--unset", "order").out == (
        'order = "text" (default; not set in config.toml)\n'
    )
    assert file.read_text() == "retention = 0.8\n"


def test_another_file_is_named_by_an_option(file: Path, run: Run) -> None:
    assert run("config", "new_per_day", "3", "--config", "other.toml").code == 0
    assert run("config", "new_per_day", "--config", "other.toml").out == "3\n"
    assert run("config", "new_per_day").out == "20\n"


def test_without_a_file_named_it_is_in_the_users_config_folder(
    file: Path, run: Run, tmp_path: Path
) -> None:
    ran = run("config", STUDYKIT_CONFIG="", STUDYKIT_DB="", HOME=tmp_path, XDG_CONFIG_HOME="",
              XDG_DATA_HOME="", APPDATA=tmp_path, LOCALAPPDATA=tmp_path)  # fmt: skip
    settings, progress = ran.out.splitlines()[-2:]
    assert settings.startswith(f"settings: {tmp_path}")
    assert settings.endswith("config.toml (not there yet)")
    assert progress.startswith(f"progress: {tmp_path}")
    assert list(tmp_path.iterdir()) == []


def test_mistakes_are_told_and_end_with_1(file: Path, run: Run) -> None:
    file.write_text("retention = 85\nnew_per_day = 5\n")
    ran = run("config", "new_per_day")
    assert (ran.code, ran.out) == (1, "5\n")
    assert ran.err.startswith("config.toml:1:13: error[bad-value]: `retention` takes a number")
    assert run("config").code == 1
    assert run("config", "retention", "0.9").code == 0  # so it is mended
    assert run("config").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["retention", "2"], "`retention` takes a number from 0.70 to 0.97, not 2"),
        (["retenton"], "`retenton` is no setting; did you mean `retention`?"),
        (["retenton", "1"], "`retenton` is no setting; did you mean `retention`?"),
        (["--unset", "retenton"], "`retenton` is no setting; did you mean `retention`?"),
        (["fuzz", "--unset", "fuzz"], "--unset takes one setting, and nothing beside it"),
    ],
)
def test_what_was_typed_wrongly_ends_with_2(
    file: Path, run: Run, words: list[str], message: str
) -> None:
    ran = run("config", *words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"studykit: {message}\n")
    assert not file.exists()


def test_a_folder_that_cannot_be_written_is_one_sentence(file: Path, run: Run) -> None:
    Path("folder").write_text("a file")
    ran = run("config", "fuzz", "off", "--config", "folder/config.toml")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("studykit: folder/config.toml cannot be ")
    assert ran.err.count("\n") == 1
