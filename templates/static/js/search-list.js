// The list of names: of a small site whole, of a large one what every search needs, and the rest once somebody needs that.

async function json(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw Error(answer.status);
  return answer.json();
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
