// The list of faults over a page, in a shadow tree so that neither's styles reach the other. All text is set as text.

const SHEET = "/@preview/preview.css";
let host = null;

function element(name, text = "", className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

// Opens the overlay, or replaces what it lists.
export function show(problems) {
  hide();
  host = element("div", "", "preview-overlay-host");
  const sheet = element("link");
  sheet.rel = "stylesheet";
  sheet.href = SHEET;
  const box = element("section", "", "overlay");
  box.setAttribute("role", "alert");
  box.tabIndex = -1;
  const close = element("button", "Hide");
  close.type = "button";
  close.addEventListener("click", hide);
  const count = problems.length === 1 ? "1 fault" : `${problems.length} faults`;
  const top = element("header");
  top.append(element("h2", `${count}; the page is as it was before`), close);
  box.append(top, ...problems.map((problem) => element("pre", problem)));
  host.attachShadow({ mode: "open" }).append(sheet, box);
  host.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.body.append(host);
}

export function hide() {
  host?.remove();
  host = null;
}
