// The figures and number words of a text; as `studykit.language.lexicon`.

import { patternOf } from "./fold.js";
import { Fraction } from "./fractions.js";
import { VULGAR_SIGNS, amountsIn } from "./figures.js";

/** Readers of numerals that not every language has; `han.js` and `compounds.js` add theirs. */
export const numeralReaders = {};

const lexicons = new WeakMap();

/** Return the role and value of every number word of a language. */
export function lexiconOf(language) {
  if (!lexicons.has(language)) {
    const words = new Map();
    for (const [role, values] of Object.entries(language.lexicon ?? {})) {
      for (const [value, written] of values) {
        for (const word of written.split(" ")) words.set(word, { role, value: Fraction.of(value) });
      }
    }
    lexicons.set(language, words);
  }
  return lexicons.get(language);
}

/**
 * Return the figures and number words of a flat text in lower case.
 * @returns {{role: string, value: Fraction, start: number, end: number, word: string, joined: boolean}[]}
 */
export function numberTokens(low, language, shared) {
  const known = lexiconOf(language);
  const prefixes = [...(language.prefixes ?? "")];
  const tokens = [];
  for (const match of low.matchAll(patternOf(shared.token, "g"))) {
    let word = match[0];
    let start = match.index;
    let end = start + word.length;
    const [first] = word;
    if (/\p{Nd}/u.test(first) || first === "." || VULGAR_SIGNS.includes(first)) {
      for (const found of amountsIn(match, language)) {
        const written = low.slice(found.start, found.end);
        tokens.push({ ...found, role: "figure", word: written, joined: false });
      }
      continue;
    }
    let entry = known.get(word);
    let joined = false;
    if (!entry && prefixes.includes(first)) {
      entry = known.get(word.slice(1));
      joined = true;
    }
    const apostrophe = word.indexOf("'");
    if (!entry && apostrophe >= 0) {
      const [before, after] = [word.slice(0, apostrophe), word.slice(apostrophe + 1)];
      if ((entry = known.get(after))) {
        [start, word] = [start + apostrophe + 1, after];
      } else if ((entry = known.get(before))) {
        [end, word] = [start + apostrophe, before];
      }
    }
    if (!entry && language.fused && language.fused.some(([, name]) => low.includes(name))) {
      const value = numeralReaders.compound(word, language);
      if (value !== null) entry = { role: "cardinal", value: new Fraction(value) };
    }
    if (entry) tokens.push({ ...entry, start, end, word, joined });
  }
  return tokens;
}
