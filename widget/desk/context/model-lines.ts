import type { ModelCall } from '../../../worker/ports/model/port.ts';

const uses: Record<ModelCall['use'], string> = {
  compose: 'Answer',
  standalone: 'Follow-up',
  summary: 'Summary',
  second: 'Second opinion',
  judge: 'Judge',
};

/** One call in a line: what for, whom, how long, how much. */
export function callLine({ use, prompt, model, tries, ms, tokensIn, tokensOut, counted, money }: ModelCall): string {
  const of = prompt === '' ? '' : ` (${prompt})`;
  if (tries === 0) return `${uses[use]}${of}: ${model}, not asked`;
  const parts = [
    model,
    `${Math.round(ms).toLocaleString('en')} ms`,
    `${counted ? '' : 'about '}${tokenWords(tokensIn + tokensOut)}`,
    money === null ? '' : `cost ${moneyWords(money)}`,
    tries === 1 ? '' : `${tries} tries`,
  ];
  return `${uses[use]}${of}: ${parts.filter((part) => part !== '').join(', ')}`;
}

const tokenWords = (tokens: number) => `${tokens.toLocaleString('en')} ${tokens === 1 ? 'token' : 'tokens'}`;

/** Calls cost fractions of a cent; what was paid is never shown as nothing. */
export function moneyWords(money: number): string {
  if (money === 0) return '0';
  if (money < 0.0001) return 'under 0.0001';
  return money.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: money < 1 ? 4 : 2 });
}
