import type { Refusal, Session } from '../../worker/protocol.ts';

/** Every interface text the chat shows, as the release names them (`ui.<key>`). */
export type UiKey =
  | 'launcher'
  | 'launcher-unread'
  | 'dialog'
  | 'close'
  | 'loading'
  | 'offline'
  | 'failed'
  | 'retry'
  | 'discard'
  | 'messages'
  | 'suggestions'
  | 'none'
  | 'assistant'
  | 'you'
  | 'update'
  | 'typing'
  | 'placeholder'
  | 'send'
  | 'sending'
  | 'seen'
  | 'not-sent'
  | 'person'
  | 'person-asked'
  | 'queue-place'
  | 'queue-wait'
  | 'queue-unknown'
  | 'queue-opens'
  | 'leave-email'
  | 'cant-wait'
  | 'queued'
  | 'back'
  | 'human'
  | 'done'
  | 'missed'
  | 'email'
  | 'consent'
  | 'privacy'
  | 'contact-send'
  | 'contact-thanks'
  | 'resolved'
  | 'feedback'
  | 'feedback-up'
  | 'feedback-down'
  | 'feedback-thanks'
  | 'again'
  | 'source'
  | 'article-back'
  | 'article-reviewed'
  | 'order'
  | 'order-placed'
  | 'order-expected'
  | 'order-progress'
  | 'order-items'
  | 'order-track'
  | 'order-refunded'
  | 'order-address'
  | 'order-phone'
  | 'order-payment'
  | 'order-number'
  | 'order-email'
  | 'order-submit'
  | 'too-long'
  | 'rate-limited'
  | 'unavailable'
  | 'refused';

/** What can be on screen before a session, and its wording, has arrived. All else lives in the release. */
const before: Partial<Record<UiKey, string>> = {
  dialog: 'Chat',
  close: 'Close chat',
  loading: 'Loading…',
  failed: 'The chat is not available right now.',
  retry: 'Try again',
  person: 'Talk to a person',
  placeholder: 'Write a message',
  send: 'Send',
  sending: 'Sending…',
  messages: 'Messages',
};

export type Params = Record<string, string | number>;

/** A text of the release with its `{placeholders}` filled. */
export function say(session: Session | null, key: UiKey, params: Params = {}): string {
  const text = session?.ui[key] ?? before[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** Which text tells the customer about a refusal. (Too long is said by the composer, before anything is sent.) */
export function refusalText(reason: Refusal): UiKey {
  return reason === 'rate-limited' || reason === 'unavailable' ? reason : 'refused';
}
