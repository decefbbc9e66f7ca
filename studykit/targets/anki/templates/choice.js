const list = card.querySelector("ol.options");
const several = list.hasAttribute("data-several");
if (list.hasAttribute("data-moving")) {
  const rows = byNumber(list);
  const last = rows.filter((row) => row.hasAttribute("data-last"));
  list.append(...shuffle(rows), ...last);
}
const rows = [...list.children];

if (isFront) {
  const group = made("div", "group");
  group.setAttribute("role", several ? "group" : "radiogroup");
  group.setAttribute("aria-labelledby", "prompt");
  list.before(group);
  group.append(list);
  // clients that flip a card on tap ignore `tappable` elements
  const inputs = rows.map((row, n) => {
    const label = badged(row, made("label", "row tappable"), letter(n));
    const input = made("input", "unseen");
    input.type = several ? "checkbox" : "radio";
    input.name = "option";
    label.prepend(input);
    return input;
  });
  const keep = () => {
    rows.forEach((row, n) => row.classList.toggle("picked", inputs[n].checked));
    memory.keep(rows.filter((row, n) => inputs[n].checked).map(number));
  };
  keep();
  list.addEventListener("change", keep);
  onKey((key) => {
    const n = rows.findIndex((row, n) => key === letter(n).toLowerCase() || key === String(n + 1));
    if (n < 0) return;
    inputs[n].checked = several ? !inputs[n].checked : true;
    if (list.contains(document.activeElement)) inputs[n].focus(); // arrow keys continue from here
    keep();
  });
} else {
  const chosen = memory.recall();
  rows.forEach((row, n) => {
    badged(row, made("div", "row"), letter(n));
    if (!chosen.includes(number(row))) return;
    row.classList.add("chosen");
    const isRight = row.classList.contains("right"); // then it has a mark
    if (!isRight) row.querySelector(".text").after(" ", made("span", "mark", "\u2717"));
    row.querySelector(".mark").after(" ", made("span", "yours", say("choice", "your choice")));
  });
  if (chosen.length) {
    verdict(rows.every((row) => row.classList.contains("right") === chosen.includes(number(row))));
  }
}
