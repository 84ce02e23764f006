import { computed, effect, signal } from '@preact/signals';
import type { DeskServerFrame } from '../../../worker/protocol.ts';
import { stage } from '../session/store.ts';
import { announce } from '../ui/announce.tsx';
import { now } from '../ui/clock.ts';
import { notify } from '../ui/notify.ts';
import { route } from '../ui/route.ts';
import { keptList, type Mention, toKeep, withMention, withSeen } from './mention-list.ts';

const KEY = 'handrail.desk.mentions';

/** The server tells of a mention once, so this browser keeps them, for all pages of one person and until they sign out. */
export const mentions = signal<readonly Mention[]>([]);
export const unseenMentions = computed(() => mentions.value.filter(({ seen }) => !seen).length);

let person = '';

export function mentioned(frame: Extract<DeskServerFrame, { type: 'mentioned' }>): void {
  const next = withMention(mentions.peek(), frame, now.peek());
  if (next === mentions.peek()) return;
  keep(next);
  announce(`${frame.by.name} mentions you in a note: ${frame.text}`);
  notify({ kind: 'mentioned', conversation: frame.conversationId, by: frame.by.name, text: frame.text });
}

export const clearMentions = (): void => keep([]);

/** Reads what was kept, and marks as seen what is opened. */
export function keepMentions(of: string): () => void {
  person = of;
  const read = () => {
    mentions.value = keptList(
      storage((store) => store.getItem(KEY)),
      of,
    );
  };
  const changed = ({ key }: StorageEvent) => {
    if (key === KEY) read();
  };
  read();
  addEventListener('storage', changed);
  const stop = effect(() => {
    const { conversation } = route.value;
    const next = conversation === null ? mentions.value : withSeen(mentions.value, conversation);
    if (next !== mentions.value) keep(next);
  });
  return () => {
    stop();
    removeEventListener('storage', changed);
    const left = stage.peek();
    // Signing out on purpose leaves nothing of the conversations behind.
    if (left.at === 'out' && left.why === 'left') storage((store) => store.removeItem(KEY));
    mentions.value = [];
  };
}

function keep(list: readonly Mention[]): void {
  mentions.value = list;
  storage((store) => store.setItem(KEY, toKeep(list, person)));
}

function storage<T>(use: (store: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    // Switched off or full: the list lasts as long as the page.
    return null;
  }
}
