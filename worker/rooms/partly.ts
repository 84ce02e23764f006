import { isBelow } from '../../policy/autonomy.ts';
import type { Facts } from '../../policy/schema.ts';
import { inForce } from '../turn/standing.ts';
import type { TurnPorts } from '../turn/turn.ts';
import type { Pending } from './conversation-store.ts';
import type { Room } from './room.ts';
import { inTime, standingNow } from './standing.ts';

/**
 * Shows the customer an answer while it is written, each sentence once the guard let it through. Like the whole answer, only
 * after the site was asked whether the assistant may still speak, and while the question is still the one being answered.
 */
export function partly(room: Room, { generation }: Pick<Pending, 'generation'>): NonNullable<TurnPorts['say']> {
  const { epoch } = room.store.load().conversation;
  let allowed: Promise<boolean> | undefined;
  return (text, facts) => {
    allowed ??= mayStillSpeak(room, facts);
    void allowed.then((yes) => {
      const { conversation, pending } = room.store.load();
      const same = conversation.state === 'assistant' && conversation.epoch === epoch && pending?.generation === generation;
      if (yes && same) room.broadcast({ type: 'typing', author: { kind: 'assistant' }, on: true, text: text ?? '' });
    });
  };
}

async function mayStillSpeak(room: Room, facts: Facts): Promise<boolean> {
  try {
    const { site } = room.store.load().conversation;
    const [engine, standing] = await inTime(Promise.all([room.engine(), standingNow(room.env, site)]));
    const now = inForce(engine.policy.matrix, facts.area, standing);
    return !now.paused && !isBelow(now.autonomy, facts.autonomy);
  } catch {
    return false;
  }
}
