/** What a site's chat remembers in this browser. */
export interface Remembered {
  visitor?: string;
  conversation?: string;
  /** Last sequence the customer has had on screen. */
  seen?: number;
  /** People are (about to be) in the conversation: the loader then connects on the next page without being asked. */
  live?: boolean;
}

const string = (value: unknown) => (typeof value === 'string' ? value : undefined);

/** Any script of the page can write to storage: only what has the right shape is believed. */
export function parseRemembered(saved: string | null): Remembered {
  try {
    const value: unknown = JSON.parse(saved ?? '');
    if (typeof value !== 'object' || value === null) return {};
    const { visitor, conversation, seen, live } = value as Record<string, unknown>;
    return {
      visitor: string(visitor),
      conversation: string(conversation),
      seen: typeof seen === 'number' ? seen : undefined,
      live: live === true,
    };
  } catch {
    return {};
  }
}
