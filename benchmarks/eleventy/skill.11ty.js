// A page for each of the skills.
import { escape, slug } from "./eleventy.config.js";
import { base, link } from "./_includes/base.js";

export const data = { pagination: { data: "collections.skills", size: 1, alias: "group" }, permalink: ({ group }) => `/skills/${slug(group.name)}/` };

export const render = ({ group, page }) =>
  base({
    title: group.name,
    url: page.url,
    main: `<h1>${group.name}</h1><ul>${group.members.map((it) => `<li>${link(it)} ${it.data.level}: ${escape(it.data.summary)}</li>`).join("")}</ul>`,
  });
