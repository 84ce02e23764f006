import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../worker/local/config.ts';
import { runtimesOn } from '../../worker/local/processes.ts';
import { Customer, newClientId } from '../client/customer.ts';

export type Victim = 'runtime' | 'start';

export interface KillReport {
  kills: number;
  /** Kills that hit while at least one message was sent and not yet acknowledged. */
  inFlight: number;
  acknowledged: number;
  lost: string[];
  duplicated: string[];
  gaps: string[];
  unanswered: string[];
  /** Rounds after which not exactly one workerd ran on the data. */
  wrongRuntimes: number;
}

const conversations = 6;

/**
 * Statement T9: `kills` times, SIGKILL to workerd or to the start process at a random moment while messages are being
 * sent; afterwards everything acknowledged is stored once, in a gapless sequence, and every question was answered.
 */
export async function killRuns(victim: Victim, kills: number, log: (line: string) => void = () => {}): Promise<KillReport> {
  const data = await mkdtemp(join(tmpdir(), 'handrail-kill-'));
  const report: KillReport = {
    kills: 0,
    inFlight: 0,
    acknowledged: 0,
    lost: [],
    duplicated: [],
    gaps: [],
    unanswered: [],
    wrongRuntimes: 0,
  };
  let product = await Product.start(data, 0);
  try {
    let customers = await Promise.all(Array.from({ length: conversations }, () => new Customer(product.url).begin()));
    const acknowledged = new Map<string, Set<string>>();
    for (let round = 1; round <= kills; round++) {
      // New conversations now and then: one conversation takes 20 messages in 10 seconds.
      if (round % 5 === 0) customers = await Promise.all(Array.from({ length: conversations }, () => new Customer(product.url).begin()));
      const unsure = await sendUntilKilled(product, customers, victim, acknowledged);
      report.kills += 1;
      if (unsure.length > 0) report.inFlight += 1;
      product = await product.recovered(victim);
      if (runtimesOn(data).length !== 1) report.wrongRuntimes += 1;
      for (const { customer, id } of unsure) await patiently(() => customer.send(id, 'hello'));
      for (const { customer, id } of unsure) note(acknowledged, customer, id);
      for (const customer of customers) await check(customer, acknowledged.get(customer.conversation) ?? new Set(), report);
      log(`${victim} ${round} of ${kills}: ${unsure.length} in flight, lost ${report.lost.length}, duplicated ${report.duplicated.length}`);
    }
    for (const ids of acknowledged.values()) report.acknowledged += ids.size;
  } finally {
    await product.stop();
    await rm(data, { recursive: true, force: true });
  }
  return report;
}

interface Unsure {
  customer: Customer;
  id: string;
}

/** Sends from all conversations until the process is gone; returns what was sent without an answer. */
async function sendUntilKilled(
  product: Product,
  customers: Customer[],
  victim: Victim,
  acknowledged: Map<string, Set<string>>,
): Promise<Unsure[]> {
  const sent = new Map<string, Customer>();
  const sockets = await Promise.all(
    customers.map((customer) =>
      customer.connect((frame) => {
        if (frame.type !== 'ack') return;
        note(acknowledged, customer, frame.clientId);
        sent.delete(frame.clientId);
      }),
    ),
  );
  let going = true;
  const sending = (async () => {
    for (let i = 0; going && i < 60; i++) {
      const [customer, socket] = [customers[i % customers.length], sockets[i % sockets.length]];
      if (!customer || socket?.readyState !== WebSocket.OPEN) break;
      const id = newClientId();
      sent.set(id, customer);
      socket.send(JSON.stringify({ type: 'send', clientId: id, text: 'hello' }));
      await pause(4);
    }
  })();
  await pause(10 + Math.random() * 200);
  product.kill(victim);
  going = false;
  await sending;
  await pause(50);
  for (const socket of sockets) socket.close();
  return [...sent].map(([id, customer]) => ({ id, customer }));
}

async function check(customer: Customer, acknowledged: Set<string>, report: KillReport): Promise<void> {
  const { messages } = await patiently(() => customer.history());
  const stored = messages.flatMap((message) => message.clientId ?? []);
  for (const id of acknowledged) if (!stored.includes(id)) report.lost.push(id);
  for (const id of new Set(stored)) if (stored.filter((one) => one === id).length > 1) report.duplicated.push(id);
  if (messages.some((message, i) => message.seq !== i + 1)) report.gaps.push(customer.conversation);
  // Acknowledged is answered: within 10 seconds something follows the customer's last words.
  for (const end = Date.now() + 10_000; ; await pause(200)) {
    const last = (await patiently(() => customer.history())).messages.at(-1);
    if (last?.author.kind !== 'customer') return;
    if (Date.now() > end) {
      report.unanswered.push(customer.conversation);
      return;
    }
  }
}

function note(acknowledged: Map<string, Set<string>>, customer: Customer, id: string): void {
  const ids = acknowledged.get(customer.conversation) ?? new Set();
  acknowledged.set(customer.conversation, ids.add(id));
}

/** Like the widget: tries again until the server is back or says no for good. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const limited = error instanceof Error && error.message.includes(': 429');
      if (attempt > 60) throw error;
      await pause(limited ? 1_000 : 150);
    }
  }
}

/** `npm start` as a process of its own. */
class Product {
  readonly child: ChildProcess;
  readonly url: string;
  readonly data: string;

  private constructor(child: ChildProcess, url: string, data: string) {
    this.child = child;
    this.url = url;
    this.data = data;
  }

  static async start(data: string, port: number): Promise<Product> {
    const child = spawn(process.execPath, ['--no-warnings', join(root, 'worker/local/cli.ts'), '--data', data, '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const url = await new Promise<string>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        output += chunk.toString();
        const found = /Shop page\s+(http:\/\/[^/]+)/.exec(output)?.[1];
        if (found && output.includes('Ready in')) resolve(found);
      };
      child.stdout?.on('data', read);
      child.stderr?.on('data', read);
      child.once('exit', () => reject(new Error(`start ended: ${output}`)));
      setTimeout(() => reject(new Error(`start took too long: ${output}`)), 60_000).unref();
    });
    return new Product(child, url, data);
  }

  kill(victim: Victim): void {
    if (victim === 'start') this.child.kill('SIGKILL');
    else for (const pid of runtimesOn(this.data)) process.kill(pid, 'SIGKILL');
  }

  /** The start process brings a killed runtime back by itself; a killed start process is started again on the same data. */
  async recovered(victim: Victim): Promise<Product> {
    const product = victim === 'start' ? await Product.start(this.data, Number(new URL(this.url).port)) : this;
    for (const end = Date.now() + 30_000; ; await pause(50)) {
      try {
        if ((await fetch(`${product.url}/api/v1/health`, { signal: AbortSignal.timeout(1_000) })).ok) return product;
      } catch {
        // Not yet.
      }
      if (Date.now() > end) throw new Error(`not back after the ${victim} was killed`);
    }
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      await Promise.race([ended, pause(5_000)]);
    }
    for (const pid of runtimesOn(this.data)) process.kill(pid, 'SIGKILL');
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
