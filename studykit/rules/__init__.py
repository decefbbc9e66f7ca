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
    absolutes_and_hedges,
    all_or_none_of_the_above,
    answer_beyond_evidence,
    answer_in_prompt,
    asked_twice,
    clang,
    cloze_deletion,
    cloze_not_verbatim,
    convergence,
    cross_item_cue,
    duplicate_options,
    duplicate_question,
    few_options,
    grammar_cue,
    interference,
    key_is_distractor,
    longest_key,
    many_options,
    missing_rationale,
    negative_stem,
    not_parallel,
    overlapping_options,
    passages_not_parallel,
    quote_clips_negation,
    quote_not_exact,
    repeated_opening,
    set_to_recite,
    speaker_key,
    too_long,
    translations_diverge,
    two_questions,
    unclear_pronoun,
    uneven_turns,
    unfocused_stem,
    unknown_source,
    unprintable_text,
    unsorted_numbers,
    vague_prompt,
    weak_cloze,
    wrong_speaker,
    yes_no_question,
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
        absolutes_and_hedges,
        all_or_none_of_the_above,
        answer_beyond_evidence,
        answer_in_prompt,
        asked_twice,
        clang,
        cloze_deletion,
        cloze_not_verbatim,
        convergence,
        cross_item_cue,
        duplicate_options,
        duplicate_question,
        few_options,
        grammar_cue,
        interference,
        key_is_distractor,
        longest_key,
        many_options,
        missing_rationale,
        negative_stem,
        not_parallel,
        overlapping_options,
        passages_not_parallel,
        quote_clips_negation,
        quote_not_exact,
        repeated_opening,
        set_to_recite,
        speaker_key,
        too_long,
        translations_diverge,
        two_questions,
        unclear_pronoun,
        uneven_turns,
        unfocused_stem,
        unknown_source,
        unprintable_text,
        unsorted_numbers,
        vague_prompt,
        weak_cloze,
        wrong_speaker,
        yes_no_question,
    )
}


def _code(rule: Rule) -> Code:
    meaning = (rule.__doc__ or "").strip().partition("\n")[0]
    allowable = rule.SEVERITY is not Severity.ERROR and getattr(rule, "ALLOWABLE", True)
    return Code(rule.SEVERITY, meaning, allowable)


CODES: dict[str, Code] = FIXED | {code: _code(rule) for code, rule in RULES.items()}
"""Every code that a check can report."""
