"""Entries added to a course file: what was there stays as it is."""

from __future__ import annotations

from studykit.yamlfile.edit import with_items

COURSE = """\
# My course
id: c      # do not change
title: C
people:
  - {id: ann, name: Ann}   # the host

sources:
- id: one
  file: one.md   # here
  regions:
    - {id: a, opens: It was}

# the end
"""


def test_items_are_added_at_the_end_of_their_lists() -> None:
    entries = {"people": "- {id: bo, name: Bo}\n", "sources": "- id: two\n  file: two.md\n"}
    assert with_items(COURSE, entries) == COURSE.replace(
        "# the host\n", "# the host\n  - {id: bo, name: Bo}\n"
    ).replace("opens: It was}\n", "opens: It was}\n- id: two\n  file: two.md\n")


def test_a_list_that_is_not_there_is_added() -> None:
    course = "id: c\nsources:\n- {id: one}"
    entries = {"people": "- {id: bo}\n", "sources": "- {id: two}\n"}
    assert with_items(course, entries) == (
        "id: c\npeople:\n  - {id: bo}\n\nsources:\n- {id: one}\n- {id: two}\n"
    )


def test_lines_of_windows_stay_so() -> None:
    course = "id: c\r\nsources:\r\n- id: one\r\n\r\n# the end"
    entries = {"people": "- id: bo\n  name: Bo\n", "sources": "- {id: two}\n"}
    assert with_items(course, entries) == (
        "id: c\r\npeople:\r\n  - id: bo\r\n    name: Bo\r\n\r\n"
        "sources:\r\n- id: one\r\n- {id: two}\r\n\r\n# the end"
    )
    assert with_items("id: c\r\nsources: []\r\n", {"sources": "- {id: two}\n"}) == (
        "id: c\r\nsources:\r\n  - {id: two}\r\n"
    )


def test_values_of_several_lines_stay_whole() -> None:
    course = "id: c\nsources:\n- id: one\n  title: >\n    A long\n    title\n"
    assert with_items(course, {"sources": "- id: two\n"}) == f"{course}- id: two\n"


def test_what_is_no_list_is_left_alone() -> None:
    for value in ("3", "", "{a: b}"):
        assert with_items(f"id: c\nsources: {value}\n", {"sources": "- {id: two}\n"}) is None
    assert with_items("id: c\nsources: []\n", {"sources": "id: two\n"}) is None


def test_a_list_on_one_line_is_left_alone() -> None:
    assert with_items("id: c\nsources: [{id: one}]\n", {"sources": "- {id: two}\n"}) is None
