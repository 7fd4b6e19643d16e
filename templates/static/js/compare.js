// The compare page: two guides chosen by name, what changes from the first to the second, and what is left to learn. It reads
// api/v1/roles.json for the names and api/v1/roles/SLUG.json for each choice, and nothing else. The choice is in the address.

import { combobox } from "./compare-combobox.js";
import { diff, payChange, payRows } from "./compare-diff.js";
import { open as openTicks } from "./compare-ticks.js";
import { fillIn, headline, line, lists, payTable, skillName, slots, terms } from "./compare-view.js";

const GROUPS = ["raised", "new", "met", "dropped"];

async function json(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw Error(`${answer.status} ${address}`);
  return answer.json();
}

function start(root) {
  const { base } = root.dataset;
  const words = JSON.parse(root.querySelector("[data-words]").textContent);
  const form = root.querySelector("form");
  const status = root.querySelector("[data-status]");
  const result = root.querySelector("[data-result]");
  const templates = Object.fromEntries(["line", "row", "figure"].map((name) => [name, root.querySelector(`template[data-${name}]`)]));
  const slot = (name) => result.querySelector(`[data-slot=${name}]`);
  const ticks = openTicks();
  const files = new Map();
  let index, pickers, open = [], turn = 0;

  const guide = (slug) => files.get(slug) ?? files.set(slug, json(`${base}api/v1/roles/${slug}.json`)).get(slug);
  const address = (one, other) => `${base}compare/?a=${one}&b=${other}`;
  const skills = ({ need }) => need.options.map(({ id }) => id);

  /** Says what is left once the ticks are taken off, most important first. */
  function tell() {
    const left = open.filter((it) => !ticks.has(skills(it), it.want));
    const { one, many, done } = slot("left").dataset;
    slot("left").textContent = open.length ? fillIn([done, one][left.length] ?? many, { n: left.length, all: open.length }) : "";
    slot("todo").replaceChildren(...left.map((it) => {
      const item = document.createElement("li");
      item.textContent = `${skillName(it.need)}: ${words.step[it.want]}`;
      return item;
    }));
    slot("todo").hidden = left.length === open.length;
    slot("kept").textContent = ticks.linked ? slot("kept").dataset.linked : slot("kept").dataset.own;
    result.querySelector("[data-keep]").hidden = !ticks.linked;
    slot("shared").textContent = "";
  }

  function tick(box, it) {
    box.checked = ticks.has(skills(it), it.want);
    box.addEventListener("change", () => { ticks.set(skills(it), it.want, box.checked); tell(); });
  }

  function draw(guides) {
    const [one, other] = guides;
    const found = diff(one, other);
    const pay = payChange(one, other);
    const caveats = pay.change ? pay.change.caveats.map((caveat) => words.caveat[caveat]) : [words.why[pay.why]];
    slots(result, {
      title: `${one.title} → ${other.title}`,
      headline: headline(words, guides, found, pay),
      share: found.share === null ? "" : fillIn(words.share, { n: found.share }),
      caveats: caveats.join(" "),
    });
    slot("swap").href = address(other.slug, one.slug);
    [slot("one"), slot("other")].forEach((link, side) => Object.assign(link, { textContent: guides[side].title, href: base + guides[side].url }));
    for (const name of GROUPS) {
      const box = result.querySelector(`[data-group=${name}]`);
      const learnt = name === "raised" || name === "new";
      box.hidden = !found[name].length;
      box.querySelector(".tally").textContent = found[name].length;
      box.querySelector("ul").replaceChildren(...found[name].map((it) => line(templates.line, words, it, learnt && tick)));
    }
    open = [...found.raised, ...found.new].sort((a, b) => b.need.importance - a.need.importance || b.missing - a.missing);
    for (const cell of result.querySelectorAll("[data-title]")) {
      const { title } = guides[cell.dataset.title];
      cell.textContent = cell.dataset.alone ? fillIn(cell.dataset.alone, { title }) : title;
    }
    payTable(result.querySelector("[data-pay]"), words, payRows(one, other), templates);
    terms(result.querySelector("[data-terms]"), words, guides);
    lists(result.querySelector("[data-tools]"), result.querySelector("[data-duties]"), guides, words.unsaid);
    tell();
    result.hidden = false;
    document.title = slot("title").textContent;
  }

  /** Shows the pair in the address; says so where it is none. */
  async function show() {
    const mine = ++turn;
    const asked = new URLSearchParams(location.search);
    const names = ["a", "b"].map((name) => asked.get(name) ?? "");
    status.textContent = "";
    try {
      const { guides } = await (index ??= json(`${base}api/v1/roles.json`));
      pickers ??= [...form.querySelectorAll("[data-picker]")].map((box) => combobox(box, guides, () => {}));
      form.hidden = false;
      const slugs = new Map(guides.map((entry) => [entry.slug, entry]));
      names.forEach((slug, side) => { if (slugs.has(slug)) pickers[side].set(slugs.get(slug)); });
      const unknown = names.find((slug) => slug && !slugs.has(slug));
      if (unknown) status.textContent = fillIn(status.dataset.unknown, { name: unknown });
      if (unknown || !names.every(Boolean)) { result.hidden = true; return; }
      const both = await Promise.all(names.map(guide));
      if (mine !== turn) return;
      draw(both);
      if (names[0] === names[1]) status.textContent = status.dataset.same;
    } catch (fault) {
      console.warn(fault);
      files.clear();
      index = undefined;
      if (mine === turn) status.textContent = status.dataset.failed;
    } finally {
      delete document.documentElement.dataset.asked;
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!pickers) await show();
    if (!pickers) return;
    const wrong = pickers.find((picker) => !picker.value());
    if (wrong) {
      status.textContent = fillIn(status.dataset.unknown, { name: wrong.input.value });
      wrong.input.focus();
      return;
    }
    const [one, other] = pickers.map((picker) => picker.value().slug);
    history.pushState(null, "", address(one, other) + (ticks.linked ? ticks.fragment() : ""));
    await show();
    slot("title").focus();
  });
  slot("swap").addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", slot("swap").href + (ticks.linked ? ticks.fragment() : ""));
    show();
  });
  result.querySelector("[data-share]").addEventListener("click", async ({ target }) => {
    const link = location.href.split("#")[0] + ticks.fragment();
    try {
      await navigator.clipboard.writeText(link);
      slot("shared").textContent = target.dataset.done;
    } catch {
      history.replaceState(null, "", link);
      slot("shared").textContent = target.dataset.failed;
    }
  });
  const redraw = () => show();
  result.querySelector("[data-clear]").addEventListener("click", () => { ticks.clear(); redraw(); });
  result.querySelector("[data-keep]").addEventListener("click", () => { ticks.adopt(); redraw(); });
  addEventListener("popstate", redraw);
  addEventListener("hashchange", () => { ticks.again(); redraw(); });
  show();
}

document.querySelectorAll("[data-compare]").forEach(start);
