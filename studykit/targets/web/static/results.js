// The results of a session: tallies of its steps, and which cards are due next.

import { AGAIN, DAY_MS, HARD, NEW, isLeech } from "./fsrs.js";
import { LEARN_AHEAD_MS } from "./plan.js";

/**
 * A question that was asked, and its result; `before` is the state in which it was shown.
 * @typedef {{card: Card, done: "right"|"wrong"|"skipped"|"buried"|"discussed", grade: ?number,
 *   elapsedMs: ?number, before: State, after: State, review: ?Review, buried: string[],
 *   outcome: ?string}} Step
 */

const HARDEST_SHOWN = 3;

/** Return the results of some steps, and which of the cards are due next. */
export function summarize(steps, cards, states, day, now) {
  const graded = new Map();
  for (const step of steps) {
    if (step.grade !== null) grouped(graded, step.card.key).push(step);
  }
  const hard = [...graded.values()].filter((given) =>
    given.some((step) => step.grade === AGAIN || step.grade === HARD),
  );
  hard.sort(byHardness);
  const typed = steps.filter((step) => step.outcome && isTyped(step.card.question));
  const last = [...graded.values()].map((given) => given.at(-1));
  return {
    all: tally(steps),
    typed: typed.length,
    typedRight: typed.filter((step) => step.outcome !== "wrong").length,
    hardest: hard.slice(0, HARDEST_SHOWN).map((given) => given.at(-1).card),
    leeches: last.filter((step) => step.review && isLeech(step.after)).map((step) => step.card),
    next: upcoming(cards, states, day, now),
  };
}

/** Whether the answer of a question is typed and marked. */
function isTyped(question) {
  return ["type", "number", "label"].includes(question.kind);
}

export function grouped(groups, name) {
  if (!groups.has(name)) groups.set(name, []);
  return groups.get(name);
}

function tally(steps) {
  const count = { right: 0, wrong: 0, skipped: 0, buried: 0, discussed: 0 };
  for (const step of steps) count[step.done]++;
  return { ...count, answered: count.right + count.wrong };
}

/** Compare cards by their grades, then by difficulty; the hardest comes first. */
function byHardness(a, b) {
  const times = (given, grade) => given.filter((step) => step.grade === grade).length;
  return (
    times(b, AGAIN) - times(a, AGAIN) ||
    times(b, HARD) - times(a, HARD) ||
    (b.at(-1).after.difficulty ?? 0) - (a.at(-1).after.difficulty ?? 0)
  );
}

/**
 * `today` cards are due later today or in the next minutes, the `first` at that time, and `tomorrow` cards
 * tomorrow.  If none is due tomorrow, `later` cards are due in `days` days.  `new` cards were never asked.
 */
function upcoming(cards, states, day, now) {
  const dues = cards.map((card) => states.get(card.key)?.due ?? null);
  const times = dues.filter((due) => due !== null).sort((a, b) => a - b);
  const ends = Math.max(day.end, now + LEARN_AHEAD_MS);
  const today = times.filter((due) => due < ends);
  const later = times.slice(today.length);
  const tomorrow = later.filter((due) => due < day.end + DAY_MS).length;
  const next = { today: today.length, first: today[0] ?? null, tomorrow, days: null, later: 0, new: 0 };
  if (later.length && !tomorrow) {
    const after = later.map((due) => Math.floor((due - day.end) / DAY_MS) + 1);
    next.days = after[0];
    next.later = after.filter((days) => days === after[0]).length;
  }
  const graded = cards.filter((card) => card.graded);
  next.new = graded.filter((card) => (states.get(card.key) ?? NEW).phase === "new").length;
  return next;
}
