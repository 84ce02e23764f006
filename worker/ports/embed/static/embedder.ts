import { failed } from '../../fault.ts';
import { type Embedder, type EmbedKind, MAX_TEXTS } from '../port.ts';
import { artifact } from './artifact.ts';
import type { Encoder } from './encoder.ts';

/**
 * Pieces that are read of a text; a piece is about four letters. Time grows with them, and a question has a customer waiting:
 * what it asks stands in its first thirty words, or words have to find it. More is worse besides, as what else a long message
 * says blurs what it asks (docs/decisions/0008). An article is embedded once, in a build.
 */
export const limits: Record<EmbedKind, number> = { query: 36, document: 128 };

/** The encoder as a driver of the port: no network, so its only fault is to be asked for too much. */
export function staticEmbedder(encoder: Encoder): Embedder {
  return {
    name: artifact.name,
    dimensions: artifact.dimensions,
    locales: ['en'],
    async embed(texts, kind) {
      if (texts.length > MAX_TEXTS) return failed('too-many', `${texts.length} texts in one call, ${MAX_TEXTS} are the most`);
      return { ok: true, vectors: texts.map((text) => encoder.encode(text, limits[kind])) };
    },
  };
}
