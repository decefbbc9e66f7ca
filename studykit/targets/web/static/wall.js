// The wall: one question in large type for a projector, with a timer.

import { cardsOf } from "./cards.js";
import { said } from "./content.js";
import { announce, button, focusOn, h, mount, sign } from "./dom.js";
import { evidenceOf } from "./evidence.js";
import { onKeys } from "./keys.js";
import { layoutOf } from "./mark.js";
import { langOf, promptOf } from "./question.js";
import { areaOf } from "./sheet.js";
import { solutionOf } from "./solution.js";
import { directionOf, figures, spoken, t } from "./words.js";

const LEAST = 0.04; // of the height of the screen: smaller type cannot be read from the last row
const MOST = 3; // times the least
const HALVINGS = 12;
export const MINUTE = 60_000;
const USUAL = { opening: 5, core: 20, closing: 10 }; // minutes of a discussion whose bank does not say
const LISTED = new Set(["choose", "arrange", "match"]);

// Show a question of the course on the wall; the next is the next of its section.
export function wallScreen(app, question) {
  const { data } = app;
  const isTalk = ({ kind }) => kind === "discuss";
  const others = data.questions.filter((one) => one.bank === question.bank && isTalk(one) === isTalk(question));
  const slides = others.map((one, n) => ({
    question: one,
    name: [said("span", data.banks[one.bank].title, data.lang), ` · ${t("number_of", { n: figures(n + 1), of: figures(others.length) })}`],
    minutes: isTalk(one) ? Math.round(one.minutes ? (one.minutes[0] + one.minutes[1]) / 2 : USUAL[one.stage]) : 2,
    address: `#wall=${encodeURIComponent(one.id)}`,
  }));
  new Wall(app, slides, () => app.go("#")).show(others.indexOf(question));
}

/** The screens that only some pages have, by the name in their address; each is shown with its value and the app. */
export const moreScreens = {};

// Slides, each with its `name`, `minutes` and `address`, and a `question` or what `body()` shows.  `leave` is null
// if there is no other screen.
export class Wall {
  #app;
  #slides;
  #leave;
  #timers;
  #at = 0;
  #pages = 1;
  #page = 0;
  #open = new Set();

  constructor(app, slides, leave) {
    this.#app = app;
    this.#slides = slides;
    this.#leave = leave;
    this.#timers = slides.map(({ minutes }) => new Timer(minutes * MINUTE));
    navigator.wakeLock?.request("screen").catch(() => {}); // so that the computer does not fall asleep
  }

