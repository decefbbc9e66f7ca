"""The page's script without what it does not need and with short names, to make the page small.

It is not for any JavaScript: the modules end every statement with a semicolon, declare one variable or pattern
in a statement, and use neither `var`, `eval`, labels nor empty statements.  In each scope, variables have the
shortest names that are not those of other variables used in it; a script in which the same names come again and
again compresses well.  Properties keep their names, except private ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice, pairwise

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
    | (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<template>`)
    | (?P<number>0[xX][0-9a-fA-F_]+n?|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?n?|\.\d+)
    | (?P<word>\#?(?:[^\W\d]|\$)[\w$]*)
    | (?P<sign>=>|\.\.\.|\?\.(?!\d)|\?\?=|\?\?|\*\*=|\*\*|>>>=|>>>|<<=|>>=|===|!==|&&=|\|\|=|&&|\|\||\+\+|--|[-+*/%&|^<>=!]=|<<|>>|[-+*/%&|^<>=!~?:;,.(){}\[\]])
    """,
    re.VERBOSE | re.DOTALL,
)
_REGEX = re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")

_KEYWORDS = frozenset(
    """
    arguments async await break case catch class const continue default delete do else extends false finally
    for function get if import in instanceof let new null of return set static super switch this throw
    true try typeof undefined void while yield
    """.split()
)

GLOBALS = frozenset(
    """
    Array ArrayBuffer BigInt Blob Boolean BroadcastChannel Date DOMException Error File IDBKeyRange Infinity Intl JSON Map
    Math NaN Number Object Option Promise RangeError RegExp ResizeObserver Set String Symbol TextEncoder
    DataView TypeError URL Uint8Array Uint32Array WeakMap clearTimeout console crypto decodeURIComponent document
    encodeURIComponent getComputedStyle globalThis history indexedDB isNaN localStorage location matchMedia navigator parseFloat parseInt performance
    queueMicrotask requestAnimationFrame setInterval clearInterval setTimeout structuredClone window
    """.split()
)
"""The names of the browser that the modules use, which are never renamed."""

_VALUE_ENDS = frozenset([")", "]", "}"])
_OBJECT_AFTER = frozenset(
    "return const let typeof in of new await yield throw default delete void".split()
)
_BLOCK_AFTER = frozenset(
    ["", ";", "{", "}", ")", "=>", "else", "try", "finally", "do", "catch", "static"]
)


@dataclass(slots=True, eq=False)
class _Variable:
    """A variable, how often it is used, and its short name."""

    uses: int = 0
    name: str = ""


@dataclass(slots=True, eq=False)
class _Scope:
    """The tokens from `start` to before `end`, and the variables that are declared in them."""

    start: int
    end: int
    parent: _Scope | None = None
    variables: dict[str, _Variable] = field(default_factory=dict)
    outer: set[_Variable] = field(default_factory=set)
    """The variables of other scopes that are used in this one or inside it."""


@dataclass(slots=True)
class _ScriptToken:
    kind: str
    text: str
    role: str = ""
    """Of a word: "" for a property or a keyword, "variable", "private", or "short" for a property
    that is named like its variable.  Of an opening brace: "block", "class" or "object"."""
    variable: _Variable | None = None

    @property
    def opens(self) -> bool:
        return self.text in ("(", "[", "{") or (self.kind == "template" and self.text[-1] == "{")

    @property
    def closes(self) -> bool:
        return self.text in (")", "]", "}") or (self.kind == "template" and self.text[0] == "}")

    @property
    def is_variable(self) -> bool:
        return self.role in ("variable", "short")


def minified(script: str) -> str:
    """Return a script that does the same; raise ValueError for a name that is not known."""
    tokens = _needed(list(_tokens(script)))
    _find_roles(tokens)
    scopes = _scopes(tokens)
    _resolve(tokens, scopes)
    _name(scopes)
    return "".join(_written(_joined_declarations(tokens)))


def _tokens(script: str) -> Iterator[_ScriptToken]:
    """Yield the tokens; a template is several, its texts and the tokens of its expressions."""
    at, last = 0, _ScriptToken("", "")
    braces: list[bool] = []  # whether each open brace is that of a template's expression
    while at < len(script):
        if script[at] == "}" and braces and braces[-1]:
            braces.pop()
            end = _template_end(script, at + 1)
            token = _ScriptToken("template", script[at:end])
        elif script[at] == "/" and not _ends_value(last) and (found := _REGEX.match(script, at)):
            end, token = found.end(), _ScriptToken("regex", found[0])
        else:
            match = _TOKEN.match(script, at)
            if match is None:
                raise ValueError(f"cannot read {script[at : at + 40]!r}")
            kind, end = str(match.lastgroup), match.end()
            if kind in ("space", "comment"):
                at = end
                continue
            if kind == "template":
                end = _template_end(script, at + 1)
            token = _ScriptToken(kind, script[at:end])
        if token.kind == "template" and token.text.endswith("${"):
            braces.append(True)
        elif token.text == "{":
            braces.append(False)
        elif token.text == "}":
            braces.pop()
        yield token
        at, last = end, token


