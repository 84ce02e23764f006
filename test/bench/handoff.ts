import type { Handrail } from '../../worker/local/start.ts';
import { Customer, newClientId, type ServerFrame } from '../client/customer.ts';
import { budget, pause, quantile, spread, table } from './figures.ts';
import { Inbox } from './inbox.ts';
import { withHandrail } from './loopback.ts';
import { Staff } from './staff.ts';

const warmUp = 5;
const handoffs = 100;
/** The desk's socket takes 10 frames a second for long, and each handoff is one claim. */
const pace = 105;
const limit = 100;

interface Times {
  /** Customer's words to the entry in the agent's queue. */
  shown: number;
  /** Agent's words to the customer's screen. */
  reply: number;
}

/** One conversation from "I want to talk to someone" to a person's reply, then resolved so that the queue stays short. */
async function once(url: string, staff: Staff): Promise<Times> {
  const customer = await new Customer(url).begin();
  const frames = new Inbox<ServerFrame>();
  const socket = await customer.connect((frame) => frames.push(frame));
  await frames.next((frame) => frame.type === 'resumed', 'transcript');

  const asked = performance.now();
  socket.send(JSON.stringify({ type: 'send', clientId: newClientId(), text: 'I want to talk to someone' }));
  const { handoff, at } = await staff.waiting(customer.conversation);
  await staff.claim(handoff);

  const room = await staff.open(customer.conversation);
  const replied = performance.now();
  room.socket.send(JSON.stringify({ type: 'send', clientId: newClientId(), text: 'Hello, I am looking into it for you.' }));
  const heard = await frames.next((frame) => frame.type === 'message' && frame.message.author.kind === 'agent', 'reply of the agent');
  room.socket.send(JSON.stringify({ type: 'resolve' }));
  await frames.next((frame) => frame.type === 'state' && frame.conversation.state === 'resolved', 'end of the conversation');
  socket.close();
  room.socket.close();
  return { shown: at - asked, reply: heard.at - replied };
}

async function all({ url, links }: Handrail): Promise<string> {
  const staff = await new Staff(url).signIn(links.agent);
  const times: Times[] = [];
  for (let i = 0; i < warmUp + handoffs; i++) {
    const began = performance.now();
    times.push(await once(url, staff));
    await pause(pace - (performance.now() - began));
  }
  staff.close();
  const measured = times.slice(warmUp);
  const shown = measured.map((one) => one.shown);
  const reply = measured.map((one) => one.reply);
  return [
    table(
      ['', 'p50', 'p95', 'p99', 'max', 'budget p99'],
      [
        ['customer asks for a person -> entry on the desk', ...spread(shown), budget(quantile(shown, 0.99), limit)],
        ['agent replies -> message at the customer', ...spread(reply), budget(quantile(reply, 0.99), limit)],
      ],
    ),
    `${measured.length} handoffs one after another, ${warmUp} before them not counted (the very first took ${times[0]?.shown.toFixed(0)} and ${times[0]?.reply.toFixed(0)}).`,
  ].join('\n');
}

/** Over sockets on loopback: what a customer and an agent wait for each other's words. */
export const handoff = () => withHandrail({ HANDRAIL_LIMIT_FACTOR: '100' }, all);
