// A job description as it stands on the page, in three forms. What is hidden is left out.

const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
const shown = (root) => [...root.children].filter((node) => !node.hidden);
const escape = (text) => text.replace(/[&<>]/g, (mark) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[mark]);
// What Markdown would read as more than a text.
const plainly = (text) => text.replace(/[\\`*_[\]<>]/g, "\\$&").replace(/^(\d+)([.)])/, "$1\\$2").replace(/^([#+-])/, "\\$1");

/** Shape: blocks of { kind: "h2" | "h3" | "p" | "ul", text, items }. */
function blocks(root) {
  return shown(root)
    .map((node) => ({ kind: node.localName, text: words(node), items: node.localName === "ul" ? shown(node).map(words) : [] }))
    .filter(({ kind, items }) => kind !== "ul" || items.length);
}

export const markdown = (root) => blocks(root)
  .map(({ kind, text, items }) => ({
    h2: `# ${plainly(text)}`, h3: `## ${plainly(text)}`, p: plainly(text), ul: items.map((item) => `- ${plainly(item)}`).join("\n"),
  })[kind])
  .join("\n\n") + "\n";

export const text = (root) => blocks(root)
  .map(({ kind, text, items }) => ({
    h2: text.toUpperCase(), h3: text.toUpperCase(), p: text, ul: items.map((item) => `• ${item}`).join("\n"),
  })[kind])
  .join("\n\n") + "\n";

export const html = (root) => blocks(root)
  .map(({ kind, text, items }) => (kind === "ul" ? `<ul>\n${items.map((item) => `<li>${escape(item)}</li>`).join("\n")}\n</ul>` : `<${kind}>${escape(text)}</${kind}>`))
  .join("\n") + "\n";
