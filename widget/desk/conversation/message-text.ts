import type { Body } from '../../../worker/protocol.ts';
import { choiceText, plain } from '../context/suggestion.ts';

/** The words of a message, whatever its form. */
export function messageText(body: Body): string {
  if (body.type === 'choices') return choiceText(body.text, body.choices);
  return body.type === 'answer' ? plain(body.blocks) : body.text;
}
