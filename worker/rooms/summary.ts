import { z } from 'zod';
import { modelDefaults } from '../../policy/model.ts';
import { isInstalled } from '../ports/model/none.ts';
import { type Line, modelCallSchema } from '../ports/model/port.ts';
import type { ConversationServerFrame, Message } from '../protocol.ts';
import { wordsOf } from '../records/conversations/snapshot.ts';
import { clean } from '../turn/ground/clean.ts';
import { modelFor } from './model.ts';
import type { Room } from './room.ts';

/** Not strict: the worker before this one and the one after it read the same row. */
const keptSchema = z.object({
  handoffId: z.string(),
  at: z.iso.datetime(),
  /** Null: the model failed, or is being asked a second time. Either way it is not asked again. */
  text: z.string().nullable(),
  call: modelCallSchema.nullable(),
});
type Kept = z.infer<typeof keptSchema>;

/** The people read it in one language, whatever the customer's is. */
const language = 'en';

/**
 * What a model writes about a conversation for the person who takes it over: asked once a handoff, when that stands and nobody
 * waits. Agents only. Whatever goes wrong, they have the brief that no model writes.
 */
export class Summaries {
  readonly #room: Room;
  /** The handoff that a model is being asked about. */
  #asking: string | null = null;

  constructor(room: Room) {
    this.#room = room;
  }

  /** After a handoff. Called inside its transaction: what is begun here goes on after that, and ends if it was rolled back. */
  begin(handoffId: string): void {
    this.#room.ctx.waitUntil(Promise.resolve().then(() => this.#ask(handoffId, false)));
  }

  /** What somebody at the desk gets who opens the conversation. An attempt that an eviction ended is made once more. */
  open(): ConversationServerFrame {
    const { handoff } = this.#room.store.load().conversation;
    const kept = this.#kept();
    if (handoff && kept?.handoffId !== handoff.id) this.#room.ctx.waitUntil(this.#ask(handoff.id, true));
    return frameOf(kept?.handoffId === handoff?.id ? kept : null);
  }

  async #ask(handoffId: string, again: boolean): Promise<void> {
    const room = this.#room;
    if (this.#asking === handoffId || !this.#isOpen(handoffId)) return;
    this.#asking = handoffId;
    try {
      const { policy } = await room.engine();
      const model = modelFor(room.env, policy, room.store.load().conversation);
      if (!isInstalled(model) || !(policy.model ?? modelDefaults).uses.summary) return;
      if (again) this.#keep({ handoffId, at: new Date().toISOString(), text: null, call: null });
      else if (this.#kept()) room.broadcast(frameOf(null), 'agent');
      const answered = await model.summary({ transcript: linesOf(room.store.since(0)), language });
      // Given back, resolved or handed over anew meanwhile: it is about something else.
      if (!this.#isOpen(handoffId)) return;
      const text = answered.ok ? clean(answered.value).trim() : null;
      const kept = { handoffId, at: new Date().toISOString(), text: text === '' ? null : text, call: answered.call };
      this.#keep(kept);
      room.broadcast(frameOf(kept), 'agent');
    } catch (error) {
      console.warn('no summary was written', error instanceof Error ? error.message : error);
    } finally {
      if (this.#asking === handoffId) this.#asking = null;
    }
  }

  #isOpen(handoffId: string): boolean {
    const { handoff } = this.#room.store.load().conversation;
    return handoff?.id === handoffId && handoff.end === null;
  }

  #kept(): Kept | null {
    const rows = this.#room.ctx.storage.sql.exec<{ summary: string }>('SELECT summary FROM summary').toArray();
    return rows[0] ? keptSchema.parse(JSON.parse(rows[0].summary)) : null;
  }

  #keep(kept: Kept): void {
    this.#room.ctx.storage.sql.exec('INSERT OR REPLACE INTO summary (id, summary) VALUES (1, ?)', JSON.stringify(kept));
  }
}

function frameOf(kept: Kept | null): ConversationServerFrame {
  if (!kept?.call || kept.text === null) return { type: 'summary', summary: null };
  const { handoffId, text, call, at } = kept;
  return { type: 'summary', summary: { handoffId, text, model: call.model, at } };
}

/** What was said; what the system told belongs to nobody. */
function linesOf(messages: readonly Message[]): Line[] {
  return messages.flatMap(({ author, body }): Line[] =>
    author.kind === 'system' ? [] : [{ by: author.kind === 'agent' ? 'person' : author.kind, text: wordsOf(body) }],
  );
}
