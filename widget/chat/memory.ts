import { parseRemembered, type Remembered } from './remembered.ts';

/** Storage that may be blocked, full or absent; what it refuses is kept for this page only. */
function safe(kind: 'localStorage' | 'sessionStorage') {
  const memory = new Map<string, string>();
  return {
    get(key: string): string | null {
      try {
        return window[kind].getItem(key) ?? memory.get(key) ?? null;
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key: string, value: string) {
      memory.set(key, value);
      try {
        window[kind].setItem(key, value);
      } catch {
        // Blocked or full: memory has it.
      }
    },
  };
}

/** What the browser keeps for one site: who the visitor is for all tabs, what is being written for this tab. */
export function createMemory(site: string) {
  const local = safe('localStorage');
  const tab = safe('sessionStorage');
  const key = `handrail:${site}`;
  return {
    recall: (): Remembered => parseRemembered(local.get(key)),
    remember(changes: Remembered) {
      local.set(key, JSON.stringify({ ...parseRemembered(local.get(key)), ...changes }));
    },
    forget: () => local.set(key, '{}'),
    draft: {
      load: () => tab.get(`${key}:draft`) ?? '',
      save: (value: string) => tab.set(`${key}:draft`, value),
    },
    outbox: {
      load: () => tab.get(`${key}:outbox`),
      save: (value: string) => tab.set(`${key}:outbox`, value),
    },
  };
}

export type Memory = ReturnType<typeof createMemory>;
