import type { PrivacyType } from '../../../policy/privacy.ts';

/** Which right over personal data is used. */
export const privacyWords: Record<PrivacyType, string> = {
  access: 'Access request',
  deletion: 'Deletion request',
  correction: 'Correction request',
  portability: 'Portability request',
  'opt-out': 'Opt-out request',
  complaint: 'Privacy complaint',
};

/** A request whose kind the assistant could not tell. */
export const privacyTitle = (type: PrivacyType | '' | undefined): string => (type ? privacyWords[type] : 'Privacy request');

export interface LegalDue {
  urgency: 'calm' | 'near' | 'late';
  /** Says it without colour. */
  text: string;
}

const DAY = 86_400_000;
/** A week is what it takes to find, check and send. */
const NEAR = 7;

const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** How the legal day of an answer stands, in days of the calendar where the agent sits. The day itself still counts. */
export function legalDue(due: string, now: number): LegalDue {
  const at = new Date(now);
  const today = Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  const left = Math.round((Date.parse(`${due}T00:00:00Z`) - today) / DAY);
  const day = short.format(new Date(`${due}T00:00:00Z`));
  if (left < 0) return { urgency: 'late', text: `Overdue since ${day}` };
  if (left === 0) return { urgency: 'near', text: `Due today, ${day}` };
  return { urgency: left <= NEAR ? 'near' : 'calm', text: `Due ${day}, ${left} ${left === 1 ? 'day' : 'days'} left` };
}
