"""Words that a quote leaves out, and what its meaning loses with them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studykit.language import Kind, Language, language
from studykit.language.turning import Hit, clipped, hits, turns

CASES: dict[str, list[dict[str, str]]] = json.loads(
    (Path(__file__).parent / "cases.json").read_text(encoding="utf-8")
)
_MARK = re.compile(r"\s*(?:…|\[[^\]]*\])\s*")


def known(tag: str) -> Language:
    found = language(tag)
    assert found is not None
    return found


ENGLISH = known("en")


def hidden_in(text: str, tag: str = "en") -> list[Hit]:
    """What the stretch of a text between ⟦ and ⟧ hides."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    return turns(text.replace("⟦", "").replace("⟧", ""), start, end, known(tag))


def beside(text: str, tag: str = "en") -> list[str]:
    """The words beside a quote, which is between ⟦ and ⟧."""
    start, end = text.index("⟦"), text.index("⟧") - 1
    return [
        hit.word for hit in clipped(text.replace("⟦", "").replace("⟧", ""), start, end, known(tag))
    ]


# In all languages


@pytest.mark.parametrize("tag", CASES)
def test_a_hidden_word_that_turns_the_sentence_is_found(tag: str) -> None:
    """Words of languages whose lists are not reviewed are found, and are not sure."""
    missed = []
    for case in CASES[tag]:
        text, quote = case["text"], case["hidden"]
        mark = _MARK.search(quote)
        assert mark is not None
        start, end = mark.start(), len(text) - (len(quote) - mark.end())
        found = turns(text, start, end, known(tag))
        if not any(hit.sure or not known(tag).blocks for hit in found):
            missed.append(case["turning"])
    assert missed == []


@pytest.mark.parametrize("tag", CASES)
def test_a_word_beside_a_quote_that_turns_it_is_found(tag: str) -> None:
    missed = []
    for case in CASES[tag]:
        start = case["text"].index(case["clipped"])
        if not clipped(case["text"], start, start + len(case["clipped"]), known(tag)):
            missed.append(case["turning"])
    assert missed == []


@pytest.mark.parametrize("tag", CASES)
def test_a_whole_sentence_leaves_nothing_out(tag: str) -> None:
    texts = [case["text"] for case in CASES[tag]]
    assert [text for text in texts if clipped(text, 0, len(text), known(tag))] == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "He is ⟦not only ⟧rich but clever."),
        ("en", "It was ⟦, no doubt, ⟧a fine day."),
        ("en", "They feared ⟦the might of Rome and the will of the people and ⟧a storm."),
        ("en", "She ⟦opened a can of beans and ⟧ate."),
        ("en", "The house fell ⟦all at once ⟧and burned."),
        ("de", "Er ist ⟦nicht nur ⟧klug, sondern reich."),
        ("de", "Er zog ⟦aus großer Not ⟧in die Stadt."),
        ("de", "Das Tier⟦, das Muss seines Lebens,⟧ schlief."),
        ("de", "⟦Das Fest fand gestern statt, und ⟧alle tanzten."),
        ("de", "⟦Er kannte den Weg, und ⟧alle folgten."),
        ("fr", "Il fit ⟦un pas et ⟧tomba."),
        ("fr", "⟦Cette personne âgée ⟧tomba."),
        ("fr", "Il planta ⟦un if et ⟧un chêne."),
        ("fr", "Il croit ⟦au pouvoir et ⟧à la gloire."),
        ("fr", "Elle ⟦entrait, montrait sa bague et ⟧dansait."),
        ("es", "Vino ⟦, sin embargo, ⟧a casa."),
        ("es", "Come ⟦en la panadería ⟧del pueblo con María."),
        ("es", "Vio ⟦el examen y ⟧el mar."),
        ("it", "Disse ⟦che se ne andava e ⟧che pioveva."),
        ("it", "Venne ⟦non appena ⟧fu giorno."),
        ("pt", "Ele está ⟦no porto e nas ruas e ⟧na praia."),
        ("pt", "Comprou pão ⟦na padaria e ⟧na rua."),
        ("nl", "Hij is ⟦niet alleen ⟧slim."),
        ("nl", "Hij kwam ⟦ten slotte ⟧thuis."),
        ("sv", "Han fick ⟦en not och ⟧en båt."),
        ("sv", "Han är ⟦inte bara ⟧rik."),
        ("pl", "⟦W niedzielę niektórzy Niemcy ⟧śpiewali."),
        ("pl", "Było ⟦nie tylko ⟧zimno."),
        ("ru", "⟦На этой неделе немецкий ⟧хор пел."),
        ("uk", "⟦Цього тижня в неділю ⟧небо синє."),
        ("tr", "⟦Temmuz ayında can sıkıntısı ve ⟧sıcak vardı."),
        ("tr", "Köyde ⟦namaz kılan ⟧adam güldü."),
        ("he", "הוא הלך ⟦אל הבית ⟧בערב."),
        ("he", "הוא ⟦לא רק ⟧שר."),
        ("zh", "⟦不过，⟧他来了。"),
        ("zh", "他⟦特别⟧喜欢唱歌。"),
        ("zh", "他⟦是不是⟧来了？"),
        ("zh", "他⟦以前在非洲，目前⟧在学校。"),
        ("zh", "⟦一个⟧人来了。"),
        ("zh", "他喜欢⟦莫扎特和⟧山羊。"),
        ("zh-Hant", "他⟦特別⟧喜歡唱歌。"),
        ("zh-Hant", "⟦未來⟧的學校。"),
        ("ja", "彼は⟦午前に⟧来た。"),
        ("ja", "彼は⟦元気に⟧来た。"),
        ("ja", "船⟦だけでなく馬も⟧来た。"),
        ("ko", "⟦집 안에서 ⟧그는 잤다."),
        ("ko", "그는 ⟦틀림없이 ⟧왔다."),
    ],
)
def test_set_phrases_and_look_alikes_turn_nothing(tag: str, text: str) -> None:
    assert hidden_in(text, tag) == []


