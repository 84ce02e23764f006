import { computed, signal } from '@preact/signals';
import type { DeskClientFrame, DeskServerFrame, PROTOCOL_VERSION, QueueEntry, Refusal } from '../../../worker/protocol.ts';
import { connect, type LiveStatus } from '../../live/socket.ts';
import { assigned } from '../floor/given.ts';
import { mentioned } from '../floor/mentions.ts';
import { takePauses } from '../matrix/store.ts';
import { deskTicket } from '../session/api.ts';
import { known, outdated, restart } from '../session/store.ts';
import { announce } from '../ui/announce.tsx';
import { notify } from '../ui/notify.ts';
import { go } from '../ui/route.ts';
import { arrivalText, refusalText } from '../words.ts';
import { moved, moveLost, moveRefused } from './moving.ts';
import { presenceSettled } from './my-presence.ts';
import { peopleText } from './presence-words.ts';
import { arrivals, emptyQueue, type Queue, reduceQueue } from './reduce.ts';
import type { Section, Sections } from './sections.ts';
import { teamChosen } from './team-choice.ts';
import { filterOf, isShown, teamsShown } from './team-filter.ts';
import { dropLive, send, setLive, wake } from './wire.ts';

const protocol: typeof PROTOCOL_VERSION = 1;

export const queue = signal<Queue>(emptyQueue);
export const deskStatus = signal<LiveStatus>('connecting');
/** Apart from the entries, which change far more often: what shows only these is not rendered again for each of them. */
export const colleagues = computed(() => queue.value.agents);
export const teams = computed(() => queue.value.teams);
/** Whose entries are shown, and everything there is. */
export const teamFilter = computed(() => filterOf(teamChosen.value, queue.value));
export const everything = computed(() => queue.value.parts);
// As text, so that a change of the queue that changes nothing here filters nothing again.
const shownTeams = computed(() => teamsShown(teamFilter.value, queue.value)?.join(' ') ?? null);
const shown = (entry: QueueEntry) => isShown(shownTeams.value?.split(' ') ?? null, entry);
const filtered = (section: Section) => {
  const all = computed(() => queue.value.parts[section]);
  return computed(() => (shownTeams.value === null ? all.value : all.value.filter(shown)));
};
const [waiting, missed, taken] = [filtered('waiting'), filtered('missed'), filtered('taken')];
/** What is shown. Mine always is. */
export const parts = computed<Sections>(() => ({
  mine: queue.value.parts.mine,
  waiting: waiting.value,
  missed: missed.value,
  taken: taken.value,
}));
/** Claims on their way: handoff ids. */
export const claiming = signal<ReadonlySet<string>>(new Set());

/** Why the last claim did not work. The row may tell who was faster only after this arrived, so the words are made when shown. */
export interface ClaimNotice {
  handoffId: string;
  text: string;
  /** A colleague was faster. */
  raced: boolean;
}
export const claimNotice = signal<ClaimNotice | null>(null);

/** The conversation whose reply box takes the focus as soon as it can be written in. */
export const replyWanted = signal<string | null>(null);

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
  setLive(socket);
  return () => {
    closing = true;
    socket.close();
    dropLive(socket);
  };
}

/** Connect now instead of after the wait; a connection that stands is left alone. */
export function wakeDesk(): void {
  if (deskStatus.peek() === 'waiting') wake();
}

export function claim(handoffId: string): void {
  // Two clicks are one claim.
  if (claiming.value.has(handoffId)) return;
  claimNotice.value = null;
  if (send({ type: 'claim', handoffId })) claiming.value = new Set([...claiming.value, handoffId]);
  else refuse(handoffId, 'Not claimed: there is no connection to the desk right now.');
}

function take(frame: DeskServerFrame): void {
  switch (frame.type) {
    case 'queue':
      // An answer to a claim may have been lost with the old socket; the snapshot says how it ended.
      claiming.value = new Set();
      moveLost();
      presenceSettled();
      queue.value = reduceQueue(queue.value, frame);
      known(frame.me);
      return;
    case 'changes': {
      const before = queue.value;
      queue.value = reduceQueue(before, frame);
      if (frame.agents !== undefined) {
        presenceSettled();
        announce(peopleText(before.agents, frame.agents, before.me?.id ?? ''));
      }
      const arrived = arrivals(before, frame.entries).filter(shown);
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
    case 'moved':
      moved(frame.handoffId);
      return;
    case 'assigned':
      assigned(frame, queue.peek().entries.get(frame.handoffId)?.customer ?? 'a conversation');
      return;
    case 'mentioned':
      mentioned(frame);
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
  presenceSettled();
  // What is refused of a move says who has it or what is in the way, which no word of ours could.
  if ((handoffId === undefined || !claiming.peek().has(handoffId)) && moveRefused(handoffId, detail)) return;
  const text = refusalText(reason, detail);
  if (handoffId === undefined) {
    claiming.value = new Set();
    refuse('', text);
    return;
  }
  settle(handoffId);
  refuse(handoffId, text, reason === 'already-claimed');
}

function refuse(handoffId: string, text: string, raced = false): void {
  claimNotice.value = { handoffId, text, raced };
  announce(noticeText(claimNotice.value, queue.value));
}

/** Names the colleague who was faster, when the queue knows. */
export function noticeText(notice: ClaimNotice, current: Queue): string {
  const entry = current.entries.get(notice.handoffId);
  if (entry === undefined) return notice.text;
  if (notice.raced && entry.status === 'claimed' && entry.agent !== null && entry.agent.id !== current.me?.id) {
    return `${entry.agent.name} took ${entry.customer} first.`;
  }
  return `${entry.customer}: ${notice.text}`;
}

function settle(handoffId: string): void {
  claiming.value = new Set([...claiming.value].filter((id) => id !== handoffId));
}
