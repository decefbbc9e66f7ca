// The steps of a lesson as slides; the page of a lesson begins with its timetable.

import { said } from "./content.js";
import { h } from "./dom.js";
import { MINUTE, Wall, moreScreens } from "./wall.js";
import { duration, figures, t } from "./words.js";

Object.assign(moreScreens, {
  "": (_, app) => lessonScreen(app, 0),
  slide: (step, app) => lessonScreen(app, Number(step)),
});

// Show a step of the lesson: 0 is its timetable.
function lessonScreen(app, step) {
  const { lesson, questions } = app.data;
  let start = 0;
  const steps = lesson.steps.map(({ name, minutes, q, text }, n) => {
    const [from, to] = [start, (start += minutes)].map(figures);
    const time = `${from}–${to}`;
    return {
      name: [said("span", name, lesson.lang), ` · ${time}`],
      title: name,
      time,
      minutes,
      question: questions[q],
      body: () => told(name, text, lesson),
      address: `#slide=${n + 1}`,
    };
  });
  const first = {
    name: t("timetable"),
    minutes: lesson.minutes,
    body: () => timetable(lesson, steps),
    address: "#slide=0",
  };
  const slides = [first, ...steps];
  new Wall(app, slides, null).show(slides[step] ? step : 0);
}

// What to do in a step without a question.
function told(title, text, lesson) {
  if (!text) return said("h1", title, lesson.lang);
  return [
    said("p", title, lesson.lang, { class: "step-name" }),
    said("h1", text, lesson.lang),
  ];
}

function timetable(lesson, steps) {
  const row = (title, minutes, time) =>
    h("tr", {}, h("th", { scope: "row" }, title), h("td", {}, duration(minutes * MINUTE)), h("td", {}, time));
  const rows = steps.map(({ title, minutes, time, address }) =>
    row(said("a", title, lesson.lang, { href: address }), minutes, time),
  );
  return [
    said("h1", lesson.title, lesson.lang),
    lesson.aim && said("p", lesson.aim, lesson.lang, { class: "aim" }),
    h("table", {}, h("tbody", {}, rows, lesson.spare && row(t("spare"), lesson.spare))),
  ];
}
