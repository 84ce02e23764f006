import { z } from 'zod';
import { plainFunctions } from './kernel-plain.ts';

/**
 * The inner loops, over one block of memory; every argument that names data is a place in it, in bytes (kernel.as.ts says
 * what each does). The same bits come out with WebAssembly and without.
 */
export interface KernelFunctions {
  matmul(
    out: number,
    act: number,
    steps: number,
    w: number,
    wScale: number,
    sums: number,
    bias: number,
    tokens: number,
    width: number,
    outs: number,
  ): void;
  quantize(out: number, steps: number, x: number, tokens: number, width: number): void;
  dots(out: number, a: number, b: number, tokens: number, stride: number, width: number): void;
  mix(out: number, p: number, v: number, tokens: number, outStride: number, stride: number, width: number): void;
  scan(out: number, query: number, rows: number, count: number, width: number): void;
  normalize(out: number, x: number, gain: number, bias: number, rows: number, width: number): void;
  add(out: number, a: number, b: number, count: number): void;
  relu(x: number, count: number): void;
  mean(x: number, rows: number, width: number): void;
}

export interface Kernel extends KernelFunctions {
  /** Never grows, so views of it stay valid. */
  readonly buffer: ArrayBuffer;
  /** A place for that many bytes, aligned for vectors. Nothing is given back: all room is laid out once. */
  place(bytes: number): number;
  /** Bytes that may still be placed. */
  left(): number;
}

interface Compiled extends KernelFunctions {
  matmulAtOnce: KernelFunctions['matmul'];
  hasAtOnce(at: number): number;
}
const names = ['matmul', 'matmulAtOnce', 'hasAtOnce', 'quantize', 'dots', 'mix', 'scan', 'normalize', 'add', 'relu', 'mean'] as const;
const compiled = z.custom<Compiled>(
  (value) => typeof value === 'object' && value !== null && names.every((name) => typeof Reflect.get(value, name) === 'function'),
);
const page = 65_536;

/**
 * Null instead of a module: plain JavaScript, some thirty times slower. `bytes`: all that will be placed, and 16 a place. `atOnce`: which of
 * two ways to multiply; left out, the one that is faster on this machine.
 */
export function makeKernel(module: WebAssembly.Module | null, bytes: number, atOnce?: boolean): Kernel {
  const pages = Math.ceil(bytes / page);
  const memory = module ? new WebAssembly.Memory({ initial: pages, maximum: pages }) : null;
  const buffer = memory?.buffer ?? new ArrayBuffer(pages * page);
  const made = module && memory ? functionsOf(module, memory, atOnce) : plainFunctions(buffer);
  let next = 0;
  return {
    ...made,
    buffer,
    place(size) {
      const at = next;
      next += Math.ceil(size / 16) * 16;
      if (next > buffer.byteLength) throw new RangeError(`the kernel has ${buffer.byteLength} bytes, ${next} are needed`);
      return at;
    },
    left: () => buffer.byteLength - next,
  };
}

function functionsOf(module: WebAssembly.Module, memory: WebAssembly.Memory, atOnce?: boolean): KernelFunctions {
  const { matmul, matmulAtOnce, hasAtOnce, ...rest } = compiled.parse(new WebAssembly.Instance(module, { env: { memory } }).exports);
  return { ...rest, matmul: (atOnce ?? hasAtOnce(0) !== 0) ? matmulAtOnce : matmul };
}
