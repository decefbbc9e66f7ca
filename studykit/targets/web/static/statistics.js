// Statistics of a learner's progress: what is remembered, what was done, what is due.

import { AGAIN, DAY_MS, NEW, daysPerStability, isLearning, isLeech } from "./fsrs.js";
import { dayOf, nearDay } from "./day.js";

const DAYS_SHOWN = 14; // back, and ahead
const DAYS_LATELY = 30; // of the recent retention
const MATURE_DAYS = 21; // the stability of a mature card, as in Anki
const LIKELY = 0.8; // the probability of recall at which a mature card counts as mastered

/**
 * Return the statistics of a course's cards; cards without grades, like discussions, are left out.
 * `reviews` are all that count, in any order.  `past` ends with today; `coming` begins with today,
 * including cards that are overdue.  A card that cites several sections counts for each; the weakest are first.
 * @param {Card[]} cards @param {Map<string, State>} states @param {Review[]} reviews @param {number} now
 */
export function statistics(cards, states, reviews, now, desired = 0.9, endsAt = 4) {
  const graded = cards.filter((card) => card.graded);
  const counted = reviews.filter((review) => review.undone === null);
  const lately = daysFrom(now, endsAt, DAYS_LATELY, -1).reverse();
  const byDay = lately.map(() => []);
  for (const review of counted) {
    const day = lately.findLastIndex(({ start }) => review.at >= start);
    if (day >= 0) byDay[day].push(review); // those that a wrong clock dated in the future count for today
  }
  const coming = daysFrom(now, endsAt, DAYS_SHOWN, 1);
  const due = coming.map(() => 0);
  const stages = { new: 0, learning: 0, young: 0, mature: 0 };
  const all = mastery();
  const sections = new Map();
  for (const card of graded) {
    const state = states.get(card.key) ?? NEW;
    stages[stageOf(state)]++;
    for (const group of [all, ...sectionsOf(card, sections)]) countCard(group, state, now);
    if (state.due === null) continue;
    const day = coming.findIndex(({ end }) => state.due < end);
    if (day >= 0) due[day]++;
  }
  const lapses = (card) => states.get(card.key).lapses;
  const leeches = graded.filter((card) => isLeech(states.get(card.key) ?? NEW));
  return {
    desired,
    lately: retention(byDay.flat()),
    ever: retention(counted),
    past: lately.slice(-DAYS_SHOWN).map((day, n) => onDay(day, byDay.slice(-DAYS_SHOWN)[n].length)),
    coming: coming.map((day, n) => onDay(day, due[n])),
    stages,
    all,
    sections: [...sections.values()].sort(byMastery),
    leeches: leeches.sort((a, b) => lapses(b) - lapses(a)),
    graded: counted.length,
    streak: daysInARow(counted, now, endsAt),
  };
}

function daysFrom(now, endsAt, count, step) {
  const days = [dayOf(now, endsAt)];
  while (days.length < count) days.push(nearDay(days.at(-1), step, endsAt));
  return days;
}

/** The days in a row with a review, up to today or yesterday. */
function daysInARow(reviews, now, endsAt) {
  const times = reviews.map((review) => review.at).sort((a, b) => b - a);
  let day = dayOf(now, endsAt);
  let at = 0;
  let streak = 0;
  for (let isToday = true; ; isToday = false, day = nearDay(day, -1, endsAt)) {
    const before = at;
    while (at < times.length && times[at] >= day.start) at++;
    if (at > before) streak++;
    else if (!isToday) return streak;
  }
}

function retention(reviews) {
  const past = reviews.filter((review) => review.before.phase === "review");
  const remembered = past.filter((review) => review.grade !== AGAIN).length;
  return {
    reviews: past.length,
    remembered,
    share: past.length ? remembered / past.length : null,
  };
}

/** The date of a day is that of its middle, whatever hour it ends at. */
function onDay(day, cards) {
  const middle = new Date((day.start + day.end) / 2);
  const two = (n) => String(n).padStart(2, "0");
  const date = `${middle.getFullYear()}-${two(middle.getMonth() + 1)}-${two(middle.getDate())}`;
  return { date, cards };
}

function stageOf(state) {
  if (state.phase === "new") return "new";
  if (isLearning(state)) return "learning";
  return isMature(state) ? "mature" : "young";
}

function isMature(state) {
  return state.phase === "review" && (state.stability ?? 0) >= MATURE_DAYS;
}

function mastery() {
  return { cards: 0, started: 0, mastered: 0 };
}

/** The figures of the sections that a card cites. */
function sectionsOf(card, sections) {
  const found = new Set();
  for (const { s: source, sec: section } of card.question.evidence ?? []) {
    if (!section) continue;
    const name = `${source}/${section}`;
    if (!sections.has(name)) sections.set(name, { source, section, ...mastery() });
    found.add(sections.get(name));
  }
  return found;
}

function countCard(group, state, now) {
  group.cards++;
  if (state.phase !== "new") group.started++;
  if (isMature(state) && state.last !== null) {
    const days = Math.max(0, Math.floor((now - state.last) / DAY_MS)); // whole days, as in FSRS
    if (days <= state.stability * daysPerStability(LIKELY)) group.mastered++;
  }
}

/** Compare sections: that of which the least is mastered is first, then that of which the least was started. */
function byMastery(a, b) {
  return a.mastered / a.cards - b.mastered / b.cards || a.started / a.cards - b.started / b.cards;
}
