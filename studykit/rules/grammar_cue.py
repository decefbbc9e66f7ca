"""Grammar shows the answer: only some options fit the end of the prompt, or only one side of a pair.

Learners rule out options that do not fit grammatically.  Haladyna, Downing and Rodriguez (2002) and
the NBME's guide list grammatical inconsistencies among the clues to the key.

Ask a complete question, or move the article into the options.  "An" goes by sound (an hour, a unit, an
MRI), and words that take either article (a or an historic) are ignored.  After "is" and "are" the rule
compares options that are clearly singular or plural, and reports prompts that rule out half of the
distractors.  In a matching question, a right side that begins with "they" or "are" must fit several left sides,
and so must one that begins with "it" or "is".  English only.

Fails:

    - id: noise
      type: multiple_choice
      prompt: "What was banging up there was a ___."
      key: shutter
      distractors:
        - {text: awning, why: No awning is named.}
        - {text: door, why: The door was locked.}
      passages: [{quote: PASSAGE}]
    - id: noises
      type: multiple_choice
      prompt: "What Marlow heard up there were:"
      key: shutters
      distractors:
        - {text: a bell, why: No bell is named.}
        - {text: the door, why: The door was locked.}
      passages: [{quote: PASSAGE}]
    - id: pairs
      type: matching
      prompt: What does Marlow say of each?
      pairs:
        - {left: the winders, right: They come early.}
        - {left: the clockwork, right: The wheel was missing.}
        - {left: the mast, right: A lamp is on top.}
      passages: [{quote: PASSAGE}]

Passes:

    - id: noise
      type: multiple_choice
      prompt: "What was banging up there was:"
      key: a shutter
      distractors:
        - {text: an awning, why: No awning is named.}
        - {text: a door, why: The door was locked.}
      passages: [{quote: PASSAGE}]
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..analysis.wording import PlainOption, english_choices, is_english
from ..bank.evidence import Verified
from ..bank.kinds.matching import Matching
from ..bank.load import Course, Entry
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..format import listed
from ..regex import regex
from ..source.fold import normalize_punctuation, words_of

CODE = "grammar-cue"
SEVERITY = Severity.WARNING
NEEDS_TEXT = False
ALLOWABLE = True

_BLANK = r"(?:_{2,}|…|\.{3})"
_ARTICLE = regex(rf"(?<![\w/(])(?:([Aa]n?)\s*{_BLANK}|(an?)[\s:.]*$)")
_FIRST = regex(r"\w+")
_PLURAL_OPENINGS = frozenset("they their these those are were have do".split())
_SINGULAR_OPENINGS = frozenset("it its this that is was has does".split())
_VERB = regex(rf"(?<!\w)(is|are|was|were)[\s:]*{_BLANK}?[\s.]*$")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in english_choices(course):
        prompt = normalize_punctuation(plain(question.prompt)).strip()
        if match := _ARTICLE.search(prompt):
            word = (match[1] or match[2]).casefold()
            misfits = _article_misfits(word, options)
            help = "move the article into the options, or write a(n)"
        elif match := _VERB.search(prompt):
            word = match[1]
            misfits = _verb_misfits(word, options)
            help = "ask a complete question, or make all options singular or all plural"
        else:
            continue
        if misfits:
            message = f"the prompt's “{word}” does not fit {_named(misfits)}"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help)
    for entry in course.entries:
        if isinstance(entry.question, Matching) and is_english(entry):
            yield from _pairs(entry, entry.question)


def _pairs(entry: Entry, question: Matching) -> Iterator[Finding]:
    """Report right sides whose first word fits only one left side."""
    lefts = [plain(pair.left) for pair in question.pairs]
    plural = [grammatical_number(left) == PLURAL for left in lefts]
    for n, pair in enumerate(question.pairs):
        first = _FIRST.match(plain(pair.right))
        word = first[0].casefold() if first else ""
        if word in _PLURAL_OPENINGS:
            fitting = [left for left, is_plural in zip(lefts, plural, strict=True) if is_plural]
        elif word in _SINGULAR_OPENINGS:
            fitting = [left for left, is_plural in zip(lefts, plural, strict=True) if not is_plural]
        else:
            continue
        if fitting == [lefts[n]]:
            message = f"“{word}” fits only “{lefts[n]}”"
            help = "begin this side in a way that fits other left sides too"
            yield Finding(message, entry.file, (*entry.path, "pairs", n, "right"), help)


def _named(options: list[PlainOption]) -> str:
    names = [f"“{option.text}”" for option in options[:2]]
    if len(options) > 2:
        names.append(f"{len(options) - 2} more")
    return listed(names)


def _article_misfits(word: str, options: list[PlainOption]) -> list[PlainOption]:
    """Return the options that take the other article, if any option takes this one."""
    articles = [article(option.text) for option in options]
    if word not in articles:
        return []
    other = "a" if word == "an" else "an"
    return [option for option, takes in zip(options, articles, strict=True) if takes == other]


def _verb_misfits(verb: str, options: list[PlainOption]) -> list[PlainOption]:
    """Return the distractors of the other number, if they are half of all and the keys fit."""
    fits, misfits = SINGULAR, PLURAL
    if verb in ("are", "were"):
        fits, misfits = PLURAL, SINGULAR
    if any(option.right and grammatical_number(option.text) != fits for option in options):
        return []
    distractors = [option for option in options if not option.right]
    ruled_out = [option for option in distractors if grammatical_number(option.text) == misfits]
    return ruled_out if 2 * len(ruled_out) >= len(distractors) else []


# "A" or "an"

_VOWEL_NAMES = set("AEFHILMNORSX")
"""Letters whose names start with a vowel sound: "an F"."""

_CONSONANT_SOUND = regex(  # a unit, a one-way street
    r"eu|ew|uni(?![nm]|dent|mag)|unanim|us(?:[aeiu]|ur)|ut[aeiou]|ubiq|ur(?:an|in)|uk\b|ufo|ute"
    r"|one(?![a-z])|once|ones\b|oui"
)
_SILENT_H = regex(r"hour|honest|honou?r|heir")
_EITHER = regex(r"(?:hist|hotel|habit|hero|heredit|herb|hyst|hallu|hypoth)")
_DETERMINERS = {"a", "an", "the", "this", "that", "these", "those", "its", "her", "his", "their"}


def article(text: str) -> str | None:
    """Return the article that a phrase takes, "a" or "an"; None if it takes none, or either."""
    words = words_of(normalize_punctuation(text))
    if not words or words[0].casefold() in _DETERMINERS:
        return None
    word = words[0].lstrip("$€£¥").partition("-")[0].removesuffix("'s")
    if word[:1].isdigit():
        return "an" if re.match(r"8|1[18](?!\d)", word.replace(",000", "")) else "a"
    if not word or not word[0].isalpha() or not word[0].isascii():
        return None
    letters = word.replace(".", "")
    spelled = "an" if letters[0].upper() in _VOWEL_NAMES else "a"
    if len(letters) == 1:
        return spelled
    low = letters.casefold()
    if _EITHER.match(low):
        return None
    starts_with_vowel = low[0] in "aeiou" and not _CONSONANT_SOUND.match(low)
    pronounced = "an" if starts_with_vowel or _SILENT_H.match(low) else "a"
    capitals = re.fullmatch(r"([A-Z0-9]{2,})s?", letters)
    if capitals is None or pronounced == spelled:
        return pronounced
    # Capitals are spelled out (FBI), but if there are many with a vowel, perhaps not (NATO).
    is_sayable = len(capitals[1]) > 3 and re.search("[AEIOU]", capitals[1])
    return None if is_sayable else spelled


# Singular or plural

SINGULAR, PLURAL = "singular", "plural"

_SINGULAR_STARTS = set("a an one each every this that another neither either".split())
_PLURAL_STARTS = set(
    "these those both several many few two three four five six seven eight nine ten most".split()
)
_DEFINITE_STARTS = set("the its her his their our".split())
_COUNTED = {"few", "lot", "couple", "number", "dozen"}
_HEAD_ENDS = set(
    "of in on at by for from with without to into onto over under about after before between through"
    " during as than who whom whose which that where when".split()
)
_IRREGULAR_PLURALS = set("people men women children feet teeth mice geese police".split())
_NOT_PLURAL = regex(r"(?:.*(?:ss|us|is|ics)|news|lens|series|species|means|gas|bias|chaos|.{1,3})")


def grammatical_number(text: str) -> str | None:
    """Return SINGULAR or PLURAL for a noun phrase, or None if its number is not clear."""
    words = words_of(normalize_punctuation(text))
    low = [word.casefold() for word in words]
    if not low:
        return None
    if low[0] == "a" and low[1:2] and low[1] in _COUNTED:
        return PLURAL
    if low[0] in _SINGULAR_STARTS:
        return SINGULAR
    if low[0] in _PLURAL_STARTS or (low[0].isdigit() and low[0] != "1"):
        return PLURAL
    end = next((n for n, word in enumerate(low) if word in _HEAD_ENDS), len(low))
    head = low[:end]
    if not head or head[0].endswith("ing"):
        return None
    if "and" in head[1:-1]:
        return PLURAL
    if len(head) > 1 and words[end - 1][0].isupper():  # a name: Marks & Spencer, the Alps
        return None
    if _is_plural_noun(head[-1]):
        return PLURAL
    if head[0] in _DEFINITE_STARTS and not head[-1].endswith("s"):
        return SINGULAR
    return None


def _is_plural_noun(word: str) -> bool:
    if word in _IRREGULAR_PLURALS:
        return True
    return word.endswith("s") and "'" not in word and not _NOT_PLURAL.fullmatch(word)
