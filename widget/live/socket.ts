import { backoff } from './backoff.ts';

export type LiveStatus = 'connecting' | 'open' | 'waiting' | 'ended';

export interface LiveOptions<In, Out> {
  url: string | (() => string);
  /** Single use, so one is asked for at each attempt. Rejects with `SessionEnded` when trying again is pointless. */
  ticket: () => Promise<string>;
  hello: () => Out;
  onFrame: (frame: In) => void;
  onStatus: (status: LiveStatus) => void;
}

export interface Live<Out> {
  /** False when the socket is not open; nothing is queued here (see outbox.ts). */
  send(frame: Out): boolean;
  /** For good, and without a status: who closes knows. */
  close(): void;
  /** Try now instead of when the wait is over; an open connection is asked for a sign of life. */
  wake(): void;
}

export class SessionEnded extends Error {}

const PING_EVERY = 25_000;
const PONG_WITHIN = 10_000;
/** A connection that lived this long counts as good: the next failure starts from the shortest wait again. */
const STABLE_AFTER = 10_000;
/** A handshake that hangs (captive portal, sleeping radio) is given up. */
const OPEN_WITHIN = 15_000;
const ENDED = 1008;

/** One socket kept alive across deploys, sleep and bad networks. Server deploys end sockets, so this is the normal case. */
export function connect<In, Out>(options: LiveOptions<In, Out>): Live<Out> {
  let socket: WebSocket | undefined;
  let attempt = 0;
  let run = 0;
  let ended = false;
  let waiting = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let watch: ReturnType<typeof setTimeout> | undefined;
  let stable: ReturnType<typeof setTimeout> | undefined;

  const isOpen = () => socket?.readyState === WebSocket.OPEN;

  function drop() {
    run++;
    clearTimeout(retry);
    clearTimeout(watch);
    clearTimeout(stable);
    const old = socket;
    socket = undefined;
    old?.close();
  }

  function close() {
    ended = true;
    drop();
    removeEventListener('online', wake);
    document.removeEventListener('visibilitychange', visible);
  }

  function end() {
    close();
    options.onStatus('ended');
  }

  function again() {
    drop();
    waiting = true;
    options.onStatus('waiting');
    retry = setTimeout(open, backoff(attempt++));
  }

  function ping() {
    socket?.send('ping');
    clearTimeout(watch);
    watch = setTimeout(again, PONG_WITHIN);
  }

  function open() {
    drop();
    waiting = false;
    const mine = run;
    options.onStatus('connecting');
    watch = setTimeout(again, OPEN_WITHIN);
    options.ticket().then(
      (ticket) => {
        if (mine === run) handshake(ticket, mine);
      },
      (error: unknown) => {
        if (mine !== run) return;
        if (error instanceof SessionEnded) end();
        else again();
      },
    );
  }

  function handshake(ticket: string, mine: number) {
    const { url } = options;
    const opened = new WebSocket(typeof url === 'string' ? url : url(), ['handrail.v1', `ticket.${ticket}`]);
    socket = opened;
    opened.onopen = () => {
      if (mine !== run) return;
      clearTimeout(watch);
      watch = setTimeout(ping, PING_EVERY);
      stable = setTimeout(() => {
        attempt = 0;
      }, STABLE_AFTER);
      opened.send(JSON.stringify(options.hello()));
      options.onStatus('open');
    };
    opened.onmessage = (event: MessageEvent<unknown>) => {
      if (mine !== run || typeof event.data !== 'string') return;
      // Whatever arrives proves the connection lives, so the next ping can wait.
      clearTimeout(watch);
      watch = setTimeout(ping, PING_EVERY);
      if (event.data === 'pong') return;
      let frame: In;
      try {
        frame = JSON.parse(event.data);
      } catch {
        return;
      }
      options.onFrame(frame);
    };
    opened.onclose = (event) => {
      if (mine !== run) return;
      if (event.code === ENDED) end();
      else again();
    };
  }

  function wake() {
    if (ended) return;
    if (isOpen()) ping();
    else if (waiting) open();
  }

  function visible() {
    if (document.visibilityState === 'visible') wake();
  }

  addEventListener('online', wake);
  document.addEventListener('visibilitychange', visible);
  open();

  return {
    send(frame) {
      if (!socket || !isOpen()) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    close,
    wake,
  };
}
