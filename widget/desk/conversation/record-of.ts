import type { Message } from '../../../worker/protocol.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';

/** The decision behind a message of the assistant, or behind the notice of a handoff: the message names it. */
export function recordOf({ turnId }: Message, records: readonly TurnRecord[]): TurnRecord | null {
  return records.find((record) => record.id === turnId) ?? null;
}
