import type { EmbedKind } from './port.ts';

/** What has to be known of a model before it is asked. */
export interface Model {
  model: string;
  dimensions: number;
  /** `provider`: the service decides and does not say. */
  pooling: 'cls' | 'mean' | 'provider';
  /** Longest text, in UTF-8 bytes: three for a token of the model's limit holds for most scripts. */
  maxBytes: number;
  /** Words that the model was trained to see before a text. */
  prompt: Record<EmbedKind, string> | null;
  /** The service is told the dimensions, because the model can shorten its vectors. */
  shortened: boolean;
}

/** Both are part of the name, as vectors of other dimensions, pooling or prompts are not comparable. */
export const nameOf = (driver: string, { model, dimensions, pooling, prompt }: Model): string =>
  [driver, model, dimensions, pooling, ...(prompt ? ['prompted'] : [])].join(' ');

/**
 * Why vectors of one embedder must not meet those of another, or null where both are the same. A release keeps the name
 * that its vectors and its calibration were made with; `installed` is what the worker would embed a question with.
 */
export function mismatch(release: string, installed: string): string | null {
  if (release === installed) return null;
  return `The release was made with the embedder "${release}", this worker has "${installed}": build and approve the release again.`;
}

const bge = (dimensions: number): Omit<Model, 'model'> => ({ dimensions, pooling: 'cls', maxBytes: 1_500, prompt: null, shortened: false });

/**
 * Models of Workers AI (developers.cloudflare.com/workers-ai/models/). `cls` is what the v1.5 models were trained with; their
 * default there is `mean`, for older callers, so it is always sent. bge-m3 has no choice of pooling and takes 8,192 tokens.
 */
export const workersAiModels = {
  '@cf/baai/bge-m3': { ...bge(1_024), maxBytes: 24_000 },
  '@cf/baai/bge-small-en-v1.5': bge(384),
  '@cf/baai/bge-base-en-v1.5': bge(768),
  '@cf/baai/bge-large-en-v1.5': bge(1_024),
} as const satisfies Record<string, Omit<Model, 'model'>>;
export type WorkersAiModel = keyof typeof workersAiModels;

/** Dimensions that a model gives by itself, and the fewest it may be shortened to. */
const openaiModels: Record<string, { dimensions: number; shortens: boolean }> = {
  'text-embedding-3-small': { dimensions: 1_536, shortens: true },
  'text-embedding-3-large': { dimensions: 3_072, shortens: true },
  'text-embedding-ada-002': { dimensions: 1_536, shortens: false },
};

/** Families of open models that were trained with prompts. */
const prompts: [family: RegExp, prompt: Record<EmbedKind, string>][] = [
  [/(^|[/-])e5-(small|base|large)/i, { query: 'query: ', document: 'passage: ' }],
  [/(^|\/)nomic-embed-text/i, { query: 'search_query: ', document: 'search_document: ' }],
];

/** A model behind an OpenAI-compatible address; a sentence where what is asked for cannot be. */
export function openaiModel(model: string, dimensions: number | undefined): Model | string {
  const known = openaiModels[model];
  const size = dimensions ?? known?.dimensions;
  if (size === undefined) return `HANDRAIL_EMBED_DIMENSIONS is missing: the length of the vectors of ${model} is not known here.`;
  if (known && size > known.dimensions) return `HANDRAIL_EMBED_DIMENSIONS is ${size}, but ${model} has ${known.dimensions}.`;
  if (known && !known.shortens && size !== known.dimensions) return `${model} has ${known.dimensions} dimensions and cannot be shortened.`;
  const prompt = prompts.find(([family]) => family.test(model))?.[1] ?? null;
  // 512 tokens are the limit of most open models; OpenAI's take 8,191.
  return {
    model,
    dimensions: size,
    pooling: 'provider',
    maxBytes: known ? 24_000 : 1_500,
    prompt,
    shortened: known?.dimensions !== undefined && size !== known.dimensions,
  };
}
