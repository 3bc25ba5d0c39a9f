/**
 * The shard of a key, by rendezvous hashing: every shard draws a number for the key, and the highest one wins. With one
 * shard more, a key either stays or goes to the new shard. Pinned by a test: another formula would move every cluster.
 */
export function pickShard(key: string, count: number): number {
  const hash = hashText(key);
  let best = 0;
  let most = -1;
  for (let index = 0; index < count; index++) {
    const drawn = mix(hash ^ mix(Math.imul(index + 1, GOLDEN)));
    if (drawn > most) {
      most = drawn;
      best = index;
    }
  }
  return best;
}

const GOLDEN = 0x9e3779b1;

/** FNV-1a over the UTF-16 units, which are ASCII in every name that Kubernetes takes. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** The finalizer of MurmurHash3: every bit of the input changes half of the bits of the result. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
