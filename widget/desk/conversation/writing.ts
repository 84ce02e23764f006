import { fitted, type Stretch } from './trigger.ts';

/** A screen keyboard has no Shift + Enter: there Enter makes the line and the button sends. */
export const onTouch = () => matchMedia('(pointer: coarse)').matches;

/** Enter also ends a composition (Japanese, Chinese, dead keys), which is not sending. */
export const sends = (event: KeyboardEvent): boolean => event.key === 'Enter' && !event.shiftKey && !event.isComposing && !onTouch();

/** Puts text where the caret is or instead of a stretch; the field has the focus and its caret behind it. Gives back the whole. */
export function put(field: HTMLTextAreaElement, stretch: Stretch, text: string): string {
  field.focus();
  field.setRangeText(fitted(field.value, stretch, text), stretch.from, stretch.to, 'end');
  return field.value;
}

/** Back from a list to the words, behind what opened it. */
export function back(field: HTMLTextAreaElement, { to }: Stretch, also: string): string {
  field.focus();
  if (also !== '') field.setRangeText(also, to, to, 'end');
  else field.setSelectionRange(to, to);
  return field.value;
}

export const caretOf = (field: HTMLTextAreaElement): Stretch => ({ from: field.selectionStart, to: field.selectionEnd });
