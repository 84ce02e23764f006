import { z } from 'zod';
import { attributesSchema } from '../../policy/queue.ts';
import { reasonSchema } from '../../policy/schema.ts';
import {
  type Author,
  type Body,
  type Claimed,
  claimedSchema,
  type DraftDecision,
  draftDecisionSchema,
  type Message,
  messageSchema,
  type Note,
  noteSchema,
} from '../protocol.ts';
import { decidedSchema } from '../records/conversations/snapshot.ts';
import { offeredSchema } from '../turn/choice.ts';
import { subjectSchema } from '../turn/follow-up.ts';
import { type TurnRecord, turnRecordSchema } from '../turn/record.ts';
import { refundAskedSchema } from '../turn/refund/asked.ts';
import { conversationSchema } from './machine.ts';
import { Outbox } from './outbox.ts';
import { Schedule } from './schedule.ts';
import { Tickets } from './tickets.ts';

export const conversationMigrations = [
  `CREATE TABLE conversation (id INTEGER PRIMARY KEY CHECK (id = 1), record TEXT NOT NULL);
   CREATE TABLE messages (
     seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, sender TEXT NOT NULL, client_id TEXT, message TEXT NOT NULL, UNIQUE (sender, client_id));
   CREATE TABLE turns (id TEXT PRIMARY KEY, at INTEGER NOT NULL, record TEXT NOT NULL);
   ${Schedule.migration}; ${Outbox.migration}; ${Tickets.migration};`,
  `CREATE TABLE notes (id TEXT PRIMARY KEY, at INTEGER NOT NULL, note TEXT NOT NULL);
   CREATE TABLE decisions (turn TEXT PRIMARY KEY, at INTEGER NOT NULL, decision TEXT NOT NULL);
   CREATE TABLE seen (side TEXT PRIMARY KEY, seq INTEGER NOT NULL);`,
  'CREATE TABLE claimed (id INTEGER PRIMARY KEY CHECK (id = 1), attributes TEXT NOT NULL)',
  'CREATE TABLE summary (id INTEGER PRIMARY KEY CHECK (id = 1), summary TEXT NOT NULL)',
];

/** What is asked of the assistant and not answered yet. Commits with the message it answers. */
const pendingSchema = z.strictObject({
  turnId: z.string(),
  /** First message of the question. */
  fromSeq: z.int(),
  /** Grows when a newer message joins, so that an answer to less than the whole question is dropped. */
  generation: z.int(),
  /** Milliseconds since the epoch by which there is an outcome, whatever happens. */
  deadline: z.number(),
  asked: z.boolean(),
});
export type Pending = z.infer<typeof pendingSchema>;

const storedSchema = z.strictObject({
  conversation: conversationSchema,
  pending: pendingSchema.nullable(),
  /** Not strict, and later parts have a default: the worker before this one and the one after it read the same row. */
  context: z.object({
    language: z.string(),
    turns: z.int(),
    failures: z.int(),
    returnedFrom: z.union([reasonSchema, z.literal('')]),
    recent: z.array(z.string()),
    order: z.strictObject({ asking: z.boolean(), number: z.string(), email: z.string() }),
    asked: z.boolean(),
    offered: z.array(offeredSchema).default([]),
    subject: subjectSchema.nullable().default(null),
    refund: refundAskedSchema.optional(),
    region: z.string().optional(),
    attempts: z.int().optional(),
    late: z.boolean().optional(),
  }),
  identity: z
    .object({ id: z.string(), email: z.string().optional(), name: z.string().optional(), attributes: attributesSchema.optional() })
    .nullable(),
  /** Network prefix of the visitor, hashed: look-ups are counted by it. */
  network: z.string(),
  feedback: z.enum(['up', 'down']).nullable(),
  contactEmail: z.string().nullable(),
  page: z.string().nullable(),
  /** No longer written, as the place is news (room.ts). The worker before this one wants the key, so it stays null for one release. */
  queue: z.strictObject({ place: z.int().positive().nullable(), waitMinutes: z.int().positive().nullable() }).nullable(),
});
export type Stored = z.infer<typeof storedSchema>;

/** A row or blob may hold 2 MB (2026); local workerd does not enforce it, so this does. */
const maxRow = 1_900_000;

