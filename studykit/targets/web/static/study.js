// A session: cards are asked, graded, and asked again when they are due.

import { isLeech, intervals, AGAIN, GOOD } from "./fsrs.js";
import { dayOf } from "./day.js";
import { announce, button, h, unseen } from "./dom.js";
import { mark, suggestedGrade } from "./mark.js";
import { ask, countWords, factsAbout, openSource, showAnswered, showKeys, topOf } from "./question.js";
import { Session } from "./session.js";
import { summaryScreen } from "./summary.js";
import { duration, t } from "./words.js";

const GRADES = ["again", "hard", "good", "easy"];

// Start a session of some cards.  `mode` is that of Session, or "one" for questions that a link leads to.
export function studyScreen(app, cards, { mode = "study", more = null, back = "#" } = {}) {
  const now = app.now();
  const { settings } = app;
  const session = new Session(cards, now, {
    store: mode === "one" || mode === "cram" ? null : app.store,
    mode: mode === "one" ? "all" : mode,
    day: dayOf(now, settings.day_ends_at),
    limits: mode === "study" ? { new: settings.new_per_day, reviews: settings.reviews_per_day, more } : {},
    scheduling: { retention: settings.retention, fuzz: settings.fuzz },
    seed: Math.floor(Math.random() * 2 ** 31),
    mixed: settings.order === "random",
  });
  const isKept = mode === "study" || mode === "all";
  let note = null;

  function finish() {
    if (mode === "one") app.go(back);
    else summaryScreen(app, session, { mode, cards });
  }

  function next() {
    const card = session.ask(app.now());
    if (card) show(card);
    else finish();
  }

  function show(card) {
    const layout = session.layout;
    const shownAt = performance.now();
    const facts = factsAbout(app.data, card, isKept ? session.state : null, isLeech(session.state));
    ask(app.data, card, layout, {
      top: top(),
      facts,
      note: noted(),
      answered(answer) {
        const given = answer === null && !["recall", "fill", "discuss"].includes(card.question.kind);
        const outcome = given ? "wrong" : mark(card, layout, answer, app.data.marking);
        showResult(card, layout, answer, outcome, facts, shownAt);
      },
      command,
    });
  }

  function showResult(card, layout, answer, outcome, facts, shownAt) {
    const grades = gradesFor(card, outcome);
    let busy = false;

    async function choose(grade) {
      if (busy) return; // two taps are one grade
      busy = true;
      if (grade === null) {
        if (card.graded) session.skip();
        else session.discuss();
      } else {
        try {
          await session.grade(grade, app.now(), Math.round(performance.now() - shownAt), outcome);
        } catch (error) {
          if (error.code === "busy") return;
          if (error.code !== "overtaken") throw error;
          note = t("overtaken");
        }
      }
      next();
    }

    showAnswered(app.data, card, layout, {
      answer,
      outcome,
      top: top(),
      facts,
      choices: grades
        ? [
            h("p", { class: "grade-lead", id: "grade" }, t("grade")),
            h(
              "div",
              { class: `grades n${grades.length}`, role: "group", "aria-labelledby": "grade" },
              grades.map(gradeButton),
            ),
          ]
        : button(t("continue"), () => choose(null), { class: "main" }),
      key(event) {
        if (event.key === "Enter" || event.key === " ") {
          if (event.key === " " && moreBelow()) window.scrollBy({ top: window.innerHeight * 0.7 });
          else choose(grades ? grades.find(({ suggested }) => suggested).grade : null);
          return true;
        }
        const grade = grades?.find(
          ({ grade, letter }) => event.key === String(grade) || event.key === letter,
        );
        if (grade) choose(grade.grade);
        return Boolean(grade);
      },
      command,
    });

    function gradeButton({ grade, words, time, suggested }) {
      const name = [h("span", { class: "name" }, words), time && h("span", { class: "time" }, time)];
      return button([name, suggested && unseen(t("suggested"))], () => choose(grade), {
        class: `grade ${GRADES[grade - 1]}${suggested ? " suggested" : ""}`,
        "aria-keyshortcuts": String(grade),
      });
    }
  }

  // The grades to choose from, with the time until the card is due again; null for a discussion.
  function gradesFor(card, outcome) {
    if (!card.graded || mode === "one") return null;
    const best = suggestedGrade(outcome, !isKept) ?? GOOD;
    if (!isKept) {
      return [
        { grade: AGAIN, letter: "n", words: t("wrong"), suggested: best === AGAIN },
        { grade: GOOD, letter: "y", words: t("right"), suggested: best !== AGAIN },
      ];
    }
    const times = intervals(`${card.course}/${card.key}`, session.state, app.now(), {
      retention: settings.retention,
      fuzz: settings.fuzz,
    });
    return GRADES.map((name, n) => ({
      grade: n + 1,
      letter: { again: "n", good: "y" }[name],
      words: t(`grade_${name}`),
      time: duration(times[n + 1]),
      suggested: n + 1 === best,
    }));
  }

  function top() {
    const { counts } = session;
    const menu = [
      [t("undo"), () => command("u"), "U"],
      [t("skip"), () => command("s"), "S"],
      isKept && [t("bury"), () => command("b"), "B"],
      [t("wall"), () => app.go(`#wall=${session.current.id}`)],
      [t("keys"), showKeys, "?"],
    ].filter(Boolean);
    return topOf({
      done: counts.done,
      total: counts.total,
      words: mode === "one" ? "" : countWords(counts),
      leave: finish,
      menu,
    });
  }

  function noted() {
    const words = note;
    note = null;
    if (words) announce(words);
    return words && h("p", { class: "note" }, words);
  }

  function command(key) {
    if (key === "s") {
      session.skip();
      note = t("skipped");
      next();
    } else if (key === "b" && isKept) {
      afterwards(session.bury(app.now()), () => t("buried"));
    } else if (key === "u") {
      afterwards(session.undo(app.now()), (step) => step ? t("undone") : t("nothing_to_undo"));
    } else if (key === "q") finish();
    else if (key === "?") showKeys();
    else if (key === "o") openSource();
    else return false;
    return true;
  }

  // Go on when something was written, and say what; a key pressed twice is one.
  async function afterwards(written, words) {
    try {
      note = words(await written);
      next();
    } catch (error) {
      if (error.code !== "busy") throw error;
    }
  }

  next();
}

function moreBelow() {
  return document.documentElement.scrollHeight - window.scrollY - window.innerHeight > 8;
}
