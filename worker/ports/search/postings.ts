/**
 * Rising unit numbers as bytes: each is how many units lie between it and the one before, in 7 bits a byte, lowest first, the
 * highest bit set where more follow (LEB128). Lists of many terms stand behind each other.
 */
export function packPostings(lists: readonly (readonly number[])[]): { postingStart: Uint32Array; postings: Uint8Array } {
  const bytes: number[] = [];
  const postingStart = new Uint32Array(lists.length + 1);
  for (const [t, list] of lists.entries()) {
    let before = -1;
    for (const unit of list) {
      let gap = unit - before - 1;
      for (; gap > 127; gap >>>= 7) bytes.push((gap & 127) | 128);
      bytes.push(gap);
      before = unit;
    }
    postingStart[t + 1] = bytes.length;
  }
  return { postingStart, postings: Uint8Array.from(bytes) };
}

/** Calls `each` for every unit of the list from `at` to `end`. */
export function eachPosting(postings: Uint8Array, at: number, end: number, each: (unit: number) => void): void {
  let unit = -1;
  while (at < end) {
    let byte = postings[at++] ?? 0;
    let gap = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = postings[at++] ?? 0;
      gap |= (byte & 127) << shift;
    }
    unit += gap + 1;
    each(unit);
  }
}

/** Whether all lists lie within the bytes, end with a whole number, and name units that exist. */
export function postingsFit(postings: Uint8Array, starts: Uint32Array, units: number): boolean {
  if (starts[0] !== 0 || starts[starts.length - 1] !== postings.length) return false;
  for (let t = 0; t + 1 < starts.length; t++) {
    const end = starts[t + 1] ?? 0;
    let at = starts[t] ?? 0;
    if (end < at || end > postings.length) return false;
    for (let unit = -1; at < end; ) {
      let gap = 0;
      let shift = 0;
      let more = true;
      for (; more && at < end && shift < 28; shift += 7) {
        const byte = postings[at++] ?? 0;
        gap += (byte & 127) * 2 ** shift;
        more = byte > 127;
      }
      unit += gap + 1;
      if (more || unit >= units) return false;
    }
  }
  return true;
}
