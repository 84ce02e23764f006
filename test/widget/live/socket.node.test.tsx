import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connect, type LiveStatus, SessionEnded } from '../../../widget/live/socket.ts';

/** The browser's WebSocket as far as the connection uses it, driven by the test. */
class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: string[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: unknown }) => void;
  onclose?: (event: { code: number }) => void;
  readonly url: string;
  readonly protocols: string[];

  constructor(url: string, protocols: string[]) {
    this.url = url;
    this.protocols = protocols;
    FakeSocket.all.push(this);
  }

  send(data: string) {
    this.sent.push(data);
  }

  close() {
    this.readyState = 3;
  }

  accept() {
    this.readyState = 1;
    this.onopen?.();
  }

  end(code: number) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const last = () => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

function setUp(ticket: () => Promise<string> = async () => 't') {
  const statuses: LiveStatus[] = [];
  const frames: unknown[] = [];
  const live = connect<{ type: string }, { type: string }>({
    url: 'wss://x.example/socket',
    ticket,
    hello: () => ({ type: 'hello' }),
    onFrame: (frame) => frames.push(frame),
    onStatus: (status) => statuses.push(status),
  });
  return { live, statuses, frames };
}

const events = new EventTarget();
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', events.addEventListener.bind(events));
  vi.stubGlobal('removeEventListener', events.removeEventListener.bind(events));
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

test('a ticket for each attempt travels in the subprotocol, and hello goes first', async () => {
  let minted = 0;
  const { live, statuses } = setUp(async () => `t${++minted}`);
  expect(live.send({ type: 'send' })).toBe(false);
  await settle();
  expect(last().protocols).toEqual(['handrail.v1', 'ticket.t1']);
  last().accept();
  expect(live.send({ type: 'send' })).toBe(true);
  expect(last().sent).toEqual(['{"type":"hello"}', '{"type":"send"}']);
  last().end(1006);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(last().protocols).toEqual(['handrail.v1', 'ticket.t2']);
  expect(statuses.slice(0, 4)).toEqual(['connecting', 'open', 'waiting', 'connecting']);
  live.close();
});

test('frames are handed on; pong and broken JSON are not', async () => {
  const { live, frames } = setUp();
  await settle();
  last().accept();
  for (const data of ['{"type":"ack"}', 'pong', '{"type":', new Uint8Array(2)]) last().onmessage?.({ data });
  expect(frames).toEqual([{ type: 'ack' }]);
  live.close();
});

test('a connection that does not answer a ping is replaced; one that does is kept', async () => {
  const { live, statuses } = setUp();
  await settle();
  last().accept();
  await vi.advanceTimersByTimeAsync(25_000);
  expect(last().sent.at(-1)).toBe('ping');
  last().onmessage?.({ data: 'pong' });
  await vi.advanceTimersByTimeAsync(24_000);
  expect(statuses).toEqual(['connecting', 'open']);
  await vi.advanceTimersByTimeAsync(1_000 + 10_000);
  expect(statuses.at(-1)).toBe('waiting');
  live.close();
});

test('waits grow with failures and start over after a stable connection', async () => {
  const { live } = setUp();
  await settle();
  const waitAfterFailure = async () => {
    const before = FakeSocket.all.length;
    last().end(1006);
    let waited = 0;
    while (FakeSocket.all.length === before) {
      await vi.advanceTimersByTimeAsync(50);
      waited += 50;
    }
    return waited;
  };
  expect(await waitAfterFailure()).toBe(250);
  expect(await waitAfterFailure()).toBe(500);
  expect(await waitAfterFailure()).toBe(1_000);
  last().accept();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await waitAfterFailure()).toBe(250);
  live.close();
});

test('coming online or back to the page tries at once; an open connection is asked for a sign of life', async () => {
  const { live } = setUp();
  await settle();
  last().end(1006);
  events.dispatchEvent(new Event('online'));
  await settle();
  expect(FakeSocket.all).toHaveLength(2);
  last().accept();
  page.dispatchEvent(new Event('visibilitychange'));
  expect(last().sent.at(-1)).toBe('ping');
  live.close();
});

test('an ended session is the end, told once, and nothing tries again', async () => {
  for (const finish of ['close code', 'ticket'] as const) {
    FakeSocket.all = [];
    const { statuses } = setUp(async () => {
      if (finish === 'ticket') throw new SessionEnded();
      return 't';
    });
    await settle();
    if (finish === 'close code') last().end(1008);
    events.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(statuses.filter((status) => status === 'ended')).toHaveLength(1);
    expect(FakeSocket.all.length).toBe(finish === 'ticket' ? 0 : 1);
  }
});

test('a ticket that fails for another reason, or a handshake that hangs, is tried again', async () => {
  let tries = 0;
  const { live, statuses } = setUp(async () => {
    if (++tries === 1) throw new Error('offline');
    return 't';
  });
  await vi.advanceTimersByTimeAsync(250);
  expect(FakeSocket.all).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(15_000);
  expect(statuses.at(-1)).toBe('waiting');
  live.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(FakeSocket.all).toHaveLength(1);
});
