r"""Chemical formulas and equations: `\ce{…}` in LaTeX that every target prints.

A subset of mhchem's notation (https://mhchem.github.io/MathJax-mhchem/): coefficients, elements with
numbers, charges, isotopes, states, bonds, hydrates, arrows with words above and below.  The rest is
refused.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .mistake import BadFormula

_CE = re.compile(r"\\ce\s*(?=\{)")
_OTHER = re.compile(r"\\(?:pu|cf)(?![A-Za-z])")


class Expanded(NamedTuple):
    """LaTeX without `\\ce`, and for each piece of it (start, start in the original, is it a copy)."""

    latex: str
    pieces: tuple[tuple[int, int, bool], ...]

    def original(self, offset: int) -> int:
        """Return the offset in the original of an offset in the expanded LaTeX."""
        start, at, copied = next(p for p in reversed(self.pieces) if p[0] <= offset)
        return at + (offset - start if copied else 0)


def expanded(latex: str) -> Expanded:
    """Replace every `\\ce{…}`; raise BadFormula for what is not in the subset."""
    if found := _OTHER.search(latex):
        raise BadFormula(
            f"`{found[0]}` is not supported", *found.span(), "use `\\ce` and `\\mathrm`"
        )
    result, pieces, done = "", [(0, 0, True)], 0
    for match in _CE.finditer(latex):
        if match.start() < done:
            raise BadFormula("`\\ce` cannot be inside another", *match.span())
        end = _group_end(latex, match.end())
        result += latex[done : match.start()]
        pieces.append((len(result), match.start(), False))
        result += "{" + _Equation(latex, match.end() + 1, end - 1).latex() + "}"
        pieces.append((len(result), end, True))
        done = end
    return Expanded(result + latex[done:], tuple(pieces))


def _group_end(latex: str, start: int) -> int:
    """Return the end of the group that starts at an offset."""
    depth = 0
    for match in re.compile(r"\\.|[{}]").finditer(latex, start):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    raise BadFormula("expected closing token `}`, but reached end of input", start, start + 1)


_ARROWS = {
    "<=>": r"\xrightleftharpoons", "<->": r"\xleftrightarrow",
    "->": r"\xrightarrow", "<-": r"\xleftarrow",
}  # fmt: skip
_PLAIN_ARROWS = {
    "<=>": r"\rightleftharpoons", "<->": r"\leftrightarrow", "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
}  # fmt: skip

_NUMBER = r"\d+(?:[.,]\d+)?(?:/\d+)?"
_COEFFICIENT = re.compile(rf"({_NUMBER}(?=\s*[A-Za-z(\[^])|[a-z](?=\s*[A-Z(]))")
_BLANK = re.compile(r"\\(?:boxed|text)\{(?:[^{}]|\{[^{}]*\})*\}")
"""A blank, as targets write one."""
_STATE = re.compile(r"\((?:s|l|g|aq|cr|ad|am|sln|solid|vap)\)")
_SCRIPT = re.compile(r"([\^_])(?:\{([^{}]*)\}|(\d*[+-]|\d+|[A-Za-z*.]))")
_ELEMENT = re.compile(r"[A-Z][a-z]?(?![a-z])|[A-Z][a-z]{2}(?=\d)|e(?=\^?-)")
_CHARGE = re.compile(r"([+-])(?=$|[\s\[\](){}<>]|\()")
_BONDS = {"-": r"\text{–}", "=": r"\text{=}", "#": r"\text{≡}"}


class _Equation:
    """The notation in `text[start:end]`, read from left to right."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.at, self.end = text, start, end
        self.out: list[str] = []
        self.atom = False
        """Whether what comes directly before is part of a substance."""

    def take(self, pattern: str | re.Pattern[str]) -> re.Match[str] | None:
        """Read what matches a pattern here, if it does."""
        found = re.compile(pattern).match(self.text, self.at, self.end)
        if found:
            self.at = found.end()
        return found

    def latex(self) -> str:
        while self.at < self.end:
            before = self.at
            self.step()
            if self.at == before:
                sign = self.text[self.at]
                raise BadFormula(f"`{sign}` is not understood here in `\\ce`", self.at, self.at + 1)
        return "".join(self.out)

    def step(self) -> None:
        if self.take(r"\s+"):
            self.words_apart()
        elif found := self.take(r"<=>|<->|->|<-"):
            self.arrow(found[0])
        elif not self.atom and (found := self.take(_COEFFICIENT)):
            self.coefficient(found[1])
        elif found := self.take(_BLANK):
            self.out.append(found[0])
            self.atom = True
        elif found := self.take(_STATE):
            self.out.append(rf"\,\mathrm{{{found[0]}}}")
        elif found := self.take(_ELEMENT):
            self.out.append(rf"\mathrm{{{found[0]}}}")
            self.atom = True
            self.scripts()
        elif found := self.take(r"[()\[\]]"):
            self.out.append(found[0])
            if found[0] in ")]":
                self.atom = True
                self.scripts()
        elif not self.atom and self.text.startswith(("^", "_"), self.at):
            self.isotope()
        elif self.atom and (found := self.take(r"[-=#](?=[A-Z(\[])")):
            self.out.append(_BONDS[found[0]])
        elif found := self.take(r"[.*]\s*(\d+)?(?=[A-Z(])"):
            self.out.append(r" \cdot ")
            if found[1]:
                self.coefficient(found[1])
            self.atom = True

    def words_apart(self) -> None:
        """Read signs that are only signs between spaces."""
        if self.take(r"\+(?=\s)"):
            self.out.append(" + ")
        elif self.take(r"v(?=\s|$)"):
            self.out.append(r"{\downarrow}")
        elif self.take(r"\^(?=\s|$)"):
            self.out.append(r"{\uparrow}")
        elif self.atom and not self.take(r"(?=[-<]|[*.]\s*\d|$)"):
            self.out.append(r"\ ")
        self.atom = False

    def coefficient(self, number: str) -> None:
        whole, slash, divisor = number.partition("/")
        self.out.append(rf"\tfrac{{{whole}}}{{{divisor}}}\," if slash else rf"{number}\,")
        self.take(r"\s+")

    def scripts(self) -> None:
        """Read what is below and above: `4^2-`, `_4`, `3+`."""
        sub = sup = ""
        if found := self.take(r"\d+"):
            sub = found[0]
        while found := self.take(_SCRIPT):
            content = self.script(found)
            if found[1] == "_":
                sub += content
            else:
                sup += content
        if not sup and (found := self.take(_CHARGE)):
            sup = found[1]
        self.out.append((f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else ""))

    def script(self, found: re.Match[str]) -> str:
        content = found[2] if found[2] is not None else found[3]
        if not re.fullmatch(r"[0-9A-Za-z+*. -]*", content):
            start = found.start()
            raise BadFormula(f"`{found[0]}` is not understood in `\\ce`", start, found.end())
        return re.sub(r"[A-Za-z]+", r"\\mathrm{\g<0>}", content)

    def isotope(self) -> None:
        """Read numbers before an element: `^{14}_{6}C`; both are on one base."""
        scripts = ""
        while found := self.take(_SCRIPT):
            scripts += f"{found[1]}{{{self.script(found)}}}"
        self.out.append(f"{{}}{scripts}")

    def arrow(self, arrow: str) -> None:
        above = self.take(r"\[([^\[\]]*)\]")
        below = self.take(r"\[([^\[\]]*)\]") if above else None
        if above:
            label = rf"[{self.label(below)}]" if below else ""
            self.out.append(f"{_ARROWS[arrow]}{label}{{{self.label(above)}}}")
        else:
            self.out.append(f" {_PLAIN_ARROWS[arrow]} ")
        self.atom = False
        self.take(r"\s+")

    def label(self, found: re.Match[str]) -> str:
        """Words over an arrow: a substance, or words."""
        words = found[1]
        if re.search(r"[\\${}]", words):
            raise BadFormula(f"`{words}` is not understood over an arrow", *found.span(1))
        try:
            return _Equation(words, 0, len(words)).latex()
        except BadFormula:
            return rf"\text{{{words}}}"
