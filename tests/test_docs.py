"""What the documentation shows is true: its examples load, its commands exist."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import indent

import pytest
from typer.main import get_command

from studykit.bank.kinds import KINDS
from studykit.check import Checked
from studykit.cli import COMMANDS, app
from studykit.diagnostics import as_text
from studykit.source.course import load_course_file
from studykit.yamlfile import YamlFile

from .conftest import BANK, COURSE, LIGHTHOUSE, REPOSITORY, RULES_RAN, printed


def fenced(file: str, language: str) -> list[str]:
    """The fenced blocks of one language in a Markdown file."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_every_question_type_has_an_example_that_checks_clean(
    checked: Callable[..., Checked],
) -> None:
    examples = [block for block in fenced("docs/questions.md", "yaml") if block.startswith("- id")]
    # a second rendering, for comparisons
    course = COURSE.replace("kind: original\n", "kind: translation\n    work: talk\n")
    source = course[course.index("  - id: lighthouse") :]
    second = source.replace("lighthouse", "second", 1).replace("lighthouse.md", "second.md")
    result = checked(
        bank=BANK.replace("questions:", "defaults: {source: lighthouse}\nquestions:")
        + indent("".join(examples), "  "),
        course=course.replace("people:", "works: [{id: talk, title: A talk}]\npeople:") + second,
        more={"texts/second.md": LIGHTHOUSE.replace("whole but", "complete but")},
    )
    assert printed(result) == (
        "15 passages in 2 sources: 15 verified against the text (15 exact)\n"
        f"11 questions in 1 bank; {RULES_RAN}\n"
        "0 errors, 0 warnings"
    )
    assert result.course is not None
    assert {entry.question.type for entry in result.course.entries} == set(KINDS)


def test_the_course_file_in_the_reference_is_one(checked: Callable[..., Checked]) -> None:
    (example,) = fenced("docs/course.md", "yaml")
    assert printed(checked(course=example)).endswith("0 errors, 0 warnings")


def commands(command: object, name: str) -> list[str]:
    """The full names of all commands below one."""
    inner = getattr(command, "commands", None)
    if inner is None:
        return [name]
    return [found for sub, child in inner.items() for found in commands(child, f"{name} {sub}")]


@pytest.mark.parametrize("command", commands(get_command(app), "studykit"))
def test_each_command_is_in_the_readme(command: str) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{re.escape(command)}\b", readme, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_of_a_command_what_it_says_of_itself(name: str) -> None:
    """It is shown without loading the command."""
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    assert COMMANDS[name] == command.get_short_help_str(100)


@pytest.mark.parametrize("command", commands(get_command(app), "studykit"))
def test_each_command_is_told_in_a_line_that_help_does_not_cut(command: str) -> None:
    parent = [*command.split()[1:-1], "--help"]
    run = subprocess.run(
        [sys.executable, "-m", "studykit", *parent], capture_output=True, text=True, check=True
    )
    (line,) = [row for row in run.stdout.splitlines() if row.split()[:1] == command.split()[-1:]]
    assert line.endswith(".")
    assert not line.endswith("...")


def test_the_readme_shows_what_a_wrong_quote_gets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question of the README, appended to the sample, gives the message of the README."""
    from studykit.check import check
    from studykit.starter import sample

    for name, content in sample().items():
        file = tmp_path / "questions" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    bank = tmp_path / "questions" / "01-first-bank.yaml"
    (question,) = [block for block in fenced("README.md", "yaml") if "twelve" in block]
    bank.write_text(bank.read_text(encoding="utf-8") + "\n" + question, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = check(Path("questions")).report
    report.done.clear()
    (shown,) = [block for block in fenced("README.md", "text") if "quote-near" in block]
    assert "\n".join(as_text(report)).startswith(shown)


def test_links_between_the_documents_lead_somewhere() -> None:
    for file in [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", file.read_text(encoding="utf-8")):
            assert (file.parent / target).exists(), f"{file.name} links to {target}"


def test_the_shipped_course_file_is_clean() -> None:
    from studykit.diagnostics import Report

    report = Report()
    file = YamlFile.read(REPOSITORY / "questions" / "course.yaml", report)
    assert load_course_file(file, report) is not None
    assert report.diagnostics == []
