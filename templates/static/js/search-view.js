// The view: copies of the page's own templates, their slots filled with text, never with markup.

const FIRST = 10, OTHERS = 5;

function fill(template, values) {
  const part = template.content.cloneNode(true);
  for (const slot of part.querySelectorAll("[data-slot]")) {
    const value = values[slot.dataset.slot];
    if (value) slot.append(value);
    else slot.remove();
  }
  return part;
}

/** "USD 180000–270000, all levels" as the other pages write it: "US$180,000–270,000, all levels". */
function range(pay) {
  const { lang } = document.documentElement;
  return pay?.replace(/^([A-Z]{3}) (\d+)–(\d+)/, (_, currency, low, high) => {
    const start = new Intl.NumberFormat(lang, { style: "currency", currency, maximumFractionDigits: 0 }).format(low);
    return low === high ? start : `${start}–${new Intl.NumberFormat(lang).format(high)}`;
  });
}

/** Pagefind's excerpt as nodes: <mark> is its only markup, the rest it has escaped. Dots stand where it begins or ends inside a sentence. */
function excerpt(text) {
  const nodes = new DocumentFragment();
  const plain = text.replace(/<\/?mark>/g, "").trim();
  const whole = `${/^\p{Ll}/u.test(plain) ? "… " : ""}${text.trim()}${/[.?!…]$/.test(plain) ? "" : " …"}`;
  whole.split(/<\/?mark>/).forEach((part, n) => {
    const bare = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    (n % 2 ? nodes.appendChild(document.createElement("mark")) : nodes).append(bare);
  });
  return nodes;
}

/** Draws groups of { heading, rows }: the first rows of each, and a button for the rest. */
export function draw(root, facets, groups) {
  async function item({ page, hit }) {
    const data = await hit?.data();
    const values = { ...data?.meta, title: page.t, pay: range(data?.meta.pay), also: page.a?.join(", "), excerpt: data && excerpt(data.excerpt) };
    Object.entries(facets).forEach(([facet, all], n) => (values[facet] = page.f?.[n].map((place) => all[place]).join(", ")));
    const part = fill(root.querySelector("template[data-hit]"), values);
    part.querySelector("a").href = root.dataset.base + page.u;
    return part;
  }

  return Promise.all(groups.map(async ({ heading, rows }, n) => {
    const most = n ? OTHERS : FIRST;
    const part = fill(root.querySelector("template[data-group]"), { heading });
    const list = part.querySelector("ol");
    const more = part.querySelector("button");
    list.append(...await Promise.all(rows.slice(0, most).map(item)));
    more.hidden = rows.length <= most;
    more.append(` (${rows.length})`);
    more.onclick = async () => {
      const rest = await Promise.all(rows.slice(most).map(item));
      const next = rest[0].querySelector("a");
      list.append(...rest);
      more.remove();
      next.focus();
    };
    return part;
  }));
}
