import { computed, signal } from '@preact/signals';
import type { DeskClientFrame, DeskServerFrame, PROTOCOL_VERSION, Refusal } from '../../../worker/protocol.ts';
import { connect, type Live, type LiveStatus } from '../../live/socket.ts';
import { takePauses } from '../matrix/store.ts';
import { deskTicket } from '../session/api.ts';
import { outdated, restart } from '../session/store.ts';
import { announce } from '../ui/announce.tsx';
import { notify } from '../ui/notify.ts';
import { go } from '../ui/route.ts';
import { arrivalText, refusalText } from '../words.ts';
import { arrivals, emptyQueue, type Queue, reduceQueue } from './reduce.ts';

const protocol: typeof PROTOCOL_VERSION = 1;

export const queue = signal<Queue>(emptyQueue);
export const deskStatus = signal<LiveStatus>('connecting');
export const parts = computed(() => queue.value.parts);
/** Claims on their way: handoff ids. */
export const claiming = signal<ReadonlySet<string>>(new Set());

/** Why the last claim did not work. The row may tell who was faster only after this arrived, so the words are made when shown. */
export interface ClaimNotice {
  handoffId: string;
  text: string;
}
export const claimNotice = signal<ClaimNotice | null>(null);

/** The conversation whose reply box takes the focus as soon as it can be written in. */
export const replyWanted = signal<string | null>(null);

let live: Live<DeskClientFrame> | null = null;

export function connectDesk(): () => void {
  queue.value = emptyQueue;
  const url = `${location.origin.replace(/^http/, 'ws')}/api/v1/desk/socket`;
  let closing = false;
  const socket = connect<DeskServerFrame, DeskClientFrame>({
    url,
    ticket: deskTicket,
    hello: () => ({ type: 'hello', protocol }),
    onFrame: take,
    onStatus: (status) => {
      if (closing) return;
      deskStatus.value = status;
      if (status === 'ended') void restart();
    },
  });
  live = socket;
  return () => {
    closing = true;
    socket.close();
    if (live === socket) live = null;
  };
}

/** Connect now instead of after the wait; a connection that stands is left alone. */
export function wakeDesk(): void {
  if (deskStatus.peek() === 'waiting') live?.wake();
}

export function claim(handoffId: string): void {
  // Two clicks are one claim.
  if (claiming.value.has(handoffId)) return;
  claimNotice.value = null;
  if (live?.send({ type: 'claim', handoffId }) === true) claiming.value = new Set([...claiming.value, handoffId]);
  else refuse(handoffId, 'Not claimed: there is no connection to the desk right now.');
}

function take(frame: DeskServerFrame): void {
  switch (frame.type) {
    case 'queue':
      // An answer to a claim may have been lost with the old socket; the snapshot says how it ended.
      claiming.value = new Set();
      queue.value = reduceQueue(queue.value, frame);
      return;
    case 'changes': {
      const before = queue.value;
      queue.value = reduceQueue(before, frame);
      const arrived = arrivals(before, frame.entries);
      announce(arrivalText(arrived));
      notify({ kind: 'arrived', entries: arrived });
      return;
    }
    case 'pauses':
      takePauses(frame.pauses);
      return;
    case 'claimed':
      settle(frame.handoffId);
      replyWanted.value = frame.conversationId;
      announce('Claimed. The conversation is yours.');
      go(frame.conversationId);
      return;
    case 'refused':
      refused(frame.reason, frame.detail, frame.handoffId);
  }
}

function refused(reason: Refusal, detail: string, handoffId: string | undefined): void {
  if (reason === 'wrong-version') {
    outdated();
    return;
  }
  const text = refusalText(reason, detail);
  if (handoffId === undefined) {
    claiming.value = new Set();
    refuse('', text);
    return;
  }
  settle(handoffId);
  refuse(handoffId, text);
}

function refuse(handoffId: string, text: string): void {
  claimNotice.value = { handoffId, text };
  announce(noticeText(claimNotice.value, queue.value));
}

/** Names the colleague who was faster, when the queue knows. */
export function noticeText(notice: ClaimNotice, current: Queue): string {
  const entry = current.entries.get(notice.handoffId);
  if (entry === undefined) return notice.text;
  if (entry.status === 'claimed' && entry.agent !== null && entry.agent.id !== current.me?.id) {
    return `${entry.agent.name} took ${entry.customer} first.`;
  }
  return `${entry.customer}: ${notice.text}`;
}

function settle(handoffId: string): void {
  claiming.value = new Set([...claiming.value].filter((id) => id !== handoffId));
}
