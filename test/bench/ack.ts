import { z } from 'zod';
import { ticketSchema } from '../../worker/protocol.ts';
import { Customer, newClientId, openSocket } from '../client/customer.ts';
import { budget, count, median, ms, pause, quantile, spread, table } from './figures.ts';
import { bundle, withHandrail, withWorker } from './loopback.ts';
import { Staff } from './staff.ts';

/**
 * Keeping and acknowledging a message: our conversation against a bare Durable Object, in turn. The limits stay on: one
 * conversation takes 20 messages in 10 seconds, so each pass spreads over all of them and waits for the window.
 */
const connections = 50;
const perPass = 20;
const within = 10_300;
/** Claims go over one desk socket: 40 at once, then 10 a second. */
const claimPace = 40;
const overP50 = 1;
const shareOfBare = 50;

const answerSchema = z.object({ type: z.string(), clientId: z.string().optional(), detail: z.string().optional() });
const text = 'Is the green Birkhahn tent in stock, and would it arrive before Friday?';

/** One socket on one object that sends a message and waits for its acknowledgement. */
class Line {
  socket: WebSocket | null = null;
  readonly #waiting = new Map<string, (error?: Error) => void>();

  readonly heard = (frame: unknown): void => {
    const { type, clientId = '', detail } = answerSchema.parse(frame);
    if (type === 'ack') this.#waiting.get(clientId)?.();
    if (type === 'refused') this.#waiting.get(clientId)?.(new Error(`refused: ${detail}`));
  };

  say(): Promise<number> {
    const clientId = newClientId();
    return new Promise((resolve, reject) => {
      const sent = performance.now();
      const timer = setTimeout(() => this.#waiting.get(clientId)?.(new Error('no acknowledgement within 10 s')), 10_000);
      this.#waiting.set(clientId, (error) => {
        clearTimeout(timer);
        this.#waiting.delete(clientId);
        if (error) reject(error);
        else resolve(performance.now() - sent);
      });
      this.socket?.send(JSON.stringify({ type: 'send', clientId, text }));
    });
  }
}

/** A conversation that a person has, so that no turn of the assistant runs beside it. */
async function ours(url: string, staff: Staff): Promise<Line> {
  const line = new Line();
  const customer = await new Customer(url).begin();
  const path = `${url}/api/v1/conversations/${customer.conversation}`;
  const headers = { Origin: url, Authorization: `Bearer ${customer.token}`, 'Content-Type': 'application/json' };
  const minted = await fetch(`${path}/tickets`, { method: 'POST', headers, body: '{}' });
  const hello = { type: 'hello', protocol: 1, since: null, history: null };
  line.socket = await openSocket(`${path}/socket`, url, ticketSchema.parse(await minted.json()).ticket, hello, line.heard);
  line.socket.send(JSON.stringify({ type: 'person', clientId: newClientId() }));
  await staff.claim((await staff.waiting(customer.conversation)).handoff);
  await pause(claimPace);
  return line;
}

async function bareLine(url: string, i: number): Promise<Line> {
  const line = new Line();
  line.socket = await openSocket(`${url}/${i}`, url, 'none', { type: 'hello' }, line.heard);
  return line;
}

async function open(make: (i: number) => Promise<Line>): Promise<Line[]> {
  const lines: Line[] = [];
  for (let i = 0; i < connections; i++) lines.push(await make(i));
  return lines;
}

/** One connection at a time; the first message of each is not counted. */
async function oneByOne(lines: Line[]): Promise<number[]> {
  const times: number[] = [];
  for (const line of lines) {
    for (let i = 0; i < perPass; i++) {
      const time = await line.say();
      if (i > 0) times.push(time);
    }
  }
  return times;
}

/** All connections at once, each with one message on its way: messages a second. */
async function atOnce(lines: Line[]): Promise<number[]> {
  const began = performance.now();
  await Promise.all(
    lines.map(async (line) => {
      for (let i = 0; i < perPass; i++) await line.say();
    }),
  );
  return [(lines.length * perPass) / ((performance.now() - began) / 1_000)];
}

async function compare(own: Line[], bare: Line[]): Promise<string> {
  let last = Number.NEGATIVE_INFINITY;
  const inTurn = async (passes: number, pass: (lines: Line[]) => Promise<number[]>) => {
    const found: { own: number[][]; bare: number[][] } = { own: [], bare: [] };
    for (let i = 0; i < passes; i++) {
      await pause(last + within - performance.now());
      found.own.push(await pass(own));
      last = performance.now();
      found.bare.push(await pass(bare));
    }
    return found;
  };
  await inTurn(1, atOnce);
  const one = await inTurn(2, oneByOne);
  const many = await inTurn(3, atOnce);

  const [a, b] = [one.own.flat(), one.bare.flat()];
  const over = median(a) - median(b);
  const [rateA, rateB] = [median(many.own.flat()), median(many.bare.flat())];
  const share = (rateA / rateB) * 100;
  return [
    table(
      ['one connection, kept and acknowledged', 'p50', 'p95', 'p99', 'max', 'p50 of each pass'],
      [
        ['Handrail, a person has the conversation', ...spread(a), one.own.map((pass) => ms(median(pass))).join(' ')],
        ['bare Durable Object', ...spread(b), one.bare.map((pass) => ms(median(pass))).join(' ')],
        ['difference', ...[0.5, 0.95, 0.99].map((q) => ms(quantile(a, q) - quantile(b, q)))],
      ],
    ),
    `over the bare p50: ${ms(over)}, budget ${budget(over, overP50)}`,
    '',
    table(
      [`${connections} connections, ${connections} objects`, 'messages/s', 'each pass'],
      [
        ['Handrail', count(rateA), many.own.flat().map(count).join(' ')],
        ['bare Durable Object', count(rateB), many.bare.flat().map(count).join(' ')],
      ],
    ),
    `share of the bare rate: ${count(share)} %, budget at least ${shareOfBare} %${share < shareOfBare ? ' UNDER' : ''}`,
    `In turn, ours first: ${one.own.length} passes of ${a.length / one.own.length} messages on one connection at a time, then ${many.own.length} passes of ${connections * perPass} at once, median of passes; one pass of each before them not counted.`,
  ].join('\n');
}

export const ack = () =>
  withHandrail({}, async ({ url, links }) => {
    const staff = await new Staff(url).signIn(links.agent);
    return withWorker(await bundle('bare.ts'), { BARE: 'Bare' }, async (bareUrl) => {
      const own = await open(() => ours(url, staff));
      const bare = await open((i) => bareLine(bareUrl, i));
      try {
        return await compare(own, bare);
      } finally {
        for (const line of [...own, ...bare]) line.socket?.close();
        staff.close();
      }
    });
  });
