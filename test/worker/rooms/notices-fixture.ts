import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { type NotifyEvent, notifyEventSchema } from '../../../worker/ports/notify/port.ts';
import { exists } from '../../../worker/rooms/migrate.ts';
import type { Seen } from '../../contract/servers/http.ts';
import type { Script } from '../../contract/servers/receiver.ts';
import { json, makeSite } from '../fixture.ts';

const key = crypto.getRandomValues(new Uint8Array(32));
const secret = `whsec_${btoa(String.fromCharCode(...key))}`;

export interface Received {
  id: string;
  event: NotifyEvent;
  /** Whether the signature is that of the standard, calculated here by other means than the sender's. */
  signed: boolean;
}

/** A receiver on this machine, at a path of its own. */
export class Receiver {
  readonly webhook = { url: `${env.TEST_RECEIVER}/${crypto.randomUUID()}`, secret };

  async script(script: Script): Promise<void> {
    await (await fetch(this.webhook.url, { method: 'PUT', body: JSON.stringify(script) })).text();
  }

  /** All that came, whatever was answered. */
  async seen(): Promise<Received[]> {
    const all = await json<Seen[]>(await fetch(this.webhook.url));
    return Promise.all(
      all.map(async ({ headers, body }) => {
        const id = headers['webhook-id'] ?? '';
        const expected = `v1,${await hmac(`${id}.${headers['webhook-timestamp']}.${body}`)}`;
        return { id, event: notifyEventSchema.parse({ id, ...JSON.parse(body) }), signed: headers['webhook-signature'] === expected };
      }),
    );
  }

  async ids(): Promise<string[]> {
    return (await this.seen()).map(({ id }) => id);
  }
}

/** HMAC as RFC 2104 spells it, from its two hashes. */
async function hmac(text: string): Promise<string> {
  const padded = new Uint8Array(64);
  padded.set(key);
  const hash = async (pad: number, data: Uint8Array) => {
    const own = padded.map((byte) => byte ^ pad);
    return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array([...own, ...data])));
  };
  const mac = await hash(0x5c, await hash(0x36, new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...mac));
}

export async function hookedSite(): Promise<{ site: string; receiver: Receiver }> {
  const receiver = new Receiver();
  return { site: await makeSite({ webhook: receiver.webhook }), receiver };
}

export const notices = (site: string) => env.NOTICES.getByName(site);

export const event = (id: string, change: Partial<NotifyEvent> = {}): NotifyEvent => ({
  ...{ id, type: 'handoff.created', timestamp: '2026-11-28T10:00:00.000Z', data: { site: 'shop', handoff: id } },
  ...change,
});
export const put = (site: string, ...events: NotifyEvent[]) =>
  Promise.all(events.map((one) => notices(site).put(site, JSON.stringify(one))));

/** Time passes: everything that waits for a time is due, `ms` of it or all. */
export async function pass(site: string, ms = Number.MAX_SAFE_INTEGER / 2): Promise<void> {
  await runInDurableObject(notices(site), (_, { storage: { sql } }) => {
    sql.exec(
      'UPDATE notices SET at = at - ?1, began = MAX(0, began - ?1), next = MAX(0, next - ?1), first = first - ?1, ended = ended - ?1',
      ms,
    );
    sql.exec('UPDATE endpoint SET hold = MAX(0, hold - ?1), since = since - ?1', ms);
    sql.exec('UPDATE schedule SET at = at - ?', ms);
  });
  await runDurableObjectAlarm(notices(site));
}

/** Only what is due next is brought forward, as if its pause were over: nothing grows old. */
export async function due(site: string): Promise<void> {
  await runInDurableObject(notices(site), (_, { storage }) => {
    // Nothing was told yet.
    if (!exists(storage)) return;
    const { sql } = storage;
    sql.exec("UPDATE notices SET next = 0 WHERE status = 'waiting'");
    sql.exec('UPDATE endpoint SET hold = 0');
    sql.exec("UPDATE schedule SET at = 0 WHERE key = 'deliver'");
  });
  await runDurableObjectAlarm(notices(site));
}
