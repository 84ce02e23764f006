import type { Signal } from '@preact/signals';
import { useCallback } from 'preact/hooks';
import { entryOf } from '../queue/reduce.ts';
import { queue } from '../queue/store.ts';
import { stage } from '../session/store.ts';
import { askedLast, languageOf, valuesOf } from './about.ts';
import type { Conversation } from './conversation.ts';
import { KnowledgePicker } from './knowledge-picker.tsx';
import { RepliesPicker } from './replies-picker.tsx';
import type { Stretch } from './trigger.ts';
import { back, put } from './writing.ts';

export interface OpenPicker {
  of: 'replies' | 'knowledge';
  /** What the chosen text takes the place of. */
  stretch: Stretch;
}

interface Props {
  conversation: Conversation;
  open: Signal<OpenPicker | null>;
  field: { readonly current: HTMLTextAreaElement | null };
  /** The whole text, once something was put into it. */
  take: (text: string) => void;
  after: () => void;
}

/** Ready texts for the reply: those that are sent again and again, and passages of the articles. */
export function Pickers({ conversation, open, field, take, after }: Props) {
  const leave = useCallback(() => {
    open.value = null;
  }, [open]);
  const now = open.value;
  if (now === null) return null;
  const thread = conversation.thread.value;
  const entry = entryOf(queue.value, conversation.id);
  const language = languageOf(thread, entry);
  const site = stage.value.at === 'in' ? stage.value.session.site.name : '';
  const shared = {
    language,
    insert: (text: string) => {
      leave();
      if (field.current === null) return;
      take(put(field.current, now.stretch, text));
      after();
    },
    onBack: (also: string) => {
      leave();
      if (field.current !== null) take(back(field.current, now.stretch, also));
    },
    onLeave: leave,
  };
  const to = (of: OpenPicker['of']) => () => {
    open.value = { ...now, of };
  };
  return now.of === 'replies' ? (
    <RepliesPicker {...shared} values={valuesOf(thread, entry, queue.value.me?.name ?? '', site)} toKnowledge={to('knowledge')} />
  ) : (
    <KnowledgePicker {...shared} asked={askedLast(thread)} toReplies={to('replies')} />
  );
}
