import type { Note, Person } from '../protocol.ts';
import { mask } from '../turn/mask.ts';
import type { Room } from './room.ts';

/** Keeps words for colleagues once, masked like everything that is written here, and tells whom they name. */
export function addNote(room: Room, given: { id: string; by: Person; text: string; mentions: string[]; whisper: boolean }): Note {
  const note: Note = { ...given, at: new Date().toISOString(), text: mask(given.text) };
  const kept = room.transaction(() => {
    if (!room.store.keepNote(note)) return false;
    const { id: conversationId } = room.store.load().conversation;
    for (const person of new Set(note.mentions)) {
      if (person === note.by.id) continue;
      const id = `mention:${note.id}:${person}`;
      room.outbox.put(id, 'mention', { id, person, conversationId, by: note.by, text: note.text });
      room.schedule.set('outbox', Date.now() + 1_000);
    }
    return true;
  });
  if (kept) {
    room.broadcast({ type: 'notes', notes: [note] }, 'agent');
    room.ctx.waitUntil(room.flush());
  }
  return note;
}
