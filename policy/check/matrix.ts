import type { Matrix } from '../schema.ts';
import { doubled, listed, type Problem } from './problem.ts';

/** Areas that the program puts messages into by itself, so that each needs a row which says who does what. */
export const requiredAreas = ['routine', 'triage', 'order-status', 'faqs', 'refunds', 'account', 'privacy', 'safety'];

const file = 'matrix.yaml';

export function matrixProblems(matrix: Matrix, locales: readonly string[], topics: readonly string[]): Problem[] {
  const ids = matrix.areas.map(({ id }) => id);
  const twice = doubled(ids).map((id): Problem => {
    const message = `area "${id}" is there twice`;
    return { kind: 'area-twice', file, path: ['areas', ids.lastIndexOf(id), 'id'], message, remedy: 'join the two, or rename one' };
  });
  const { fallback_locales: chains, false_alarms: alarms } = matrix.defaults;
  const unknown = Object.entries(chains).flatMap(([locale, chain]) => [
    ...(locales.includes(locale) ? [] : [{ path: ['defaults', 'fallback_locales', locale], locale }]),
    ...chain.flatMap((one, i) => (locales.includes(one) ? [] : [{ path: ['defaults', 'fallback_locales', locale, i], locale: one }])),
  ]);
  return [
    ...twice,
    ...unknown.map(({ path, locale }): Problem => {
      const message = `fallback_locales names "${locale}", which has no wording`;
      return { kind: 'fallback-locale', file, path, message, remedy: `use ${listed(locales)}, or write wording/${locale}.yaml` };
    }),
    // Without any topic only knowledge is measured.
    ...Object.keys(topics.length === 0 ? {} : alarms)
      .filter((id) => !['any', 'safety', ...topics].includes(id))
      .map((id): Problem => {
        const message = `false_alarms names "${id}", which is no topic`;
        return {
          kind: 'unknown-topic',
          file,
          path: ['defaults', 'false_alarms', id],
          message,
          remedy: 'use the id of a file in topics/, "safety" or "any"',
        };
      }),
  ];
}

/** For a whole policy; what only measures something may have fewer. */
export function missingAreas({ areas }: Matrix): Problem[] {
  return requiredAreas
    .filter((id) => !areas.some((area) => area.id === id))
    .map((id) => ({
      kind: 'area-missing',
      file,
      path: ['areas'],
      message: `area "${id}" is missing`,
      remedy: 'add its block: who does what, owner, risk, autonomy',
    }));
}
