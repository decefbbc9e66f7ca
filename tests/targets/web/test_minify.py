"""The small script does what the long one does."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from studykit.targets.web.minify import minified

CASES = {
    "const total = 1; const other = total + total;": "const a=1;const b=a+a;",
    "f({ total, b: total, ...total });": "b({total:a,b:a,...a});",
    "const { total, b: c = 2, d = 3 } = total;": "const{total:a,b:b=2,d:c=3}=a;",
    "class A { #x = 1; total(y) { return this.#x + y; } get size() { return 1; } }": (
        "class b{#a=1;total(a){return this.#a+a}get size(){return 1}}"
    ),
    "const s = `a ${total} b ${`c ${{ total }.total}`}`;": "const b=`a ${a} b ${`c ${{total:a}.total}`}`;",
    "const r = /[/}]x/.test(total) ? a / b : 1;": "const a=/[/}]x/.test(b)?c/d:1;",
    "switch (x) { case 1: { f(x); } default: g(x); }": "switch(a){case 1:{b(a)}default:c(a)}",
    "// nothing\nf(); /* no */ g();": "a();b();",
    "a = b + +c - -d;": "a=b+ +c- -d;",
    'h("p", { class: "x" }); document.f(x);': 'a("p",{class:"x"});document.f(b);',
}


@pytest.mark.parametrize("script", CASES)
def test_names_and_white_space(script: str) -> None:
    assert minified(script) == CASES[script]


def test_a_line_end_that_may_end_a_statement_stays() -> None:
    assert minified("const x = () => 1\nconst y = x\n(1)").count("\n") == 2


PROGRAM = """
class Counter {
  #count = 0;
  static of(items) { const counter = new Counter(); for (const item of items) counter.add(item); return counter; }
  add({ size = 1, name: label, ...rest }) { this.#count += size; this.last = { label, rest, size }; return this; }
  get count() { return this.#count; }
}
const items = [{ size: 2, name: "a", z: 1 }, { name: "b" }];
const counted = Counter.of(items);
const text = `${counted.count} ${items.map(({ name }, n) => `${n}:${name}`).join(",")} ${/\\}[/]/.test("}/")}`;
const nested = { count: counted.count, deep: { text, list: [...items].length }, "key": text ? { yes: 1 } : { no: 2 } };
console.log(JSON.stringify({ text, nested, last: counted.last }));
"""


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_a_program_prints_the_same() -> None:
    def printed(script: str) -> str:
        done = subprocess.run(
            ["node", "--input-type=module", "-e", script],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    small = minified(PROGRAM)
    assert len(small) < 0.8 * len(PROGRAM)
    assert printed(small) == printed(PROGRAM)
    assert '"text":"3 0:a,1:b true"' in printed(small)
