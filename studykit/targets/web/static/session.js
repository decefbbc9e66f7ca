// A session: which card is asked next, and what a grade changes; as `studykit.quiz.session`.
//
// Times are arguments.  The same cards, states and seed make the same session.

import { AGAIN, NEW, isLearning, sameState } from "./fsrs.js";
import { Chance } from "./chance.js";
import { dayOf } from "./day.js";
import { DEFAULT_SETTINGS } from "./cards.js";
import { Overtaken, memoryStore } from "./store.js";
import { layoutOf } from "./mark.js";
import { DEFAULT_LIMITS, LEARN_AHEAD_MS, byDue, planned } from "./plan.js";
import { summarize } from "./results.js";

/** A session does one thing at a time: a second grade while the first is being written is a mistake. */
export class Busy extends Error {
  constructor() {
    super("busy");
    this.code = "busy";
  }
}

/**
 * A quiz over some cards, until nothing more is due.
 *
 * A "study" begins with the cards in learning that are due, then asks today's reviews in order of due time
 * with new cards evenly among them, and at the end the cards in learning that are due in a few minutes.  It
 * asks only one card of each question a day, except those in learning.  "all" asks every card once, in
 * order; "cram" asks every card, wrong ones again until they are right, and keeps nothing.
 */
export class Session {
  #steps = [];
  #queues = []; // the queue before each step
  #current = null;
  #busy = false;

  constructor(cards, now, options = {}) {
    this.mode = options.mode ?? "study";
    this.seed = options.seed ?? 0;
    this.day = options.day ?? dayOf(now);
    this.scheduling = options.scheduling ?? { retention: DEFAULT_SETTINGS.retention, fuzz: true };
    this.cards = cards;
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const isKept = options.store && this.mode !== "cram";
    this.store = isKept ? options.store : memoryStore(cards[0]?.course ?? "", now);
    const known = this.store.states();
    this.states = new Map();
    for (const { key } of cards) if (known.has(key)) this.states.set(key, known.get(key));
    const chance = new Chance(`${this.seed}/order`);
    // immutable, so that undo can return to an earlier one
    this.queue = { at: 0, learning: [], again: [], gone: new Set() };
    if (this.mode === "study") {
      const found = this.#planned(now, limits, options.mixed ? chance : null);
      this.plan = found.plan;
      this.queue = { ...this.queue, learning: found.learning };
    } else {
      this.plan = [...cards];
      if (this.mode === "cram") chance.shuffle(this.plan);
      if (limits.cards !== null) this.plan = this.plan.slice(0, limits.cards);
    }
  }

  // What comes next

  /**
   * Return the card to ask now, the same until it is done; null if nothing is left.  A card that was
   * graded elsewhere in the meantime is not asked.
   */
  ask(now) {
    while (this.#current === null) {
      const card = this.#next(now);
      if (card === null) return null;
      const state = this.store.state(card.key);
      if (sameState(state, this.#state(card))) {
        this.#current = card;
      } else {
        this.states.set(card.key, state);
        this.queue = this.#without(card);
      }
    }
    return this.#current;
  }

  get current() {
    return this.#current;
  }

  /** The order in which the current question is shown, another one each time it is asked. */
  get layout() {
    const card = this.#required();
    const times = this.#steps.filter((step) => step.card.key === card.key).length;
    return layoutOf(card.question, `${this.seed}/${times}`);
  }

  /** The state of the current card. */
  get state() {
    return this.#state(this.#required());
  }

  /** Numbers of cards that are left, including the current one, and of questions done. */
  get counts() {
    const { queue } = this;
    const left = this.#left(this.plan.slice(queue.at));
    const fresh = left.filter((card) => this.#state(card).phase === "new").length;
    const waiting = this.#left([...queue.learning.map(({ card }) => card), ...queue.again]);
    const count = {
      new: fresh,
      learning: new Set(waiting.map((card) => card.key)).size,
      review: left.length - fresh,
      done: this.#steps.length,
    };
    count.left = count.new + count.learning + count.review;
    count.total = count.left + count.done;
    return count;
  }

  // What a learner does

  /**
   * Grade the current card and return its new state; the grade is kept when this is done.  Throws
   * Overtaken if the card was graded elsewhere after it was shown; that grade counts.
   */
  async grade(grade, at, elapsedMs = null, outcome = null) {
    return this.#alone(async () => {
      const card = this.#required();
      const shown = this.#state(card);
      const done = grade === AGAIN ? "wrong" : "right";
      let queue = this.#without(card);
      const step = { card, done, grade, elapsedMs, before: shown, after: shown, outcome };
      if (this.mode === "cram") {
        if (done === "wrong") queue = { ...queue, again: [...queue.again, card] };
        this.#finish(step, queue);
        return shown;
      }
      let review;
      try {
        review = await this.store.add(card, grade, at, elapsedMs, this.scheduling, shown);
      } catch (error) {
        if (error instanceof Overtaken) {
          this.states.set(card.key, this.store.state(card.key));
          this.queue = queue;
          this.#current = null;
        }
        throw error;
      }
      const { before, after } = review;
      this.states.set(card.key, after);
      if (this.mode === "study" && isLearning(after) && after.due !== null) {
        const learning = [...queue.learning, { due: after.due, card }].sort(byDue);
        queue = { ...queue, learning };
      }
      this.#finish({ ...step, before, after, review }, queue);
      return after;
    });
  }

