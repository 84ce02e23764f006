import { z } from 'zod';
import type { Article } from '../../kb/schema.ts';
import { synonymsSchema } from '../../kb/synonyms.ts';
import { policySchema } from '../../policy/bundle.ts';
import type { KnowledgeIndex } from '../ports/search/knowledge-index.ts';
import { type TriageModel, triageModelSchema, triageSizes } from '../turn/classify/model.ts';
import { articleLines, readArticles } from './articles.ts';
import { calibrationSchema } from './calibration.ts';
import { readJson } from './read-json.ts';
import { type Sections, sectionNames, sizesFit, views } from './sections.ts';

/**
 * A release is one binary file: the letters HRL3, the length of a JSON part, the JSON part, the articles, one a line, then
 * the number sections of each language, and what its gate asks, each padded to 8 bytes so that they can be read in place. All numbers are little-endian.
 * What is large stays in the file's own bytes, because objects for all of it would take several times the memory.
 */
const magic = 0x334c5248;

const count = z.int().nonnegative();
const headerSchema = z.strictObject({
  format: z.literal(3),
  policy: policySchema,
  synonyms: synonymsSchema,
  calibrations: z.array(calibrationSchema),
  articles: z.strictObject({ count, bytes: count }),
  /** What recognizes topics beside their patterns; its weights come last in the file. Null where the policy has no examples. */
  triage: triageModelSchema.nullable().default(null),
  /** Bytes of what the gate asks (checks.ts), at the very end: left there as they are until a gate runs. */
  checks: count.default(0),
  indexes: z.array(
    z.strictObject({
      locale: z.string(),
      maker: z.string(),
      dimensions: z.int().min(1).max(8_192),
      stretch: z.int().min(1).max(10_000),
      /** Entries in each number section, in the order of `sectionNames`. */
      sections: z.array(count).length(sectionNames.length),
    }),
  ),
});
type Header = z.infer<typeof headerSchema>;

export type ReleaseContent = Pick<Header, 'policy' | 'synonyms' | 'calibrations'> & {
  articles: Article[];
  indexes: KnowledgeIndex[];
  /** Null or left out: patterns alone. */
  triage?: TriageModel | null;
  /** What its gate asks, as bytes for `decodeChecks`; left out: nothing. */
  checks?: Uint8Array;
};

const pad = (length: number) => (8 - (length % 8)) % 8;

export function encodeRelease(content: ReleaseContent): Uint8Array {
  const { policy, synonyms, calibrations, articles, indexes, triage = null, checks = new Uint8Array() } = content;
  const lines = articleLines(articles);
  const header: Header = {
    format: 3,
    policy,
    synonyms,
    calibrations,
    articles: { count: articles.length, bytes: lines.length },
    triage: triage && triageModelSchema.parse(triage),
    checks: checks.length,
    indexes: indexes.map(({ locale, maker, dimensions, stretch, ...sections }) => ({
      locale,
      maker,
      dimensions,
      stretch,
      sections: sectionNames.map((name) => sections[name].length),
    })),
  };
  const json = new TextEncoder().encode(JSON.stringify(header));
  const parts = [
    ...indexes.flatMap((index) => sectionNames.map((name) => index[name])),
    ...(triage ? [triage.words, triage.meaning] : []),
    checks,
  ];
  const texts = 8 + json.length + lines.length;
  const start = texts + pad(texts);
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength + pad(part.byteLength), start));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, json.length, true);
  bytes.set(json, 8);
  bytes.set(lines, 8 + json.length);
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
  const header = readJson(headerSchema, new Uint8Array(buffer, 8, length));
  if (!header.ok) return fail(`its description ${header.problem}`);
  const { policy, synonyms, calibrations, articles: lines, indexes: described, triage: recognized, checks: asked } = header.value;
  const texts = 8 + length + lines.bytes;
  const weights = recognized ? triageSizes(recognized) : { words: 0, meaning: 0 };
  const total = described.reduce(
    (all, { sections }) => {
      const sizes = sectionNames.map((name, i) => (sections[i] ?? 0) * views[name].BYTES_PER_ELEMENT);
      return sizes.reduce((sum, size) => sum + size + pad(size), all);
    },
    texts + pad(texts) + weights.words + pad(weights.words) + weights.meaning + pad(weights.meaning) + asked + pad(asked),
  );
  if (total !== bytes.byteLength) return fail('its number sections do not have the stated size');
  const articles = readArticles(new Uint8Array(buffer, 8 + length, lines.bytes));
  if (!articles.ok) return fail(articles.problem);
  if (articles.value.length !== lines.count) return fail(`it holds ${articles.value.length} articles instead of ${lines.count}`);
  let at = texts + pad(texts);
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
      unitStart: read(Uint32Array, 4, 'unitStart'),
      unitKind: read(Uint8Array, 1, 'unitKind'),
      unitPart: read(Uint32Array, 4, 'unitPart'),
      unitPassage: read(Int32Array, 4, 'unitPassage'),
      vocabulary: read(Uint8Array, 1, 'vocabulary'),
      postingStart: read(Uint32Array, 4, 'postingStart'),
      postings: read(Uint8Array, 1, 'postings'),
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
  if (!indexes.every((index) => sizesFit(index, articles.value))) return fail('an index points outside itself');
  const triage = recognized && {
    ...recognized,
    words: new Int8Array(buffer, at, weights.words),
    meaning: new Int8Array(buffer, at + weights.words + pad(weights.words), weights.meaning),
  };
  const checks = asked > 0 && { checks: new Uint8Array(buffer, total - asked - pad(asked), asked) };
  return { ok: true, content: { policy, articles: articles.value, synonyms, calibrations, indexes, triage, ...checks } };
}

/** A release is named by the SHA-256 of its bytes, in hex. */
export async function releaseHash(bytes: Uint8Array): Promise<string> {
  const { buffer, byteOffset, byteLength } = bytes;
  // In place where the types allow it: a copy would take as much memory as the release.
  const own = buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes);
  const digest = await crypto.subtle.digest('SHA-256', own);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
