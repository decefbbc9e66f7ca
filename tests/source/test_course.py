"""The course file, and the findings on mistakes in it."""

from __future__ import annotations

from textwrap import dedent

import pytest

from studykit.diagnostics import Report, as_text
from studykit.source.course import CourseFile, Region, load_course_file
from studykit.yamlfile import YamlFile

from ..conftest import COURSE
from .documents import course_of

HEAD = "id: course\ntitle: Course\n"


def load(text: str) -> tuple[CourseFile | None, str]:
    """Return the course, and the report as text without its last line."""
    report = Report()
    file = YamlFile("course.yaml", text)
    file.parse(report)
    course = load_course_file(file, report)
    report.sort()
    return course, "\n".join([*as_text(report)][:-1])


def report_of(text: str) -> str:
    return load(HEAD + dedent(text))[1]


def expected(test: object) -> str:
    return dedent(test.__doc__ or "").lstrip("\n")


# Valid files


def test_load_course_file() -> None:
    course, report = load(COURSE)
    assert report == ""
    assert course is not None
    assert [source.id for source in course.sources] == ["lighthouse"]
    assert course.sources[0].speakers == {"Reporter": "reporter", "Marlow": "marlow"}
    assert [region.name for region in course.sources[0].sections] == [
        "Introduction",
        "Part 1",
        "Part 2",
        "Comments",
    ]


def test_person_by_id_name_or_alias_in_any_case() -> None:
    course, _ = load(COURSE)
    assert course is not None
    for name in ("marlow", "Ida Marlow", "ida marlow", "MARLOW"):
        person = course.person(name)
        assert person is not None
        assert person.id == "marlow"
    assert course.person("Ida") is None
    assert (course.name("marlow"), course.name("ida"), course.name(None)) == (
        "Ida Marlow",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("kind", "citable"),
    [
        ("interview", True), ("body", True), ("introduction", True), ("preface", True),
        ("note", True), ("footnotes", True), ("summary", True),
        ("title", False), ("front-matter", False), ("credits", False), ("contents", False),
        ("navigation", False), ("label", False), ("comments", False), ("spam", False),
    ],
)  # fmt: skip
def test_kind_of_region_decides_whether_it_is_citable(kind: str, citable: bool) -> None:
    assert Region.model_validate({"id": "a", "kind": kind}).citable is citable
    assert Region.model_validate({"id": "a", "kind": kind, "cite": not citable}).citable is (
        not citable
    )


def test_source_without_regions_has_one_section() -> None:
    source = course_of({}).sources[0]
    assert [(r.id, r.name, r.kind) for r in source.sections] == [("text", "Text", "body")]
    assert source.region("text") is source.sections[0]
    source = course_of({"speakers": {"Ann": "ann"}}).sources[0]
    assert source.sections[0].kind == "interview"


def test_numbers_are_accepted_as_text() -> None:
    course, report = load(
        HEAD + "version: 1.0\nsources: [{id: 2024, kind: essay, title: 1984, file: a.txt}]"
    )
    assert report == ""
    assert course is not None
    assert (course.version, course.sources[0].id, course.sources[0].title) == (
        "1.0",
        "2024",
        "1984",
    )


# Mistakes


def test_empty_course_file() -> None:
    """
    course.yaml:1:1: error[missing-key]: the course file is empty
    """
    assert load("") == (None, expected(test_empty_course_file))
    assert load("# nothing yet\n")[1].startswith(expected(test_empty_course_file).strip())


def test_invalid_yaml_is_reported_once() -> None:
    """
    course.yaml:2:11: error[yaml-syntax]: invalid YAML: mapping values are not allowed in this context
      2 | title: One: two
        |           ^
      help: quote a text that contains ": ", as in "like: this"
    """
    report = load("id: course\ntitle: One: two\n")
    assert report == (None, expected(test_invalid_yaml_is_reported_once))


def test_missing_keys() -> None:
    """
    course.yaml:1:1: error[missing-key]: `sources` is missing
      1 | id: course
        | ^^^^^^^^^^

    course.yaml:1:1: error[missing-key]: `title` is missing
      1 | id: course
        | ^^^^^^^^^^
    """
    assert load("id: course\n") == (None, expected(test_missing_keys))


def test_empty_list_of_sources() -> None:
    """
    course.yaml:3:10: error[bad-value]: `sources` must not be empty
      3 | sources: []
        |          ^^
    """
    assert report_of("sources: []") == expected(test_empty_list_of_sources)


def test_unknown_keys() -> None:
    """
    course.yaml:3:1: error[unknown-key]: unknown key `license`
      3 | license: MIT
        | ^^^^^^^
      help: did you mean `licence`?

    course.yaml:5:49: error[unknown-key]: unknown key `regoins`
      5 |   - {id: a, kind: essay, title: A, file: a.txt, regoins: []}
        |                                                 ^^^^^^^
      help: did you mean `regions`?
    """
    assert report_of(
        """\
        license: MIT
        sources:
          - {id: a, kind: essay, title: A, file: a.txt, regoins: []}
        """
    ) == expected(test_unknown_keys)


