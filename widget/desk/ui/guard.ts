import { unsent } from '../conversation/open.ts';

/** A reload keeps what is on its way; closing the tab would not, so the browser asks. */
export function warnBeforeLosing(): () => void {
  const listener = (event: BeforeUnloadEvent) => {
    if (unsent.peek() > 0) event.preventDefault();
  };
  addEventListener('beforeunload', listener);
  return () => removeEventListener('beforeunload', listener);
}
