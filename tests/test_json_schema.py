"""The schemas for editors: they are current, they say what every key means, and they agree with
loading, as far as one file shows what is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator as Validator

from studykit.bank.kinds import KINDS
from studykit.bank.load import load_bank
from studykit.bank.numbers import SHAPE, number
from studykit.diagnostics import Report
from studykit.json_schema import as_text, bank_schema, course_schema
from studykit.source.course import load_course_file
from studykit.starter import SAMPLES, sample
from studykit.yamlfile import YamlFile

from .conftest import BANK, COURSE, REPOSITORY
from .test_docs import fenced

BANK_SCHEMA, COURSE_SCHEMA = bank_schema(), course_schema()
BANKS, COURSES = Validator(BANK_SCHEMA), Validator(COURSE_SCHEMA)


def data(yaml: str) -> Any:
    """Return the data of a YAML text."""
    file = YamlFile("file.yaml", yaml)
    report = Report()
    file.parse(report)
    assert report.diagnostics == []
    return file.data


def loading(yaml: str, course: bool = False) -> list[str]:
    """Return the codes of a file's findings when loaded, sorted."""
    file = YamlFile("file.yaml", yaml)
    report = Report()
    file.parse(report)
    (load_course_file if course else load_bank)(file, report)
    report.sort()
    return [d.code for d in report.diagnostics]


def marked(yaml: str, course: bool = False) -> list[str]:
    """Return the paths of a file's errors by a schema."""
    errors = (COURSES if course else BANKS).iter_errors(data(yaml))
    return sorted({".".join(map(str, error.absolute_path)) for error in errors})


def bank(question: str) -> str:
    return BANK + indent(dedent(question), "  ")


@pytest.mark.parametrize(
    ("name", "schema"), [("bank", BANK_SCHEMA), ("course", COURSE_SCHEMA)], ids=["bank", "course"]
)
def test_the_schemas_in_the_package_are_current(name: str, schema: dict[str, Any]) -> None:
    """To update them: `studykit schema --out studykit/schemas`."""
    file = REPOSITORY / "studykit" / "schemas" / f"{name}.json"
    assert file.read_text(encoding="utf-8") == as_text(schema)


