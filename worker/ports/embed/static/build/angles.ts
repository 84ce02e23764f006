/** Engines differ in the last bit of `Math.sin`; the artifact must not. */
const turn = 2 * Math.PI;

export const sineOf = (angle: number): number => series(angle - turn * Math.round(angle / turn), 1);
export const cosineOf = (angle: number): number => series(angle - turn * Math.round(angle / turn), 0);

/** Taylor's series from x ** first on, every second term; up to pi it needs 30. */
function series(x: number, first: 0 | 1): number {
  let term = first === 1 ? x : 1;
  let sum = term;
  for (let n = first + 1; n < 40; n += 2) {
    term *= -(x * x) / (n * (n + 1));
    sum += term;
  }
  return sum;
}