  /** Count the current card, a discussion without a grade, as discussed. */
  discuss() {
    const card = this.#required();
    if (card.graded) throw new TypeError(`${card.id} must be graded`);
    this.#leave("discussed", [card.key]);
  }

  /** Do not answer the current question; it is not asked again in this session. */
  skip() {
    this.#leave("skipped", [this.#required().key]);
  }

  /** Do not ask the current question and its siblings again before the next day. */
  async bury(now) {
    return this.#alone(async () => {
      const card = this.#required();
      const siblings = this.cards.filter((other) => other.oldest === card.oldest);
      const keys = siblings.map((other) => other.key);
      const buried = this.store.buried(now);
      const newly = keys.filter((key) => !buried.has(key));
      await this.store.bury(newly, this.day.end);
      this.#leave("buried", keys, newly);
    });
  }

  /** Undo the last step, so that its card is asked again; return null if there is none. */
  async undo(at) {
    return this.#alone(async () => {
      const step = this.#steps.at(-1);
      if (!step) return null;
      if (step.review) this.states.set(step.card.key, await this.store.undo(step.review, at));
      if (step.buried.length) await this.store.unbury(step.buried);
      this.#steps.pop();
      this.queue = this.#queues.pop();
      this.#current = step.card;
      return step;
    });
  }

  /** All steps so far, in order. @returns {Step[]} */
  get steps() {
    return [...this.#steps];
  }

  /** Return the results so far, and which cards are due next. */
  summary(now) {
    return summarize(this.#steps, this.cards, this.states, this.day, now);
  }

  // The plan and the queue

  #planned(now, limits, chance) {
    // reviews of a clock that was ahead do not count every day
    const today = this.store.since(this.day.start).filter((review) => review.at < this.day.end);
    const buried = this.store.buried(now);
    const graded = this.cards.filter((card) => card.graded && !buried.has(card.key));
    return planned(graded, this.states, this.day, today, limits, chance);
  }

  #next(now) {
    const { at, learning, again, gone } = this.queue;
    const first = learning.find(({ card }) => !gone.has(card.key));
    if (first && first.due <= now) return first.card;
    const inPlan = this.plan.slice(at).find((card) => !gone.has(card.key));
    if (inPlan) return inPlan;
    if (first && first.due <= now + LEARN_AHEAD_MS) return first.card;
    return again.find((card) => !gone.has(card.key)) ?? null;
  }

  /** Return the queue after a card's turn. */
  #without(card) {
    const { queue, plan } = this;
    let { at } = queue;
    while (at < plan.length && queue.gone.has(plan[at].key)) at++;
    if (plan[at]?.key === card.key) return { ...queue, at: at + 1 };
    const isOther = (other) => other.key !== card.key;
    if (queue.learning.some((entry) => entry.card.key === card.key)) {
      return { ...queue, learning: queue.learning.filter((entry) => isOther(entry.card)) };
    }
    return { ...queue, again: queue.again.filter(isOther) };
  }

  #left(cards) {
    return cards.filter((card) => !this.queue.gone.has(card.key));
  }

  /** Finish the current question without a grade. */
  #leave(done, keys, buried = []) {
    const card = this.#required();
    const state = this.#state(card);
    const gone = new Set([...this.queue.gone, ...keys]);
    const step = { card, done, grade: null, elapsedMs: null, before: state, after: state, buried };
    this.#finish(step, { ...this.queue, gone });
  }

  #finish(step, queue) {
    this.#steps.push({ review: null, outcome: null, buried: [], ...step });
    this.#queues.push(this.queue);
    this.queue = queue;
    this.#current = null;
  }

  async #alone(act) {
    if (this.#busy) throw new Busy();
    this.#busy = true;
    try {
      return await act();
    } finally {
      this.#busy = false;
    }
  }

  #required() {
    if (this.#current === null) throw new TypeError("no question is being asked");
    return this.#current;
  }

  #state(card) {
    return this.states.get(card.key) ?? NEW;
  }
}

/** Return the numbers of cards that a study would ask now. */
export function plannedCounts(cards, store, day, now, limits) {
  const { counts } = new Session(cards, now, { store, day, limits });
  return counts;
}
