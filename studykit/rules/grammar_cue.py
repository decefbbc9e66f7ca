"""The prompt ends in "a", "an", "is" or "are", and only some options go on from there.

What does not fit the grammar is struck out without thinking.  Haladyna, Downing and Rodriguez (2002)
and the NBME's guide name it among the clues.  "An" goes by sound (an hour, a unit, an MRI), and what
can be said both ways (a or an historic) is left alone; after "is" and "are" only nouns whose number
is plain are looked at, and only where they leave half of the distractors out.  English only.

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

from ..analysis.wording import choices, is_english
from ..bank.evidence import Verified
from ..bank.load import Course
from ..bank.prose import plain
from ..diagnostics import Finding, Severity
from ..source.fold import WORD, normalize_punctuation

CODE = "grammar-cue"
SEVERITY = Severity.WARNING

_BLANK = r"(?:_{2,}|…|\.{3})"
_ARTICLE = re.compile(rf"(?<![\w/(])(?:([Aa]n?)\s*{_BLANK}|(an?)[\s:.]*$)")
_VERB = re.compile(rf"(?<!\w)(is|are|was|were)[\s:]*{_BLANK}?[\s.]*$")


def check(course: Course, verified: Verified) -> Iterator[Finding]:
    for entry, question, options in choices(course):
        if not is_english(entry):
            continue
        prompt = normalize_punctuation(plain(question.prompt)).strip()
        shown = options
        wrong = [option for option in shown if not option.right]
        if found := _ARTICLE.search(prompt):
            word = (found[1] or found[2]).casefold()
            fits = {option: article(option.text) for option in shown}
            misfits = [option for option in shown if fits[option] not in (word, None)]
            cue = bool(misfits) and word in fits.values()
            help = "put the article into the options, or write a(n)"
        elif found := _VERB.search(prompt):
            word = found[1]
            number = "one" if word in ("is", "was") else "many"
            counts = {option: count(option.text) for option in shown}
            misfits = [option for option in wrong if counts[option] not in (number, None)]
            cue = 2 * len(misfits) >= len(wrong) and all(
                counts[option] == number for option in shown if option.right
            )
            help = "ask a whole question, or give the options one number"
        else:
            continue
        if cue:
            named = " and ".join(f"“{option.text}”" for option in misfits[:2])
            more = f" and {len(misfits) - 2} more" if len(misfits) > 2 else ""
            message = f"the prompt's “{word}” does not go with {named}{more}"
            yield Finding(message, entry.file, (*entry.path, "prompt"), help)


# A or an.

_VOWEL_LETTERS = set("AEFHILMNORSX")  # whose names begin with a vowel
_LIKE_YOU = re.compile(
    r"eu|ew|uni(?![nm]|dent|mag)|unanim|us(?:[aeiu]|ur)|ut[aeiou]|ubiq|ur(?:an|in)|uk\b|ufo|ute"
    r"|one(?![a-z])|once|ones\b|oui"
)
_SILENT_H = re.compile(r"hour|honest|honou?r|heir")
_BOTH_WAYS = re.compile(r"(?:hist|hotel|habit|hero|heredit|herb|hyst|hallu|hypoth)")
_ARTICLED = {"a", "an", "the", "this", "that", "these", "those", "its", "her", "his", "their"}


def article(text: str) -> str | None:
    """Which article a phrase takes, "a" or "an"; None where it takes none, or either."""
    words: list[str] = WORD.findall(normalize_punctuation(text))
    if not words or words[0].casefold() in _ARTICLED:
        return None
    word = words[0].lstrip("$€£¥").partition("-")[0].removesuffix("'s")
    if word[:1].isdigit():
        return "an" if re.match(r"8|1[18](?!\d)", word.replace(",000", "")) else "a"
    if not word or not word[0].isalpha() or not word[0].isascii():
        return None
    letters = word.replace(".", "")
    spelled = "an" if letters[0].upper() in _VOWEL_LETTERS else "a"
    if len(letters) == 1:
        return spelled
    low = letters.casefold()
    if _BOTH_WAYS.match(low):
        return None
    vowel = low[0] in "aeiou" and not _LIKE_YOU.match(low)
    spoken = "an" if vowel or _SILENT_H.match(low) else "a"
    capitals = re.fullmatch(r"([A-Z0-9]{2,})s?", letters)
    if capitals is None or spoken == spelled:
        return spoken
    # letters for themselves, unless they are many and can be said: FBI, but NATO
    return None if len(capitals[1]) > 3 and re.search("[AEIOU]", capitals[1]) else spelled


# One or many.

_ONE = set("a an one each every this that another neither either".split())
_MANY = set(
    "these those both several many few two three four five six seven eight nine ten most".split()
)
_THE = set("the its her his their our".split())
_HEAD_ENDS = set(
    "of in on at by for from with without to into onto over under about after before between through"
    " during as than who whom whose which that where when".split()
)
_IRREGULAR = set("people men women children feet teeth mice geese police".split())
_NOT_PLURAL = re.compile(
    r"(?:.*(?:ss|us|is|ics)|news|lens|series|species|means|gas|bias|chaos|.{1,3})"
)


def count(text: str) -> str | None:
    """Whether a phrase names "one" or "many"; None where that is not plain to see."""
    words: list[str] = WORD.findall(normalize_punctuation(text))
    low = [word.casefold() for word in words]
    if not low:
        return None
    if low[0] == "a" and low[1:2] and low[1] in ("few", "lot", "couple", "number", "dozen"):
        return "many"
    if low[0] in _ONE:
        return "one"
    if low[0] in _MANY or (low[0].isdigit() and low[0] != "1"):
        return "many"
    end = next((n for n, word in enumerate(low) if word in _HEAD_ENDS), len(low))
    head, named = low[:end], words[:end]
    if not head or head[0].endswith("ing"):
        return None
    if "and" in head[1:-1]:
        return "many"
    last = head[-1]
    if len(head) > 1 and named[-1][0].isupper():  # a name: Marks & Spencer, the Alps
        return None
    if last in _IRREGULAR or (
        last.endswith("s") and "'" not in last and not _NOT_PLURAL.fullmatch(last)
    ):
        return "many"
    return "one" if head[0] in _THE and not last.endswith("s") else None
