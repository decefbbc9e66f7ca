"""Mistakes in questions, as they are reported."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import indent

import pytest

from studykit.check import Checked

from ...conftest import pointed
from .lowering import QUOTE


@pytest.mark.parametrize(
    ("keys", "findings"),
    [
        (
            "type: basic\nquestion: What did she hear?\nanswers: [A shutter.]",
            [
                "id: noise | missing-key: `answer` is missing",
                "id: noise | missing-key: `prompt` is missing",
                "question | unknown-key: unknown key `question` | use `prompt` for the question",
                "answers | unknown-key: unknown key `answers`"
                " | use `answer`, and `accept` for other spellings",
            ],
        ),
        (
            "type: numeric\nprompt: How many?\nanswer: many",
            ["many | bad-value: `answer` must be a number, such as 147, 0.5, 1/30 or 3e8"],
        ),
        (
            "type: numeric\nprompt: How many?\nanswer: 147\nrange: [150, 160]",
            ["id: noise | bad-value: this must have its `answer` within its `range`"],
        ),
        (
            "type: numeric\nprompt: How many?\nanswer: 147\ntolerance: 3\nrange: [140, 150]",
            ["id: noise | bad-value: this must have `tolerance` or `range`, not both"],
        ),
        (
            "type: compare\nprompt: Which says so?\nsays: lighthouse\npassages: [{quote: Pigeons.}]",
            ["[{quote: Pigeons.}] | bad-value: `passages` must have at least 2 entries"],
        ),
        (
            "type: compare\nprompt: Which says so?\nsays: lighthouse\ndiffers: All.\n"
            "passages: [{quote: Pigeons.}, {quote: two winters}]",
            [
                "id: noise | bad-value: this must have either `says` (the source that says it)"
                " or `differs` (the difference)"
            ],
        ),
        (
            "type: cloze\ntext: {{c1::a shutter}}",
            ["{ | yaml-syntax: a key must be plain text | quote a text that begins with { or ["],
        ),
        (
            "type: multiple_choice\nprompt: What?\nanswer: A shutter.\noptions: [A dog.]",
            [
                "id: noise | missing-key: `distractors` is missing",
                "id: noise | missing-key: `key` is missing",
                "answer | unknown-key: unknown key `answer` | known keys are id, type, explanation,"
                " passages, tags, level, lang, formerly, imported, allow, prompt, key, distractors",
                "options | unknown-key: unknown key `options`"
                " | use `key` for the right option, and `distractors` for the others",
            ],
        ),
        (
            "type: multiple_choice\nprompt: What?\nkey: true\ndistractors: [false, {txt: Maybe.}]",
            [
                'true | bad-value: `key` must be text, not `true` | to mean the word, write "true"',
                "false | bad-value: `distractors` must be text, not `false`"
                ' | to mean the word, write "false"',
                "{txt: Maybe.} | missing-key: `text` is missing",
                "txt | unknown-key: unknown key `txt` | did you mean `text`?",
            ],
        ),
        (
            "type: true_false\nprompt: A shutter was banging.\nanswer: yes",
            ["yes | bad-value: `answer` must be true or false, not the text “yes”"],
        ),
        (
            'type: true_false\nprompt: A shutter was banging.\nanswer: "true"',
            ['"true" | bad-value: `answer` must be true or false, not the text “true”'],
        ),
        (
            "type: short_answer\nprompt: What?\nanswer: [a shutter, shutter]",
            ["[a shutter, shutter] | bad-value: `answer` must be text, not a list"],
        ),
        (
            "type: discussion\nprompt: Why?\nminutes: half an hour\nstage: end",
            [
                "id: noise | missing-key: `look_for` is missing",
                "half an hour | bad-value: `minutes` must be a whole number,"
                " not the text “half an hour”",
                "end | bad-value: `stage` must be 'opening', 'core' or 'closing', not the text “end”",
            ],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\nminutes: [20, 8]",
            ["id: noise | bad-value: this must have the shortest of its `minutes` first"],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\nminutes: [8, 12, 20]",
            ["[8, 12, 20] | bad-value: `minutes` must have at most 2 entries"],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\nminutes: [8, 601]",
            ["601 | bad-value: `minutes` must be at most 600"],
        ),
        (
            'type: discussion\nprompt: Why?\nlook_for: ""\nfollow_ups: []',
            ['"" | bad-value: `look_for` must not be empty'],
        ),
        (
            "type: discussion\nprompt: Why?\nlook_for: Reasons.\npassages: []",
            [
                "id: noise | bad-value: this must have `passages`, unless it is an opening or"
                " closing question"
            ],
        ),
    ],
)
def test_mistakes(keys: str, findings: list[str], checked: Callable[..., Checked]) -> None:
    if "passages:" not in keys:
        keys += f"\npassages: [{{quote: {QUOTE}}}]"
    question = "- id: noise\n" + indent(keys, "  ") + "\n"
    assert pointed(checked(question)) == findings


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "a shutter was banging up here",
            "a shutter was banging up here | cloze-deletion: the cloze has no blank"
            " | put the words to hide into {{c1::…}}",
        ),
        (
            '"{{c1::a shutter}} was {{c2:banging}} up here"',
            "{{c2: | cloze-deletion: the blank that starts with `{{c2:` is incomplete"
            " | write {{c1::words}} or {{c1::words::hint}}; blanks cannot be nested",
        ),
        (
            '"a {{c1::::what?}} was banging"',
            '"a {{c1::::what?}} was banging" | cloze-deletion: a blank has no words'
            " | put the words to hide into {{c1::…}}",
        ),
    ],
)
def test_mistakes_in_blanks(text: str, finding: str, checked: Callable[..., Checked]) -> None:
    question = f"- {{id: noise, type: cloze, text: {text}, passages: [{{quote: {QUOTE}}}]}}\n"
    assert finding in pointed(checked(question))
