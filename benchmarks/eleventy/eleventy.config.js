// The corpus as an Eleventy site: what ../hugo makes, with JavaScript templates and markdown-it.
import markdownIt from "markdown-it";

export const markdown = markdownIt();
export const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
export const escape = (text) => String(text).replace(/[&<>"]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[mark]);

const byTitle = (one, other) => (one.data.title < other.data.title ? -1 : 1);

function groups(guides, key) {
  const found = new Map();
  for (const guide of guides) {
    for (const name of [guide.data[key]].flat()) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(guide);
    }
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([name, members]) => ({ name, members }));
}

export default function (config) {
  config.setLibrary("md", markdown);
  config.addCollection("guides", (api) => api.getFilteredByGlob("roles/*.md").sort(byTitle));
  config.addCollection("skills", (api) => groups(api.getFilteredByGlob("roles/*.md").sort(byTitle), "skills"));
  config.addCollection("families", (api) => groups(api.getFilteredByGlob("roles/*.md").sort(byTitle), "discipline"));
  config.addCollection("bySlug", (api) => Object.fromEntries(api.getFilteredByGlob("roles/*.md").map((guide) => [guide.data.slug, guide])));
  return { dir: { output: "out" }, markdownTemplateEngine: false, templateFormats: ["md", "11ty.js"] };
}
