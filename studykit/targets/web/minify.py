"""The page's script without white space and with short names, to make the page small.

It is not for any JavaScript: the modules end every statement with a semicolon, and use neither `var`, `eval`,
labels nor empty statements.  Variables are renamed in all scopes alike, so that scopes need not be known: one
name becomes one other name everywhere.  Properties keep their names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

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
    for from function get if import in instanceof let new null of return set static super switch this throw
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


@dataclass(slots=True)
class _ScriptToken:
    kind: str
    text: str
    after_line: bool = False
    """Whether a line ends before it."""
    role: str = ""
    """Of a word: "" for a property or a keyword, "variable", "private", or "short" for a property
    that is named like its variable."""


def minified(script: str) -> str:
    """Return a script that does the same; raise ValueError for a name that is not known."""
    tokens = list(_tokens(script))
    _find_roles(tokens)
    names = _short_names(tokens)
    return "".join(_written(tokens, names))


def _tokens(script: str) -> Iterator[_ScriptToken]:
    """Yield the tokens; a template is several, its texts and the tokens of its expressions."""
    at, last, after_line = 0, _ScriptToken("", ""), False
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
                after_line |= "\n" in match[0]
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
        token.after_line, after_line = after_line, False
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
        elif token.kind == "template":
            if token.text.startswith("}"):
                inside.pop()
            if token.text.endswith("${"):
                inside.append("template")
        elif token.text == "{":
            is_block = is_case if before.text == ":" else _starts_block(before, inside[-1])
            inside.append("class" if is_class else "block" if is_block else "object")
            is_class = is_case = False
        elif token.text in ("(", "["):
            inside.append(token.text)
        elif token.text in ("}", ")", "]"):
            inside.pop()
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


def _short_names(tokens: list[_ScriptToken]) -> dict[str, str]:
    """Return a short name for each variable and private member, the shortest for the most frequent."""
    used = Counter(t.text for t in tokens if t.role and t.text not in GLOBALS)
    free = (name for name in _all_names() if name not in GLOBALS | _KEYWORDS)
    private = (f"#{name}" for name in _all_names())
    return {name: next(private if name.startswith("#") else free) for name, _ in used.most_common()}


_FIRST = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"


def _all_names() -> Iterator[str]:
    for n in count():
        name, n = _FIRST[n % len(_FIRST)], n // len(_FIRST)
        while n:
            name, n = name + _FIRST[(n - 1) % len(_FIRST)], (n - 1) // len(_FIRST)
        yield name


def _written(tokens: list[_ScriptToken], names: dict[str, str]) -> Iterator[str]:
    last = _ScriptToken("sign", ";")
    for n, token in enumerate(tokens):
        text = token.text
        if text == ";" and n + 1 < len(tokens) and tokens[n + 1].text == "}":
            continue
        if token.role:
            text = names.get(text, text)
            if token.role == "short" and text != token.text:
                text = f"{token.text}:{text}"
        yield _between(last, token) + text
        last = token


_JOINS_LEFT = frozenset(
    "; { ( [ , : ? => = && || ?? + - * / % ! . ?. ... < > <= >= === !== += -=".split()
)
_JOINS_RIGHT = frozenset("; } ) ] , : ? => = && || ?? * % . ?. < > <= >= === !== += -=".split())


def _between(last: _ScriptToken, token: _ScriptToken) -> str:
    """Return what separates two tokens: a line end where one could end a statement, or a space."""
    is_joined = (last.kind == "sign" and last.text in _JOINS_LEFT) or (
        token.kind == "sign" and token.text in _JOINS_RIGHT
    )
    if token.after_line and not is_joined and not token.text.startswith("}"):
        return "\n"
    words = last.kind in ("word", "number", "regex") and token.kind in ("word", "number")
    signs = last.text[-1:] + token.text[:1]
    return " " if words or signs in ("++", "--", "//", "/*") else ""
