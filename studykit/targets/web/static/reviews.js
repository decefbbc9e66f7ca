// Reviews, and the JSON Lines in which they are exported and merged: `studykit progress merge` reads them.

import { NEW, replayed, reviewed, sameState } from "./fsrs.js";
import { cardKey, fullKey } from "./cards.js";

/**
 * A grade of a card, with the names of its line in a file.  A review with `undone` does not count.
 * @typedef {{id: string, course: string, question: string, part: number, at: number, grade: number,
 *   took: ?number, retention: number, fuzz: boolean, before: State, after: State, undone: ?number}} Review
 */

/** A text that is not an export: the line, from 1, and where it says so, the field that is wrong. */
export class NotReviews extends Error {
  constructor(code, line, field = null) {
    super(`${code}, line ${line}`);
    Object.assign(this, { code, line, field });
  }
}

/** Return a review of a card now.  If the clock went back, it counts as given right after the last one. */
export function newReview(card, before, grade, at, elapsedMs, scheduling) {
  if (before.last !== null && at <= before.last) at = before.last + 1;
  return {
    id: newId(),
    course: card.course,
    question: card.oldest,
    part: card.part,
    at,
    grade,
    took: elapsedMs === null || elapsedMs === undefined ? null : Math.max(0, Math.round(elapsedMs)),
    retention: scheduling.retention,
    fuzz: scheduling.fuzz,
    before,
    after: reviewed(fullKey(card), before, grade, at, scheduling),
    undone: null,
  };
}

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return the key of a review's card. */
export function reviewKey(review) {
  return cardKey(review.question, review.part);
}

/**
 * Return the state that follows from the reviews of one card, in any order.  If they are not all, the
 * card is taken to be before them as the first one found it.
 */
export function stateOf(reviews, areAll = true) {
  if (!reviews.length) return NEW;
  const sorted = [...reviews].sort(byTime);
  const { course, question, part, before } = sorted[0];
  const counted = sorted.filter((review) => review.undone === null);
  return replayed(`${course}/${question}/${part}`, counted, areAll ? NEW : before);
}

const OUR_ID = /^[0-9a-f]{32}$/;

/** Compare reviews by time, then as a database of studykit orders ids: ours come last. */
export function byTime(a, b) {
  if (a.at !== b.at) return a.at - b.at;
  const ours = OUR_ID.test(a.id) - OUR_ID.test(b.id);
  return ours || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/**
 * Merge reviews into those that are known; neither is changed.  Returns the records to write, and the
 * numbers of those that are new, undone by the merge, and known before.  `lines` are the places of the
 * reviews, for NotReviews.
 * @param {Map<string, Review>} known @param {Review[]} reviews @param {number[]} lines
 */
export function merged(known, reviews, lines) {
  const result = { write: new Map(), added: 0, undone: 0, known: 0 };
  reviews.forEach((review, n) => {
    const ours = result.write.get(review.id) ?? known.get(review.id);
    if (ours === undefined) {
      result.write.set(review.id, review);
      result.added++;
      return;
    }
    if (!isSame(ours, review)) throw new NotReviews("other-review", lines[n], "id");
    if (review.undone !== null && (ours.undone === null || review.undone < ours.undone)) {
      result.write.set(review.id, { ...ours, undone: review.undone });
    }
    if (review.undone !== null && ours.undone === null) result.undone++;
    else result.known++;
  });
  return result;
}

function isSame(a, b) {
  const names = ["course", "question", "part", "at", "grade", "retention", "fuzz"];
  return names.every((name) => a[name] === b[name]);
}

// Lines

/** Return reviews as JSON Lines in order of time, each as `studykit progress export` writes it. */
export function toLines(reviews) {
  return [...reviews].sort(byTime).map((review) => `${reviewLine(review)}\n`).join("");
}

function reviewLine(review) {
  const { id, course, question, part, at, grade, took, retention, fuzz, before, after, undone } = review;
  const fields = { id, course, question, part, at, grade, took, retention, fuzz, before, after, undone };
  return jsonText(fields);
}

const REAL_NUMBERS = ["stability", "difficulty", "retention"];

function jsonText(data) {
  const pairs = Object.entries(data).map(([name, value]) => {
    let text = JSON.stringify(value);
    if (value !== null && typeof value === "object") text = jsonText(orderedState(value));
    if (REAL_NUMBERS.includes(name) && Number.isInteger(value)) text += ".0";
    return `"${name}": ${text}`;
  });
  return `{${pairs.join(", ")}}`;
}

function orderedState(state) {
  return Object.fromEntries(Object.keys(NEW).map((name) => [name, state[name]]));
}

/**
 * Read an export; throw NotReviews if any line is not a review.  Keys of later versions are ignored, and
 * the lines of other courses are only counted.
 * @returns {{reviews: Review[], lines: number[], other: number}}
 */
export function fromLines(text, course) {
  const found = { reviews: [], lines: [], other: 0 };
  text.replace(/^\ufeff/, "").split("\n").forEach((line, n) => {
    if (!line.trim()) return;
    const review = fromLine(line, n + 1);
    if (review.course !== course) {
      found.other++;
      return;
    }
    found.reviews.push(review);
    found.lines.push(n + 1);
  });
  return found;
}

function fromLine(line, number) {
  let data;
  try {
    data = JSON.parse(line);
  } catch {
    throw new NotReviews("not-json", number);
  }
  if (!isObject(data)) throw new NotReviews("not-object", number);
  const review = {};
  for (const [name, isRight] of Object.entries(FIELDS)) {
    if (!Object.hasOwn(data, name)) throw new NotReviews("missing", number, name);
    if (!isRight(data[name])) {
      throw new NotReviews(isRight === isState ? "state" : "value", number, name);
    }
    review[name] = isRight === isState ? { ...NEW, ...data[name] } : data[name];
  }
  return review;
}

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isCount = (value) => Number.isSafeInteger(value) && value >= 0 && value < 2 ** 47;
const isCountOrNull = (value) => value === null || isCount(value);
const isText = (value) => typeof value === "string" && !/\p{Cs}/u.test(value);

const FIELDS = {
  id: isText,
  course: isText,
  question: isText,
  part: isCount,
  at: isCount,
  grade: (value) => [1, 2, 3, 4].includes(value),
  took: isCountOrNull,
  retention: (value) => typeof value === "number" && value >= 0.01 && value < 1,
  fuzz: (value) => typeof value === "boolean",
  before: isState,
  after: isState,
  undone: isCountOrNull,
};

function isState(value) {
  if (!isObject(value) || !Object.keys(value).every((name) => Object.hasOwn(NEW, name))) return false;
  if (!["phase", "due", "last"].every((name) => Object.hasOwn(value, name))) return false;
  const state = { ...NEW, ...value };
  return (
    ["new", "learning", "review", "relearning"].includes(state.phase) &&
    [state.reviews, state.lapses, state.step ?? 0].every((n) => Number.isInteger(n) && n >= 0 && n < 2 ** 31) &&
    [state.stability, state.difficulty].every((n) => n === null || (typeof n === "number" && n > 0 && n < 1e9)) &&
    [state.due, state.last].every((n) => n === null || (typeof n === "number" && Math.abs(n) < 2 ** 47))
  );
}

/** Whether a card may be graded: it is as it was shown. */
export function isOvertaken(shown, state) {
  return shown !== null && shown !== undefined && !sameState(shown, state);
}
