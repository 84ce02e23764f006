import { env } from 'cloudflare:workers';
import { beforeAll, expect, it } from 'vitest';
import { logChoicesSchema, logPageSchema } from '../../../worker/rooms/log-schema.ts';
import { api, json, makeSite, signIn, staffHeaders, type TestAgent } from '../fixture.ts';

let site: string;
let marta: TestAgent;
let priya: TestAgent;
beforeAll(async () => {
  site = await makeSite();
  [marta, priya] = [await signIn(site, 'marta'), await signIn(site, 'priya')];
});

const read = (path: string, agent = marta) => api(`/desk/log${path}`, { headers: staffHeaders(agent) });
const page = async (query: string) => logPageSchema.parse(await json(await read(query)));
const code = async (response: Response) => [response.status, (await json<{ error: { code: string } }>(response)).error.code];

it('shows who did what, newest first, in pages and by who and what', async () => {
  const first = await page('?limit=3');
  expect(first.entries.map(({ what }) => what)).toEqual(['session.opened', 'invite.created', 'session.opened']);
  expect(first.entries[0]).toMatchObject({ who: 'priya', name: 'Priya Raman', detail: { via: 'invite' } });
  const second = await page(`?limit=3&before=${first.next}`);
  expect(second.entries[0]?.id).toBeLessThan(first.entries[2]?.id ?? 0);
  expect((await page('?what=release')).entries.map(({ what }) => what)).toEqual([
    'release.activated',
    'release.approved',
    'release.uploaded',
  ]);
  expect((await page('?what=release.approved&who=marta')).entries).toHaveLength(1);
  const choices = logChoicesSchema.parse(await json(await read('/choices')));
  expect(choices.who).toContainEqual({ id: 'marta', name: 'Marta Kowalska' });
  expect(choices.what).toContain('release.approved');
});

it('is taken away whole, as far as filters go, and that is logged too', async () => {
  for (let i = 0; i < 1_100; i++) await env.SITE.getByName(site).note('priya', 'test.many', { i, name: '=HYPERLINK("x")' });
  const response = await read('/export.csv?what=test');
  expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
  expect(response.headers.get('Content-Disposition')).toContain('log.csv');
  const bytes = new Uint8Array(await response.arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = new TextDecoder().decode(bytes);
  expect(text.startsWith('id,at,who,name,what,detail\r\n')).toBe(true);
  const lines = text.trimEnd().split('\r\n').slice(1);
  expect(lines).toHaveLength(1_100);
  expect(new Set(lines.map((one) => one.split(',')[0])).size).toBe(1_100);
  expect(lines[0]).toContain('"{""i"":1099,');
  expect((await page('?what=log')).entries).toMatchObject([{ who: 'marta', what: 'log.exported', detail: { what: 'test' } }]);
});

it('is for leads and admins, and says what it does not understand', async () => {
  for (const path of ['', '/choices', '/export.csv']) {
    expect(await code(await read(path, priya))).toEqual([403, 'role']);
    expect((await api(`/desk/log${path}`)).status).toBe(401);
  }
  for (const query of ['?limit=0', '?before=x', '?what=*', '?what=person.*', '?unknown=1'])
    expect(await code(await read(query))).toEqual([422, 'bad-query']);
});
