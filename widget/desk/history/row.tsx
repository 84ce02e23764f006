import type { Past } from '../../../worker/records/conversations/schema.ts';
import { now } from '../ui/clock.ts';
import { goHistory, route } from '../ui/route.ts';
import { timeOfDay } from '../ui/time.ts';
import { languageName } from '../words.ts';
import { piecesOf } from './marks.ts';
import { peopleIn, standing, topic } from './words.ts';

export function Row({ one }: { one: Past }) {
  const open = route.value.page === 'history' && route.value.conversation === one.id;
  const people = peopleIn(one);
  return (
    <li class="row" data-open={open ? '' : undefined}>
      <button type="button" class="row-open" data-past={one.id} aria-current={open ? 'true' : undefined} onClick={() => goHistory(one.id)}>
        <span class="row-head">
          <span class="row-customer past-who">{one.label}</span>
          <time class="row-since" dateTime={one.created}>
            {timeOfDay(one.created, now.value)}
          </time>
        </span>
        <span class="past-facts muted">
          <span>{topic(one)}</span>
          <span class="language" title={languageName(one.language)}>
            {one.language}
          </span>
        </span>
        <span class="row-snippet" dir="auto" lang={one.language}>
          <Words one={one} />
        </span>
        <span class="past-facts muted">
          <span>{standing(one)}</span>
          {people === '' || one.resolvedBy === 'person' ? null : <span>{one.state === 'human' ? people : `${people} took part`}</span>}
          {one.feedback === null ? null : <span class={one.feedback === 'up' ? 'tag ok' : 'tag warn'}>{feedbackWords[one.feedback]}</span>}
        </span>
      </button>
    </li>
  );
}

const feedbackWords = { up: 'helped', down: 'did not help' } as const;

/** Where the words were found, or how it began. */
export function Words({ one }: { one: Past }) {
  if (one.snippet === null) return <>{one.first === '' ? 'No words of the customer' : one.first}</>;
  return <>{piecesOf(one.snippet).map(({ text, marked }, i) => (marked ? <mark key={i}>{text}</mark> : text))}</>;
}