@pytest.mark.parametrize(
    ("tag", "text", "word"),
    [
        ("en", "He is not ⟦only ⟧rich but clever.", "not only"),
        ("de", "Er ist nicht ⟦nur ⟧klug.", "nicht nur"),
        ("zh", "他不⟦但⟧会唱歌。", "不但"),
    ],
)
def test_a_part_of_a_set_phrase_counts(tag: str, text: str, word: str) -> None:
    assert [hit.word for hit in hidden_in(text, tag)] == [word]


@pytest.mark.parametrize(
    ("tag", "text", "word"),
    [
        ("tr", "Köyün ⟦eski ⟧evi yandı.", "eski"),
        ("fr", "Le moulin ⟦ancien ⟧de la ville tourne.", "ancien"),
        ("fr", "Elle est ⟦si ⟧grande.", "si"),
        ("it", "Il ⟦secondo ⟧giorno dormì.", "secondo"),
        ("nl", "Groot ⟦als een huis ⟧stond hij daar.", "als"),
        ("pt", "A casa ⟦se vende e ⟧é grande.", "se"),
        ("en", "She read a book ⟦about goats ⟧in the tower.", "about"),
        ("ar", "كاتب البلدة ⟦لم ⟧يكتب.", "لم"),
    ],
)
def test_a_word_that_may_mean_something_else_is_not_sure(tag: str, text: str, word: str) -> None:
    assert [(hit.word, hit.sure) for hit in hidden_in(text, tag)] == [(word, False)]


@pytest.mark.parametrize(
    ("tag", "text", "words"),
    [
        ("tr", "⟦Eski başkan ⟧geldi.", ["Eski"]),
        ("fr", "⟦L’ancien maire ⟧de la ville parle.", ["ancien"]),
        ("fr", "Il reste ⟦si le toit est bon et ⟧chaud.", ["si"]),
        ("pt", "Fica aberta ⟦se o telhado for bom e ⟧claro.", ["se"]),
        ("he", "הוא ⟦לֹא ⟧שר.", ["לֹא"]),
        ("zh-Hant", "他⟦沒⟧來。", ["沒"]),
        ("en", "They ⟦nev\u00ader ⟧sailed.", ["nev\u00ader"]),
        ("zh", "⟦前总统⟧来了。", ["前"]),
    ],
)
def test_words_that_need_their_neighbours(tag: str, text: str, words: list[str]) -> None:
    assert [(hit.word, hit.sure) for hit in hidden_in(text, tag)] == [
        (word, True) for word in words
    ]


def test_numbers_turn_too() -> None:
    found = hidden_in("They kept ⟦two hundred and ⟧twelve goats.")
    assert [(hit.kind, hit.value, hit.word) for hit in found] == [
        (Kind.NUMBER, "212", "two hundred and twelve")
    ]


# Names, in English


@pytest.mark.parametrize(
    "text",
    [
        "The keeper of the tower⟦, Will Turner of Skerrow,⟧ lit the lamp.",
        "⟦Will Turner of Skerrow, ⟧the keeper, lit the lamp.",
        "In the spring⟦, on a day in May that was warm,⟧ they sailed out.",
        "The keeper read a book⟦, Never Let Me Go by name,⟧ and slept.",
        "The keeper read the novel ⟦“Never Let Me Go” ⟧and slept.",
        "He came ⟦with Mr Must and Mrs. May from Can Tho ⟧on the boat.",
        "⟦Dr. Will of the town and ⟧the keeper slept.",
        "⟦May was warm, and ⟧they sailed out.",
        "⟦Will’s boat was old, and ⟧they slept.",
    ],
)
def test_names_are_no_modals(text: str) -> None:
    assert hidden_in(text) == []


def test_a_number_of_a_boat_is_a_number_and_no_negation() -> None:
    found = hidden_in("He came ⟦on the boat No. 7 ⟧and slept.")
    assert [(hit.kind, hit.word) for hit in found] == [(Kind.NUMBER, "7")]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("⟦Never again, she said, ⟧we sail.", "Never"),
        ("She said: “⟦Never again, but ⟧we sail.”", "Never"),
        ("⟦Will Turner come, or ⟧is he ill?", "Will"),
        ("You ⟦must NOT ⟧sail.", "must"),
        ("We sail. ⟦Not Ann but ⟧Bob steers.", "Not"),
        ("and ⟦I’ll see if ⟧we sail", "I’ll"),
        ("we ⟦Don’t ⟧sail", "Don’t"),
        ("He had ⟦the will, and he will, ⟧to sail.", "will"),
    ],
)
def test_a_capital_does_not_always_make_a_name(text: str, word: str) -> None:
    assert hidden_in(text)[0].word == word


