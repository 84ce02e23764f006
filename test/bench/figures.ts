import { execFileSync } from 'node:child_process';

/** Percentile by nearest rank: a value that was really measured. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]) => quantile(values, 0.5);
export const ms = (value: number) => value.toFixed(2);
export const count = (value: number) => Math.round(value).toLocaleString('en');

/** p50, p95, p99 and the worst, as cells. */
export const spread = (values: readonly number[]) => [...[0.5, 0.95, 0.99].map((q) => ms(quantile(values, q))), ms(quantile(values, 1))];

/** Rows under a head: the first column is words, the others are figures. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => ((cell) => (column === 0 ? cell.padEnd(width) : cell.padStart(width)))(row[column] ?? ''))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** Beside a figure: the budget, and whether this run kept it. A bench tells, it never fails on a time. */
export const budget = (value: number, limit: number, unit = 'ms') => `${limit} ${unit}${value > limit ? ' OVER' : ''}`;

export const pause = (wait: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.max(0, wait)));

/** Memory that a process holds, in MB. */
export const resident = (pid: number) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1_024;
