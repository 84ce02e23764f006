import { z } from 'zod';

/**
 * The encoder is one binary file: the letters HRE1, the length of a JSON part, the bytes of all number sections together, the
 * JSON part, then the sections, each beginning at a multiple of 16, to be read in place. Which sections there are, and how
 * long each is, follows from `shape` alone. All numbers are little-endian.
 */
const magic = 0x31455248;
const start = 12;
const align = (at: number) => Math.ceil(at / 16) * 16;

const size = z.int().positive().max(8_192);
const layer = z.strictObject({ key: size, value: size, inner: size });
export const shapeSchema = z.strictObject({
  pieces: z.int().positive().max(65_536),
  /** Numbers of a piece, and bits of each. */
  embedding: size,
  bits: z.int().min(2).max(8),
  width: size,
  heads: z.int().positive().max(64),
  layers: z.tuple([layer, layer]),
  dimensions: size,
  /** Tokens that positions are known for. */
  tokens: z.int().positive().max(1_024),
});
export type Shape = z.infer<typeof shapeSchema>;

const headerSchema = z.strictObject({
  format: z.literal(1),
  model: z.string(),
  licence: z.string(),
  /** What it was made from, and what was changed, as the licence asks. */
  provenance: z.array(z.string()),
  shape: shapeSchema,
  vocabulary: z.array(z.string()),
});
export type Header = z.infer<typeof headerSchema>;

export const views = { i8: Int8Array, u8: Uint8Array, i32: Int32Array, f32: Float32Array, f64: Float64Array };
type Kind = keyof typeof views;
export type Numbers = Int8Array | Uint8Array | Int32Array | Float32Array | Float64Array;
export interface Section {
  name: string;
  kind: Kind;
  count: number;
}

const list = (name: string, kind: Kind, count: number): Section => ({ name, kind, count });
const norm = (name: string, width: number) => [list(`${name}.gain`, 'f32', width), list(`${name}.bias`, 'f32', width)];
/** Rows of weights, one for each output, each with its own scale and the sum of its weights (kernel.as.ts says what for). */
const matrix = (name: string, ins: number, outs: number) => [
  list(name, 'i8', ins * outs),
  list(`${name}.scale`, 'f32', outs),
  list(`${name}.sum`, 'i32', outs),
  list(`${name}.bias`, 'f32', outs),
];

/** Every section of a file of this shape, in its order. */
export function sectionsOf(shape: Shape): Section[] {
  const { pieces, embedding, bits, width, heads, layers, dimensions } = shape;
  return [
    list('scores', 'f32', pieces),
    list('embedding', 'u8', Math.ceil((pieces * embedding * bits) / 8)),
    list('embedding.scale', 'f32', pieces),
    // Cosine and sine of one step of each frequency of the positions.
    list('turn', 'f64', embedding),
    ...matrix('lift', embedding, width),
    ...layers.flatMap(({ key, value, inner }, i) => {
      const ins = i === 0 ? embedding : width;
      return [
        ...norm(`${i}.attend`, ins),
        ...matrix(`${i}.qkv`, ins, heads * (2 * key + value)),
        ...matrix(`${i}.out`, heads * value, width),
        ...norm(`${i}.feed`, width),
        ...matrix(`${i}.inner`, width, inner),
        ...matrix(`${i}.outer`, inner, width),
      ];
    }),
    ...matrix('last', width, width),
    ...matrix('project', width, dimensions),
  ];
}

/** Where each section begins, how many bytes they have without the gaps, and where the file ends. */
function layout(shape: Shape, from: number) {
  const places = new Map<string, Section & { at: number }>();
  let end = from;
  let total = 0;
  for (const section of sectionsOf(shape)) {
    const at = align(end);
    const size = section.count * views[section.kind].BYTES_PER_ELEMENT;
    places.set(section.name, { ...section, at });
    total += size;
    end = at + size;
  }
  return { places, total, end };
}

export function encodeFile(header: Header, numbers: ReadonlyMap<string, Numbers>): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const { places, total, end } = layout(header.shape, start + json.length);
  const bytes = new Uint8Array(end);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, json.length, true);
  view.setUint32(8, total, true);
  bytes.set(json, start);
  for (const { name, kind, count, at } of places.values()) {
    const part = numbers.get(name);
    if (!(part instanceof views[kind]) || part.length !== count) throw new Error(`section ${name} is not ${count} numbers of ${kind}`);
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
  }
  return bytes;
}

export interface File {
  header: Header;
  /** Where a section begins, in bytes from the start of the file. */
  place(name: string): number;
  /** Its sections in memory that holds a copy of the file at its beginning, read in place. */
  over(buffer: ArrayBuffer): Sections;
}
export interface Sections {
  floats(name: string): Float32Array;
  doubles(name: string): Float64Array;
  codes(name: string): Uint8Array;
}
export type Decoded = { ok: true; file: File } | { ok: false; problem: string };

export function decodeFile(bytes: Uint8Array): Decoded {
  const fail = (problem: string): Decoded => ({ ok: false, problem });
  if (bytes.byteLength < 16) return fail('the file is too short to be an encoder');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) return fail('the file is not an encoder');
  const length = view.getUint32(4, true);
  if (start + length > bytes.byteLength) return fail('the file is cut short');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes.subarray(start, start + length)));
  } catch {
    return fail('its description is not JSON');
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) return fail(`its description does not fit: ${z.prettifyError(parsed.error).slice(0, 400)}`);
  const header = parsed.data;
  if (header.vocabulary.length !== header.shape.pieces) return fail('its vocabulary does not have the stated size');
  const { places, total, end } = layout(header.shape, start + length);
  if (end !== bytes.byteLength || total !== view.getUint32(8, true)) return fail('its number sections do not have the stated size');
  const find = (name: string, kind: Kind) => {
    const found = places.get(name);
    if (found?.kind !== kind) throw new Error(`there is no section ${name} of ${kind}`);
    return [found.at, found.count] as const;
  };
  return {
    ok: true,
    file: {
      header,
      place: (name) => places.get(name)?.at ?? Number.NaN,
      over: (buffer) => ({
        floats: (name) => new Float32Array(buffer, ...find(name, 'f32')),
        doubles: (name) => new Float64Array(buffer, ...find(name, 'f64')),
        codes: (name) => new Uint8Array(buffer, ...find(name, 'u8')),
      }),
    },
  };
}
