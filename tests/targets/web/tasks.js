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
    const shuffled = [...Array(30).keys()]; // as in Python: shuffle, then draw
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

/** The right answer that is nearest, and the words that differ from it: [typed, expected texts]. */
function wordsThatDiffer(answers) {
  return answers.map((each) => [engine.nearest(...each), engine.wordDifferences(...each)]);
}

function days(data) {
  return data.map(([now, endsAt, by]) => {
    const day = engine.dayOf(now, endsAt);
    return [day, engine.nearDay(day, by, endsAt)];
  });
}

/** Repeat sessions: what is seen before each act, what it leads to, and the end. */
async function sessions(traces) {
  return Promise.all(traces.map(repeated));
}

async function repeated(trace) {
  const cards = engine.cardsOf(trace.data);
  const store = engine.memoryStore(trace.data.course.id, trace.opened);
  await store.importText(trace.reviews);
  const session = new engine.Session(cards, trace.opened, { ...trace.options, day: trace.day, store });
  const steps = [];
  for (const act of trace.steps) steps.push(await acted(session, store, act));
  const summary = session.summary(trace.closed);
  return {
    steps,
    end: {
      steps: session.steps.map(({ card, done, grade, elapsedMs, before, after, outcome }) => ({
        ...{ card: card.key, done, grade, elapsedMs, before, after, outcome },
      })),
      summary: {
        ...summary,
        hardest: summary.hardest.map((card) => card.key),
        leeches: summary.leeches.map((card) => card.key),
      },
      states: Object.fromEntries(store.states()),
      buried: [...store.buried(trace.closed)].sort(),
    },
  };
}

async function acted(session, store, act) {
  const { at } = act;
  const card = session.ask(at);
  const seen = { card: card && card.key, counts: session.counts };
  if (card) {
    seen.state = session.state;
    seen.layout = shownTexts(card.question, session.layout);
  }
  const done = { ...act, seen };
  if (act.do === "undo") done.undone = (await session.undo(at))?.card.key ?? null;
  else if (act.do === "skip") session.skip();
  else if (act.do === "bury") await session.bury(at);
  else if (act.do === "discuss") session.discuss();
  else {
    if (act.do === "elsewhere") await store.add(card, 3, at, null, session.scheduling);
    try {
      done.after = await session.grade(act.grade, at, act.elapsedMs, act.outcome);
    } catch (error) {
      done.after = error.code;
    }
  }
  return done;
}

function shownTexts(question, layout) {
  const texts = { choose: question.options?.map((o) => o.t), arrange: question.items, match: question.choices };
  return layout.map((n) => texts[question.kind][n]);
}

/** Repeat exams. */
function exams(traces) {
  return traces.map(({ data, count, seed, giveaways, answers }) => {
    const exam = new engine.Exam(engine.cardsOf(data), count, seed, data.marking, giveaways);
    for (const answer of answers) {
      if (answer === "back") exam.back();
      else {
        const isChoice = exam.current.question.kind === "choose" && answer !== null;
        exam.answer(isChoice ? new Set(answer) : answer, 5);
      }
    }
    return {
      cards: exam.cards.map((card) => card.key),
      possible: exam.possible,
      number: exam.number,
      layouts: exam.cards.map((card) => shownTexts(card.question, exam.layout(card))),
      marked: exam.marked.map(({ card, outcome, right }) => [card.key, outcome, right]),
    };
  });
}

/** The statistics of courses. */
async function allStatistics(data) {
  return Promise.all(
    data.map(async ({ data, reviews, now, endsAt }) => {
      const store = engine.memoryStore(data.course.id, now);
      await store.importText(reviews);
      const cards = engine.cardsOf(data);
      const found = engine.statistics(cards, store.states(), await store.reviews(), now, 0.9, endsAt);
      return { ...found, leeches: found.leeches.map((card) => card.key) };
    }),
  );
}

/** Mark answers: [question, part, seed, answer]; and what is right. */
function marked({ questions, marking, answers }) {
  return answers.map(([n, part, seed, answer]) => {
    const question = questions[n];
    const layout = engine.layoutOf(question, seed);
    const given = answer?.set ? new Set(answer.set) : answer;
    try {
      const outcome = engine.mark({ question, part }, layout, given, marking);
      return { outcome, grade: engine.suggestedGrade(outcome), cram: engine.suggestedGrade(outcome, true) };
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      return { outcome: "refused" };
    }
  });
}

/** What is right in a layout, as the learner would have to answer. */
function solutions({ questions, marking, seed }) {
  return questions.map((question) => {
    const layout = engine.layoutOf(question, seed);
    const solve = { choose: "optionsRight", arrange: "orderRight", match: "pairsRight" }[question.kind];
    return engine.mark({ question, part: 0 }, layout, engine[solve](question, layout), marking);
  });
}

/** Whether each line is a review; if so, the line as it would be exported. */
function lines(texts) {
  return texts.map((text) => {
    try {
      return engine.toLines(engine.fromLines(text, "course").reviews);
    } catch (error) {
      if (!(error instanceof engine.NotReviews)) throw error;
      return null;
    }
  });
}

function constants() {
  const { DEFAULT_SETTINGS, DEFAULT_LIMITS, LEARN_AHEAD_MS, LEECH } = engine;
  return { settings: DEFAULT_SETTINGS, limits: DEFAULT_LIMITS, ahead: LEARN_AHEAD_MS, leech: LEECH };
}

function found([questions, ids]) {
  return ids.map((id) => engine.questionById({ questions }, id)?.id ?? null);
}

globalThis.tasks = {
  ...{ histories, draws, typedAnswers, typedNumbers, days, sessions, exams, allStatistics, wordsThatDiffer },
  ...{ constants, found, marked, solutions, lines, unpacked },
};
