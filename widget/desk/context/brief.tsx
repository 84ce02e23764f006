import type { ComponentChildren } from 'preact';
import type { Conversation } from '../conversation/conversation.ts';
import { entryOf } from '../queue/reduce.ts';
import { queue } from '../queue/store.ts';
import { briefOf } from './brief.ts';
import { Vouched } from './vouched.tsx';

/** The handoff at one look: whoever takes over asks nothing that was said already. */
export function BriefOf({ conversation }: { conversation: Conversation }) {
  const brief = briefOf(conversation.thread.value, entryOf(queue.value, conversation.id));
  if (brief === null) return null;
  const { asked, tried, order, given, mood, language } = brief;
  return (
    <section class="block brief" aria-labelledby="brief">
      <h3 id="brief">In short</h3>
      <dl class="pairs">
        {asked.length === 0 ? null : (
          <Line term="Asked">
            {asked.map((words) => (
              <p key={words} class="clamped" dir="auto">
                “{words}”
              </p>
            ))}
          </Line>
        )}
        <Line term="Tried">
          {tried.length === 0 ? (
            <span class="muted">Nothing yet</span>
          ) : (
            <ul>
              {tried.map((step, i) => (
                <li key={i} class="clamped" dir="auto">
                  {step}
                </li>
              ))}
            </ul>
          )}
        </Line>
        {order === null ? null : (
          <Line term="Order">
            {order.number}
            {order.standing === '' ? null : `, ${order.standing}`} <Vouched mark={order.verified ? 'verified' : 'unchecked'} />
          </Line>
        )}
        {given === null ? null : (
          <Line term="Given">
            {[given.order, given.email].filter((one) => one !== '').join(', ')} <Vouched mark={given.verified ? 'verified' : 'unchecked'} />
          </Line>
        )}
        <Line term="Mood">
          <span class={mood.alert ? 'strong' : undefined}>{mood.text}</span>
        </Line>
        <Line term="Language">{language}</Line>
      </dl>
    </section>
  );
}

function Line({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
