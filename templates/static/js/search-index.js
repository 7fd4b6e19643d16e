// The index: the list of names at once, Pagefind's engine when words are asked for.

import { UNNAMED, mend, naming, near, shares, understood, vocabulary } from "./search-names.js";

// A field with all the words scores its weight times their rarity; a text at most 2.4 times.
const WEIGHTS = { title: 10, also: 8, terms: 8, skills: 4 };
const KINDS = ["guide", "skill", "family", "tool", "page"];
const byKind = (a, b) => KINDS.indexOf(a.page.k) - KINDS.indexOf(b.page.k);
// Where no name answers: how much the words in a page's names count beside those in its text, and from which share on they do alone.
const BY_NAME = 1, BY_TEXT = 0.6, ENOUGH = 0.6, FEW = 2, NAMED = 5;
const byTitle = (a, b) => a.page.t.localeCompare(b.page.t);

/** Opens the index of the site at `base`; throws when there is none. */
export async function open(base) {
  const answer = await fetch(`${base}search-names.json`, { cache: "no-cache" });
  if (!answer.ok) throw Error(answer.status);
  const { folder, tag, facets, pages } = await answer.json();
  let engine, known;

  async function start() {
    const pagefind = await import(`${base}${folder}pagefind.js`);
    // The tag names the state of the index: its entry is asked for once a state, not once a visit.
    await pagefind.options({ metaCacheTag: tag, excerptLength: 24, ranking: { metaWeights: WEIGHTS } });
    await pagefind.init();
    return pagefind;
  }

  const warm = () => (engine ??= start().catch((fault) => { engine = undefined; throw fault; }));

  /**
   * The pages whose text has the words: id -> { hit, text }, where `text` is at most 1. Pagefind wants every word on a page; where few
   * pages have them all, those with some of them follow, worth half at most.
   */
  async function ask(text, query) {
    const pagefind = await warm();
    const { results } = await pagefind.search(text);
    const found = new Map(results.map((hit) => [hit.id, { hit, text: 0.5 + (0.5 * hit.score) / results[0].score }]));
    const words = query.telling.filter((word) => word.length > 2);
    if (results.length > FEW || words.length < 2) return found;
    const sums = new Map();
    for (const { results } of await Promise.all(words.map((word) => pagefind.search(word)))) {
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

  /** Finds rows of { page, hit }, best first; `hit` is Pagefind's, where it has one. `alike`: pages of nearly that name. */
  async function find(text) {
    const query = understood(text, (known ??= vocabulary(pages)));
    if (!query.text) return { found: text ? [] : pages.map((page) => ({ page })).sort(byTitle), alike: [] };
    const found = await rank(query);
    const best = found[0]?.tier ?? Infinity;
    return { found, alike: best < NAMED ? [] : await meant(query, best) };
  }

  return { facets, find, warm };
}
