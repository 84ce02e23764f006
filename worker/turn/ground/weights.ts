import type { Finding } from './claim.ts';
import type { Features } from './features.ts';

/** Chosen on one half of the documents of a public set and on cases of our own: docs/decisions/0024-guard.md. */
export const weights = {
  bias: -5.0,
  things: 0.6,
  share: 1.0,
  spread: 3.6,
  apart: 4.8,
  loose: 1.3,
  negated: 0.75,
} as const satisfies Record<keyof Features | 'bias', number>;

/** A finding by itself blocks. */
const certain = 6;

/** 0 unsupported to 1 supported; below a half a sentence is blocked. */
export function scoreOf(features: Features, findings: readonly Finding[]): number {
  let sum: number = weights.bias;
  for (const name of ['things', 'share', 'spread', 'apart', 'loose', 'negated'] as const) sum += weights[name] * features[name];
  sum += certain * findings.length;
  return Math.round(1e4 / (1 + Math.exp(sum))) / 1e4;
}
