// Texts of the course: a string, or a tree whose nodes are strings and [tag, attributes or 0, ...nodes].
// To show another kind of content, add its tag to `nodeMakers`, or to TAGS if the browser shows it as it is.

import { h } from "./dom.js";
import { t } from "./words.js";

const TAGS = new Set("p ul ol li em strong code pre span div table thead tbody tr th td br".split(" "));

/** What makes the nodes of a tag; modules that not every page needs add theirs. */
export const nodeMakers = { a: webLink, div: box };

/** The pictures and recordings of the page by their names. */
export const media = {};

const ATTRIBUTES = /^(class|start|scope|colspan|rowspan|role|tabindex|lang|dir|aria-[a-z]+)$/;

// The nodes of a text; `gap(i)` makes the node for the blank with an index.
export function shown(text, gap) {
  return typeof text === "string" ? [text] : nodesOf(text, gap);
}

// No line begins with the punctuation after a formula.
function nodesOf(nodes, gap) {
  const made = [];
  nodes.forEach((node, n) => {
    const mark = nodes[n - 1]?.[0] === "math" && typeof node === "string" ? /^\p{P}*/u.exec(node)[0] : "";
    if (mark) made.push(h("span", { class: "unbroken" }, made.pop(), mark), node.slice(mark.length));
    else made.push(nodeOf(node, gap));
  });
  return made;
}

function nodeOf(node, gap) {
  if (typeof node === "string") return node;
  const [tag, attributes, ...nodes] = node;
  if (tag === "gap") return gap(attributes);
  if (nodeMakers[tag]) return nodeMakers[tag](attributes || {}, nodes, gap);
  if (!TAGS.has(tag)) return nodesOf(nodes, gap);
  return element(tag, attributes || {}, nodes, gap);
}

function element(tag, attributes, nodes, gap) {
  const safe = Object.entries(attributes).filter(([name]) => ATTRIBUTES.test(name));
  const made = h(tag, Object.fromEntries(safe), nodesOf(nodes, gap));
  if (attributes.style) made.style.cssText = attributes.style;
  return made;
}

// A box that scrolls, of a table or a formula.
function box(attributes, nodes, gap) {
  const made = element("div", attributes, nodes, gap);
  if (attributes["aria-label"]) made.setAttribute("aria-label", t("table"));
  return made;
}

function webLink(attributes, nodes, gap) {
  const url = webAddress(attributes.href);
  const words = nodesOf(nodes, gap);
  return url ? outward(url, words) : h("span", {}, words);
}

// An address that a link may lead to, or null: http or https.
export function webAddress(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? address : null;
  } catch {
    return null;
  }
}

export function outward(url, ...words) {
  return h("a", { href: url, target: "_blank", rel: "noreferrer noopener" }, words);
}

// The words of a text without its markup, for labels.
export function plainOf(text, gap = () => "…") {
  if (typeof text === "string") return text;
  return text.map((node) => plainOfNode(node, gap)).join("");
}

function plainOfNode(node, gap) {
  if (typeof node === "string") return node;
  const [tag, attributes, ...nodes] = node;
  if (tag === "gap") return gap(attributes);
  if (tag === "annotation") return "";
  if (tag === "img") return attributes.alt;
  if (tag === "audio") return attributes.title;
  const words = nodes.map((child) => plainOfNode(child, gap)).join("");
  return /^(p|li|tr|td|th|br|div|pre)$/.test(tag) ? `${words} ` : words;
}

// An element with a text of the course in its own language and direction.
export function said(tag, text, lang, attributes = {}, gap = undefined) {
  return h(tag, { lang, dir: "auto", ...attributes }, shown(text, gap));
}
