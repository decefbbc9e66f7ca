// A learner's progress in this browser: reviews in IndexedDB, one record each, and what follows from them.
//
// A grade is one transaction.  It is on disk when `add` returns, so that no crash, full disk or second tab
// takes it away.  What cannot be written is kept in memory, said, and written with the next grade.

import { openCopy } from "./copy.js";
import { NEW } from "./fsrs.js";
import {
  answered,
  cardRange,
  completed,
  isStorageError,
  openedDatabase,
  problemCode,
  putState,
} from "./database.js";
import {
  byTime,
  fromLines,
  isOvertaken,
  merged,
  newReview,
  reviewKey,
  stateOf,
  toLines,
} from "./reviews.js";

/** A card was graded elsewhere after it was shown and before it was graded here; that grade counts. */
export class Overtaken extends Error {
  constructor(key) {
    super("overtaken");
    Object.assign(this, { code: "overtaken", key });
  }
}

const LONGEST_BURIED_MS = 3 * 86_400_000; // a later time is of a clock that was ahead
const REMEMBERED_MS = 3 * 86_400_000;

/**
 * Open the progress of a course.  Where the browser keeps nothing, the store works in memory and
 * `problem` says so.
 * @param {string} course @param {{now?: number, channel?: boolean, onproblem?: Function}} options
 */
export async function openStore(course, options = {}) {
  const store = new Store(course, options.now ?? Date.now());
  if (options.onproblem) store.onproblem = options.onproblem;
  await store.open(options.channel ?? true);
  return store;
}

/** A store that is empty and forgets: for a session whose answers are not kept. */
export function memoryStore(course, now = Date.now()) {
  return new Store(course, now);
}

export class Store {
  #db = null;
  #channel = null;
  #states = new Map();
  #reviews = new Map(); // those of the last days, and all of a store in memory
  #buried = new Map();
  #settings = new Map();
  #pending = new Map(); // reviews that could not be written, by id
  #late = []; // all changes that could not be written
  #turn = Promise.resolve();
  #total = 0;
  #isFull = false; // whether there was no room for a database
  #copy = null; // a promise of the second copy; null for a store in memory
  #isLost = false; // whether there is a database that can no longer be read
  #rememberFrom;

  /** @param {string} course */
  constructor(course, now) {
    this.course = course;
    this.problem = null;
    this.onproblem = () => {};
    this.onchange = () => {};
    this.#rememberFrom = now - REMEMBERED_MS;
  }

  /** Whether grades are written to the disk. */
  get kept() {
    return this.#db !== null && this.#late.length === 0;
  }

  async open(withChannel) {
    if (withChannel && typeof BroadcastChannel === "function") {
      try {
        this.#channel = new BroadcastChannel(`studykit:${this.course}`);
        this.#channel.onmessage = ({ data }) => this.#heard(data.keys);
      } catch {
        // a page without storage may not have one
      }
    }
    this.#copy = openCopy(this.course);
    await this.#connect();
    if (this.#db && this.#total === 0) await this.#restore();
  }

  /** Take in the copy, if the browser has deleted the database. */
  async #restore() {
    try {
      const lines = await (await this.#copy).lines();
      if (lines) await this.importText(lines);
    } catch {
      // there is no copy, or it is damaged, too
    }
  }

  async #connect() {
    try {
      this.#db = await openedDatabase(`studykit:${this.course}`, (code) => this.#say(code));
      this.#db.onversionchange = () => this.#lose("closed");
      this.#db.onclose = () => this.#lose("closed");
      await this.refresh();
      this.#isFull = false;
      if (this.problem?.code === "waiting") this.#solved();
    } catch (error) {
      this.#db?.close();
      this.#db = null;
      this.#isFull = error?.name === "QuotaExceededError";
      const code = error?.name === "VersionError" ? "newer" : "blocked";
      this.#say(this.#isFull ? "full" : code, error);
    }
  }

