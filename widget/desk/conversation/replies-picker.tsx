import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { count } from '../ui/time.ts';
import { languageName } from '../words.ts';
import type { Values } from './fill.ts';
import { filled } from './fill.ts';
import { Picker } from './picker.tsx';
import { foundReplies, loadReplies, repliesFailed, repliesView, textOf } from './replies.ts';

interface Props {
  language: string;
  values: Values;
  insert: (text: string) => void;
  toKnowledge: () => void;
  onBack: (also: string) => void;
  onLeave: () => void;
}

export function RepliesPicker({ language, values, insert, toKnowledge, onBack, onLeave }: Props) {
  const query = useSignal('');
  useEffect(loadReplies, []);
  const view = repliesView.value;
  const found = view === null ? [] : foundReplies(view, query.value, language);
  const choices = found.map((reply) => {
    const text = filled(textOf(reply, language, view?.base ?? 'en'), values);
    const foreign = reply.texts[language] === undefined && view !== null;
    return {
      id: reply.id,
      title: reply.title,
      marks: foreign ? <span class="tag warn">{languageName(view.base)}</span> : null,
      detail: text,
      pick: () => insert(text),
    };
  });
  const status = repliesFailed.value
    ? 'The replies cannot be reached right now. Write your own.'
    : view === null
      ? 'Loading'
      : choices.length === 0
        ? 'No reply has these words.'
        : count(choices.length, 'result');
  return (
    <Picker
      label="Find a reply"
      query={query.value}
      onQuery={(next) => {
        // `/k ` in the field is the shortest way to the articles.
        if (/^k $/i.test(next)) toKnowledge();
        else query.value = next;
      }}
      choices={choices}
      status={status}
      onBack={onBack}
      onLeave={onLeave}
    >
      <button type="button" class="button quiet" onClick={toKnowledge}>
        Knowledge
      </button>
    </Picker>
  );
}
