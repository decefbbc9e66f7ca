// Letters and signs: which variants are one; and the patterns that come with the page's data.

const patternsKnown = new Map();

/** Return a pattern of the page's data, with flags beside `u`; the same one each time. */
export function patternOf(source, flags = "") {
  const name = `${flags}:${source}`;
  if (!patternsKnown.has(name)) patternsKnown.set(name, new RegExp(source, `u${flags}`));
  return patternsKnown.get(name);
}

/** Match a pattern at a place of a text, and not after it. */
export function matchAt(source, text, at, flags = "") {
  const pattern = patternOf(source, `${flags}y`);
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Whether a pattern matches a whole text. */
export function isWhole(source, text, flags = "") {
  return matchAt(`(?:${source})$`, text, 0, flags) !== null;
}

const WIDE_COMMA = /(?<=[０-９])，(?=[０-９])/gu;
const WIDE = /[０-９Ａ-Ｚａ-ｚ]/gu;

/** Return a text with signs that are variants of one another folded. @param {[string, string]} signs */
export function flat(text, signs) {
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  const [from, to] = signs;
  const narrow = text.replace(WIDE_COMMA, ",").replace(WIDE, (sign) => sign.normalize("NFKC"));
  return Array.from(narrow, (sign) => {
    const at = from.indexOf(sign);
    return at < 0 ? sign : to[at];
  }).join("");
}

/** Return a text in lower case as the language has it, of the same length. */
export function lower(text, language) {
  if (language.dotted) text = text.replaceAll("İ", "i").replaceAll("I", "ı");
  const low = text.toLowerCase();
  if (low.length === text.length) return low;
  return Array.from(text, (sign) => (sign.toLowerCase().length > sign.length ? sign : sign.toLowerCase())).join("");
}

const PLAIN_LETTERS = { ø: "o", ł: "l", đ: "d", ı: "i", æ: "ae", œ: "oe" };

/** Return a word in lower case and without accents of Latin, Greek and Cyrillic letters. */
export function folded(word) {
  const plain = casefolded(word).replace(/[øłđıæœ]/g, (letter) => PLAIN_LETTERS[letter]);
  return plain.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
}

/** As Python's `casefold`, for the letters that people type. */
export function casefolded(word) {
  return Array.from(word, (sign) => (sign === "ı" ? sign : sign.toUpperCase().toLowerCase()))
    .join("")
    .replaceAll("ς", "σ");
}

const DIGIT = /\p{Nd}/u;

/** Return the value of digits of any script as a whole number. @returns {bigint} */
export function wholeNumber(digits) {
  return BigInt(Array.from(digits, digitOf).join(""));
}

/** The digits of a script are ten in a row. */
function digitOf(sign) {
  const code = sign.codePointAt(0);
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return before % 10;
}
