// An editable combobox with a list, as the ARIA Authoring Practices describe it: typing filters, arrows move, Enter chooses, Escape
// closes. <div data-picker> <input role=combobox aria-controls=ID> <ul id=ID hidden></ul>

import { fold } from "./search-fold.js";

const MOST = 12;
const UNNAMED = 5;

/** How well a name fits what was typed: 0 is the name itself, then its start, whole words of it, starts of its words. */
function fit(name, typed) {
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  const words = typed.split(" ");
  if (words.every((word) => ` ${name} `.includes(` ${word} `))) return 2;
  return words.every((word) => ` ${name}`.includes(` ${word}`)) ? 3 : UNNAMED;
}

/** Guides whose names hold what was typed, best first; of two that fit alike, the one whose title does. */
export function matching(guides, text) {
  const typed = fold(text);
  if (!typed) return guides;
  return guides
    .map((guide) => {
      guide.names ??= [guide.title, ...guide.also_known_as].map(fold);
      return { guide, fit: Math.min(...guide.names.map((name, n) => fit(name, typed) + (n && 0.5))) };
    })
    .filter((row) => row.fit < UNNAMED)
    .sort((a, b) => a.fit - b.fit || a.guide.title.localeCompare(b.guide.title))
    .map((row) => row.guide);
}

/** Brings a picker to life. `chosen` is told of every choice; returns { set, value }. */
export function combobox(root, guides, chosen) {
  const input = root.querySelector("[role=combobox]");
  const list = root.querySelector("ul");
  list.role = "listbox";
  let options = [], active = -1, value = null;

  const open = () => !list.hidden;

  function mark(place) {
    active = place;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === place));
    if (place < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", list.children[place].id);
      list.children[place].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    mark(-1);
  }

  function show(typed) {
    options = matching(guides, typed).slice(0, typed ? MOST : undefined);
    list.replaceChildren(...options.map((guide, n) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `${list.id}-${n}`, role: "option", textContent: guide.title });
      option.setAttribute("aria-selected", "false");
      return option;
    }));
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(open()));
    mark(-1);
  }

  function set(guide) {
    value = guide;
    input.value = guide?.title ?? "";
    close();
  }

  const choose = (place) => { set(options[place]); chosen(value); };

  /** What the field names: the guide chosen, else the only one, or the very one, that was typed. */
  function named() {
    if (value && input.value === value.title) return value;
    const found = matching(guides, input.value);
    return input.value.trim() && (found.length === 1 || fold(found[0]?.title ?? "") === fold(input.value)) ? found[0] : null;
  }

  input.addEventListener("input", () => { value = null; show(input.value); });
  input.addEventListener("click", () => { if (!open()) show(value ? "" : input.value); });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const place = [...list.children].indexOf(event.target.closest("[role=option]"));
    if (place >= 0) choose(place);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Escape") {
      if (open()) close();
      else set(null);
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      if (!open()) show(value ? "" : input.value);
      if (event.altKey) return event.preventDefault();
      const step = key === "ArrowDown" ? 1 : -1;
      if (options.length) mark((active + step + options.length + (active < 0 && step < 0)) % options.length);
    } else if (key === "Enter" && open() && active >= 0) choose(active);
    else return;
    event.preventDefault();
  });
  // What was typed while the names were still on their way is answered now.
  if (document.activeElement === input && input.value) show(input.value);
  return { set, value: named, input };
}
