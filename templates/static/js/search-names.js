// Which pages a query names, which it speaks of, and which it nearly names. `page.t` is a title, `page.a` and `page.s` other names.

import { pace } from "./search-list.js";
import { fold } from "./search-fold.js";
import { isMark, markOf, numbered, placeOf, plain, telling, words, written } from "./search-words.js";

export const UNNAMED = 10;
// Where two things are compared, a word that both have is one.
const COMPARING = /\b(vs|versus|or|between)\b/;
const SPACES = 6; // as many may be missing in a name that is near
const BY_TITLE = 0.3, AS_WRITTEN = 0.2;

/** A page's names: as they are folded, as words in one form, and as those of them that ask for no level. */
const names = (page) =>
  (page.names ??= [page.t, ...(page.a ?? []), ...(page.s ?? [])].map((name) => {
    const text = fold(name), form = words(text), core = form.filter((word) => !isMark(word));
    return { text, form: form.join(" "), words: numbered(form), core: core.join(" "), said: numbered(core) };
  }));

/** Every word of a page's names, and its level. */
const bag = (page) =>
  (page.bag ??= new Set([...names(page).flatMap((name) => name.words), ...(page.level === undefined ? [] : [markOf(page.level)])]));

/** Whole words come before words that are still being typed: "architect" names an architect, and only then architecture. */
function likeness(name, query) {
  if (name === query) return 0;
  if (name.startsWith(`${query} `)) return 2;
  const parts = query.split(" ");
  if (parts.every((part) => ` ${name} `.includes(` ${part} `))) return 4;
  if (name.startsWith(query)) return 6;
  return parts.every((part) => ` ${name}`.includes(` ${part}`)) ? 8 : UNNAMED;
}

/**
 * A query as it is folded, as words in one form, and as those of the words that tell, with the levels that some ask for; what is written
 * in it of them; and the words that are known, if they are.
 */
export function understood(text, known) {
  const folded = fold(text), form = words(folded), told = telling(form);
  const asked = told.filter((word) => !isMark(word) && (!known || known.has(word) || !form.some(isMark)));
  const core = (COMPARING.test(folded) ? (list) => [...new Set(list)] : numbered)(asked);
  return {
    words: [...folded.split(" "), ...form],
    text: folded,
    form: form.join(" "),
    telling: numbered(told),
    core,
    levels: form.filter(isMark).map(placeOf),
    written: core.length ? written(folded) : folded,
    known,
  };
}

/**
 * How well a query names a page: 0 is the title, 1 another name, 2–3 start one, 4–5 are words of one, 6–9 the same with parts of words;
 * half a step more where only the one form of the words agrees. Just below 6: the text holds a whole name, the longer the better.
 */
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

/** How far a page is from the levels that a query asks for, in steps. */
export const steps = (page, { levels }) => (page.level === undefined ? UNNAMED : Math.min(...levels.map((level) => Math.abs(page.level - level))));

/** Is a page's title another's with a level before it? "Senior Data Engineer", and not "Data Engineer". */
export const graded = (page, { known }) => isMark(names(page)[0].form) && known.titles.has(names(page)[0].core);

/**
 * How well a query names each guide's ladder, whatever level it asks for: as `naming` does, by the words that ask for none. The guides
 * of a ladder have one title but for its level, and share their names.
 */
export async function ladders(pages, query) {
  const best = new Map();
  if (!query.levels.length || !query.core.length) return () => UNNAMED;
  const asked = query.core.map(plain).join(" "), one = query.core.length === 1;
  const spoken = { text: asked, telling: query.core, known: query.known };
  await pace(pages, (page) => {
    if (page.k !== "guide") return;
    const key = names(page)[0].core;
    const tier = Math.min(...names(page).map(({ form, core, said }, n) => {
      const named = one ? (form === asked ? 0 : UNNAMED) : formal(core, asked);
      return Math.min(named + (n && 1), held({ text: core, words: said }, spoken, page)) + core.length / 1000;
    }));
    best.set(key, Math.min(tier, best.get(key) ?? UNNAMED));
  });
  return (page) => (page.k === "guide" ? best.get(names(page)[0].core) : undefined) ?? UNNAMED;
}

/**
 * Every word of every name, as it is written and in its one form: which pages it starts a word of, whether it is known, and how much it
 * tells: the fewer pages have it in a name, the more.
 */
export async function vocabulary(pages) {
  const places = new Map(), counts = new Map(), titles = new Set();
  await pace(pages, (page) => {
    titles.add(names(page)[0].form);
    for (const word of bag(page)) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const word of new Set(names(page).flatMap((name) => [...name.text.split(" "), ...name.words]))) {
      if (!places.has(word)) places.set(word, []);
      places.get(word).push(page);
    }
  });
  const all = [...places.keys()];
  const starting = (start) => all.filter((word) => word.startsWith(start)).flatMap((word) => places.get(word));
  return {
    all,
    titles,
    has: (word) => places.has(word),
    named: (word) => counts.has(word),
    weight: (word) => Math.log(1 + pages.length / (counts.get(word) ?? pages.length)),
    pages: (words) => new Set([...new Set(words)].flatMap(starting)),
    size: pages.length,
  };
}

/** What share of the telling words of a query stands in a page's names: most where one name has them together. */
export function shares(query) {
  const { weight, named, size } = query.known;
  const asked = query.core.length ? query.core : query.telling, written = query.written.split(" ");
  const known = asked.filter(named);
  const sum = (list) => list.reduce((total, word) => total + weight(word), 0);
  const whole = sum(known) + (asked.length - known.length) * Math.log(1 + size / 4);
  const share = (has) => sum(known.filter(has)) / whole;
  return (page) => {
    if (!known.some((word) => bag(page).has(word))) return 0;
    const [title] = names(page);
    const together = Math.max(...names(page).map((name) => share((word) => name.words.includes(word))));
    const often = (word) => names(page).filter((name) => name.words.includes(word)).length / names(page).length;
    const about = known.reduce((total, word) => total + weight(word) * often(word), 0) / whole;
    const letter = written.filter((word) => names(page).some((name) => ` ${name.text} `.includes(` ${word} `))).length / written.length;
    const titled = title.words.length > 1 && ` ${query.form} `.includes(` ${title.form} `);
    return 0.7 * together + 0.2 * share((word) => bag(page).has(word)) + 0.1 * about + AS_WRITTEN * letter + (titled ? BY_TITLE : 0);
  };
}

/** The pages with a name that is the query but for spaces and one slip of the hand. */
export async function near(pages, query) {
  const close = (text) => text.replaceAll(" ", ""), asked = close(query.text);
  const limit = query.text.length < 6 ? 0 : 1;
  const rows = await pace(pages, (page) => ({
    page,
    slips: Math.min(...names(page).map((name) => (Math.abs(name.text.length - asked.length) > SPACES ? Infinity : slips(close(name.text), asked, limit)))),
  }));
  return rows.filter((row) => row.slips <= limit).sort((a, b) => a.slips - b.slips);
}

const patience = (word) => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** The query with each word that is not known replaced by the nearest that is; nothing where there is none to replace. */
export function mend(known, query) {
  const list = known.all;
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
