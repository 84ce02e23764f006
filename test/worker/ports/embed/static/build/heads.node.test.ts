import { expect, test } from 'vitest';
import { makeUse, shortenHeads } from '../../../../../../worker/ports/embed/static/build/heads.ts';
import { multiply } from '../../../../../../worker/ports/embed/static/build/linear.ts';
import type { Dense } from '../../../../../../worker/ports/embed/static/build/model.ts';
import { seeded } from '../../../../../../worker/ports/embed/static/build/random.ts';

const [ins, size, heads, rows] = [12, 6, 2, 400];
const random = seeded(5);
const numbers = (count: number) => Float32Array.from({ length: count }, () => random() - 0.5);
const x = numbers(rows * ins);
const dense = (w: Float32Array): Dense => ({ w, bias: numbers(size * heads), ins, outs: size * heads });

/** What a query and a key say to each other, divided as the original divides it or not. */
const score = (q: Float32Array, k: Float32Array, width: number, head: number, t: number, j: number, by = 1) => {
  let sum = 0;
  for (let c = head * width; c < (head + 1) * width; c++) sum += (q[t * width * heads + c] ?? 0) * (k[j * width * heads + c] ?? 0);
  return sum / by;
};

/** Mean square of the error of all products, against that of the products. */
function error(q: Dense, k: Dense, keep: number): number {
  const use = makeUse(size, heads);
  const [qs, ks] = [multiply(x, q), multiply(x, k)];
  use.add('q', qs, rows);
  use.add('k', ks, rows);
  const short = shortenHeads(q, k, use, keep);
  expect([short.q.outs, short.k.outs, short.q.ins]).toEqual([keep * heads, keep * heads, ins]);
  const [qn, kn] = [multiply(x, short.q), multiply(x, short.k)];
  let [off, all] = [0, 0];
  for (let head = 0; head < heads; head++) {
    for (let t = 0; t < rows; t += 3) {
      for (let j = 0; j < rows; j += 7) {
        const was = score(qs, ks, size, head, t, j, Math.sqrt(size));
        off += (was - score(qn, kn, keep, head, t, j)) ** 2;
        all += was * was;
      }
    }
  }
  return off / all;
}

test('with all numbers kept nothing changes, and the division is done already', () => {
  expect(error(dense(numbers(ins * size * heads)), dense(numbers(ins * size * heads)), size)).toBeLessThan(1e-9);
});

test('more numbers are never worse', () => {
  const [q, k] = [dense(numbers(ins * size * heads)), dense(numbers(ins * size * heads))];
  const errors = [1, 2, 3, 4, 5].map((keep) => error(q, k, keep));
  expect(errors).toEqual([...errors].sort((a, b) => b - a));
  expect(errors[0]).toBeLessThan(1);
});

test('keys that all say the same need one number', () => {
  const one = numbers(ins);
  const same = dense(Float32Array.from({ length: ins * size * heads }, (_, at) => (one[at % ins] ?? 0) * (1 + Math.floor(at / ins))));
  same.bias.fill(0);
  expect(error(dense(numbers(ins * size * heads)), same, 1)).toBeLessThan(1e-6);
});
