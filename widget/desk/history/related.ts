import type { Related } from '../../../worker/records/conversations/schema.ts';
import type { Conversation } from '../conversation/conversation.ts';
import { failure } from '../ui/failure.ts';
import { source } from '../ui/load.ts';
import { readRelated } from './api.ts';

const known = new WeakMap<Conversation, ReturnType<typeof open>>();

function open(id: string) {
  const related = source<Related>(failure);
  const load = () => related.load(() => readRelated(id));
  void load();
  return { state: related.state, load };
}

/** What belongs to an open conversation, asked for once by whichever panel shows it first. */
export function relatedOf(conversation: Conversation): ReturnType<typeof open> {
  const found = known.get(conversation) ?? open(conversation.id);
  known.set(conversation, found);
  return found;
}
