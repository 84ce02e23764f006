import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { notifyPort } from '../../worker/ports/notify/driver.ts';
import { noNotify } from '../../worker/ports/notify/none.ts';
import { webhookNotify } from '../../worker/ports/notify/webhook.ts';
import { event, testNotify } from './notify.ts';
import { type Fault, serve } from './servers/http.ts';

const server = await serve(() => ({ body: { ok: true } }));
afterAll(() => server.close());
beforeEach(() => server.reset());

const bytes = Buffer.alloc(32, 7);
const webhook = { url: `${server.url}/hooks`, secret: `whsec_${bytes.toString('base64')}` };
const port = webhookNotify(webhook, 300);

testNotify('none', () => noNotify, 'nobody');
testNotify('webhook', () => port, 'sent');

it('is what the site has configured', () => {
  expect([notifyPort(webhook).name, notifyPort(undefined).name]).toEqual(['webhook', 'none']);
});

describe('on the wire', () => {
  it('one POST whose signature any library of the standard can check', async () => {
    const began = Math.floor(Date.now() / 1_000);
    await port.send(event);
    const [seen] = server.seen;
    expect(server.seen).toHaveLength(1);
    const {
      'webhook-id': id,
      'webhook-timestamp': seconds = '',
      'webhook-signature': signature,
      'content-type': type,
    } = seen?.headers ?? {};
    expect([id, type, seen?.path]).toEqual([event.id, 'application/json', '/hooks']);
    expect(Number(seconds)).toBeGreaterThanOrEqual(began);
    const mac = createHmac('sha256', bytes).update(`${id}.${seconds}.${seen?.body}`).digest('base64');
    expect(signature).toBe(`v1,${mac}`);
    const { id: _, ...told } = event;
    expect(JSON.parse(seen?.body ?? '')).toEqual(told);
  });

  it('a try of the same event has the same id and the same body', async () => {
    server.script([{ status: 500 }]);
    await port.send(event);
    await port.send(event);
    const [first, second] = server.seen;
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  });
});

describe('is not taken, and told again later', () => {
  it.each<[string, Fault, string]>([
    ['500', { status: 500 }, 'unavailable'],
    ['503 that asks for time', { status: 503, headers: { 'retry-after': '7' } }, 'unavailable'],
    ['429', { status: 429 }, 'rate-limited'],
    ['404', { status: 404 }, 'unavailable'],
    ['410', { status: 410 }, 'unavailable'],
    ['a redirect, which is not followed', { status: 302, headers: { location: '/elsewhere' } }, 'unavailable'],
    ['no answer in time', 'hang', 'timeout'],
    ['an answer that never ends', 'drip', 'timeout'],
    ['an answer that breaks off', 'cut', 'unavailable'],
  ])('%s', async (_, fault, kind) => {
    server.script([fault]);
    const tried = await port.send(event);
    expect(tried).toMatchObject({ ok: false, fault: { kind, again: true } });
    expect(JSON.stringify(tried)).not.toContain('whsec_');
    expect(server.seen.map(({ path }) => path)).toEqual(['/hooks']);
    expect(await port.send(event)).toEqual({ ok: true, value: 'sent' });
  });

  it('a server that is not there', async () => {
    const gone = await serve(() => ({ body: {} }));
    await gone.close();
    const tried = await webhookNotify({ ...webhook, url: `${gone.url}/hooks` }).send(event);
    expect(tried).toMatchObject({ ok: false, fault: { kind: 'unavailable', again: true } });
  });
});