@pytest.mark.parametrize("schema", [BANK_SCHEMA, COURSE_SCHEMA], ids=["bank", "course"])
def test_the_schemas_are_json_schema_2020_12(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Validator.check_schema(schema)


def keys(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every key that a schema describes, with its rule."""
    if isinstance(schema, dict):
        if "additionalProperties" in schema:  # otherwise it narrows a description elsewhere
            for name, rule in schema.get("properties", {}).items():
                yield f"{place} {name}".strip(), rule
        for name, inner in schema.items():
            yield from keys(inner, name)
    elif isinstance(schema, list):
        for inner in schema:
            yield from keys(inner, place)


@pytest.mark.parametrize("schema", [BANK_SCHEMA, COURSE_SCHEMA], ids=["bank", "course"])
def test_every_key_has_help(schema: dict[str, Any]) -> None:
    common = schema["$defs"].get("common", {"properties": {}})["properties"]
    without = [
        place
        for place, rule in keys(schema)
        if not (rule.get("description") or common[rule["$ref"].rpartition("/")[2]]["description"])
    ]
    assert without == []
    assert len(list(keys(schema))) > 30


def test_a_type_narrows_the_help_on_its_keys() -> None:
    prompts = {
        name: BANK_SCHEMA["$defs"][name]["properties"]["prompt"]["description"]
        for name in ("true_false", "ordering")
    }
    assert prompts == {
        "true_false": "The statement to judge.",
        "ordering": "The task, such as “Put these events in order, the earliest first.”",
    }


def test_question_types_are_listed_with_descriptions() -> None:
    type = BANK_SCHEMA["$defs"]["common"]["properties"]["type"]
    assert type["enum"] == list(KINDS)
    helps = dict(zip(type["enum"], type["enumDescriptions"], strict=True))
    assert helps["true_false"] == "A statement, in `prompt`, that is true or false."
    assert all(helps.values())


# Valid files


QUESTIONS = REPOSITORY / "questions"
SHIPPED = [
    *(file for file in sorted(QUESTIONS.glob("*.yaml")) if file.name != "course.yaml"),
    *sorted((REPOSITORY / "studykit" / "starter").glob("*/01-first-bank.yaml")),
]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_shipped_banks_are_valid(file: Path) -> None:
    assert marked(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("folder", ["questions", *(f"studykit/starter/{tag}" for tag in SAMPLES)])
def test_shipped_course_files_are_valid(folder: str) -> None:
    assert marked((REPOSITORY / folder / "course.yaml").read_text(encoding="utf-8"), True) == []


def test_documented_examples_are_valid() -> None:
    (course,) = fenced("docs/course.md", "yaml")
    assert marked(course, course=True) == []
    examples = [block for block in fenced("docs/questions.md", "yaml") if block.startswith("- id")]
    assert marked(bank("".join(examples))) == []
    (question,) = [block for block in fenced("README.md", "yaml") if "twelve" in block]
    assert marked(sample("lighthouse")["01-first-bank.yaml"].decode() + "\n" + question) == []


@pytest.mark.parametrize("file", [*SHIPPED, QUESTIONS / "course.yaml"], ids=lambda f: f.name)
def test_shipped_files_start_with_a_line_that_names_their_schema(file: Path) -> None:
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    name = "course.json" if file.name == "course.yaml" else "bank.json"
    before, _, target = first.partition("=")
    assert before == "# yaml-language-server: $schema"
    assert (file.parent / target).resolve() == REPOSITORY / "studykit" / "schemas" / name


EXAMPLES = {
    "basic": "{answer: 16, explanation: 3.5, prompt: 1871, tags: [12, part::one]}",
    "cloze": "{text: 'every {{c1::four hours}}', level: , lang: de-AT}",
    "multiple_choice": "{prompt: A?, key: [B, {text: C, why: D}], distractors: {text: E, keep_last: true}}",
    "true_false": "{prompt: A., answer: false, allow: {answer-in-prompt: why not}}",
    "short_answer": "{prompt: A?, answer: 14, accept: fourteen, formerly: older}",
    "numeric": "{prompt: A?, answer: '1,000', range: [900, 1100.5], tolerance: , unit: '%'}",
    "ordering": "{prompt: A., items: [one, 2, three]}",
    "matching": "{prompt: A., pairs: [{left: 1, right: 2}, {left: a, right: b}], distractors: c}",
    "label_picture": "{prompt: A., picture: b.png, alt: C, labels: [{name: D, rectangle: {left: 0, top: 0.5,"
    " width: 0.25, height: 0.5}}, {name: E, ellipse: {left: 0, top: 0, width: 1, height: 0.5}},"
    " {name: F, polygon: [[0, 0], [1, 0], [0.5, 1]]}]}",
    "who_said_it": "{key: Marlow, distractors: Reporter}",
    "compare": "{prompt: A?, says: a, differs: , passages: [{quote: a}, {quote: b, source: c}]}",
    "discussion": "{prompt: A?, look_for: B, follow_ups: C, minutes: 20, stage: opening, passages: []}",
}
"""A question of each type, as short as loading allows."""


def question(type: str) -> dict[str, Any]:
    """Return the question of a type, with an id and a passage."""
    head = {"id": "a", "type": type, "passages": [{"quote": "some words", "section": "part-1"}]}
    return head | data(EXAMPLES[type])


def accepts(question: dict[str, Any], loaded: bool) -> bool:
    """Return whether loading and the schema accept a question."""
    if not loaded:
        return BANKS.is_valid({"id": "bank", "title": "Bank", "questions": [question]})
    file = YamlFile("file.yaml")
    file.data = {"id": "bank", "title": "Bank", "questions": [question]}
    report = Report()
    load_bank(file, report)
    return not report.errors


@pytest.mark.parametrize("type", KINDS)
def test_shorthands_are_valid(type: str) -> None:
    assert accepts(question(type), loaded=True)
    assert accepts(question(type), loaded=False)


VALUES: list[Any] = [
    None, True, 0, 2, -3, "", "  ", "word", "two words", "Capital", "a.b-c_d", 'a"b', "x" * 81,
    [], ["word"], ["word", "word"], ["word"] * 3, ["two words", None], [[]], {}, {"text": "x"},
    {"quote": "x"}, [{"quote": "x"}], {"left": "x", "right": "y"}, {"quote-not-exact": "because"},
    {"Not a code": "because"}, "opening", "core", "remember", "1/30", "1/0",
]  # fmt: skip
"""Values to try in place of another."""

LENIENT = {"minutes", "card", "keep_last"}
"""Keys of integers and booleans: loading also accepts "20" and yes, the schema does not."""


BESIDE = {
    # only loading checks the range of a number
    "numeric": [
        *((("answer",), new, "schema") for new in (0, 2, -3, "1/30")),
        *((("range", 1), new, "schema") for new in (0, 2, -3, "1/30")),
    ],
    # only loading sees that three corners are in a line
    "label_picture": [(("labels", 2, "polygon", 2, 1), 0, "schema")],
    # codes under `allow` are checked after loading
    "true_false": [
        (("allow",), {"text": "x"}, "loading"),
        (("allow",), {"quote": "x"}, "loading"),
        (("allow",), {"left": "x", "right": "y"}, "loading"),
    ],
}
"""Values that only the schema, or only loading, accepts."""


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each value inside another."""
    if path:
        yield path
    inside: dict[Any, Any] = {}
    if isinstance(value, dict | list):
        inside = value if isinstance(value, dict) else dict(enumerate(value))
    for step, inner in inside.items():
        yield from paths(inner, (*path, step))


def changed(value: dict[str, Any], path: tuple[Any, ...], new: Any) -> dict[str, Any]:
    """Return a copy with one value replaced, or removed if the new one is `...`."""
    copy = deepcopy(value)
    inner: Any = copy
    for step in path[:-1]:
        inner = inner[step]
    if new is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = deepcopy(new)
    return copy


@pytest.mark.parametrize("type", KINDS)
def test_the_schema_and_loading_reject_the_same_values(type: str) -> None:
    """Each value of a question is left out, replaced by all that it may be mistaken for, and
    joined by a key that belongs nowhere."""
    whole = question(type)
    beside = []
    for path in paths(whole):
        for new in [..., *VALUES]:
            other = changed(whole, path, new)
            loaded, valid = accepts(other, loaded=True), accepts(other, loaded=False)
            if path[-1] in LENIENT:
                assert loaded or not valid, (path, new)
            elif loaded != valid:
                beside.append((path, new, "loading" if loaded else "schema"))
    assert beside == BESIDE.get(type, [])
    assert not accepts(whole | {"no_such_key": 1}, loaded=False)


# Invalid files


@pytest.mark.parametrize(
    ("question", "codes", "places"),
    [
        ("- {id: a, type: basic, prompt: B, answr: C, passages: [{quote: d}]}",
         ["missing-key", "unknown-key"], ["questions.0"]),
        ("- {id: A b, type: basic, prompt: B, answer: C, passages: [{quote: d}]}",
         ["bad-value"], ["questions.0.id"]),
        ("- {id: a, type: basics}", ["unknown-type"], ["questions.0.type"]),
        ("- {id: a}", ["missing-key"], ["questions.0"]),
        ("- just a text", ["bad-value"], ["questions.0"]),
        ("- {id: a, type: basic, prompt: '', answer: true, passages: [{quote: d}]}",
         ["bad-value", "bad-value"], ["questions.0.answer", "questions.0.prompt"]),
        ("- {id: a, type: basic, prompt: B, answer: C, passages: []}",
         ["bad-value"], ["questions.0.passages"]),
        ("- {id: a, type: basic, prompt: B, answer: C, passages: [{qoute: d}]}",
         ["missing-key", "unknown-key"], ["questions.0.passages.0"]),
        ("- {id: a, type: basic, prompt: B, answer: C, tags: [d e], passages: [{quote: f}]}",
         ["bad-value"], ["questions.0.tags.0"]),
        ("- {id: a, type: basic, prompt: B, answer: C, level: hard, passages: [{quote: d}]}",
         ["bad-value"], ["questions.0.level"]),
        ("- {id: a, type: multiple_choice, prompt: B, key: C, distractors: [], passages: [{quote: d}]}",
         ["bad-value"], ["questions.0.distractors"]),
        ("- {id: a, type: true_false, prompt: B, answer: yes, passages: [{quote: d}]}",
         ["bad-value"], ["questions.0.answer"]),
        ("- {id: a, type: numeric, prompt: B, answer: four, passages: [{quote: d}]}",
         ["bad-value"], ["questions.0.answer"]),
        ("- {id: a, type: numeric, prompt: B, answer: 4, tolerance: 1, range: [3, 5], passages: [{quote: d}]}",
         ["bad-value"], ["questions.0"]),
        ("- {id: a, type: ordering, prompt: B, items: [C, D], passages: [{quote: d}]}",
         ["bad-value"], ["questions.0.items"]),
        ("- {id: a, type: compare, prompt: B, says: c, differs: D, passages: [{quote: e}, {quote: f}]}",
         ["bad-value"], ["questions.0"]),
        ("- {id: a, type: compare, prompt: B, says: c, passages: [{quote: e}]}",
         ["bad-value"], ["questions.0.passages"]),
        ("- {id: a, type: discussion, prompt: B, look_for: C}", ["bad-value"], ["questions.0"]),
        ("- {id: a, type: discussion, prompt: B, look_for: C, minutes: 601, stage: closing}",
         ["bad-value"], ["questions.0.minutes"]),
        ("[]", ["empty-bank"], ["questions"]),
    ],
)  # fmt: skip
def test_invalid_questions_are_rejected(question: str, codes: list[str], places: list[str]) -> None:
    assert loading(bank(question)) == codes
    assert marked(bank(question)) == places


@pytest.mark.parametrize(
    ("old", "new", "codes", "places"),
    [
        ("id: bank", "", ["missing-key"], [""]),
        ("title: Bank", "titel: Bank", ["missing-key", "unknown-key"], [""]),
        ("title: Bank", "title: Bank\nlevel: remember", ["unknown-key"], [""]),
        ("title: Bank", "title: Bank\ndefaults: {level: hard}", ["bad-value"], ["defaults.level"]),
        ("title: Bank", "title: Bank\ndefaults: {tag: a}", ["unknown-key"], ["defaults"]),
    ],
)
def test_invalid_bank_headers_are_rejected(
    old: str, new: str, codes: list[str], places: list[str]
) -> None:
    text = bank("- {id: a, type: basic, prompt: B, answer: C, passages: [{quote: d}]}")
    assert loading(text) == marked(text) == []
    text = text.replace(old, new, 1)
    assert loading(text) == codes
    assert marked(text) == places


@pytest.mark.parametrize(
    ("old", "new", "codes", "places"),
    [
        ("id: test-course", "", ["missing-key"], [""]),
        ("id: test-course", "id: test-course\nlicense: MIT", ["unknown-key"], [""]),
        ("kind: original", "kind: originl", ["bad-value"], ["sources.0.kind"]),
        ("url: https://", "url: ", ["bad-value"], ["sources.0.url"]),
        ("file: lighthouse.md", "file: texts/lighthouse.md", ["bad-value"], ["sources.0.file"]),
        ("Marlow: marlow", "Marlow: Ida Marlow", ["bad-value"], ["sources.0.speakers.Marlow"]),
        ("role: interviewer", "role: asks", ["bad-value"], ["people.1.role"]),
        (", heading: Comments", "", ["missing-key"], ["sources.0.regions.3"]),
        ("kind: comments", "kind: remarks", ["bad-value"], ["sources.0.regions.3.kind"]),
        ("title: Part 1", "titel: Part 1", ["unknown-key"], ["sources.0.regions.1"]),
    ],
)
def test_invalid_course_files_are_rejected(
    old: str, new: str, codes: list[str], places: list[str]
) -> None:
    assert loading(COURSE, course=True) == marked(COURSE, course=True) == []
    text = COURSE.replace(old, new, 1)
    assert loading(text, course=True) == codes
    assert marked(text, course=True) == places


@given(
    st.text("0123456789.,' /-−+½’\u202f") | st.from_regex(SHAPE),
    st.sampled_from(["en", "de", "da"]),
)
@example("1,000/30", "en")
@example("-.5", "en")
@example("1/00", "en")
@example("1.234,5", "en")
@example("1 1/2", "de")
def test_the_number_pattern_matches_all_numbers(text: str, lang: str) -> None:
    assert bool(re.search(SHAPE, text)) == (number(text, lang) is not None)


def test_allow_accepts_only_allowable_codes() -> None:
    text = "- {id: a, type: basic, prompt: B, answer: C, passages: [{quote: d}], allow: {CODE: e}}"
    assert marked(bank(text.replace("CODE", "answer-in-prompt"))) == []
    assert marked(bank(text.replace("CODE", "answer-in-promt"))) == ["questions.0.allow"]
    assert marked(bank(text.replace("CODE", "quote-absent"))) == ["questions.0.allow"]


def test_the_schemas_contain_no_web_address() -> None:
    """Editors need no network for them."""
    for schema in (BANK_SCHEMA, COURSE_SCHEMA):
        text = json.dumps(schema)
        assert "$id" not in text
        assert {part.split('"')[0] for part in text.split('"$ref": "')[1:]} <= {
            f"#/$defs/{path}"
            for name, rule in schema["$defs"].items()
            for path in [name, *(f"{name}/properties/{key}" for key in rule.get("properties", {}))]
        }
