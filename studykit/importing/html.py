"""HTML of fields as lines of words, with what is beside words kept apart."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from .grids import GridReader
from .kept import Kept, without_controls
from .lines import Line, StyledText
from .mathematics import of_document
from .refused import ContentRefused

_REFUSED_TAGS = {
    "svg": "a drawing",
    "canvas": "a drawing",
    "video": "a video",
    "iframe": "an embedded page",
    "object": "an embedded file",
    "embed": "an embedded file",
    "math": "mathematics in MathML",
}
_FLATTENED = {
    "u": "underlining",
    "s": "struck-out text",
    "strike": "struck-out text",
    "del": "struck-out text",
    "mark": "highlighting",
    "font": "colours and fonts",
    "sub": "a subscript",
    "sup": "a superscript",
    "a": "a link",
    "blockquote": "an indented quotation",
    "hr": "a horizontal rule",
    "ruby": "ruby annotations",
    "details": "a collapsible section",
    "script": "a script",
    "style": "a style sheet",
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "a heading"),
}
_LINES = frozenset(
    "div p section article header footer blockquote pre hr center details summary dd dt dl".split()
)
_LINES |= frozenset("h1 h2 h3 h4 h5 h6 ul ol li".split())
_PLAIN_TAGS = _LINES | frozenset(
    "br span b strong i em code tt kbd small big nobr wbr rb rt rp html body img audio source picture"
    " table thead tbody tfoot tr td th caption colgroup col".split()
)
_RAISED = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")


_LANGUAGE = re.compile(r"(?:language|lang|brush:)[- ]?([\w+#-]+)")
"""How a class names the language of code."""


class HtmlReader(HTMLParser):
    """Reads lines of pieces; `flattened` says what was left out."""

    def __init__(self, kept: Kept, has_blanks: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self.flattened: list[str] = []
        self._kept = kept
        self._has_blanks = has_blanks
        self._line = Line()
        self._open: dict[str, int] = {}
        self._lists: list[int | None] = []  # the number of the last item; None without numbers
        self._code: list[str] | None = None
        self._language = ""
        self._grid: GridReader | None = None

    def _is_open(self, *tags: str) -> bool:
        return any(self._open.get(tag, 0) for tag in tags)

    def end_line(self) -> None:
        if self._grid:
            self._add(" ")
            return
        if self._line.text:
            self.lines.append(self._line)
        indent = "   " * len(self._lists) if self._lists else ""
        self._line = Line([], indent)

    def _add_block(self, text: str) -> None:
        self.end_line()
        if text:
            self.lines.append(Line([StyledText(self._kept.block(text))], block=True))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if what := _REFUSED_TAGS.get(tag):
            raise ContentRefused(what)
        if self._code is not None:
            self._in_code(tag, named)
            return
        if what := _FLATTENED.get(tag):
            self.flattened.append(what)
        elif tag not in _PLAIN_TAGS:
            self.flattened.append(f"<{tag}>")
        if any(name in ("style", "color", "bgcolor") for name in named) and not self._grid:
            self.flattened.append("colours and fonts")
        if tag == "img" or (tag in ("audio", "source") and "src" in named):
            self._medium(tag, named)
        if tag == "br" or tag in _LINES:
            self.end_line()
        self._in_grid(tag, named)
        if tag in ("ul", "ol"):
            if len(self._lists) == 5:
                raise ContentRefused("a list nested more than five levels deep")
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._start_item()
        elif tag == "rt":
            self._add("(")
        elif tag == "pre":
            if self._lists or self._grid or self._has_blanks:
                self.flattened.append("a code block")
            else:
                self._code, self._language = [], _language(named)
        if tag not in ("br", "hr", "wbr", "img", "source", "col"):
            self._open[tag] = self._open.get(tag, 0) + 1

    def _medium(self, tag: str, named: dict[str, str]) -> None:
        if self._grid:
            raise ContentRefused("a table with pictures or sound")
        if "latex" in named.get("class", "").split() and (latex := named.get("alt", "").strip()):
            self._line.pieces.append(StyledText(self._kept.formula(*of_document(latex))))
        else:
            words = named.get("alt", "") if tag == "img" else ""
            picture = self._kept.medium(named.get("src", ""), words)
            self._line.pieces.append(StyledText(picture))

    def _in_code(self, tag: str, named: dict[str, str]) -> None:
        assert self._code is not None
        if tag == "pre":
            self._open["pre"] += 1
        elif tag == "code":
            self._language = _language(named) or self._language
        elif tag in ("br", "div", "p", "li") and self._code and not self._code[-1].endswith("\n"):
            self._code.append("\n")

    def _in_grid(self, tag: str, named: dict[str, str]) -> None:
        """Start a table, or a part of it."""
        if tag == "table":
            if self._grid:
                raise ContentRefused("a table in a table")
            if self._lists:
                raise ContentRefused("a table in a list")
            self.end_line()
            self._grid = GridReader()
        elif self._grid and tag in ("ul", "ol", "pre"):
            raise ContentRefused("a table with lists or code")
        elif self._grid and tag in ("tr", "td", "th", "caption"):
            self._end_cell()
            self._grid.start(tag, named)
            self._line = Line()

    def _end_cell(self) -> None:
        assert self._grid is not None
        self._grid.add(self._line)
        self._line = Line()

    def _start_item(self) -> None:
        if not self._lists:
            self._lists.append(None)
        number = self._lists[-1]
        if number is not None:
            self._lists[-1] = number = number + 1
        marker = "-  " if number is None else f"{number}. "
        self._line = Line([], "   " * (len(self._lists) - 1), marker)

    def handle_endtag(self, tag: str) -> None:
        if self._code is not None:
            if tag == "pre":
                self._open["pre"] -= 1
                if not self._is_open("pre"):
                    self._end_code()
            return
        if tag == "rt":
            self._add(")")
        if tag in _LINES:
            self.end_line()
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
            self.end_line()
        if tag == "table":
            self.end_table()
        self._open[tag] = max(0, self._open.get(tag, 0) - 1)

    def end_table(self) -> None:
        """End a table that is open, also at the end of a field."""
        if self._grid is None:
            return
        self._end_cell()
        grid, self._grid = self._grid, None
        table = grid.finish()
        self.lines += grid.before
        if table and not grid.has_header:
            self.flattened.append("a table without a header; its first row is now the header")
        self._add_block(table)

    def end(self) -> None:
        """End what is still open at the end of a field."""
        if self._code is not None:
            self._end_code()
        self.end_table()
        self.end_line()

    def _end_code(self) -> None:
        code, flattened = without_controls("".join(self._code or ()))
        self.flattened += flattened
        self._code = None
        lines = [line.rstrip() for line in code.replace("\xa0", " ").split("\n")]
        while lines and not lines[0]:
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        longest = max((len(run) for run in re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        body = "\n".join(lines)
        self._add_block(f"{fence}{self._language}\n{body}\n{fence}" if lines else "")

    def handle_data(self, data: str) -> None:
        if self._is_open("script", "style"):
            return
        if self._code is not None:
            self._code.append(data)
        elif self._is_open("pre"):
            first, *rest = data.splitlines() or [""]
            self._add(first)
            for line in rest:
                self.end_line()
                self._add(line)
        else:
            self._add(data)

    def _add(self, data: str) -> None:
        data, flattened = without_controls(data)
        self.flattened += flattened
        data = re.sub(r"\s+", " ", data)
        if not self._is_open("code", "tt", "kbd", "pre"):
            data = self._kept.media_in(data)
        if self._is_open("sup") and data.strip():
            raised = data.strip().translate(_RAISED)
            data = raised if not re.search(r"[^⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ]", raised) else f"^{data.strip()}"
        strong, em = self._is_open("b", "strong"), self._is_open("i", "em")
        self._line.pieces.append(StyledText(data, strong, em, self._is_open("code", "tt", "kbd")))


def _language(named: dict[str, str]) -> str:
    """Return the language that a class names, if there are colours for it."""
    from ..bank.code import lexer

    found = _LANGUAGE.search(named.get("class", ""))
    return found[1] if found and lexer(found[1]) else ""
