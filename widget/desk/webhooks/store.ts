import { effect, signal, untracked } from '@preact/signals';
import type { NoticeDetail, NoticeFilter, WebhooksPage } from '../../../worker/rooms/notices-schema.ts';
import { failure } from '../questions/failure.ts';
import { source } from '../questions/load.ts';
import { announce } from '../ui/announce.tsx';
import { readNotice, readWebhooks, replay, replayFailed, sendTest } from './api.ts';

export const show = signal<NoticeFilter>('failed');
export const webhooks = source<WebhooksPage>(failure);
/** The event whose tries are shown. */
export const opened = signal<string | null>(null);
export const detail = source<NoticeDetail>(failure);
/** Something is on its way to the server; and why the last thing could not be done. */
export const busy = signal(false);
export const trouble = signal('');

export const loadWebhooks = (): Promise<void> => webhooks.load(() => readWebhooks(show.peek()));

export async function loadDetail(): Promise<void> {
  const id = opened.peek();
  if (id !== null) await detail.load(() => readNotice(id));
}

const refreshEvery = 5_000;

export function watchWebhooks(): () => void {
  const stop = effect(() => {
    void show.value;
    untracked(() => {
      webhooks.clear();
      opened.value = null;
      trouble.value = '';
      void loadWebhooks();
    });
  });
  const timer = setInterval(() => {
    if (busy.peek() || document.hidden || webhooks.state.peek().at !== 'ready') return;
    void loadWebhooks();
    void loadDetail();
  }, refreshEvery);
  return () => {
    stop();
    clearInterval(timer);
  };
}

/** Opens the tries of an event, or closes them. */
export function open(id: string): void {
  opened.value = opened.peek() === id ? null : id;
  detail.clear();
  void loadDetail();
}

/** Whatever came of it, the list is read again. */
async function act(work: () => Promise<void>, done: string): Promise<void> {
  if (busy.peek()) return;
  busy.value = true;
  trouble.value = '';
  try {
    await work();
    announce(done);
  } catch (error) {
    trouble.value = failure(error);
    announce(trouble.value);
  }
  await Promise.all([loadWebhooks(), loadDetail()]);
  busy.value = false;
}

export const sendAgain = (id: string): Promise<void> => act(() => replay(id), 'It is being sent.');
export const sendFailed = (): Promise<void> => act(replayFailed, 'They are being sent.');
/** Shows what becomes of it. */
export async function test(): Promise<void> {
  await act(sendTest, 'A test is being sent.');
  if (trouble.peek() === '') show.value = 'sent';
}
