import { afterOpen } from '../../policy/hours.ts';
import { hoursOf, type QueuePolicy } from '../../policy/queue.ts';
import type { Sla } from '../protocol/desk.ts';
import type { EntryStatus, Handoff } from '../rooms/machine.ts';

/** Promised times of an entry that still run: who has to do what by when. An older handoff only has its first one. */
export function promisesOf(queue: QueuePolicy, status: EntryStatus, handoff: Handoff): { kind: Sla['kind']; from: number; due: number }[] {
  if (status === 'done' || status === 'withdrawn') return [];
  const from = Date.parse(handoff.createdAt);
  const running: { kind: Sla['kind']; from: number; due: number }[] = [];
  if (handoff.answeredAt === null) running.push({ kind: 'first', from, due: Date.parse(handoff.promisedAt) });
  else if (handoff.awaitingSince !== null && handoff.promise) {
    const since = new Date(handoff.awaitingSince);
    running.push({
      kind: 'next',
      from: since.getTime(),
      due: afterOpen(hoursOf(queue, handoff.team), since, handoff.promise.next).getTime(),
    });
  }
  if (handoff.resolveBy) running.push({ kind: 'resolution', from, due: Date.parse(handoff.resolveBy) });
  return running.sort((a, b) => a.due - b.due);
}

/** How an entry stands: the breached promise, else the one that ends next. `changes` is when to look again. */
export function slaOf(
  queue: QueuePolicy,
  status: EntryStatus,
  handoff: Handoff,
  now: number,
): { sla: Sla | null; breached: Sla[]; changes: number | null } {
  const running = promisesOf(queue, status, handoff).map(({ kind, from, due }) => {
    // A promise over a night nears its end in its last part of the whole time, as a clock on the wall shows it.
    const nears = from + (due - from) * queue.nearing;
    const state: Sla['status'] = now >= due ? 'breached' : now >= nears ? 'nearing' : 'kept';
    return { sla: { kind, due: new Date(due).toISOString(), status: state }, changes: now < nears ? nears : now < due ? due : null };
  });
  const at = running.flatMap(({ changes }) => (changes === null ? [] : [Math.ceil(changes)]));
  return {
    sla: (running.find(({ sla }) => sla.status === 'breached') ?? running[0])?.sla ?? null,
    breached: running.flatMap(({ sla }) => (sla.status === 'breached' ? [sla] : [])),
    changes: at.length > 0 ? Math.min(...at) : null,
  };
}
