import { env } from 'cloudflare:workers';
import type { Policy } from '../../../policy/bundle.ts';
import { clientId, connect, converse, makeSite, openAsAgent, openDesk, signIn, type TestVisitor, visit } from '../fixture.ts';

/** A site on which answers about delivery wait for a person. */
export const assisting = (policy: Policy): Policy => ({
  ...policy,
  matrix: {
    ...policy.matrix,
    areas: policy.matrix.areas.map((area) => (area.id === 'faqs' ? { ...area, autonomy: 'assist' as const } : area)),
  },
});

/** A site whose people are never there on the day of the test, nor on the next. */
export const closed = (policy: Policy): Policy => {
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
  const opens = days[(new Date().getUTCDay() + 3) % 7] ?? 'mon';
  const none = { sun: [], mon: [], tue: [], wed: [], thu: [], fri: [], sat: [] };
  const hours = { time_zone: 'UTC', week: { ...none, [opens]: ['09:00-17:00'] }, closed: [] };
  const queue = policy.queue;
  if (!queue) throw new Error('the policy of these tests has a queue');
  return {
    ...policy,
    queue: { ...queue, hours: { ...queue.hours, later: hours }, teams: queue.teams.map((team) => ({ ...team, hours: 'later' })) },
  };
};

/** One customer who waits for a person, and a desk to claim them from. */
export async function waiting(withPolicy: (policy: Policy) => Policy = (same) => same, words = 'I want to talk to someone') {
  const site = await makeSite({}, withPolicy);
  return { ...(await waitingAt(site, words)), site };
}

export async function waitingAt(site: string, words = 'I want to talk to someone') {
  const visitor: TestVisitor = await visit(site);
  const conversation = await converse(visitor);
  const socket = await connect(visitor, conversation);
  socket.send({ type: 'send', clientId: clientId(), text: words });
  await socket.until('state', (frame) => frame.conversation.state === 'queued');
  return { site, visitor, conversation, socket, stub: env.CONVERSATION.getByName(`${site}/${conversation}`) };
}

type Waiting = Awaited<ReturnType<typeof waitingAt>>;

/** Somebody takes the conversation and has it open. */
export async function claimed({ site, conversation, socket }: Waiting, person = 'priya') {
  const agent = await signIn(site, person);
  const desk = await openDesk(agent);
  const isIt = (entry: { conversationId: string }) => entry.conversationId === conversation;
  const first = desk.frames.find((frame) => frame.type === 'queue')?.entries.find(isIt);
  const entry = first ?? (await desk.until('changes', (frame) => frame.entries.some(isIt))).entries.find(isIt);
  if (!entry) throw new Error('no entry at the desk');
  desk.send({ type: 'claim', handoffId: entry.handoffId });
  await desk.until('claimed', isIt);
  await socket.until('state', (frame) => frame.conversation.state === 'human' && frame.conversation.agent?.id === person);
  return { agent, desk, handoffId: entry.handoffId, chat: await openAsAgent(agent, conversation) };
}

/** Everything that was sent before has arrived: the answer to a frame that changes nothing. */
export async function settled(socket: Awaited<ReturnType<typeof connect>>): Promise<void> {
  const before = socket.frames.filter((frame) => frame.type === 'refused').length;
  socket.send('{"type":"nothing-of-the-kind"}');
  while (socket.frames.filter((frame) => frame.type === 'refused').length === before)
    await new Promise((resolve) => setTimeout(resolve, 5));
}
