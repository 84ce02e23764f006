import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Handrail } from '../../worker/local/start.ts';
import { ticketSchema } from '../../worker/protocol.ts';
import { Customer, newClientId } from '../client/customer.ts';
import { budget, count, ms, pause, quantile, spread, table } from './figures.ts';
import { withHandrail } from './loopback.ts';

const agents = 200;
const waitingAtFirst = 2_000;
const limit = 250;
/** Handoffs a second and for how long: what is asked for, then more of it until something gives. */
const stages = [
  { rate: 50, seconds: 60 },
  { rate: 75, seconds: 15 },
  { rate: 100, seconds: 15 },
  { rate: 150, seconds: 15 },
];
const words = 'I want to talk to someone';

/** A few at a time, so that preparing does not look like a flood. */
async function each<T>(items: readonly T[], width: number, work: (item: T, i: number) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let i = next++; i < items.length; i = next++) await work(items[i] as T, i);
    }),
  );
}

const frameSchema = z.object({
  type: z.string(),
  entries: z.array(z.object({ conversationId: z.string(), status: z.string() })).default([]),
});

/** All the screens. The same frame goes to each, so it is parsed for the first one only; the time is kept for every one. */
class Screens {
  readonly sent = new Map<string, number>();
  /** Milliseconds from the customer's words to a screen: one for each handoff and screen. */
  shown: number[] = [];
  readonly seen = new Map<string, number>();
  readonly sockets: WebSocket[] = [];
  snapshot: string[] = [];
  #text = '';
  #fresh: string[] = [];

  take(text: string): void {
    const at = performance.now();
    if (text !== this.#text) {
      this.#text = text;
      const frame = frameSchema.safeParse(JSON.parse(text));
      const waiting = frame.success
        ? frame.data.entries.flatMap(({ conversationId, status }) => (status === 'waiting' ? conversationId : []))
        : [];
      if (frame.success && frame.data.type === 'queue') this.snapshot = waiting;
      this.#fresh = frame.success && frame.data.type === 'changes' ? waiting : [];
    }
    for (const conversation of this.#fresh) {
      const asked = this.sent.get(conversation);
      const screens = this.seen.get(conversation) ?? 0;
      // Later changes of the same entry (its place, its customer's words) are not its first sight.
      if (asked === undefined || screens >= agents) continue;
      this.seen.set(conversation, screens + 1);
      this.shown.push(at - asked);
    }
  }
}

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((one) => one.split(';', 1)[0])
    .join('; ');

/** One agent signs in as the desk does and listens. */
async function connect({ url, service }: Handrail, id: string, screens: Screens): Promise<void> {
  const base = `/api/v1/sites/fernweg/people/${id}`;
  await service({ method: 'PUT', path: base, json: { name: `Agent ${id}`, email: `${id}@fernweg.example`, role: 'agent' } }, z.unknown());
  const { token } = await service({ method: 'POST', path: `${base}/invites`, json: {} }, z.object({ token: z.string() }));
  const headers = { 'Content-Type': 'application/json', 'X-Handrail-Desk': '1', Origin: url };
  const post = (path: string, body: object, cookie = '') =>
    fetch(`${url}/api/v1/desk${path}`, {
      method: 'POST',
      headers: { ...headers, ...(cookie && { Cookie: cookie }) },
      body: JSON.stringify(body),
    });
  const session = await post('/session', { site: 'fernweg', invite: token });
  if (!session.ok) throw new Error(`sign-in answered ${session.status}: ${await session.text()}`);
  const { ticket } = ticketSchema.parse(await (await post('/tickets', {}, cookieOf(session))).json());
  const options = { protocols: ['handrail.v1', `ticket.${ticket}`], headers: { Origin: url } };
  const socket: WebSocket = Reflect.construct(WebSocket, [`${url.replace(/^http/, 'ws')}/api/v1/desk/socket`, options]);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('the socket did not open')), { once: true });
  });
  socket.addEventListener('message', ({ data }) => typeof data === 'string' && screens.take(data));
  socket.send(JSON.stringify({ type: 'hello', protocol: 1 }));
  screens.sockets.push(socket);
}

