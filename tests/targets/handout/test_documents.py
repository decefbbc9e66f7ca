"""The running head of documents."""

from __future__ import annotations

from studykit.bank.load import Course
from studykit.targets.handout.documents import document


def test_a_credit_joins_what_a_title_has_in_parentheses(course: Course) -> None:
    def credit(title: str) -> str:
        named = {"title": title, "credit": "machine-made"}
        info = course.info.model_copy(
            update={"sources": [course.info.sources[0].model_copy(update=named)]}
        )
        return document(
            "key", "teacher", info, [], [], "", name="Key", whole=frozenset({"lighthouse"})
        ).credits[0]

    assert credit("The Shutter").startswith("Text: The Shutter (machine-made). ")
    assert credit("The Shutter (a summary)").startswith(
        "Text: The Shutter (a summary; machine-made). "
    )


def test_a_source_named_like_the_work_is_not_named_again(course: Course) -> None:
    def head(short: str) -> tuple[str, str]:
        source = course.info.sources[0].model_copy(update={"short": short})
        info = course.info.model_copy(update={"sources": [source]})
        made = document(
            "key", "teacher", info, [], [], "", name="Key", whole=frozenset({source.id})
        )
        return made.work, made.sources

    assert head("The first") == ("A talk", "The first")
    assert head("A talk") == ("A talk", "")
