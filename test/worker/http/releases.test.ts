import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { PolicyCase } from '../../../policy/case.ts';
import { encodeChecks } from '../../../worker/release/checks.ts';
import { decodeRelease, encodeRelease, type ReleaseContent } from '../../../worker/release/format.ts';
import type { ReleaseReport, ReleasesReport } from '../../../worker/release/overview.ts';
import { api, json, makeSite, post, signIn, staffHeaders } from '../fixture.ts';

const upload = (body: BodyInit, headers: Record<string, string>) => api('/releases', { method: 'POST', body, headers });
const problem = async (response: Response) => {
  const { error } = await json<{ error: { code: string; message: string } }>(response);
  return [response.status, error.code];
};

const holds: PolicyCase = { rule: 'asks-for-a-person', outcome: 'handoff', name: 'asks.json', facts: { asksForHuman: true } };
const fails: PolicyCase = { rule: 'asks-for-a-person', outcome: 'handoff', name: 'does-not-ask.json', facts: { asksForHuman: false } };

/** A site, its people, and releases made of the active one. */
async function shop() {
  const site = await makeSite();
  const [jonas, marta, priya] = await Promise.all(
    ['jonas', 'marta', 'priya'].map(async (person) => staffHeaders(await signIn(site, person))),
  );
  if (!jonas || !marta || !priya) throw new Error('nobody signed in');
  const active = async () => (await json<{ hash: string }>(await api('/releases/active', { headers: jonas }))).hash;
  const decoded = decodeRelease(new Uint8Array((await (await env.RELEASES.get(await active()))?.arrayBuffer()) ?? new ArrayBuffer(0)));
  if (!decoded.ok) throw new Error(decoded.problem);
  const { content } = decoded;
  const make = async (cases: PolicyCase[], change: (content: ReleaseContent) => ReleaseContent = (same) => same) => {
    const bytes = encodeRelease({ ...change(content), checks: encodeChecks({ cases, golden: [] }) });
    const response = await upload(new Uint8Array(bytes), jonas);
    if (response.status !== 201) throw new Error(await response.text());
    return (await json<{ hash: string }>(response)).hash;
  };
  return { site, jonas, marta, priya, active, make };
}

