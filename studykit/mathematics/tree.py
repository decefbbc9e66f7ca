"""From LaTeX to a tree of MathML elements, or to the first mistake in it and its place.

Only what all targets can print is accepted: what math-core reads, without what Anki's MathJax does
not know or could be misused for.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html.entities import html5
from typing import TYPE_CHECKING
from unicodedata import category
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from . import chemistry
from .mistake import BadFormula

if TYPE_CHECKING:
    from math_core import LatexToMathML

LONGEST = 2000
"""The most characters of a formula."""

DEEPEST = 40
"""The most groups inside each other."""

TAGS = frozenset(
    "math mrow mi mn mo mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover mtable mtr mtd"
    " menclose mpadded mphantom".split()
)
"""The elements that every printer knows."""

_DEFINES = "a formula cannot define commands"
_UNKNOWN = (
    "alef alefsym Alpha angl angln approxcolon approxcoloncolon arcctg arceq arctg argmax argmin ascnode "
    "awint Beta bigcupdot bigdoublevee bigdoublewedge bigsqcap bold botdoteq bull ch Chi cirfnint clubs "
    "cnums coloncolon coloncolonapprox coloncolonequals coloncolonminus coloncolonsim Colondash colondash "
    "colonequals colonminus Complex cosec cotg ctg cth Dagger Darr dArr darr Dashcolon dashcolon diamonds "
    "dotsminusdots empty Epsilon eqdef equalscolon equalscoloncolon erf erfc Eta exist fcmp fint Harr "
    "hArr harr hearts image imageof infin intBar intbar intclockwise Iota isin Kappa kernelcontraction "
    "lang lAngle Larr lArr larr lBrace lightning llangle llbracket llparenthesis lq Lrarr lrArr lrarr "
    "mathsterling measeq medspace minuscolon minuscoloncolon minuso Mu N natnums nequiv ngtrless ngtrsim "
    "nlessgt nlesssim notni nsubset nsupset Nu ointctrclockwise Omicron origof overgroup overleftharpoon "
    "Overrightarrow overrightharpoon phase plim plusmn questeq R rang rAngle Rarr rArr rarr ratio rBrace "
    "real Reals reals relax Rho rq rrangle rrbracket rrparenthesis rupee sect sh Simcolon simcolon "
    "simcoloncolon slashed spades stareq sub sube sumint supe Tau tg th thetasym thickspace Uarr uArr "
    "uarr undergroup varointclockwise vcentcolon VDash veeeq vertoverlay wedgeq weierp Yleft Yright Z "
    "Zeta"
).split()
"""Commands of math-core that Anki's MathJax 3.2.2 does not have; it shows them in red."""

REFUSED: dict[str, tuple[str, str | None]] = {
    **dict.fromkeys(_UNKNOWN, ("Anki does not know this command", None)),
    **dict.fromkeys(
        ("def", "edef", "gdef", "xdef", "global", "let", "newcommand", "renewcommand", "providecommand",
         "newenvironment", "renewenvironment", "DeclareMathOperator"),
        (_DEFINES, "write the formula out; `\\operatorname{name}` prints the name of a function"),
    ),
    **dict.fromkeys(("label", "ref", "eqref", "tag", "notag", "nonumber"), ("formulas have no numbers", None)),
    **dict.fromkeys(
        ("href", "url", "class", "style", "cssId", "html", "htmlClass", "htmlId", "htmlData", "include",
         "includegraphics", "input", "require", "unicode", "data", "mmlToken", "special"),
        ("this command does more than mathematics", None),
    ),
    **dict.fromkeys(("qty", "SI", "si", "unit", "num", "ang", "micro", "ohm", "celsius"),
        ("Anki has no commands for units", "write units as `9.81\\,\\mathrm{m\\,s^{-2}}`")),
    "bm": ("Anki does not know this command", "use `\\boldsymbol`"),
    "pmb": ("Anki shows this command differently", "use `\\boldsymbol`"),
    "color": ("this command colours different parts in different programs", "use `\\textcolor{red}{x}`"),
    **dict.fromkeys(("coloneq", "Coloneq", "eqcolon", "Eqcolon"),
        ("Anki shows this command differently", "use `\\coloneqq` or `\\eqqcolon`")),
    **dict.fromkeys(("argmax", "argmin", "plim"),
        ("Anki does not know this command", "use `\\operatorname*{…}`")),
    **dict.fromkeys(("arcctg", "arctg", "ch", "cosec", "cotg", "ctg", "cth", "erf", "erfc", "sect", "sh", "tg", "th"),
        ("Anki does not know this command", "use `\\operatorname{…}`")),
    "surd": ("Anki shows this command differently", "use `\\sqrt{x}`"),
    **dict.fromkeys(("C", "N", "R", "Z"), ("Anki does not know this command", "use `\\mathbb{…}`")),
    **dict.fromkeys(("dag", "ddag", "iddots", "copyright", "pounds", "oiint", "oiiint", "raisebox", "S", "P", "prescript"),
        ("Anki does not know this command", None)),
}  # fmt: skip
"""Commands that are refused although math-core may read them, with the reason and help."""

