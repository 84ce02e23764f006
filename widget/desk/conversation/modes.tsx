import type { Conversation, Mode } from './conversation.ts';
import { want } from './wanted.ts';

interface Props {
  conversation: Conversation;
  shown: Mode;
  /** Who has the conversation, where a lead may whisper to them. */
  whisperTo: string | null;
}

/** Whom the words are for. */
export function Modes({ conversation, shown, whisperTo }: Props) {
  const options: (readonly [Mode, string])[] = [
    ['reply', 'Reply'],
    ['note', 'Note'],
    ...(whisperTo === null ? [] : [['whisper', `Whisper to ${whisperTo}`] as const]),
  ];
  return (
    <fieldset class="segments" aria-label="What you write">
      {options.map(([mode, words]) => (
        <label key={mode} class="segment">
          <input
            type="radio"
            name="mode"
            checked={shown === mode}
            onChange={() => {
              conversation.mode.value = mode;
            }}
            // By pointer the field is wanted at once; by arrow keys the other choices are.
            onClick={(event) => {
              if (event.detail > 0) want(conversation.id, mode);
            }}
          />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
