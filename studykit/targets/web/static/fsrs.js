// When a card is due again: FSRS-6, with the results of `studykit.quiz.schedule`.

import { Chance } from "./chance.js";

/**
 * The state of a card: stability in days, times in milliseconds since 1970.
 * @typedef {{phase: "new"|"learning"|"review"|"relearning", step: ?number, stability: ?number,
 *   difficulty: ?number, due: ?number, last: ?number, reviews: number, lapses: number}} State
 * @typedef {{retention: number, fuzz: boolean}} Scheduling
 */

export const AGAIN = 1;
export const HARD = 2;
export const GOOD = 3;
export const EASY = 4;

/** @type {State} */
export const NEW = Object.freeze({
  phase: "new",
  step: null,
  stability: null,
  difficulty: null,
  due: null,
  last: null,
  reviews: 0,
  lapses: 0,
});

/** Lapses that make a card a leech. */
export const LEECH = 8;

const P = [
  0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614,
  0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
];
const DECAY = -P[20];
const FACTOR = 0.9 ** (1 / DECAY) - 1;
const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const FIRST_STEPS = [1 * MINUTE_MS, 10 * MINUTE_MS];
const RELEARNING_STEPS = [10 * MINUTE_MS];
const LONGEST_DAYS = 36500;
const FUZZ_RANGES = [
  { start: 2.5, end: 7, factor: 0.15 },
  { start: 7, end: 20, factor: 0.1 },
  { start: 20, end: Infinity, factor: 0.05 },
];

/** @param {State} state */
export function isLearning(state) {
  return state.phase === "learning" || state.phase === "relearning";
}

/** @param {State} state */
export function isLeech(state) {
  return state.lapses >= LEECH;
}

/** @param {State} a @param {State} b */
export function sameState(a, b) {
  return Object.keys(NEW).every((name) => a[name] === b[name]);
}

/**
 * Return the state after a grade.  `card` is the card's identity, on which the random numbers of fuzz
 * depend: "course/question/part".  If the clock went back, the review counts as given at the last one.
 * @param {string} card @param {State} state @param {number} grade @param {number} at
 * @param {Scheduling} scheduling @returns {State}
 */
export function reviewed(card, state, grade, at, scheduling) {
  if (state.last !== null) at = Math.max(at, state.last);
  const memory = remembered(state, grade, at);
  const next = nextStep(state, grade);
  let wait = next.wait;
  if (wait === null) {
    let days = intervalDays(memory.stability, scheduling.retention);
    if (scheduling.fuzz) days = fuzzed(days, `${card}/${state.reviews}`);
    wait = days * DAY_MS;
  }
  return {
    phase: next.phase,
    step: next.step,
    stability: memory.stability,
    difficulty: memory.difficulty,
    due: at + wait,
    last: at,
    reviews: state.reviews + 1,
    lapses: state.lapses + (state.phase === "review" && grade === AGAIN ? 1 : 0),
  };
}

/** Return the milliseconds until a card is due again, by grade. */
export function intervals(card, state, at, scheduling) {
  const times = {};
  for (const grade of [AGAIN, HARD, GOOD, EASY]) {
    const after = reviewed(card, state, grade, at, scheduling);
    times[grade] = after.due - after.last;
  }
  return times;
}

/**
 * Return the state after some reviews in order.  Fuzz moves only the due date, so that of the last one is
 * the only one that counts.
 */
export function replayed(card, reviews, start = NEW) {
  return reviews.reduce((state, review, n) => {
    const fuzz = review.fuzz && n === reviews.length - 1;
    return reviewed(card, state, review.grade, review.at, { retention: review.retention, fuzz });
  }, start);
}

/** Return after how many days recall is as likely as `retention`, for a stability of one day. */
export function daysPerStability(retention) {
  return (retention ** (1 / DECAY) - 1) / (0.9 ** (1 / DECAY) - 1);
}

// Steps.  A wait of null is one of days, by the stability.

