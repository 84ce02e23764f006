import { CheckIcon, NoteIcon } from '../ui/icons.tsx';

/** Who stands behind it: a signature or the order system, or only whoever said it. */
export function Vouched({ mark }: { mark: 'verified' | 'claimed' | 'unchecked' }) {
  const verified = mark === 'verified';
  return (
    <span
      class={`tag ${verified ? 'ok' : ''}`}
      title={verified ? 'Signed by the site, or proven with the order' : 'Said by the browser or the customer, checked by nobody'}
    >
      {verified ? <CheckIcon /> : <NoteIcon />} {mark}
    </span>
  );
}
