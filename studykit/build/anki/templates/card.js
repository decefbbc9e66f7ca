// What live cards share.  Anki takes two opening braces for a field, so there are none here.
const body = document.querySelector(".live");
const id = body.dataset.id;
const isFront = !document.getElementById("answer");

// Chance that the card and the day decide: both sides of a card agree without storing anything.
// A day ends at 4 a.m., as Anki's does.
function chance() {
  const now = new Date(Date.now() - 4 * 3600 * 1000);
  let state = 2166136261;
  for (const c of `${id} ${now.getFullYear()}-${now.getMonth()}-${now.getDate()}`) {
    state = Math.imul(state ^ c.codePointAt(0), 16777619); // FNV-1a
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0; // mulberry32
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// Fisher and Yates
function shuffle(items) {
  const random = chance();
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j], items[i]];
  }
  return items;
}

const number = (row) => Number(row.dataset.n);
const byNumber = (list) => [...list.children].sort((a, b) => number(a) - number(b));

// What was chosen on the front, where the client keeps it for the back.
const memory = {
  key: `studykit ${id}`,
  keep(value) {
    window.studykitChosen = [this.key, value];
    try {
      sessionStorage.setItem(this.key, JSON.stringify(value));
    } catch (error) {} // storage may be forbidden
  },
  recall() {
    const [key, value] = window.studykitChosen || [];
    if (key === this.key) return value;
    try {
      return JSON.parse(sessionStorage.getItem(this.key));
    } catch (error) {
      return null;
    }
  },
};

// A desktop client shows all cards in one page: the listener of the card before goes.
function onKey(act) {
  if (window.studykitKeys) document.removeEventListener("keydown", window.studykitKeys);
  window.studykitKeys = act;
  if (act) document.addEventListener("keydown", act);
}

// The row that a key stands for: a letter or a digit; -1 for all other keys.
function rowOf(event, count) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.tagName === "SELECT") return -1;
  const key = event.key.toLowerCase();
  if (!/^[a-z1-9]$/.test(key)) return -1;
  const row = key >= "a" ? key.charCodeAt(0) - 97 : Number(key) - 1;
  return row < count ? row : -1;
}

function made(tag, name, text) {
  const element = document.createElement(tag);
  element.className = name;
  if (text) element.textContent = text;
  return element;
}

function verdict(isRight) {
  const line = made("p", isRight ? "verdict good" : "verdict bad", isRight ? "Right." : "Not right.");
  document.getElementById("answer").after(line);
}
