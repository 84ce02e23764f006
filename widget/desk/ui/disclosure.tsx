import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  label: ComponentChildren;
  /** What the button is called where its label is an abbreviation. */
  name?: string;
  class?: string;
  /** Shown inside; called with what closes it. */
  children: (close: () => void) => ComponentChildren;
}

/**
 * A button that shows and hides what follows it. Nothing in it is an ARIA menu: Tab walks through links and buttons as
 * anywhere. Escape closes and gives the focus back; so does going elsewhere, by focus or by pointer, without taking it.
 */
export function Disclosure({ label, name, class: className = '', children }: Props) {
  const open = useSignal(false);
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const shown = open.value;

  const close = () => {
    if (box.current?.contains(document.activeElement)) button.current?.focus();
    open.value = false;
  };
  // With the panel, not after the next frame: who presses Tab at once has left it, too.
  useLayoutEffect(() => {
    if (!shown) return;
    const outside = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) open.value = false;
    };
    const escaped = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      close();
    };
    const element = box.current;
    element?.addEventListener('keydown', escaped);
    addEventListener('pointerdown', outside);
    addEventListener('focusin', outside);
    return () => {
      element?.removeEventListener('keydown', escaped);
      removeEventListener('pointerdown', outside);
      removeEventListener('focusin', outside);
    };
  }, [shown]);

  return (
    <div class={`disclosure ${className}`} ref={box}>
      <button
        type="button"
        class="button quiet disclosure-button"
        ref={button}
        aria-expanded={shown}
        aria-controls={shown ? id : undefined}
        aria-label={name}
        onClick={() => {
          open.value = !shown;
        }}
      >
        {label} <span class="caret" aria-hidden="true" />
      </button>
      {shown ? (
        <div class="disclosure-panel" id={id}>
          {children(close)}
        </div>
      ) : null}
    </div>
  );
}