/** Rows of one conversation. Everything is synchronous: what one method writes is one transaction with its caller's. */
export class ConversationStore {
  readonly #sql: SqlStorage;
  #stored: Stored | null = null;
  #lastSeq: number | null = null;
  #turn: TurnRecord | null = null;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  load(): Stored {
    this.#stored ??= storedSchema.parse(
      JSON.parse(this.#sql.exec<{ record: string }>('SELECT record FROM conversation WHERE id = 1').one().record),
    );
    return this.#stored;
  }

  save(change: Partial<Stored>): Stored {
    const next = { ...this.load(), ...change };
    this.#sql.exec('UPDATE conversation SET record = ? WHERE id = 1', JSON.stringify(next));
    this.#stored = next;
    return next;
  }

  create(stored: Stored): void {
    this.#sql.exec('INSERT INTO conversation (id, record) VALUES (1, ?)', JSON.stringify(stored));
    this.#stored = stored;
  }

  /** Forgets what is held in memory, after a transaction was rolled back. */
  reload(): void {
    this.#stored = null;
    this.#lastSeq = null;
    this.#turn = null;
  }

  lastSeq(): number {
    this.#lastSeq ??= this.#sql.exec<{ seq: number }>('SELECT COALESCE(MAX(seq), 0) AS seq FROM messages').one().seq;
    return this.#lastSeq;
  }

  add(id: string, author: Author, body: Body, named: Pick<Message, 'clientId' | 'turnId'> = {}): Message {
    const now = new Date();
    const message: Message = { id, seq: this.lastSeq() + 1, at: now.toISOString(), author, body, ...named };
    const json = JSON.stringify(message);
    if (json.length > maxRow) throw new Error('message too large for a row');
    this.#sql.exec(
      'INSERT INTO messages (seq, at, sender, client_id, message) VALUES (?, ?, ?, ?, ?)',
      message.seq,
      now.getTime(),
      sender(author),
      named.clientId ?? null,
      json,
    );
    this.#lastSeq = message.seq;
    return message;
  }

  /** The message that a sender already sent under a client id. */
  sent(author: Author, clientId: string): Message | null {
    const rows = this.#sql
      .exec<{ message: string }>('SELECT message FROM messages WHERE sender = ? AND client_id = ?', sender(author), clientId)
      .toArray();
    return rows[0] ? messageSchema.parse(JSON.parse(rows[0].message)) : null;
  }

  since(seq: number): Message[] {
    return this.#sql
      .exec<{ message: string }>('SELECT message FROM messages WHERE seq > ? ORDER BY seq', seq)
      .toArray()
      .map((row) => messageSchema.parse(JSON.parse(row.message)));
  }

  /** The last message of a kind of author. */
  lastOf(kind: 'customer' | 'assistant'): Message | null {
    const rows = this.#sql
      .exec<{ message: string }>('SELECT message FROM messages WHERE sender = ? ORDER BY seq DESC LIMIT 1', kind)
      .toArray();
    return rows[0] ? messageSchema.parse(JSON.parse(rows[0].message)) : null;
  }

  /** Messages of a sender since a time in milliseconds. */
  countSince(author: Author, at: number): number {
    return this.#sql.exec<{ n: number }>('SELECT COUNT(*) AS n FROM messages WHERE sender = ? AND at >= ?', sender(author), at).one().n;
  }

  /** Whether a person has written since the conversation last went to somebody. */
  wroteSinceClaim(author: Author): boolean {
    const claimed =
      "SELECT COALESCE(MAX(seq), 0) FROM messages WHERE sender = 'system' AND json_extract(message, '$.body.code') = 'claimed'";
    const written = `SELECT COUNT(*) AS n FROM messages WHERE sender = ? AND seq > (${claimed})`;
    return this.#sql.exec<{ n: number }>(written, sender(author)).one().n > 0;
  }

  /** The turn whose handoff the conversation is in, or was in last. */
  handoffTurn(): string | null {
    const rows = this.#sql
      .exec<{ message: string }>(
        "SELECT message FROM messages WHERE sender = 'system' AND json_extract(message, '$.body.code') = 'handoff' ORDER BY seq DESC LIMIT 1",
      )
      .toArray();
    return rows[0] ? (messageSchema.parse(JSON.parse(rows[0].message)).turnId ?? null) : null;
  }

  keepTurn(record: TurnRecord): void {
    this.#turn = record;
    this.#sql.exec(
      'INSERT OR REPLACE INTO turns (id, at, record) VALUES (?, ?, ?)',
      record.id,
      Date.parse(record.at),
      JSON.stringify(record),
    );
  }

  /** False when it was kept before. */
  keepNote(note: Note): boolean {
    const { rowsWritten } = this.#sql.exec(
      'INSERT OR IGNORE INTO notes (id, at, note) VALUES (?, ?, ?)',
      note.id,
      Date.parse(note.at),
      JSON.stringify(note),
    );
    return rowsWritten > 0;
  }

  /** The last ones, oldest first. */
  notes(): Note[] {
    return this.#sql
      .exec<{ note: string }>('SELECT note FROM notes ORDER BY at DESC, rowid DESC LIMIT 500')
      .toArray()
      .map((row) => noteSchema.parse(JSON.parse(row.note)))
      .reverse();
  }

  note(id: string): Note | null {
    const rows = this.#sql.exec<{ note: string }>('SELECT note FROM notes WHERE id = ?', id).toArray();
    return rows[0] ? noteSchema.parse(JSON.parse(rows[0].note)) : null;
  }

  /** Notes of a person since a time in milliseconds. */
  countNotes(person: string, at: number): number {
    const count = "SELECT COUNT(*) AS n FROM notes WHERE at >= ? AND json_extract(note, '$.by.id') = ?";
    return this.#sql.exec<{ n: number }>(count, at, person).one().n;
  }

  /** Once a turn: false when somebody has decided already. */
  keepDecision(decision: DraftDecision): boolean {
    const { rowsWritten } = this.#sql.exec(
      'INSERT OR IGNORE INTO decisions (turn, at, decision) VALUES (?, ?, ?)',
      decision.turnId,
      Date.parse(decision.at),
      JSON.stringify(decision),
    );
    return rowsWritten > 0;
  }

  decisions(): DraftDecision[] {
    return this.#sql
      .exec<{ decision: string }>('SELECT decision FROM decisions ORDER BY at, rowid LIMIT 500')
      .toArray()
      .map((row) => draftDecisionSchema.parse(JSON.parse(row.decision)));
  }

  /** How far a side has seen; it only grows. False when that was known. */
  keepSeen(side: string, seq: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      'INSERT INTO seen (side, seq) VALUES (?, ?) ON CONFLICT (side) DO UPDATE SET seq = excluded.seq WHERE excluded.seq > seq',
      side,
      seq,
    );
    return rowsWritten > 0;
  }

  seen(side: string): number {
    return this.#sql.exec<{ seq: number }>('SELECT seq FROM seen WHERE side = ?', side).toArray()[0]?.seq ?? 0;
  }

  /** What the page says about its customer. */
  claim(attributes: Claimed): void {
    this.#sql.exec('INSERT OR REPLACE INTO claimed (id, attributes) VALUES (1, ?)', JSON.stringify(attributes));
  }

  claimed(): Claimed {
    const rows = this.#sql.exec<{ attributes: string }>('SELECT attributes FROM claimed').toArray();
    return rows[0] ? claimedSchema.parse(JSON.parse(rows[0].attributes)) : {};
  }

  /** The turn that was kept last, as it was; null when that was another, or before an eviction. */
  keptTurn(id: string): TurnRecord | null {
    return this.#turn?.id === id ? this.#turn : null;
  }

  /** Of all turns what the list of past conversations tells. */
  decided(): z.infer<typeof decidedSchema>[] {
    return this.#sql
      .exec<{ record: string }>('SELECT record FROM turns ORDER BY at, id LIMIT 500')
      .toArray()
      .map((row) => decidedSchema.parse(JSON.parse(row.record)));
  }

  turns(): TurnRecord[] {
    return this.#sql
      .exec<{ record: string }>('SELECT record FROM turns ORDER BY at, id LIMIT 500')
      .toArray()
      .map((row) => turnRecordSchema.parse(JSON.parse(row.record)));
  }
}

const sender = (author: Author) => (author.kind === 'agent' ? `agent:${author.id}` : author.kind);
