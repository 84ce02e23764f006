import { computed, effect, signal, untracked } from '@preact/signals';
import type { NoticeDetail, NoticeFilter, WebhooksPage } from '../../../worker/rooms/notices-schema.ts';
import { acting, silent } from '../ui/acting.ts';
import { announce } from '../ui/announce.tsx';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { readNotice, readWebhooks, replay, replayFailed, sendTest } from './api.ts';

export const show = signal<NoticeFilter>('failed');
export const webhooks = source<WebhooksPage>(failure);
/** The event whose tries are shown. */
export const opened = signal<string | null>(null);
export const detail = source<NoticeDetail>(failure);

export const loadWebhooks = (): Promise<void> => webhooks.load(() => readWebhooks(show.peek()));

export async function loadDetail(): Promise<void> {
  const id = opened.peek();
  if (id !== null) await detail.load(() => readNotice(id));
}

const acts = acting<'work'>({ say: silent, after: () => Promise.all([loadWebhooks(), loadDetail()]) });
export const { trouble } = acts;
export const busy = computed(() => acts.busy.value !== null);

/** Says when it is under way. */
const act = (work: () => Promise<void>, done: string): Promise<boolean> => acts.once('work', () => work().then(() => announce(done)));

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

export const sendAgain = (id: string): Promise<boolean> => act(() => replay(id), 'It is being sent.');
export const sendFailed = (): Promise<boolean> => act(replayFailed, 'They are being sent.');
/** Shows what becomes of it. */
export async function test(): Promise<void> {
  if (await act(sendTest, 'A test is being sent.')) show.value = 'sent';
}