function nextStep(state, grade) {
  if (state.phase === "review") {
    if (grade !== AGAIN) return { phase: "review", step: null, wait: null };
    return { phase: "relearning", step: 0, wait: RELEARNING_STEPS[0] };
  }
  const phase = state.phase === "new" ? "learning" : state.phase;
  const steps = phase === "learning" ? FIRST_STEPS : RELEARNING_STEPS;
  const step = state.phase === "new" ? 0 : state.step;
  if (grade === AGAIN) return { phase, step: 0, wait: steps[0] };
  const last = grade === GOOD && step + 1 === steps.length;
  if (step >= steps.length || grade === EASY || last) return { phase: "review", step: null, wait: null };
  if (grade === GOOD) return { phase, step: step + 1, wait: steps[step + 1] };
  if (step > 0) return { phase, step, wait: steps[step] };
  const hard = steps.length === 1 ? steps[0] * 1.5 : (steps[0] + steps[1]) / 2;
  return { phase, step, wait: hard };
}

function intervalDays(stability, retention) {
  const days = (stability / FACTOR) * (retention ** (1 / DECAY) - 1);
  return Math.min(Math.max(roundedToEven(days), 1), LONGEST_DAYS);
}

function fuzzed(days, seed) {
  if (days < 2.5) return days;
  let delta = 1;
  for (const range of FUZZ_RANGES) {
    delta += range.factor * Math.max(Math.min(days, range.end) - range.start, 0);
  }
  const most = Math.min(roundedToEven(days + delta), LONGEST_DAYS);
  const least = Math.min(Math.max(2, roundedToEven(days - delta)), most);
  const chosen = new Chance(seed).random() * (most - least + 1) + least;
  return Math.min(roundedToEven(chosen), LONGEST_DAYS);
}

/** Round as Python does: a half to the even number. */
function roundedToEven(x) {
  const down = Math.floor(x);
  if (x - down !== 0.5) return Math.round(x);
  return down % 2 === 0 ? down : down + 1;
}

// Memory.  The order of operations is that of the Python library, so that the bits agree.

function remembered(state, grade, at) {
  const { stability: s, difficulty: d } = state;
  if (s === null || d === null) {
    return { stability: atLeast(P[grade - 1]), difficulty: bounded(firstDifficulty(grade)) };
  }
  const days = state.last === null ? null : Math.floor((at - state.last) / DAY_MS);
  const sameDay = days !== null && days < 1;
  const stability = sameDay ? shortTerm(s, grade) : longTerm(s, d, grade, days);
  return { stability: atLeast(stability), difficulty: nextDifficulty(d, grade) };
}

function atLeast(stability) {
  return Math.max(stability, 0.001);
}

function bounded(difficulty) {
  return Math.min(Math.max(difficulty, 1), 10);
}

function firstDifficulty(grade) {
  return P[4] - Math.E ** (P[5] * (grade - 1)) + 1;
}

function nextDifficulty(d, grade) {
  const damped = d + ((10 - d) * -(P[6] * (grade - 3))) / 9;
  return bounded(P[7] * firstDifficulty(EASY) + (1 - P[7]) * damped);
}

function shortTerm(s, grade) {
  const growth = Math.E ** (P[17] * (grade - 3 + P[18])) * s ** -P[19];
  return s * (grade === AGAIN ? growth : Math.max(growth, 1));
}

function longTerm(s, d, grade, days) {
  const recall = days === null ? 0 : (1 + (FACTOR * Math.max(0, days)) / s) ** DECAY;
  if (grade === AGAIN) {
    const long =
      P[11] * d ** -P[12] * ((s + 1) ** P[13] - 1) * Math.E ** ((1 - recall) * P[14]);
    return Math.min(long, s / Math.E ** (P[17] * P[18]));
  }
  const hard = grade === HARD ? P[15] : 1;
  const easy = grade === EASY ? P[16] : 1;
  return (
    s *
    (1 +
      Math.E ** P[8] * (11 - d) * s ** -P[9] * (Math.E ** ((1 - recall) * P[10]) - 1) * hard * easy)
  );
}
