import { effect, signal, untracked } from '@preact/signals';
import type { CaseStatus, PrivacyCase } from '../../../worker/records/privacy-schema.ts';
import { call, Problem, request } from '../session/api.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';

export const status = signal<CaseStatus>('open');
export const cases = source<PrivacyCase[]>(failure);
/** Handoff of the case that is being marked; and why the last one could not be. */
export const busy = signal<string | null>(null);
export const trouble = signal<string | null>(null);

async function readCases(): Promise<PrivacyCase[]> {
  const answer = await call<{ cases: PrivacyCase[] } | null>('GET', `/privacy?status=${status.peek()}`);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer.cases;
}

export const loadCases = (): Promise<void> => cases.load(readCases);

export function watchCases(): () => void {
  return effect(() => {
    void status.value;
    untracked(() => {
      cases.clear();
      trouble.value = null;
      void loadCases();
    });
  });
}

/** Says that a person has answered a request, or that nobody has yet. Whatever came of it, the list is read again. */
export async function mark(handoff: string, to: CaseStatus): Promise<void> {
  if (busy.peek() !== null) return;
  busy.value = handoff;
  trouble.value = null;
  try {
    await request('POST', `/privacy/${encodeURIComponent(handoff)}/status`, { status: to });
    announce(to === 'done' ? 'Marked as answered.' : 'Reopened.');
  } catch (error) {
    trouble.value = failure(error);
  }
  await loadCases();
  busy.value = null;
}
