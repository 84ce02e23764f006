import { MAX_MESSAGE, type Note, type Person, type Refusal } from '../protocol.ts';
import { mask } from '../turn/mask.ts';
import { carryAfter } from './outbox.ts';
import { burst } from './receive.ts';
import type { Room } from './room.ts';

type Given = { id: string; by: Person; text: string; mentions: string[]; whisper: boolean };
export type Noted = { ok: true; note: Note; fresh: boolean } | { ok: false; reason: Refusal; detail: string };

/**
 * Words for colleagues from a socket: kept once for a client id, which is the note's id, with the limits that messages
 * have. They are no messages: no sequence, no history, nothing a customer is ever sent.
 */
export function takeNote(room: Room, given: Given): Noted {
  const known = room.store.note(given.id);
  if (known && known.by.id === given.by.id) return { ok: true, note: known, fresh: false };
  if (known) return { ok: false, reason: 'bad-frame', detail: 'This clientId belongs to a note of somebody else. Make a new one.' };
  if (given.whisper && given.by.role === 'agent')
    return { ok: false, reason: 'not-allowed', detail: 'Only a lead can whisper. Write a note instead.' };
  if (given.text.trim() === '') return { ok: false, reason: 'empty', detail: 'Write something first.' };
  if (given.text.length > MAX_MESSAGE)
    return { ok: false, reason: 'too-long', detail: `A note may have ${MAX_MESSAGE} characters; this one has ${given.text.length}.` };
  if (room.store.countNotes(given.by.id, Date.now() - burst.within) >= burst.messages)
    return { ok: false, reason: 'rate-limited', detail: 'That is a lot of notes at once. Wait a moment and send again.' };
  return { ok: true, note: addNote(room, given), fresh: true };
}

/** Keeps words for colleagues once, masked like everything that is written here, and tells whom they name. */
export function addNote(room: Room, given: Given): Note {
  const note: Note = { ...given, at: new Date().toISOString(), text: mask(given.text) };
  const kept = room.transaction(() => {
    if (!room.store.keepNote(note)) return false;
    const { id: conversationId } = room.store.load().conversation;
    for (const person of new Set(note.mentions)) {
      if (person === note.by.id) continue;
      const id = `mention:${note.id}:${person}`;
      room.outbox.put(id, 'mention', { id, person, conversationId, by: note.by, text: note.text });
      room.schedule.set('outbox', Date.now() + carryAfter);
    }
    return true;
  });
  if (kept) {
    room.broadcast({ type: 'notes', notes: [note] }, 'agent');
    room.ctx.waitUntil(room.flush());
  }
  return note;
}
