"""Citations of evidence: speaker, place, and a link to the passage."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.citation import Citation, cite, passage_link, place_name, text_fragment
from studykit.bank.model import Evidence
from studykit.diagnostics import Report
from studykit.source.course import CourseFile, Source, load_course_file
from studykit.source.text import Place
from studykit.yamlfile import YamlFile

from ..conftest import COURSE


def course(yaml: str = COURSE) -> CourseFile:
    file = YamlFile("course.yaml", yaml)
    file.parse(Report())
    made = load_course_file(file, Report())
    assert made is not None
    return made


QUOTE = "a shutter was banging up here in the wind"
EVIDENCE = Evidence(QUOTE, "lighthouse", Place("part-1", "A1", "marlow", 1))


def test_a_citation_has_place_speaker_title_credit_and_link() -> None:
    assert cite(EVIDENCE, course()) == Citation(
        quote=QUOTE,
        place="Part 1, A1",
        speaker="Ida Marlow",
        title="The Shutter and the Light",
        credit="written for studykit",
        link="https://example.org/lighthouse#:~:text=a%20shutter%20was%20banging,here%20in%20the%20wind",
        lang="en",
    )


def test_a_citation_without_speaker_credit_and_address() -> None:
    silent = (
        COURSE.replace("    url: https://example.org/lighthouse\n", "")
        .replace("    credit: written for studykit\n", "    language: de\n")
    )  # fmt: skip
    assert cite(Evidence(QUOTE, "lighthouse", Place("introduction")), course(silent)) == Citation(
        quote=QUOTE,
        place="Introduction",
        speaker=None,
        title="The Shutter and the Light",
        credit=None,
        link=None,
        lang="de",
    )


def test_an_unknown_source_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="times"):
        cite(Evidence(QUOTE, "times", Place("part-1")), course())


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place("part-1", "A2", "marlow", 1), "Part 1, A2"),
        (Place("part-1", "A2", "marlow", 2), "Part 1, A2, paragraph 2"),
        (Place("part-1", "A2"), "Part 1, A2"),
        (Place("introduction", paragraph=1), "Introduction, paragraph 1"),
        (Place("introduction", paragraph=3), "Introduction, paragraph 3"),
        (Place("introduction"), "Introduction"),
        (Place("gone", "Q1"), "gone, Q1"),
    ],
)
def test_place_name(place: Place, name: str) -> None:
    assert place_name(place, course(), "lighthouse") == name


def test_the_name_of_a_place_in_an_unknown_source() -> None:
    assert place_name(Place("part-1", "A2"), course(), "times") == "part-1, A2"


# Links: WICG Scroll to Text Fragment, `#:~:text=start,end`


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("A noise", "A%20noise"),
        ("one two three four five six seven eight", "one%20two%20three%20four%20five%20six%20seven%20eight"),
        ("one two three four five six seven eight nine", "one%20two%20three%20four,six%20seven%20eight%20nine"),
        ("a hand-wound machine", "a%20hand%2Dwound%20machine"),
        ("one man, one hour", "one%20man%2C%20one%20hour"),
        ("R&D at 100%", "R%26D%20at%20100%25"),
        ("I didn’t", "I%20didn%E2%80%99t"),
        ("“that coat hanger”", "%E2%80%9Cthat%20coat%20hanger%E2%80%9D"),
        ("hour—I’ll", "hour%E2%80%94I%E2%80%99ll"),
        ("what? #1 a/b", "what%3F%20%231%20a%2Fb"),
        ("  spread\n  over lines ", "spread%20over%20lines"),
        ("灯台", "%E7%81%AF%E5%8F%B0"),
    ],
)  # fmt: skip
def test_a_link_has_a_short_quote_in_full_and_the_ends_of_a_long_one(quote: str, text: str) -> None:
    assert text_fragment(quote) == f"#:~:text={text}"


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_quote_is_encoded_in_a_link(quote: str) -> None:
    head, _, directive = text_fragment(quote).partition("=")
    assert head == "#:~:text"
    assert not set(directive) & set("&-#:=\" <>'()")
    words = [unquote(part).split(" ") for part in directive.split(",")]
    if len(words) == 1:
        assert " ".join(words[0]) == " ".join(quote.split())
    else:
        start, end = words
        assert len(quote.split()) > 8
        assert (start, end) == (quote.split()[:4], quote.split()[-4:])


def test_the_directive_follows_a_fragment_that_an_address_has() -> None:
    source = Source(
        id="log", kind="news", title="Log", file="log.txt", url="https://example.org/#noon"
    )
    course = CourseFile(id="c", title="C", sources=(source,))
    link = cite(Evidence("a bell", "log", Place("text")), course).link
    assert link == "https://example.org/#noon:~:text=a%20bell"


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (Place("part-1", "A1", "marlow", 2, time=751), "Part 1, A1, 12:31"),
        (Place("introduction", None, None, 3, "12", 12), "Introduction, p. 12"),
        (Place("introduction", None, None, 3, "xii–1", 14), "Introduction, pp. xii–1"),
    ],
)
def test_a_page_or_a_time_replaces_the_number_of_the_paragraph(place: Place, name: str) -> None:
    assert place_name(place, course(), "lighthouse") == name


PAGE = Place("text", page="xii", pdf_page=14)
TIME = Place("text", time=751)


@pytest.mark.parametrize(
    ("url", "place", "link"),
    [
        ("https://a.org/b.pdf", PAGE, "https://a.org/b.pdf#page=14"),
        ("https://a.org/b.PDF?v=1", PAGE, "https://a.org/b.PDF?v=1#page=14"),
        ("https://a.org/b.pdf", Place("text"), "https://a.org/b.pdf"),
        ("https://a.org/b.mp3", TIME, "https://a.org/b.mp3#t=751"),
        ("https://a.org/b.mp3", Place("text"), "https://a.org/b.mp3"),
        ("https://www.youtube.com/watch?v=x&t=5", TIME, "https://www.youtube.com/watch?v=x&t=751s"),
        ("https://youtu.be/x", TIME, "https://youtu.be/x?t=751s"),
        ("https://a.org/b", TIME, "https://a.org/b#:~:text=It%20was"),
    ],
)
def test_a_link_leads_to_the_page_or_the_time(url: str, place: Place, link: str) -> None:
    assert passage_link(url, "It was", place) == link
