"""Rules, one per file.

A rule is a module that declares what `Rule` lists.  The first line of its docstring is the meaning
of its code; then come a question that fails and one that passes, which the tests check.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Protocol, cast

from ..bank.evidence import Verified
from ..bank.load import Course
from ..diagnostics import CODES as OTHER_CODES
from ..diagnostics import Code, Finding, Severity

NAMES = (
    "absent_rationale",
    "absolutes_and_hedges",
    "all_or_none_of_the_above",
    "answer_beyond_evidence",
    "answer_in_acronym",
    "answer_in_prompt",
    "asked_twice",
    "bad_formula",
    "bad_link",
    "bad_picture",
    "bad_recording",
    "bad_table",
    "clang",
    "cloze_deletion",
    "cloze_not_verbatim",
    "convergence",
    "cross_item_cue",
    "drilled_error",
    "duplicate_options",
    "duplicate_question",
    "few_options",
    "formula_in_typed_answer",
    "formula_not_read",
    "grammar_cue",
    "guessable",
    "interference",
    "joined_lines",
    "key_is_distractor",
    "level_above_type",
    "longest_key",
    "many_options",
    "missing_rationale",
    "mute_option",
    "negative_stem",
    "not_parallel",
    "open_code",
    "operands_in_prompt",
    "overlapping_options",
    "overused_quote",
    "passage_proposed",
    "passages_not_parallel",
    "picture_credit",
    "placeholder_id",
    "quote_clips_negation",
    "quote_length",
    "quote_not_exact",
    "repeated_opening",
    "same_label",
    "same_passages",
    "set_to_recite",
    "speaker_key",
    "statement_cue",
    "too_long",
    "translations_diverge",
    "two_questions",
    "unclear_pronoun",
    "uneven_turns",
    "unfocused_stem",
    "unknown_language",
    "unknown_source",
    "unplaced_quote",
    "unprintable_text",
    "unsorted_numbers",
    "vague_prompt",
    "weak_cloze",
    "wedged_attribution",
    "wrong_speaker",
    "yaml_ate_backslash",
    "yes_no_question",
)
"""The modules of all rules, in the order they run."""


class Rule(Protocol):
    """A rule's module: everything that is read of it.  Nothing is optional, so a typo is an error."""

    CODE: str
    """The code in reports and in `allow`.  It never changes, because courses refer to it."""
    SEVERITY: Severity
    NEEDS_TEXT: bool
    """Whether it reads the sources' texts, so that pins alone are not enough for it."""
    ALLOWABLE: bool
    """Whether `allow: {code: reason}` on a question or passage silences it; false for errors."""
    __doc__: str | None

    @staticmethod
    def check(course: Course, verified: Verified) -> Iterator[Finding]: ...


def _rule(name: str) -> Rule:
    module = import_module(f".{name}", __name__)
    declared = all(hasattr(module, attribute) for attribute in (*Rule.__annotations__, "check"))
    assert declared, f"rules/{name}.py does not declare everything that Rule lists"
    return cast(Rule, module)


def _code(rule: Rule) -> Code:
    meaning = (rule.__doc__ or "").strip().partition("\n")[0]
    return Code(rule.SEVERITY, meaning, rule.ALLOWABLE)


RULES: dict[str, Rule] = {rule.CODE: rule for rule in map(_rule, NAMES)}

CODES: dict[str, Code] = OTHER_CODES | {code: _code(rule) for code, rule in RULES.items()}
"""Every code that a check can report."""
