// Cards, the units that are scheduled: a question, one number of a cloze, a part of
// a picture, or one direction of two.

/** What a learner can set; the names are those of `studykit config`. */
export const DEFAULT_SETTINGS = Object.freeze({
  new_per_day: 20,
  reviews_per_day: 200,
  day_ends_at: 4,
  retention: 0.9,
  fuzz: true,
  order: "text",
});

/**
 * `key` is "oldest id/part", `id` the question's present id.
 * @typedef {{key: string, course: string, id: string, oldest: string, part: number, question: object,
 *   graded: boolean, reversed: boolean}} Card
 */

/**
 * The kinds of questions that only some pages have, by name: each has what `answering.js`, `question.js`,
 * `solution.js` and `sheet.js` show of it.  Its module adds it.
 */
export const moreKinds = {};

/** Return the identity of a card in its course. */
export function cardKey(oldest, part) {
  return `${oldest}/${part}`;
}

/** Return the identity of a card among all courses. */
export function fullKey(card) {
  return `${card.course}/${card.key}`;
}

/** Return the cards of a page's questions in order. @returns {Card[]} */
export function cardsOf(data) {
  return data.questions.flatMap((question) =>
    partsOf(question).map((part) => {
      const oldest = question.card ?? question.id;
      return {
        key: cardKey(oldest, part),
        course: data.course.id,
        id: question.id,
        oldest,
        part,
        question,
        graded: !question.ungraded,
        reversed: question.kind === "recall" && part === 1,
      };
    }),
  );
}

function partsOf(question) {
  if (question.kind === "fill") return question.blanks.map((blank) => blank.n);
  if (question.kind === "label") return question.parts.map((_, n) => n + 1);
  return question.kind === "recall" && question.reverse ? [0, 1] : [0];
}

/** Return the question that has an id, or had it formerly. */
export function questionById(data, id) {
  return (
    data.questions.find((question) => question.id === id) ??
    data.questions.find((question) => question.formerly?.includes(id))
  );
}
