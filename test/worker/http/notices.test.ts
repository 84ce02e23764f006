import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticeDetailSchema, webhooksPageSchema } from '../../../worker/rooms/notices-schema.ts';
import { api, json, makeSite, post, signIn, staffHeaders, type TestAgent } from '../fixture.ts';
import { due, event, hookedSite, put, type Receiver } from '../rooms/notices-fixture.ts';

let site: string;
let receiver: Receiver;
let marta: TestAgent;
let priya: TestAgent;
beforeAll(async () => {
  ({ site, receiver } = await hookedSite());
  [marta, priya] = [await signIn(site, 'marta'), await signIn(site, 'priya')];
});
beforeEach(() => receiver.script({}));

const read = (path: string, agent = marta) => api(`/desk/webhooks${path}`, { headers: staffHeaders(agent) });
const act = (path: string, body: object = {}, agent = marta) => post(`/desk/webhooks${path}`, body, staffHeaders(agent));
const list = async (show: string) => webhooksPageSchema.parse(await json(await read(`?show=${show}`)));
const detail = async (id: string) => noticeDetailSchema.parse(await json(await read(`/${encodeURIComponent(id)}`)));
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];

async function killed(id: string): Promise<void> {
  await receiver.script({ always: { status: 500 } });
  await put(site, event(id, { data: { conversation: 'c-1' } }));
  await expect
    .poll(
      async () => {
        await due(site);
        return (await list('failed')).notices.map((one) => one.id);
      },
      { timeout: 10_000 },
    )
    .toContain(id);
}

describe('a lead', () => {
  it('sees where it is told, without what may be a secret in the address, and what became of it', { timeout: 20_000 }, async () => {
    await put(site, event('fine'));
    await expect.poll(async () => (await list('sent')).notices.map(({ id }) => id)).toEqual(['fine']);
    const text = await (await read('')).text();
    expect(text).not.toContain(new URL(receiver.webhook.url).pathname);
    expect(text).not.toContain('whsec_');
    expect(webhooksPageSchema.parse(JSON.parse(text))).toMatchObject({
      endpoint: new URL(receiver.webhook.url).host,
      counts: { failed: 0, waiting: 0, sent: 1 },
      failing: null,
      notices: [],
    });
    await killed('handoff-created:dead');
    expect(await list('failed')).toMatchObject({
      counts: { failed: 1 },
      failing: { failures: 10 },
      notices: [{ id: 'handoff-created:dead', status: 'dead', conversation: 'c-1', tries: 10, next: null, last: { what: 'failed' } }],
    });
    const { attempts } = await detail('handoff-created:dead');
    expect(attempts).toHaveLength(10);
    expect(attempts[0]).toMatchObject({ what: 'failed', detail: 'the webhook has a fault (500)' });
  });

  it('tells again what failed: one, and all', { timeout: 30_000 }, async () => {
    await killed('one');
    await receiver.script({});
    expect((await act('/one/replay')).status).toBe(200);
    await expect.poll(async () => (await detail('one')).notice.status).toBe('sent');
    expect(await code(await act('/one/replay'))).toEqual([409, 'over']);
    await killed('two');
    await receiver.script({});
    const failed = (await list('failed')).counts.failed;
    expect(await json(await act('/replay', { which: 'failed' }))).toEqual({ notices: failed });
    await expect.poll(async () => (await list('failed')).counts).toMatchObject({ failed: 0, waiting: 0 });
    expect(await json(await act('/replay', { which: 'failed' }))).toEqual({ notices: 0 });
  });

  it('sends a test', async () => {
    const answer = await act('/test');
    expect(answer.status).toBe(201);
    const { id } = await json<{ id: string }>(answer);
    await expect.poll(async () => (await detail(id)).notice).toMatchObject({ type: 'webhook.test', status: 'sent' });
  });

  it('is told what does not fit', async () => {
    expect(await code(await read('?show=all'))).toEqual([422, 'bad-query']);
    expect(await code(await read('/nothing'))).toEqual([404, 'gone']);
    expect(await code(await act('/nothing/replay'))).toEqual([404, 'gone']);
    expect(await code(await act('/replay'))).toEqual([422, 'bad-body']);
  });

  it('of a site without a webhook sees that, and sends nothing', async () => {
    const other = await signIn(await makeSite(), 'marta');
    expect(webhooksPageSchema.parse(await json(await read('', other)))).toMatchObject({ endpoint: null, notices: [] });
    expect(await code(await act('/test', {}, other))).toEqual([409, 'no-webhook']);
    // Another site's events are not there.
    expect(await code(await read('/one', other))).toEqual([404, 'gone']);
  });
});

it('is for leads, signed in, from the desk', async () => {
  expect(await code(await read('', priya))).toEqual([403, 'role']);
  expect(await code(await act('/replay', { which: 'failed' }, priya))).toEqual([403, 'role']);
  expect(await code(await act('/test', {}, priya))).toEqual([403, 'role']);
  expect((await api('/desk/webhooks')).status).toBe(401);
  const forged = await post('/desk/webhooks/test', {}, { Cookie: marta.cookie });
  expect(await code(forged)).toEqual([403, 'forged']);
});
