"""The plan of an import: no card is lost, and what is written reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.bank.load import Course, load
from studykit.diagnostics import Report, StudykitError
from studykit.importing.formats import read_cards
from studykit.importing.plan import bank_text, plan_import, unsupported_data, unsupported_text
from studykit.starter import sample
from studykit.yamlfile.data import parse

SEEDS = [
    (
        "a.txt",
        "#separator:tab\n#html:true\n#tags column:3\nWhat was <b>heard</b>?\ta shutter\tx y\n",
    ),
    ("a.yaml", "- question: Who?\n  answer: Marlow\n- {type: cloze, text: 'the {{c1::lamp}}'}\n"),
    ("a.json", '[{"q": "How often?", "a": ["every", "four hours"], "quote": "four hours"}]'),
    ("a.csv", 'question,answer,option 1,wrong 2,tags\nWho?,a,b,c,"x y"\nHow?,by hand,,,\n'),
    ("a.md", "Q: Who?\nA: Marlow\n\nC: the [lamp] burns\n---\n"),
]
MARKUP = (
    "{ } [ ] : # | > - \" ' \\ , ; < & * ! % ` ( {{c1:: {{c2::b}} }} <b> </ul> <li> &amp; \\( null"
)
WHITE_SPACE = ["\n", "\t", " ", "\u2028", "\x85", "\n- ", "\nA: "]
PIECES = st.sampled_from([*MARKUP.split(), "[sound:x]", "![a](b)", *WHITE_SPACE])
EDITS = st.lists(st.tuples(st.floats(0, 1), PIECES), max_size=8)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("course")
    for name, content in sample("course").items():
        file = Path(folder, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    loaded = load(folder, Report())
    assert loaded is not None
    return loaded


@given(st.sampled_from(SEEDS), EDITS)
def test_every_card_is_taken_or_reported(
    course: Course, seed: tuple[str, str], edits: list[tuple[float, str]]
) -> None:
    name, content = seed
    for share, piece in edits:
        at = round(share * len(content))
        content = content[:at] + piece + content[at:]
    try:
        file = read_cards(content.encode(), name)
    except StudykitError:
        return  # the file as a whole is refused
    plan = plan_import(course, file)
    cards = len(plan.questions) + len(plan.unsupported) + len(plan.refused) + plan.known
    assert cards == len(file.cards) + len(file.refused)
    if plan.questions:
        part, problem = parse(bank_text(plan, "deck", "Deck", name))
        assert problem is None
        assert part is not None
        assert part.value["questions"] == plan.questions
    if plan.unsupported:
        part, problem = parse(unsupported_text(plan.unsupported, name))
        assert problem is None
        assert part is not None
        assert part.value["cards"] == [unsupported_data(card) for card in plan.unsupported]
