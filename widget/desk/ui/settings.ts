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

/** Single-key shortcuts can be switched off: speech input and tremor turn them into accidents (WCAG 2.1.4). */
export const shortcutsOn = signal(read('handrail.desk.keys') !== 'off');

export function startSettings(): void {
  effect(() => {
    const { dataset } = document.documentElement;
    if (theme.value === 'system') delete dataset.theme;
    else dataset.theme = theme.value;
    write('handrail.desk.theme', theme.value);
  });
  effect(() => write('handrail.desk.keys', shortcutsOn.value ? 'on' : 'off'));
}

const order: readonly Theme[] = ['system', 'light', 'dark'];
export function nextTheme(): void {
  theme.value = order[(order.indexOf(theme.value) + 1) % order.length] ?? 'system';
}
