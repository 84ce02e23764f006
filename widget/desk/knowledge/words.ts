import type { Calibration } from '../../../worker/release/calibration.ts';

type Line = Calibration['thresholds'][number];

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Never less than the bound that was found. */
const atMost = (share: number): string => percent(Math.ceil(share * 1_000 - 1e-9) / 1_000);

/** Where the probabilities of a language come from. */
export const sourceWords: Record<Calibration['source'], string> = {
  fitted: "Measured on these articles' own questions, each judged as if the release had never seen it.",
  shipped: 'Too few questions to measure it here. Probabilities come from other knowledge.',
  none: 'Too few questions to know. People approve what would be answered.',
};

/** What the release promises for one error budget, as terms and what they are. */
export function promised({ threshold, by, expected }: Line, confidence: number): [term: string, words: string][] {
  if (by === 'none') return [['Answers', 'None by itself: too few questions to know. People approve what would be answered.']];
  const from: [string, string] = ['Threshold', `Answers from a confidence of ${threshold.toFixed(3)} on`];
  if (by === 'shipped' || expected === null)
    return [from, ['Expected', 'Not measured here: only the surest are answered, by figures from other knowledge.']];
  return [
    from,
    ['Answered', `${percent(expected.automation)} of all questions`],
    ['Right', `${percent(expected.coverage)} of questions that have an answer`],
    ['Wrong', `${percent(expected.wrong)} of answers; at most ${atMost(expected.upper)} with ${percent(confidence)} confidence`],
  ];
}

export function judgedWords({ judged, outOfScopeShare }: Pick<Calibration, 'judged' | 'outOfScopeShare'>): string {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(judged.questions)} questions judged, ${number(judged.outOfScope)} without an answer (${percent(outOfScopeShare)} of what is asked is assumed to have none).`;
}
