import type { File, Shape } from './format.ts';
import type { Kernel } from './kernel.ts';

/** Weights in the kernel's memory: rows of int8, one for each output. */
export interface Matrix {
  w: number;
  scale: number;
  sum: number;
  bias: number;
  ins: number;
  outs: number;
}
export interface Norm {
  gain: number;
  bias: number;
  width: number;
}
export interface Layer {
  attend: Norm;
  qkv: Matrix;
  out: Matrix;
  feed: Norm;
  inner: Matrix;
  outer: Matrix;
  key: number;
  value: number;
}

/** The sections of a file by what they are for. The file lies at the beginning of the kernel's memory. */
export function partsOf({ header, place }: File) {
  const { embedding, width, heads, layers, dimensions } = header.shape;
  const matrix = (name: string, ins: number, outs: number): Matrix => ({
    w: place(name),
    scale: place(`${name}.scale`),
    sum: place(`${name}.sum`),
    bias: place(`${name}.bias`),
    ins,
    outs,
  });
  const norm = (name: string, width: number): Norm => ({ gain: place(`${name}.gain`), bias: place(`${name}.bias`), width });
  const layer = (i: 0 | 1): Layer => {
    const { key, value, inner } = layers[i];
    const ins = i === 0 ? embedding : width;
    return {
      attend: norm(`${i}.attend`, ins),
      qkv: matrix(`${i}.qkv`, ins, heads * (2 * key + value)),
      out: matrix(`${i}.out`, heads * value, width),
      feed: norm(`${i}.feed`, width),
      inner: matrix(`${i}.inner`, width, inner),
      outer: matrix(`${i}.outer`, inner, width),
      key,
      value,
    };
  };
  return {
    lift: matrix('lift', embedding, width),
    layers: [layer(0), layer(1)] as const,
    last: matrix('last', width, width),
    project: matrix('project', width, dimensions),
  };
}

export interface Room {
  /** In bytes, for the kernel. */
  at: number;
  floats: Float32Array;
}

/** How many float32 each step of the forward pass needs, for the longest text. */
export function roomsOf({ embedding, width, heads, layers, dimensions, tokens }: Shape) {
  const most = (of: (layer: Shape['layers'][number]) => number) => Math.max(...layers.map(of));
  const inner = most((layer) => layer.inner);
  const value = most((layer) => heads * layer.value);
  return {
    /** What runs through the layers. */
    x: tokens * Math.max(width, embedding),
    /** Normalised, and the outcome of a step before it is added to `x`. */
    h: tokens * Math.max(width, embedding),
    /** A quarter, as these are bytes. */
    small: tokens * Math.ceil(Math.max(width, embedding, inner, value) / 4),
    /** Scale and zero of each token. */
    steps: tokens * 2,
    qkv: tokens * most((layer) => heads * (2 * layer.key + layer.value)),
    weights: tokens * tokens,
    heard: tokens * value,
    inner: tokens * inner,
    vector: dimensions,
  };
}
export type Rooms = Record<keyof ReturnType<typeof roomsOf>, Room>;

/** Bytes for all of them, each aligned. */
export const roomBytes = (shape: Shape): number => Object.values(roomsOf(shape)).reduce((sum, count) => sum + count * 4 + 16, 16);

export function makeRooms(kernel: Kernel, shape: Shape): Rooms {
  const room = (count: number): Room => {
    const at = kernel.place(count * 4);
    return { at, floats: new Float32Array(kernel.buffer, at, count) };
  };
  const { x, h, small, steps, qkv, weights, heard, inner, vector } = roomsOf(shape);
  return {
    x: room(x),
    h: room(h),
    small: room(small),
    steps: room(steps),
    qkv: room(qkv),
    weights: room(weights),
    heard: room(heard),
    inner: room(inner),
    vector: room(vector),
  };
}
