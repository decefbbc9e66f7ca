// The page begins here: the data is read, the store opened, and the address says which screen is shown.

import { cardsOf, DEFAULT_SETTINGS, questionById } from "./cards.js";
import { media, said } from "./content.js";
import { h, mount } from "./dom.js";
import { problemBanner } from "./files.js";
import { onKeys, useLetters } from "./keys.js";
import { pageOf } from "./pages.js";
import { settingsScreen } from "./settings.js";
import { printScreen } from "./sheet.js";
import { sectionScreen, startScreen } from "./start.js";
import { statsScreen } from "./statsscreen.js";
import { openStore } from "./store.js";
import { studyScreen } from "./study.js";
import { questionList } from "./summary.js";
import { testScreen } from "./testing.js";
import { unpacked } from "./unpack.js";
import { moreScreens, wallScreen } from "./wall.js";
import { figures, speak, t } from "./words.js";

const data = unpacked(JSON.parse(document.getElementById("data").textContent));

const app = {
  data,
  cards: cardsOf(data),
  store: null,
  settings: DEFAULT_SETTINGS,
  prefs: { letters: true, language: null },
  note: null,
  now: () => Date.now(),

  // Show the screen of an address such as "#q=price".
  go(address) {
    if (location.hash === address || (address === "#" && location.hash === "")) route();
    else location.hash = address;
  },

  // Start a session; the browser's way back leads to the start.
  study(cards, options = {}) {
    if (location.hash !== "#study") history.pushState(null, "", "#study");
    studyScreen(app, cards, options);
  },

  linksTo(cards) {
    return questionList(app, oneOfEach(cards));
  },

  change(settings) {
    app.settings = settings;
    return app.store.putSetting("settings", settings);
  },

  prefer(prefs) {
    app.prefs = { ...app.prefs, ...prefs };
    return app.store.putSetting("prefs", app.prefs);
  },

  speakIn(tag) {
    speak(data.words, tag);
    app.prefer({ language: tag });
    route();
  },
};

// What an address shows, by the name before its "=".
const SCREENS = {
  "": () => startScreen(app),
  q: (id) => withQuestion(id, questionScreen),
  wall: (id) => withQuestion(id || firstToDiscuss().id, (question) => wallScreen(app, question)),
  section: (id) => sectionScreen(app, id),
  study: () => studyScreen(app, app.cards),
  cram: () => studyScreen(app, gradedCards(), { mode: "cram" }),
  discuss: () =>
    studyScreen(
      app,
      app.cards.filter((card) => !card.graded),
      { mode: "all" },
    ),
  exam: () => testScreen(app),
  browse: () => browseScreen(),
  print: () => printScreen(app),
  statistics: () => statsScreen(app),
  settings: () => settingsScreen(app),
};

const gradedCards = () => app.cards.filter((card) => card.graded);

function oneOfEach(cards) {
  return cards.filter((card, n) => !n || cards[n - 1].question !== card.question);
}

function route() {
  const [name, ...rest] = location.hash.slice(1).split("&")[0].split("=");
  const screen = moreScreens[name] ?? SCREENS[name];
  if (screen) screen(decoded(rest.join("=")), app);
  else app.go("#");
}

// Show a screen with numbers again, after another tab or another day has changed them.
function showAgain() {
  if (document.querySelector("main.start, main.stats")) route();
}

function decoded(words) {
  try {
    return decodeURIComponent(words);
  } catch {
    return words;
  }
}

// A question that a link leads to, by its id or one that it had before; nothing is kept of the answer.
function questionScreen(question) {
  studyScreen(
    app,
    app.cards.filter((card) => card.question === question),
    { mode: "one" },
  );
}

function withQuestion(id, show) {
  const question = questionById(data, id);
  if (question) {
    show(question);
    return;
  }
  app.note = t("unknown_question", { id });
  app.go("#");
}

function firstToDiscuss() {
  return data.questions.find(({ kind }) => kind === "discuss") ?? data.questions[0];
}

// All questions by section, with a field to look for words.
function browseScreen() {
  const lists = data.banks.map((bank, index) => {
    const own = app.cards.filter((card) => card.question.bank === index);
    return h("section", {}, said("h2", bank.title, data.lang), app.linksTo(own));
  });
  const items = lists.flatMap((list) => [...list.querySelectorAll("li")]);
  const texts = items.map((item) => item.textContent.toLowerCase());
  const count = h("p", { class: "hint", role: "status" });
  const field = h("input", { type: "search", id: "search", autocomplete: "off" });
  const look = () => {
    const words = field.value.toLowerCase().split(/\s+/);
    items.forEach((item, n) => (item.hidden = !words.every((word) => texts[n].includes(word))));
    lists.forEach((list) => (list.hidden = !list.querySelector("li:not([hidden])")));
    count.textContent = t("found", { n: figures(items.filter((item) => !item.hidden).length) });
  };
  field.addEventListener("input", look);
  look();
  mount(
    pageOf(
      "browse",
      t("browse"),
      h("div", { class: "setting" }, h("label", { for: "search" }, t("search")), field, count),
      lists,
    ),
  );
  onKeys(() => false);
}

// Speak the language that was chosen, else one that the browser prefers, else that of the course.
function firstLanguage() {
  const tags = [app.prefs.language, ...navigator.languages, data.speaks, ...Object.keys(data.words.languages)];
  tags.filter(Boolean).find((tag) => speak(data.words, tag));
}

async function begin() {
  const banner = h("div", { class: "problem", role: "alert", hidden: true });
  document.body.prepend(banner);
  Object.assign(media, data.media);
  app.store = await openStore(data.course.id, { now: app.now() });
  app.settings = { ...DEFAULT_SETTINGS, ...(await app.store.getSetting("settings")) };
  app.prefs = { ...app.prefs, ...(await app.store.getSetting("prefs")) };
  useLetters(app.prefs.letters);
  firstLanguage();
  problemBanner(app, banner);
  app.store.onchange = ({ from }) => from === "elsewhere" && showAgain();
  document.addEventListener("visibilitychange", () => document.hidden || app.store.refresh().then(showAgain));
  window.addEventListener("hashchange", route);
  route();
}

begin();
