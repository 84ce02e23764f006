import type { Change } from './diff.ts';
import type { Gate } from './gate-schema.ts';
import type { ReleaseEntry } from './overview.ts';

/** What the command line shows of releases, as lines. */

const short = (hash: string) => hash.slice(0, 12);
const minute = (at: string | null) => (at === null ? '' : at.slice(0, 16).replace('T', ' '));

export function listLines(
  releases: readonly Pick<ReleaseEntry, 'hash' | 'authorName' | 'uploadedAt' | 'approverName' | 'active' | 'gate'>[],
): string[] {
  if (releases.length === 0) return ['No release yet. Build and upload one: npm run release -- upload'];
  return releases.map(({ hash, authorName, uploadedAt, approverName, active, gate }) =>
    [
      active ? '*' : ' ',
      short(hash),
      minute(uploadedAt),
      `by ${authorName}`.padEnd(24),
      gateWord(gate).padEnd(24),
      approverName ? `approved by ${approverName}` : 'not approved',
    ].join('  '),
  );
}

function gateWord(gate: ReleaseEntry['gate']): string {
  if (gate === null) return 'gate not run';
  if (gate.verdict === 'running') return `gate ${gate.done} of ${gate.total}`;
  const differing = gate.changed > 0 ? `, ${gate.changed} differ` : '';
  return `gate ${gate.verdict}${differing}`;
}

const failureCount = ({ cases, golden }: Gate) => cases.failed + golden.wrong;

export const progressLine = (gate: Gate): string => `gate: ${gate.done} of ${gate.total} checks, ${failureCount(gate)} came out otherwise`;

export function gateLines(gate: Gate): string[] {
  const { cases, golden, replay } = gate;
  const skipped = (count: number) => (count > 0 ? ` (${count} are about articles that this release does not have)` : '');
  return [
    `Gate ${gate.verdict}, run by ${gate.by.name}`,
    ...gate.problems.map((problem) => `  ${problem}`),
    `  policy cases      ${cases.asked - cases.failed} of ${cases.asked} come out as they say${skipped(cases.skipped)}`,
    `  golden questions  ${golden.answered} of ${golden.asked} answered, ${golden.wrong} wrong${skipped(golden.skipped)}`,
    `  conversations     ${replay.note || `${replay.conversations.length} asked again: ${replay.changed} of ${replay.turns} turns would end differently`}`,
    ...gate.failures.map(
      ({ check, name, expected, got }) => `  ${check === 'golden' ? 'golden' : 'case'} ${name}: ${expected} expected, got ${got}`,
    ),
    ...replay.differences.flatMap((one) => [
      `  ${String(one.count).padStart(4)} × ${one.words}, ${one.after.area || one.before.area || 'no area'}: ${sideWords(one.before)} → ${sideWords(one.after)}`,
      ...one.articles.map(({ before, after, count }) => `         ${count} × article ${before ?? 'none'} → ${after ?? 'none'}`),
      `         turns ${one.turns.join(', ')}${one.count > one.turns.length ? ' …' : ''}`,
    ]),
  ];
}

const sideWords = ({ reason, rule }: Gate['replay']['differences'][number]['before']) =>
  [rule || 'no rule', reason].filter((word) => word !== '').join(', ');

const signs = { added: '+', removed: '-', changed: '~' } as const;

export function changeLines(changes: readonly Change[]): string[] {
  if (changes.length === 0) return ['Nothing that people wrote differs, only what is computed from it.'];
  const parts = [...new Set(changes.map(({ part }) => part))];
  return parts.flatMap((part) => [
    part,
    ...changes
      .filter((one) => one.part === part)
      .map(({ change, name, detail }) => `  ${signs[change]} ${name}${detail ? `: ${detail}` : ''}`),
  ]);
}
