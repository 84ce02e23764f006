import type { Message } from '../../worker/protocol.ts';
import { Blocks, Spans } from './blocks.tsx';
import type { Chat } from './chat.ts';
import { Path } from './icons.tsx';
import { linkify } from './links.ts';
import { page } from './more-icons.ts';
import { OrderCard } from './order-card.tsx';
import { OrderForm } from './order-form.tsx';

/** What was said, by its kind. `last` is the message that a form may still answer. */
export function Content({ of: { body, author }, last, chat }: { of: Message; last: boolean; chat: Chat }) {
  if (body.type === 'answer')
    return (
      <>
        <Blocks of={body.blocks} />
        <button type="button" class="source" onClick={() => chat.read(body.source.articleId)}>
          <Path d={page} />
          {chat.t('source', { title: body.source.title })}
        </button>
      </>
    );
  return (
    <>
      <p dir="auto">{author.kind === 'customer' ? body.text : <Spans of={linkify(body.text)} />}</p>
      {body.type === 'order' && <OrderCard of={body.order} chat={chat} />}
      {body.type === 'ask' && last && body.missing.length > 0 && <OrderForm missing={body.missing} chat={chat} />}
    </>
  );
}
