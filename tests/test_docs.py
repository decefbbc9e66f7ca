"""The documentation: its examples load, its commands exist, its links work."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from typer.main import get_command

from studykit.bank.kinds import KINDS
from studykit.bank.load import NO_TEXTS, load
from studykit.check import Checked, check
from studykit.cli import GROUPS, app
from studykit.diagnostics import Report, as_text
from studykit.source.course import load_course_file
from studykit.starter import sample
from studykit.yamlfile import YamlFile

from .cli.test_help import NAMES
from .conftest import BANK, COURSE, LIGHTHOUSE, REPOSITORY, RULES_RAN, printed
from .pictures.files import png


def fenced(file: str, language: str) -> list[str]:
    """Return the fenced code blocks of one language in a Markdown file."""
    text = (REPOSITORY / file).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_every_question_type_has_an_example_that_checks_clean(
    checked: Callable[..., Checked],
) -> None:
    examples = [block for block in fenced("docs/questions.md", "yaml") if block.startswith("- id")]
    # a second translation, for comparisons
    course = COURSE.replace("kind: original\n", "kind: translation\n    work: talk\n")
    source = course[course.index("  - id: lighthouse") :]
    second = source.replace("lighthouse", "second", 1).replace("lighthouse.md", "second.md")
    result = checked(
        bank=BANK.replace("questions:", "defaults: {source: lighthouse}\nquestions:")
        + indent("".join(examples), "  "),
        course=course.replace("people:", "works: [{id: talk, title: A talk}]\npeople:")
        + second
        + "images: {images/lamp.png: {credit: Ida Marlow}}\n",
        more={
            "texts/second.md": LIGHTHOUSE.replace("whole but", "complete but"),
            "images/lamp.png": png(),
        },
    )
    assert printed(result) == (
        "17 passages in 2 sources: 17 verified against the text (17 exact)\n"
        f"12 questions in 1 bank; {RULES_RAN}\n"
        "0 errors, 0 warnings"
    )
    assert result.course is not None
    assert {entry.question.type for entry in result.course.entries} == set(KINDS)


def test_the_course_file_in_the_reference_checks_clean(checked: Callable[..., Checked]) -> None:
    (example,) = fenced("docs/course.md", "yaml")
    assert printed(checked(course=example)).endswith("0 errors, 0 warnings")


@pytest.mark.parametrize("command", NAMES)
def test_every_command_is_documented(command: str) -> None:
    page = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `studykit {re.escape(command)}\b", page, re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_documented(name: str) -> None:
    page = (REPOSITORY / "docs" / "commands.md").read_text(encoding="utf-8")
    rows = [row for row in page.splitlines() if row.startswith(f"| `studykit {name}")]
    command: Any = get_command(app)
    for word in name.split():
        command = command.commands[word]
    options = {option for param in command.params for option in param.opts}
    everywhere = {"--questions", "--texts", "--db", "--config"}
    long = [option for option in options - everywhere if option.startswith("--")]
    assert [option for option in long if not any(option in row for row in rows)] == []


def test_the_readme_lists_every_command_in_the_groups_of_help() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (Learn|Write|Publish|Texts) \| (.+) \|$", readme, re.MULTILINE)
    found = {title: set(re.findall("`(.+?)`", names)) for title, names in rows}
    assert found == {title: set(group) for title, group in GROUPS.items()}


def test_the_readme_counts_the_questions() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    course = load(REPOSITORY / "questions", Report(), NO_TEXTS)
    assert course is not None
    counts = {int(count) for count in re.findall(r"\b(\d+)\s+questions", readme)}
    assert counts == {sum(1 for _ in course.entries)}


def test_the_readme_shows_the_finding_for_a_wrong_quote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The question in the README, appended to the sample course, gives the finding in the README."""
    for name, content in sample("lighthouse").items():
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


def anchors(file: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a Markdown file."""
    headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_links_between_documents_work() -> None:
    for file in [*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").glob("*.md")]:
        links = r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)"
        text = re.sub(
            r"^```.*?^```|`[^`\n]*`", "", file.read_text(encoding="utf-8"), flags=re.M | re.S
        )
        for name, anchor in re.findall(links, text):
            target = file.parent / name if name else file
            assert target.exists(), f"{file.name} links to {name}"
            assert not anchor or anchor in anchors(target), f"{file.name} links to {name}#{anchor}"


def test_the_built_in_course_file_is_clean() -> None:
    report = Report()
    file = YamlFile.read(REPOSITORY / "questions" / "course.yaml", report)
    assert load_course_file(file, report) is not None
    assert report.diagnostics == []