ENVIRONMENTS = (
    "aligned", "array", "bmatrix", "Bmatrix", "cases", "gathered", "matrix", "pmatrix", "rcases",
    "smallmatrix", "vmatrix", "Vmatrix",
)  # fmt: skip

_NUMBERED = re.compile(r"(?:align|alignat|equation|gather|multline|flalign|eqnarray|split)\*?")
_TOKEN = re.compile(
    r"\\begin\{(?P<environment>[^{}]*)\}|\\(?P<command>[A-Za-z]+)|\\(?P<sign>.)|(?P<other>[{}%$]|[^\x00-\x7f])",
    re.DOTALL,
)
_IN_TEXT = re.compile(
    r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|mbox|math(?:rm|bf|it|sf|tt)|operatorname|ce)\s*\{(?:[^{}\\]|\\.|\{[^{}]*\})*\}"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)([A-Za-z]+;)")


@lru_cache(maxsize=1 << 12)
def tree(latex: str, display: bool = False) -> Element:
    """Return the MathML of a formula; raise BadFormula for its first mistake.

    The tree is shared: printers do not change it.
    """
    _refuse(latex)
    expanded = chemistry.expanded(latex)
    mathml = _converted(expanded, latex, display)
    root = ElementTree.fromstring(_ENTITY.sub(lambda match: html5[match[1]], mathml))
    if _depth(root) > 3 * DEEPEST:
        raise BadFormula("too many groups inside each other", 0, len(latex))
    if other := {element.tag for element in root.iter()} - TAGS:
        raise BadFormula(f"`{min(other)}` is not supported in formulas", 0, len(latex))
    _simplify(root)
    _refuse_sizes(root, latex)
    return root


@cache
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML

    return LatexToMathML(fancy_error=False)


def _converted(expanded: chemistry.Expanded, latex: str, display: bool) -> str:
    from math_core import LatexError

    try:
        spaced = _IN_TEXT.sub(_with_spaces, expanded.latex)
        return _converter().convert_with_local_state(spaced, displaystyle=display)
    except LatexError as error:
        offset, _, sentence = str(error).partition(": ")
        start = expanded.original(int(offset)) if offset.isdecimal() else 0
        raise _mistake(latex, start, sentence) from None


def _with_spaces(text: re.Match[str]) -> str:
    """Keep the spaces after signs in a text, which math-core leaves out: `\\text{50 \\% of}`."""
    return re.sub(r"(\\[%&#_${}]) ", r"\1~", text[0])


def _mistake(latex: str, start: int, sentence: str) -> BadFormula:
    """Return a mistake that math-core found, with help if there is any."""
    word = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL).match(latex, start)
    command = word[0] if word else ""
    help = None
    sentence = sentence.rstrip(".").replace('"', "`")
    sentence = sentence[:1].lower() + sentence[1:]
    if sentence.startswith("unknown command"):
        sentence = f"there is no command `{command}`"
        help = near(command[1:])
    elif "only appear in a table" in sentence:
        sentence, help = "`&` is for matrices and aligned lines", "write `\\&` for the sign itself"
    elif "reached end of input" in sentence or "end of input" in sentence:
        start = min(start, max(0, len(latex) - 1))
    return BadFormula(sentence, start, start + max(1, len(command)), help)


def is_command(name: str) -> bool:
    """Whether a name, without its backslash, is a command of LaTeX."""
    from math_core import LatexError

    try:
        _converter().convert_with_local_state(f"\\{name}", displaystyle=False)
    except LatexError as error:
        return name == "ce" or "Unknown command" not in str(error)
    return True


