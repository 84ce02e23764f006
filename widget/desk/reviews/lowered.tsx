import { lowered } from './store.ts';

/** Said once, where the reviewer looks: what the last verdict has done. */
export function Lowered() {
  const of = lowered.value;
  if (of === null) return null;
  return (
    <p class="lowered">
      <strong>{of.title}</strong> has spent its error budget and has stepped down to <strong>{of.to}</strong>. {of.owner} owns it. A lead
      can raise it again once the cause is mended.
    </p>
  );
}
