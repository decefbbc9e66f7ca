// Which words of a typed answer differ from the right one; as `studykit.quiz.typed.differences`.

import { casefolded } from "./fold.js";

/**
 * Return the words that differ from the nearest right answer, in pairs: typed, expected.  Returns nothing if
 * the two have little in common.
 * @param {string} typed @param {string[]} expected @returns {[string, string][]}
 */
export function wordDifferences(typed, expected) {
  const meant = nearest(typed, expected);
  if (similarity(typed, meant) < 0.5) return [];
  const [given, right] = [typed, meant].map(wordsIn);
  const found = [];
  let [a, c] = [0, 0];
  for (const block of [...commonBlocks(given.map(casefolded), right.map(casefolded)), null]) {
    const [b, d] = block ? [block.a, block.b] : [given.length, right.length];
    if (b - a === d - c) for (let n = 0; n < b - a; n++) found.push([given[a + n], right[c + n]]);
    else found.push([given.slice(a, b).join(" "), right.slice(c, d).join(" ")]);
    if (block) [a, c] = [b + block.size, d + block.size];
  }
  return found;
}

/** Return the right answer that is most like a typed one, the first of several. */
export function nearest(typed, expected) {
  const similarities = expected.map((text) => similarity(typed, text));
  return expected[similarities.indexOf(Math.max(...similarities))];
}

function wordsIn(text) {
  return text.split(/\s+/u).filter(Boolean);
}

/** How similar two answers are, from 0 to 1; case and white space are ignored. */
export function similarity(a, b) {
  const [first, second] = [a, b].map((text) => Array.from(wordsIn(casefolded(text)).join(" ")));
  const common = commonBlocks(first, second).reduce((sum, block) => sum + block.size, 0);
  const length = first.length + second.length;
  return length ? (2 * common) / length : 1;
}

/**
 * Return the runs that two lists have in common, in order: the longest one, then those before and after it.
 * (Ratcliff and Obershelp, as in Python's `difflib`.)
 * @returns {{a: number, b: number, size: number}[]}
 */
function commonBlocks(a, b, from = [0, 0], to = [a.length, b.length]) {
  const best = longestRun(a, b, from, to);
  if (!best.size) return [];
  const behind = [best.a + best.size, best.b + best.size];
  return joinedBlocks([
    ...commonBlocks(a, b, from, [best.a, best.b]),
    best,
    ...commonBlocks(a, b, behind, to),
  ]);
}

/** Return the longest run in two parts of lists, the first one of several. */
function longestRun(a, b, from, to) {
  let best = { a: from[0], b: from[1], size: 0 };
  let last = new Map();
  for (let i = from[0]; i < to[0]; i++) {
    const row = new Map();
    for (let j = from[1]; j < to[1]; j++) {
      if (a[i] !== b[j]) continue;
      const size = (last.get(j - 1) ?? 0) + 1;
      row.set(j, size);
      if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
    }
    last = row;
  }
  return best;
}

function joinedBlocks(blocks) {
  return blocks.reduce((joined, block) => {
    const last = joined.at(-1);
    const isNext = last && last.a + last.size === block.a && last.b + last.size === block.b;
    if (isNext) joined[joined.length - 1] = { ...last, size: last.size + block.size };
    else joined.push(block);
    return joined;
  }, []);
}
