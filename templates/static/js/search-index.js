// The index: the list of names at once, Pagefind's engine when words are asked for.

import { ids } from "./search-ids.js";
import { load, pace } from "./search-list.js";
import { UNNAMED, graded, ladders, mend, naming, near, shares, steps, understood, vocabulary } from "./search-names.js";
import { fold } from "./search-fold.js";
import { learn, spellings, telling } from "./search-words.js";

// A field with all the words scores its weight times their rarity; a text at most 2.4 times.
const WEIGHTS = { title: 10, also: 8, terms: 8, skills: 4, main: 6, about: 1 };
const KINDS = ["guide", "skill", "family", "tool", "page"];
const byKind = (a, b) => KINDS.indexOf(a.page.k) - KINDS.indexOf(b.page.k);
// Where no name answers: how much the words in a page's names count beside those in its text, and from which share on they do alone.
const BY_NAME = 1, BY_TEXT = 0.6, ENOUGH = 0.6, NAMED = 5;
// Of what a text says, how much having every word counts beside having each; and the score that counts as half of having a word.
const ALL = 0.4, HALF = 2;
// A query that asks for a level: its own guide counts most, the next less; where it asks for none, titles without one come first.
const GRADED = 0.14, nearness = (steps) => (steps ? Math.max(0, 0.3 - 0.06 * steps) : 0.5);
// A ladder that is named by words beside a level comes after what the whole query names.
const LADDER = 4.6, WHOLE = 6;
// A query that names no page, from this tier on and once it is longer than this, may be one of the search terms.
const STARTED = 4, FEW_LETTERS = 3;
const byTitle = (a, b) => a.page.t.localeCompare(b.page.t);

/** The shard that a hit comes from. */
const shard = ({ id }) => id.slice(0, id.lastIndexOf("_"));

/** Opens the index of the site at `base`; throws when there is none. */
export async function open(base) {
  const { folder, tag, shards, facets, asked, pages, terms, narrow } = await load(base);
  const home = `${base}${folder}`;
  const [scale] = Object.keys(asked ?? {}); // the facet that some words ask for: the level
  const place = Object.keys(facets).indexOf(scale);
  learn(asked?.[scale] ?? []);
  for (const page of pages) page.level = page.f?.[place]?.[0];
  let engine, known;

  async function start() {
    // The tag names the state of the index: its entry is asked for once a state, not once a visit.
    const options = { metaCacheTag: tag, excerptLength: 24, ranking: { metaWeights: WEIGHTS } };
    const pagefind = await import(`${home}pagefind.js`);
    await pagefind.destroy(); // of a start that failed, which had merged shards already
    await pagefind.options(options);
    await pagefind.init();
    // All shards lie in one folder, each as a language of its own. Pagefind merges no index with itself: a dot makes it another's address.
    const others = shards.slice(1).map(([language]) => pagefind.mergeIndex(`${home}./`, { ...options, language }));
    const [list] = await Promise.all([ids(home, shards), ...others]);
    list.forEach((id, n) => (pages[n].i = id));
    return pagefind;
  }

  const warm = () => (engine ??= start().catch((fault) => { engine = undefined; throw fault; }));

  /**
   * Pagefind's hits, best first. A shard that lacks a word finds pages with a start of it: where others have the word, they alone count.
   */
  async function search(text) {
    const pagefind = await warm();
    const { results } = await pagefind.search(text);
    const asked = shards.length < 2 || !results.length ? [] : new Set(telling(fold(text).split(" ")));
    const exact = await Promise.all([...asked].map((word) => pagefind.search(`"${word}"`)));
    const having = exact.filter(({ results }) => results.length).map(({ results }) => new Set(results.map(shard)));
    return results.filter((hit) => having.every((set) => set.has(shard(hit))));
  }

  /** The same for a text as it stands and as it is spelt elsewhere: each page's best hit, best first. */
  async function spelt(text) {
    const lists = await Promise.all(spellings(text).map(search));
    if (lists.length < 2) return lists[0];
    const best = new Map();
    for (const hit of lists.flat()) if (!(best.get(hit.id)?.score >= hit.score)) best.set(hit.id, hit);
    return [...best.values()].sort((a, b) => b.score - a.score);
  }

  /**
   * The pages whose text has the words: id -> { hit, text }, where `text` is at most 1. Pagefind wants every word on a page, which of
   * many words a page has by chance: so each word counts as well, the more the fewer pages have it.
   */
  async function ask(text) {
    const words = [...new Set(text.split(" "))].filter((word) => word.length > 1);
    const [all, ...each] = await Promise.all([text, ...(words.length > 1 ? words : [])].map(spelt));
    const found = new Map();
    const add = (hit, more) => found.set(hit.id, { hit: found.get(hit.id)?.hit ?? hit, text: more + (found.get(hit.id)?.text ?? 0) });
    for (const hit of all) add(hit, (each.length ? ALL : 1) * (0.5 + (0.5 * hit.score) / all[0].score));
    const rare = each.map((hits) => Math.log(1 + pages.length / (hits.length || pages.length)));
    const whole = rare.reduce((total, one) => total + one, 0);
    each.forEach((hits, n) => hits.forEach((hit) => add(hit, ((1 - ALL) * rare[n] * hit.score) / (hit.score + HALF) / whole)));
    return found;
  }

  /** Every page that has to do with the query: { page, tier, hit }, best first. */
  async function rank(query) {
    const [hits, named] = [await ask(query.written), query.known.pages(query.words)];
    const ladder = await ladders(named, query), share = shares(query);
    const rows = await pace(pages, (page) => {
      const row = { page, tier: UNNAMED, far: 0, name: 0, text: 0, ...hits.get(page.i) };
      if (named.has(page)) Object.assign(row, { tier: naming(page, query), name: share(page) });
      const rung = ladder(page);
      if (rung < WHOLE && row.tier > LADDER) Object.assign(row, { tier: LADDER + rung / 20, far: steps(page, query) });
      if (!row.hit && row.tier >= UNNAMED && row.name < ENOUGH) return undefined;
      const level = query.levels.length ? nearness(steps(page, query)) : graded(page, query) ? -GRADED : 0;
      return { ...row, sum: BY_NAME * row.name ** 1.5 + BY_TEXT * row.text + level };
    });
    return rows.filter(Boolean).sort((a, b) =>
      a.tier - b.tier || (a.tier < UNNAMED && (byKind(a, b) || a.far - b.far)) || b.sum - a.sum || byTitle(a, b));
  }

  /** What the query may have meant, if a slip of the hand is in it; better than `best`, where something was found. */
  async function meant(query, best) {
    const mended = mend(query.known, query);
    const rows = mended ? (await rank(mended)).filter((row) => row.tier < Math.min(best, 6)) : [];
    return (rows.length || best < UNNAMED ? rows : await near(pages, query)).slice(0, 3);
  }

  /**
   * Finds rows of { page, hit }, best first; `hit` is Pagefind's, where it has one. `alike`: pages of nearly that name. `more` is a
   * promise where search terms that are loading may make a better answer: ask again then.
   */
  async function find(text) {
    const query = understood(text, await (known ??= vocabulary(pages)));
    if (!query.text) return { found: text ? [] : pages.map((page) => ({ page })).sort(byTitle), alike: [] };
    const found = await rank(query);
    const best = found[0]?.tier ?? Infinity;
    const more = best >= STARTED && query.text.length > FEW_LETTERS ? terms()?.then(() => (known = undefined)) : undefined;
    return { found, alike: best < NAMED ? [] : await meant(query, best), more };
  }

  return { facets, find, narrow, warm };
}
