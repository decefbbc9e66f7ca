"""What brackets and elisions hide and insert, in the languages that have word lists."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from subprocess import run

import pytest

from studykit.check import check
from studykit.source.locate import EDITED, Location, Query, Verdict

from ..conftest import MakeCourse
from .documents import locator, text_of

CASES: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parent.parent / "language" / "cases.json").read_text(encoding="utf-8")
)
FIRST_NINE = ("en", "de", "fr", "es", "it", "pt", "nl", "zh-Hans", "zh-Hant", "ja")


def locate(quote: str, text: str, tag: str = "en") -> Location:
    """Look up a quote with brackets or elisions that are signed."""
    texts = locator(doc=text_of(text, id="doc", language=tag))
    return texts.locate(Query(quote, "doc", signed=EDITED))


def refused(case: dict[str, str], tag: str) -> bool:
    return locate(case["hidden"], case["text"], tag).verdict in (Verdict.NEAR, Verdict.ABSENT)


@pytest.mark.parametrize("tag", FIRST_NINE)
def test_no_elision_that_hides_a_turning_word_can_be_signed(tag: str) -> None:
    assert [case["hidden"] for case in CASES[tag] if not refused(case, tag)] == []


@pytest.mark.parametrize("tag", FIRST_NINE)
def test_a_true_quote_is_exact(tag: str) -> None:
    verdicts = {locate(case["text"], case["text"], tag).verdict for case in CASES[tag]}
    assert verdicts == {Verdict.EXACT}


def test_shares_of_all_languages(capsys: pytest.CaptureFixture[str]) -> None:
    """Of the languages after the first nine, 95 of 100 cases hold if their lists were reviewed."""
    held = {tag: sum(refused(case, tag) for case in cases) for tag, cases in CASES.items()}
    with capsys.disabled():
        for tag, count in held.items():
            print(f"{tag:8} {count} of {len(CASES[tag])} elisions refused")
    rest = [tag for tag in CASES if tag not in (*FIRST_NINE, "ar", "hi")]
    cases = sum(len(CASES[tag]) for tag in rest)
    assert Counter(held)["en"] == len(CASES["en"])
    assert sum(held[tag] for tag in rest) >= 0.95 * cases


@pytest.mark.parametrize("tag", FIRST_NINE)
def test_a_quote_beside_a_turning_word_is_reported(tag: str, make_course: MakeCourse) -> None:
    cases = CASES[tag]
    questions = [
        {
            "id": f"q{n}",
            "type": "discussion",
            "prompt": f"Number {n}?",
            "look_for": ["x"],
            "passages": [{"quote": case["clipped"]}],
        }
        for n, case in enumerate(cases)
    ]
    source = {"id": "talk", "kind": "essay", "title": "T", "file": "talk.txt", "language": tag}
    course = {"id": "t", "title": "T", "sources": [source]}
    folder = make_course(
        json.dumps(questions, ensure_ascii=False),
        course=json.dumps(course),
        text=None,
        more={"texts/talk.txt": "\n\n".join(case["text"] for case in cases)},
    )
    diagnostics = check(folder).report.diagnostics
    # `n'avait` is one word, so `avait` alone is clipped
    reported = [d for d in diagnostics if d.code in ("quote-clips-negation", "quote-clipped")]
    assert len(reported) == len(cases), [d.source for d in diagnostics]


# Languages


@pytest.mark.parametrize(
    ("tag", "text", "quote"),
    [
        ("de", "Die Biene ist ein Nutztier und heute sehr beliebt. Sie lebt im Stock.",
         "Die Biene ist ein Nutztier (…) beliebt. Sie lebt"),
        ("zh", "我不怕它消失，因为大家都喜欢，它是一门生意。", "我不怕它消失，……它是一门生意"),
        ("zh", "我不怕它消失，因为大家都喜欢，它是一门生意。", "我不怕它消失，…它是一门生意"),
        ("zh", "我不怕它消失，因为大家都喜欢，它是一门生意。", "我不怕它消失，[……]它是一门生意"),
        ("zh", "我不怕它消失，因为大家都喜欢，它是一门生意。", "我不怕它消失，（略）它是一门生意"),
        ("ja", "谷の山羊は村のものだと、長い話の後で、書記は語った。", "谷の山羊は村のもの（中略）書記は語った。"),
        ("ru", "Козы долины паслись весь год у реки до зимы.", "Козы долины паслись <…> у реки до зимы"),
    ],
)  # fmt: skip
def test_the_elisions_of_a_language(tag: str, text: str, quote: str) -> None:
    assert locate(quote, text, tag).verdict is Verdict.GAPPED


@pytest.mark.parametrize(
    ("tag", "text", "quote", "word"),
    [
        ("de", "Die Honigbiene ist ein Nutztier und nicht bedroht. Bedroht sind die Wildbienen.",
         "Die Honigbiene ist ein Nutztier und … bedroht. Bedroht sind", "nicht"),
        ("de", "Wir sind und bleiben bedroht.", "Wir sind und [keineswegs] bedroht", "keineswegs"),
        ("zh", "我们公司认为这不是真的，模型会走向闭源。", "我们公司认为…模型会走向闭源", "不"),
        ("zh", "我们会走向闭源。", "我们[不]会走向闭源", "不"),
        ("zh", "他在那里住了三十年，后来去了南方。", "他在那里…后来去了南方", "三十"),
        ("es", "Creo que nunca vamos a cerrar la casa.", "Creo que … vamos a cerrar la casa", None),
    ],
)  # fmt: skip
def test_the_word_that_changes_the_meaning_is_named(
    tag: str, text: str, quote: str, word: str | None
) -> None:
    location = locate(quote, text, tag)
    assert location.verdict in (Verdict.NEAR, Verdict.ABSENT)
    if word:
        assert location.changes_meaning == word


@pytest.mark.parametrize(
    ("text", "quote", "verdict"),
    [
        ("We sell lamps here. We never sold one by night. The sea is grey.",
         "We sell lamps here. … The sea is grey.", Verdict.GAPPED),
        ("We sell lamps here. We never sold one by night. The sea is grey.",
         "We sell lamps here … The sea is grey.", Verdict.GAPPED),
        ("We sell lamps here. We never sold one by night. The sea is grey.",
         "We sell lamps here. . . . The sea is grey.", Verdict.GAPPED),
        ("We sell lamps here. We never sold one by night. The sea is grey.",
         "We sell lamps here.... The sea is grey.", Verdict.GAPPED),
        ("We sell lamps here. We never sold one. It was 212 to us. The sea is grey.",
         "We sell lamps here. […] The sea is grey.", Verdict.GAPPED),
        ("We sell lamps here. We never sold one by night. The sea is grey.",
         "We sell lamps … The sea is grey.", Verdict.NEAR),
        ("We sell lamps here. We never sold one by night. The sea is grey.",
         "We sell lamps here. … sold one by night.", Verdict.NEAR),
    ],
)  # fmt: skip
def test_whole_sentences_may_be_left_out(text: str, quote: str, verdict: Verdict) -> None:
    assert locate(quote, text).verdict is verdict


def test_whole_sentences_may_be_left_out_in_chinese() -> None:
    text = "我们喜欢开源。这不是三年的事！后来大家都来了。"
    assert locate("我们喜欢开源。……后来大家都来了。", text, "zh").verdict is Verdict.GAPPED


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The keeper of the tower, Will Turner of Skerrow, lit the lamp.",
         "The keeper of the tower … lit the lamp."),
        ("In the spring, on a day in May that was warm, they sailed out.",
         "In the spring … they sailed out."),
        ("He read a book, Never Let Me Go by name, and lit the lamp.",
         "He read a book … and lit the lamp."),
        ("The mayor, Mr Must of Skerrow, lit the lamp.", "[…] The mayor, [he] of Skerrow, lit the lamp."),
        ("In the south, near Can Tho in the delta, they sailed out.",
         "In the south … they sailed out."),
    ],
)  # fmt: skip
def test_names_are_not_modals(text: str, quote: str) -> None:
    assert locate(quote, text).verdict in EDITED


def test_the_number_seven_is_named_in_no_7() -> None:
    text = "He came on the boat No. 7 of the harbour and lit the small lamp at night."
    location = locate("He came on the boat … and lit the small lamp", text)
    assert (location.verdict, location.changes_meaning) == (Verdict.NEAR, "7")


def test_a_language_without_word_lists_needs_the_signature_alone(make_course: MakeCourse) -> None:
    source = "{id: talk, kind: essay, title: T, file: talk.txt, language: la}"
    question = (
        "- {id: q, type: discussion, prompt: Well?, look_for: [x], passages:"
        " [{quote: 'Caprae in valle … ante hiemem venerunt', allow: {quote-gapped: checked}}]}\n"
    )
    folder = make_course(
        question,
        course=f"id: t\ntitle: T\nsources: [{source}]\n",
        text=None,
        more={"texts/talk.txt": "Caprae in valle numquam ante hiemem venerunt."},
    )
    assert [(d.code, d.severity, d.message) for d in check(folder).report.diagnostics] == [
        (
            "elisions-unchecked",
            "info",
            "the meaning of elisions is not checked in `la`, the language of `talk`",
        )
    ]


def test_only_the_languages_of_quotes_with_marks_are_loaded() -> None:
    code = """
import sys
from studykit.source.locate import Query
from tests.source.documents import locator, text_of
texts = locator(doc=text_of("Nur das Meer war grau.", id="doc", language="de"))
loaded = lambda: [name for name in ("german", "french") if f"studykit.language.{name}" in sys.modules]
texts.locate(Query("das Meer war grau"))
print(loaded())
texts.locate(Query("Nur das Meer … war grau an dem Tag"))
print(loaded())
"""
    printed = run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.splitlines() == ["[]", "['german']"]
