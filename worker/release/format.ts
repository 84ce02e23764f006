import { z } from 'zod';
import { articleSchema } from '../../kb/schema.ts';
import { policySchema } from '../../policy/bundle.ts';
import type { LexicalIndex } from '../ports/search/bm25.ts';

/**
 * A release is one binary file: the letters HRL1, the length of a JSON part, the JSON part, then the number sections,
 * each padded to 8 bytes so that they can be read in place. All numbers are little-endian.
 */
const magic = 0x314c5248;

const sectionNames = ['postingStart', 'postingUnit', 'postingCount', 'unitLength', 'unitWeight'] as const;
const views = {
  postingStart: Uint32Array,
  postingUnit: Uint32Array,
  postingCount: Uint16Array,
  unitLength: Uint16Array,
  unitWeight: Float32Array,
};

const headerSchema = z.strictObject({
  format: z.literal(1),
  policy: policySchema,
  articles: z.array(articleSchema),
  vocabulary: z.array(z.string()),
  units: z.array(z.strictObject({ article: z.int().nonnegative(), kind: z.enum(['title', 'question', 'text']), text: z.string() })),
  /** Entries in each number section, in the order of `sectionNames`. */
  sections: z.array(z.int().nonnegative()).length(sectionNames.length),
});

export type ReleaseContent = Pick<z.infer<typeof headerSchema>, 'policy' | 'articles'> & { index: LexicalIndex };

const pad = (length: number) => (8 - (length % 8)) % 8;

export function encodeRelease({ policy, articles, index }: ReleaseContent): Uint8Array {
  const header: z.infer<typeof headerSchema> = {
    format: 1,
    policy,
    articles,
    vocabulary: index.vocabulary,
    units: index.units,
    sections: sectionNames.map((name) => index[name].length),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = sectionNames.map((name) => index[name]);
  const start = 8 + json.length + pad(8 + json.length);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength + pad(part.byteLength), start));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, json.length, true);
  bytes.set(json, 8);
  let at = start;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength + pad(part.byteLength);
  }
  return bytes;
}

export type Decoded = { ok: true; content: ReleaseContent } | { ok: false; problem: string };

export function decodeRelease(bytes: Uint8Array): Decoded {
  const fail = (problem: string): Decoded => ({ ok: false, problem });
  if (bytes.byteLength < 16) return fail('the file is too short to be a release');
  // Number sections are read in place, which needs a buffer of their own alignment.
  const buffer = bytes.byteOffset === 0 ? bytes.buffer : bytes.slice().buffer;
  const view = new DataView(buffer, 0, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) return fail('the file is not a release');
  const length = view.getUint32(4, true);
  if (8 + length > bytes.byteLength) return fail('the file is cut short');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(new Uint8Array(buffer, 8, length)));
  } catch {
    return fail('its description is not JSON');
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) return fail(`its description does not fit: ${z.prettifyError(header.error).slice(0, 400)}`);
  const { policy, articles, vocabulary, units, sections } = header.data;
  let at = 8 + length + pad(8 + length);
  const total = sectionNames.reduce((sum, name, i) => {
    const size = (sections[i] ?? 0) * views[name].BYTES_PER_ELEMENT;
    return sum + size + pad(size);
  }, at);
  if (total !== bytes.byteLength) return fail('its number sections do not have the stated size');
  const read = <T>(make: new (buffer: ArrayBufferLike, at: number, count: number) => T, width: number, i: number): T => {
    const count = sections[i] ?? 0;
    const section = new make(buffer, at, count);
    at += count * width + pad(count * width);
    return section;
  };
  const index: LexicalIndex = {
    vocabulary,
    units,
    postingStart: read(Uint32Array, 4, 0),
    postingUnit: read(Uint32Array, 4, 1),
    postingCount: read(Uint16Array, 2, 2),
    unitLength: read(Uint16Array, 2, 3),
    unitWeight: read(Float32Array, 4, 4),
  };
  return consistent(index, articles.length) ? { ok: true, content: { policy, articles, index } } : fail('its index points outside itself');
}

/** A hand-made file must not make the search read outside its arrays. */
function consistent(index: LexicalIndex, articles: number): boolean {
  const { vocabulary, units, postingStart, postingUnit, postingCount } = index;
  if (postingStart.length !== vocabulary.length + 1 || postingUnit.length !== postingCount.length) return false;
  if (index.unitLength.length !== units.length || index.unitWeight.length !== units.length) return false;
  for (let w = 0; w < vocabulary.length; w++) if ((postingStart[w] ?? 0) > (postingStart[w + 1] ?? 0)) return false;
  return (
    postingStart[vocabulary.length] === postingUnit.length &&
    postingUnit.every((unit) => unit < units.length) &&
    units.every((unit) => unit.article < articles)
  );
}

/** A release is named by the SHA-256 of its bytes, in hex. */
export async function releaseHash(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
