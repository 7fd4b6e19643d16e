// What changes between two guides of api/v1/roles/: the same rules as sitegen/careers, and tested against them.

/** Skill id -> { step, through }: what somebody in the role brings; every option of a choice counts, marked by its label. */
export function known(guide) {
  const found = new Map();
  for (const need of guide.skills) {
    for (const { id } of need.options) {
      const before = found.get(id);
      const surer = before && before.step === need.step && before.through && !need.label;
      if (!before || need.step > before.step || surer) found.set(id, { step: need.step, through: need.label });
    }
  }
  return found;
}

const best = (brings, options) =>
  options.map(({ id }) => brings.get(id) ?? { step: 0, through: "" })
    .reduce((a, b) => (b.step > a.step || (b.step === a.step && a.through && !b.through) ? b : a));

/** Groups what `end` asks for as met, raised and new, and what of `start` it no longer lists; each by importance. */
export function diff(start, end) {
  const brings = known(start);
  const wants = end.skills.map((need, place) => {
    const { step, through } = best(brings, need.options);
    return { need, place, have: step, want: need.step, missing: Math.max(0, need.step - step), through: need.label ? "" : through };
  });
  wants.sort((a, b) => b.need.importance - a.need.importance || b.missing - a.missing || a.place - b.place);
  const asked = new Set(end.skills.flatMap((need) => need.options.map(({ id }) => id)));
  const whole = wants.reduce((sum, { need }) => sum + need.importance * 60, 0);
  const there = wants.reduce((sum, it) => sum + (it.need.importance * 60 * Math.min(it.have, it.want)) / it.want, 0);
  return {
    met: wants.filter((it) => !it.missing),
    raised: wants.filter((it) => it.have && it.missing),
    new: wants.filter((it) => !it.have),
    dropped: start.skills.filter((need) => !need.options.some(({ id }) => asked.has(id)))
      .map((need) => ({ need, have: need.step, want: 0, missing: 0, through: "" }))
      .sort((a, b) => b.need.importance - a.need.importance),
    share: whole ? Math.floor((Math.round(there) * 100) / whole) : null,
  };
}

/** Whose figures tell two roles apart; those of a whole occupation or family hold other roles. */
const COMPARED = new Set(["rung", "role"]);

const cell = (figure) => JSON.stringify([figure.region, figure.component, figure.scope, figure.whom]);

const rate = ({ low, high, home }) => (low + high ? (home.low + home.high) / (low + high) : 0);
const amount = ({ low, high, median }, factor, medians) => (medians ? median : (low + high) / 2) * factor;

/** The difference between two figures of one cell, or null where they are not to be compared. */
export function difference(start, end) {
  if (!start || !end || cell(start) !== cell(end) || !COMPARED.has(start.whom)) return null;
  if (start.whom !== "rung" && start.subject === end.subject) return null;
  const converted = start.currency !== end.currency;
  if (converted && (!start.home || !end.home)) return null;
  const medians = start.median !== null && end.median !== null;
  const [a, b] = [start, end].map((figure) => amount(figure, converted ? rate(figure) : 1, medians));
  const caveats = [
    start.whom !== "rung" && "not-this-level",
    start.basis !== end.basis && "different-evidence",
    start.year !== end.year && "different-years",
    converted && "converted",
  ].filter(Boolean);
  return { percent: a ? Math.floor((b / a - 1) * 100 + 0.5) : 0, start, end, caveats };
}

/** The first comparable pair of figures, as { change }, or { why } there is none. */
export function payChange(start, end) {
  if (!start.pay.length || !end.pay.length) return { why: "no-figure" };
  let same = false;
  let wide = false;
  for (const one of start.pay) {
    for (const other of end.pay.filter((figure) => cell(figure) === cell(one))) {
      const change = difference(one, other);
      if (change) return { change };
      if (one.whom !== "rung" && one.subject === other.subject) same = true;
      else wide ||= !COMPARED.has(one.whom);
    }
  }
  if (same) return { why: "same-figure" };
  return { why: wide ? "whole-occupations" : "not-comparable" };
}

/** The figures of two guides side by side, a row a cell, those of the first guide first. */
export function payRows(start, end) {
  const rows = new Map();
  [start, end].forEach((guide, side) => {
    for (const figure of guide.pay) {
      const row = rows.get(cell(figure)) ?? rows.set(cell(figure), [null, null]).get(cell(figure));
      row[side] ??= figure;
    }
  });
  return [...rows.values()].map((figures) => ({ figures, change: difference(...figures) }));
}
