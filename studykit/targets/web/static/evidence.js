// The passages that a question cites: the quote, who says it, where, and a link to it.

import { outward, said, webAddress } from "./content.js";
import { h } from "./dom.js";
import { t } from "./words.js";

const WHOLE = 8; // words of a quote that a link has in full

// The address of a passage on its publisher's page (WICG Scroll to Text Fragment).
export function passageLink(passage, source) {
  if (passage.l) return passage.l;
  if (!source.url) return null;
  const words = passage.q.split(/\s+/).filter(Boolean);
  const parts = words.length <= WHOLE ? [words] : [words.slice(0, 4), words.slice(-4)];
  const directive = `:~:text=${parts.map((part) => part.map(encoded).join("%20")).join(",")}`;
  return source.url + (source.url.includes("#") ? directive : `#${directive}`);
}

const encoded = (word) =>
  encodeURIComponent(word).replace(/[-!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

// The passages of a question under their sources, side by side if there are several.
export function evidenceOf(question, data) {
  const passages = question.evidence;
  if (!passages.length) return null;
  const bySource = new Map();
  for (const passage of passages) {
    bySource.set(passage.s, [...(bySource.get(passage.s) ?? []), passage]);
  }
  const groups = [...bySource].map(([index, cited]) => sourceGroup(data.sources[index], cited, data));
  return h(
    "section",
    { class: "evidence", "aria-labelledby": "evidence" },
    h("h2", { id: "evidence" }, t("evidence")),
    h("div", { class: groups.length > 1 ? "sources several" : "sources" }, groups),
  );
}

function sourceGroup(source, passages, data) {
  const credit = source.credit && said("p", source.credit, data.lang, { class: "credit" });
  return h(
    "div",
    { class: "source" },
    said("h3", source.name, data.lang),
    passages.map((passage) => figureOf(passage, source, data)),
    credit,
  );
}

function figureOf(passage, source, data) {
  const url = webAddress(passageLink(passage, source));
  const link = url && outward(url, t("read_there"));
  const facts = [passage.by && h("strong", {}, passage.by), passage.p].filter(Boolean);
  return h(
    "figure",
    { class: "passage" },
    said("blockquote", passage.q, source.lang),
    h(
      "figcaption",
      {},
      h(
        "span",
        { class: "facts", lang: data.lang, dir: "auto" },
        facts.flatMap((fact, n) => (n ? [" · ", fact] : [fact])),
      ),
      link && [" ", link],
    ),
  );
}

// The passages that are shown with the prompt, without what they would give away.
export function stimulusOf(question, data) {
  const passages = (question.stimulus ?? []).map((index) => question.evidence[index]);
  if (!passages.length) return null;
  return h(
    "div",
    { class: passages.length > 1 ? "stimulus several" : "stimulus" },
    passages.map((passage) => {
      const source = data.sources[passage.s];
      const name = passages.length > 1 && said("figcaption", source.name, data.lang);
      return h("figure", { class: "passage" }, name, said("blockquote", passage.q, source.lang));
    }),
  );
}
