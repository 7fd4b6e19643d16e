// The index: the list of names at once, Pagefind's engine when words are asked for.

import { ids } from "./search-ids.js";
import { load } from "./search-list.js";
import { UNNAMED, fold, mend, naming, near, shares, understood, vocabulary } from "./search-names.js";
import { telling } from "./search-words.js";

// A field with all the words scores its weight times their rarity; a text at most 2.4 times.
const WEIGHTS = { title: 10, also: 8, terms: 8, skills: 4 };
const KINDS = ["guide", "skill", "family", "tool", "page"];
const byKind = (a, b) => KINDS.indexOf(a.page.k) - KINDS.indexOf(b.page.k);
// Where no name answers: how much the words in a page's names count beside those in its text, and from which share on they do alone.
const BY_NAME = 1, BY_TEXT = 0.6, ENOUGH = 0.6, FEW = 2, NAMED = 5;
// A query that names no page, from this tier on and once it is longer than this, may be one of the search terms.
const STARTED = 4, FEW_LETTERS = 3;
const byTitle = (a, b) => a.page.t.localeCompare(b.page.t);

/** The shard that a hit comes from. */
const shard = ({ id }) => id.slice(0, id.lastIndexOf("_"));

/** Opens the index of the site at `base`; throws when there is none. */
export async function open(base) {
  const { folder, tag, shards, facets, pages, terms, narrow } = await load(base);
  const place = `${base}${folder}`;
  let engine, known;

  async function start() {
    // The tag names the state of the index: its entry is asked for once a state, not once a visit.
    const options = { metaCacheTag: tag, excerptLength: 24, ranking: { metaWeights: WEIGHTS } };
    const pagefind = await import(`${place}pagefind.js`);
    await pagefind.destroy(); // of a start that failed, which had merged shards already
    await pagefind.options(options);
    await pagefind.init();
    // All shards lie in one folder, each as a language of its own. Pagefind merges no index with itself: a dot makes it another's address.
    const others = shards.slice(1).map(([language]) => pagefind.mergeIndex(`${place}./`, { ...options, language }));
    const [list] = await Promise.all([ids(place, shards), ...others]);
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

  /**
   * The pages whose text has the words: id -> { hit, text }, where `text` is at most 1. Pagefind wants every word on a page; where few
   * pages have them all, those with some of them follow, worth half at most.
   */
  async function ask(text, query) {
    const results = await search(text);
    const found = new Map(results.map((hit) => [hit.id, { hit, text: 0.5 + (0.5 * hit.score) / results[0].score }]));
    const words = query.telling.filter((word) => word.length > 2);
    if (results.length > FEW || words.length < 2) return found;
    const sums = new Map();
    for (const results of await Promise.all(words.map(search))) {
      for (const hit of results) sums.set(hit.id, { hit, sum: hit.score + (sums.get(hit.id)?.sum ?? 0) });
    }
    const most = Math.max(...[...sums.values()].map(({ sum }) => sum));
    for (const [id, { hit, sum }] of sums) if (!found.has(id)) found.set(id, { hit, text: (0.5 * sum) / most });
    return found;
  }

  /** Every page that has to do with the query: { page, tier, hit }, best first. */
  async function rank(query) {
    const hits = await ask(query.text, query);
    const share = shares(pages, query);
    return pages
      .map((page) => ({ page, tier: naming(page, query), name: share(page), text: 0, ...hits.get(page.i) }))
      .filter((row) => row.hit || row.tier < UNNAMED || row.name >= ENOUGH)
      .map((row) => ({ ...row, sum: BY_NAME * row.name + BY_TEXT * row.text }))
      .sort((a, b) => a.tier - b.tier || (a.tier < UNNAMED && byKind(a, b)) || b.sum - a.sum || byTitle(a, b));
  }

  /** What the query may have meant, if a slip of the hand is in it; better than `best`, where something was found. */
  async function meant(query, best) {
    const mended = mend(query.known, query);
    const rows = mended ? (await rank(mended)).filter((row) => row.tier < Math.min(best, 6)) : [];
    return (rows.length || best < UNNAMED ? rows : near(pages, query)).slice(0, 3);
  }

  /**
   * Finds rows of { page, hit }, best first; `hit` is Pagefind's, where it has one. `alike`: pages of nearly that name. `more` is a
   * promise where search terms that are loading may make a better answer: ask again then.
   */
  async function find(text) {
    const query = understood(text, (known ??= vocabulary(pages)));
    if (!query.text) return { found: text ? [] : pages.map((page) => ({ page })).sort(byTitle), alike: [] };
    const found = await rank(query);
    const best = found[0]?.tier ?? Infinity;
    const more = best >= STARTED && query.text.length > FEW_LETTERS ? terms()?.then(() => (known = undefined)) : undefined;
    return { found, alike: best < NAMED ? [] : await meant(query, best), more };
  }

  return { facets, find, narrow, warm };
}
