"""Folding, which removes differences that are only typography, and the words of a text.

Every step keeps a map back to where its characters came from, so that a place found in folded text
can be named in the file.  `FOLDING` is the version of the rules; it is stored with the pins, and
changes with the rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import unescape
from unicodedata import is_normalized, normalize

from ..regex import regex
from .places import Places, searched

FOLDING = 2

BREAK = "\ue000"
"""In folded text: a hyphen between letters at the end of a line, part of the word or not."""

MappedRun = tuple[str, int, int]
"""A text, and the range of the original that it comes from: start and end, exclusive.

If both have the same length, each character comes from one character; otherwise the text as a whole
replaces the range.
"""


class Mapped:
    """A text made from another, in runs that map it to the original.

    `base` is the text that it was made from, if that is mapped too; offsets are then those of the
    first text in the chain.
    """

    __slots__ = ("_at", "_base", "_ends", "_from", "_places", "_to", "text")

    def __init__(self, runs: Iterable[MappedRun], base: Mapped | None = None) -> None:
        parts: list[str] = []
        self._at: list[int] = []
        self._from: list[int] = []
        self._to: list[int] = []
        self._base = None if base is None or base._is_identity else base
        length = 0
        for text, start, end in runs:
            if text:
                parts.append(text)
                self._at.append(length)
                self._from.append(start)
                self._to.append(end)
                length += len(text)
        self.text = "".join(parts)
        self._ends = [*self._at[1:], length]
        self._places: Places | None = None

    @property
    def places(self) -> Places:
        """Where words occur in the text."""
        if self._places is None:
            self._places = Places(self.text)
        return self._places

    @property
    def _is_identity(self) -> bool:
        """Whether each character is at the same offset as in the original."""
        return self._base is None and self._from in ([], [0]) and self._to in ([], [len(self.text)])

    def start(self, index: int) -> int:
        """Return where the character at an index begins in the original."""
        run = bisect_right(self._at, index) - 1
        if run < 0:
            place = 0
        elif index >= len(self.text):
            place = self._to[-1]
        else:
            place = self._from[run] + (index - self._at[run] if self._one_to_one(run) else 0)
        return self._base.start(place) if self._base else place

    def end(self, index: int) -> int:
        """Return where the text before an index ends in the original."""
        run = bisect_right(self._at, index - 1) - 1
        if run < 0:
            place = 0
        elif self._one_to_one(run):
            place = self._from[run] + index - self._at[run]
        else:
            place = self._to[run]
        return self._base.end(place) if self._base else place

    def _one_to_one(self, run: int) -> bool:
        return self._to[run] - self._from[run] == self._ends[run] - self._at[run]


ReMatch = re.Match[str]


def rewrite(base: Mapped, pattern: re.Pattern[str], new: Callable[[ReMatch], str]) -> Mapped:
    """Replace the matches of a pattern."""
    text = base.text
    runs: list[MappedRun] = []
    last = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        runs.append((text[last:start], last, start))
        runs.append((new(match), start, end))
        last = end
    if not runs:
        return base
    runs.append((text[last:], last, len(text)))
    return Mapped(runs, base)


# A character with its combining marks, or one with several forms; Hangul syllables consist of letters.
_MARK = r"[^\w\s\0-\u02ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\uff00-\uffef]"
_COMPOSED = regex(rf"[\u1100-\u11ff]+|\S{_MARK}+|[^\s\0-\u02ff]")


def composed(base: Mapped) -> Mapped:
    """Return the text in Unicode normalization form C, mapped character by character."""
    if is_normalized("NFC", base.text):
        return base
    return rewrite(base, _COMPOSED, lambda m: normalize("NFC", m[0]))


_RUN_OF_SPACE = regex(r"[^\S ]\s*| \s+")


def literal(base: Mapped) -> Mapped:
    """Return the text as a reader sees it: normalization form C, runs of white space one space."""
    return rewrite(composed(base), _RUN_OF_SPACE, lambda m: " ")


# Characters that are replaced one for one.
_PLAIN_FORMS = {
    "'": "’‘‚‛ʼ′‹›『』",
    '"': "“”„‟″«»「」｢｣",
    "-": "\u2010\u2011",
    "—": "\u2012\u2013\u2015\u2212\u2500\u2e3a\u2e3b",
    "~": "\u301c",
    "…": "⋯",
    "/": "\u2044",
    " ": "\u3000",
    "¢": "￠",
    "£": "￡",
    "¥": "￥",
    "₩": "￦",
}
# The sign comes first, and then what is before it: a search skips to a sign.
_BETWEEN_DIGITS = regex(r"—(?<=\d—)(?=\d)")
_TIMES = regex(r"×(?<=\d×)")

INVISIBLE = (
    "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffc"
)
"""Soft hyphens, joiners, marks of direction, variation selectors: ranges for a class of a pattern."""

# Superscripts and subscripts.
_PLAIN = "0123456789+-−=()abcdefghijklmnoprstuvwxyz"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
_SUPERSCRIPTS = str.maketrans(_PLAIN, _RAISED)
_NOTE = regex(r"\[[^\[\]]{1,40}\]|[*†‡§¶#]{1,3}")
_JOINED = {"TM": "™", "SM": "℠", "™": "™", "®": "®", "©": "©", "º": "º", "ª": "ª"}
_ORDINALS = {"st", "nd", "rd", "th", "er", "re", "ème"}


def superscript(text: str, before: str) -> str:
    """Return raised words as plain text that never joins the text before: `10⁶`, `2^q`, `19th`.

    Marks of notes, such as `*` and `[1]`, are nothing.
    """
    text = " ".join(text.split())
    if not text or _NOTE.fullmatch(text):
        return ""
    if text in _JOINED:
        return _JOINED[text]
    if text in _ORDINALS and before[-1:].isdigit():
        return text
    raised = text.translate(_SUPERSCRIPTS)
    if all(c in _RAISED or c in ",–" for c in raised):
        return raised
    return text if not before or before[-1].isspace() else f"^{text}"


def subscript(text: str, before: str) -> str:
    """Return lowered words as plain text, which joins the text before: `H2O`; but `10_2`."""
    text = " ".join(text.split())
    return between_digits(before, text) + text


def between_digits(before: str, text: str) -> str:
    """Return "_" if a digit at the start or end of a subscript would join another to one number."""
    return "_" if before[-1:].isdigit() and text[:1].isdigit() else ""


# Raised figures are marks of notes after a word or a sign at the end of a clause, not after a
# figure, a variable or a unit.
_FIGURES = r"[⁰¹²³⁴-⁹]{1,3}(?:[,–-][⁰¹²³⁴-⁹]{1,3}){0,9}"
UNITS = frozenset(
    "acre ang arc centimeter centimetre cos cot csc dam feet foot hect inch inches kilometer"
    " kilometers kilometre kilometres log meter meters metre metres mil mile miles millimetre min"
    " parsec pixel pixels psi rad rod sec second seconds sin sinh cosh tan tanh yard yards yds 米 里".split()
)
_INVISIBLE = regex(f"[{INVISIBLE}]")
_WORD_BEFORE = regex(r"[^\W\d_⁰¹²³⁴-⁹]+$")


def _marks_a_note(before: str) -> bool:
    """Whether a raised figure after some text is the mark of a note."""
    # as it will be folded: without ligatures and characters without width
    before = normalize("NFKC", _INVISIBLE.sub("", before))
    # opening quotation marks too, because they fold like closing ones
    bare = before.rstrip("\"'“”„‘’«»‹›)]「」『』）】")
    if bare[-1:] and bare[-1] in ".,;:!?…。，；：！？、":
        return True
    word = _WORD_BEFORE.search(bare)
    if word is None:
        return False
    if is_han(word[0][-1]):
        return word[0][-1] not in UNITS
    return len(word[0]) > 2 and word[0].lower() not in UNITS


# Scripts without spaces between words: Han; hiragana, Thai, Lao, Burmese, Khmer.
# A pattern with the highest range first is compiled much faster: `re` then makes no table of the others.
HAN = "\U00020000-\U0003134f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
SPACELESS = f"{HAN}\u3041-\u309f\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff"


# Marks of notes, ligatures and characters without width.  Most texts have none of them.  The patterns
# of what may be there begin with one set of signs: a search then skips to them, in a third of the time.
_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
_MAY_BE_MARKS = regex(f"[\\[【`´¬⁰¹²³⁴-⁹ﬀ-ﬆｦ-ﾟ｡､･{INVISIBLE}](?:(?<!\\[)|\\^)")
_APOSTROPHES = regex(r"(?<=[^\W\d_])[´`](?=[^\W\d_])")
_MARKS = regex(
    r"(?:\s+(?=【\d{1,3}】\s))?【\d{1,3}】(?:\s+(?=\.))?"
    r"|(?<=[\w.,;:!?…”’\"')\]。，；：！？、」』）])\[\^[\w-]{1,30}\](?![*+?{])(?:\s+(?=[.,;:]))?"
    rf"|(?P<figures>{_FIGURES})(?![^\W{SPACELESS}])(?:\s+(?=[.,;:]))?"
    r"|\u00ad\s+(?=[^\W\d_])"
    r"|(?<=[^\W\d_])¬\s*(?=[^\W\d_])"
    f"|[ﬀ-ﬆ{INVISIBLE}]|[ｦ-ﾟ｡､･]+"
)

# Markup.  A source is read without it; a quote may have it.
_MAY_BE_MARKUP = regex(r"[&<\[*_`\\~\n](?:(?<=[^~\n])|(?<=~)~|(?<=\n)[ \t]*>)")
_ESCAPES = regex(r"\\([!-/:-@\[-`{-~])")
_ESCAPED = 0xE100  # escaped signs are moved to private characters while markup is taken out
_UNESCAPED = regex("[\ue121-\ue17e]")
# Only tags of HTML, as `a<b, then c>d` has none.
_INLINE = "a|abbr|b|big|cite|code|dfn|em|font|i|img|ins|kbd|mark|samp|small|span|strong|sub|sup|tt|u|var|wbr"
_BLOCKS = "blockquote|br|center|div|h[1-6]|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul"
_UNREAD = "del|s|strike|script|style|template|noscript|textarea|rt|rp"
_ATTRIBUTES = r"(?:\s+[\w:-]+\s*=\s*(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'<>]+))*"
_SCRIPTS = regex(rf"<(?P<tag>(?i:su[bp])){_ATTRIBUTES}\s*>(?P<text>[^<>]{{0,100}})</(?P=tag)\s*>")
_MARKUP = regex(
    r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});"
    rf"|<(?P<unread>(?i:{_UNREAD})){_ATTRIBUTES}\s*>[^<>]{{0,2000}}</(?P=unread)\s*>"
    r"|~~(?=\S)[^~\n]{1,2000}(?<=\S)~~"
    rf"|</?(?i:(?P<q>q)|{_INLINE}|(?P<block>{_BLOCKS})){_ATTRIBUTES}\s*/?>"
    r"|(?:(?<=\n)[ \t]*|\A(?=>[^\n]*\n[ \t]*>))(?:>[ \t]?)+"
)
_PAIRED_MARKUP = [
    regex(
        r"(?P<mark>!?\[)(?P<text>[^\[\]\n]{0,500})\]"
        r"\((?:[^()\s]|\([^()\s]{0,500}\)){0,2000}(?:\s(?:\"[^\"\n]*\"|'[^'\n]*'))?\)"
    ),
    regex(r"(?<!`)(?P<mark>`{1,2})(?=[^`])(?P<text>[^`\n]{0,500})(?P=mark)(?!`)"),
    regex(
        r"(?<![\d*])(?P<mark>\*{1,3})(?=[^\s*])(?P<text>[^*]{0,2000})(?<=[^\s*])(?P=mark)(?![\d*])"
    ),
    regex(r"(?<!\w)(?P<mark>_{1,3})(?=[^\s_])(?P<text>[^_]{0,2000})(?<=[^\s_])(?P=mark)(?!\w)"),
]

_KANA = f"{HAN}\u3041-\u30ff\uff66-\uff9f"  # and what is written between it
_EASTERN = (
    r"^\x00-\u2e7f"  # where `_are_joined` looks closer: classes of many letters compile slowly
)
_CONJUNCTIONS = "and|or|to|nor|but|und|oder|bis|sowie|bzw|et|ou|en|of|og|och|eller|di|ed|od|ja|tai"
_SPACING = regex(
    # No match begins in another way, or with a single space before a word.  To look ahead takes a
    # sixth of the time, which a check of 2,000 questions shows.
    r"(?=[\s—….-])(?! [A-Za-z0-9\"'(\[$])(?:"
    # dashes, also a hyphen with spaces, and the spaces around them
    r"(?:\s*(?:—|(?<!-)-{2,3}(?!-))|\s+-(?=\s))+\s*"
    r"|(?<=[^\W\d_])-[ \t]*\n\s*(?=[^\W\d_])"  # a broken word
    rf"|(?<=[a-zß-öø-ÿ]{{2}})- (?=[a-zß-öø-ÿ]{{2}})(?!(?:{_CONJUNCTIONS})\b)"
    r"|(?:…|(?<!\.)\.{3}(?!\.)){2,}|(?<!\.)(?:\.{3}|(?<![.…] )\.{4})(?![.…])"
    r"|(?<![.…])(?<!\. )\.(?:[ \u00a0]+\.){2,3}(?![.…\d]|[ \u00a0]+\.)"
    r"|(?P<nothing>(?<=\d)\s+(?=%)|(?<=[\w\")\]])\s+(?=[?!;:](?!\w)))"
    rf"|(?<=[{_EASTERN}])\s+(?=[{_EASTERN}])"
    r"|[^\S ]\s*| \s+)"
)


# What may fold in ASCII: markup and marks, white space other than single spaces, dots and hyphens in a
# row, and spaces before certain signs.
_MAY_FOLD = regex(
    r"[&<\[*_`\\~\t-\r\x1c-\x1f?!;:%.-]"
    r"(?:(?<=[^?!;:%.-])|(?<= [?!;:%-])|(?<=\.) *\.|(?<=-)[-\s])"
)

# « Oui » has its spaces inside in French; »Ja« none in German
_SPACED_QUOTES = regex(r"(?<![^\s(\[—])([«‹])\s+|\s+([»›])(?![^\s.,;:!?)\]…—-])")


def _has_angle_quotes(text: str) -> bool:
    """Whether `_SPACED_QUOTES` may match: its search is a third of the time to fold a long text."""
    return not text.isascii() and any(sign in text for sign in "«‹»›")


def fold(base: Mapped, markup: bool = True) -> Mapped:
    """Return the text without differences that are only typography (see `docs/passages.md`).

    `markup` says whether the text may have markup: a quote may, a text that was read has none.
    """
    base = composed(base)
    if BREAK in base.text:  # here it has another meaning
        base = rewrite(base, re.compile(BREAK), lambda m: "\ufffd")
    if _MAY_BE_MARKS.search(base.text):
        base = rewrite(base, _APOSTROPHES, lambda m: "'")
    if markup and _MAY_BE_MARKUP.search(base.text):
        base = _without_markup(base)
    if _MAY_BE_MARKS.search(base.text):
        base = rewrite(base, _MARKS, _without_mark)
    if _has_angle_quotes(base.text):
        base = rewrite(base, _SPACED_QUOTES, lambda m: m[1] or m[2])
    text = normalize_punctuation(base.text)
    if text != base.text:
        base = Mapped([(text, 0, len(text))], base)
    return rewrite(base, _SPACING, lambda m: _spacing(m, text))


def _without_markup(base: Mapped) -> Mapped:
    base = rewrite(base, _ESCAPES, lambda m: chr(_ESCAPED + ord(m[1])))
    for pattern in _PAIRED_MARKUP:
        base = _strip_pairs(base, pattern)
    base = rewrite(base, _SCRIPTS, _raised_or_lowered)
    base = rewrite(base, _MARKUP, _plain)
    return rewrite(base, _UNESCAPED, lambda m: chr(ord(m[0]) - _ESCAPED))


def _strip_pairs(base: Mapped, pattern: re.Pattern[str]) -> Mapped:
    text = base.text
    runs: list[MappedRun] = []
    last = 0
    for match in pattern.finditer(text):
        runs.append((text[last : match.start()], last, match.start()))
        runs.append((match["text"], *match.span("text")))
        last = match.end()
    return Mapped([*runs, (text[last:], last, len(text))], base) if runs else base


def _raised_or_lowered(match: ReMatch) -> str:
    before = match.string[max(0, match.start() - 1) : match.start()]
    text = unescape(match["text"])
    if match["tag"].lower() == "sup":
        return superscript(text, before)
    shown = subscript(text, before)
    return shown + between_digits(shown, match.string[match.end() : match.end() + 1])


def _plain(match: ReMatch) -> str:
    text = match[0]
    if text[0] == "&":
        return unescape(text)
    if match["q"]:
        return '"'
    return " " if match["block"] else ""


def _without_mark(match: ReMatch) -> str:
    text = match[0]
    if match["figures"]:
        before = match.string[max(0, match.start() - 40) : match.start()]
        return "" if _marks_a_note(before) else text
    if text[0] in "【[":
        beside = (
            match.string[match.start() - 1 : match.start()],
            match.string[match.end() : match.end() + 1],
        )
        return text if all(character.isdigit() for character in beside) else ""
    if "｡" <= text[0] <= "ﾟ":
        return normalize("NFKC", text)
    return BREAK if text[0] == "¬" else _LIGATURES.get(text, "")


def _spacing(match: ReMatch, text: str) -> str:
    found = match[0]
    if found[0] in ".…":
        return ". …" if found.count(".") == 4 and "…" not in found else "…"
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if "—" in found or "--" in found or ("-" in found and found[0] != "-"):
        return "-" if before.isdigit() and after.isdigit() else "—"
    if found[0] == "-":
        has_spaces = not re.search(f"[{SPACELESS}]", before + after)
        return BREAK if has_spaces else "- "
    if match["nothing"] is not None:
        return ""
    return "" if before > "\u2e7f" and _are_joined(before, after, "\n" in found) else " "


def _are_joined(before: str, after: str, by_line_end: bool) -> bool:
    """Whether a space between two characters is no part of the text: in Chinese and Japanese."""
    if by_line_end:
        return bool(re.fullmatch(f"[{_KANA}]{{2}}", before + after))
    return is_han(before) and is_han(after)


def is_han(character: str) -> bool:
    return bool(re.match(f"[{HAN}]", character))


def folded(text: str, markup: bool = True) -> str:
    """Fold a quote, prefix or suffix: the same as `fold`, without the map and faster."""
    return _remembered(text, markup) if len(text) < _LONG else _folded(text, markup)


def _folded(text: str, markup: bool) -> str:
    if text.isascii() and "  " not in text and not _MAY_FOLD.search(text):  # nine texts of ten
        return text.strip()
    if not text.isascii():
        text = normalize("NFC", text).replace(BREAK, "\ufffd")
    if (markup and _MAY_BE_MARKUP.search(text)) or _MAY_BE_MARKS.search(text):
        return fold(Mapped([(text, 0, len(text))]), markup).text.strip()
    if _has_angle_quotes(text):
        text = _SPACED_QUOTES.sub(lambda m: m[1] or m[2], text)
    text = normalize_punctuation(text)
    return _SPACING.sub(lambda m: _spacing(m, text), text).strip()


# Verification, pins and many rules fold the same quotes and answers.  Whole turns are not kept.
_remembered = lru_cache(maxsize=1 << 16)(_folded)
_LONG = 1_000


def without_markup(text: str) -> str:
    """Return a quote as a reader sees it, without its markup."""
    base = composed(Mapped([(text, 0, len(text))]))
    if _MAY_BE_MARKUP.search(text):
        base = _without_markup(base)
    if _MAY_BE_MARKS.search(base.text):
        base = rewrite(base, _MARKS, _without_mark)
    return seen(base.text.replace(BREAK, ""))


def as_typed(text: str, quote: str = "") -> str:
    """Return part of a text as one would type it: without marks of notes and broken words.

    A word broken at the end of a line keeps its hyphen if it has one in `quote`.
    """
    quote = folded(quote)
    text = rewrite(Mapped([(text, 0, len(text))]), _MARKS, _without_mark).text

    def whole(match: ReMatch) -> str:
        hyphenated = f"{match[1]}-{match[2]}"
        return hyphenated if hyphenated in quote else match[1] + match[2]

    return seen(_BROKEN_WORD.sub(whole, text).replace(BREAK, ""))


_BROKEN_WORD = regex(
    rf"([^\W\d_]+)-(?:[ \t]*\n\s*| (?=[a-zß-öø-ÿ]{{2}})(?!(?:{_CONJUNCTIONS})\b))([^\W\d_]+)"
)


def may_have_markup(text: str) -> bool:
    """Whether a quote may have markup, a quick look; in its text the same signs may be no markup."""
    return _MAY_BE_MARKUP.search(text) is not None


def folds_in_context(text: str) -> bool:
    """Whether a quote may fold differently in its text: by markup, or by signs at its ends."""
    may_fold = _MAY_BE_MARKUP.search(text) or _MAY_BE_MARKS.search(text)
    return bool(may_fold) or text[:1] in _CONTEXTUAL or text[-1:] in _CONTEXTUAL


_CONTEXTUAL = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212…%")


def seen(text: str) -> str:
    """Return a text in normalization form C with single spaces, to compare it letter by letter."""
    return " ".join((text if text.isascii() else normalize("NFC", text)).split())


# Words.  Unicode's word boundaries (UAX #29), but `$6`, `5-13%`, `1/30th`, `U.S.`, `can't` and
# `closed-source` are one word each, and every character is one where words are written without
# spaces.  Accents and vowel signs belong to their word.
_ACCENTS = "\u0300-\u036f\u0591-\u05bd\u05c1\u05c2\u064b-\u065f\u0900-\u0963\u0981-\u0d63"
_LETTER = f"(?:(?![{SPACELESS}])[\\w{_ACCENTS}]|{BREAK})"
WORD = regex(
    f"[{SPACELESS}]"
    r"|(?:[^\W\d_]\.){2,}"
    rf"|[$€£¥]?{_LETTER}+(?:(?:[-'.:·]|(?<=\d)[,/](?=\d)){_LETTER}+)*%?"
)


# What `WORD` is in ASCII, without a look at each letter.
_ASCII_WORD = regex(
    r"(?:[A-Za-z]\.){2,}|\$?[A-Za-z0-9_]+(?:(?:[-'.:]|(?<=[0-9])[,/](?=[0-9]))[A-Za-z0-9_]+)*%?"
)


# Most texts have no sign in a word: to split them takes half the time of a search.
_SIGN_IN_WORD = regex(r"[-'.:,/$%](?:(?<=[$%])|(?=[A-Za-z0-9_]))")
_WITHOUT_SIGNS = bytes(c if chr(c).isalnum() or c == ord("_") else ord(" ") for c in range(128))
_WITHOUT_SIGNS += bytes(128)


def words_of(text: str) -> list[str]:
    """Return every `WORD` of a text, in order."""
    if not text.isascii():
        return WORD.findall(text)
    if _SIGN_IN_WORD.search(text):
        return _ASCII_WORD.findall(text)
    return text.encode().translate(_WITHOUT_SIGNS).decode().split()


def occurs(words: str, text: str) -> bool:
    """Whether words occur in a text without a letter, figure or underscore beside them.

    In scripts without spaces between words, any letter may be beside them.
    """
    for at in searched(words, text):
        end = at + len(words)
        before, after = text[max(0, at - 1) : at], text[end : end + 1]
        if not _joined(before, words[0]) and not _joined(after, words[-1]):
            return True
    return False


def _joined(beside: str, edge: str) -> bool:
    """Whether what is beside words makes them part of a longer word."""
    return bool(_IN_WORD.match(beside)) and not _SPACELESS.match(edge)


_SPACELESS = regex(f"[{SPACELESS}]")
_IN_WORD = regex(f"[^\\W{SPACELESS}]")


def normalize_punctuation(text: str) -> str:
    """Fold signs one for one, so that the words of a text keep their offsets."""
    if text.isascii():
        return text
    text = _SIGN.sub(lambda m: _SIGNS[m[0]], text)
    return _TIMES.sub("x", _BETWEEN_DIGITS.sub("-", text))


_SIGNS = {other: plain for plain, others in _PLAIN_FORMS.items() for other in others}
_SIGNS |= {chr(n): chr(n - 0xFEE0) for n in range(0xFF01, 0xFF5F)}  # full-width forms
_SIGN = regex(f"[{''.join(_SIGNS)}]")
