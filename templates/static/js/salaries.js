// Narrows the table of all figures down and puts it in order, in place. What is chosen stands in the address, so that it can be kept
// and shared; going back takes it back. Rows without a figure are a state of their own: they stay through every choice that is about
// figures and go to the end of every order.
//
// <div data-pay data-none data-one data-many data-silent-one data-silent-many>: sentences with {n}
//   <form data-filter-form hidden> with a <select> for each facet and one named `order`
//   <p role="status" data-status>
//   <tbody data-rows> <tr data-role="a b" data-family data-level data-region data-currency data-component data-basis
//     data-amount data-day data-silent>

const ORDERS = {
  high: (a, b) => b.amount - a.amount,
  low: (a, b) => a.amount - b.amount,
  new: (a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0),
};

function start(root) {
  const form = root.querySelector("[data-filter-form]");
  const body = root.querySelector("[data-rows]");
  const status = root.querySelector("[data-status]");
  const selects = [...form.querySelectorAll("select")];
  const facets = selects.filter((select) => select.name !== "order");
  const whole = status.textContent;
  const rows = [...body.rows].map((element, place) => ({
    element,
    place,
    silent: "silent" in element.dataset,
    amount: Number(element.dataset.amount ?? NaN),
    day: element.dataset.day ?? "",
  }));

  /** Take over what the address says; a value that no row has is no choice. */
  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === value) ? value : "";
    }
  }

  /** The address of what is chosen now. */
  function address() {
    const chosen = new URLSearchParams();
    for (const { name, value } of selects) if (value) chosen.set(name, value);
    return chosen.size ? `?${chosen}` : location.pathname;
  }

  function fits({ element }, { name, value }) {
    const held = element.dataset[name];
    return !value || held === undefined || held.split(" ").includes(value);
  }

  /** Figures that can be compared come first, then those that cannot, then rows without any. */
  function compare(order) {
    const last = (row) => (row.silent ? 2 : order !== "new" && Number.isNaN(row.amount) ? 1 : 0);
    return (a, b) => last(a) - last(b) || (last(a) ? 0 : ORDERS[order](a, b)) || a.place - b.place;
  }

  function show() {
    const { value: order } = form.elements.order;
    const sorted = order ? [...rows].sort(compare(order)) : rows;
    body.append(...sorted.map((row) => row.element));
    for (const row of rows) row.element.hidden = !facets.every((facet) => fits(row, facet));
    const left = rows.filter((row) => !row.element.hidden);
    const silent = left.filter((row) => row.silent).length;
    status.textContent = facets.some((facet) => facet.value) ? counted(left.length - silent, silent) : whole;
  }

  function counted(figures, silent) {
    const { none, one, many, silentOne, silentMany } = root.dataset;
    const said = [([none, one][figures] ?? many).replace("{n}", figures)];
    if (silent) said.push((silent === 1 ? silentOne : silentMany).replace("{n}", silent));
    return said.join(" · ");
  }

  function choose() {
    history.pushState(null, "", address());
    show();
  }

  form.addEventListener("change", choose);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const select of selects) select.value = "";
    choose();
  });
  addEventListener("popstate", () => {
    read();
    show();
  });
  form.hidden = false;
  read();
  show();
}

document.querySelectorAll("[data-pay]").forEach(start);
