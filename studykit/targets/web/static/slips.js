// Typing errors: whether a typed word is a slip of another, or a word of its own; as `studykit.quiz.slips` and
// `studykit.quiz.letters`.

import { folded } from "./fold.js";
import { lexiconOf } from "./lexicon.js";
import { numberOf, wordSet } from "./numbers.js";

export const OTHER_LETTER = 1; // n for ñ
export const SLIP = 2; // two neighbours swapped, a letter doubled or single, or a similar letter
export const LETTER = 3; // any other letter that is missing or added; a wrong letter is both
export const MOST_COST = 2 * LETTER;

// a sign of these scripts is a syllable or a word
const SYLLABLES = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u{20000}-\u{2ffff}]/u;

const comparers = new WeakMap();

/** What comparing words needs: what reading numbers needs, and the words of the course. */
export function comparer(from, marking) {
  if (!comparers.has(marking)) {
    const pairs = marking.similar.flatMap((group) => [...group].flatMap((a) => [...group].map((b) => a + b)));
    comparers.set(marking, {
      names: wordSet(marking.names),
      vocabulary: wordSet(marking.vocabulary),
      similar: new Set(pairs),
    });
  }
  return { ...from, ...comparers.get(marking) };
}

// Letters

/** Return the cost of other letters and accents; null if the words differ in more. */
export function spellingCost(typed, right, { language }) {
  const [given, expected] = [typed, right].map((word) => withoutAccents(word, language));
  if (given !== expected && folded(typed) !== folded(right)) return null;
  const isPair = (language.words ?? []).some(
    ([a, b]) => (a === typed && b === right) || (a === right && b === typed),
  );
  return given === expected && !isPair ? 0 : OTHER_LETTER;
}

/** Return a word without accents, except on letters that are letters of their own. */
function withoutAccents(word, language) {
  for (const [letter, letters] of language.respellings ?? []) word = word.replaceAll(letter, letters);
  const own = language.letters ?? "";
  return Array.from(word, (letter) => (own.includes(letter) ? letter : folded(letter))).join("");
}

// Slips

/** Return the cost of the slips in a typed word in lower case, or null if it is another word. */
export function slipCost(typed, right, from) {
  if (isKnownWord(typed, from)) return null;
  [typed, right] = [Array.from(folded(typed)), Array.from(folded(right))];
  const budget = slipBudget(typed, right);
  if (!typed.length || !budget || Math.abs(typed.length - right.length) > 2) return null;
  if (isInflected(typed.join(""), right.join(""), from.language)) return LETTER;
  const cost = editCost(typed, right, from.similar);
  if (cost > budget || changesMeaning(typed, right, from)) return null;
  if (from.vocabulary.has(typed.join("")) && !isRespelled(typed.join(""), right.join(""), from.language)) {
    return null;
  }
  return cost;
}

/** Return the highest cost of slips in a word. */
function slipBudget(typed, right) {
  if (right.length < 5 || SYLLABLES.test(right.join(""))) return 0;
  if (right.length < 8) return LETTER;
  // in a word of the same length, a letter missing and another added are a wrong letter
  return typed.length === right.length ? 2 * SLIP : SLIP + LETTER;
}

/** Return the cost of the slips that turn a word into another (optimal string alignment). */
function editCost(typed, right, similar) {
  let before = [];
  let last = [0];
  right.forEach((_, n) => last.push(last[n] + letterCost(right, n)));
  typed.forEach((letter, i) => {
    const added = letterCost(typed, i);
    const row = [last[0] + added];
    right.forEach((other, j) => {
      let cost = Math.min(
        last[j + 1] + added,
        row[j] + letterCost(right, j),
        last[j] + replacementCost(letter, other, similar),
      );
      if (i > 0 && j > 0 && letter === right[j - 1] && typed[i - 1] === other) {
        cost = Math.min(cost, before[j - 1] + SLIP);
      }
      row.push(cost);
    });
    [before, last] = [last, row];
  });
  return last.at(-1);
}

/** Return the cost of a letter that one word has and the other lacks. */
function letterCost(word, at) {
  return at && word[at] === word[at - 1] ? SLIP : LETTER;
}

function replacementCost(letter, other, similar) {
  if (letter === other) return 0;
  return similar.has(letter + other) ? SLIP : 2 * LETTER;
}

// Words of their own

/** Whether a word begins or ends in a way that gives it another meaning: possible, impossible. */
function changesMeaning(typed, right, { language, similar }) {
  if (!beginsAlike(typed, right, similar)) return true;
  const [given, expected] = [typed.join(""), right.join("")];
  const [shorter, longer] = typed.length <= right.length ? [given, expected] : [expected, given];
  const isPart = longer.endsWith(shorter) || longer.startsWith(shorter);
  if (Math.abs(typed.length - right.length) > 1 && isPart) return true;
  return (
    isChanged(given, expected, language.beginnings, "startsWith") ||
    isChanged(given, expected, language.endings, "endsWith")
  );
}

/** Whether the first letters are the same, or swapped; without one it is another: motion, emotion. */
function beginsAlike(typed, right, similar) {
  if (typed[0] === right[0]) return true;
  if (typed.length < 2 || typed[0] !== right[1] || typed[1] !== right[0]) return false;
  return SLIP + editCost(typed.slice(2), right.slice(2), similar) <= slipBudget(typed, right);
}

/** Whether two words differ only in their beginnings or endings, and these are in one group. */
function isChanged(typed, right, groups = [], has) {
  const rest = (word, part) =>
    has === "startsWith" ? word.slice(part.length) : word.slice(0, word.length - part.length);
  return groups.some((group) =>
    group.some(
      (a) =>
        typed[has](a) &&
        group.some((b) => a !== b && right[has](b) && rest(typed, a) === rest(right, b)),
    ),
  );
}

/** Whether two words are forms of one: lighthouse, lighthouses. */
function isInflected(typed, right, { inflections = [] }) {
  const stems = (word) =>
    inflections.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, word.length - ending.length));
  const known = new Set(stems(typed));
  return stems(right).some((stem) => known.has(stem));
}

/** Whether two words are spellings of one: harbor, harbour. */
function isRespelled(typed, right, { spellings = [] }) {
  for (const [one, other] of spellings) {
    [typed, right] = [typed.replaceAll(one, other), right.replaceAll(one, other)];
  }
  return typed === right;
}

/** Whether a word is a name, a negation or a number. */
function isKnownWord(word, from) {
  return (
    from.names.has(word) ||
    from.language.negations.has(word) ||
    lexiconOf(from.language).has(word) ||
    numberOf(word, from) !== null
  );
}
