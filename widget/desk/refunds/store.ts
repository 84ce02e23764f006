import { effect, signal, untracked } from '@preact/signals';
import type { RefundDecision, RefundList, RefundStatus } from '../../../worker/rooms/refund-schema.ts';
import { Problem } from '../session/api.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { readRefunds, sendDecision } from './api.ts';

export const status = signal<RefundStatus>('open');
export const refunds = source<RefundList>(failure);

/** Key of the request whose decision is on its way; and why the last one of a request was not taken. */
export const busy = signal<string | null>(null);
export const trouble = signal<{ key: string; message: string } | null>(null);

export const loadRefunds = (): Promise<void> => refunds.load(() => readRefunds(status.peek()));

/** Colleagues decide meanwhile; a card that is older than this is brought up to date. */
const refreshEvery = 15_000;

export function watchRefunds(): () => void {
  const stop = effect(() => {
    void status.value;
    untracked(() => {
      refunds.clear();
      trouble.value = null;
      void loadRefunds();
    });
  });
  const timer = setInterval(() => {
    if (busy.peek() === null && !document.hidden && refunds.state.peek().at === 'ready') void loadRefunds();
  }, refreshEvery);
  return () => {
    stop();
    clearInterval(timer);
  };
}

const doneWords: Record<RefundDecision['action'], string> = { approve: 'Approved.', change: 'The amount is changed.', reject: 'Rejected.' };

/** True once it is so. Whatever came of it, the list is read again: a refusal means that it was older than the ledger. */
export async function decide(key: string, decision: RefundDecision): Promise<boolean> {
  if (busy.peek() !== null) return false;
  busy.value = key;
  trouble.value = null;
  let done = false;
  try {
    await sendDecision(key, decision);
    done = true;
    announce(doneWords[decision.action]);
  } catch (error) {
    const gone = error instanceof Problem && error.code === 'gone';
    trouble.value = { key, message: gone ? 'This request is no longer there.' : failure(error) };
    announce(trouble.value.message);
  }
  await loadRefunds();
  busy.value = null;
  return done;
}
