// Which page each of Pagefind's ids stands for: its own metadata, which it loads as well, lists them in the order of our list of names.
// CBOR (RFC 8949) in gzip, as much of it as the metadata uses.

const SIGNATURE = 12;

/** The ids of all pages, shard by shard, as the list of names has the pages. */
export async function ids(place, shards) {
  const lists = await Promise.all(shards.map(async ([, hash]) => {
    const answer = await fetch(`${place}pagefind.${hash}.pf_meta`);
    if (!answer.ok) throw Error(answer.status);
    const [, pages] = read(await opened(await answer.arrayBuffer()));
    return pages.map(([id]) => id);
  }));
  return lists.flat();
}

/** What was compressed, without the signature before it. Some hosts have opened it already. */
async function opened(buffer) {
  const packed = new Uint8Array(buffer, 0, 2).join() === "31,139";
  const stream = packed && new Blob([buffer]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(packed ? await new Response(stream).arrayBuffer() : buffer).subarray(SIGNATURE);
}

/** The one value in `bytes`, made of numbers, texts and arrays. */
function read(bytes) {
  const decoder = new TextDecoder();
  let at = 0;

  function length(short) {
    if (short < 24) return short;
    const end = at + (1 << (short - 24));
    let number = 0;
    while (at < end) number = number * 256 + bytes[at++];
    return number;
  }

  function value() {
    const kind = bytes[at] >> 5;
    const number = length(bytes[at++] & 31);
    if (kind === 0) return number;
    if (kind === 3) return decoder.decode(bytes.subarray(at, (at += number)));
    if (kind === 4) return Array.from({ length: number }, value);
    throw Error(`CBOR of kind ${kind}`);
  }

  return value();
}
