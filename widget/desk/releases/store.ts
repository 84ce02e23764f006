import { signal } from '@preact/signals';
import type { Gate } from '../../../worker/release/gate-schema.ts';
import type { ReleaseReport, ReleasesReport } from '../../../worker/release/overview.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { type Loaded, source } from '../ui/load.ts';
import { carryOut, readRelease, readReleases, runShare, type Wish } from './api.ts';
import { doneWords, shortHash } from './words.ts';

export const releases = source<ReleasesReport>(failure);

/** What is known of single releases: fetched when they are opened. */
export const details = signal<ReadonlyMap<string, Loaded<ReleaseReport>>>(new Map());
export const opened = signal<ReadonlySet<string>>(new Set());

/** What a lead is asked to confirm. */
export const wanted = signal<Wish | null>(null);
export const busy = signal(false);
export const trouble = signal('');

/** Gates this page runs, by release: how far they are, or why they stopped. */
export const gates = signal<ReadonlyMap<string, { gate: Gate | null; trouble: string }>>(new Map());

export async function loadReleases(): Promise<void> {
  await releases.load(readReleases);
  for (const hash of opened.peek()) void loadRelease(hash);
}

export async function loadRelease(hash: string): Promise<void> {
  const known = await readRelease(hash).then(
    (value): Loaded<ReleaseReport> => ({ at: 'ready', value }),
    (error: unknown): Loaded<ReleaseReport> => ({ at: 'failed', message: failure(error) }),
  );
  details.value = new Map(details.peek()).set(hash, known);
}

export function toggle(hash: string): void {
  const next = new Set(opened.peek());
  if (next.delete(hash)) opened.value = next;
  else {
    opened.value = next.add(hash);
    void loadRelease(hash);
  }
}

export function want(wish: Wish | null): void {
  if (busy.peek()) return;
  trouble.value = '';
  wanted.value = wish;
  if (wish !== null) void loadRelease(wish.hash);
}

export async function confirm(wish: Wish): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
  trouble.value = '';
  try {
    await carryOut(wish);
    wanted.value = null;
    announce(doneWords(wish));
    await loadReleases();
  } catch (error) {
    trouble.value = failure(error);
  } finally {
    busy.value = false;
  }
}

/** Share by share to the end; leaving the page leaves it for whoever goes on. */
export async function runGate(hash: string, again: boolean): Promise<void> {
  if (gates.peek().has(hash) && gates.peek().get(hash)?.trouble === '') return;
  const show = (gate: Gate | null, words = '') => {
    gates.value = new Map(gates.peek()).set(hash, { gate, trouble: words });
  };
  show(null);
  try {
    let gate = await runShare(hash, again);
    for (show(gate); gate.verdict === 'running'; show(gate)) gate = await runShare(hash, false);
    announce(`The gate of release ${shortHash(hash)} has ${gate.verdict}.`);
    const rest = new Map(gates.peek());
    rest.delete(hash);
    gates.value = rest;
    opened.value = new Set(opened.peek()).add(hash);
    await loadReleases();
  } catch (error) {
    show(null, failure(error));
  }
}
