"""The small script does what the long one does."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from studykit.targets.web.minify import minified

CASES = {
    "f(total, [other,], { last, });": "e(t,[n],{last:s});",
    "f({ total, b: other, ...last });": "e({total:t,b:n,...s});",
    "const { total: a, b: c = 2, d = other } = last;": "let{total:r,b:a=2,d:o=n}=s;",
    "const a = 1; let b = a; f(b); const c = [a, b];": "let r=1,a=r;e(a);let o=[r,a];",
    "const a = { x: 1 }; const b = [{}]; f(a); const c = b;": "let r={x:1},a=[{}];e(r);let o=a;",
    "for (const a of last) for (let b = 0; b < a; b++) { const c = a; let d; }": (
        "for(let e of s)for(let t=0;t<e;t++){let n=e,s}"
    ),
    "class A { #x = 1; total(y) { return this.#x + y; } get size() { return 1; } }": (
        "class r{#e=1;total(e){return this.#e+e}get size(){return 1}}"
    ),
    "f(`a ${total} b ${`c ${{ total }.total}`}`);": "e(`a ${t} b ${`c ${{total:t}.total}`}`);",
    "f(/[/}]x/.test(total) ? other / last : 1);": "e(/[/}]x/.test(t)?n/s:1);",
    "switch (last) { case 1: { f(total); } default: f(other); }": "switch(s){case 1:{e(t)}default:e(n)}",
    "// nothing\nf(); /* no */ f();": "e();e();",
    "last = total + +other - -total;": "s=t+ +n- -t;",
    'f("p", { class: "x" }); document.f(last);': 'e("p",{class:"x"});document.f(s);',
    "f((x) => x, async (x) => x, (x, y) => x);": "e(e=>e,async e=>e,(e,t)=>e);",
}
"""Scripts, each after a function with the parameters `f`, `total`, `other` and `last`."""


@pytest.mark.parametrize("script", CASES)
def test_names_and_white_space(script: str) -> None:
    around = f"function only(f, total, other, last) {{ {script} }}"
    start, end = "function p(e,t,n,s){", "}"
    assert minified(around) == start + CASES[script].removesuffix(";") + end


def test_a_name_that_nothing_declares() -> None:
    with pytest.raises(ValueError, match=r"^unknown variable `totl`$"):
        minified("const total = 1; Math.abs(totl);")


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
const size = 10;
const hidden = (size) => [1, 2].map((size) => size + items.length).concat(size);
const usual = (first, [second] = [size], { third = second } = {}) => [first, second, third].map((one) => one + size);
function looped(list) {
  let sum = 0;
  for (const item of list) for (const one of item) if (one > 1) sum += one;
    else sum -= one;
  for (let n = 0; n < 2; n++) { const sum = n; items.push({ name: sum }); }
  try { list.unknown.length; } catch (error) { sum += error instanceof TypeError ? size : 0; }
  const named = list.length ? (item) => item ? sum : size : null;
  return [sum, named(0), named(1)];
}
const scopes = [hidden(3), usual(1), usual(1, [2], { third: 3 }), looped([[1, 2], [3]])];
console.log(JSON.stringify({ text, nested, last: counted.last, scopes }));
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
    assert '"scopes":[[3,4,3],[11,20,20],[11,12,13],[14,10,14]]' in printed(small)
