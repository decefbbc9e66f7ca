"""ExamItem analysis: difficulty, discrimination and what a teacher should look at."""

from __future__ import annotations

import statistics as stdlib

import pytest

from studykit.analysis.items import ExamItem, GradedStudent, Remark, correlation, statistics


def graded(name: str, *scores: float, chosen: str = "") -> GradedStudent:
    """A student's scores in the questions a, b and c."""
    return GradedStudent(
        name,
        "A",
        dict(zip("abc", scores, strict=True)),
        {"a": (chosen,)} if chosen else {},
    )


ITEMS = (ExamItem("a", 1, 1, ("x", "y", "z"), ("x",)), ExamItem("b", 2, 1), ExamItem("c", 3, 2))


def test_difficulty_discrimination_and_reliability_by_hand() -> None:
    """Totals are 4, 3, 1 and 0; without question a they are 3, 2, 1 and 0."""
    found = statistics(
        ITEMS,
        [graded("w", 1, 1, 2), graded("x", 1, 0, 2), graded("y", 0, 1, 0), graded("z", 0, 0, 0)],
    )
    assert [item.difficulty for item in found.items] == [0.5, 0.5, 0.5]
    a, b, c = (item.discrimination for item in found.items)
    # a: scores 1 1 0 0, others 3 2 1 0: covariance 2, spread sqrt(1 * 5)
    assert a == pytest.approx(2 / 5**0.5)
    # b: scores 1 0 1 0, others 3 3 0 0: no covariance
    assert b == 0
    # c: scores 2 2 0 0, others 2 1 1 0: covariance 2, spread sqrt(4 * 2)
    assert c == pytest.approx(2 / 8**0.5)
    assert (found.students, found.total, found.mean) == (4, 4, 2)
    # variance of the totals 10/3, of the questions 1/3, 1/3 and 4/3
    assert found.deviation == pytest.approx((10 / 3) ** 0.5)
    assert found.reliability == pytest.approx(3 / 2 * (1 - 2 / (10 / 3)))


def test_a_correlation_equals_python_s() -> None:
    xs, ys = [1, 0, 1, 1, 0, 0.5], [30, 22, 31, 18, 12, 25]
    assert correlation(xs, ys) == pytest.approx(stdlib.correlation(xs, ys))
    assert correlation([1, 1, 1], [1, 2, 3]) is None


def test_chosen_options_are_counted_and_remarked_on() -> None:
    class_ = [graded(f"s{n}", int(n < 3), 0, 2, chosen="x" if n < 3 else "y") for n in range(12)]
    a, b, c = statistics(ITEMS, class_).items
    assert a.chosen == {"x": 3, "y": 9, "z": 0}
    assert a.remarks == {
        Remark.DISTRACTOR: "“y” chosen more often than the key",
        Remark.HARD: "hard for most of the class",
    }
    assert b.remarks == {Remark.HARD: "hard for most of the class"}
    assert c.remarks == {Remark.EASY: "easy for nearly everyone"}


def test_of_few_students_only_a_hard_question_is_remarked_on() -> None:
    """Of three, all may be right by chance, or the weakest alone, and one wrong option says nothing."""
    class_ = [graded(f"s{n}", n % 2, 0, 2 - 2 * (n % 2), chosen="y") for n in range(3)]
    found = statistics(ITEMS, class_)
    assert not found.enough
    assert found.items[0].discrimination is not None
    assert found.items[0].discrimination < 0
    assert [list(item.remarks) for item in found.items] == [[], [Remark.HARD], []]


def test_a_question_that_weak_students_answer_better_is_remarked_on() -> None:
    """The key may be wrong."""
    class_ = [graded(f"s{n}", n % 2, 1 - n % 2, 2 - 2 * (n % 2)) for n in range(12)]
    a = statistics((ExamItem("a", 1, 1), *ITEMS[1:]), class_).items[0]
    assert a.remarks == {Remark.KEY: "strong students did worse: check the key"}
