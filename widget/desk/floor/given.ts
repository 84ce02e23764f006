import { computed, effect, signal } from '@preact/signals';
import type { DeskServerFrame } from '../../../worker/protocol.ts';
import { announce } from '../ui/announce.tsx';
import { notify } from '../ui/notify.ts';
import { route } from '../ui/route.ts';

export interface Given {
  handoffId: string;
  conversationId: string;
  /** Who gave it; the queue itself where nobody did. */
  by: string | null;
}

/** Given to me and not yet looked at, oldest first. */
export const given = signal<readonly Given[]>([]);

export const givenBy = (by: string | null): string => (by === null ? 'Given to you by the queue' : `Given to you by ${by}`);

export function assigned({ handoffId, conversationId, by }: Extract<DeskServerFrame, { type: 'assigned' }>, customer: string): void {
  const one: Given = { handoffId, conversationId, by: by?.name ?? null };
  given.value = [...given.peek().filter((other) => other.handoffId !== handoffId), one];
  announce(`${givenBy(one.by)}: ${customer}`);
  notify({ kind: 'given', conversation: conversationId, customer, by: one.by });
}

export function dismissGiven(handoffId: string): void {
  given.value = given.peek().filter((one) => one.handoffId !== handoffId);
}

/** What is opened has been looked at. */
export function watchGiven(): () => void {
  const opened = computed(() => route.value.conversation);
  const stop = effect(() => {
    const left = given.value.filter(({ conversationId }) => conversationId !== opened.value);
    if (left.length !== given.value.length) given.value = left;
  });
  return () => {
    stop();
    given.value = [];
  };
}
