import { signal } from '@preact/signals';
import { Dialog } from './dialog.tsx';

interface Question {
  title: string;
  text: string;
  /** Says what happens, never just "OK". */
  button: string;
  run: () => void;
}

const asked = signal<Question | null>(null);

/** Asks before it is done. Enter does it, Escape does not; the focus then is where it was. */
export const confirmFirst = (question: Question): void => {
  asked.value = question;
};

export function Confirm() {
  const question = asked.value;
  if (question === null) return null;
  return (
    <Dialog
      label="confirm-title"
      class="sheet"
      onClose={() => {
        asked.value = null;
      }}
    >
      {(close) => (
        <>
          <h2 id="confirm-title">{question.title}</h2>
          <p>{question.text}</p>
          <div class="sheet-actions">
            <button
              type="button"
              class="button primary"
              onClick={() => {
                close();
                question.run();
              }}
            >
              {question.button}
            </button>
            <button type="button" class="button" onClick={close}>
              Cancel
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}
