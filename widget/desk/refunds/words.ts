import type { RefundRequest, RefundStep } from '../../../worker/rooms/refund-schema.ts';

export const eligibleWords: Record<RefundRequest['eligible'], string> = {
  yes: 'Eligible',
  no: 'Not eligible',
  'needs-person': 'You decide',
};

/** What became of an approval. Handrail moves no money itself. */
export const toldWords: Record<RefundRequest['told'], string> = {
  '': '',
  pending: 'Your shop’s system is being told.',
  sent: 'Your shop’s system was told.',
  nobody: 'No system is connected: pay it by hand.',
  failed: 'Your shop’s system could not be told. A lead can send it again under Webhooks.',
};

/** "Priya Raman approved €49.00" */
export function stepWords({ what, by }: RefundStep, amount: string): string {
  const who = by?.name ?? (what === 'filed' ? 'The assistant' : 'The policy');
  if (what === 'rejected') return `${who} rejected it. `;
  if (what === 'changed') return `${who} changed it to ${amount}. `;
  return `${who} ${what} ${amount}. `;
}
