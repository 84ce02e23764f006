import type { Calibration } from '../../worker/release/calibration.ts';

/** Units of the picture: a square of `side` with room for its labels. */
const side = 360;
const left = 64;
const top = 48;
const size = { width: left + side + 32, height: top + side + 68 } as const;
/** Radius of the dot with the most questions; the area of the others is in proportion to theirs. */
const largest = 18;
const smallest = 2.5;

export interface Dot {
  x: number;
  y: number;
  radius: number;
  questions: number;
}

const x = (share: number) => round(left + share * side);
const y = (share: number) => round(top + (1 - share) * side);
const round = (value: number) => Math.round(value * 100) / 100;

/** One dot a tenth that any question fell into: predicted to the right, right upwards. */
export function dotsOf(reliability: Calibration['reliability']): Dot[] {
  const most = Math.max(1, ...reliability.map(({ questions }) => questions));
  return reliability
    .filter(({ questions }) => questions > 0)
    .map(({ questions, predicted, right }) => ({
      x: x(predicted),
      y: y(right),
      radius: round(Math.max(smallest, largest * Math.sqrt(questions / most))),
      questions,
    }));
}

/** The reliability diagram of one language as SVG, on a ground of its own: it is read on light and on dark pages. */
export function drawReliability({ locale, reliability, judged }: Pick<Calibration, 'locale' | 'reliability' | 'judged'>): string {
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const words = `${(judged.questions + judged.outOfScope).toLocaleString('en')} judged questions, ${judged.outOfScope.toLocaleString('en')} of them without an answer`;
  const text = (at: [number, number], anchor: string, said: string, more = '') =>
    `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}"${more}>${said}</text>`;
  const middle = top + side / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" role="img" aria-labelledby="title" font-family="system-ui, sans-serif" font-size="13" fill="#1f2933">`,
    `<title id="title">Predicted confidence against how often the answer was right, ${locale}: ${words}</title>`,
    `<rect width="${size.width}" height="${size.height}" rx="8" fill="#ffffff"/>`,
    text([left, 28], 'start', `Confidence and being right (${locale})`, ' font-size="15" font-weight="600"'),
    ...ticks.flatMap((tick) => [
      `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#dde3e9"/>`,
      text([x(tick), y(0) + 20], 'middle', `${tick * 100} %`),
      text([left - 8, y(tick) + 4], 'end', `${tick * 100} %`),
    ]),
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#6b7785" stroke-dasharray="5 4"/>`,
    ...dotsOf(reliability).map(
      (dot) =>
        `<circle cx="${dot.x}" cy="${dot.y}" r="${dot.radius}" fill="#1f6f5c" fill-opacity="0.75" stroke="#14493d"><title>${dot.questions.toLocaleString('en')} questions</title></circle>`,
    ),
    text([left + side / 2, top + side + 42], 'middle', 'Predicted'),
    text([16, middle], 'middle', 'Right', ` transform="rotate(-90 16 ${middle})"`),
    text([left + side / 2, top + side + 60], 'middle', `${words}; area: questions`, ' font-size="11" fill="#52606d"'),
    '</svg>',
    '',
  ].join('\n');
}
