"""`studykit init`: every way to start a course gives one without findings.

A course on an own text has one: its question is still to be written.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from studykit.check import check
from studykit.cli.init import init

from ..command import Run
from ..conftest import RULES_RAN


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_sample_course_checks_clean_and_builds(run: Run) -> None:
    ran = run("init", "mine")
    assert ran.code == 0
    assert ran.out == (
        "wrote mine/questions/course.yaml\n"
        "wrote mine/questions/01-first-bank.yaml\n"
        "wrote mine/questions/texts/lighthouse.md\n"
        "wrote mine/questions/.schema/bank.json\n"
        "wrote mine/questions/.schema/course.json\n"
        "wrote mine/AGENTS.md\n"
        "\n"
        "Next:\n"
        "  cd mine\n"
        "  studykit check    # check every quote against its text\n"
        "  studykit quiz     # answer the questions in the terminal\n"
        "  studykit web      # write decks/*.html, a page for learners\n"
        "  studykit build    # write decks/*.apkg for Anki\n"
    )
    os.chdir("mine")
    assert run("check", "--strict").out == (
        "6 passages in 1 source: 6 verified against the text (6 exact)\n"
        f"5 questions in 1 bank; {RULES_RAN}\n"
        "0 errors, 0 warnings\n"
    )
    assert run("build").code == 0
    (deck,) = Path("decks").iterdir()
    assert re.fullmatch(r"mine-[a-z]{6}\.apkg", deck.name)


def test_the_guide_for_language_models(run: Run) -> None:
    """Its commands exist, and a guide that is there already is kept."""
    from studykit.cli import COMMANDS

    Path("mine").mkdir()
    Path("mine/AGENTS.md").write_text("Tabs, please.\n", encoding="utf-8")
    assert "wrote mine/questions/AGENTS.md\n" in run("init", "mine").out
    assert Path("mine/AGENTS.md").read_text(encoding="utf-8") == "Tabs, please.\n"
    guide = Path("mine/questions/AGENTS.md").read_text(encoding="utf-8")
    commands = set(re.findall(r"studykit ([a-z]+)", guide)) - {"course"}
    assert commands <= set(COMMANDS)
    assert {"check", "verify", "locate", "prompt"} <= commands


def write_question(folder: str = "own") -> None:
    """Fill in the question of a course on an own text, as its comments say."""
    bank = Path(folder, "questions", "01-first-bank.yaml")
    lines = bank.read_text(encoding="utf-8")
    lines = re.sub(r"(?m)^    prompt: .*", "    prompt: What does the text begin with?", lines)
    bank.write_text(re.sub(r"(?m)^    answer: .*", "    answer: a talk", lines), encoding="utf-8")


def test_the_question_on_an_own_text_is_still_to_be_written(run: Run) -> None:
    """Nothing that nobody wrote gets into a quiz or a deck."""
    Path("own.md").write_text("We met on a Tuesday to talk: about bread.\n", encoding="utf-8")
    assert run("init", "own", "--text", "own.md").out.endswith(
        "\n"
        f"Next: write your first question in {Path('own/questions/01-first-bank.yaml')}. Then:\n"
        "  cd own\n"
        "  studykit check    # check every quote against its text\n"
        "  studykit quiz     # answer the questions in the terminal\n"
        "  studykit web      # write decks/*.html, a page for learners\n"
        "  studykit build    # write decks/*.apkg for Anki\n"
    )
    os.chdir("own")
    ran = run("check")
    assert ran.code == 1
    assert (
        ran.out
        == f"""\
questions/01-first-bank.yaml:10:12: error[bad-value]: `prompt` is empty: write it here
  10 |     prompt:              # write a question that the quote below answers, or choose another quote
     |            ^

questions/01-first-bank.yaml:11:12: error[bad-value]: `answer` is empty: write it here
  11 |     answer:              # write the answer that learners should remember
     |            ^

