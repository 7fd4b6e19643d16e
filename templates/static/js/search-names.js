// Which pages a query names, and which it nearly names. Queries are folded first.

/** Small letters, no accents, single spaces; + and # belong to words, as in the index. */
export const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim();

const names = (page) => (page.names ??= [page.t, ...(page.a ?? []), ...(page.s ?? [])].map(fold));

export const UNNAMED = 10;

/** Whole words come before words that are still being typed: "architect" names an architect, and only then architecture. */
function likeness(name, query) {
  if (name === query) return 0;
  if (name.startsWith(`${query} `)) return 2;
  const words = query.split(" ");
  if (words.every((word) => ` ${name} `.includes(` ${word} `))) return 4;
  if (name.startsWith(query)) return 6;
  return words.every((word) => ` ${name}`.includes(` ${word}`)) ? 8 : UNNAMED;
}

/** How well a query names a page: 0 is the title, 1 another name, 2–3 start one, 4–5 are words of one, 6–9 the same with parts of words. */
export const tier = (page, query) => Math.min(...names(page).map((name, n) => likeness(name, query) + (n && 1)));

/** The pages with a name a few slips of the hand from the query, nearest first. */
export function near(pages, query, slack) {
  const limit = slack + (query.length < 4 ? 0 : query.length < 9 ? 1 : 2);
  return pages
    .map((page) => ({ page, slips: Math.min(...names(page).map((name) => slips(name, query, limit))) }))
    .filter((row) => row.slips <= limit)
    .sort((a, b) => a.slips - b.slips);
}

/** Letters missing, added, changed or swapped; Infinity when surely over the limit. */
function slips(a, b, limit) {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let [before, last] = [[], [...b, ""].map((_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}
