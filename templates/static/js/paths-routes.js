// Up to k ways from one rung to another, shortest first, none of which passes a rung twice: Yen's algorithm over A*, as in
// sitegen/careers/routes.py. A network is an array: place of a rung -> [[place of the next, cost], …].

/** A queue of { key, … }, smallest key first; of equal ones, the first put in. */
class Queue {
  #heap = [];
  #turn = 0;

  get size() { return this.#heap.length; }

  #before(a, b) {
    const [one, other] = [this.#heap[a], this.#heap[b]];
    return one.key < other.key || (one.key === other.key && one.turn < other.turn);
  }

  #swap(a, b) { [this.#heap[a], this.#heap[b]] = [this.#heap[b], this.#heap[a]]; }

  put(item) {
    item.turn = this.#turn++;
    let at = this.#heap.push(item) - 1;
    for (let up; at && this.#before(at, (up = (at - 1) >> 1)); at = up) this.#swap(at, up);
  }

  take() {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (!this.#heap.length) return first;
    this.#heap[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < this.#heap.length && this.#before(child, least)) least = child;
      if (least === at) return first;
      this.#swap(at, least);
      at = least;
    }
  }
}

/** The cost of the cheapest way to `end` from every place; Infinity where there is none. */
function distances(network, end) {
  const back = network.map(() => []);
  network.forEach((hops, from) => hops.forEach(([to, cost]) => back[to].push([from, cost])));
  const done = new Array(network.length).fill(Infinity);
  const queue = new Queue();
  queue.put({ key: 0, at: end });
  while (queue.size) {
    const { key, at } = queue.take();
    if (done[at] <= key) continue;
    done[at] = key;
    for (const [from, cost] of back[at]) if (done[from] === Infinity) queue.put({ key: key + cost, at: from });
  }
  return done;
}

/** The cheapest simple route that begins with `stem` and does not go on to a place of `taken`. */
function shortest(network, ahead, stem, spent, end, taken) {
  const done = new Set(stem.slice(0, -1));
  const queue = new Queue();
  const last = stem.at(-1);
  if (ahead[last] === Infinity) return null;
  queue.put({ key: spent + ahead[last], at: last, spent, before: null });
  while (queue.size) {
    const here = queue.take();
    if (here.at === end) {
      const tail = [];
      for (let step = here; step; step = step.before) tail.unshift(step.at);
      return { cost: here.spent, nodes: [...stem.slice(0, -1), ...tail] };
    }
    if (done.has(here.at)) continue;
    done.add(here.at);
    for (const [to, cost] of network[here.at]) {
      if (done.has(to) || ahead[to] === Infinity || (!here.before && taken.has(to))) continue;
      queue.put({ key: here.spent + cost + ahead[to], at: to, spent: here.spent + cost, before: here });
    }
  }
  return null;
}

/** Shape: [{ cost, nodes }], cheapest first. Costs are above 0. */
export function routes(network, start, end, most = 3) {
  if (start === end) return [];
  const costs = network.map((hops) => new Map([...hops].reverse()));
  const ahead = distances(network, end);
  const waiting = new Queue();
  const seen = new Set();
  const found = [];
  const offer = (route) => {
    if (!route || seen.has(String(route.nodes))) return;
    seen.add(String(route.nodes));
    waiting.put({ key: route.cost, route });
  };
  offer(shortest(network, ahead, [start], 0, end, new Set()));
  while (waiting.size && found.length < most) {
    const { route } = waiting.take();
    found.push(route);
    let spent = 0;
    for (let place = 0; place < route.nodes.length - 1; place++) {
      const stem = route.nodes.slice(0, place + 1);
      const alike = found.filter(({ nodes }) => stem.every((node, n) => nodes[n] === node));
      offer(shortest(network, ahead, stem, spent, end, new Set(alike.map(({ nodes }) => nodes[place + 1]))));
      spent += costs[route.nodes[place]].get(route.nodes[place + 1]);
    }
  }
  return found;
}

const A_MOVE = 1_000_000;

/** The network of api/v1/graph.json. A suggested move costs as much as two, before anything is learnt. */
export function network(graph) {
  const hops = graph.nodes.map(() => []);
  for (const edge of graph.edges) hops[edge.origin].push([edge.to, (edge.kind === "suggested" ? 2 : 1) * A_MOVE + edge.effort]);
  return hops;
}
