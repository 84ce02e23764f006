import type { Message } from '../../../worker/protocol.ts';
import type { TurnRecord } from '../../../worker/turn/record.ts';

/**
 * The decision behind a message of the assistant, or behind the notice of a handoff. The wire does not name it, but one
 * server clock stamps both and turns run one at a time: it is the last sent record that is not newer than the message,
 * if no other message of the assistant lies between them.
 */
export function recordOf(message: Message, messages: readonly Message[], records: readonly TurnRecord[]): TurnRecord | null {
  if (!decided(message)) return null;
  const record = records.findLast((candidate) => candidate.sent && candidate.at <= message.at);
  if (record === undefined) return null;
  const first = messages.find((candidate) => decided(candidate) && candidate.at >= record.at);
  return first?.seq === message.seq ? record : null;
}

function decided({ author, body }: Message): boolean {
  return author.kind === 'assistant' || (body.type === 'notice' && body.code === 'handoff');
}
