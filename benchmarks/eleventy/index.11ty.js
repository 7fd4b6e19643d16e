// The home page.
import { slug } from "./eleventy.config.js";
import { base, link } from "./_includes/base.js";

export const data = { permalink: "/" };

const list = (groups, folder) => groups.map((it) => `<li><a href="/${folder}/${slug(it.name)}/">${it.name}</a> ${it.members.length}</li>`).join("");

export const render = ({ collections }) =>
  base({
    title: "Corpus",
    url: "/",
    main: `<h1>Corpus</h1><h2 id="families">Families</h2><ul>${list(collections.families, "families")}</ul>
<h2 id="skills">Skills</h2><ul>${list(collections.skills, "skills")}</ul>
<h2 id="guides">Roles</h2><ul>${collections.guides.map((it) => `<li>${link(it)} ${it.data.level}</li>`).join("")}</ul>`,
  });
