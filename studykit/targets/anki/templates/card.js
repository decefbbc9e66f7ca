// Shared by all live cards.  Anki would read two opening braces as a field, so there are none here.
const card = document.querySelector(".live");
const id = card.dataset.id;
const isFront = !document.getElementById("answer");

// A random generator seeded by card and day, so that both sides agree without storing anything.
// Days end at 4 a.m., as in Anki.
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

// The choice made on the front, for the back: kept in the page if the client reuses it, otherwise in
// its storage.  Only that of the last card is kept.
const memory = {
  keep(value) {
    window.studykitChosen = [id, value];
    try {
      sessionStorage.setItem("studykit", JSON.stringify([id, value]));
    } catch (error) {} // storage may be disabled
  },
  recall() {
    let kept = window.studykitChosen;
    try {
      kept = kept || JSON.parse(sessionStorage.getItem("studykit"));
    } catch (error) {}
    return kept && kept[0] === id ? kept[1] : [];
  },
};

// Handle keys while this card is shown.  Desktop clients show all cards in one page, and later cards
// may have no script, so there is only ever one listener, which checks that its card is still there.
// Keys with a modifier, held down or typed into a box are ignored.
function onKey(act) {
  document.removeEventListener("keydown", window.studykitKeys);
  window.studykitKeys = (event) => {
    const { ctrlKey, metaKey, altKey, shiftKey, repeat, target } = event;
    if (!card.isConnected || ctrlKey || metaKey || altKey || shiftKey || repeat) return;
    if (target.matches("select, textarea, input:not(.unseen), [contenteditable]")) return;
    act(event.key.toLowerCase());
  };
  document.addEventListener("keydown", window.studykitKeys);
}

function made(tag, name, text = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

const letter = (n) => String.fromCharCode(65 + n);

// Move the content of a list's row into one element, after a badge with its letter or number.
function badged(row, element, mark) {
  const body = made("div", "body");
  body.append(...row.childNodes);
  element.append(made("span", "badge", mark), body);
  row.append(element);
  row.parentNode.classList.add("badged");
  return element;
}

// The words of this script in the language of the note, which names them; else in English.
const inLanguage = (card.querySelector(".words") || card).dataset;
const say = (name, english) => inLanguage[name] || english;
const saidBy = (you) => say("you", "you: {words}").replace("{words}", () => you);

function verdict(isRight, otherwise = say("wrong", "Not right.")) {
  const [name, words] = isRight ? ["verdict good", say("right", "Right.")] : ["verdict bad", otherwise];
  card.querySelector("hr").after(made("p", name, words));
}

// Say beside a line's words whether it was right, and if not, what was chosen.
function mark(words, isRight, chosen) {
  words.closest("li").classList.add(isRight ? "good" : "bad");
  words.after(" ", isRight ? made("span", "mark", "\u2713") : made("span", "yours", `\u2717 ${chosen}`));
}