1 passage in 1 source: 1 verified against the text (1 exact)
1 question in 1 bank (1 question could not be read); {RULES_RAN}
2 errors, 0 warnings
"""
    )
    assert run("build").code == 1
    assert run("list").out == "0 questions\n"
    write_question(".")
    assert run("check", "--strict").code == 0


def test_captions_have_the_title_of_their_file(run: Run) -> None:
    Path("night.vtt").write_text(
        "WEBVTT - The Night Log\n\n00:01.000 --> 00:03.000\n<v Ann>We met on a Tuesday to talk.\n",
        encoding="utf-8",
    )
    run("init", "own", "--text", "night.vtt")
    course = Path("own/questions/course.yaml").read_text(encoding="utf-8")
    assert course.count('title: "The Night Log"\n') == 2


def test_the_first_bank_has_the_language_of_the_text(run: Run) -> None:
    """So that 1.200 is read as a German writes it."""
    Path("own.md").write_text(
        "Wir haben uns an einem Dienstag getroffen, um über das Brot zu sprechen.\n", "utf-8"
    )
    run("init", "own", "--text", "own.md")
    bank = Path("own/questions/01-first-bank.yaml").read_text(encoding="utf-8")
    assert "defaults: {source: own, lang: de}\n" in bank


def test_a_text_of_short_answers_has_its_longest_as_the_first_quote(run: Run) -> None:
    Path("own.txt").write_text(
        "Anna: Wann?\n\nBernd: Am Dienstag.\n\nAnna: Und wo?\n\nBernd: Oben im Turm.\n", "utf-8"
    )
    assert run("init", "own", "--text", "own.txt").code == 0
    bank = Path("own/questions/01-first-bank.yaml").read_text(encoding="utf-8")
    assert '- quote: "Oben im Turm."\n' in bank
    write_question()
    assert check(Path("own/questions")).report.errors == 0


def test_a_text_without_a_title_is_said_to_have_none(run: Run) -> None:
    for text, told in (("", True), ("# The bakery\n\n", False)):
        Path("own.md").write_text(f"{text}We met on a Tuesday to talk about it.\n", "utf-8")
        ran = run("init", f"own-{told}", "--text", "own.md")
        assert (
            "check: the text has no title: set `title` in course.yaml" in ran.out.splitlines()
        ) is told


def test_a_quote_is_not_cut_at_the_end_of_a_line(run: Run) -> None:
    Path("own.md").write_text(
        "Nobody could re-\nmember a time before it.\nIt was an awkward way to\nlive there.\n",
        "utf-8",
    )
    run("init", "own", "--text", "own.md")
    bank = Path("own/questions/01-first-bank.yaml").read_text(encoding="utf-8")
    assert '- quote: "It was an awkward way to live there."\n' in bank


@pytest.mark.parametrize(
    ("text", "course", "source"),
    [
        (
            "Some words.\n\n## Two\n\n# Notes: the *bakery*\n\nWe met on a Tuesday to talk.\n\n# Next\n",
            '"Notes: the bakery"',
            '"Notes: the bakery"',
        ),
        ("Words.\n\n## Two\n\nWe met on a Tuesday to talk.\n", "My course", '"My talk"'),
    ],
    ids=["with a title", "without"],
)
def test_the_title_is_that_of_the_text(text: str, course: str, source: str) -> None:
    Path("my-talk.md").write_text(text, encoding="utf-8")
    init(Path("own"), Path("my-talk.md"))
    lines = Path("own/questions/course.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^ *title: (.*)$", lines) == [course, source]
    write_question()
    assert check(Path("own/questions")).report.diagnostics == []


def course_id(folder: str) -> str:
    """Return the id in the course file of a new course."""
    text = Path(folder, "questions", "course.yaml").read_text(encoding="utf-8")
    (id,) = re.findall(r"^id: (\S+)$", text, re.MULTILINE)
    return str(id)


@pytest.mark.parametrize("options", [[], ["--text", "own.md"], ["--from-built-in"]], ids=str)
@pytest.mark.parametrize(
    ("folder", "words"),
    [
        ("lighthouse", "lighthouse"),
        ("My Lights, 2nd ed.", "my-lights-2nd-ed"),
        ("灯台", "course"),
        ("x" * 80, "x" * 40),
        ("2024", "2024"),
    ],
)
def test_each_course_has_an_id_of_its_own(options: list[str], folder: str, words: str) -> None:
    """It begins with the folder's name and ends with random letters."""
    Path("own.md").write_text(TALK, encoding="utf-8")
    ids = set()
    for parent in ("one", "two"):
        text = Path("own.md") if options[:1] == ["--text"] else None
        init(Path(parent, folder), text, from_built_in=options == ["--from-built-in"])
        ids.add(course_id(f"{parent}/{folder}"))
        if text:
            write_question(f"{parent}/{folder}")
        assert check(Path(parent, folder, "questions")).report.errors == 0
    assert len(ids) == 2
    assert {id[:-7] for id in ids} == {words}


