// Which pages a query names, which it speaks of, and which it nearly names. `page.t` is a title, `page.a` and `page.s` other names.

import { fold, numbered, plain, telling, words } from "./search-words.js";

export { fold };
export const UNNAMED = 10;

/** A page's names: as they are folded, and as words in one form. */
const names = (page) =>
  (page.names ??= [page.t, ...(page.a ?? []), ...(page.s ?? [])].map((name) => {
    const form = words(name);
    return { text: fold(name), form: form.join(" "), words: numbered(form) };
  }));

/** Every word of a page's names. */
const bag = (page) => (page.bag ??= new Set(names(page).flatMap((name) => name.words)));

/** Whole words come before words that are still being typed: "architect" names an architect, and only then architecture. */
function likeness(name, query) {
  if (name === query) return 0;
  if (name.startsWith(`${query} `)) return 2;
  const parts = query.split(" ");
  if (parts.every((part) => ` ${name} `.includes(` ${part} `))) return 4;
  if (name.startsWith(query)) return 6;
  return parts.every((part) => ` ${name}`.includes(` ${part}`)) ? 8 : UNNAMED;
}

/** A query as it is folded, as words in one form, and as those of the words that tell; with the words that are known, if they are. */
export function understood(text, known) {
  const form = words(text);
  return { text: fold(text), form: form.join(" "), telling: numbered(telling(form)), known };
}

/**
 * How well a text names a page: 0 is the title, 1 another name, 2–3 start one, 4–5 are words of one, 6–9 the same with parts of words;
 * half a step more where only the one form of the words agrees. Just below 6: the text holds a whole name, the longer the better.
 */
export const tier = (page, text) => naming(page, understood(text));

/** The same for a text that is understood already. */
export function naming(page, query) {
  const asked = query.telling.map(plain).join(" ");
  return Math.min(
    UNNAMED,
    ...names(page).map((name, n) => {
      const other = n && 1;
      return Math.min(
        likeness(name.text, query.text) + other,
        formal(name.form, query.form) + other,
        formal(name.form, asked) + other,
        page.k === "guide" ? held(name, query, page) : UNNAMED,
      ) + name.words.length / 1000; // of two alike, the shorter name is the nearer
    }),
  );
}

/** Likeness in the one form of the words: whole words only, and no more of them than the name has. One alone says less. */
function formal(name, query) {
  const count = query.split(" ").length;
  const found = count > name.split(" ").length ? UNNAMED : likeness(name, query);
  return found < 6 ? found + (count > 1 ? 0.5 : 3.5) : UNNAMED;
}

/** Does a query hold a whole name, and nothing that speaks of other pages? A name of one word has to stand there as it is, among few. */
function held(name, { text, telling, known }, page) {
  const one = name.words.length === 1;
  const stands = one ? telling.length < 3 && text.split(" ").includes(name.text) : name.words.every((word) => telling.includes(word));
  return stands && !telling.some((word) => known?.has(word) && !bag(page).has(word)) ? 5.95 - name.words.length / 10 : UNNAMED;
}

/** How much a word tells: the fewer pages have it in a name, the more. */
function weights(pages) {
  const counts = new Map();
  for (const page of pages) {
    for (const word of bag(page)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return (word) => Math.log(1 + pages.length / (counts.get(word) ?? pages.length));
}

/** For each page, what share of the telling words of a query stands in its names: most where one name has them together. */
export function shares(pages, query) {
  const weight = weights(pages);
  const known = query.telling.filter((word) => pages.some((page) => bag(page).has(word)));
  const sum = (list) => list.reduce((total, word) => total + weight(word), 0);
  const whole = sum(known) + (query.telling.length - known.length) * Math.log(1 + pages.length / 4);
  const share = (has) => sum(known.filter(has)) / whole;
  return (page) => {
    if (!known.some((word) => bag(page).has(word))) return 0;
    const together = Math.max(...names(page).map((name) => share((word) => name.words.includes(word))));
    const often = (word) => names(page).filter((name) => name.words.includes(word)).length / names(page).length;
    const about = known.reduce((total, word) => total + weight(word) * often(word), 0) / whole;
    return 0.7 * together + 0.2 * share((word) => bag(page).has(word)) + 0.1 * about;
  };
}

/** Every word of every name, as it is written and in its one form. */
export const vocabulary = (pages) =>
  new Set(pages.flatMap((page) => names(page).flatMap((name) => [...name.text.split(" "), ...name.words])));

/** The pages with a name that is the query but for spaces and one slip of the hand. */
export function near(pages, query) {
  const close = (text) => text.replaceAll(" ", "");
  const limit = query.text.length < 6 ? 0 : 1;
  return pages
    .map((page) => ({ page, slips: Math.min(...names(page).map((name) => slips(close(name.text), close(query.text), limit))) }))
    .filter((row) => row.slips <= limit)
    .sort((a, b) => a.slips - b.slips);
}

const patience = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** The query with each word that is not known replaced by the nearest that is; nothing where there is none to replace. */
export function mend(known, query) {
  const list = [...known];
  const mended = query.text.split(" ").map((word) => {
    const limit = patience(word);
    if (!limit || words(word).every((part) => known.has(part)) || list.some((one) => one.startsWith(word))) return word;
    const [, best] = list.reduce(([least, best], one) => {
      const count = slips(one, word, limit);
      return count < least ? [count, one] : [least, best];
    }, [limit + 1, word]);
    return best;
  }).join(" ");
  return mended === query.text ? undefined : understood(mended, known);
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
