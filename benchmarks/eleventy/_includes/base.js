// What every page has around its own part.
import { escape } from "../eleventy.config.js";

export const base = ({ title, description, url, head = "", main }) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<meta name="description" content="${escape(description ?? title)}">
<link rel="canonical" href="https://corpus.example${url}">
<link rel="alternate" type="application/rss+xml" href="/index.xml">
${head}
</head>
<body>
<header><a href="/">Corpus</a> <nav><a href="/#guides">Roles</a> <a href="/#skills">Skills</a></nav></header>
<main>${main}</main>
<footer><p>CC0</p></footer>
</body>
</html>
`;

export const link = (guide) => `<a href="/roles/${guide.data.slug}/">${escape(guide.data.title)}</a>`;
