// The index: the list of names at once, Pagefind's engine when words are asked for.

import { UNNAMED, fold, near, tier } from "./search-names.js";

// A field with all the words scores its weight times their rarity; a text at most 2.4 times.
const WEIGHTS = { title: 10, also: 8, terms: 8, skills: 4 };
const KINDS = ["guide", "skill", "family", "tool", "page"];
const byKind = (a, b) => KINDS.indexOf(a.page.k) - KINDS.indexOf(b.page.k);
const byTitle = (a, b) => a.page.t.localeCompare(b.page.t);

/** Opens the index of the site at `base`; throws when there is none. */
export async function open(base) {
  const answer = await fetch(`${base}search-names.json`, { cache: "no-cache" });
  if (!answer.ok) throw Error(answer.status);
  const { folder, tag, facets, pages } = await answer.json();
  let engine;

  async function start() {
    const pagefind = await import(`${base}${folder}pagefind.js`);
    // The tag names the state of the index: its entry is asked for once a state, not once a visit.
    await pagefind.options({ metaCacheTag: tag, excerptLength: 24, ranking: { metaWeights: WEIGHTS } });
    await pagefind.init();
    return pagefind;
  }

  const warm = () => (engine ??= start().catch((fault) => { engine = undefined; throw fault; }));

  /** Pagefind wants every word on a page; where none has them all, the pages with the rarest of them have to do. */
  async function ask(text, query) {
    const pagefind = await warm();
    const { results } = await pagefind.search(text);
    const words = query.split(" ").filter((word) => word.length > 2);
    if (results.length || words.length < 2) return results;
    const sums = new Map();
    for (const { results } of await Promise.all(words.map((word) => pagefind.search(word)))) {
      for (const hit of results) sums.set(hit.id, { ...hit, score: hit.score + (sums.get(hit.id)?.score ?? 0) });
    }
    return [...sums.values()].sort((a, b) => b.score - a.score);
  }

  /** Finds rows of { page, hit }, best first; `hit` is Pagefind's, where it has one. `alike`: pages of nearly that name. */
  async function find(text) {
    const query = fold(text);
    if (!query) return { found: text ? [] : pages.map((page) => ({ page })).sort(byTitle), alike: [] };
    const results = await ask(text, query);
    const hits = new Map(results.map((hit, rank) => [hit.id, { hit, rank }]));
    const found = pages
      .map((page) => ({ page, tier: tier(page, query), rank: results.length, ...hits.get(page.i) }))
      .filter((row) => row.hit || row.tier < UNNAMED)
      .sort((a, b) => a.tier - b.tier || (a.tier < UNNAMED && byKind(a, b)) || a.rank - b.rank || byTitle(a, b));
    const alike = found[0]?.tier < UNNAMED ? [] : near(pages, query, found.length ? 0 : 1);
    return { found, alike: alike.slice(0, 3) };
  }

  return { facets, find, warm };
}
