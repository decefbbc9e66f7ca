function order(list) {
  const rows = shuffle(byNumber(list));
  if (rows.every((row, n) => number(row) === n)) rows.push(rows.shift()); // the right one: no
  list.append(...rows);
  const picked = [];
  const buttons = rows.map((row) => {
    const button = made("button", "pick");
    button.type = "button";
    const badge = made("span", "badge");
    button.append(badge, ...row.childNodes);
    row.append(button);
    return button;
  });
  const show = () => {
    buttons.forEach((button, n) => {
      const place = picked.indexOf(rows[n]);
      button.firstChild.textContent = place < 0 ? "" : place + 1;
      button.setAttribute("aria-pressed", place >= 0);
    });
    memory.keep(picked.length === rows.length ? picked.map(number) : []);
  };
  const pick = (n) => {
    const place = picked.indexOf(rows[n]);
    if (place < 0) picked.push(rows[n]);
    else picked.splice(place, 1);
    show();
  };
  buttons.forEach((button, n) => button.addEventListener("click", () => pick(n)));
  onKey((event) => {
    const n = rowOf(event, rows.length);
    if (n >= 0) pick(n);
  });
  show();
}

function match(lefts, choices) {
  onKey(null);
  choices.append(...shuffle(byNumber(choices)));
  const names = [...choices.children].map((row, n) => {
    return [number(row), `${String.fromCharCode(65 + n)}. ${row.textContent}`];
  });
  const rows = [...lefts.children];
  const selects = rows.map((row) => {
    const select = made("select", "pick");
    select.setAttribute("aria-label", row.textContent);
    select.append(new Option("…", ""), ...names.map(([n, name]) => new Option(name, n)));
    row.append(select);
    return select;
  });
  const keep = () => {
    const values = selects.map((select) => select.value);
    const texts = selects.map((select) => select.selectedOptions[0].text.replace(/^.*?\. /, ""));
    memory.keep(values.includes("") ? [] : values.map((value, n) => [Number(value), texts[n]]));
  };
  memory.keep([]);
  lefts.addEventListener("change", keep);
}

function note(row, isRight, text) {
  row.append(made("div", isRight ? "yours good" : "yours bad", text));
}

const list = body.querySelector("ol.order, ol.pairs, ol.lefts");
if (isFront) {
  if (list.matches(".order")) order(list);
  else match(list, body.querySelector("ol.choices"));
} else {
  onKey(null);
  const chosen = memory.recall() || [];
  const rows = byNumber(list);
  let right = 0;
  rows.forEach((row, n) => {
    if (chosen.length !== rows.length) return;
    if (list.matches(".order")) {
      const place = chosen.indexOf(n);
      right += place === n;
      note(row, place === n, place === n ? "✓" : `you: ${place + 1}`);
    } else {
      const [choice, text] = chosen[n];
      const good = choice === Number(row.dataset.right);
      right += good;
      note(row, good, good ? "✓" : `you: ${text}`);
    }
  });
  if (chosen.length === rows.length) verdict(right === rows.length);
}
