// The sitemap.
export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

export const render = ({ collections }) =>
  `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${collections.all
    .map((it) => `<url><loc>https://corpus.example${it.url}</loc></url>`)
    .join("\n")}</urlset>\n`;
