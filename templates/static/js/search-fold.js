// A text as it is compared: the first step of search, and all that lists of titles need.

// Most names need next to nothing of that.
const PLAIN = /^[A-Za-z0-9+#]+( [A-Za-z0-9+#]+)*$/;

/** Small letters, no accents, single spaces; + and # belong to words, as in the index. */
export const fold = (text) =>
  PLAIN.test(text)
    ? text.toLowerCase()
    : text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim();
