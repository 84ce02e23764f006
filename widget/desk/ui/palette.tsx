import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { everything } from '../queue/store.ts';
import { commands } from './commands.ts';
import { Dialog } from './dialog.tsx';
import { closed, dialog } from './dialogs.ts';
import { commandItems, type Item, paletteItems } from './palette-items.ts';
import { go, route } from './route.ts';
import { count } from './time.ts';

export function Palette() {
  return dialog.value === 'palette' ? <Opened /> : null;
}

/** A combobox over one list (ARIA Authoring Practices): the focus stays in the field, arrows move the option that Enter runs. */
function Opened() {
  const can = useMemo(() => commandItems(commands, ['palette', `page-${route.peek().page}`]), []);
  const query = useSignal('');
  const at = useSignal(0);
  const items = paletteItems(can, everything.value, query.value, go);
  const active = Math.min(at.value, items.length - 1);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });

  const move = (event: KeyboardEvent) => {
    const to = target(event.key, active, items.length);
    if (to === null) return;
    event.preventDefault();
    at.value = to;
  };
  return (
    <Dialog class="sheet palette" label="palette-title" onClose={() => closed('palette')}>
      {(close) => {
        // Closed first: commands act on what has the focus, or take it.
        const run = (item: Item | undefined) => {
          if (item === undefined) return;
          close();
          item.run();
        };
        return (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              run(items[active]);
            }}
          >
            <h2 id="palette-title" class="visually-hidden">
              Commands
            </h2>
            <input
              type="text"
              class="palette-field"
              role="combobox"
              aria-label="Command, page or customer"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-autocomplete="list"
              aria-activedescendant={items[active] === undefined ? undefined : `palette-${active}`}
              autocomplete="off"
              spellcheck={false}
              placeholder="Command, page or customer"
              value={query.value}
              onInput={(event) => {
                query.value = event.currentTarget.value;
                at.value = 0;
              }}
              onKeyDown={move}
            />
            <div class="palette-list" id="palette-list" role="listbox" aria-label="Found" ref={list}>
              {items.map((item, index) => (
                <Option key={item.id} item={item} index={index} active={index === active} run={() => run(item)} />
              ))}
            </div>
            <p class={items.length === 0 ? 'empty' : 'visually-hidden'} role="status">
              {items.length === 0 ? 'Nothing found. Try fewer letters.' : count(items.length, 'result')}
            </p>
          </form>
        );
      }}
    </Dialog>
  );
}

function Option({ item, index, active, run }: { item: Item; index: number; active: boolean; run: () => void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard; an option of a combobox takes no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: as above.
    <div role="option" id={`palette-${index}`} class="palette-item" aria-selected={active} onClick={run}>
      <span class="palette-title">{item.title}</span>
      <span class="palette-detail muted">{item.detail}</span>
      <span class="palette-kind muted">
        {item.kind}
        {item.key === undefined ? null : <kbd>{item.key}</kbd>}
      </span>
    </div>
  );
}

function target(key: string, active: number, many: number): number | null {
  if (many === 0) return null;
  if (key === 'ArrowDown') return (active + 1) % many;
  if (key === 'ArrowUp') return (active - 1 + many) % many;
  if (key === 'PageDown') return Math.min(active + 8, many - 1);
  if (key === 'PageUp') return Math.max(active - 8, 0);
  return null;
}