# Values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I don’t know", ["not"]),
        ("I cannot know", ["not"]),
        ("Nobody, never, without a word", ["nobody", "never", "without"]),
        ("a knot in nothingness, notes", []),
        ("it isn´t and isn`t", ["not", "not"]),
    ],
)
def test_negations_have_a_usual_form(text: str, values: list[str]) -> None:
    assert [hit.value for hit in hits(text, ENGLISH, [Kind.NEGATION])] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("I’ll take it", ["will"]),
        ("we won’t, shan’t, can’t", ["will", "shall", "can"]),
        ("you cannot, you can", ["can", "can"]),
        ("she’d go", ["would"]),
        ("a mayor of candles", []),
    ],
)
def test_modals_have_a_usual_form(text: str, values: list[str]) -> None:
    assert [hit.value for hit in hits(text, ENGLISH, [Kind.MODAL])] == values


# Beside a quote


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We do not ⟦sell bread⟧.", ["not"]),
        ("If it rains, ⟦we stay at home⟧.", []),
        ("⟦We sell bread⟧, not rolls.", []),
        ("⟦We will come⟧, unless it rains.", ["unless"]),
        ("⟦We will come⟧ if it rains.", ["if"]),
        ("Some say ⟦the oven was cold⟧.", ["Some say"]),
        ("The well, some say, ⟦was dug by soldiers⟧.", ["some say"]),
        ("Some say so, it is true, but ⟦the oven was hot⟧.", []),
        ("managing ⟦$7⟧ billion in assets", ["billion"]),
        ("it is ⟦-5⟧ degrees", []),
        ("it is -⟦5 degrees⟧ there", ["-"]),
        ("We do not sell it. ⟦The bread is good⟧.", []),
        ("⟦The bread is good⟧. We do not sell it.", []),
        ("Theresa May ⟦spoke to the house⟧.", []),
        ("They could only ⟦sell the bread⟧.", ["only", "could"]),
        ("They could sell and buy ⟦the bread of the town⟧.", []),
        ("I was not asked at all if I think that ⟦we sell bread⟧.", ["if"]),
        ("The oven was not⟦ only cold but old⟧.", ["not only"]),
        ("The oven was not only ⟦cold but old⟧.", []),
    ],
)
def test_words_beside_an_english_quote(text: str, words: list[str]) -> None:
    assert beside(text) == words


@pytest.mark.parametrize(
    ("tag", "text", "words"),
    [
        ("de", "⟦Das glaube ich⟧ heute leider nicht.", ["nicht"]),
        ("de", "⟦Wir verkaufen Brot⟧ und nicht Kuchen.", []),
        ("fr", "⟦Il ne vend⟧ pas de pain.", ["pas"]),
        ("zh", "我不⟦怕它消失⟧。", ["不"]),
        ("zh", "我不⟦过怕它消失⟧。", ["不过"]),
        ("zh", "⟦地球是平的⟧不是真的。", ["不"]),
        ("ja", "⟦祖母はパンを売⟧らなかった。", ["なかった"]),
        ("ja", "⟦祖母はパンを売った⟧。船は来なかった。", []),
        ("ko", "⟦할머니는 빵을 팔지⟧ 않았다.", ["않"]),
        ("tr", "⟦Ninemiz ekmek sat⟧madı.", ["satmadı"]),
        ("ru", "⟦Он пришёл⟧ бы вечером.", ["бы"]),
    ],
)
def test_words_beside_a_quote(tag: str, text: str, words: list[str]) -> None:
    assert beside(text, tag) == words


# Any text


TAGS = st.sampled_from(sorted(CASES))
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.builds(
    " ".join,
    st.lists(
        st.sampled_from("not I’ll No. 7 Will İ nicht 不 过 no doubt . , “ ” \x00 ١ ½ אִם".split(" "))
    ),
)


@given(TEXTS, TAGS, st.data())
def test_any_text_has_its_words_inside_of_it(text: str, tag: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = known(tag)
    for hit in (
        *hits(text, found),
        *turns(text, start, end, found),
        *clipped(text, start, end, found),
    ):
        assert 0 <= hit.start < hit.end <= len(text)
        assert (
            hit.word == text[hit.start : hit.end].strip() or hit.word == text[hit.start : hit.end]
        )


@pytest.mark.parametrize("text", ["not " * 50_000, "'" * 200_000, "Will " * 40_000, "不" * 200_000])
def test_a_long_text_is_read(text: str) -> None:
    """It would take minutes if the time grew with the square of the length."""
    for tag in ("en", "zh"):
        turns(text, len(text) // 2, len(text) // 2 + 10, known(tag))
        clipped(text, len(text) // 2, len(text) // 2 + 10, known(tag))
