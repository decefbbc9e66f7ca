"""The language of a text, guessed from its script and its most frequent words."""

from __future__ import annotations

import re
from collections import Counter

_SCRIPTS = {
    "ja": "\u3041-\u30ff",
    "ko": "\uac00-\ud7af\u1100-\u11ff",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff",
    "th": "\u0e01-\u0e5b",
    "lo": "\u0e81-\u0edf",
    "my": "\u1000-\u109f",
    "km": "\u1780-\u17ff",
    "he": "\u05d0-\u05ea",
    "ar": "\u0621-\u064a",
    "hi": "\u0900-\u097f",
    "el": "\u0370-\u03ff",
    "ru": "\u0400-\u04ff",
}
_OTHERS = {
    # languages of the same script, by letters that only they have
    "ru": {"uk": "іїєґ"},
    "ar": {"fa": "پچژگ"},
}
_WORDS = {
    "cs": "a se na je že to v s jsem ale jako",
    "da": "og i jeg det at en den til er som på de med han af ikke der",
    "de": "der die und das ich nicht ist ein eine zu den mit wir es auf sie dem",
    "en": "the of and to a in that is it was for you with on as be this are",
    "es": "el la de que y en los se las por con para una no es lo del",
    "fi": "ja on ei se että hän oli olen mutta kun niin",
    "fr": "le la les de et des un une est que qui dans pour pas nous vous il",
    "id": "yang dan di itu dengan untuk tidak ini dari dalam saya",
    "it": "il di che e la un per non una sono è con del della gli",
    "nl": "de het een en van ik is dat niet in op te zijn met voor er",
    "no": "og i jeg det er på en til at som av ikke med den vi",
    "pl": "i w nie na się że to z jest jak co ale po",
    "pt": "o a de que e do da em um uma não para com os no se é",
    "sv": "och i att det som en på är av för med den inte jag vi",
    "tr": "bir ve bu da de için ne ben çok ama gibi o",
    "vi": "và của là không có được cho một các những tôi",
}


def guess_language(text: str) -> str | None:
    """Return a language tag, or None if nothing speaks clearly for one."""
    text = text[:200_000]
    letters = sum(map(str.isalpha, text))
    if not letters:
        return None
    for tag, letters_of in _SCRIPTS.items():
        count = len(re.findall(f"[{letters_of}]", text))
        # a Japanese text may have more Han characters than kana
        if count > letters * (0.1 if tag == "ja" else 0.4):
            for other, own in _OTHERS.get(tag, {}).items():
                if len(re.findall(f"[{own}]", text)) > count / 100:
                    return other
            return tag
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {
        tag: sum(words[word] for word in frequent.split()) for tag, frequent in _WORDS.items()
    }
    (best, score), (_, second) = Counter(scores).most_common(2)
    total = sum(words.values())
    return best if score > total * 0.08 and score > second * 1.15 else None
