"""The running head of documents."""

from __future__ import annotations

from studykit.bank.load import Course
from studykit.targets.handout.documents import document


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
