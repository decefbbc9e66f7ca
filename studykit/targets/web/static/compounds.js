// Numbers that are one word, as in German; as `studykit.language.lexicon`.

import { lexiconOf, numeralReaders } from "./lexicon.js";

numeralReaders.compound = fusedValue;

/** Return the value of a number that is one word: "zweihundertzwölf". @returns {?number} */
function fusedValue(word, language) {
  const entry = lexiconOf(language).get(word);
  if (entry?.role === "cardinal" && entry.value.isWhole) return Number(entry.value.n);
  for (const [scale, name] of language.fused ?? []) {
    const at = word.indexOf(name);
    if (at < 0) continue;
    const before = word.slice(0, at);
    let after = word.slice(at + name.length);
    for (const joint of language.joints ?? []) {
      if (after !== joint && after.startsWith(joint)) after = after.slice(joint.length);
    }
    const times = before ? unitValue(before, language) : 1;
    const rest = after ? fusedValue(after, language) : 0;
    if (times !== null && rest !== null && times > 0 && times < 1000 && rest < scale) {
      return times * scale + rest;
    }
  }
  return null;
}

function unitValue(word, language) {
  const found = (language.units ?? []).find(([, words]) => words.split(" ").includes(word));
  return found ? Number(found[0]) : fusedValue(word, language);
}
