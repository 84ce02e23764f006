/**
 * Upper end of the one-sided Clopper-Pearson interval of a share ("The use of confidence or fiducial limits", 1934):
 * `wrong` of `of`, both may be weighted sums and need not be whole. 1 where nothing was seen.
 */
export function upperBound(wrong: number, of: number, confidence: number): number {
  return of <= 0 || wrong >= of ? 1 : betaQuantile(confidence, wrong + 1, of - wrong);
}

/** Lower end of the same interval. */
export function lowerBound(wrong: number, of: number, confidence: number): number {
  return wrong <= 0 ? 0 : betaQuantile(1 - confidence, wrong, of - wrong + 1);
}

/** By halving: the distribution function only grows. */
function betaQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** The regularized incomplete beta function. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x > (a + 1) / (a + b + 2) ? 1 - byFraction(1 - x, b, a) : byFraction(x, a, b);
}

/** Its continued fraction (Abramowitz and Stegun 26.5.8, Lentz's method), which is quick below the mean. */
function byFraction(x: number, a: number, b: number): number {
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / safe(1 - ((a + b) * x) / (a + 1), tiny);
  let result = d;
  for (let i = 1; i < 1_000; i++) {
    const even = (i * (b - i) * x) / ((a + 2 * i - 1) * (a + 2 * i));
    d = 1 / safe(1 + even * d, tiny);
    c = safe(1 + even / c, tiny);
    result *= d * c;
    const odd = (-(a + i) * (a + b + i) * x) / ((a + 2 * i) * (a + 2 * i + 1));
    d = 1 / safe(1 + odd * d, tiny);
    c = safe(1 + odd / c, tiny);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return front * result;
}

const safe = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value);

/** Lanczos' approximation with g = 7 and nine terms (Godfrey, 2001); right to 15 digits for positive x. */
function logGamma(x: number): number {
  const g = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const t = x + 6.5;
  const sum = g.reduce((total, value, i) => total + (i === 0 ? value : value / (x + i - 1)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}
