import { effect, signal, untracked } from '@preact/signals';
import type { MatrixReport } from '../../../worker/desk/matrix-schema.ts';
import type { Pause } from '../../../worker/rooms/controls-schema.ts';
import { failure } from '../questions/failure.ts';
import { source } from '../questions/load.ts';
import { announce } from '../ui/announce.tsx';
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

export async function change(area: string, wish: Wish, why: string): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
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

/** Loads the matrix when the page opens, and again when somebody else pauses or resumes. */
export function watchMatrix(): () => void {
  const stop = effect(() => {
    void pauses.value;
    untracked(() => {
      if (!busy.peek()) void loadMatrix();
    });
  });
  return () => {
    stop();
    wanted.value = null;
    trouble.value = '';
  };
}
