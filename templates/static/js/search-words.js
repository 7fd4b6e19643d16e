// One form for what people type and what names say: "Sr. front-end devs" and "senior frontend engineer" are the same words.

/** Small letters, no accents, single spaces; + and # belong to words, as in the index. */
export const fold = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}+#]+/gu, " ").trim();

// Two words that are also written as one.
const JOINED =
  /\b(front|back) (end)\b|\b(full) (stack)\b|\b(dev|ml|dev sec) (ops)\b|\b(data) (bases?)\b|\b(cyber) (security)\b|\b(pen) (test\w*)\b|\b(web) (sites?|masters?)\b|\b(micro) (services?)\b|\b(node|react|vue|angular) (js)\b|\b(c) (sharp)\b/g;

// What stands for each word on the left of a colon. English; words of other languages pass through.
const SAME = new Map(
  Object.entries({
    engineer: "engineers engineering eng dev devs developer developers develop development programmer programmers programming program coder coders coding code",
    manager: "managers management manage manages managing mgr",
    architect: "architects architecture",
    analyst: "analysts analysis analyse analyze",
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
    website: "site web",
    graduate: "grad trainee intern internship apprentice",
    "machine learning": "ml machinelearning",
    "machine learning engineer": "mle",
    "machine learning operations": "mlops",
    "artificial intelligence": "ai",
    "software engineer": "swe sde",
    "quality assurance": "qa",
    "business intelligence": "bi",
    "information security": "infosec",
    "user interface": "ui",
    no: "without",
  }).flatMap(([one, others]) => others.split(" ").map((other) => [other, one])),
);

const single = (word) => (word.length > 3 && /[^sui]s$/.test(word) ? word.slice(0, -1) : word);

// What a question is wrapped in.
const WRAPPING = new Set(
  `a an the and or of for in on at to as by with from is are be do does what whats who whose how why which when where i me my you your
  it its they that this there can could should would will get gets become becoming job jobs career careers role roles position
  positions vacancy vacancies salary salaries pay wage hiring hire person someone somebody people guide description vs versus
  difference between need needs want wants best good work works working like about our us we any some after look looks looking remote path paths skill
  skills interview question questions but still also level`.split(/\s+/).map(single),
);

/** The words of a text in one form, in order. */
export const words = (text) =>
  fold(text).replace(JOINED, (pair) => pair.replaceAll(" ", "")).split(" ").filter(Boolean)
    .flatMap((word) => (SAME.get(word) ?? SAME.get(single(word)) ?? word).split(" "))
    .map(single);

/** Those of the words that say what is looked for; all of them when none does. */
export function telling(list) {
  const kept = list.filter((word) => !WRAPPING.has(word));
  return kept.length ? kept : list;
}

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
