// The list of names: of a small site whole, of a large one what every search needs, and the rest once somebody needs that.

async function json(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw Error(answer.status);
  return answer.json();
}

const SLICE = 12; // milliseconds, on a fast machine: a slow phone takes some ten times as long

/** Does a work for each of a list in turn, and lets the browser draw and answer in between: long lists take long on slow phones. */
export async function pace(list, work) {
  let since = performance.now();
  const done = [];
  for (const one of list) {
    done.push(work(one));
    if (performance.now() - since < SLICE) continue;
    await (globalThis.scheduler?.yield?.() ?? new Promise((go) => setTimeout(go)));
    since = performance.now();
  }
  return done;
}

/** Loads the list of the site at `base`. `terms` and `narrow` load search terms and long facets: a promise, or nothing once all is there. */
export async function load(base) {
  const list = await json(`${base}search-names.json`, { cache: "no-cache" });
  const { pages, rest } = list;

  function later(name, take) {
    let loading, there = !name;
    const start = () => json(base + name).then((rows) => { take(rows); there = true; }).finally(() => (loading = undefined));
    return () => (there ? undefined : (loading ??= start()));
  }

  const add = (page, s) => s && Object.assign(page, { s, names: undefined, bag: undefined });
  const place = (page, facet, places) => places && (page.f[facet] = places);
  return {
    ...list,
    terms: later(rest[0], (rows) => rows.forEach((names, n) => add(pages[n], names))),
    narrow: later(rest[1], (facets) => {
      for (const [facet, rows] of Object.entries(facets)) rows.forEach((places, n) => place(pages[n], facet, places));
    }),
  };
}