describe('releases', () => {
  it('come from signed-in leads and are read whole before they are stored', async () => {
    const { jonas, priya, active } = await shop();
    expect((await upload('junk', {})).status).toBe(401);
    expect((await upload('junk', priya)).status).toBe(403);
    expect(await problem(await upload('this is not a release at all', jonas))).toEqual([422, 'release']);
    const hash = await active();
    const again = await upload((await (await env.RELEASES.get(hash))?.arrayBuffer()) ?? '', jonas);
    expect(await json(again)).toEqual({ hash });
  });

  it('go the whole way: gate, approval by another person, activation, and back', async () => {
    const { jonas, marta, active, make } = await shop();
    const [first, hash] = [await active(), await make([holds])];
    const gate = await json(await post(`/releases/${hash}/gate`, {}, jonas));
    expect(gate).toMatchObject({ verdict: 'passed', done: 1, total: 1, by: { id: 'jonas' }, against: first });
    expect(await problem(await post(`/releases/${hash}/approve`, {}, jonas))).toEqual([409, 'own-release']);
    expect(await json(await post(`/releases/${hash}/approve`, {}, marta))).toEqual({ ok: true });
    // Without Vectorize there is nothing to send, and nothing to say of it.
    expect(await json(await post(`/releases/${hash}/activate`, {}, jonas))).toEqual({ ok: true });
    expect(await active()).toBe(hash);
    expect(await problem(await post('/releases/rollback', { from: first, to: hash }, marta))).toEqual([409, 'changed']);
    expect(await json(await post('/releases/rollback', { from: hash, to: first }, marta))).toEqual({ ok: true });
    expect(await active()).toBe(first);
  });

  it('whose case fails do not pass, and nothing that is refused changes anything', async () => {
    const { jonas, marta, priya, active, make } = await shop();
    const first = await active();
    const hash = await make([holds, fails]);
    expect(await problem(await post(`/releases/${hash}/approve`, {}, marta))).toEqual([409, 'gate-missing']);
    const gate = await json(await post(`/releases/${hash}/gate`, {}, jonas));
    expect(gate).toMatchObject({
      verdict: 'failed',
      failures: [{ check: 'policy-case', name: 'asks-for-a-person/handoff/does-not-ask.json', expected: 'handoff by asks-for-a-person' }],
    });
    expect(await problem(await post(`/releases/${hash}/approve`, {}, marta))).toEqual([409, 'gate-failed']);
    expect(await problem(await post(`/releases/${hash}/activate`, {}, marta))).toEqual([409, 'not-approved']);
    const nowhere = '0'.repeat(64);
    for (const what of ['gate', 'approve', 'activate'])
      expect(await problem(await post(`/releases/${nowhere}/${what}`, {}, marta))).toEqual([404, 'unknown']);
    expect((await post('/releases/nothing/activate', {}, marta)).status).toBe(404);
    expect((await post(`/releases/${hash}/activate`, {}, priya)).status).toBe(403);
    expect((await post(`/releases/${hash}/gate`, {}, priya)).status).toBe(403);
    expect(await active()).toBe(first);
  });

  it('are approved by people: a token is nobody, and a page of another origin neither', async () => {
    const { marta, make } = await shop();
    const hash = await make([holds]);
    const key = new TextEncoder().encode(env.HANDRAIL_SECRET);
    const token = new SignJWT({ scope: 'sites people releases' }).setProtectedHeader({ alg: 'HS256' }).setAudience('handrail-service');
    const bearer = { Authorization: `Bearer ${await token.setExpirationTime('5m').sign(key)}` };
    for (const what of ['gate', 'approve', 'activate']) expect((await post(`/releases/${hash}/${what}`, {}, bearer)).status).toBe(401);
    expect((await post(`/releases/${hash}/approve`, {}, { Cookie: marta.Cookie })).status).toBe(403);
  });

  it('that hold no case, or one whose facts do not exist, have shown nothing', async () => {
    const { jonas, make } = await shop();
    const empty = await json<ReleaseReport['gate']>(await post(`/releases/${await make([])}/gate`, {}, jonas));
    expect(empty).toMatchObject({ verdict: 'failed', problems: [expect.stringContaining('No policy case was asked')] });
    const odd: PolicyCase = { ...holds, facts: { asksForHumans: true } };
    const gate = await json(await post(`/releases/${await make([odd])}/gate`, {}, jonas));
    expect(gate).toMatchObject({ verdict: 'failed', failures: [{ got: 'facts that do not exist by no rule' }] });
  });

  it('whose bytes this worker cannot read get no further', async () => {
    const { jonas, active, make } = await shop();
    // Of its own bytes: what an isolate has read before it needs not read again.
    const [first, hash] = [await active(), await make([{ ...holds, name: 'not-read-before.json' }])];
    await env.RELEASES.put(hash, 'HRL1');
    expect(await problem(await post(`/releases/${hash}/gate`, {}, jonas))).toEqual([409, 'unreadable']);
    expect(await active()).toBe(first);
  });

  it('are shown to leads with their gate, what they change and what is due', async () => {
    const { jonas, priya, active, make } = await shop();
    const hash = await make([holds], (content) => {
      const [rule, ...rest] = content.policy.rules;
      if (!rule) throw new Error('no rules');
      const overdue = { ...rule, version: rule.version + 1, review_by: '2026-01-01' };
      return { ...content, policy: { ...content.policy, rules: [overdue, ...rest] } };
    });
    const report = await json<ReleaseReport>(await api(`/releases/${hash}`, { headers: jonas }));
    expect(report).toMatchObject({ release: { hash, authorName: 'Jonas Weber' }, gate: null, from: await active() });
    expect(report.changes?.filter(({ part }) => part === 'Rules')).toEqual([
      {
        part: 'Rules',
        change: 'changed',
        name: expect.any(String),
        detail: expect.stringMatching(/^version 1 → 2; review_by: nothing → 2026-01-01$/),
      },
    ]);
    const page = await json<ReleasesReport>(await api('/desk/releases', { headers: jonas }));
    expect(page.releases.map((entry) => entry.hash)).toContain(hash);
    expect((await api('/desk/releases', { headers: priya })).status).toBe(403);
    expect((await api(`/releases/${'0'.repeat(64)}`, { headers: jonas })).status).toBe(404);
    expect((await api(`/releases/${hash}?from=${'0'.repeat(64)}`, { headers: jonas })).status).toBe(404);
  });
});
