import type { Body } from '../../../worker/protocol.ts';
import { plain } from '../context/suggestion.ts';

/** The words of a message, whatever its form. */
export function messageText(body: Body): string {
  return body.type === 'answer' ? plain(body.blocks) : body.text;
}
