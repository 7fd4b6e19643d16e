// The search page. Without scripts its form and the list of all guides remain. It needs this markup:
//
// <div data-search data-base="/base/">
//   <form role="search" action="/base/search/"> [name=q], a submit button, a <fieldset data-facet="level" hidden> for each facet,
//     <template><label><input type="checkbox"> <span data-slot="name"></span> <span data-slot="count"></span></label></template>
//   <p role="status" data-none data-one data-many data-failed> sentences with {n} and {q}
//   <div data-results data-near data-guide data-skill data-tool data-family data-page> the groups' headings
//   <template data-group><section><h2 data-slot="heading"></h2><ol></ol><button type="button">Show all</button></section></template>
//   <template data-hit><li><a data-slot="title"></a>; slots also, excerpt, every facet, every field of an entry's meta

import { build, count, fits, ticked } from "./search-facets.js";
import { open } from "./search-index.js";
import { draw } from "./search-view.js";

const PAUSE = 120;

function start(root) {
  const form = root.querySelector("form");
  const field = form.elements.q;
  const status = root.querySelector("[role=status]");
  const results = root.querySelector("[data-results]");
  const facets = form.querySelector("details");
  const address = new URLSearchParams(location.search);
  let opening, timer, turn = 0;

  async function ready() {
    const index = await open(root.dataset.base);
    build(form, index.facets, address);
    if (Object.keys(index.facets).some((facet) => address.has(facet))) await index.narrow();
    return index;
  }

  const links = () => [...results.querySelectorAll("a")];

  /** Is an answer still to come? */
  const busy = (yes) => results.setAttribute("aria-busy", yes);
  const settle = (mine) => mine === turn && !timer && busy(false);
  const site = () => (opening ??= ready().catch((fault) => { opening = undefined; throw fault; }));

  async function search() {
    const mine = ++turn;
    const query = field.value.trim();
    let again;
    busy(true);
    const say = (sentence, n) => (status.textContent = sentence.replace("{n}", n).replace("{q}", () => query));
    try {
      const index = await site();
      const { found, alike, more } = await index.find(query);
      if (mine !== turn) return;
      const ticks = ticked(form, index.facets);
      count(form, index.facets, found, ticks);
      const asked = String(new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim())));
      history.replaceState(null, "", asked ? `?${asked}` : location.pathname);
      const rows = asked ? found.filter(({ page }) => fits(page, ticks)) : [];
      const kinds = Map.groupBy(rows, ({ page }) => page.k);
      const groups = [...kinds].map(([kind, rows]) => ({ heading: results.dataset[kind], rows }));
      if (alike.length) groups.unshift({ heading: results.dataset.near, rows: alike });
      const drawn = await draw(root, index.facets, groups);
      if (mine !== turn) return;
      const at = links().indexOf(document.activeElement); // who went on to the results keeps their place among them
      results.replaceChildren(...drawn);
      links()[at]?.focus();
      const { none, one, many } = status.dataset;
      say(asked ? [none, one][rows.length] ?? many : "", rows.length);
      const narrow = asked && (facets?.open ?? true) && index.narrow();
      if (narrow) narrow.then(() => mine === turn && count(form, index.facets, found, ticks), console.warn);
      again = more?.then(() => mine === turn && (results.contains(document.activeElement) ? settle(mine) : search()));
      again?.catch((fault) => { console.warn(fault); settle(mine); });
    } catch (error) {
      console.warn(error);
      if (mine === turn) say(status.dataset.failed);
    } finally {
      if (!again) settle(mine);
      delete document.documentElement.dataset.asked;
    }
  }

  field.value = address.get("q") ?? "";
  form.addEventListener("input", () => { busy(true); clearTimeout(timer); timer = setTimeout(() => { timer = 0; search(); }, PAUSE); });
  facets?.addEventListener("click", () => site().then((index) => index.narrow()?.then(search)).catch(console.warn));
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("focusin", () => site().then((index) => index.warm()).catch(console.warn));
  root.addEventListener("keydown", (event) => {
    const stops = [field, ...links()];
    const at = stops.indexOf(event.target);
    const next = at < 0 ? null : stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (next) event.preventDefault();
    next?.focus();
  });
  search();
}

document.querySelectorAll("[data-search]").forEach(start);
