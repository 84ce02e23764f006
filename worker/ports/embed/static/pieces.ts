import type { Sections, Shape } from './format.ts';

/** Writes what the first layer begins with: the vector of each piece, twice, and the wave that says where it stands. */
export type Embed = (out: Float32Array, tokens: readonly number[]) => void;

export function pieceVectors({ embedding, bits, tokens: most }: Shape, { codes, floats, doubles }: Sections): Embed {
  const packed = codes('embedding');
  const scales = floats('embedding.scale');
  const waves = positions(doubles('turn'), most);
  const half = 2 ** (bits - 1) - 1;
  const mask = 2 ** bits - 1;
  return (out, tokens) => {
    for (const [t, id] of tokens.entries()) {
      const scale = 2 * (scales[id] ?? 0);
      let bit = id * embedding * bits;
      for (let k = t * embedding; k < (t + 1) * embedding; k++, bit += bits) {
        const at = bit >> 3;
        const code = (((packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8)) >> (bit & 7)) & mask;
        out[k] = (code - half) * scale + (waves[k] ?? 0);
      }
    }
  };
}

/** Sine, then cosine, of every position at every frequency: turned on step by step, as `Math.sin` differs between engines. */
function positions(turn: Float64Array, most: number): Float32Array {
  const frequencies = turn.length / 2;
  const waves = new Float32Array(most * turn.length);
  for (let k = 0; k < frequencies; k++) {
    const c = turn[k] ?? 1;
    const s = turn[frequencies + k] ?? 0;
    let [cosine, sine] = [1, 0];
    for (let t = 0; t < most; t++) {
      waves[t * turn.length + k] = sine;
      waves[t * turn.length + frequencies + k] = cosine;
      [cosine, sine] = [cosine * c - sine * s, sine * c + cosine * s];
    }
  }
  return waves;
}
