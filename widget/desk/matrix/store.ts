import { effect, signal, untracked } from '@preact/signals';
import type { MatrixReport } from '../../../worker/desk/matrix-schema.ts';
import type { Pause } from '../../../worker/rooms/controls-schema.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { carryOut, readMatrix, type Wish } from './api.ts';
import { bannerText } from './words.ts';

/** What is paused, as the desk's socket last said: every page shows it. */
export const pauses = signal<readonly Pause[]>([]);

export const matrix = source<MatrixReport>(failure);
export const loadMatrix = (): Promise<void> => matrix.load(readMatrix);

/** The area that a lead is about to change, and into what. One at a time, so that a reason belongs to one change. */
export const wanted = signal<{ area: string; wish: Wish } | null>(null);
export const busy = signal(false);
export const trouble = signal('');

export function want(area: string, wish: Wish | null): void {
  if (busy.peek()) return;
  trouble.value = '';
  wanted.value = wish === null ? null : { area, wish };
}

/** Counts changes made here, so that what was fetched before one does not undo it on the screen. */
let changes = 0;

export async function change(area: string, wish: Wish, why: string): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
  changes += 1;
  trouble.value = '';
  try {
    matrix.state.value = { at: 'ready', value: await carryOut(area, wish, why) };
    wanted.value = null;
    if (wish.kind === 'level') announce('Changed.');
  } catch (error) {
    trouble.value = failure(error);
  } finally {
    busy.value = false;
  }
}

export function takePauses(next: readonly Pause[]): void {
  const before = pauses.peek();
  pauses.value = next;
  if (next.length > 0 && bannerText(next) !== bannerText(before)) announce(bannerText(next));
  else if (before.length > 0 && next.length === 0) announce('The assistant is no longer paused.');
}

const refreshEvery = 15_000;

/** Numbers and what others have changed. One that fails leaves what is shown: the next may not. */
async function refresh(): Promise<void> {
  if (busy.peek() || document.hidden) return;
  const before = changes;
  const value = await readMatrix().catch(() => null);
  if (value !== null && before === changes) matrix.state.value = { at: 'ready', value };
}

/** Loads the matrix when the page opens, at once when somebody pauses or resumes, and again now and then. */
export function watchMatrix(): () => void {
  void loadMatrix();
  let first = true;
  const stop = effect(() => {
    void pauses.value;
    if (!first) untracked(() => void refresh());
    first = false;
  });
  const timer = setInterval(() => void refresh(), refreshEvery);
  return () => {
    clearInterval(timer);
    stop();
    wanted.value = null;
    trouble.value = '';
  };
}
