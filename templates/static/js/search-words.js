// One form for what people type and what names say: "Sr. front-end devs" and "senior frontend engineer" are the same words.

import { fold } from "./search-fold.js";

// Words that are also written as one: what may follow each.
const JOINED = new Map(
  Object.entries({
    front: "end", back: "end", full: "stack", dev: "ops sec", devsec: "ops", ml: "ops", data: "base bases", cyber: "security", c: "sharp",
    pen: "test tests tester testers testing", web: "site sites master masters", micro: "service services", sys: "admin",
    node: "js", react: "js", vue: "js", angular: "js",
  }).map(([first, then]) => [first, then.split(" ")]),
);

// What is written otherwise in Britain and in America: one of the two, whichever, as long as names and queries are treated alike.
const AMERICAN = [
  [/is(e|es|ed|er|ers|ing|ations?)$/, "iz$1"],
  [/ys(e|es|ed|er|ers|ing)$/, "yz$1"],
  [/(..)our(s|ed|ing|al|able|ites?)?$/, "$1or$2"],
  [/(...)ll(ed|ing|ers?)$/, "$1l$2"],
  [/(def|off|lic)ence(s|d)?$/, "$1ense$2"],
  [/tre(s|d)?$/, "ter$1"],
  [/(catal|dial|anal)ogue(s|d)?$/, "$1og$2"],
  [/^programme(s?)$/, "program$1"],
  [/^artefact/, "artifact"],
  [/^practis/, "practic"],
];
const BRITISH = [
  [/(..)iz(e|es|ed|er|ers|ing|ations?)$/, "$1is$2"],
  [/yz(e|es|ed|er|ers|ing)$/, "ys$1"],
  [/(behavi|col|fav|lab|hon|neighb|endeav)or/, "$1our"],
  [/(mode|labe|cance|trave|leve|tunne|channe|signa)l(ed|ing|ers?)$/, "$1ll$2"],
  [/(def|off|lic)ense(s|d)?$/, "$1ence$2"],
  [/^(data)?cent(er)(s?)$/, "$1centre$3"],
  [/^(catal|dial|anal)og(s?)$/, "$1ogue$2"],
  [/^artifact/, "artefact"],
];
const spell = (word, rules) => rules.reduce((word, [from, to]) => word.replace(from, to), word);

/** A folded text as it stands, and as it would be spelt in America and in Britain. */
export const spellings = (text) =>
  [...new Set([text, ...[AMERICAN, BRITISH].map((rules) => text.split(" ").map((word) => spell(word, rules)).join(" "))])];

// What stands for each word on the left of a colon. English; words of other languages pass through.
const SAME = new Map(
  Object.entries({
    engineer: "engineers engineering eng dev devs developer developers develop development programmer programmers programming coder coders coding code",
    manager: "managers management manage manages managing mgr",
    architect: "architects architecture",
    analyst: "analysts analysis analyse analytical",
    scientist: "scientists science",
    administrator: "administrators administration admin admins administer",
    tester: "testers testing test tests",
    designer: "design designs",
    database: "db databases dbs",
    senior: "sr snr",
    junior: "jr jnr",
    principal: "princ",
    lead: "leads leader leading",
    javascript: "js",
    typescript: "ts",
    kubernetes: "k8s",
    nodejs: "node",
    react: "reactjs",
    vue: "vuejs",
    angular: "angularjs",
    golang: "go",
    postgresql: "postgres",
    csharp: "c#",
    dotnet: "net",
    app: "application applications apps",
    security: "secure",
    hacker: "hack hacks hacking",
    pentester: "pentest pentesting pentests",
    website: "web",
    graduate: "grad trainee intern internship apprentice apprenticeship fresher",
    "machine learning": "ml machinelearning",
    "machine learning engineer": "mle",
    "machine learning operations": "mlops",
    "artificial intelligence": "ai",
    "software engineer": "swe sde",
    "quality assurance": "qa",
    "business intelligence": "bi",
    "information security": "infosec",
    "user interface": "ui",
    "system administrator": "sysadmin sysadmins",
    above: "beyond",
    several: "multiple two three",
    statistician: "stats statistics statistical",
    prioritize: "prioritization priority priorities",
    accessibility: "a11y",
    no: "without",
  }).flatMap(([one, others]) => others.split(" ").map((other) => [spell(other, AMERICAN), one])),
);

