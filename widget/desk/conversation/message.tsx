import type { Author, Body, Message } from '../../../worker/protocol.ts';
import { Blocks, Spans } from '../../chat/blocks.tsx';
import { linkify } from '../../chat/links.ts';
import { queue } from '../queue/store.ts';
import { go } from '../ui/route.ts';
import { clockOnly } from '../ui/time.ts';
import { authorName } from '../words.ts';
import type { Conversation } from './conversation.ts';
import { OrderCardView } from './order-card.tsx';
import { recordOf } from './record-of.ts';

interface MessageProps {
  message: Message;
  /** The same person goes on speaking. */
  continues: boolean;
  conversation: Conversation;
  customer: string;
  /** When the customer had it on the screen; null: at some time; left out: nothing is said of it. */
  seen?: string | null;
}

export function MessageItem({ message, continues, conversation, customer, seen }: MessageProps) {
  const { author, body } = message;
  const mine = author.kind === 'agent' && author.id === queue.value.me?.id;
  if (body.type === 'notice') {
    return (
      <li class="message notice-line">
        <span class="notice-text">
          <span class="visually-hidden">System: </span>
          {body.text}
        </span>
        <time dateTime={message.at}>{clockOnly(message.at)}</time>
        <Why message={message} conversation={conversation} />
      </li>
    );
  }
  return (
    <li class={`message by-${author.kind}${mine ? ' by-me' : ''}${continues ? ' continues' : ''}`}>
      <div class={continues ? 'visually-hidden' : 'message-head'}>
        <span class="message-author">{mine ? 'You' : authorName(author, customer)}</span> <AuthorTag author={author} />
      </div>
      <div class="bubble">
        <Content body={body} />
      </div>
      <div class="message-foot">
        <time dateTime={message.at}>{clockOnly(message.at)}</time>
        {seen === undefined ? null : <span>Seen{seen === null ? '' : ` ${clockOnly(seen)}`}</span>}
        <Why message={message} conversation={conversation} />
      </div>
    </li>
  );
}

function AuthorTag({ author }: { author: Author }) {
  if (author.kind === 'assistant') return <span class="tag">automated</span>;
  return author.kind === 'agent' ? <span class="tag">agent</span> : null;
}

function Content({ body }: { body: Exclude<Body, { type: 'notice' }> }) {
  switch (body.type) {
    case 'answer':
      return (
        <>
          <Blocks of={body.blocks} />
          <p class="source">
            Source: {body.source.title} <code>{body.source.articleId}</code>
          </p>
        </>
      );
    case 'order':
      return (
        <>
          <Plain text={body.text} />
          <OrderCardView order={body.order} />
        </>
      );
    case 'ask':
      return (
        <>
          <Plain text={body.text} />
          {body.missing.length === 0 ? null : (
            <p class="source">Asked for: {body.missing.map((field) => (field === 'number' ? 'order number' : 'e-mail')).join(' and ')}</p>
          )}
        </>
      );
    case 'choices':
      return (
        <>
          <Plain text={body.text} />
          <ul>
            {body.choices.map(({ articleId, title }) => (
              <li key={articleId} dir="auto">
                {title} <code>{articleId}</code>
              </li>
            ))}
          </ul>
        </>
      );
    default:
      return <Plain text={body.text} />;
  }
}

/** Shown as it was typed, in its own direction; web addresses become links, nothing else becomes anything. */
function Plain({ text }: { text: string }) {
  return (
    <p class="plain" dir="auto">
      <Spans of={linkify(text)} />
    </p>
  );
}

/** From what the assistant did to why it did it. */
function Why({ message, conversation }: { message: Message; conversation: Conversation }) {
  const record = recordOf(message, conversation.thread.value.records);
  if (record === null) return null;
  return (
    <button
      type="button"
      class="link-button"
      onClick={() => {
        conversation.wantedRecord.value = record.id;
        go(conversation.id, true);
      }}
    >
      Why<span class="visually-hidden"> did the assistant do this, {clockOnly(message.at)}</span>
    </button>
  );
}
