// Clients compare letters: the right answer, an arrow, and what was typed.  This reads the typed words
// from there, and compares them as a teacher would: without case, accents and punctuation, and with all
// accepted answers; or by value.
const code = isFront ? null : card.querySelector("code#typeans");
const range = card.querySelector(".range");

const plain = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "") // accents
    .toLowerCase()
    .replace(/(\d)[,.'\u2019](?=\d{3}(?!\d))/g, "$1") // 10,000
    .replace(/['\u2019]/g, "")
    .replace(/(?![%#&@])\p{P}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^(the|an?) (?=.)/, "");

// The value of a number, or NaN: "1,204", "-5", "1/30", with the unit or without it.
function amount(text) {
  const { decimal, unit } = range.dataset;
  let number = text.replace(/[\u2212\u2013]/g, "-").toLowerCase().trim();
  for (const word of [unit.toLowerCase(), unit.toLowerCase().replace(/s$/, "")]) {
    if (word && number.endsWith(word)) number = number.slice(0, -word.length);
    else if (word && number.startsWith(word)) number = number.slice(word.length);
  }
  number = number.replace(/[\s'\u2019]/g, "");
  const fraction = /^(-?\d+)\/(\d+)$/.exec(number);
  if (fraction) return fraction[1] / fraction[2];
  const groups = decimal === "," ? /^[-+]?\d{1,3}(\.\d{3})+(,\d+)?$/ : /^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$/;
  if (groups.test(number)) number = number.split(decimal === "," ? "." : ",").join("");
  number = number.replace(decimal, ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : NaN;
}

// Whether an answer is right; undefined if only the learner can tell.
function judged(typed, answer) {
  if (!range) {
    const accepted = [answer, ...[...card.querySelectorAll(".accept")].map((e) => e.textContent)];
    return accepted.map(plain).includes(plain(typed));
  }
  const value = amount(typed);
  if (isNaN(value)) return undefined;
  const [low, high] = [Number(range.dataset.low), Number(range.dataset.high)];
  const slack = 1e-9 * Math.max(1, Math.abs(low), Math.abs(high));
  return low - slack <= value && value <= high + slack;
}

if (code) {
  const nodes = [...code.childNodes];
  const arrow = nodes.findIndex((node) => node.id === "typearrow");
  const has = (name) => code.querySelector(name) !== null;
  const text = (some) => some.map((node) => node.textContent).join("");
  if (arrow >= 0) {
    const typed = text(nodes.slice(0, arrow).filter((node) => node.className !== "typeMissed"));
    const answer = text(nodes.slice(arrow + 1));
    const isRight = judged(typed, answer);
    if (isRight) {
      code.textContent = answer; // no letter of it is wrong
      code.classList.add("good");
      if (plain(typed) !== plain(answer)) code.after(" ", made("span", "yours", saidBy(typed)));
    }
    if (isRight !== undefined) verdict(isRight, range ? undefined : say("unaccepted", "Not an accepted answer."));
  } else if (has(".typeGood") && !has(".typeBad, .typeMissed, br")) verdict(true);
}
