import { z } from 'zod';
import { articleSchema } from '../../kb/schema.ts';
import { synonymsSchema } from '../../kb/synonyms.ts';
import { policySchema } from '../../policy/bundle.ts';
import type { KnowledgeIndex } from '../ports/search/knowledge-index.ts';
import { calibrationSchema } from './calibration.ts';
import { type Sections, sectionNames, sizesFit, views } from './sections.ts';

/**
 * A release is one binary file: the letters HRL2, the length of a JSON part, the JSON part, then the number sections of
 * each language, each padded to 8 bytes so that they can be read in place. All numbers are little-endian.
 */
const magic = 0x324c5248;

const count = z.int().nonnegative();
const headerSchema = z.strictObject({
  format: z.literal(2),
  policy: policySchema,
  articles: z.array(articleSchema),
  synonyms: synonymsSchema,
  calibrations: z.array(calibrationSchema),
  indexes: z.array(
    z.strictObject({
      locale: z.string(),
      maker: z.string(),
      dimensions: z.int().min(1).max(8_192),
      vocabulary: z.array(z.string()),
      units: z.array(
        z.strictObject({ article: count, kind: z.enum(['title', 'question', 'text']), text: z.string(), passage: z.int().min(-1) }),
      ),
      /** Entries in each number section, in the order of `sectionNames`. */
      sections: z.array(count).length(sectionNames.length),
    }),
  ),
});
type Header = z.infer<typeof headerSchema>;

export type ReleaseContent = Pick<Header, 'policy' | 'articles' | 'synonyms' | 'calibrations'> & { indexes: KnowledgeIndex[] };

const pad = (length: number) => (8 - (length % 8)) % 8;

export function encodeRelease({ indexes, ...content }: ReleaseContent): Uint8Array {
  const header: Header = {
    format: 2,
    ...content,
    indexes: indexes.map(({ locale, maker, dimensions, vocabulary, units, ...sections }) => ({
      locale,
      maker,
      dimensions,
      vocabulary,
      units,
      sections: sectionNames.map((name) => sections[name].length),
    })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = indexes.flatMap((index) => sectionNames.map((name) => index[name]));
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
  if (view.getUint32(0, true) !== magic) return fail('the file is not a release of this version');
  const length = view.getUint32(4, true);
  if (8 + length > bytes.byteLength) return fail('the file is cut short');
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(new Uint8Array(buffer, 8, length)));
  } catch {
    return fail('its description is not JSON');
  }
  const parsed = headerSchema.safeParse(json);
  if (!parsed.success) return fail(`its description does not fit: ${z.prettifyError(parsed.error).slice(0, 400)}`);
  const { policy, articles, synonyms, calibrations, indexes: described } = parsed.data;
  let at = 8 + length + pad(8 + length);
  const total = described.reduce((all, { sections }) => {
    const sizes = sectionNames.map((name, i) => (sections[i] ?? 0) * views[name].BYTES_PER_ELEMENT);
    return sizes.reduce((sum, size) => sum + size + pad(size), all);
  }, at);
  if (total !== bytes.byteLength) return fail('its number sections do not have the stated size');
  const indexes = described.map(({ sections, ...index }): KnowledgeIndex => {
    const read = <T>(make: new (buffer: ArrayBufferLike, at: number, count: number) => T, width: number, name: keyof Sections): T => {
      const entries = sections[sectionNames.indexOf(name)] ?? 0;
      const section = new make(buffer, at, entries);
      at += entries * width + pad(entries * width);
      return section;
    };
    // In the order of `sectionNames`: each read moves on.
    return {
      ...index,
      articles: read(Uint32Array, 4, 'articles'),
      postingStart: read(Uint32Array, 4, 'postingStart'),
      postingUnit: read(Uint32Array, 4, 'postingUnit'),
      wordWeight: read(Float32Array, 4, 'wordWeight'),
      termWeight: read(Float32Array, 4, 'termWeight'),
      unitWeight: read(Float32Array, 4, 'unitWeight'),
      unitNorm: read(Float32Array, 4, 'unitNorm'),
      landmarks: read(Uint32Array, 4, 'landmarks'),
      weightStep: read(Float32Array, 4, 'weightStep'),
      vectors: read(Int8Array, 1, 'vectors'),
      weights: read(Int8Array, 1, 'weights'),
    };
  });
  if (!indexes.every((index) => sizesFit(index, articles.length))) return fail('an index points outside itself');
  return { ok: true, content: { policy, articles, synonyms, calibrations, indexes } };
}

/** A release is named by the SHA-256 of its bytes, in hex. */
export async function releaseHash(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
