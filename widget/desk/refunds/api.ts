import type { RefundDecision, RefundList, RefundStatus } from '../../../worker/rooms/refund-schema.ts';
import { call, Problem, request } from '../session/api.ts';

const base = '/refunds';

export async function readRefunds(status: RefundStatus): Promise<RefundList> {
  const list = await call<RefundList | null>('GET', `${base}?status=${status}`);
  if (list === null) throw new Problem(200, 'bad-answer', 'The server answered in a form this page does not know. Reload it.');
  return list;
}

/** Keys hold slashes of their own, so they travel encoded. Sending a decision again is safe: the first one stands. */
export async function sendDecision(key: string, decision: RefundDecision): Promise<void> {
  await request('POST', `${base}/${encodeURIComponent(key)}/decision`, decision);
}
