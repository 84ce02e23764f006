import type { Calibration } from './calibration.ts';

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

/** What a release promises of one language, in a sentence, with the condition it holds under. */
export function promise({ locale, judged, confidence, outOfScopeShare, thresholds }: Calibration): string {
  const lines = thresholds.map(({ budget, threshold, by, expected }) => {
    const aim = `at most ${percent(budget)} wrong`;
    if (by === 'fitted' && expected)
      return `${aim}: answers from ${threshold.toFixed(3)} on, expected ${percent(expected.coverage)} of questions that have an answer; ${percent(expected.wrong)} wrong, at most ${percent(expected.upper)} with ${percent(confidence)} confidence`;
    if (by === 'shipped')
      return `${aim}: too few questions to measure it here; only the surest are answered, by figures from other knowledge`;
    return `${aim}: too few questions to know; people approve what would be answered`;
  });
  return `${locale}: ${judged.questions} questions judged, ${judged.outOfScope} without an answer (${percent(outOfScopeShare)} assumed). ${lines.join('. ')}. Holds for questions like those judged.`;
}
