// The job description: options show and hide what stands in the page; buttons copy it in three forms and save it as a file.

import { html, markdown, text } from "./advert-copy.js";

const FORMS = { markdown, text, html };

const root = document.querySelector("[data-advert]");
const options = document.querySelector("[data-options]");
const status = document.querySelector("[data-status]");

function show() {
  const { region = "-", remote, length } = Object.fromEntries([...options.querySelectorAll(":checked")].map((chosen) => [chosen.name, chosen.value]));
  for (const line of root.querySelectorAll("[data-region]")) {
    line.hidden = region === "" ? line.dataset.region === "-" : line.dataset.region !== region;
  }
  for (const line of root.querySelectorAll("[data-remote]")) line.hidden = line.dataset.remote !== remote;
  for (const part of root.querySelectorAll("[data-long]")) part.hidden = length === "short";
  status.textContent = "";
}

async function copy(form) {
  const written = FORMS[form](root);
  try {
    // A rich editor takes the HTML as text with headings, a plain one as its source.
    if (form === "html" && window.ClipboardItem) {
      const parts = { "text/html": new Blob([written], { type: "text/html" }), "text/plain": new Blob([written], { type: "text/plain" }) };
      await navigator.clipboard.write([new ClipboardItem(parts)]);
    } else await navigator.clipboard.writeText(written);
    status.textContent = status.dataset.copied;
  } catch {
    getSelection().selectAllChildren(root);
    status.textContent = status.dataset.selected;
  }
}

function download(name) {
  const address = URL.createObjectURL(new Blob([markdown(root)], { type: "text/markdown" }));
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  status.textContent = status.dataset.saved;
}

options.hidden = false;
options.addEventListener("change", show);
const copying = document.querySelector("[data-copying]");
copying.hidden = false;
copying.addEventListener("click", ({ target }) => {
  if (target.dataset.copy) copy(target.dataset.copy);
  else if (target.dataset.download) download(target.dataset.download);
});
show();
