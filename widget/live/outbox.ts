import type { Refusal } from '../../worker/protocol.ts';

/** Something the customer or agent said that the server has not acknowledged yet. */
export interface Entry {
  clientId: string;
  /** A note, and one for whoever has the conversation, are the desk's. */
  kind: 'send' | 'person' | 'note' | 'whisper';
  text: string;
  /** Set when the server refused it; it then waits for `retry` or `discard`. */
  refused?: Refusal;
}

export interface OutboxOptions {
  load: () => string | null;
  save: (value: string) => void;
  /** Hands one entry to the connection; false when there is none. */
  transmit: (entry: Entry) => boolean;
  onChange: (entries: readonly Entry[]) => void;
}

export interface Outbox {
  add(kind: Entry['kind'], text: string): void;
  /** Sends everything that waits again, in order. Sending twice is harmless: the server knows the client ids. */
  flush(): void;
  /** The entry that was waiting, if it was. */
  ack(clientId: string): Entry | undefined;
  refuse(clientId: string, reason: Refusal): void;
  /** Refuses whatever waits: no connection will come. */
  refuseAll(reason: Refusal): void;
  retry(clientId: string): void;
  discard(clientId: string): void;
  clear(): void;
  waiting(): readonly Entry[];
}

export function newClientId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null) return false;
  const { clientId, kind, text } = value as Record<string, unknown>;
  return typeof clientId === 'string' && typeof text === 'string' && /^(send|person|note|whisper)$/.test(String(kind));
}

/** What an earlier page left behind; anything unreadable is nothing. */
function restore(saved: string | null): readonly Entry[] {
  try {
    const value: unknown = JSON.parse(saved ?? '[]');
    return Array.isArray(value) ? value.filter(isEntry) : [];
  } catch {
    return [];
  }
}

/** Keeps what was said until it is acknowledged, across reloads and lost connections. */
export function createOutbox({ load, save, transmit, onChange }: OutboxOptions): Outbox {
  let entries = restore(load());

  function set(next: readonly Entry[]) {
    entries = next;
    save(JSON.stringify(next));
    onChange(next);
  }

  const without = (clientId: string) => entries.filter((entry) => entry.clientId !== clientId);
  const waiting = () => entries.filter((entry) => !entry.refused);
  const find = (clientId: string) => entries.find((entry) => entry.clientId === clientId);

  if (entries.length) onChange(entries);

  return {
    add(kind, text) {
      const entry: Entry = { clientId: newClientId(), kind, text };
      set([...entries, entry]);
      transmit(entry);
    },
    flush() {
      waiting().every(transmit);
    },
    ack(clientId) {
      const entry = find(clientId);
      if (entry) set(without(clientId));
      return entry;
    },
    refuse(clientId, reason) {
      set(entries.map((entry) => (entry.clientId === clientId ? { ...entry, refused: reason } : entry)));
    },
    refuseAll(reason) {
      if (waiting().length) set(entries.map((entry) => ({ ...entry, refused: entry.refused ?? reason })));
    },
    retry(clientId) {
      const entry = find(clientId);
      if (!entry) return;
      // At the end: it is said now, after what was accepted meanwhile.
      const again: Entry = { clientId, kind: entry.kind, text: entry.text };
      set([...without(clientId), again]);
      transmit(again);
    },
    discard(clientId) {
      set(without(clientId));
    },
    clear() {
      set([]);
    },
    waiting,
  };
}
