// The feed of the fifty latest guides.
import { escape } from "./eleventy.config.js";

export const data = { permalink: "/index.xml", eleventyExcludeFromCollections: true };

export function render({ collections }) {
  const latest = [...collections.guides].sort((one, other) => other.data.updated - one.data.updated).slice(0, 50);
  const items = latest.map(
    (it) => `<item><title>${escape(it.data.title)}</title><link>https://corpus.example${it.url}</link><pubDate>${it.data.updated.toUTCString()}</pubDate><description>${escape(it.data.summary)}</description></item>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>Corpus</title><link>https://corpus.example/</link>${items.join("\n")}</channel></rss>\n`;
}
