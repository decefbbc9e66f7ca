// What several screens have in common.

import { h } from "./dom.js";
import { t } from "./words.js";

export function wayBack() {
  return h("p", { class: "up" }, h("a", { href: "#" }, t("to_start")));
}

// A screen with its title, and a way back to the first one.
export function pageOf(name, title, ...children) {
  const heading = typeof title === "string" ? h("h1", {}, title) : title;
  return h("main", { class: `page ${name}` }, wayBack(), heading, children);
}

// A menu of the sections, without an element if there is only one; `chosen(items)` returns those items whose
// question, `of(item)`, is in the section.
export function sectionMenu(data, of) {
  const menu = h(
    "select",
    { id: "bank" },
    h("option", { value: "" }, t("all_sections")),
    data.banks.map((one, n) => h("option", { value: n }, one.title)),
  );
  const element =
    data.banks.length > 1 &&
    h("div", { class: "setting" }, h("label", { for: "bank" }, t("section")), menu);
  const chosen = (items) =>
    menu.value === "" ? items : items.filter((item) => of(item).bank === Number(menu.value));
  return { menu, element, chosen };
}
