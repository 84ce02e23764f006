import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../../../worker/local/config.ts';
import { type Handrail, startHandrail } from '../../../worker/local/start.ts';

const data = mkdtempSync(join(tmpdir(), 'handrail-site-'));
let handrail: Handrail;
beforeAll(async () => {
  handrail = await startHandrail({ data, port: 0 });
});
afterAll(async () => {
  await handrail.close();
  rmSync(data, { recursive: true });
});

/** Against the local worker, which answers like a deployed one. */
function site(secret: string, ...flags: string[]): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, HANDRAIL_SECRET: secret };
  const child = spawn(process.execPath, ['worker/local/site.ts', '--url', handrail.url, ...flags], { cwd: root, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}
const acme = ['--site', 'acme', '--name', 'Acme', '--origin', 'https://www.acme.example'];

describe('npm run site', () => {
  test('makes a site and prints sign-in links that work', async () => {
    const { code, output } = await site(handrail.data.secrets.secret, ...acme, '--person', 'ada:Ada Lovelace:ada@acme.example:admin');
    expect(code, output).toBe(0);
    const invite = /Ada Lovelace \(admin\) .*#site=acme&invite=(\S+)/.exec(output)?.[1];
    const signedIn = await fetch(`${handrail.url}/api/v1/desk/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-handrail-desk': '1' },
      body: JSON.stringify({ site: 'acme', invite }),
    });
    expect(await signedIn.json()).toMatchObject({ person: { name: 'Ada Lovelace', role: 'admin' }, site: { name: 'Acme' } });
  });

  test('sets up who is told what is decided, and shows a secret that it made once', async () => {
    const hook = ['--webhook', 'http://127.0.0.1:9/hooks'];
    const { code, output } = await site(handrail.data.secrets.secret, ...acme, ...hook);
    expect(code, output).toBe(0);
    expect(output).toMatch(/its secret, shown once: whsec_[A-Za-z0-9+/]{43}=$/m);
    expect((await site(handrail.data.secrets.secret, ...acme, '--webhook', 'http://shop.example/hooks')).output).toContain('422');
  });

  test('says why with a wrong secret, a wrong role and a missing flag', async () => {
    expect((await site('x'.repeat(43), ...acme)).output).toContain('401');
    expect((await site('x', ...acme, '--person', 'ada:Ada:ada@acme.example:boss')).output).toContain('npm run site');
    expect((await site('x', '--site', 'acme')).code).toBe(1);
  });
});