  show(at) {
    this.#at = at;
    this.#open.clear();
    this.#draw();
    history.replaceState(null, "", this.#slides[at].address);
  }

  #draw() {
    const slide = this.#slides[this.#at];
    const room = h("div", { class: this.#open.size ? "room open" : "room" }, slide.question ? this.#asked(slide.question) : slide.body());
    const pages = h("p", { class: "pages" });
    const blank = h("div", { class: "blank", hidden: true, on: { click: () => (blank.hidden = true) } });
    const bar = this.#bar(slide, blank);
    const screen = h("main", { class: "wall" }, this.#top(slide, pages), h("div", { class: "room-frame" }, room), h("div", { class: "wall-bar" }, bar), blank);
    // after a click, Space is the timer's again
    screen.addEventListener("click", (event) => event.detail && focusOn(document.querySelector(".wall h1")));
    mount(screen);
    this.#page = 0;
    const fitted = () => {
      this.#pages = fit(room);
      this.#turn(room, pages, 0);
    };
    new ResizeObserver(fitted).observe(screen);
    fitted();
    onKeys((event, letter) => this.#key(letter ?? event.key, room, pages, blank));
  }

  #asked(question) {
    const { data } = this.#app;
    const first = cardsOf(data).find((one) => one.question === question);
    const card = question.kind === "label" ? { ...first, part: 0 } : first; // all parts of a picture
    const lang = langOf(question, data);
    const layout = layoutOf(question, `wall/${question.id}`);
    const answer = this.#open.has("answer");
    return [
      h("div", { class: "asked" }, promptOf(data, card, lang, false, answer)),
      LISTED.has(question.kind) && !answer && h("div", { class: "listed", dir: directionOf(lang) }, areaOf(question, layout, lang)),
      this.#open.has("passage") && evidenceOf(question, data),
      answer && solutionOf(card, layout, null, null, lang),
    ];
  }

  #top({ name }, pages) {
    const timer = this.#timers[this.#at];
    const time = h("span", { role: "timer", class: "time", "aria-label": t("time_left") });
    const up = h("strong", { class: "time-up", hidden: true }, t("time_up"));
    const start = button("", () => timer.toggle(), { class: "second start" });
    const draw = () => {
      const left = timer.left;
      const seconds = Math.abs(Math.ceil(left / 1000));
      time.textContent = `${left <= -1000 ? "+" : ""}${figures(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, "0")}`;
      if (up.hidden && left <= 0) announce(t("time_up"));
      up.hidden = left > 0;
      start.replaceChildren(timer.runs ? t("pause_timer") : t("start_timer"), keyHint("␣"));
    };
    draw();
    timer.onchange = draw;
    const ticking = setInterval(() => (time.isConnected ? timer.runs && draw() : clearInterval(ticking)), 200);
    return h(
      "header",
      { class: "wall-top" },
      this.#leave && button([sign("×", "cross"), h("span", { class: "unseen" }, t("end"))], this.#leave, { class: "close" }),
      h("p", { class: "wall-name" }, name),
      pages,
      h("div", { class: "clock" }, up, time, start),
    );
  }

  #bar({ question }, blank) {
    const toggle = (name, words, key) => button([words, keyHint(key)], () => this.#toggle(name), { class: "second", "aria-pressed": String(this.#open.has(name)) });
    const step = (words, by, key, isEnd) => button([words, keyHint(key)], () => this.#go(by), { class: "second", disabled: isEnd });
    const [before, after] = directionOf(spoken()) === "rtl" ? ["→", "←"] : ["←", "→"];
    return [
      step(t("previous"), -1, before, this.#at === 0),
      step(t("following"), 1, after, this.#at === this.#slides.length - 1),
      question?.evidence.length > 0 && toggle("passage", t("passage"), "P"),
      question && toggle("answer", question.kind === "discuss" ? t("listen") : t("answer"), "L"),
      h("span", { class: "rest" }),
      document.documentElement.requestFullscreen && button([t("full_screen"), keyHint("F")], fullScreen, { class: "second" }),
      button([t("blank_screen"), keyHint("B")], () => (blank.hidden = false), { class: "second" }),
    ];
  }

  #toggle(name) {
    if (!this.#open.delete(name)) this.#open.add(name);
    this.#draw();
  }

  #go(by) {
    const at = this.#at + by;
    if (this.#slides[at]) this.show(at);
  }

  // Turn to another page of a slide that is longer than the screen; return whether there is one.
  #turn(room, note, by) {
    const page = Math.min(this.#page + by, this.#pages - 1);
    if (page < 0 || (by && page === this.#page)) return false;
    this.#page = page;
    const side = getComputedStyle(room).direction === "rtl" ? -1 : 1;
    room.scrollLeft = side * page * (room.clientWidth + GAP);
    note.textContent = this.#pages > 1 ? t("page_of", { n: figures(page + 1), of: figures(this.#pages) }) : "";
    return true;
  }

  // Presenters' remotes send PageDown and PageUp, and "b" or "." for a blank screen.
  #key(key, room, note, blank) {
    if (!blank.hidden) {
      blank.hidden = true;
      return true;
    }
    const [back, forth] = directionOf(spoken()) === "rtl" ? ["ArrowRight", "ArrowLeft"] : ["ArrowLeft", "ArrowRight"];
    const slide = this.#slides[this.#at];
    const by = { PageDown: 1, ArrowDown: 1, [forth]: 1, PageUp: -1, ArrowUp: -1, [back]: -1 }[key];
    const name = key.toLowerCase();
    if (by) {
      if (!this.#turn(room, note, by)) this.#go(by);
    } else if (key === " ") this.#timers[this.#at].toggle();
    else if (key === "+" || key === "-") this.#timers[this.#at].add(key === "+" ? MINUTE : -MINUTE);
    else if (name === "p" && slide.question?.evidence.length) this.#toggle("passage");
    else if (name === "l" && slide.question) this.#toggle("answer");
    else if (name === "f") fullScreen();
    else if (name === "b" || key === ".") blank.hidden = false;
    else if (name === "q" && this.#leave) this.#leave();
    else return false;
    return true;
  }
}

// Counts down, and on after the end; it goes on while another slide is shown.
class Timer {
  #left;
  #since = null;
  onchange = null;

  constructor(ms) {
    this.#left = ms;
  }

  get runs() {
    return this.#since !== null;
  }

  get left() {
    return this.#left - (this.runs ? performance.now() - this.#since : 0);
  }

  toggle() {
    this.#left = this.left;
    this.#since = this.runs ? null : performance.now();
    this.onchange();
  }

  add(ms) {
    this.#left = Math.max(0, this.#left + ms);
    this.onchange();
  }
}

const GAP = 48; // between pages, in pixels, as in the style sheet

// Make the type as large as fits into the room; return the pages that the least size needs.
function fit(room) {
  const usual = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const least = Math.max(usual, LEAST * Math.min(window.innerHeight, window.innerWidth * 0.75));
  room.style.setProperty("--least", `${least}px`);
  room.scrollLeft = 0;
  room.classList.add("whole");
  const fits = (size) => {
    room.style.fontSize = `${size}px`;
    return room.scrollHeight <= room.clientHeight && room.scrollWidth <= room.clientWidth;
  };
  let [low, high] = [least, least * MOST];
  for (let n = 0; n < HALVINGS; n++) {
    const size = (low + high) / 2;
    if (fits(size)) low = size;
    else high = size;
  }
  if (fits(low)) return 1;
  room.classList.remove("whole");
  return Math.max(1, Math.round((room.scrollWidth + GAP) / (room.clientWidth + GAP)));
}

function keyHint(key) {
  return h("kbd", { "aria-hidden": "true" }, key);
}

function fullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}
