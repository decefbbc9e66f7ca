const list = body.querySelector("ol.options");
const several = list.hasAttribute("data-several");
if (list.hasAttribute("data-moving")) {
  const rows = byNumber(list);
  const last = rows.filter((row) => row.hasAttribute("data-last"));
  list.append(...shuffle(rows.filter((row) => !last.includes(row))), ...last);
}
const rows = [...list.children];

if (isFront) {
  const group = made("div", "group");
  group.setAttribute("role", several ? "group" : "radiogroup");
  group.setAttribute("aria-labelledby", "prompt");
  list.before(group);
  group.append(list);
  const inputs = rows.map((row) => {
    const label = document.createElement("label");
    const input = document.createElement("input");
    input.type = several ? "checkbox" : "radio";
    input.name = "option";
    label.append(input, ...row.childNodes);
    row.append(label);
    return input;
  });
  const keep = () => memory.keep(rows.filter((row, n) => inputs[n].checked).map(number));
  memory.keep([]);
  list.addEventListener("change", keep);
  onKey((event) => {
    const n = rowOf(event, rows.length);
    if (n < 0) return;
    inputs[n].checked = several ? !inputs[n].checked : true;
    inputs[n].focus();
    keep();
  });
} else {
  onKey(null);
  const chosen = memory.recall() || [];
  for (const row of rows) {
    if (!chosen.includes(number(row))) continue;
    row.classList.add("chosen");
    row.querySelector(".text").append(" ", made("span", "yours", "your choice"));
  }
  if (chosen.length) {
    verdict(rows.every((row) => row.classList.contains("right") === chosen.includes(number(row))));
  }
}
