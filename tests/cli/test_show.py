"""`studykit show`: questions in full, with their passages in context."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ..command import Run, run_apart
from ..conftest import COURSE, LIGHTHOUSE, MakeCourse
from .conftest import Golden

WHERE = Path("questions/bank.yaml")
LINK = "https://example.org/lighthouse#:~:text="

NOISE = """\
- id: noise
  formerly: sound
  type: basic
  prompt: "What did Marlow *hear*?"
  answer: A shutter.
  explanation: It banged.
  level: remember
  tags: [lamp, sea]
  passages: [{quote: a shutter was banging up here in the wind}]
"""


def body(out: str) -> str:
    """Return what is printed of a question between its head and its passages."""
    return out.split(", bank bank\n\n")[1].partition("\n\nPassage")[0]


def test_a_question_is_shown_in_full(make_course: MakeCourse, run: Run) -> None:
    make_course(NOISE)
    ran = run("show", "noise")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "noise\n"
        "basic, remember\n"
        "tags: lamp sea\n"
        f"{WHERE}:4, bank bank\n"
        "\n"
        "What did Marlow hear?\n"
        "\n"
        "Answer: A shutter.\n"
        "\n"
        "It banged.\n"
        "\n"
        "Passage: Part 1, A1, Ida Marlow\n"
        "  A noise. I was walking the dog, and *a shutter was banging up here in the\n"
        "  wind*, and I thought: somebody should see to that. I meant the shutter. I\n"
        "  didn’t mean the next nine years.\n"
        "  lighthouse: The Shutter and the Light, written for studykit\n"
        f"  {LINK}a%20shutter%20was%20banging,here%20in%20the%20wind\n"
    )


WEIGHT = """\
- id: weight
  type: multiple_choice
  prompt: |
    How often must the weight be wound?

    - Count the winders.
    - The lamp turns *all night*.
  key: Every four hours, by whoever of the fourteen winders is up in the tower that night
  distractors:
    - {text: Once a night, why: It would run down long before the morning., keep_last: true}
    - Never
  passages:
    - quote: The weight has to be wound every four hours
    - quote: I have fourteen winders
  explanation: A clockwork turns the lamp. The weight falls through the tower and drives it.