def test_the_current_folder_gives_the_id(run: Run) -> None:
    Path("lighthouse").mkdir()
    os.chdir("lighthouse")
    assert run("init", ".").code == 0
    assert course_id(".").startswith("lighthouse-")


def test_a_copy_of_the_built_in_course_has_no_notes_lock() -> None:
    """Its notes are new to Anki: the lock lists those of the original."""
    init(Path("copy"), from_built_in=True)
    assert [file.name for file in Path("copy/questions").glob("*.lock")] == ["course.lock"]


def test_no_cd_is_suggested_for_the_current_folder(run: Run) -> None:
    assert "cd " not in run("init", ".").out
    assert run("check").code == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("A talk: with «guests» & co.md", "# Talk\n\nWe met on a Tuesday to talk: about bread.\n"),
        ("plain.txt", "Ann: Did you sleep at all last night?\nBob: Not a minute, I fear.\n"),
        ("han.txt", "我们 从来 没有 想过 要 做 一条 鲶鱼 只是 不小心 成了 鲶鱼\n"),
        ("numbers.md", "1. First of all we made some tea.\n2. Then we drank it all.\n"),
    ],
)
def test_a_course_from_an_own_text_checks_clean(run: Run, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8")
    assert run("init", "own", "--text", name).code == 0
    write_question()
    assert run("check", "--strict", "--questions", "own/questions").out.endswith(
        f"1 question in 1 bank; {RULES_RAN}\n0 errors, 0 warnings\n"
    )
    assert Path("own/questions/.gitignore").read_text().endswith("texts/\n")


CAPTIONS = """\
1
00:00:01,000 --> 00:00:02,000
HOST: Did you sleep at all last night?

2
00:00:03,000 --> 00:00:04,000
BO: Not a minute, I fear.

3
00:00:05,000 --> 00:00:06,000
HOST: What was it?

4
00:00:07,000 --> 00:00:08,000
BO: It was the wind.
"""


def test_init_proposes_what_it_found_in_a_text(run: Run) -> None:
    Path("night.srt").write_text(CAPTIONS, encoding="utf-8")
    lines = run("init", "own", "--text", "night.srt").out.splitlines()
    assert "wrote own/questions/texts/night.md" in lines
    assert "found: 2 speakers (HOST and BO; HOST asks), 2 exchanges, language: en" in lines
    course = Path("own/questions/course.yaml").read_text("utf-8")
    assert '  - {id: host, name: "Host", role: host}\n' in course
    assert '      "BO": bo\n' in course
    write_question()
    ran = run("check", "--strict", "--questions", "own/questions")
    assert ran.out.endswith("0 errors, 0 warnings\n")


def test_the_first_quote_is_a_whole_sentence_of_someone_who_answers(run: Run) -> None:
    Path("own.md").write_text(
        "Ann: And what did the mill cost you in the end?\n\n"
        "Bob: Too much. It cost us the whole of the harvest.\n\n"
        "Ann: Was that a bargain?\n\n"
        "Bob: It was.\n",
        encoding="utf-8",
    )
    run("init", "own", "--text", "own.md")
    bank = Path("own/questions/01-first-bank.yaml").read_text(encoding="utf-8")
    assert '- quote: "It cost us the whole of the harvest."\n' in bank


@pytest.mark.parametrize(
    "text",
    [
        "记者：您好吗？我们今天谈谈修表的手艺，它已经有一百年的历史了。\n",
        "聞き手：時計はどうですか。\n\n林：時計はまだ動いています。\n",
        "เราซ่อมนาฬิกามานานแล้ว และยังซ่อมอยู่\n",
    ],
)
def test_texts_without_spaces_between_words_are_quoted(run: Run, text: str) -> None:
    Path("own.md").write_text(text, encoding="utf-8")
    assert run("init", "own", "--text", "own.md").code == 0
    write_question()
    ran = run("check", "--strict", "--questions", "own/questions")
    assert ran.out.endswith("0 errors, 0 warnings\n")


TALK = "# Talk\n\nWe met on a Tuesday to talk: about bread.\n"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("true.md", "true.md"),
        ("null.md", "null.md"),
        ("1e5.md", "1e5.md"),
        ("~.md", "~.md"),
        (".md", ".md"),
        ("-.md", "-.md"),
        ("'\"#: [.md", "'\"#: [.md"),
        ("a" * 90 + ".md", "a" * 90 + ".md"),
        ("è" * 120 + ".md", "text.md"),
        ("a\\b.md", "a-b.md"),
        ("a\nb.md", "a-b.md"),
        ("a\x1b[2J\x9bb.md", "a-2j-b.md"),
        ("\u202elrow.md", "lrow.md"),
        ("\udcff.md", "text.md"),
        ("\udcff.m\udcff", "text"),
        ("\x07", "text"),
    ],
)
def test_a_text_with_any_name(name: str, kept: str) -> None:
    Path(name).write_text(TALK, encoding="utf-8")
    init(Path("own"), Path(name))
    write_question()
    assert [file.name for file in Path("own/questions/texts").iterdir()] == [kept]
    assert check(Path("own/questions")).report.diagnostics == []


