// The plan of a study: which cards to ask on a day, and in which order.

import { NEW, isLearning } from "./fsrs.js";

/** How long before it is due a card in learning is asked if nothing else is left. */
export const LEARN_AHEAD_MS = 20 * 60_000;

/**
 * The most new cards and reviews a day, and the most `cards` in the session.  With `more`, the session
 * introduces that many new cards, whatever was introduced today.
 * @typedef {{new: number, reviews: number, more: ?number, cards: ?number}} Limits
 */
export const DEFAULT_LIMITS = Object.freeze({ new: 20, reviews: 200, more: null, cards: null });

/**
 * Return the reviews and new cards of a day in order, and its cards in learning by due time.  With
 * `chance`, new cards are in random order.
 * @param {Card[]} cards @param {Map<string, State>} states @param {{start: number, end: number}} day
 * @param {Review[]} today @param {Limits} limits @param {?Chance} chance
 * @returns {{plan: Card[], learning: {due: number, card: Card}[]}}
 */
export function planned(cards, states, day, today, limits, chance) {
  const found = byPhase(cards, states, day);
  if (chance) chance.shuffle(found.fresh);
  const learning = limits.cards === null ? found.learning : found.learning.slice(0, limits.cards);
  const taken = new Set(today.map((review) => review.question));
  for (const { card } of learning) taken.add(card.oldest);
  const reviewedToday = today.filter((review) => review.before.phase === "review").length;
  const reviews = firstOfEach(found.due, taken).slice(0, Math.max(0, limits.reviews - reviewedToday));
  for (const card of reviews) taken.add(card.oldest);
  const newToday = today.filter((review) => review.before.phase === "new").length;
  const mostNew = limits.more ?? Math.max(0, limits.new - newToday);
  let plan = mixed(reviews, firstOfEach(found.fresh, taken).slice(0, mostNew));
  if (limits.cards !== null) plan = plan.slice(0, limits.cards - learning.length);
  return { plan, learning };
}

/** Return the new cards, and by due time the reviews and the cards in learning of a day. */
function byPhase(cards, states, day) {
  const fresh = [];
  const due = [];
  const learning = [];
  for (const card of cards) {
    const state = states.get(card.key) ?? NEW;
    if (state.phase === "new") fresh.push(card);
    else if (state.due === null || state.due >= day.end) continue;
    else if (isLearning(state)) learning.push({ due: state.due, card });
    else if (state.last === null || state.last < day.start || state.last >= day.end) {
      due.push({ due: state.due, card });
    }
  }
  due.sort(byDue);
  learning.sort(byDue);
  return { fresh, due: due.map(({ card }) => card), learning };
}

export function byDue(a, b) {
  return a.due - b.due;
}

/** Return the first card of each question, except the questions that are taken. */
function firstOfEach(cards, taken) {
  const seen = new Set(taken);
  return cards.filter((card) => !seen.has(card.oldest) && seen.add(card.oldest));
}

/** Spread new cards evenly among reviews. */
function mixed(reviews, fresh) {
  const all = [...reviews];
  const every = (reviews.length + 1) / (fresh.length + 1);
  fresh.forEach((card, n) => all.splice(n + Math.floor((n + 1) * every), 0, card));
  return all;
}
