// What has to be known before a page is drawn, so this is no module: the reader's colour scheme, as the system wishes, light or dark,
// kept in this browser only; and whether the address asks something that a script is going to answer (base.css, .waits).
(() => {
  const root = document.documentElement;
  const words = { system: "Auto", light: "Light", dark: "Dark" };
  const order = Object.keys(words);

  const read = () => {
    try {
      const kept = localStorage.getItem("theme");
      return kept in words ? kept : "system";
    } catch {
      return "system"; // storage is switched off
    }
  };
  const keep = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // then it holds for this page only
    }
  };
  const apply = (theme) => {
    if (theme === "system") root.removeAttribute("data-theme");
    else root.dataset.theme = theme;
  };

  let theme = read();
  apply(theme);
  if (location.search.includes("=")) root.dataset.asked = "";

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("[data-theme-switch]");
    if (!button) return;
    const label = button.querySelector("[data-theme-name]");
    const tell = () => { label.textContent = words[theme]; };
    button.hidden = false;
    tell();
    button.addEventListener("click", () => {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      keep(theme);
      apply(theme);
      tell();
    });
  });
})();
