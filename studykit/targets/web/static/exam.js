// An exam: a fixed number of questions, marked at the end, without scheduling; as `studykit.quiz.exam`.

import { Chance } from "./chance.js";
import { layoutOf, mark } from "./mark.js";
import { grouped } from "./results.js";

/**
 * Questions drawn by a seed; the same cards and seed make the same exam.  Only questions that can be marked
 * are asked: none to recall or to discuss.  Blanks are typed, and of a text with blanks one number is asked.
 * `giveaways` are pairs of ids of questions that are not asked together.
 */
export class Exam {
  #given = [];

  constructor(cards, count, seed, marking, giveaways = []) {
    this.seed = seed;
    this.marking = marking;
    const chance = new Chance(`${seed}/exam`);
    const byQuestion = new Map();
    for (const card of cards) {
      if (card.question.kind !== "recall" && card.question.kind !== "discuss") {
        grouped(byQuestion, card.oldest).push(card);
      }
    }
    this.possible = byQuestion.size;
    this.cards = [];
    for (const question of chance.sampled([...byQuestion.keys()].sort())) {
      const card = chance.choice(byQuestion.get(question));
      if (this.cards.length < count && !this.#isGivenAway(card, giveaways)) this.cards.push(card);
    }
  }

  get total() {
    return this.cards.length;
  }

  /** The number of the current question, from 1. */
  get number() {
    return this.#given.length + 1;
  }

  /** The question to ask now, or null at the end. */
  get current() {
    return this.cards[this.#given.length] ?? null;
  }

  layout(card) {
    return layoutOf(card.question, this.seed);
  }

  /** Answer the current question, or skip it with null. */
  answer(answer, elapsedMs = 0) {
    if (this.current === null) throw new TypeError("the exam has ended");
    if (answer !== null) this.#mark(this.current, answer);
    this.#given.push({ answer, elapsedMs });
  }

  /** Take back the last answer; return whether there was one. */
  back() {
    return this.#given.pop() !== undefined;
  }

  /** The questions so far with their answers, marked; without an answer a question is wrong. */
  get marked() {
    return this.#given.map(({ answer, elapsedMs }, n) => {
      const card = this.cards[n];
      const outcome = (answer === null ? null : this.#mark(card, answer)) ?? "wrong";
      const right = outcome !== "wrong";
      return { card, layout: this.layout(card), answer, outcome, right, elapsedMs };
    });
  }

  #mark(card, answer) {
    return mark(card, this.layout(card), answer, this.marking);
  }

  #isGivenAway(card, giveaways) {
    const drawn = new Set(this.cards.map((other) => other.id));
    return giveaways.some(
      ([a, b]) => (a === card.id && drawn.has(b)) || (b === card.id && drawn.has(a)),
    );
  }
}
