"""The results of an exam in words."""

from __future__ import annotations

from studykit.analysis.items import ExamItem, GradedStudent, statistics
from studykit.targets.handout.grades import summary


def test_a_negative_reliability_has_a_minus_sign() -> None:
    class_ = [
        GradedStudent(f"{name}{n}", "A", {"a": a, "b": b}, {})
        for name, a, b in (("x", 2, 0), ("y", 0, 1), ("z", 1, 1))
        for n in range(4)
    ]
    found = statistics((ExamItem("a", 1, 2), ExamItem("b", 2, 1)), class_)
    assert "(Cronbach’s alpha) −" in summary(found)
