// The view of a comparison: copies of the page's own templates, their slots filled with text, never with markup.

const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language);
const either = new Intl.ListFormat(language, { type: "disjunction" });
const countries = new Intl.DisplayNames(language, { type: "region" });

export const fillIn = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
export const many = ([one, more], n) => fillIn(n === 1 ? one : more, { n: number.format(n) });
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
export const signed = (percent) => `${percent ? (percent > 0 ? "+" : "−") + Math.abs(percent) : "±0"}%`;

const money = (amount, currency) =>
  new Intl.NumberFormat(language, { style: "currency", currency, maximumFractionDigits: amount < 1000 && amount % 1 ? 2 : 0 }).format(amount);
const span = ({ low, high, currency }) => money(low, currency) + (low === high ? "" : `–${number.format(Math.round(high))}`);
const day = (date) => new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(date));

/** The name of a region: the site's own, else the country's. */
export function place({ place: own, region }) {
  if (own) return own;
  const [country, part] = region.split("-");
  try {
    return countries.of(country) + (part ? ` (${part})` : "");
  } catch {
    return region;
  }
}

export function fill(template, values) {
  const part = template.content.cloneNode(true);
  slots(part, values);
  return part;
}

/** Puts texts into slots; slots without a value are emptied. */
export function slots(root, values) {
  for (const slot of root.querySelectorAll("[data-slot]")) {
    if (slot.dataset.slot in values) slot.textContent = values[slot.dataset.slot] ?? "";
  }
}

export const change = (words, { percent, start, end }) => fillIn(words.change, {
  component: words.component[start.component],
  percent: signed(percent),
  place: place(start),
  basis: start.basis === end.basis ? words.basis[start.basis] : fillIn(words.two_bases, { a: words.basis[start.basis], b: words.basis[end.basis] }),
});

/** The sentence that a comparison opens with. */
export function headline(words, [one, other], found, pay) {
  const parts = [found.raised.length && many(words.raised, found.raised.length), found.new.length && many(words.new, found.new.length)];
  const gap = parts.filter(Boolean).join(", ") || words.nothing;
  const money = pay.change ? `; ${change(words, pay.change)}` : "";
  return `${fillIn(words.from_to, { a: one.title, b: other.title })}: ${gap}${money}.`;
}

export const skillName = (need) =>
  (need.label ? `${need.label}: ` : "") + either.format(need.options.map(({ name }) => name));

/** One line of a group; those that can be ticked are handed to `tick`. */
export function line(template, words, it, tick) {
  const climbs = it.have && it.have < it.want;
  const part = fill(template, {
    skill: skillName(it.need),
    note: [it.want && it.need.note, it.through && fillIn(words.through, { label: it.through })].filter(Boolean).join(" · "),
    climb: climbs ? `${words.step[it.have]} → ` : words.step[it.want || it.have],
    want: climbs ? words.step[it.want] : "",
    importance: words.importance[it.need.importance],
  });
  part.querySelector(".bar").classList.add(`bar-${it.want || it.have}`);
  const box = part.querySelector("input");
  if (tick) tick(box, it);
  else box.remove();
  return part;
}

function figure(template, words, it) {
  if (!it) return words.none;
  const { home, n } = it;
  const from = `${capital(words.basis[it.basis])}${it.year ? ` to ${it.year}` : ""}${n ? `, n = ${number.format(n)}` : ""}: ${it.source}`;
  const converted = home?.date && fillIn(words.converted, { range: span(home), rate: home.rate, date: day(home.date) });
  return fill(template, { range: span(it), home: converted, from });
}

/** Fills the table of pay. */
export function payTable(root, words, rows, templates) {
  root.querySelector("tbody").replaceChildren(...rows.map(({ figures, change: it }) => {
    const one = figures[0] ?? figures[1];
    const part = fill(templates.row, {
      what: `${capital(words.component[one.component])}, ${place(one)}`,
      whom: [one.scope, words.whom[one.whom]].filter(Boolean).join(" · "),
      difference: it ? signed(it.percent) : "–",
    });
    part.querySelectorAll("td:not([data-slot])").forEach((cell, side) => cell.append(figure(templates.figure, words, figures[side])));
    return part;
  }));
  root.hidden = !rows.length;
}

/** Fills the table of facts. */
export function terms(root, words, guides) {
  const years = ([from, to]) => (from === undefined ? words.unsaid : to === undefined || to === from ? many(words.years, from)
    : fillIn(words.years[1], { n: `${from}–${to}` }));
  const said = (guide, key) => {
    if (key === "level") return guide.level.name;
    if (key === "family") return guide.family.name;
    if (key === "years") return years(guide.years);
    const value = guide.remote?.[key] ?? null;
    if (value === null) return words.unsaid;
    return key === "overlap_hours" ? many(words.hours, value) : words.remote[key][value];
  };
  for (const row of root.querySelectorAll("[data-term]")) {
    row.querySelectorAll("td").forEach((cell, side) => { cell.textContent = said(guides[side], row.dataset.term); });
  }
}

/** Fills tools and duties. */
export function lists(tools, duties, guides, none) {
  const [first, second] = guides.map((guide) => new Map(guide.tools.map(({ id, name }) => [id, name])));
  const names = (from, test) => [...from].filter(([id]) => test(id)).map(([, name]) => name).join(", ") || none;
  const parts = [names(first, (id) => second.has(id)), names(first, (id) => !second.has(id)), names(second, (id) => !first.has(id))];
  tools.querySelectorAll("dd").forEach((cell, n) => { cell.textContent = parts[n]; });
  duties.querySelectorAll("ul").forEach((list, side) => list.replaceChildren(...guides[side].responsibilities.map((text) => {
    const item = document.createElement("li");
    item.textContent = text;
    return item;
  })));
}