/** Seconds of processor time that a process has used (Linux); nothing elsewhere. */
function used(pid: number | undefined): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

interface Stage {
  rate: number;
  seconds: number;
  shown: number[];
  asked: number;
  /** Seen on every screen. */
  complete: number;
  refused: number;
  busy: number;
  late: number;
}

async function run(
  { rate, seconds }: { rate: number; seconds: number },
  url: string,
  screens: Screens,
  pid: number | undefined,
): Promise<Stage> {
  const customers = Array.from({ length: rate * seconds }, () => new Customer(url));
  await each(customers, 8, async (customer) => {
    await customer.begin();
  });
  // The timers of conversations that have just begun ring within three seconds, and are not what is measured.
  await pause(8_000);
  screens.shown = [];
  const [began, busy] = [performance.now(), used(pid)];
  let refused = 0;
  let late = 0;
  const sends: Promise<unknown>[] = [];
  for (const [i, customer] of customers.entries()) {
    const due = began + (i * 1_000) / rate;
    await pause(due - performance.now());
    // A generator that cannot keep its own pace measures itself.
    late = Math.max(late, performance.now() - due);
    screens.sent.set(customer.conversation, performance.now());
    sends.push(
      customer.send(newClientId(), words).catch(() => {
        refused++;
      }),
    );
  }
  const took = (performance.now() - began) / 1_000;
  const spent = used(pid) - busy;
  await Promise.all(sends);
  const whole = () => customers.filter(({ conversation }) => screens.seen.get(conversation) === agents).length;
  for (let i = 0; i < 100 && whole() < customers.length - refused; i++) await pause(100);
  return { rate, seconds, shown: screens.shown, asked: customers.length, complete: whole(), refused, busy: spent / took, late };
}

async function all(handrail: Handrail): Promise<string> {
  const screens = new Screens();
  const { url } = handrail;
  const waiting = Array.from({ length: waitingAtFirst }, () => new Customer(url));
  await each(waiting, 8, async (customer) => {
    await (await customer.begin()).send(newClientId(), words);
  });
  const ids = Array.from({ length: agents }, (_, i) => `agent-${i}`);
  await each(ids, 4, (id) => connect(handrail, id, screens));
  const pid = handrail.pids().workerd;
  const done: Stage[] = [];
  for (const stage of stages) {
    const one = await run(stage, url, screens, pid);
    done.push(one);
    // What gives first is told by the first stage that is over; beyond it only a backlog is measured.
    if (quantile(one.shown, 0.99) > limit) break;
  }
  // Asked anew: what the desk holds, not what it said.
  const fresh = new Screens();
  await connect(handrail, 'agent-0', fresh);
  for (let i = 0; i < 50 && fresh.snapshot.length === 0; i++) await pause(100);
  const held = new Set(fresh.snapshot);
  const promised = [...waiting.map(({ conversation }) => conversation), ...screens.sent.keys()];
  for (const socket of [...screens.sockets, ...fresh.sockets]) socket.close();
  return [
    table(
      [
        `handoffs a second, ${agents} agents`,
        'p50',
        'p95',
        'p99',
        'max',
        'budget p99',
        'on all screens',
        'refused',
        'cores of workerd',
        'generator late',
      ],
      done.map((one) => [
        `${one.rate} for ${one.seconds} s`,
        ...spread(one.shown),
        budget(quantile(one.shown, 0.99), limit),
        `${count(one.complete)} of ${count(one.asked)}`,
        String(one.refused),
        one.busy.toFixed(2),
        ms(one.late),
      ]),
    ),
    `${count(waitingAtFirst)} waited before the first. From the customer's words to each of ${agents} screens, over HTTP and sockets on loopback.`,
    `Afterwards the desk holds ${count(promised.filter((id) => held.has(id)).length)} of ${count(promised.length)} that were promised a person.`,
  ].join('\n');
}

/** Many agents and many who wait: none lost, and how long until every screen shows a new one. */
export const desk = () => withHandrail({ HANDRAIL_LIMIT_FACTOR: '1000' }, all);
