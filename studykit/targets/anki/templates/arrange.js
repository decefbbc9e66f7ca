function order(list) {
  const rows = shuffle(byNumber(list));
  if (rows.every((row, n) => number(row) === n)) rows.push(rows.shift()); // never show the right order
  list.append(...rows);
  const picked = []; // rows in the order of the taps
  const buttons = rows.map((row) => badged(row, made("button", "row tappable"), ""));
  const show = () => {
    rows.forEach((row, n) => {
      const place = picked.indexOf(row) + 1;
      row.classList.toggle("picked", place > 0);
      row.querySelector(".badge").textContent = place || "";
      buttons[n].setAttribute("aria-pressed", place > 0);
    });
    memory.keep(picked.length === rows.length ? picked.map(number) : []);
  };
  buttons.forEach((button, n) => {
    button.type = "button";
    button.addEventListener("click", () => {
      if (picked.includes(rows[n])) picked.splice(picked.indexOf(rows[n]), 1);
      else picked.push(rows[n]);
      show();
    });
  });
  show();
}

function match(lefts, choices) {
  choices.append(...shuffle(byNumber(choices)));
  const names = [...choices.children].map((row) => row.textContent);
  const numbers = [...choices.children].map(number);
  const selects = [...lefts.children].map((row) => {
    const select = made("select", "tappable");
    select.setAttribute("aria-label", row.textContent);
    select.append(new Option("…", ""), ...names.map((name, n) => new Option(`${letter(n)}. ${name}`, n)));
    row.append(select);
    return select;
  });
  const keep = () => {
    const all = selects.every((select) => select.value);
    memory.keep(all ? selects.map(({ value }) => [numbers[value], names[value]]) : []);
  };
  keep();
  lefts.addEventListener("change", keep);
}

// The indices of a longest run of values that increase: only the lines beside it are out of order.
function longestRun(values) {
  const lengths = values.map(() => 1);
  const before = values.map(() => -1);
  let last = 0;
  values.forEach((value, n) => {
    for (let i = 0; i < n; i++) {
      if (values[i] < value && lengths[i] >= lengths[n]) [lengths[n], before[n]] = [lengths[i] + 1, i];
    }
    if (lengths[n] > lengths[last]) last = n;
  });
  const run = new Set();
  for (let n = last; n >= 0; n = before[n]) run.add(n);
  return run;
}

const list = card.querySelector("ol.order, ol.pairs, ol.lefts");
if (isFront) {
  if (list.matches(".order")) order(list);
  else match(list, card.querySelector("ol.choices"));
} else {
  const chosen = memory.recall();
  const rows = byNumber(list);
  const isOrder = list.matches(".order");
  if (isOrder) rows.forEach((row, n) => badged(row, made("div", "row"), n + 1));
  if (chosen.length === rows.length) {
    // an order is stored as the rows' numbers, a match as each row's choice and its words
    const places = isOrder ? rows.map((row, n) => chosen.indexOf(n) + 1) : [];
    const run = longestRun(places);
    const isGood = (row, n) => (isOrder ? run.has(n) : chosen[n][0] === Number(row.dataset.right));
    rows.forEach((row, n) => {
      const words = isOrder ? places[n] : chosen[n][1];
      mark(row.querySelector(isOrder ? ".text" : ".right"), isGood(row, n), saidBy(words));
    });
    verdict(rows.every(isGood));
  }
}
