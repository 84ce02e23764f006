import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage may be switched off; the settings then last as long as the page.
    return null;
  }
};

const write = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
};

const stored = read('handrail.desk.theme');
export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

/** On or off, kept in this browser. */
const kept = (key: string, unset: boolean) => {
  const value = read(key);
  return signal(value === null ? unset : value === 'on');
};

/** Single-key shortcuts can be switched off: speech input and tremor turn them into accidents (WCAG 2.1.4). */
export const shortcutsOn = kept('handrail.desk.keys', true);
/** A tone for what is new. Off until somebody asks: browsers play nothing before a press, and offices are shared. */
export const soundOn = kept('handrail.desk.sound', false);
/** The browser's own notification, while the desk is out of sight. */
export const browserOn = kept('handrail.desk.notify', false);
/** The customer's name and words in it. Off: a notification shows on locked and on shared screens. */
export const wordsOn = kept('handrail.desk.notify-words', false);

const switches = { keys: shortcutsOn, sound: soundOn, notify: browserOn, 'notify-words': wordsOn };

export function startSettings(): void {
  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'system') delete dataset.theme;
    else dataset.theme = theme.value;
    write('handrail.desk.theme', theme.value);
  });
  for (const [key, on] of Object.entries(switches)) effect(() => write(`handrail.desk.${key}`, on.value ? 'on' : 'off'));
}

const order: readonly Theme[] = ['system', 'light', 'dark'];
export function nextTheme(): void {
  theme.value = order[(order.indexOf(theme.value) + 1) % order.length] ?? 'system';
}
