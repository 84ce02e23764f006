import type { ConversationClientFrame, ConversationServerFrame, PROTOCOL_VERSION, Session } from '../../worker/protocol.ts';
import { backoff } from '../live/backoff.ts';
import type { Outbox } from '../live/outbox.ts';
import type { Live, LiveStatus } from '../live/socket.ts';
import { type Api, Problem, type SessionRequest } from './api.ts';
import type { Memory } from './memory.ts';
import type { More } from './more.tsx';
import type { State } from './state.ts';
import { emptyThread, since } from './thread.ts';

/** Typed by the protocol's own number: a new version does not compile here until it is spoken. */
const PROTOCOL: typeof PROTOCOL_VERSION = 1;
/** A blip shorter than this is not worth telling the customer about. */
const OFFLINE_AFTER = 2_000;
/** Failed attempts after which messages go by HTTP: some networks let no WebSocket through. */
const HTTP_AFTER = 3;
/** Sessions renewed more often than this are refused for good. */
const RENEW_EVERY = 20_000;

export interface LineOptions {
  api: Api;
  state: State;
  memory: Memory;
  outbox: () => Outbox;
  /** The socket comes with what is fetched after opening: a chat that was only looked at needs none. */
  more: () => Promise<Pick<More, 'connect' | 'SessionEnded'>>;
  request: () => Omit<SessionRequest, 'visitor'>;
  onSession: (session: Session) => void;
  onFrame: (frame: ConversationServerFrame) => void;
}

/** Session, conversation and socket, in that order, each made when first needed and again when it ended. */
export function createLine({ api, state, memory, outbox, more, request, onSession, onFrame }: LineOptions) {
  /** Counts sessions begun (reset, identify, renewal) and sockets opened: what an earlier one still says is void. */
  let visit = 0;
  let era = 0;
  let starting: Promise<Session> | undefined;
  let delivering = false;
  let again = false;
  let live: Live<ConversationClientFrame> | undefined;
  let failures = 0;
  let renewedAt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let telling: ReturnType<typeof setTimeout> | undefined;

  function detach() {
    era++;
    live?.close();
    live = undefined;
    clearTimeout(telling);
    telling = undefined;
    state.offline.value = false;
  }

  function forgetConversation() {
    detach();
    state.thread.value = emptyThread;
    state.seen.value = 0;
    memory.remember({ conversation: undefined, seen: undefined, live: false });
  }

  async function begin(): Promise<Session> {
    const mine = visit;
    const session = await api.session({ ...request(), visitor: memory.recall().visitor });
    if (mine !== visit) return ready();
    if (session.fresh) forgetConversation();
    memory.remember({ visitor: session.visitor });
    state.session.value = session;
    state.phase.value = 'ready';
    onSession(session);
    return session;
  }

  function ready(): Promise<Session> {
    if (!starting) {
      const mine = visit;
      starting = begin().catch((error: unknown) => {
        if (mine === visit) starting = undefined;
        throw error;
      });
    }
    return starting;
  }

  /** Everything said gets a conversation and a connection to go through; trouble ends in another try or a refusal. */
  async function deliver(): Promise<void> {
    again = true;
    if (delivering) return;
    delivering = true;
    clearTimeout(retry);
    while (again) {
      again = false;
      const mine = visit;
      try {
        await once();
        failures = 0;
      } catch (error) {
        if (mine === visit) failed(error instanceof Problem ? error : new Problem(0, 'offline'));
      }
    }
    delivering = false;
  }

  async function once() {
    const mine = visit;
    const session = await ready();
    if (!memory.recall().conversation && outbox().waiting().length > 0) {
      const { conversation } = await api.create(session.visitor);
      if (mine === visit) memory.remember({ conversation, seen: undefined });
    }
    const id = memory.recall().conversation;
    if (live || !id) return;
    const socket = await more();
    if (mine === visit) attach(session, id, socket);
  }

  function failed(problem: Problem) {
    if (problem.status === 401 && state.session.value) return renew();
    if (!state.session.value) state.phase.value = 'failed';
    if (problem.passing) retry = setTimeout(deliver, backoff(++failures));
    else outbox().refuseAll(problem.refusal);
  }

  function end() {
    visit++;
    starting = undefined;
    detach();
  }

  function restart() {
    end();
    void deliver();
  }

  /** The visitor token is no longer taken: ask for another, but not in a loop. */
  function renew() {
    detach();
    if (Date.now() - renewedAt < RENEW_EVERY) {
      state.phase.value = 'failed';
      return;
    }
    renewedAt = Date.now();
    restart();
  }

  function attach({ visitor }: Session, id: string, { connect, SessionEnded }: Pick<More, 'connect' | 'SessionEnded'>) {
    const mine = ++era;
    let gone = false;
    const ticket = async () => {
      try {
        return (await api.ticket(visitor, id)).ticket;
      } catch (error) {
        if (!(error instanceof Problem) || error.passing || error.status === 429) throw error;
        gone = error.status === 404;
        throw new SessionEnded();
      }
    };
    live = connect<ConversationServerFrame, ConversationClientFrame>({
      url: api.socket(id),
      ticket,
      hello: () => ({ type: 'hello', protocol: PROTOCOL, ...since(state.thread.value) }),
      onFrame: (frame) => {
        if (mine === era) onFrame(frame);
      },
      onStatus: (status) => {
        if (mine === era) onStatus(status, gone);
      },
    });
  }

  function onStatus(status: LiveStatus, gone: boolean) {
    if (status === 'open') {
      clearTimeout(telling);
      telling = undefined;
      failures = 0;
      state.offline.value = false;
      return;
    }
    telling ??= setTimeout(() => {
      state.offline.value = true;
    }, OFFLINE_AFTER);
    if (status === 'waiting' && ++failures >= HTTP_AFTER) void post();
    if (status !== 'ended') return;
    live = undefined;
    if (gone) lost();
    else renew();
  }

  /** The conversation is not there any more: start over, with what was not acknowledged. */
  function lost() {
    forgetConversation();
    void deliver();
  }

  async function post() {
    const session = state.session.value;
    const id = memory.recall().conversation;
    if (!session || !id) return;
    for (const entry of outbox().waiting()) {
      if (entry.kind !== 'send') return;
      try {
        onFrame({ type: 'ack', ...(await api.send(session.visitor, id, entry.clientId, entry.text)) });
      } catch (error) {
        if (error instanceof Problem && !error.passing && error.status !== 401) outbox().refuse(entry.clientId, error.refusal);
        return;
      }
    }
  }

  return {
    ready,
    deliver,
    lost,
    renew,
    /** Drops the connection and resumes from what is held. */
    resync() {
      detach();
      void deliver();
    },
    restart,
    send: (frame: ConversationClientFrame): boolean => live?.send(frame) ?? false,
    /** Until the chat is opened again; the conversation is forgotten. */
    end() {
      end();
      forgetConversation();
    },
  };
}

export type Line = ReturnType<typeof createLine>;
