// Pictures and recordings, which the data of the page has by their names.

import { media, nodeMakers } from "./content.js";
import { h } from "./dom.js";
import { t } from "./words.js";

Object.assign(nodeMakers, { img: picture, audio: recording });

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
