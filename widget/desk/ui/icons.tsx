import type { ComponentChildren } from 'preact';

/** Drawn on a 16-pixel grid, in the colour of the text. Decoration only: the word beside each says the same. */
function icon(children: ComponentChildren) {
  return function Icon() {
    return (
      <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        {children}
      </svg>
    );
  };
}

export const ClockIcon = icon(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.6V8l2.4 1.5" />
  </>,
);
export const AlarmIcon = icon(
  <>
    <path d="M8 1.8 14.6 13.6H1.4Z" />
    <path d="M8 6.2v3.4M8 11.6v.2" />
  </>,
);
export const CheckIcon = icon(<path d="m3 8.4 3.2 3.2L13 4.8" />);
export const CrossIcon = icon(<path d="m4 4 8 8m0-8-8 8" />);
export const BackIcon = icon(<path d="M9.8 3.4 5.2 8l4.6 4.6" />);
export const PersonIcon = icon(
  <>
    <circle cx="8" cy="5.4" r="2.6" />
    <path d="M2.8 13.8c.5-3 2.5-4.4 5.2-4.4s4.7 1.4 5.2 4.4" />
  </>,
);
export const RobotIcon = icon(
  <>
    <rect x="2.6" y="5" width="10.8" height="8" rx="2" />
    <path d="M8 5V2.4M5.8 8.6v1M10.2 8.6v1" />
  </>,
);
export const DownIcon = icon(<path d="M8 3v10m-4-4 4 4 4-4" />);
export const LockIcon = icon(
  <>
    <rect x="3.4" y="7" width="9.2" height="6.4" rx="1.4" />
    <path d="M5.4 7V5a2.6 2.6 0 0 1 5.2 0v2" />
  </>,
);
export const NoteIcon = icon(
  <>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 7.4v3.8M8 4.8v.2" />
  </>,
);
