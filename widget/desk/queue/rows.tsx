import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { QueueEntry } from '../../../worker/protocol.ts';
import { route } from '../ui/route.ts';
import { cursor, takeFocus } from './cursor.ts';
import { Row } from './row.tsx';
import type { Section } from './sections.ts';
import { useVirtual } from './virtual.ts';

interface Props {
  entries: readonly QueueEntry[];
  section: Section;
  /** Rows in the sections above: when that changes, this list has moved. */
  above: number;
}

/** From here on, only rows near what is in sight are rendered. */
const MANY = 100;

export const Rows = (props: Props) => (props.entries.length > MANY ? <Virtual {...props} /> : <All {...props} />);

function All({ entries, section }: Props) {
  return (
    <ul>
      {entries.map((entry) => (
        <Row key={entry.handoffId} entry={entry} section={section} />
      ))}
    </ul>
  );
}

function Virtual({ entries, section }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const keyOf = useMemo(() => (index: number) => entries[index]?.handoffId ?? '', [entries]);
  const { conversation } = route.value;
  const at = [
    entries.findIndex(({ handoffId }) => handoffId === cursor.value),
    conversation === null ? -1 : entries.findIndex(({ conversationId }) => conversationId === conversation),
  ];
  const keep = at.filter((index) => index !== -1);
  const { height, items, measure } = useVirtual(list, { count: entries.length, keyOf, keep, scroller: '[data-queue]' });
  useLayoutEffect(() => void takeFocus());
  return (
    <ul class="virtual" ref={list} style={{ height: `${height}px` }}>
      {items.map(({ index, top }) => {
        const entry = entries[index];
        return entry === undefined ? null : (
          <Row key={entry.handoffId} entry={entry} section={section} place={{ index, of: entries.length, top, measure }} />
        );
      })}
    </ul>
  );
}
