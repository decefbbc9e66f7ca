"""The tools of an assistant, called without a server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from studykit.assistant.arguments import PASSAGE_WORDS, TOOLS
from studykit.assistant.tools import EXAMPLE, RUN, Assistant, answer
from studykit.bank.kinds import KINDS
from studykit.diagnostics import StudykitError

from ..conftest import COURSE, LIGHTHOUSE, QUESTION, MakeCourse


@pytest.fixture
def assistant(make_course: MakeCourse) -> Assistant:
    return Assistant(make_course())


def refused(assistant: Assistant, tool: str, **arguments: Any) -> str:
    """Return the sentence with which a tool refuses some arguments."""
    with pytest.raises(StudykitError) as caught:
        answer(assistant, tool, arguments)
    return str(caught.value)


def test_every_tool_that_is_listed_does_something() -> None:
    assert RUN.keys() == TOOLS.keys()


def test_every_argument_has_a_description_and_one_type() -> None:
    for tool in TOOLS.values():
        schema = tool.arguments.input_schema()
        assert schema.keys() <= {"type", "properties", "additionalProperties", "required"}
        for rule in schema["properties"].values():
            assert rule["description"]
            assert rule["type"] in ("string", "integer")
    assert TOOLS["locate"].arguments.input_schema()["required"] == ["quote"]


def test_sources_lists_sections_people_and_banks(assistant: Assistant) -> None:
    found = answer(assistant, "sources", {})
    assert found["questions"] == 1
    assert found["banks"] == [{"id": "bank", "title": "Bank", "questions": 1}]
    assert found["people"][0] == {"name": "Ida Marlow", "role": "interviewee"}
    (source,) = found["sources"]
    assert source["credit"] == "written for studykit"
    assert [section["id"] for section in source["sections"]] == [
        "introduction", "part-1", "part-2", "comments",
    ]  # fmt: skip
    assert source["sections"][3]["cannot_be_cited"] == "reader comments"
    assert source["sections"][1]["turns"] == 8


# read_passage


def test_a_section_is_read_turn_by_turn(assistant: Assistant) -> None:
    found = answer(assistant, "read_passage", {"section": "part-1", "words": 40})
    assert found["source"] == "lighthouse"
    heading, asked, answered = found["passages"]
    assert heading["cannot_be_cited"] == "a heading"
    assert (asked["turn"], asked["speaker"]) == ("Q1", "The reporter")
    assert (answered["place"], answered["speaker"]) == ("Part 1, A1", "Ida Marlow")
    assert answered["text"].startswith("A noise.")


def test_reading_goes_on_where_it_ended_until_all_is_read(assistant: Assistant) -> None:
    """Nothing is lost or read twice: the passages together are the text."""
    start: int | None = 0
    read = []
    while start is not None:
        found = answer(assistant, "read_passage", {"start": start, "words": 30})
        read += [passage["text"] for passage in found["passages"]]
        assert sum(len(passage["text"].split()) for passage in found["passages"]) <= 30
        start = found["next"]
    text = assistant.course.texts["lighthouse"]
    everything = answer(
        Assistant(assistant.folder, full_text=True), "read_passage", {"words": 9999}
    )
    assert everything["next"] is None
    whole = " ".join(passage["text"] for passage in everything["passages"])
    assert " ".join(read).split() == whole.split()
    assert "Saturdays Only" in whole
    assert len(whole.split()) > text.citable_words


def test_a_quote_is_read_in_its_paragraph(assistant: Assistant) -> None:
    quote = "The weight has to be wound every four hours"
    found = answer(assistant, "read_passage", {"quote": quote, "words": 30})
    assert found["passages"][0]["place"] == "Part 1, A3"
    assert quote in found["passages"][0]["text"]
    slip = quote.replace("four", "five")
    assert answer(assistant, "read_passage", {"quote": slip, "words": 30}) == found


def test_a_quote_in_a_paragraph_of_a_megabyte_is_read_with_the_words_before(
    make_course: MakeCourse,
) -> None:
    sentences = " ".join(f"Gull {n} sat on a rock of the shore." for n in range(30_000))
    course = Assistant(make_course(text=f"{sentences}\n", course=COURSE.split("    regions:")[0]))
    found = answer(course, "read_passage", {"quote": "Gull 20000 sat on a rock"})
    (passage,) = found["passages"]
    assert len(passage["text"].split()) <= PASSAGE_WORDS
    assert passage["text"].startswith("on a rock of the shore. Gull 19994 sat")
    assert "Gull 20000 sat" in passage["text"]
    assert passage["text"].endswith("of the shore.")


def test_more_words_at_once_need_the_full_text(assistant: Assistant) -> None:
    assert refused(assistant, "read_passage", words=PASSAGE_WORDS + 1) == (
        "`words` must be at most 200; to allow more, the user can start the server with --full-text"
    )
    more = Assistant(assistant.folder, full_text=True)
    found = answer(more, "read_passage", {"words": 100_000})
    assert found["next"] is None


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"source": "light"}, "unknown source `light`; did you mean `lighthouse`?"),
        ({"section": "part-9"}, "unknown section `part-9`; did you mean `part-2`?"),
        ({"section": "comments", "turn": "A1"}, "there are no turns in comments"),
        ({"turn": "A77"}, "unknown turn `A77`; the turns are Q1, A1"),
        (
            {"quote": "x", "start": 3},
            "give a `quote`, a `start`, or a `section` and `turn`: only one",
        ),
        ({"quote": "zeppelins"}, "neither the quote nor anything like it is in the texts here"),
        ({"words": 0}, "1 problem: `words` must be at least 1"),
        ({"start": -1}, "1 problem: `start` must be at least 0"),
        ({"words": "many"}, "1 problem: `words` must be a whole number, not the text “many”"),
        ({"sauce": "x"}, "1 problem: unknown key `sauce` (did you mean `source`?)"),
    ],
)
def test_arguments_that_cannot_be_used(
    assistant: Assistant, arguments: dict[str, Any], sentence: str
) -> None:
    assert refused(assistant, "read_passage", **arguments).startswith(sentence)


def test_a_start_behind_the_end_reads_nothing(assistant: Assistant) -> None:
    found = answer(assistant, "read_passage", {"start": 10**9})
    assert (found["passages"], found["next"]) == ([], None)


# locate


def test_a_quote_is_located_with_a_passage_to_cite(assistant: Assistant) -> None:
    found = answer(assistant, "locate", {"quote": "whole but for one broken wheel"})
    assert (found["passes"], found["verdict"]) == (True, "exact")
    assert found["matches"][0]["turn"] == "A2"
    assert found["passage"] == {
        "source": "lighthouse",
        "quote": "whole but for one broken wheel",
        "speaker": "Ida Marlow",
    }


def test_a_slip_is_shown_beside_the_words_of_the_text(assistant: Assistant) -> None:
    found = answer(assistant, "locate", {"quote": "whole but for two broken wheels"})
    assert (found["passes"], found["verdict"]) == (False, "near")
    assert ["replace", "two", "one"] in found["nearest"]["diff"]
    assert "whole but for one broken wheel" in found["passage"]["quote"]


def test_the_part_of_an_invented_quote_that_is_there_is_shown(assistant: Assistant) -> None:
    quote = (
        "He grinned, for the weight has to be wound, and the zeppelins went over Skerrow by night"
    )
    found = answer(assistant, "locate", {"quote": quote})
    assert found["verdict"] == "absent"
    assert found["longest_part_found"] == "weight has to be wound"


def test_a_long_quote_does_not_get_around_the_limit(assistant: Assistant) -> None:
    paragraph = " ".join(f"Gull {n} sat on a rock." for n in range(100))
    file = assistant.folder / "texts" / "lighthouse.md"
    file.write_text(f"{LIGHTHOUSE}\n{paragraph}\n", encoding="utf-8")
    found = answer(assistant, "locate", {"quote": paragraph.replace("Gull 5 ", "Gull five ")})
    for match in [*found["matches"], found["nearest"]]:
        assert match is None or len(match["text"].split()) <= PASSAGE_WORDS + 1


def test_names_that_a_quote_claims_must_be_known(assistant: Assistant) -> None:
    assert refused(assistant, "locate", quote="x", speaker="Marlowe") == (
        "unknown person `Marlowe`; did you mean `Marlow`?"
    )
    assert refused(assistant, "locate") == "1 problem: `quote` is missing"
    assert refused(assistant, "locate", quote=" ") == "1 problem: `quote` must not be empty"


# coverage and schema


def test_coverage_names_the_turns_that_no_question_quotes(assistant: Assistant) -> None:
    found = answer(assistant, "coverage", {})
    (source,) = found["sources"]
    assert source["sections"][1]["spots_quoted"] == 1
    assert source["not_quoted"][0]["section"] == "introduction"
    assert {"section": "part-1", "place": "A2", "speaker": "Ida Marlow"}.items() <= (
        next(spot for spot in source["not_quoted"] if spot["place"] == "A2").items()
    )
    assert refused(assistant, "coverage", source="x") == (
        "unknown source `x`; the sources are lighthouse"
    )


def test_schema_lists_the_types_or_shows_one(assistant: Assistant) -> None:
    assert answer(assistant, "schema", {})["types"].keys() == KINDS.keys()
    for name in KINDS:
        found = answer(assistant, "schema", {"type": name})
        assert found["properties"]["type"]["const"] == name
        assert "quote" in found["$defs"]["Passage"]["properties"]
        assert "common" not in str(found)
    assert refused(assistant, "schema", type="multiple-choice") == (
        "unknown type `multiple-choice`; did you mean `multiple_choice`?"
    )


def test_the_example_passes_the_check(assistant: Assistant) -> None:
    assert answer(assistant, "schema", {})["example"] == EXAMPLE
    found = answer(assistant, "check_cards", {"cards": EXAMPLE})
    assert (found["errors"], found["warnings"], found["cards"][0]["findings"]) == (0, 0, [])


# The course


def test_a_changed_file_is_read_again(assistant: Assistant) -> None:
    assert answer(assistant, "sources", {})["questions"] == 1
    before = assistant.course
    assert assistant.course is before
    bank = assistant.folder / "bank.yaml"
    bank.write_text(
        bank.read_text(encoding="utf-8")
        + "  "
        + QUESTION.replace("noise", "second").replace("\n", "\n  "),
        encoding="utf-8",
    )
    assert answer(assistant, "sources", {})["questions"] == 2


def test_a_course_with_mistakes_is_answered_as_far_as_it_can_be_read(
    make_course: MakeCourse,
) -> None:
    course = Assistant(make_course(course=COURSE.replace("kind: original", "kind: novella")))
    assert answer(course, "sources", {})["sources"][0]["id"] == "lighthouse"
    broken = Assistant(make_course(course=b"\xff"))
    assert refused(broken, "sources") == (
        "the course file cannot be read; `studykit check` in a terminal says why"
    )


def test_a_course_without_its_text_says_so(make_course: MakeCourse) -> None:
    course = Assistant(make_course(text=None))
    assert answer(course, "sources", {})["sources"][0]["text_here"] is False
    assert refused(course, "read_passage", source="lighthouse") == (
        "the text of lighthouse is not on this machine, or cannot be used"
    )


def test_no_tool_changes_a_file(assistant: Assistant) -> None:
    def files() -> dict[Path, bytes]:
        return {file: file.read_bytes() for file in Path().rglob("*") if file.is_file()}

    before = files()
    for tool, arguments in (
        ("sources", {}),
        ("read_passage", {}),
        ("locate", {"quote": "a shutter"}),
        ("check_cards", {"cards": EXAMPLE}),
        ("coverage", {}),
        ("schema", {}),
    ):
        answer(assistant, tool, arguments)
    assert files() == before
