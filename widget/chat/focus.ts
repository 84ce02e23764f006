/** Keeps Tab inside `box`: from the last control to the first and back. */
export function cycle(box: HTMLElement, event: KeyboardEvent): void {
  const found = box.querySelectorAll<HTMLElement>('a[href], button:not(:disabled), input, textarea:not(:disabled), [tabindex="0"]');
  const controls = [...found].filter((one) => one.getClientRects().length > 0 && !one.closest('[inert]'));
  const first = controls[0];
  const last = controls.at(-1);
  const root = box.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  const edge = event.shiftKey ? first : last;
  if (active !== edge && active && box.contains(active)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}
