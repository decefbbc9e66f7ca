"""Data written as YAML: it reads back, and is easy to read."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studykit.yamlfile.data import parse
from studykit.yamlfile.write import block


def read(text: str) -> Any:
    part, problem = parse(text)
    assert problem is None
    return part.value if part else None


def test_quotation_marks_only_where_they_are_needed() -> None:
    data = {
        "id": "noise",
        "prompt": "What did she hear?",
        "answer": "Her words: a shutter",
        "text": "{{c1::Four}} hours",
        "no": "no",
        "count": "14",
        "empty": "",
        "lines": "one\\\ntwo\n\nthree",
        "proposed": True,
        "tags": ["a", "b: c"],
        "none": [],
        "passages": [{"quote": "a", "tags": ["x"]}, {"quote": "b"}],
    }
    assert block(data) == (
        "id: noise\n"
        "prompt: What did she hear?\n"
        'answer: "Her words: a shutter"\n'
        'text: "{{c1::Four}} hours"\n'
        "no: no\n"
        'count: "14"\n'
        'empty: ""\n'
        "lines: |-\n  one\\\n  two\n\n  three\n"
        "proposed: true\n"
        'tags:\n  - a\n  - "b: c"\n'
        "none: []\n"
        "passages:\n  - quote: a\n    tags:\n      - x\n  - quote: b\n"
    )
    assert read(block(data)) == data


TEXTS = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=20) | st.text(
    alphabet="a1:#-*&![]{}|>'\"%@`,? \n\\.~_é\u2028", max_size=12
)
DATA = st.recursive(
    TEXTS | st.booleans() | st.integers(-9, 99),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(TEXTS.filter(lambda t: "\n" not in t), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(["a", "b", "c"]), DATA, min_size=1), st.integers(0, 3))
def test_all_data_reads_back(data: Any, indent: int) -> None:
    assert read(block(data, indent)) == data
