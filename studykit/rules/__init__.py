"""Rules: one lint a file.

A rule is a module with `CODE`, `SEVERITY`, a docstring whose first line says what it finds and
which shows a question that fails and one that passes, and `check(course, verified)`, which yields
findings.  A question or passage silences a rule with `allow: {code: reason}`, unless the rule is
an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, cast

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import CODES as FIXED
from ..diagnostics import Code, Finding, Severity
from . import (
    answer_beyond_evidence,
    answer_in_prompt,
    cloze_deletion,
    cloze_not_verbatim,
    duplicate_question,
    key_is_distractor,
    quote_clips_negation,
    quote_not_exact,
    translations_diverge,
    uneven_turns,
    unknown_source,
    unprintable_text,
    wrong_speaker,
)


class Rule(Protocol):
    """What a rule's module offers."""

    CODE: str
    SEVERITY: Severity
    __doc__: str | None

    @staticmethod
    def check(course: Course, verified: Verified) -> Iterator[Finding]: ...


RULES: dict[str, Rule] = {
    module.CODE: cast(Rule, module)
    for module in (
        answer_beyond_evidence,
        answer_in_prompt,
        cloze_deletion,
        cloze_not_verbatim,
        duplicate_question,
        key_is_distractor,
        quote_clips_negation,
        quote_not_exact,
        translations_diverge,
        uneven_turns,
        unknown_source,
        unprintable_text,
        wrong_speaker,
    )
}


def _code(rule: Rule) -> Code:
    meaning = (rule.__doc__ or "").strip().partition("\n")[0]
    allowable = rule.SEVERITY is not Severity.ERROR and getattr(rule, "ALLOWABLE", True)
    return Code(rule.SEVERITY, meaning, allowable)


CODES: dict[str, Code] = FIXED | {code: _code(rule) for code, rule in RULES.items()}
"""Every code that a check can report."""
