import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props {
  /** Id of the heading that names it. */
  label: string;
  class: string;
  onClose: () => void;
  /** Called with what closes it: the focus is back where it was as soon as that returns. */
  children: (close: () => void) => ComponentChildren;
}

/** The browser's own modal: it keeps the focus inside, closes on Escape, and gives the focus back. */
export function Dialog({ label, class: className, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Taken away while open, it would keep the focus.
    return () => element?.close();
  }, []);
  return (
    <dialog class={className} ref={dialog} aria-labelledby={label} onClose={onClose}>
      {children(() => dialog.current?.close())}
    </dialog>
  );
}