"""


@pytest.mark.parametrize("columns", [40, 80, 120])
def test_lines_are_wrapped(make_course: MakeCourse, run: Run, columns: int, golden: Golden) -> None:
    """At most at 88 columns; addresses are not broken."""
    make_course(WEIGHT)
    golden(run("show", "weight", COLUMNS=str(columns)).out)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "type: cloze\n  text: 'The weight has to be wound every {{c1::four hours::how often?}}, so {{c2::whoever}} winds it'",
            "The weight has to be wound every [1: four hours (hint: how often?)], so [2:\n"
            "whoever] winds it",
            id="fill",
        ),
        pytest.param(
            "type: short_answer\n  prompt: A?\n  answer: '*four*teen'\n  accept: ['14', a dozen and two]",
            "A?\n\nAnswer: fourteen\nAlso accepted: 14; a dozen and two",
            id="type",
        ),
        pytest.param(
            "type: numeric\n  prompt: A?\n  answer: 0.5\n  range: [1/3, '1,000']\n  unit: '%'",
            "A?\n\nAnswer: 0.5%\nAccepted: 1/3 to 1000%",
            id="number with a range",
        ),
        pytest.param(
            "type: numeric\n  prompt: A?\n  answer: 147\n  unit: steps",
            "A?\n\nAnswer: 147 steps",
            id="number",
        ),
        pytest.param(
            "type: multiple_choice\n  prompt: A?\n  key: B\n  distractors:\n"
            "    - {text: C, why: Because of D., keep_last: true}\n    - E",
            "A?\n\n  right  B\n  wrong  C (stays last)\n         Because of D.\n  wrong  E",
            id="choose",
        ),
        pytest.param(
            "type: true_false\n  prompt: A.\n  answer: false",
            "A.\n\n  wrong  True\n  right  False",
            id="choose true or false",
        ),
        pytest.param(
            "type: ordering\n  prompt: A.\n  items: [one, two, three]",
            "A.\n\n  1. one\n  2. two\n  3. three",
            id="arrange",
        ),
        pytest.param(
            "type: matching\n  prompt: A.\n  pairs: [{left: a, right: b}, {left: c, right: d}]\n  distractors: e",
            "A.\n\n  a\n    = b\n  c\n    = d\n  no match: e",
            id="match",
        ),
        pytest.param(
            "type: discussion\n  prompt: A?\n  look_for: [B, C]\n  follow_ups: D?\n  minutes: 1",
            "A?\n\nListen for\n- B\n- C\n\nFollow up\n- D?\n\nTime: about 1 minute",
            id="discuss",
        ),
        pytest.param(
            "type: discussion\n  prompt: A?\n  look_for: B\n  minutes: [8, 20]",
            "A?\n\nListen for\n- B\n\nTime: about 8 to 20 minutes",
            id="discuss for a range of minutes",
        ),
    ],
)
def test_each_type_of_answer_is_shown(
    make_course: MakeCourse, run: Run, question: str, expected: str
) -> None:
    quote = "The weight has to be wound every four hours, so whoever winds it"
    make_course(f"- id: a\n  {question}\n  passages: [{{quote: '{quote}'}}]\n")
    assert body(run("show", "a").out) == expected


def test_a_passage_shown_with_the_prompt_is_marked(make_course: MakeCourse, run: Run) -> None:
    make_course(
        "- id: a\n  type: who_said_it\n  key: Marlow\n  distractors: Reporter\n"
        "  passages: [{quote: The rest is brass.}, {quote: Not one.}]\n"
    )
    out = run("show", "a").out
    assert body(out) == "Who says this?\n\n  right  Marlow\n  wrong  Reporter"
    assert "\nPassage 1 of 2: Part 1, A3, Ida Marlow\n  shown with the prompt\n" in out
    assert "\nPassage 2 of 2: Part 1, A4, Ida Marlow\n  *Not one.* They have satellites" in out


def test_a_long_context_is_cut_between_words(make_course: MakeCourse, run: Run) -> None:
    make_course(
        "- {id: a, type: basic, prompt: A, answer: B, passages: [{quote: I have fourteen winders}]}"
    )
    context = run("show", "a").out.partition("Ida Marlow\n")[2].partition("  lighthouse:")[0]
    assert context == (
        "  …I expected the same of the others, and they stopped coming. They are bakers\n"
        "  and bus drivers; they get up at five. Now we light the lamp on Saturdays only,\n"
        "  and *I have fourteen winders* instead of none. I’ve come round on the mast,\n"
        "  too. When I began I called it “that coat hanger” and blamed the board for\n"
        "  everything. I don’t think the board was…\n"
    )


def test_an_edited_quote_is_shown_beside_the_words_of_the_text(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(
        "- {id: a, type: basic, prompt: A, answer: B,"
        " passages: [{quote: 'I have fourteen [people] instead of none',"
        " allow: {quote-altered: people wind it}}]}"
    )
    out = run("show", "a").out
    assert "*I have fourteen winders instead of none*" in " ".join(out.split())
    assert "\n  quoted as: I have fourteen [people] instead of none\n" in out


def test_without_the_text_the_pinned_place_is_shown(make_course: MakeCourse, run: Run) -> None:
    make_course(NOISE)
    run("pin")
    Path("questions/texts/lighthouse.md").unlink()
    assert run("show", "noise").out.partition("\n\nPassage")[2] == (
        ": Part 1, A1, Ida Marlow\n"
        "  pinned, no text here\n"
        "  a shutter was banging up here in the wind\n"
        "  lighthouse: The Shutter and the Light, written for studykit\n"
        f"  {LINK}a%20shutter%20was%20banging,here%20in%20the%20wind\n"
    )
    Path("questions/course.lock").unlink()
    assert "\n\nPassage\n  not pinned, no text here\n  a shutter" in run("show", "noise").out


def test_a_quote_that_is_not_in_the_text_is_marked(make_course: MakeCourse, run: Run) -> None:
    make_course(NOISE)
    run("pin")
    text = LIGHTHOUSE.replace("a shutter was banging", "a door was banging")
    make_course(NOISE, text=text)
    assert (
        "\nPassage: Part 1, A1, Ida Marlow\n  pinned, not found in the text\n  a shutter"
        in run("show", "noise").out
    )
    Path("questions/course.lock").unlink()
    assert "\nPassage\n  not pinned, not found in the text\n" in run("show", "noise").out


BOTH = COURSE.replace("people:", "works: [{id: talk, title: A talk}]\npeople:").replace(
    "kind: original", "kind: translation\n    work: talk"
) + (
    COURSE.partition("sources:\n")[2]
    .replace("kind: original", "kind: translation\n    work: talk\n    short: The other")
    .replace("id: lighthouse", "id: other")
    .replace("file: lighthouse.md", "file: other.md")
)
OTHER = LIGHTHOUSE.replace("A noise. I was", "It was a noise. I went")


def test_the_same_turn_in_another_translation_is_shown(make_course: MakeCourse, run: Run) -> None:
    question = NOISE.replace("{quote", "{source: lighthouse, quote")
    make_course(question, course=BOTH, more={"texts/other.md": OTHER})
    assert run("show", "noise", COLUMNS="100").out.endswith(
        "\n  In The other, A1 begins: “It was a noise. I went walking the dog, and a shutter was…”\n"
    )


def test_the_same_turn_is_not_shown_if_the_question_cites_it(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(
        NOISE.replace(
            "[{quote: a shutter was banging up here in the wind}]",
            "[{source: lighthouse, quote: A noise. I was}, {source: other, quote: It was a noise.}]",
        ),
        course=BOTH,
        more={"texts/other.md": OTHER},
    )
    assert "begins" not in run("show", "noise").out


def test_several_questions_are_shown_in_the_given_order(make_course: MakeCourse, run: Run) -> None:
    make_course(
        NOISE + "- {id: b, type: basic, prompt: A, answer: B, passages: [{quote: Not one.}]}\n"
    )
    out = run("show", "b", "sound").out
    assert out.startswith("b\nbasic\n")
    assert f"{LINK}Not%20one.\n\nnoise\nbasic, remember\n" in out


def test_json_is_one_object(make_course: MakeCourse, run: Run) -> None:
    make_course(
        NOISE.replace("{quote", "{source: lighthouse, quote"),
        course=BOTH,
        more={"texts/other.md": OTHER},
    )
    shown = json.loads(run("show", "noise", "--json").out)
    words = shown["questions"][0]["passages"][0]["counterpart"].pop("words")
    assert words.startswith("It was a noise. I went walking the dog, and a shutter was banging")
    assert words.endswith("the next nine years.")
    assert shown == {
        "questions": [
            {
                "id": "noise",
                "type": "basic",
                "level": "remember",
                "tags": ["lamp", "sea"],
                "lang": "en",
                "bank": "bank",
                "file": str(WHERE),
                "line": 4,
                "prompt": "What did Marlow *hear*?",
                "response": {"shape": "recall", "answer": "A shutter.", "reverse": False},
                "explanation": "It banged.",
                "passages": [
                    {
                        "quote": "a shutter was banging up here in the wind",
                        "before": "A noise. I was walking the dog, and ",
                        "after": ", and I thought: somebody should see to that. I meant the"
                        " shutter. I didn’t mean the next nine years.",
                        "found": "text",
                        "shown_with_the_prompt": False,
                        "place": {
                            "section": "part-1",
                            "turn": "A1",
                            "speaker": "marlow",
                            "paragraph": 1,
                        },
                        "source": "lighthouse",
                        "title": "The Shutter and the Light",
                        "credit": "written for studykit",
                        "link": f"{LINK}a%20shutter%20was%20banging,here%20in%20the%20wind",
                        "counterpart": {
                            "source": "other",
                            "section": "part-1",
                            "turn": "A1",
                            "speaker": "marlow",
                        },
                    }
                ],
            }
        ]
    }


def test_bounds_are_exact_in_json(make_course: MakeCourse, run: Run) -> None:
    make_course(
        "- {id: a, type: numeric, prompt: A, answer: 1/3, tolerance: 0.1, passages: [{quote: Not one.}]}"
    )
    (shown,) = json.loads(run("show", "a", "--json").out)["questions"]
    assert shown["response"] == {
        "shape": "number", "answer": "1/3", "low": "7/30", "high": "13/30", "unit": None,
    }  # fmt: skip


def test_an_unknown_id_is_an_error_before_anything_is_shown(
    make_course: MakeCourse, run: Run
) -> None:
    make_course(NOISE)
    ran = run("show", "noise", "nois")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "studykit: unknown question `nois`; did you mean `noise`?\n"


def test_control_characters_are_shown_as_symbols(make_course: MakeCourse, run: Run) -> None:
    """A bank refuses such characters, but a text may contain them."""
    text = LIGHTHOUSE.replace("walking the dog", "walking \x1b[31mthe dog")
    make_course(NOISE, text=text)
    assert "walking ␛[31mthe dog" in " ".join(run("show", "noise").out.split())


def test_output_can_be_encoded_in_any_locale(make_course: MakeCourse, run: Run) -> None:
    make_course(NOISE)
    ran = run_apart("show", "noise", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == run("show", "noise").out


@pytest.mark.parametrize("command", ["list", "show noise"])
def test_what_an_encoding_lacks_is_a_question_mark(command: str, make_course: MakeCourse) -> None:
    make_course(NOISE.replace("Marlow", "她"))
    ran = run_apart(*command.split(), PYTHONUTF8="0", PYTHONIOENCODING="latin-1")
    assert (ran.code, ran.err) == (0, "")
    assert "What did ? " in ran.out
