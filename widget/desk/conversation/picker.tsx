import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useLayoutEffect, useRef } from 'preact/hooks';

export interface Choice {
  id: string;
  title: string;
  /** Small marks behind the title. */
  marks?: ComponentChildren;
  detail: string;
  pick: () => void;
}

interface Props {
  label: string;
  query: string;
  onQuery: (query: string) => void;
  choices: readonly Choice[];
  /** What stands there instead of choices, or is said of them. */
  status: string;
  /** Back to the words, with what was typed here and belongs there. */
  onBack: (also: string) => void;
  /** The focus went elsewhere by itself. */
  onLeave: () => void;
  children?: ComponentChildren;
}

/** A combobox over one list above the field (ARIA Authoring Practices): the focus stays in its search, arrows move the option. */
export function Picker({ label, query, onQuery, choices, status, onBack, onLeave, children }: Props) {
  const id = useId();
  const at = useSignal(0);
  const box = useRef<HTMLDivElement>(null);
  const active = Math.min(at.value, choices.length - 1);
  // At once: the next letter is already on its way.
  useLayoutEffect(() => {
    const search = box.current?.querySelector('input');
    search?.focus();
    search?.select();
  }, []);
  useLayoutEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  });
  useEffect(() => {
    const outside = (event: Event) => {
      // Without a box it is gone, and another one took the focus.
      if (event.target instanceof Node && box.current?.contains(event.target) === false) onLeave();
    };
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    return () => {
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
    };
  }, [onLeave]);

  const onKeyDown = (event: KeyboardEvent) => {
    const typed = query === '' && (event.key === ' ' || event.key === 'Backspace');
    if (event.isComposing) return;
    if (event.key === 'Enter') choices[active]?.pick();
    else if (event.key === 'Escape') onBack('');
    else if (typed) onBack(event.key === ' ' ? ' ' : '');
    else if (event.key === 'ArrowDown' && choices.length > 0) at.value = (active + 1) % choices.length;
    else if (event.key === 'ArrowUp' && choices.length > 0) at.value = (active - 1 + choices.length) % choices.length;
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="picker" ref={box}>
      <div class="picker-head">
        <input
          type="text"
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={id}
          aria-autocomplete="list"
          aria-activedescendant={choices[active] === undefined ? undefined : `${id}-${active}`}
          autocomplete="off"
          spellcheck={false}
          placeholder={label}
          value={query}
          onInput={(event) => {
            at.value = 0;
            onQuery(event.currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        {children}
      </div>
      <div class="picker-list" id={id} role="listbox" aria-label={label}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search has the keyboard; an option of a combobox takes no focus.
          // biome-ignore lint/a11y/useFocusableInteractive: as above.
          <div
            role="option"
            key={choice.id}
            id={`${id}-${index}`}
            class="picker-item"
            aria-selected={index === active}
            onClick={choice.pick}
          >
            <span class="picker-title">
              {choice.title} {choice.marks}
            </span>
            <span class="picker-detail muted" dir="auto">
              {choice.detail}
            </span>
          </div>
        ))}
      </div>
      <p class={choices.length === 0 ? 'muted picker-status' : 'visually-hidden'} role="status">
        {status}
      </p>
    </div>
  );
}
