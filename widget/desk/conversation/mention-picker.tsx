import { useSignal } from '@preact/signals';
import { queue } from '../queue/store.ts';
import { ranked } from '../ui/rank.ts';
import { roleWords } from '../words.ts';
import { Picker } from './picker.tsx';

interface Props {
  insert: (text: string) => void;
  onBack: (also: string) => void;
  onLeave: () => void;
}

/** Colleagues who are at the desk, or have conversations. */
export function MentionPicker({ insert, onBack, onLeave }: Props) {
  const query = useSignal('');
  const others = queue.value.agents.filter(({ id }) => id !== queue.value.me?.id);
  const found = ranked(others, query.value, ({ name }) => name, 20);
  return (
    <Picker
      label="Name a colleague"
      query={query.value}
      onQuery={(next) => {
        query.value = next;
      }}
      choices={found.map(({ id, name, role, presence }) => ({
        id,
        title: name,
        detail: `${roleWords[role]}, ${presence.replace('-', ' ')}`,
        pick: () => insert(`@${name} `),
      }))}
      status={
        others.length === 0 ? 'Nobody else is at the desk.' : found.length === 0 ? 'No colleague has that name.' : `${found.length} found`
      }
      onBack={onBack}
      onLeave={onLeave}
    />
  );
}
