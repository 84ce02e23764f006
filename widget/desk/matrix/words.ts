import type { Autonomy } from '../../../policy/schema.ts';
import type { MatrixArea } from '../../../worker/desk/matrix-schema.ts';
import type { Change, Pause } from '../../../worker/rooms/controls-schema.ts';
import { outcomeWords, title } from '../words.ts';

export const levels: readonly Autonomy[] = ['human-only', 'shadow', 'assist', 'autopilot'];

export const levelWords: Record<Autonomy, string> = {
  'human-only': 'People only',
  shadow: 'Shadow',
  assist: 'Assist',
  autopilot: 'Autopilot',
};

/** What a level means to whoever chats in the area. */
export const levelMeaning: Record<Autonomy, string> = {
  'human-only': 'People answer. Nothing is drafted.',
  shadow: 'People answer. A draft is kept for reviewers alone.',
  assist: 'People approve each draft before it is sent.',
  autopilot: 'The assistant answers, and hands over by rule.',
};

export const areaName = (area: string): string => (area === 'all' ? 'Everything' : title(area));

/** Levels in the order of the list, each with what stands beside it where it cannot be chosen. */
export function choices({ ceiling }: Pick<MatrixArea, 'ceiling'>): { level: Autonomy; words: string; allowed: boolean }[] {
  return levels.map((level) => {
    const allowed = levels.indexOf(level) <= levels.indexOf(ceiling);
    return { level, words: allowed ? levelWords[level] : `${levelWords[level]} (needs a release)`, allowed };
  });
}

/** What the button of a change says. */
export function changeWords(from: Autonomy, to: Autonomy): string {
  return `${levels.indexOf(to) < levels.indexOf(from) ? 'Lower' : 'Raise'} to ${levelWords[to]}`;
}

const by = (person: Pause['by'] | null): string => person?.name ?? 'The system';

/** One entry of the log as a sentence; when and why stand beside it. */
export function changeText({ what, area, by: who, from, to }: Change): string {
  const name = areaName(area);
  if (what === 'paused') return `${by(who)} paused ${area === 'all' ? 'everything' : name}`;
  if (what === 'resumed') return `${by(who)} switched ${area === 'all' ? 'everything' : name} on again`;
  const steps = from !== null && to !== null ? ` from ${levelWords[from]} to ${levelWords[to]}` : '';
  return `${by(who)} ${what === 'raised' ? 'raised' : 'lowered'} ${name}${steps}`;
}

/** The one line above every page while anything is paused. */
export function bannerText(pauses: readonly Pause[]): string {
  const all = pauses.find(({ area }) => area === 'all');
  if (all) return 'The assistant is paused everywhere: people answer every message.';
  const names = pauses.map(({ area }) => areaName(area));
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `The assistant is paused in ${list}: people answer there.`;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The numbers of an area as terms and what they are; a term without anything is left out. */
export function numberLines({ turns, outcomes, reviewed, defects, rate }: MatrixArea['numbers']): [term: string, words: string][] {
  const order = ['answer', 'clarify', 'decline', 'handoff'] as const;
  const lines: [string, string][] = [['Turns', turns.toLocaleString('en')]];
  for (const kind of order) {
    const count = outcomes[kind] ?? 0;
    if (count > 0) lines.push([outcomeWords[kind], `${count.toLocaleString('en')} (${percent(count / turns)})`]);
  }
  lines.push(['Reviewed', reviewed.toLocaleString('en')]);
  if (rate !== null)
    lines.push([
      'Defects',
      `${defects.toLocaleString('en')}: ${percent(rate.share)}, from ${percent(rate.lower)} to ${percent(rate.upper)}`,
    ]);
  return lines;
}