def test_a_text_with_control_characters_is_quoted_after_them(run: Run) -> None:
    Path("own.md").write_text(f"We \x1b[2J met \x9b\n\n{TALK}", encoding="utf-8")
    assert run("init", "own", "--text", "own.md").code == 0
    write_question()
    ran = run("check", "--strict", "--questions", "own/questions")
    assert ran.out.endswith("0 errors, 0 warnings\n")


def test_the_built_in_course_can_be_copied(run: Run) -> None:
    assert run("init", "copy", "--from-built-in").code == 0
    ran = run("check", "--questions", "copy/questions")
    assert ran.code == 0
    assert " pinned (texts not on this machine: " in ran.out


@pytest.mark.parametrize("options", [[], ["--text", "own.md"], ["--from-built-in"]], ids=str)
def test_every_file_names_its_schema_in_the_same_folder(run: Run, options: list[str]) -> None:
    """So an editor can complete keys without a network and without studykit."""
    Path("own.md").write_text("# Talk\n\nWe met on a Tuesday to talk about bread.\n", "utf-8")
    run("init", "new", *options)
    files = sorted(Path("new/questions").glob("*.yaml"))
    assert len(files) >= 2
    for file in files:
        name = "course" if file.name == "course.yaml" else "bank"
        first, second, *_ = file.read_text(encoding="utf-8").split("\n")
        assert first == f"# yaml-language-server: $schema=.schema/{name}.json"
        assert "$schema" not in second
        assert (file.parent / ".schema" / f"{name}.json").is_file()


def test_an_existing_course_is_not_changed(run: Run) -> None:
    run("init", "mine")
    Path("mine/questions/course.yaml").write_text("mine", encoding="utf-8")
    ran = run("init", "mine")
    assert ran.code == 3
    assert ran.err == (f"studykit: {Path('mine/questions')} already exists; choose another DIR\n")
    assert Path("mine/questions/course.yaml").read_text(encoding="utf-8") == "mine"


