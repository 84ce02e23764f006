import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seeded } from '../../../../../worker/ports/embed/static/build/random.ts';
import { type Kernel, makeKernel } from '../../../../../worker/ports/embed/static/kernel.ts';
import { kernelModule } from '../../../../../worker/ports/embed/static/node.ts';

const module = await kernelModule();

/** Runs the same on WebAssembly, in each way it has, and on plain JavaScript, over memory of their own; compares all bytes of the outcome. */
function both(bytes: number, work: (kernel: Kernel) => { at: number; length: number }): void {
  const room = bytes + 4_096;
  const [plain, ...fast] = [makeKernel(null, room), makeKernel(module, room, false), makeKernel(module, room, true)].map((kernel) => {
    const { at, length } = work(kernel);
    return new Uint8Array(kernel.buffer, at, length);
  });
  for (const one of fast) expect(Buffer.compare(one, plain ?? Buffer.of(1))).toBe(0);
}

const size = (max: number) => fc.integer({ min: 1, max });
const seed = fc.integer({ min: 1, max: 1e9 });
const floats = (kernel: Kernel, count: number, fill: () => number) => {
  const at = kernel.place(count * 4);
  new Float32Array(kernel.buffer, at, count).set(Float32Array.from({ length: count }, fill));
  return at;
};
const bytesOf = (kernel: Kernel, count: number, fill: () => number) => {
  const at = kernel.place(count);
  new Int8Array(kernel.buffer, at, count).set(Int8Array.from({ length: count }, fill));
  return at;
};

/** One matrix by some rows, from float32 to float32. */
function multiply(kernel: Kernel, tokens: number, width: number, outs: number, random: () => number) {
  const x = floats(kernel, tokens * width, () => (random() - 0.3) * 10);
  const w = bytesOf(kernel, outs * width, () => Math.floor(random() * 256) - 128);
  const weights = new Int8Array(kernel.buffer, w, outs * width);
  const sums = kernel.place(outs * 4);
  const totals = Int32Array.from({ length: outs }, (_, o) => weights.subarray(o * width, (o + 1) * width).reduce((a, b) => a + b, 0));
  new Int32Array(kernel.buffer, sums, outs).set(totals);
  const scale = floats(kernel, outs, () => random() / 100);
  const bias = floats(kernel, outs, () => random() - 0.5);
  const small = kernel.place(tokens * width);
  const steps = kernel.place(tokens * 8);
  const out = kernel.place(tokens * outs * 4);
  kernel.quantize(small, steps, x, tokens, width);
  kernel.matmul(out, small, steps, w, scale, sums, bias, tokens, width, outs);
  return { out, small, steps, x, w, scale, bias };
}

test('matmul and quantize give the same bits with and without WebAssembly, at every size', () => {
  fc.assert(
    fc.property(size(9), size(70), size(21), seed, (tokens, width, outs, start) => {
      both(tokens * width * 6 + outs * width + tokens * outs * 4 + 4_096, (kernel) => {
        const { out } = multiply(kernel, tokens, width, outs, seeded(start));
        return { at: out, length: tokens * outs * 4 };
      });
    }),
  );
});

test('matmul is what a loop over the numbers gives, to the rounding of what is multiplied', () => {
  const [tokens, width, outs] = [3, 512, 8];
  const kernel = makeKernel(module, 65_536);
  const { out, x, w, scale, bias } = multiply(kernel, tokens, width, outs, seeded(7));
  const [numbers, weights] = [new Float32Array(kernel.buffer, x), new Int8Array(kernel.buffer, w)];
  for (let t = 0; t < tokens; t++) {
    for (let o = 0; o < outs; o++) {
      let sum = 0;
      let length = 0;
      for (let k = 0; k < width; k++) {
        const one = weights[o * width + k] ?? 0;
        sum += (numbers[t * width + k] ?? 0) * one;
        length += one * one;
      }
      const factor = new Float32Array(kernel.buffer, scale)[o] ?? 0;
      const exact = sum * factor + (new Float32Array(kernel.buffer, bias)[o] ?? 0);
      // Half a step of 10 / 127 for each number, adding up as chance does; six times that never happens.
      expect(Math.abs((new Float32Array(kernel.buffer, out)[t * outs + o] ?? 0) - exact)).toBeLessThan(
        (6 * 10 * factor * Math.sqrt(length)) / 127 / 3.4,
      );
    }
  }
});

