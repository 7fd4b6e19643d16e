// Narrows a list in place. The facets are links that work without this: each is given the address of the narrowed list, and a press
// shows it without loading the page again. The state is in the address, so it can be kept and shared.
//
// <div data-filter data-none data-one data-many>: sentences with {n}
//   <a data-facet="family" data-value="data">, rows <li data-family="data" data-level="senior"> in <section data-group>
//   <p role="status" data-status>

function start(root) {
  const links = [...root.querySelectorAll("a[data-facet]")];
  const rows = [...root.querySelectorAll("[data-group] li")];
  const groups = [...root.querySelectorAll("[data-group]")];
  const status = root.querySelector("[data-status]");
  const facets = [...new Set(links.map((link) => link.dataset.facet))];
  const whole = status.textContent;

  const state = () => new URLSearchParams(location.search);
  const fits = (row, asked) => facets.every((facet) => !asked.get(facet) || asked.get(facet) === row.dataset[facet]);

  /** The address of the list once `link` is pressed: its value set, or taken away where it was set. */
  function address(link, asked) {
    const { facet, value } = link.dataset;
    const next = new URLSearchParams(asked);
    if (next.get(facet) === value) next.delete(facet);
    else next.set(facet, value);
    return next.size ? `?${next}` : location.pathname;
  }

  function show() {
    const asked = state();
    const narrowed = facets.some((facet) => asked.get(facet));
    for (const row of rows) row.hidden = !fits(row, asked);
    for (const group of groups) {
      group.hidden = !group.querySelector("li:not([hidden])");
      const jump = root.querySelector(`a[href="#${group.querySelector("h2").id}"]`);
      if (jump) jump.parentElement.hidden = group.hidden;
    }
    for (const link of links) {
      link.href = address(link, asked);
      if (asked.get(link.dataset.facet) === link.dataset.value) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    const left = rows.filter((row) => !row.hidden).length;
    const { none, one, many } = root.dataset;
    status.textContent = narrowed ? ([none, one][left] ?? many).replace("{n}", left) : whole;
  }

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-facet]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    history.pushState(null, "", link.href);
    show();
  });
  addEventListener("popstate", show);
  show();
}

document.querySelectorAll("[data-filter]").forEach(start);
