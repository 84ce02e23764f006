import type { Finding, Kind } from './claim.ts';
import type { Features } from './features.ts';

/** Chosen on one half of the documents of a public set and on cases of our own: docs/decisions/0024-guard.md. */
export const weights = {
  bias: -4.8,
  things: 0.4,
  share: 0.75,
  spread: 3.6,
  apart: 4.8,
  loose: 1.3,
  negated: 0.75,
} as const satisfies Record<keyof Features | 'bias', number>;

/** A finding by itself blocks. */
const certain = 6;
const kindWeights: Partial<Record<Kind, number>> = {};

/** 0 unsupported to 1 supported; below a half a sentence is blocked. */
export function scoreOf(features: Features, findings: readonly Finding[]): number {
  let sum: number = weights.bias;
  for (const name of ['things', 'share', 'spread', 'apart', 'loose', 'negated'] as const) sum += weights[name] * features[name];
  for (const { kind } of findings) sum += kindWeights[kind] ?? certain;
  return Math.round(1e4 / (1 + Math.exp(sum))) / 1e4;
}
