// One guide.
import { escape, markdown, slug } from "../eleventy.config.js";
import { base, link } from "./base.js";

const amount = (value, currency) => `${value.toLocaleString("en")} ${currency}`;
const linked = (slugs, all, word = "") => slugs.filter((it) => all[it]).map((it) => `<li>${word}${link(all[it])}</li>`).join("");
const data = (value) => `<script type="application/ld+json">${JSON.stringify(value).replaceAll("<", "\\u003c")}</script>`;

export function render(page) {
  const all = page.collections.bySlug;
  const answers = page.faq.map((it) => ({ question: it.q, html: markdown.render(it.a) }));
  const questions = answers.map((it) => ({ "@type": "Question", name: it.question, acceptedAnswer: { "@type": "Answer", text: it.html.replace(/<[^>]*>/g, "") } }));
  const about = { "@context": "https://schema.org", "@type": "Occupation", name: page.title, description: page.summary, skills: page.skills };
  const head = data({ "@context": "https://schema.org", "@type": "FAQPage", mainEntity: questions }) + data(about);
  const rows = page.salary.map(
    (it) => `<tr><td>${it.region}</td><td>${amount(it.low, it.currency)}</td><td>${amount(it.mid, it.currency)}</td><td>${amount(it.high, it.currency)}</td><td>${it.source}, a ${it.period}</td><td>${it.as_of.toISOString().slice(0, 10)}</td></tr>`,
  );
  const main = `<article>
<h1>${escape(page.title)}</h1>
<p>${escape(page.summary)}</p>
<p>${page.level}, <a href="/families/${slug(page.discipline)}/">${page.discipline}</a>, ${page.updated.toISOString().slice(0, 10)}</p>
<h2>Skills</h2>
<ul>${page.skills.map((it) => `<li><a href="/skills/${slug(it)}/">${it}</a></li>`).join("")}</ul>
<h2>Tools</h2>
<ul>${page.tools.map((it) => `<li>${it}</li>`).join("")}</ul>
<h2>Pay</h2>
<table><thead><tr><th>Region</th><th>Low</th><th>Middle</th><th>High</th><th>Source</th><th>As of</th></tr></thead><tbody>${rows.join("")}</tbody></table>
${page.content}
<h2>Moves</h2>
<ul>${linked(page.career.from, all, "from ")}${linked(page.career.to, all, "to ")}</ul>
<h2>Questions</h2>
${answers.map((it) => `<h3>${escape(it.question)}</h3>${it.html}`).join("")}
<h2>Related</h2>
<ul>${linked(page.related, all)}</ul>
</article>`;
  return base({ title: page.title, description: page.summary, url: page.page.url, head, main });
}
