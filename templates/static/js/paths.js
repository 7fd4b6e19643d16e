// The path finder. It reads api/v1/graph.json and nothing else; the question is in the address.

import { combobox } from "./compare-combobox.js";
import { capital, fill, fillIn, many, place, signed } from "./compare-view.js";
import { network, routes } from "./paths-routes.js";

async function load(base) {
  const answer = await fetch(`${base}api/v1/graph.json`);
  if (!answer.ok) throw Error(answer.status);
  const graph = await answer.json();
  const hops = new Map(graph.edges.toReversed().map((edge) => [`${edge.origin} ${edge.to}`, edge]));
  return { graph, hops, network: network(graph) };
}

function start(root) {
  const { base, compare } = root.dataset;
  const words = JSON.parse(root.querySelector("[data-words]").textContent);
  const form = root.querySelector("form");
  const status = root.querySelector("[data-status]");
  const found = root.querySelector("[data-found]");
  const [routeForm, hopForm] = ["route", "hop"].map((name) => root.querySelector(`template[data-${name}]`));
  const example = [...found.children];
  let loading, pickers;

  const graph = () => (loading ??= load(base).catch((fault) => { loading = undefined; throw fault; }));
  const page = (node) => `${base}roles/${node.slug}/`;

  function asks({ kind, years, raised, new: fresh, pay }) {
    const gap = [raised && many(words.raised, raised), fresh && many(words.new, fresh)].filter(Boolean).join(", ") || words.nothing;
    const [a, b] = pay?.basis.map((basis) => words.basis[basis]) ?? [];
    const change = pay && fillIn(words.change, {
      component: words.component[pay.component],
      percent: signed(pay.percent),
      place: place({ region: pay.region }),
      basis: a === b ? a : fillIn(words.two_bases, { a, b }),
    });
    const span = years && (years[0] === years[1] ? many(words.years, years[0]) : fillIn(words.years[1], { n: years.join("–") }));
    const caveats = pay?.caveats.map((caveat) => words.caveat[caveat]).join(" ");
    return [words.kind[kind], span, gap, change, caveats].filter(Boolean).join(" · ");
  }

  function drawHop(site, edge) {
    const [one, other] = [edge.origin, edge.to].map((at) => site.graph.nodes[at]);
    const part = fill(hopForm, { asks: asks(edge), end: other.title });
    part.firstElementChild.classList.toggle("suggested", edge.kind === "suggested");
    part.querySelector("[data-slot=end]").href = page(other);
    const link = part.querySelector("[data-slot=compare]");
    const more = link.querySelector("[data-slot=become]");
    more.textContent = fillIn(more.dataset.text, { b: other.title });
    if (compare) link.href = `${base}${compare}?a=${one.slug}&b=${other.slug}`;
    else link.remove();
    return part;
  }

  function draw(site, ways) {
    const list = document.createElement("ul");
    list.className = "routes";
    list.append(...ways.map(({ nodes }, n) => {
      const part = fill(routeForm, {});
      const title = part.querySelector("[data-slot=title]");
      title.textContent = fillIn(nodes.length === 2 ? title.dataset.one : title.dataset.many, { place: n + 1, n: nodes.length - 1 });
      const first = site.graph.nodes[nodes[0]];
      Object.assign(part.querySelector("[data-slot=start]"), { textContent: first.title, href: page(first) });
      part.querySelector("ol").append(...nodes.slice(1).map((to, at) => drawHop(site, site.hops.get(`${nodes[at]} ${to}`))));
      return part;
    }));
    found.replaceChildren(list);
  }

  async function show() {
    const asked = new URLSearchParams(location.search);
    const [from, to] = ["from", "to"].map((name) => asked.get(name) ?? "");
    try {
      const site = await graph();
      const { nodes } = site.graph;
      pickers ??= [...form.querySelectorAll("[data-picker]")].map((box) => combobox(box, nodes, () => {}));
      const ends = [from, to].map((slug) => nodes.findIndex((node) => node.slug === slug));
      ends.forEach((at, side) => at >= 0 && pickers[side].set(nodes[at]));
      const unknown = [from, to].find((slug, side) => slug && ends[side] < 0);
      if (unknown) status.textContent = fillIn(status.dataset.unknown, { name: unknown });
      if (unknown || !from || !to) return found.replaceChildren(...example);
      const ways = routes(site.network, ...ends);
      const { none, one, many: more, same } = status.dataset;
      const [a, b] = ends.map((at) => nodes[at].title);
      status.textContent = capital(fillIn(from === to ? same : ([none, one][ways.length] ?? more), { n: ways.length, a, b }));
      draw(site, ways);
    } catch (fault) {
      console.warn(fault);
      status.textContent = status.dataset.failed;
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
    const [from, to] = pickers.map((picker) => picker.value().slug);
    history.pushState(null, "", `${base}paths/?from=${from}&to=${to}`);
    await show();
  });
  addEventListener("popstate", () => { status.textContent = ""; show(); });
  form.hidden = false;
  show();
}

document.querySelectorAll("[data-paths]").forEach(start);
