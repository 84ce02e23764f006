import type { StaffSession } from './site-schema.ts';
import { attach, attachment, ENDED } from './sockets.ts';
import type { Holder } from './tickets.ts';

type AgentHolder = Extract<Holder, { role: 'agent' }>;
export type StaffFacts = Pick<AgentHolder, 'id' | 'name' | 'person' | 'teams' | 'skills' | 'capacity'>;

/** A person as tickets and sockets carry them. */
export const factsOf = ({ id, name, role, teams, skills, capacity }: Omit<StaffSession, 'session' | 'site' | 'until'>): StaffFacts => ({
  ...{ id, name, person: role, teams, skills, capacity },
});

/**
 * Who may open a socket. A ticket can be older than the end of its session, or than a change of its person, so the site
 * itself is asked at the handshake. What ends while it is asked is remembered here: such a socket is not in the list yet that
 * is closed.
 */
export class Admission {
  readonly #ctx: DurableObjectState;
  readonly #env: Env;
  readonly #ended = new Set<string>();

  constructor(ctx: DurableObjectState, env: Env) {
    this.#ctx = ctx;
    this.#env = env;
  }

  /** Closes the sockets of a session that has ended. */
  end(session: string): void {
    this.#ended.add(session);
    const [oldest] = this.#ended;
    if (this.#ended.size > 1_000 && oldest !== undefined) this.#ended.delete(oldest);
    for (const socket of this.#ctx.getWebSockets('agent')) {
      const holder = attachment(socket)?.holder;
      if (holder?.role === 'agent' && holder.session === session) socket.close(ENDED, 'session-ended');
    }
  }

  /** What is known of somebody has changed: every socket of theirs carries it from now on. Answers with those that said hello. */
  renew(now: StaffFacts): { socket: WebSocket; holder: AgentHolder }[] {
    return this.#ctx.getWebSockets('agent').flatMap((socket) => {
      const held = attachment(socket);
      if (held?.holder.role !== 'agent' || held.holder.id !== now.id) return [];
      const holder = { ...held.holder, ...now };
      attach(socket, { ...held, holder });
      return held.ready ? [{ socket, holder }] : [];
    });
  }

  /** The holder as they are now; null where their session has ended. */
  async admit(site: string, holder: Holder): Promise<Holder | null> {
    if (holder.role === 'customer') return holder;
    const session = await this.#env.SITE.getByName(site).session(holder.session);
    return session && !this.#ended.has(holder.session) ? { ...holder, ...factsOf(session), until: session.until } : null;
  }
}
