import { probability } from './calibration.ts';

/** A judged score: how far ahead it was, whether it was right, how much it counts. */
export interface Example {
  margin: number;
  right: boolean;
  weight: number;
}

/**
 * A probability for scores (Platt, "Probabilistic outputs for support vector machines", 1999): Newton's method on the weighted log-likelihood, with a light
 * hand on the slope.
 */
export function platt(examples: readonly Example[]): { intercept: number; slope: number } {
  let intercept = 0;
  let slope = 5;
  const count = examples.length;
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, (0.01 * slope) / count, 1e-9, 0, 0.01 / count];
    for (const { margin, right, weight } of examples) {
      const p = probability({ intercept, slope }, margin);
      const off = weight * (p - Number(right));
      const curve = weight * p * (1 - p);
      g0 += off;
      g1 += off * margin;
      h00 += curve;
      h01 += curve * margin;
      h11 += curve * margin * margin;
    }
    const det = Math.max(h00 * h11 - h01 * h01, 1e-15);
    const [d0, d1] = [(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det];
    intercept -= Math.max(-3, Math.min(3, d0));
    slope = Math.max(0.5, slope - Math.max(-10, Math.min(10, d1)));
    if (Math.abs(d0) + Math.abs(d1) < 1e-8) break;
  }
  return { intercept, slope };
}
