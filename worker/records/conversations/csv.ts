import type { Past } from './schema.ts';

const head = [
  'conversation',
  'began',
  'last message',
  'resolved',
  'state',
  'resolved by',
  'customer',
  'language',
  'reason',
  'area',
  'team',
  'priority',
  'rules',
  'agents',
  'feedback',
  'customer messages',
  'assistant messages',
  'agent messages',
  'first words',
  'last words',
  'link',
];

/** Lines of RFC 4180. A byte order mark goes before the first: without it a spreadsheet guesses another encoding. */
export const csvHead = `\ufeff${line(head)}`;

export function csvLine(one: Past, link: string): string {
  return line([
    one.id,
    one.created,
    one.updated,
    one.resolved,
    one.state,
    one.resolvedBy,
    one.label,
    one.language,
    one.reason,
    one.area,
    one.team,
    one.priority,
    one.rules.join(' '),
    one.agents.map(({ name }) => name).join(', '),
    one.feedback,
    one.counts.customer,
    one.counts.assistant,
    one.counts.agent,
    one.first,
    one.last,
    link,
  ]);
}

/** What a spreadsheet would take for a formula is only text to it behind an apostrophe (OWASP, CSV injection). */
export function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const harmless = /^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function line(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}
