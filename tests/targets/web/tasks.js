// What the tests ask of the page's modules.  Each task gets data that Python wrote, and returns data.

const scheduled = ({ retention, fuzz }) => ({ retention, fuzz });

/** Replay histories: the state after each review. */
function histories(data) {
  return data.map(({ card, reviews }) => {
    let state = engine.NEW;
    const states = reviews.map((review) => {
      state = engine.reviewed(card, state, review.grade, review.at, scheduled(review));
      return state;
    });
    return { states, replayed: engine.replayed(card, reviews) };
  });
}

/** Draw random numbers. */
function draws(seeds) {
  return seeds.map((seed) => {
    const chance = new engine.Chance(seed);
    const shuffled = [...Array(30).keys()];
    chance.shuffle(shuffled);
    return [chance.random(), shuffled, chance.sampled([...Array(9).keys()]), chance.below(1000)];
  });
}

/** Mark typed answers: [typed, expected texts, language]. */
function typedAnswers({ marking, answers }) {
  return answers.map(([typed, expected, lang]) => engine.compareTyped(typed, expected, lang, marking));
}

/** The values of typed numbers: [typed, unit, language]. */
function typedNumbers({ marking, answers }) {
  return answers.map(([typed, unit, lang]) =>
    engine.amountsTyped(typed, unit, lang, marking).map((v) => (v.isWhole ? `${v.n}` : `${v.n}/${v.d}`)),
  );
}

function days(data) {
  return data.map(([now, endsAt, by]) => {
    const day = engine.dayOf(now, endsAt);
    return [day, engine.nearDay(day, by, endsAt)];
  });
}

globalThis.tasks = { histories, draws, typedAnswers, typedNumbers, days };
