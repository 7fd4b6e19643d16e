// Every page: "/" and Ctrl-K or Cmd-K go to the search field. <input type="checkbox" data-slash> lets those who steer by voice
// switch "/" off (WCAG 2.1.4); the device remembers it.

const OFF = "slash-off";
const writing = (target) => target.closest("input:not([type=checkbox]), textarea, select");

document.addEventListener("keydown", (event) => {
  const command = event.ctrlKey || event.metaKey;
  const slash = event.key === "/" && !command && !writing(event.target) && !localStorage.getItem(OFF);
  const field = document.querySelector("[data-search] [name=q]") ?? document.querySelector("[name=q]");
  if (!field || !(slash || (command && event.key === "k"))) return;
  event.preventDefault();
  field.focus();
  field.select();
});

for (const box of document.querySelectorAll("[data-slash]")) {
  box.checked = !localStorage.getItem(OFF);
  box.onchange = () => (box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
}