test('the largest sums stay exact: 8,192 products of 127 and -128', () => {
  both(100_000, (kernel) => {
    const width = 8_192;
    const act = bytesOf(kernel, width, () => 127);
    const w = bytesOf(kernel, width * 4, () => -128);
    const steps = floats(kernel, 2, () => 1);
    new Int32Array(kernel.buffer, steps + 4, 1)[0] = 0;
    const ones = floats(kernel, 4, () => 1);
    const none = floats(kernel, 4, () => 0);
    const out = kernel.place(16);
    kernel.matmul(out, act, steps, w, ones, none, none, 1, width, 4);
    expect(Array.from(new Float32Array(kernel.buffer, out, 4))).toEqual(new Array(4).fill(-127 * 128 * width));
    return { at: out, length: 16 };
  });
});

test('quantize reaches from the least to the most, keeps zero, and has no step for nothing', () => {
  const kernel = makeKernel(module, 65_536);
  const x = kernel.place(3 * 16 * 4);
  new Float32Array(kernel.buffer, x, 48).set([-1, 0, 3, ...new Array(13).fill(0.5), ...new Array(16).fill(0), 2, ...new Array(15).fill(1)]);
  const [out, steps] = [kernel.place(48), kernel.place(24)];
  kernel.quantize(out, steps, x, 3, 16);
  const codes = Array.from(new Uint8Array(kernel.buffer, out, 48));
  const zeros = Array.from(new Int32Array(kernel.buffer, steps, 6)).filter((_, i) => i % 2 === 1);
  expect(codes.slice(0, 4)).toEqual([0, 32, 127, 48]);
  expect(codes.slice(16, 32)).toEqual(new Array(16).fill(0));
  expect(codes.slice(32, 34)).toEqual([127, 64]);
  expect(zeros).toEqual([32, 0, 0]);
});

test('dots and mix give the same bits with and without WebAssembly, at every size', () => {
  fc.assert(
    fc.property(size(9), size(40), fc.integer({ min: 0, max: 5 }), seed, (tokens, width, apart, start) => {
      const stride = width + apart;
      both(tokens * stride * 16 + tokens * tokens * 8 + 4_096, (kernel) => {
        const random = seeded(start);
        const a = floats(kernel, tokens * stride, () => random() - 0.5);
        const b = floats(kernel, tokens * stride, () => random() - 0.5);
        const p = kernel.place(tokens * tokens * 4);
        const out = kernel.place(tokens * stride * 4);
        kernel.dots(p, a, b, tokens, stride, width);
        kernel.mix(out, p, b, tokens, stride, stride, width);
        return { at: p, length: out + tokens * stride * 4 - p };
      });
    }),
  );
});

test('what is done between matrices gives the same bits with and without WebAssembly, at every size', () => {
  fc.assert(
    fc.property(size(9), size(70), seed, (rows, width, start) => {
      both(rows * width * 16 + width * 8 + 4_096, (kernel) => {
        const random = seeded(start);
        const numbers = (count: number) => floats(kernel, count, () => (random() < 0.1 ? -0 : (random() - 0.5) * 20));
        const [x, gain, bias] = [numbers(rows * width), numbers(width), numbers(width)];
        const out = kernel.place(rows * width * 4);
        kernel.normalize(out, x, gain, bias, rows, width);
        kernel.add(x, x, out, rows * width);
        kernel.relu(out, rows * width);
        kernel.mean(x, rows, width);
        return { at: x, length: out + rows * width * 4 - x };
      });
    }),
  );
});

test('which way to multiply is faster is found without a trace', () => {
  expect(new Uint8Array(makeKernel(module, 100).buffer, 0, 64)).toEqual(new Uint8Array(64));
});

test('memory is laid out once, aligned, and is not given twice', () => {
  const kernel = makeKernel(module, 100);
  expect([kernel.place(5), kernel.place(17), kernel.place(1)]).toEqual([0, 16, 48]);
  expect(() => kernel.place(65_536)).toThrow(/are needed/);
});
