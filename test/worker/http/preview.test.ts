import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { turnRecordSchema } from '../../../worker/turn/record.ts';
import { json, makeSite, post, signIn, staffHeaders } from '../fixture.ts';

const serviceToken = (scope: string) =>
  new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('handrail-service')
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(env.HANDRAIL_SECRET));

describe('POST /api/v1/preview', () => {
  it('returns the record of a turn and stores nothing', async () => {
    const site = await makeSite();
    const agent = await signIn(site, 'marta');
    const response = await post('/preview', { message: 'how long does delivery take?' }, staffHeaders(agent));
    expect(response.status).toBe(200);
    const record = turnRecordSchema.parse(await json(response));
    expect(record).toMatchObject({
      outcome: { kind: 'answer' },
      ruleIds: ['approved-answer-is-sent'],
      sent: false,
      engine: { embedder: expect.stringMatching(/^static .*needs no embedder/), search: 'embedded-hybrid', calibrated: true },
    });
    expect(record.passages[0]?.articleId).toBe('delivery-times');
    const { results } = await env.DB.prepare('SELECT id FROM turns WHERE id = ?').bind(record.id).all();
    expect(results).toEqual([]);
  });

  it('takes several messages as one conversation', async () => {
    const agent = await signIn(await makeSite(), 'marta');
    const record = turnRecordSchema.parse(
      await json(await post('/preview', { messages: ['where is my order', 'FW-10001'] }, staffHeaders(agent))),
    );
    expect(record.facts.order).toMatchObject({ reference: 'FW10001', missing: ['email'] });
  });

  it('needs a staff session or a service token with the scope', async () => {
    const site = await makeSite();
    const ask = async (headers: Record<string, string>, body: object = { site, message: 'hi' }) =>
      (await post('/preview', body, headers)).status;
    expect(await ask({})).toBe(401);
    expect(await ask({ Authorization: `Bearer ${await serviceToken('sites')}` })).toBe(401);
    expect(await ask({ Authorization: `Bearer ${await serviceToken('preview')}` })).toBe(200);
    expect(await ask({ Authorization: `Bearer ${await serviceToken('preview')}` }, { message: 'hi' })).toBe(422);
    const { Cookie } = staffHeaders(await signIn(site, 'priya'));
    expect(await ask({ Cookie })).toBe(403);
  });

  it('refuses what it cannot use, with the reason', async () => {
    const headers = staffHeaders(await signIn(await makeSite(), 'priya'));
    for (const body of [
      {},
      { message: '' },
      { message: 'a', messages: ['b'] },
      { message: 'x'.repeat(4_001) },
      { message: 'a', extra: 1 },
    ]) {
      const response = await post('/preview', body, headers);
      expect(response.status).toBe(422);
      expect(await json(response)).toMatchObject({ error: { code: 'bad-body' } });
    }
  });
});
