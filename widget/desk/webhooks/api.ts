import type { NoticeDetail, NoticeFilter, WebhooksPage } from '../../../worker/rooms/notices-schema.ts';
import { call, Problem, request } from '../session/api.ts';

const base = '/webhooks';

async function read<T>(path: string): Promise<T> {
  const answer = await call<T | null>('GET', `${base}${path}`);
  if (answer === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return answer;
}

export const readWebhooks = (show: NoticeFilter): Promise<WebhooksPage> => read(`?show=${show}`);
export const readNotice = (id: string): Promise<NoticeDetail> => read(`/${encodeURIComponent(id)}`);

/** Sending again is safe: an event keeps its id, by which the other side knows it. */
export async function replay(id: string): Promise<void> {
  await request('POST', `${base}/${encodeURIComponent(id)}/replay`, {});
}

export async function replayFailed(): Promise<void> {
  await request('POST', `${base}/replay`, { which: 'failed' });
}

export async function sendTest(): Promise<void> {
  await request('POST', `${base}/test`, {});
}
