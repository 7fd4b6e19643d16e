// Facets: checkboxes with counts, from the list of names alone. `page.f` holds, facet by facet, the places of its values.

const MOST = 12;

// They are open beside the results where there is room, and folded away where there is not.
const wide = matchMedia("(min-width: 60rem)");
const fit = () => document.querySelectorAll("[data-facets]").forEach((box) => { box.open = wide.matches; });
wide.addEventListener("change", fit);
fit();

/** Makes the checkboxes, ticked as the address says. */
export function build(form, facets, address) {
  for (const [facet, values] of Object.entries(facets)) {
    const box = form.querySelector(`[data-facet="${facet}"]`);
    for (const value of values) {
      const label = form.querySelector("template").content.firstElementChild.cloneNode(true);
      const checked = address.getAll(facet).includes(value);
      Object.assign(label.querySelector("input"), { name: facet, value, checked });
      label.querySelector("[data-slot=name]").append(value);
      box?.append(label);
    }
  }
}

/** The places of the ticked values, facet by facet. */
export function ticked(form, facets) {
  const data = new FormData(form);
  return Object.entries(facets).map(([facet, values]) => data.getAll(facet).map((value) => values.indexOf(value)));
}

/** Has the page, in every facet but `except`, one of the ticked values? */
export const fits = (page, ticks, except) =>
  ticks.every((places, n) => n === except || !places.length || places.some((place) => page.f?.[n].includes(place)));

/** Writes at each box how many rows it would leave; hides the empty ones and all but the fullest. */
export function count(form, facets, rows, ticks) {
  Object.keys(facets).forEach((facet, n) => {
    const labels = [...form.querySelectorAll(`[data-facet="${facet}"] label`)];
    const counts = labels.map(() => 0);
    for (const { page } of rows) if (fits(page, ticks, n)) page.f?.[n].forEach((place) => counts[place]++);
    const least = [...counts].sort((a, b) => b - a)[MOST - 1] || 1;
    labels.forEach((label, place) => {
      label.querySelector("[data-slot=count]").textContent = counts[place];
      label.hidden = counts[place] < least && !label.control.checked;
    });
    if (labels[0]) labels[0].parentElement.hidden = labels.every((label) => label.hidden);
  });
}
