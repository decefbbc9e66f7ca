// Elements are made here, from data and never from HTML.

// Make an element.  Of the attributes, `on` has listeners, `style` has CSS, and those that are null or
// false are left out.  Children are nodes, strings, and lists of both; null is left out.
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return element;
}

export function button(label, press, attributes = {}) {
  return h("button", { type: "button", on: { click: press }, ...attributes }, label);
}

// Words for screen readers alone.
export function unseen(words) {
  return h("span", { class: "unseen" }, words);
}

// A sign that screen readers leave out, since words beside it say the same.
export function sign(character, name = "sign") {
  return h("span", { class: name, "aria-hidden": "true" }, character);
}

const page = document.getElementById("page");
const announcer = h("p", { role: "status", class: "unseen" });
document.body.append(announcer);

// Show a screen instead of the one before, and move the focus to `focus`, by default its heading.
export function mount(screen, focus = screen.querySelector("h1")) {
  page.replaceChildren(screen);
  window.scrollTo(0, 0);
  if (focus) focusOn(focus);
}

// Move the focus to an element that need not take it with the Tab key.
export function focusOn(element) {
  if (!element.matches("a, button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

// Say something to screen readers, also if it is what was said last.
export function announce(words) {
  announcer.textContent = announcer.textContent === words ? `${words}\u00a0` : words;
}