def test_all_bad_values_are_reported() -> None:
    """
    course.yaml:4:9: error[bad-value]: `id` cannot be the text “A b”
      4 |   - id: A b
        |         ^^^
      help: use lower-case letters, digits and hyphens, as in `price-war`

    course.yaml:5:11: error[bad-value]: `kind` must be 'translation', 'original', 'excerpts', 'summary', 'news', 'commentary', 'essay', 'book', 'podcast', 'lecture' or 'video', not the text “Essay”
      5 |     kind: Essay
        |           ^^^^^

    course.yaml:6:12: error[bad-value]: `title` must not be empty
      6 |     title: ""
        |            ^^

    course.yaml:8:10: error[bad-value]: `url` must be a web address that starts with https://
      8 |     url: www.example.org
        |          ^^^^^^^^^^^^^^^

    course.yaml:9:15: error[bad-value]: `speakers` must be a mapping of keys to values, not a list
      9 |     speakers: [Ann]
        |               ^^^^^
    """
    assert report_of(
        """\
        sources:
          - id: A b
            kind: Essay
            title: ""
            file: a.txt
            url: www.example.org
            speakers: [Ann]
        """
    ) == expected(test_all_bad_values_are_reported)


def test_file_must_be_a_name_not_a_path() -> None:
    _, report = load(
        HEAD
        + "sources: [{id: a, kind: essay, title: A, file: ../a.txt, fetch: {url: 'https://x', sha256: 12}}]"
    )
    assert "course.yaml:3:48: error[bad-value]: `file` cannot be the text “../a.txt”" in report
    assert "course.yaml:3:92: error[bad-value]: `sha256` cannot be " in report


def test_duplicate_ids() -> None:
    """
    course.yaml:3:33: error[duplicate-id]: `w` is the id of two works
      3 | works: [{id: w, title: W}, {id: w, title: X}]
        |                                 ^

    course.yaml:4:33: error[duplicate-id]: `p` is the id of two people
      4 | people: [{id: p, name: P}, {id: p, name: Q}]
        |                                 ^

    course.yaml:7:10: error[duplicate-id]: `a` is the id of two sources
      7 |   - {id: a, kind: news, title: B, file: b.txt, regions: [{id: r, opens: x}, {id: r, opens: y}]}
        |          ^

    course.yaml:7:82: error[duplicate-id]: `r` is the id of two regions
      7 |   - {id: a, kind: news, title: B, file: b.txt, regions: [{id: r, opens: x}, {id: r, opens: y}]}
        |                                                                                  ^
    """
    assert report_of(
        """\
        works: [{id: w, title: W}, {id: w, title: X}]
        people: [{id: p, name: P}, {id: p, name: Q}]
        sources:
          - {id: a, kind: essay, title: A, file: a.txt}
          - {id: a, kind: news, title: B, file: b.txt, regions: [{id: r, opens: x}, {id: r, opens: y}]}
        """
    ) == expected(test_duplicate_ids)


def test_unknown_work_and_people() -> None:
    """
    course.yaml:10:11: error[unknown-work]: unknown work `intervew`
      10 |     work: intervew
         |           ^^^^^^^^
      help: did you mean `interview`?

    course.yaml:11:19: error[unknown-person]: unknown person `bob`
      11 |     people: [ann, bob]
         |                   ^^^

    course.yaml:12:21: error[unknown-person]: unknown person `anna`
      12 |     speakers: {Ann: anna, A.: ann}
         |                     ^^^^
      help: did you mean `ann`?
    """
    assert report_of(
        """\
        works: [{id: interview, title: W}]
        people: [{id: ann, name: Ann}]
        sources:
          - id: a
            kind: essay
            title: A
            file: a.txt
            work: intervew
            people: [ann, bob]
            speakers: {Ann: anna, A.: ann}
        """
    ) == expected(test_unknown_work_and_people)


def test_each_unknown_work_of_excerpts_is_reported() -> None:
    """
    course.yaml:9:23: error[unknown-work]: unknown work `intervew`
      9 |     work: [interview, intervew]
        |                       ^^^^^^^^
      help: did you mean `interview`?
    """
    report = report_of(
        """\
        works: [{id: interview, title: W}]
        sources:
          - id: a
            kind: excerpts
            title: A
            file: a.txt
            work: [interview, intervew]
        """
    )
    assert report == expected(test_each_unknown_work_of_excerpts_is_reported)


@pytest.mark.parametrize(
    ("kind", "work", "version_of"),
    [
        ("translation", "work: talk", "talk"),
        ("original", "work: [talk]", "talk"),
        ("original", "", None),
        ("excerpts", "work: talk", None),
        ("excerpts", "work: [talk, tale]", None),
        ("translation", "work: [talk, tale]", None),
    ],
)
def test_excerpts_are_not_a_version_of_a_work(kind: str, work: str, version_of: str | None) -> None:
    course, report = load(
        HEAD
        + "works: [{id: talk, title: A talk}, {id: tale, title: A tale}]\n"
        + f"sources: [{{id: a, kind: {kind}, title: A, file: a.txt, {work}}}]\n"
    )
    assert report == ""
    assert course is not None
    assert course.sources[0].version_of == version_of


def test_region_without_heading_or_opens() -> None:
    """
    course.yaml:9:9: error[missing-key]: region `one` needs `heading` or `opens`
      9 |       - {id: one, kind: body}
        |         ^^^^^^^^^^^^^^^^^^^^^
    """
    report = report_of(
        """\
        sources:
          - id: a
            kind: essay
            title: A
            file: a.txt
            regions:
              - {id: one, kind: body}
              - {id: two, opens: Two}
        """
    )
    assert report == expected(test_region_without_heading_or_opens)
