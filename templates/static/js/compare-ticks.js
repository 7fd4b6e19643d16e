// My gap: what the reader can do already, skill by skill, at a depth. Kept in this browser, or carried by a link as #can=go.4,sql.3:
// a link's ticks are shown as they are and change nothing that is kept.

const KEY = "can";

const read = (text) =>
  new Map(text.split(",").map((it) => it.split(".")).filter(([skill, step]) => /^[a-z0-9-]+$/.test(skill) && /^[1-5]$/.test(step))
    .map(([skill, step]) => [skill, Number(step)]));
const write = (ticks) => [...ticks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([skill, step]) => `${skill}.${step}`).join(",");

function stored() {
  try {
    return read(localStorage.getItem(KEY) ?? "");
  } catch {
    return new Map(); // storage is switched off
  }
}

function store(ticks) {
  try {
    localStorage.setItem(KEY, write(ticks));
  } catch {
    // then they last as long as the page
  }
}

const carried = () => new URLSearchParams(location.hash.slice(1)).get(KEY);

/** Opens the ticks in force. */
export function open() {
  let linked = carried() !== null;
  let ticks = linked ? read(carried()) : stored();

  function keep() {
    if (linked) history.replaceState(null, "", `#${KEY}=${write(ticks)}`);
    else store(ticks);
  }

  return {
    get linked() { return linked; },
    /** Whether one of the skills is ticked at that depth or deeper. */
    has: (skills, step) => skills.some((skill) => (ticks.get(skill) ?? 0) >= step),
    /** Ticks or unticks: all options of a choice together. */
    set(skills, step, on) {
      for (const skill of skills) {
        if (on) ticks.set(skill, Math.max(step, ticks.get(skill) ?? 0));
        else ticks.delete(skill);
      }
      keep();
    },
    clear() { ticks = new Map(); keep(); },
    /** Makes the ticks of a link this browser's own. */
    adopt() {
      store(ticks);
      linked = false;
      history.replaceState(null, "", location.pathname + location.search);
    },
    /** Takes the ticks in again after the fragment changed. */
    again() { linked = carried() !== null; ticks = linked ? read(carried()) : stored(); },
    fragment: () => `#${KEY}=${write(ticks)}`,
  };
}
