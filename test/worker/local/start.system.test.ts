import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from '../../../worker/local/config.ts';
import { freePort, HOST } from '../../../worker/local/port.ts';
import { end, runtimesOn } from '../../../worker/local/processes.ts';
import { Customer } from '../../client/customer.ts';

const data = realpathSync(mkdtempSync(join(tmpdir(), 'handrail-start-')));
const living = new Set<ChildProcess>();
afterAll(async () => {
  for (const child of living) child.kill('SIGKILL');
  for (const pid of runtimesOn(data)) await end(pid);
  rmSync(data, { recursive: true, force: true });
});

interface Started {
  child: ChildProcess;
  output: string;
  url: string;
  /** The desk address of the agent and of the lead. */
  links: string[];
  exit: Promise<number | null>;
}

/** `npm start` as a person runs it, without npm in between: its process is the one to kill. */
async function start(...flags: string[]): Promise<Started> {
  const child = spawn(process.execPath, ['worker/local/cli.ts', '--data', data, ...flags], { cwd: root });
  living.add(child);
  let output = '';
  const exit = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      living.delete(child);
      resolve(code);
    });
  });
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Ctrl-C ends it')) resolve();
      });
    }
    child.once('exit', () => reject(new Error(output)));
  });
  const url = /Shop page +(http:\/\/[\d.:]+)/.exec(output)?.[1] ?? '';
  const links = [...output.matchAll(/http:\S+#site=\S+/g)].map((hit) => hit[0]);
  return { child, output, url, links, exit };
}

const stop = async ({ child, exit }: Started, signal: NodeJS.Signals) => {
  child.kill(signal);
  return exit;
};

async function signIn(link: string): Promise<Response> {
  const { origin, hash } = new URL(link);
  const { site, invite } = z.object({ site: z.string(), invite: z.string() }).parse(Object.fromEntries(new URLSearchParams(hash.slice(1))));
  return fetch(`${origin}/api/v1/desk/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-handrail-desk': '1', origin },
    body: JSON.stringify({ site, invite }),
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/demo/`)).ok;
  } catch {
    return false;
  }
}

describe('npm start', { timeout: 60_000 }, () => {
  test('from nothing: builds, migrates, seeds, publishes and prints where to go', async () => {
    const first = await start('--port', '0');
    expect(first.output).toMatch(/Release \w{12} published/);
    expect(first.output).toMatch(/Seeded \d{2,} sample orders/);
    expect(first.output).toMatch(/Ready in \d+\.\d s/);
    expect(first.output).toMatch(/Drivers: embed static vectors \(English\) · search in the worker, by meaning and words · model none/);
    expect(await answers(first.url)).toBe(true);
    expect(first.url).toContain(`http://${HOST}:`);
    // Sockets are not compressed on this machine: the offer of this client was declined.
    const socket = await (await new Customer(first.url).begin()).connect(() => {});
    expect(socket.extensions).toBe('');
    socket.close();

    expect(first.links).toHaveLength(3);
    for (const link of first.links) {
      expect((await signIn(link)).status).toBeLessThan(300);
      // One-time means one time.
      expect((await signIn(link)).status).toBeGreaterThanOrEqual(400);
    }

    await expect(start('--port', '0')).rejects.toThrow(`already runs on this data at ${first.url}`);
    await stop(first, 'SIGINT');
    expect(runtimesOn(data)).toEqual([]);
  });

  test('a restart keeps everything, makes new links and uses the next port when its own is taken', async () => {
    const secrets = readFileSync(join(data, 'secrets.json'), 'utf8');
    const wanted = await freePort(0);
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(wanted, HOST, resolve));
    const second = await start('--port', String(wanted));
    holder.close();
    expect(second.output).toMatch(`Port ${wanted} is taken`);
    expect(second.output).toMatch(/Release \w{12} is active/);
    expect(second.output).toMatch('Sample orders are kept');
    expect(second.output).toMatch('The database is up to date');
    expect(readFileSync(join(data, 'secrets.json'), 'utf8')).toBe(secrets);
    await stop(second, 'SIGTERM');
  });

  test('SIGKILL of the start leaves a workerd, and the next start ends it: exactly one runs', async () => {
    const killed = await start('--port', '0');
    await stop(killed, 'SIGKILL');
    const left = runtimesOn(data);
    expect(left).toHaveLength(1);
    const next = await start('--port', '0');
    expect(next.output).toContain(`Ended a runtime that an earlier start left behind (process ${left[0]})`);
    expect(runtimesOn(data)).toHaveLength(1);
    expect(runtimesOn(data)).not.toEqual(left);

    const [workerd = 0] = runtimesOn(data);
    process.kill(workerd, 'SIGKILL');
    await expect.poll(() => answers(next.url), { timeout: 20_000, interval: 50 }).toBe(true);
    expect(runtimesOn(data)).toHaveLength(1);
    expect(runtimesOn(data)).not.toEqual([workerd]);
    await stop(next, 'SIGTERM');
    expect(runtimesOn(data)).toEqual([]);
  });

  test('--fresh begins anew', async () => {
    const secrets = readFileSync(join(data, 'secrets.json'), 'utf8');
    const fresh = await start('--port', '0', '--fresh');
    expect(fresh.output).toMatch(/Release \w{12} published/);
    expect(readFileSync(join(data, 'secrets.json'), 'utf8')).not.toBe(secrets);
    await stop(fresh, 'SIGTERM');
  });

  test('an unknown flag is refused with the list', async () => {
    await expect(start('--prot', '1')).rejects.toThrow(/--prot[\s\S]*--port N[\s\S]*--fresh[\s\S]*--data FOLDER/);
    await expect(start('--port', 'many')).rejects.toThrow('--port many is not a port');
  });
});
