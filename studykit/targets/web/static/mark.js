// Marking answers, and the order in which options are shown; as `studykit.quiz.marking`.

import { AGAIN, GOOD, HARD } from "./fsrs.js";
import { Chance } from "./chance.js";
import { Fraction } from "./fractions.js";
import { amountsTyped, compareTyped } from "./typed.js";

/**
 * Return the order in which the options of a choice, the items to arrange, or the right sides of a match are
 * shown: indices into the question's `options`, `items` or `choices`.
 * @returns {number[]}
 */
export function layoutOf(question, seed) {
  const chance = new Chance(`${seed}/${question.id}`);
  const indices = (items) => items.map((_, n) => n);
  switch (question.kind) {
    case "choose": {
      const all = indices(question.options);
      if (question.fixed) return all;
      const free = all.filter((n) => !question.options[n].last);
      chance.shuffle(free);
      return [...free, ...all.filter((n) => question.options[n].last)];
    }
    case "arrange":
      return disordered(question.items, indices(question.items), chance);
    case "match":
      return chance.sampled(indices(question.choices));
    default:
      return [];
  }
}

/** Shuffle items; the order changes if any two of them differ. */
function disordered(items, order, chance) {
  chance.shuffle(order);
  const isSame = order.every((n, at) => sameText(items[n], items[at]));
  return isSame ? [...order.slice(1), order[0]] : order;
}

/**
 * Mark an answer; null if only the learner can.  An answer is a text that was typed, a Set of positions in
 * the layout for a choice, a list of them for an order and for the left sides of a match, or null if it is not
 * marked.
 * @returns {"right"|"close"|"wrong"|null}
 */
export function mark(card, layout, answer, marking) {
  const { question } = card;
  const { kind } = question;
  const lang = question.lang ?? marking?.lang;
  const isText = typeof answer === "string";
  if (kind === "choose" && answer instanceof Set) {
    const right = optionsRight(question, layout);
    if ([...answer].some((n) => !(n in layout))) throw new RangeError("no such option");
    return answer.size === right.size && [...answer].every((n) => right.has(n)) ? "right" : "wrong";
  }
  if (kind === "type" && isText) return compareTyped(answer, question.words, lang, marking);
  if (kind === "label" && isText) {
    return compareTyped(answer, [question.parts[card.part - 1].word], lang, marking);
  }
  if (kind === "fill" && isText) {
    const { words } = question.blanks.find((blank) => blank.n === card.part);
    return compareTyped(answer, [[words].flat().join(" ")], lang, marking);
  }
  if (kind === "number" && isText) {
    const [low, high] = [Fraction.of(question.low), Fraction.of(question.high)];
    const values = amountsTyped(answer, question.unit ?? null, lang, marking);
    return values.some((v) => low.compare(v) <= 0 && v.compare(high) <= 0) ? "right" : "wrong";
  }
  if ((kind === "arrange" || kind === "match") && Array.isArray(answer)) {
    if (answer.some((n) => !(n in layout))) throw new RangeError("no such item");
    const texts = kind === "arrange" ? question.items : question.choices;
    const expected = kind === "arrange" ? question.items : question.pairs.map((pair) => texts[pair[1]]);
    const isRight =
      answer.length === expected.length && answer.every((n, at) => sameText(texts[layout[n]], expected[at]));
    return isRight ? "right" : "wrong";
  }
  if (answer === null && ["recall", "fill", "label", "discuss"].includes(kind)) return null;
  throw new TypeError(`${question.id} cannot be answered with ${answer}`);
}

/** Return the positions of the right options of a choice. @returns {Set<number>} */
export function optionsRight(question, layout) {
  return new Set(layout.flatMap((option, n) => (question.options[option].right ? [n] : [])));
}

/** Return the positions of the items to arrange, in the right order. */
export function orderRight(question, layout) {
  return question.items.map((_, n) => layout.indexOf(n));
}

/** Return the position of the right side of each left one. */
export function pairsRight(question, layout) {
  return question.pairs.map(([, choice]) => layout.indexOf(choice));
}

/** Return the grade that an outcome suggests; null if only the learner can judge. */
export function suggestedGrade(outcome, isCram = false) {
  if (outcome === "close") return isCram ? GOOD : HARD;
  return { right: GOOD, wrong: AGAIN }[outcome] ?? null;
}

function sameText(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