  close() {
    this.#channel?.close();
    this.#db?.close();
    this.#channel = this.#db = null;
  }

  /** Read everything again, as when a phone shows the page after days. */
  async refresh() {
    if (!this.#db) return;
    const transaction = this.#db.transaction(["card", "review", "buried", "setting"]);
    const recent = transaction.objectStore("review").index("at");
    const [cards, reviews, buried, settings, total] = await Promise.all([
      answered(transaction.objectStore("card").getAll()),
      answered(recent.getAll(IDBKeyRange.lowerBound(this.#rememberFrom))),
      answered(transaction.objectStore("buried").getAll()),
      answered(transaction.objectStore("setting").getAll()),
      answered(transaction.objectStore("review").count()),
    ]);
    this.#states = new Map(cards.map((record) => [record.key, record.state]));
    this.#reviews = new Map(reviews.map((review) => [review.id, review]));
    this.#buried = new Map(buried.map((record) => [record.key, record.until]));
    for (const { name, value } of settings) this.#settings.set(name, value);
    this.#total = total;
    this.#late.forEach((plan) => this.#apply(plan));
  }

  // Reading

  /** @returns {State} */
  state(key) {
    return this.#states.get(key) ?? NEW;
  }

  /** Return the state of each reviewed card, by key. */
  states() {
    return new Map(this.#states);
  }

  /** Return the keys of the cards that are buried until later than now. */
  buried(now) {
    const entries = [...this.#buried].filter(
      ([, until]) => until > now && until < now + LONGEST_BURIED_MS,
    );
    return new Set(entries.map(([key]) => key));
  }

  /** Return the reviews from a time on, of the last days, in order. @returns {Review[]} */
  since(at) {
    return [...this.#reviews.values()]
      .filter((review) => review.undone === null && review.at >= at)
      .sort(byTime);
  }

  /** Return all reviews, also undone ones. @returns {Promise<Review[]>} */
  async reviews() {
    const all = new Map(this.#db ? [] : this.#reviews);
    if (this.#db) {
      for (const review of await answered(this.#records("review").getAll())) all.set(review.id, review);
    }
    for (const [id, review] of this.#pending) all.set(id, review);
    return [...all.values()].sort(byTime);
  }

  // Writing

  /**
   * Grade a card; the review is on disk when this is done, or `problem` says why not.  Throws Overtaken,
   * and adds nothing, if the card is no longer in the state in which it was `shown`.
   * @returns {Promise<Review>}
   */
  async add(card, grade, at, elapsedMs, scheduling, shown = null) {
    let review;
    await this.#write([card.key], async (records) => {
      const before = await this.#current(card.key, records);
      if (isOvertaken(shown, before)) {
        this.#remember(card.key, before);
        throw new Overtaken(card.key);
      }
      review = newReview(card, before, grade, at, elapsedMs, scheduling);
      return { reviews: [review], states: [[card.key, review.after]] };
    });
    return review;
  }

  /** Undo a review; return the state of its card without it. */
  async undo(review, at) {
    const key = reviewKey(review);
    await this.#write([key], async (records) => {
      const all = await this.#ofCard(key, records);
      const known = all.find((other) => other.id === review.id) ?? review;
      const undone = { ...known, undone: known.undone ?? at };
      const others = all.filter((other) => other.id !== review.id);
      return { reviews: [undone], states: [[key, stateOf([...others, undone], !this.#isLost)]] };
    });
    return this.state(key);
  }

  /** Do not ask some cards before a time. */
  async bury(keys, until) {
    await this.#write(keys, async () => ({ buried: keys.map((key) => [key, until]) }));
  }

  async unbury(keys) {
    await this.#write(keys, async () => ({ buried: keys.map((key) => [key, null]) }));
  }

  // Files

  /** Return all reviews as JSON Lines. @returns {Promise<{text: string, reviews: number}>} */
  async exportText() {
    const reviews = await this.reviews();
    return { text: toLines(reviews), reviews: reviews.length };
  }

  /**
   * Take in the reviews of an export; the order of several does not matter.  Throws NotReviews, and takes
   * in nothing, if a line is not a review.
   */
  async importText(text) {
    const { reviews, lines, other } = fromLines(text, this.course);
    let result;
    await this.#write(null, async (records) => {
      const stored = records ? await answered(records.review.getAll()) : [...this.#reviews.values()];
      const known = new Map([...stored.map((review) => [review.id, review]), ...this.#pending]);
      result = merged(known, reviews, lines);
      for (const [id, review] of result.write) known.set(id, review);
      const changed = new Set([...result.write.values()].map(reviewKey));
      const ofCards = new Map([...changed].map((key) => [key, []]));
      for (const review of known.values()) ofCards.get(reviewKey(review))?.push(review);
      const states = [...ofCards].map(([key, all]) => [key, stateOf(all)]);
      return { reviews: [...result.write.values()], states };
    });
    const { added, undone, known } = result;
    const saved = this.getSetting("saved");
    if (saved) await this.putSetting("saved", { ...saved, reviews: saved.reviews + added });
    return { added, undone, known, other };
  }

  /** The number of reviews since the learner saved them to a file. */
  get unsaved() {
    return Math.max(0, this.#total - (this.getSetting("saved")?.reviews ?? 0));
  }

  /** When the learner last saved to a file, or null. */
  get lastSaved() {
    return this.getSetting("saved")?.at ?? null;
  }

  /** Remember that a file with this number of reviews was saved. */
  async markSaved(reviews, at) {
    await this.putSetting("saved", { at, reviews });
  }

  // Settings

  getSetting(name) {
    return this.#settings.get(name);
  }

  /** Keep a setting; it is kept in memory if it cannot be written. */
  async putSetting(name, value) {
    this.#settings.set(name, value);
    await this.#write([], async () => ({ settings: [{ name, value }] }));
  }

  /** Ask the browser not to delete the data; null if it cannot be asked.  Firefox asks the learner. */
  async persist() {
    return (await globalThis.navigator?.storage?.persist?.()) ?? null;
  }

  // One transaction

  /**
   * Do one change: `change` reads records, checks, and returns what to write.  If writing fails, the
   * change counts in memory.  `keys` are the cards that change; null for many.
   */
  #write(keys, change) {
    // one after the other: what one could not write is written by the next
    const done = this.#turn.then(() => this.#writeNow(keys, change));
    this.#turn = done.catch(() => {});
    return done;
  }

  async #writeNow(keys, change) {
    let plan = null;
    if (this.#isFull) await this.#connect();
    if (this.#db) {
      try {
        plan = await this.#writtenSoon(change, (found) => (plan = found));
        await this.#settled();
      } catch (error) {
        if (!isStorageError(error)) throw error;
        // a change that was decided on counts; else decide on it by what is in memory
        plan ??= await change(null);
        this.#keepPending(plan);
        this.#say(problemCode(error), error);
      }
    } else {
      plan = await change(null);
      if (this.#isFull) this.#keepPending(plan);
    }
    this.#apply(plan);
    if (plan.reviews?.length) this.#keepCopy(plan.reviews);
    const changed = keys ?? (plan.states ?? []).map(([key]) => key);
    if (!changed.length) return;
    this.#channel?.postMessage({ keys: changed });
    this.onchange({ keys: changed, from: "here" });
  }

  /** Copy some reviews; nothing waits for it. */
  async #keepCopy(reviews) {
    try {
      (await this.#copy)?.keep(reviews);
    } catch {
      // there is no room, or no such storage
    }
  }

  /** Firefox refuses the first transaction after one for which there was no room. */
  async #writtenSoon(change, decided) {
    try {
      return await this.#written(change, decided);
    } catch (error) {
      if (error.name !== "InvalidStateError") throw error;
      return this.#written(change, decided);
    }
  }

  async #written(change, decided) {
    const names = ["review", "card", "buried", "setting"];
    const transaction = this.#db.transaction(names, "readwrite", { durability: "strict" });
    const done = completed(transaction);
    const records = Object.fromEntries(names.map((name) => [name, transaction.objectStore(name)]));
    let plan;
    try {
      plan = await change(records);
      decided(plan);
      await this.#putPending(records, plan);
      for (const review of plan.reviews ?? []) records.review.put(review);
      for (const [key, state] of plan.states ?? []) putState(records, key, state);
      for (const { buried = [], settings = [] } of [...this.#late, plan]) {
        for (const setting of settings) records.setting.put(setting);
        for (const [key, until] of buried) {
          if (until === null) records.buried.delete(key);
          else records.buried.put({ key, until });
        }
      }
    } catch (error) {
      done.catch(() => {}); // said by this error
      try {
        transaction.abort();
      } catch {
        // it has ended by itself
      }
      throw error;
    }
    await done;
    return plan;
  }

  /** Write what an earlier transaction could not, and the states of its cards. */
  async #putPending(records, plan) {
    const now = new Set((plan.states ?? []).map(([key]) => key));
    for (const key of new Set([...this.#pending.values()].map(reviewKey))) {
      const all = await this.#ofCard(key, records);
      if (!now.has(key)) putState(records, key, stateOf(all));
    }
    for (const review of this.#pending.values()) records.review.put(review);
  }

  #keepPending(plan) {
    for (const review of plan.reviews ?? []) this.#pending.set(review.id, review);
    this.#late.push(plan);
  }

  async #settled() {
    if (!this.#late.length && !this.problem) return;
    this.#pending.clear();
    this.#late = [];
    await this.refresh();
    this.#solved();
  }

  #solved() {
    this.problem = null;
    this.onproblem(null);
  }

  /** Return the present state of a card; `records` is null without a database. */
  async #current(key, records) {
    if (!records) return this.state(key);
    if ([...this.#pending.values()].some((review) => reviewKey(review) === key)) {
      return stateOf(await this.#ofCard(key, records));
    }
    return (await answered(records.card.get(key)))?.state ?? NEW;
  }

  /** Return all reviews of a card. */
  async #ofCard(key, records) {
    const stored = records
      ? await answered(records.review.index("card").getAll(cardRange(key)))
      : [...this.#reviews.values()];
    const all = new Map(stored.map((review) => [review.id, review]));
    for (const [id, review] of this.#pending) all.set(id, review);
    return [...all.values()].filter((review) => reviewKey(review) === key);
  }

  /** Do in memory what a change does. */
  #apply({ reviews = [], states = [], buried = [], settings = [] }) {
    for (const { name, value } of settings) this.#settings.set(name, value);
    for (const review of reviews) {
      if (!this.#reviews.has(review.id)) this.#total++;
      this.#reviews.set(review.id, review);
    }
    for (const [key, state] of states) this.#remember(key, state);
    for (const [key, until] of buried) {
      if (until === null) this.#buried.delete(key);
      else this.#buried.set(key, until);
    }
  }

  #remember(key, state) {
    if (state.phase === "new") this.#states.delete(key);
    else this.#states.set(key, state);
  }

  /** Another tab has changed some cards. */
  async #heard(keys) {
    try {
      await this.refresh();
    } catch (error) {
      this.#lose("failed", error);
    }
    this.onchange({ keys, from: "elsewhere" });
  }

  #records(name) {
    return this.#db.transaction(name).objectStore(name);
  }

  /** Go on in memory. */
  #lose(code, error) {
    const db = this.#db;
    this.#db = null;
    this.#isLost = true;
    db?.close();
    this.#say(code, error);
  }

  #say(code, error) {
    this.problem = { code, name: error?.name ?? "" };
    this.onproblem(this.problem);
  }
}
