// Keys that work without a modifier, and never while words are typed or a menu is open.

let handler = null;
let lettersWork = true;
let escaped = false;

// Use a handler for keys from now on: it gets the event and, after Esc or for a capital, the letter of a
// command, and returns whether it used the key; "typed" lets the browser type it as well.
export function onKeys(listener) {
  handler = listener;
  escaped = false;
}

// Switch the keys of single characters off or on (WCAG 2.1.4); Enter and the arrows always work.
export function useLetters(on) {
  lettersWork = on;
}

const COMMANDS = new Set(["s", "u", "b", "q", "?", "o"]);

document.addEventListener("keydown", (event) => {
  if (!handler || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (document.querySelector("dialog[open]")) return;
  const isCharacter = event.key.length === 1;
  const field = event.target.closest?.("input[type=text], input[type=number], select, textarea");
  if (event.key === "Escape") {
    const menu = document.querySelector("details.menu[open]");
    if (menu) menu.open = false;
    else escaped = !escaped;
    if (field) field.blur();
    return;
  }
  if (field && !escaped && (isCharacter || event.key.startsWith("Arrow"))) return;
  if (isCharacter && event.key !== " " && !lettersWork) return;
  // the browser's own keys of buttons, links and boxes to tick stay
  if ((event.key === " " || event.key === "Enter") && event.target.closest?.("button:not(.line), a, summary"))
    return;
  if (event.key === " " && event.target.closest?.("input, button")) return;
  const isCommand =
    isCharacter &&
    COMMANDS.has(event.key.toLowerCase()) &&
    (escaped || event.key === event.key.toUpperCase());
  escaped = escaped && event.key === "Shift";
  const used = handler(event, isCommand ? event.key.toLowerCase() : null);
  if (used && used !== "typed") event.preventDefault();
});
