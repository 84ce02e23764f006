import { computed, effect, signal, untracked } from '@preact/signals';
import type { SteppedDown } from '../../../worker/records/reviews/schema.ts';
import { pauses } from '../matrix/store.ts';
import { announce } from '../ui/announce.tsx';
import { readSteppedDown } from './api.ts';
import { steppedDownText } from './words.ts';

type Area = SteppedDown['areas'][number];

const areas = signal<readonly Area[]>([]);
/** Read and put away in this tab: the same step is not shown again. */
const hidden = signal<ReadonlySet<string>>(new Set());
const keyOf = ({ area, at }: Area) => `${area} ${at}`;

export const steppedDown = computed(() => areas.value.filter((one) => !hidden.value.has(keyOf(one))));

export function hideSteppedDown(): void {
  hidden.value = new Set(areas.peek().map(keyOf));
}

/** Looks again whenever the desk is told that something changed in the matrix. */
export function watchSteppedDown(): () => void {
  return effect(() => {
    void pauses.value;
    untracked(() => void load());
  });
}

async function load(): Promise<void> {
  try {
    const { areas: found } = await readSteppedDown();
    const known = new Set(areas.peek().map(keyOf));
    for (const one of found) if (!known.has(keyOf(one))) announce(steppedDownText(one));
    areas.value = found;
  } catch {
    // The next change, or the next visit, looks again. The matrix page has it as well.
  }
}