def near(command: str) -> str | None:
    """Return help with the known command most like a mistyped one, or None."""
    from difflib import get_close_matches

    found = get_close_matches(command, KNOWN, n=1, cutoff=0.6)
    return f"did you mean `\\{found[0]}`?" if found else None


KNOWN = (
    "alpha approx bar begin beta bigcup binom boldsymbol boxed cancel cap cdot cdots ce chi circ cos cot cup"
    " ddot delta Delta div dfrac dot dots ell emptyset end epsilon equiv eta exists exp forall frac gamma"
    " Gamma ge geq hat iff implies in infty int kappa lambda Lambda langle ldots le left Leftrightarrow leq"
    " lim ln log mapsto mathbb mathbf mathcal mathrm max min mp mu nabla ne neg neq ni not notin nu oint"
    " omega Omega operatorname overbrace overline parallel partial perp phi Phi pi Pi pm prime prod propto"
    " psi Psi qquad quad rangle rho right Rightarrow setminus sigma Sigma sim sin sqrt stackrel subset"
    " subseteq sum supset tan tau text textcolor tfrac theta Theta tilde times to underbrace underline"
    " upsilon varepsilon varphi vec vee wedge xi Xi xrightarrow zeta"
).split()
"""Commands to suggest."""


def _refuse(latex: str) -> None:
    """Raise BadFormula for what math-core reads but not every target prints."""
    if len(latex) > LONGEST:
        raise BadFormula(f"a formula has at most {LONGEST:,} characters", 0, 1)
    if found := _CONTROL.search(latex):
        raise BadFormula("a formula cannot contain control characters", *found.span())
    texts = [match.span() for match in _IN_TEXT.finditer(latex)]
    if found := _TWICE.search(latex):
        message = "duplicate subscript or superscript"
        raise BadFormula(
            message, found.end() - 1, found.end(), "put the brace and its label into `{…}`"
        )
    for found in _WORDS.finditer(latex):
        _refuse_in_words(latex, *found.span(1))
    if found := _OPTION.search(latex):
        message = f"`[` after `\\begin{{{found[1]}}}` starts an option in Anki"
        raise BadFormula(message, found.end() - 1, found.end(), "write `{}[`")
    if found := _CFRAC.search(latex):
        raise BadFormula("`\\cfrac` is used without `[…]`", *found.span())
    depth = lefts = environments = 0
    for token in _TOKEN.finditer(latex):
        start, end = token.span()
        match token.lastgroup, token[token.lastgroup or 0]:
            case "environment", name:
                if name not in ENVIRONMENTS:
                    help = "use `aligned`" if _NUMBERED.fullmatch(name) else None
                    raise BadFormula(f"`{name}` cannot be used in a formula", start, end, help)
                environments += 1
            case "sign", _ if token[0] == r"\\":
                if latex[end : end + 1] in ("[", "*"):
                    message = f"Anki reads `{latex[end]}` after `\\\\` in its own way"
                    raise BadFormula(message, start, end + 1, "put a space before it")
                if environments < 1:
                    help = "write a formula for each line, or use `gathered`"
                    raise BadFormula("`\\\\` is for matrices and aligned lines", start, end, help)
            case "command", name:
                if name in REFUSED:
                    reason, help = REFUSED[name]
                    raise BadFormula(f"`\\{name}`: {reason}", start, end, help)
                lefts += (name == "left") - (name == "right")
                environments -= name == "end"
                if name == "middle" and lefts < 1:
                    raise BadFormula(
                        "`\\middle` is for use between `\\left` and `\\right`", start, end
                    )
            case "other", "%":
                message = "`%` starts a comment in LaTeX, and the rest would be lost"
                raise BadFormula(message, start, end, "write `\\%`")
            case "other", "$":
                raise BadFormula("`$` cannot be inside a formula", start, end, "write `\\$`")
            case "other", "{":
                depth += 1
                if depth > DEEPEST:
                    raise BadFormula("too many groups inside each other", start, end)
            case "other", "}":
                depth -= 1
            case "other", c if _is_word(c) and not any(a <= start < b for a, b in texts):
                help = f"put words into `\\text{{…}}`: `\\text{{{c}}}`"
                raise BadFormula(f"“{c}” is not a sign of mathematics", start, end, help)


