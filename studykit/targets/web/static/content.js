// Texts of the course: a string, or a tree whose nodes are strings and [tag, attributes or 0, ...nodes].
// To show another kind of content, add its tag to SPECIAL, or to TAGS if the browser shows it as it is.

import { h } from "./dom.js";
import { t } from "./words.js";

const TAGS = new Set("p ul ol li em strong code pre span div table thead tbody tr th td br".split(" "));

const MATH = new Set(
  "math semantics annotation mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom"
    .concat(" msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd")
    .split(" "),
);

const SPECIAL = { a: webLink, img: picture, audio: recording, div: box };

const ATTRIBUTES = /^(class|start|scope|colspan|rowspan|role|tabindex|lang|dir|aria-[a-z]+)$/;
const EVENT_OR_ADDRESS = /^(on|href|src|xlink|id$|style$)/i;

let media = {};

export function useMedia(all) {
  media = all ?? {};
}

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
  if (MATH.has(tag)) return formula(tag, attributes, nodes);
  if (SPECIAL[tag]) return SPECIAL[tag](attributes || {}, nodes, gap);
  if (!TAGS.has(tag)) return nodesOf(nodes, gap);
  return element(tag, attributes || {}, nodes, gap);
}

function element(tag, attributes, nodes, gap) {
  const safe = Object.entries(attributes).filter(([name]) => ATTRIBUTES.test(name));
  const made = h(tag, Object.fromEntries(safe), nodesOf(nodes, gap));
  if (attributes.style) made.style.cssText = attributes.style;
  return made;
}

function formula(tag, attributes, nodes) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (!EVENT_OR_ADDRESS.test(name)) made.setAttribute(name, value);
  }
  if (attributes.style) made.style.cssText = attributes.style;
  made.append(...nodes.map((child) => (typeof child === "string" ? child : formula(...headed(child)))));
  return made;
}

const headed = ([tag, attributes, ...nodes]) => [tag, attributes || {}, nodes];

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

function picture({ src, alt }) {
  const found = media[src.replace(/^picture:/, "")];
  if (!found) return h("p", {}, `[${t("picture", { words: alt })}]`);
  const image = h("img", { src: found.src, alt, width: found.width, height: found.height });
  return h("figure", { class: "picture" }, image, found.credit && h("figcaption", {}, found.credit));
}

// A recording with its words, which the attribute `title` has.
function recording({ src, title }) {
  const found = media[src.replace(/^sound:/, "")];
  if (!found) return h("p", {}, `[${t("recording", { words: title })}]`);
  return h(
    "figure",
    { class: "recording" },
    h("audio", { controls: true, preload: "metadata", src: found.src }),
    h("details", {}, h("summary", {}, t("transcript")), h("p", {}, title)),
    found.credit && h("figcaption", {}, found.credit),
  );
}

// The words of a text without its markup, for labels and menus.
export function plainOf(text, gap = () => "…") {
  if (typeof text === "string") return text;
  return text.map((node) => plainOfNode(node, gap)).join("");
}

function plainOfNode(node, gap) {
  if (typeof node === "string") return node;
  const [tag, attributes, ...nodes] = node;
  if (tag === "gap") return gap(attributes);
  if (tag === "semantics") return plainOfNode(nodes.at(-1), gap); // the annotation: the formula in a line
  if (tag === "img") return attributes.alt;
  if (tag === "audio") return attributes.title;
  const words = nodes.map((child) => plainOfNode(child, gap)).join("");
  return /^(p|li|tr|td|th|br|div|pre)$/.test(tag) ? `${words} ` : words;
}

// An element with a text of the course in its own language and direction.
export function said(tag, text, lang, attributes = {}, gap = undefined) {
  return h(tag, { lang, dir: "auto", ...attributes }, shown(text, gap));
}
