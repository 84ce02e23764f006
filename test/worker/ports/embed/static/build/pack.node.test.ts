import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readModel } from '../../../../../../worker/ports/embed/static/build/model.ts';
import { pack, shapeOf } from '../../../../../../worker/ports/embed/static/build/pack.ts';
import { decodeFile } from '../../../../../../worker/ports/embed/static/format.ts';
import { pieceVectors } from '../../../../../../worker/ports/embed/static/pieces.ts';
import { tiny, tinyModel } from './samples.ts';

const model = readModel(tinyModel());
const short = { ...model, project: { w: new Float32Array(32 * 8), bias: new Float32Array(8), ins: 32, outs: 8 } };

function packed(bits: number) {
  const shape = shapeOf(short, { heads: tiny.heads, bits, tokens: 16 });
  const bytes = pack(short, { model: 'tiny', licence: 'none', provenance: [], shape });
  const decoded = decodeFile(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  return { shape, bytes, file: decoded.file, sections: decoded.file.over(new Uint8Array(bytes).buffer) };
}

test('pieces come back to half a step of their bits, with the wave of their place', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 0, max: 39 }), fc.integer({ min: 0, max: 15 }), (bits, id, place) => {
      const { shape, sections } = packed(bits);
      const tokens = [...new Array(place).fill(6), id];
      const out = new Float32Array(16 * tiny.embedding);
      pieceVectors(shape, sections)(out, tokens);
      const row = model.embedding.subarray(id * tiny.embedding, (id + 1) * tiny.embedding);
      const step = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / (2 ** (bits - 1) - 1);
      for (let k = 0; k < tiny.embedding; k++) {
        const half = tiny.embedding / 2;
        const angle = place * (model.frequencies[k % half] ?? 0);
        const wave = k < half ? Math.sin(angle) : Math.cos(angle);
        expect(Math.abs((out[place * tiny.embedding + k] ?? 0) - wave - 2 * (row[k] ?? 0))).toBeLessThanOrEqual(step * 1.0001 + 1e-6);
      }
    }),
  );
});

test('rows of weights come back to half a step, and their sums are kept', () => {
  const { bytes, file, sections } = packed(8);
  const { w, ins, outs } = model.layers[1].inner;
  const codes = new Int8Array(bytes.buffer, file.place('1.inner'), w.length);
  const scales = sections.floats('1.inner.scale');
  const sums = new DataView(bytes.buffer, file.place('1.inner.sum'));
  for (let o = 0; o < outs; o++) {
    const row = codes.subarray(o * ins, (o + 1) * ins);
    expect(sums.getInt32(o * 4, true)).toBe(row.reduce((a, b) => a + b, 0));
    for (const [k, code] of row.entries())
      expect(Math.abs(code * (scales[o] ?? 0) - (w[o * ins + k] ?? 0))).toBeLessThanOrEqual((scales[o] ?? 0) * 0.5001);
  }
});
