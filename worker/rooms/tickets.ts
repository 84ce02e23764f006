import { z } from 'zod';
import { digest, randomId } from './random.ts';

/** Who opens a socket: decided when the ticket is minted over HTTPS, carried by the socket from then on. */
export const holderSchema = z.discriminatedUnion('role', [
  z.strictObject({
    role: z.literal('customer'),
    visitor: z.string(),
    /** The visitor proved a signed identity. */
    identified: z.boolean(),
    /** Milliseconds since the epoch at which the visitor token ends. */
    until: z.number(),
  }),
  z.strictObject({
    role: z.literal('agent'),
    id: z.string(),
    name: z.string(),
    person: z.enum(['agent', 'lead', 'admin']),
    /** Hash of the staff session, to recheck and to end it. */
    session: z.string(),
    until: z.number(),
    /** What they work on: no team means all of them. A ticket from before they were known has the defaults. */
    teams: z.array(z.string()).default([]),
    skills: z.array(z.string()).default([]),
    capacity: z.int().min(1).max(20).default(4),
  }),
]);
export type Holder = z.infer<typeof holderSchema>;

const lifetime = 30_000;

/** Single-use tickets of 30 seconds. Only their hash is stored. */
export class Tickets {
  static readonly migration = 'CREATE TABLE tickets (hash TEXT PRIMARY KEY, holder TEXT NOT NULL, expires INTEGER NOT NULL)';
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  async mint(holder: Holder): Promise<{ ticket: string; expiresAt: string }> {
    const ticket = randomId(24);
    const expires = Date.now() + lifetime;
    const hash = await digest(ticket);
    this.#sql.exec('DELETE FROM tickets WHERE expires < ?', Date.now());
    this.#sql.exec('INSERT INTO tickets (hash, holder, expires) VALUES (?, ?, ?)', hash, JSON.stringify(holder), expires);
    return { ticket, expiresAt: new Date(expires).toISOString() };
  }

  /** The holder of a ticket, once. */
  async take(ticket: string): Promise<Holder | null> {
    const rows = this.#sql
      .exec<{ holder: string; expires: number }>('DELETE FROM tickets WHERE hash = ? RETURNING holder, expires', await digest(ticket))
      .toArray();
    const row = rows[0];
    return row && row.expires >= Date.now() ? holderSchema.parse(JSON.parse(row.holder)) : null;
  }
}

/** The ticket in `Sec-WebSocket-Protocol: handrail.v1, ticket.<value>`. */
export function ticketOf(request: Request, subprotocol: string): string | null {
  const offered = (request.headers.get('Sec-WebSocket-Protocol') ?? '').split(',').map((part) => part.trim());
  if (!offered.includes(subprotocol)) return null;
  return offered.find((part) => part.startsWith('ticket.'))?.slice('ticket.'.length) ?? null;
}