def _template_end(script: str, at: int) -> int:
    """Return the end of a template's text: after its closing quote, or after `${`."""
    while script[at] != "`" and script[at : at + 2] != "${":
        at += 2 if script[at] == "\\" else 1
    return at + (1 if script[at] == "`" else 2)


def _ends_value(token: _ScriptToken) -> bool:
    if token.kind == "word":
        return token.text not in _KEYWORDS or token.text in (
            "this",
            "super",
            "null",
            "true",
            "false",
        )
    if token.kind == "template":
        return token.text.endswith("`")
    return token.kind in ("number", "string", "regex") or token.text in _VALUE_ENDS


def _needed(tokens: list[_ScriptToken]) -> list[_ScriptToken]:
    """Return tokens without commas and semicolons before a bracket, and parentheses of a single parameter."""
    unneeded = {
        n
        for n, (token, after) in enumerate(pairwise(tokens))
        if (token.text == "," and after.closes) or (token.text == ";" and after.text == "}")
    }
    for n, token in enumerate(tokens):
        if token.text == "=>" and tokens[n - 3].text == "(" and tokens[n - 2].kind == "word":
            unneeded |= {n - 3, n - 1}
    return [token for n, token in enumerate(tokens) if n not in unneeded]


def _joined_declarations(tokens: list[_ScriptToken]) -> list[_ScriptToken]:
    """Return tokens in which declarations in a row are one, all by `let`, which is shorter than `const`."""
    found: list[_ScriptToken] = []
    declares = [False]  # whether the statement is a declaration, for each bracket that is open
    before = _ScriptToken("sign", ";")
    for token in tokens:
        is_declaration = token.kind == "word" and not token.role and token.text in ("const", "let")
        if token.closes:
            declares.pop()
        if is_declaration and before.text == ";" and declares[-1]:
            found[-1] = _ScriptToken("sign", ",")
        else:
            found.append(_ScriptToken("word", "let") if is_declaration else token)
        if is_declaration or before.text == ";":
            declares[-1] = is_declaration
        if token.opens:
            declares.append(False)
        before = token
    return found


def _find_roles(tokens: list[_ScriptToken]) -> None:
    """Say of each word whether it is a variable."""
    inside = ["block"]
    is_class = is_case = False
    for n, token in enumerate(tokens):
        before = tokens[n - 1] if n else _ScriptToken("", "")
        after = tokens[n + 1].text if n + 1 < len(tokens) else ""
        if token.kind == "word":
            is_class |= token.text == "class" and after != ":" and before.text not in (".", "?.")
            is_case |= token.text in ("case", "default") and inside[-1] == "block"
            token.role = _role(token.text, before.text, after, inside[-1])
        if token.closes:
            inside.pop()
        if token.text == "{":
            is_block = is_case if before.text == ":" else _starts_block(before, inside[-1])
            token.role = "class" if is_class else "block" if is_block else "object"
            is_class = is_case = False
        if token.opens:
            inside.append(token.role or token.text)
        is_case &= token.text not in (";", "?")


def _starts_block(before: _ScriptToken, inside: str) -> bool:
    if before.text in _BLOCK_AFTER:
        return not (before.text == "{" and inside == "object")
    return before.kind == "word" and before.text not in _OBJECT_AFTER and inside == "block"


def _role(word: str, before: str, after: str, inside: str) -> str:
    if word.startswith("#"):
        return "private"
    if before in (".", "?.") or word in _KEYWORDS:
        return ""
    starts = before in ("{", ",", "async", "get", "set", "*")
    if inside == "class" and (starts or before in (";", "}", "static")):
        return ""
    if inside == "object" and starts:
        if after in (":", "("):
            return ""
        if after in (",", "}", "="):
            return "short"
    return "variable"


# Scopes


def _scopes(tokens: list[_ScriptToken]) -> list[_Scope]:
    """Return all scopes, outer ones first, with what is declared in them."""
    ends = _ends(tokens)
    starts = {end: start for start, end in ends.items()}
    ranges = {(0, len(tokens))}
    declared: list[tuple[int, range]] = []  # a place in a scope, and where a pattern is
    for n, token in enumerate(tokens):
        before = tokens[n - 1].text if n else ""
        if token.text == "=>":
            start = starts.get(n - 1, n - 1)
            ranges.add((start, _expression_end(tokens, n + 1, ends)))
            declared.append((start, range(start, n)))
        elif token.role == "block" and before == ")":
            start = starts[n - 1]
            ranges.add((start, ends[n] + 1))
            if tokens[start - 1].text not in ("if", "for", "while", "switch"):
                declared.append((start, range(start, n)))
        elif token.role == "block" and before != "=>":
            ranges.add((n, ends[n] + 1))
        elif token.text == "for" and n + 1 in ends and tokens[ends[n + 1] + 1].text != "{":
            ranges.add((n, _statement_end(tokens, ends[n + 1] + 1, ends)))
        elif token.kind == "word" and not token.role and token.text in ("const", "let"):
            declared.append((n, range(n + 1, ends.get(n + 1, n + 1) + 1)))
        elif token.is_variable and before in ("function", "class"):
            declared.append((n, range(n, n + 1)))
    scopes = [_Scope(*one) for one in sorted(ranges, key=lambda one: (one[0], -one[1]))]
    inner = _innermost(scopes, len(tokens))
    for at, pattern in declared:
        for name in _bound(tokens, pattern, ends):
            inner[at].variables.setdefault(name, _Variable())
    return scopes


