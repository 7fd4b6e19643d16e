// The index: the list of names at once, Pagefind's engine when words are asked for.

import { UNNAMED, fold, near, tier } from "./search-names.js";

// A field with all the words scores its weight times their rarity; a text at most 2.4 times.
const WEIGHTS = { title: 10, also: 8, terms: 8, skills: 4 };
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

  /** Finds rows of { page, hit }, best first; `hit` is Pagefind's, where it has one. `close`: pages of nearly that name. */
  async function find(text) {
    const query = fold(text);
    if (!query) return { found: text ? [] : pages.map((page) => ({ page })).sort(byTitle), close: [] };
    const { results } = await (await warm()).search(text);
    const hits = new Map(results.map((hit, rank) => [hit.id, { hit, rank }]));
    const found = pages
      .map((page) => ({ page, tier: tier(page, query), rank: results.length, ...hits.get(page.i) }))
      .filter((row) => row.hit || row.tier < UNNAMED)
      .sort((a, b) => a.tier - b.tier || a.rank - b.rank || byTitle(a, b));
    const close = found[0]?.tier < UNNAMED ? [] : near(pages, query, found.length ? 0 : 1);
    return { found, close: close.slice(0, 3) };
  }

  return { facets, find, warm };
}