def test_an_unusable_text_is_an_error(run: Run) -> None:
    Path("binary.md").write_bytes(b"\xff\xfe\0")
    Path("short.md").write_text("Hello\n", encoding="utf-8")
    assert run("init", "a", "--text", "nowhere.md").err == (
        "studykit: cannot read nowhere.md: No such file or directory\n"
    )
    assert run("init", "a", "--text", "binary.md").err == (
        "studykit: binary.md is not UTF-8 text; save it as UTF-8\n"
    )
    assert run("init", "a", "--text", "short.md").err == (
        "studykit: short.md has no passage of three words to quote; is it the right file?\n"
    )
    assert run("init", "a", "--text", "short.md", "--from-built-in").err == (
        "studykit: --text and --from-built-in cannot be used together\n"
    )
    assert not Path("a").exists()


def test_a_sample_course_in_another_language(run: Run) -> None:
    ran = run("init", "orgel", "--lang", "de-CH")
    assert ran.code == 0
    assert ran.out.startswith(
        "wrote orgel/questions/course.yaml\n"
        "wrote orgel/questions/01-first-bank.yaml\n"
        "wrote orgel/questions/texts/orgel.md\n"
    )
    assert course_id("orgel").startswith("orgel-")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("--lang it", "there is no sample course in `it`, only in en, de, es, fr and zh"),
        ("--lang zh-TW", "there is no sample course in `zh-TW`, only in en, de, es, fr and zh"),
        ("--lang german", "`german` is not a language tag, such as `en` or `de-AT`"),
        ("--lang de --from-built-in", "--lang and --from-built-in cannot be used together"),
        ("--lang german --text own.md", "`german` is not a language tag, such as `en` or `de-AT`"),
    ],
)
def test_a_language_without_a_sample_course(run: Run, options: str, message: str) -> None:
    """Nothing is written."""
    Path("own.md").write_text(TALK, encoding="utf-8")
    ran = run("init", "own", *options.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"studykit: {message}\n")
    assert not Path("own").exists()


def test_the_language_of_an_own_text_may_be_given(run: Run) -> None:
    """Any language: it is that of the text, instead of the one that is guessed."""
    Path("own.md").write_text(TALK, encoding="utf-8")
    assert run("init", "own", "--text", "own.md", "--lang", "it").out.count("language: it") == 1
    course = Path("own/questions/course.yaml").read_text(encoding="utf-8")
    assert course.count("language: it\n") == 1
    bank = Path("own/questions/01-first-bank.yaml").read_text(encoding="utf-8")
    assert "defaults: {source: own, lang: it}\n" in bank


def test_the_science_example(run: Run) -> None:
    ran = run("init", "swing", "--example", "science")
    assert ran.out.startswith(
        "wrote swing/questions/course.yaml\n"
        "wrote swing/questions/01-pendulum.yaml\n"
        "wrote swing/questions/texts/lesson.md\n"
        "wrote swing/questions/images/apparatus.png\n"
        "wrote swing/questions/images/length.png\n"
    )
    os.chdir("swing")
    assert run("check", "--strict").out == (
        "20 passages in 1 source: 20 verified against the text (20 exact)\n"
        f"13 questions in 1 bank; {RULES_RAN}\n"
        "0 errors, 0 warnings\n"
    )


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--example", "scince"], 2, "unknown example `scince`; did you mean `science`?"),
        (["--example", "history"], 2, "unknown example `history`; the examples are interview, science"),
        (["--example", "science", "--from-built-in"], 2,
         "--example and --from-built-in cannot be used together"),
        (["--example", "science", "--text", "a.md"], 2,
         "--text and --example cannot be used together"),
        (["--example", "science", "--lang", "de"], 2, "the example science is in English only"),
    ],
)  # fmt: skip
def test_an_example_that_does_not_exist(
    options: list[str], code: int, message: str, run: Run
) -> None:
    """Nothing is written."""
    ran = run("init", "swing", *options)
    assert (ran.code, ran.out, ran.err) == (code, "", f"studykit: {message}\n")
    assert not Path("swing").exists()


def test_the_interview_is_an_example_by_name(run: Run) -> None:
    assert run("init", "a", "--example", "interview").out == run("init", "b").out.replace(
        "b/", "a/"
    ).replace("cd b", "cd a")
