import { signal } from '@preact/signals';
import { type News, shownFor } from './news.ts';
import { go } from './route.ts';
import { browserOn, soundOn, wordsOn } from './settings.ts';
import { playTone } from './tone.ts';

/** Something came in while the desk was out of sight; the title says so until somebody looks. */
export const unseen = signal(false);

/** A batch of changes, or a customer who writes in pieces, is one tone. */
const QUIET = 2_000;
let lastTone = Number.NEGATIVE_INFINITY;

export function notify(news: News): void {
  const shown = shownFor(news, wordsOn.peek());
  if (shown === null) return;
  if (soundOn.peek() && performance.now() - lastTone > QUIET) {
    lastTone = performance.now();
    // Before the first press after a reload the browser keeps it silent; that is no fault.
    playTone(news.kind).catch(() => undefined);
  }
  if (!document.hidden) return;
  unseen.value = true;
  if (browserOn.peek() && permission() === 'granted') show(shown);
}

function show({ title, body, tag, conversation }: NonNullable<ReturnType<typeof shownFor>>): void {
  try {
    const notification = new Notification(title, { body, tag });
    notification.onclick = () => {
      window.focus();
      if (conversation !== null) go(conversation);
      notification.close();
    };
  } catch {
    // Phones offer them to service workers only.
  }
}

export const permission = (): NotificationPermission | 'unsupported' =>
  typeof Notification === 'undefined' ? 'unsupported' : Notification.permission;

/** Asked on a press only; browsers block pages that ask by themselves. True: it may. */
export async function askPermission(): Promise<boolean> {
  if (permission() === 'unsupported') return false;
  return (await Notification.requestPermission()) === 'granted';
}

export function watchSight(): () => void {
  const seen = () => {
    if (!document.hidden) unseen.value = false;
  };
  document.addEventListener('visibilitychange', seen);
  return () => document.removeEventListener('visibilitychange', seen);
}
