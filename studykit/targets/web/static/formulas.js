// Formulas, whose nodes are those of MathML.

import { nodeMakers } from "./content.js";

const MATH =
  "math semantics annotation mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom" +
  " msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd";
const EVENT_OR_ADDRESS = /^(on|href|src|xlink|id$|style$)/i;

for (const tag of MATH.split(" ")) {
  nodeMakers[tag] = (attributes, nodes) => formula(tag, attributes, nodes);
}

function formula(tag, attributes, nodes) {
  const made = document.createElementNS("http://www.w3.org/1998/Math/MathML", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (!EVENT_OR_ADDRESS.test(name)) made.setAttribute(name, value);
  }
  if (attributes.style) made.style.cssText = attributes.style;
  made.append(...nodes.map((child) => (typeof child === "string" ? child : formula(...headed(child)))));
  return made;
}

const headed = ([tag, attributes, ...nodes]) => [tag, attributes || {}, nodes];