const single = (word) => (word.length > 3 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word);

// What a question is wrapped in.
const WRAPPING = new Set(
  `a an the and or of for in on at to as by with from is are be do does what whats who whose how why which when where i me my you your
  it its they that this there can could should would will get gets become becoming job jobs career careers role roles position
  positions vacancy vacancies salary salaries pay wage hiring person someone somebody people guide description vs versus
  difference between need needs want wants best good work works working like about our us we any some all day every after look looks looking remote path paths skill
  skills interview question questions but still also level ic
  start starting started begin turn into year old time now really never always just thing stuff kind sort type lot much many more most other own
  tell make sure go goes doing done use using used way real actual new`.split(/\s+/).map(single),
);

// The words that ask for a level: the first of each phrase -> the phrase's words and its mark.
const PHRASES = new Map();
const MARK = "@";

/** Is a word in one form the mark of a level? */
export const isMark = (word) => word.startsWith(MARK);

/** The mark that stands for every phrase that asks for the level at this place. */
export const markOf = (place) => MARK + place;

/** The level's place that a mark stands for. */
export const placeOf = (mark) => Number(mark.slice(1).split(" ")[0]);

/** Learns the phrases that ask for each level, in the order of levels. */
export function learn(levels) {
  PHRASES.clear();
  levels.forEach((phrases, place) => phrases.map((phrase) => forms(fold(phrase))).filter((list) => list.length).forEach((list) => {
    const known = PHRASES.get(list[0].word) ?? [];
    PHRASES.set(list[0].word, [...known, [list.map(({ word }) => word), markOf(place)]].sort(([a], [b]) => b.length - a.length));
  }));
}

const formed = new Map();

/** The one form of a word, which may be several words. */
function form(word) {
  if (!formed.has(word)) {
    const spelt = spell(word, AMERICAN);
    formed.set(word, (SAME.get(spelt) ?? SAME.get(single(spelt)) ?? spelt).split(" ").map(single));
  }
  return formed.get(word);
}

/** The words of a folded text in one form, each with what was written for it. */
function forms(text) {
  const parts = [];
  for (const word of text.split(" ").filter(Boolean)) {
    if (JOINED.get(parts.at(-1))?.includes(word)) parts.push(parts.pop() + word);
    else parts.push(word);
  }
  return parts.flatMap((raw) => form(raw).map((word, n) => ({ word, raw: n ? "" : raw })));
}

/** The same, with the mark of a level where a phrase asks for one. */
function marked(list) {
  const out = [];
  for (let at = 0; at < list.length; ) {
    const [phrase, mark] = PHRASES.get(list[at].word)?.find(([phrase]) => phrase.every((word, n) => list[at + n]?.word === word)) ?? [];
    out.push(mark ? { word: mark, raw: "" } : list[at]);
    at += phrase?.length ?? 1;
  }
  return out;
}

/** The words of a folded text in one form, in order. */
export const words = (text) => marked(forms(text)).map(({ word }) => word);

/** Those of the words that say what is looked for; all of them when none does. */
export function telling(list) {
  const kept = list.filter((word) => !WRAPPING.has(word));
  return kept.length ? kept : list;
}

/** What is written in a folded text but for what a question is wrapped in and what asks for a level. */
export const written = (text) =>
  marked(forms(text)).filter(({ word, raw }) => raw && !WRAPPING.has(word)).map(({ raw }) => raw).join(" ") || text;

/** The same words, the second "manager" told from the first: a manager of managers is another than a manager. */
export function numbered(list) {
  const counts = new Map();
  return list.map((word) => {
    counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts.get(word) > 1 ? `${word} ${counts.get(word)}` : word;
  });
}

/** A numbered word as it was. */
export const plain = (word) => word.split(" ")[0];