_ARGUMENT = r"\s*(?:\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|\\[A-Za-z]+|[^{}\\\s])\s*"
_TWICE = re.compile(
    rf"\\(?:overbrace{_ARGUMENT}\^{_ARGUMENT}\^|underbrace{_ARGUMENT}_{_ARGUMENT}_)"
)
"""A second label of a brace, which math-core takes for its script."""

_OPTION = re.compile(r"\\begin\{(aligned|gathered)\}\s*\[")
_WORDS = re.compile(
    r"\\(?:text(?:rm|bf|it|sf|tt|normal)?|mbox)\s*\{((?:[^{}\\]|\\.|\{[^{}]*\})*)\}"
)


def _refuse_in_words(latex: str, start: int, end: int) -> None:
    """Raise BadFormula for a sign in `\\text{…}` that Anki shows as it is typed."""
    at = start
    while at < end:
        size = 2 if latex[at] == "\\" else 1
        if latex[at] in "{}~" or (size == 2 and latex[at + 1] not in "%&#_${}\\"):
            sign = latex[at : at + size]
            raise BadFormula(
                f"Anki shows the `{sign}` in `\\text{{…}}`", at, at + size, "end the text before it"
            )
        at += size


_CFRAC = re.compile(r"\\cfrac\s*\[[^\]]*\]?")
_SPACES = re.compile(r"\\(?:hspace|hskip|kern|mkern|mskip|mspace)\*?(?![A-Za-z])")
_BAR = re.compile(r"\\genfrac")

WIDEST = 10
"""The widest space, forward or back, in ems."""


def _refuse_sizes(root: Element, latex: str) -> None:
    """Raise BadFormula for lengths that tear a page apart; spaces get their width in ems."""
    for element in root.iter():
        if element.tag == "mspace":
            style = element.get("style", "").removeprefix("margin-left:").rstrip(";")
            width = re.fullmatch(r"(-?[\d.]+)r?em", element.get("width") or style)
            if width and abs(float(width[1])) > WIDEST:
                raise _marked(_SPACES, latex, f"a space is at most {WIDEST} em wide")
            if width:
                element.attrib.pop("style", None)
                element.set("width", f"{width[1]}em")
        elif element.get("linethickness", "0") != "0":
            raise _marked(
                _BAR, latex, "the bar of a fraction has one thickness, or is left out with `0pt`"
            )


def _marked(pattern: re.Pattern[str], latex: str, message: str) -> BadFormula:
    found = pattern.search(latex)
    return BadFormula(message, *(found.span() if found else (0, len(latex))))


def _is_word(c: str) -> bool:
    """Whether a character is a letter of words: not Greek, and not one of the mathematical alphabets."""
    alphabets = ("\u0370", "\u03ff"), ("\u2100", "\u214f"), ("\U0001d400", "\U0001d7ff")
    if any(first <= c <= last for first, last in alphabets):
        return False
    return category(c)[0] in "LM" or category(c) in ("Cf", "Co")


def _depth(root: Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _simplify(element: Element) -> None:
    """Leave out what only helps browsers; join the points of an ellipsis, and decimal commas."""
    children = [_bare(child) for child in element]
    for child in children:
        _simplify(child)
    n = 0
    while n + 2 < len(children):
        first, second, third = children[n : n + 3]
        if [c.text for c in (first, second, third)] == [".", ".", "."]:
            children[n : n + 3] = [_made("mo", "…")]
        elif _is_decimal(first, second, third):
            children[n : n + 3] = [_made("mn", f"{first.text},{third.text}")]
        else:
            n += 1
    element[:] = children
    if element.tag in ("mover", "munder") and len(element) == 2 and element[1].text == "\u0332":
        element[1] = _made("mo", "\u203e" if element.tag == "mover" else "_")


def _bare(element: Element) -> Element:
    """Return an element without an empty space before it."""
    is_padded = element.tag == "mrow" and len(element) == 2 and element[0].tag == "mspace"
    return element[1] if is_padded and not element[0].attrib else element


def _is_decimal(whole: Element, comma: Element, rest: Element) -> bool:
    is_tight = comma.tag == "mo" and comma.text == "," and comma.get("rspace") == "0"
    return is_tight and whole.tag == rest.tag == "mn"


def _made(tag: str, text: str) -> Element:
    element = Element(tag)
    element.text = text
    return element