def _ends(tokens: list[_ScriptToken]) -> dict[int, int]:
    """Return the index of each closing bracket by that of its opening one."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for n, token in enumerate(tokens):
        if token.closes:
            ends[opened.pop()] = n
        if token.opens:
            opened.append(n)
    return ends


def _expression_end(tokens: list[_ScriptToken], at: int, ends: dict[int, int]) -> int:
    """Return the index behind an expression that may be followed by others."""
    conditions = 0
    while not tokens[at].closes and tokens[at].text not in (",", ";"):
        if tokens[at].text == ":" and not conditions:
            break
        conditions += (tokens[at].text == "?") - (tokens[at].text == ":")
        at = ends.get(at, at) + 1
    return at


def _statement_end(tokens: list[_ScriptToken], at: int, ends: dict[int, int]) -> int:
    """Return the index behind a statement."""
    while not tokens[at].closes:
        is_end = tokens[at].text == ";" or tokens[at].role == "block"
        at = ends.get(at, at) + 1
        if is_end and tokens[at].text not in ("else", "catch", "finally"):
            break
    return at


def _innermost(scopes: list[_Scope], count: int) -> list[_Scope]:
    """Return the innermost scope of each token, and say of each scope which one is around it."""
    inner = [scopes[0]] * count
    for scope in scopes[1:]:
        scope.parent = inner[scope.start]
        inner[scope.start : scope.end] = [scope] * (scope.end - scope.start)
    return inner


def _bound(tokens: list[_ScriptToken], pattern: range, ends: dict[int, int]) -> Iterator[str]:
    """Yield the names that a pattern declares: all that are in it, except in default values."""
    at = pattern.start
    while at < pattern.stop:
        if tokens[at].text == "=":
            at = _expression_end(tokens, at + 1, ends)
        else:
            if tokens[at].is_variable:
                yield tokens[at].text
            at += 1


def _resolve(tokens: list[_ScriptToken], scopes: list[_Scope]) -> None:
    """Find the variable of each name; raise ValueError if there is none."""
    private: dict[str, _Variable] = {}
    for token, inner in zip(tokens, _innermost(scopes, len(tokens)), strict=True):
        if token.role == "private":
            token.variable = private.setdefault(token.text, _Variable())
        elif token.is_variable:
            token.variable = _resolved(token.text, inner)
        if token.variable:
            token.variable.uses += 1
    scopes[0].variables |= private


def _resolved(name: str, scope: _Scope) -> _Variable | None:
    """Return the variable of a name that is used in a scope; None if it is the browser's."""
    between: list[_Scope] = []
    around: _Scope | None = scope
    while around:
        if found := around.variables.get(name):
            for one in between:
                one.outer.add(found)
            return found
        between.append(around)
        around = around.parent
    if name not in GLOBALS:
        raise ValueError(f"unknown variable `{name}`")
    return None


_LOCAL = 12
"""How many of the shortest names are left to functions."""


def _name(scopes: list[_Scope]) -> None:
    """Give each variable a short name; those of the script have the shortest for the most frequent."""
    top = scopes[0].variables
    scopes[0].variables = dict(sorted(top.items(), key=lambda item: -item[1].uses))
    for scope in scopes:
        taken = GLOBALS | _KEYWORDS | {variable.name for variable in scope.outer}
        first = 0 if scope.parent else _LOCAL
        names = (name for name in islice(_all_names(), first, None) if name not in taken)
        private = (f"#{name}" for name in _all_names())
        for name, variable in scope.variables.items():
            variable.name = next(private if name[0] == "#" else names)


_FIRST = "etnsraoilcdupmhgfvbyxkwjqzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"


def _all_names() -> Iterator[str]:
    for n in count():
        name, n = _FIRST[n % len(_FIRST)], n // len(_FIRST)
        while n:
            name, n = name + _FIRST[(n - 1) % len(_FIRST)], (n - 1) // len(_FIRST)
        yield name


def _written(tokens: list[_ScriptToken]) -> Iterator[str]:
    last = _ScriptToken("sign", ";")
    for token in tokens:
        text = token.text
        if token.variable:
            text = token.variable.name
            if token.role == "short":
                text = f"{token.text}:{text}"
        yield _between(last, token) + text
        last = token


def _between(last: _ScriptToken, token: _ScriptToken) -> str:
    """Return a space where two tokens would be one without it."""
    words = last.kind in ("word", "number", "regex") and token.kind in ("word", "number")
    signs = last.text[-1:] + token.text[:1]
    return " " if words or signs in ("++", "--", "//", "/*") else ""
