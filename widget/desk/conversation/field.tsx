import type { ComponentChildren, Ref } from 'preact';

interface Props {
  id: string;
  field: Ref<HTMLTextAreaElement>;
  value: string;
  placeholder: string;
  keyshortcut: string;
  describedBy: string;
  invalid: boolean;
  /** The same text, hidden: it gives the field its height, so that it grows without a style attribute. */
  copy: ComponentChildren;
  onInput: (event: InputEvent, field: HTMLTextAreaElement) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

export function Field({ id, field, value, placeholder, keyshortcut, describedBy, invalid, copy, onInput, onKeyDown }: Props) {
  return (
    <div class="grow">
      {copy}
      <textarea
        id={id}
        ref={field}
        rows={1}
        dir="auto"
        value={value}
        placeholder={placeholder}
        aria-keyshortcuts={keyshortcut}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        onInput={(event) => onInput(event, event.currentTarget)}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
