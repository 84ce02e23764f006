const PREFIX = 'handrail.desk.kept.';

/**
 * Drafts and replies on their way survive a reload of this tab and nothing else. By person, so that somebody who signs
 * in after a colleague never sends that colleague's words.
 */
export function kept(person: string, conversation: string, what: 'draft' | 'outbox' | 'note' | 'editing') {
  const key = `${PREFIX}${person}.${conversation}.${what}`;
  return {
    load(): string | null {
      try {
        return sessionStorage.getItem(key);
      } catch {
        // Storage switched off: they last as long as the page.
        return null;
      }
    },
    save(value: string): void {
      try {
        if (value === '' || value === '[]') sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, value);
      } catch {
        // As above.
      }
    },
  };
}

/** Signing out on purpose leaves nothing of the conversations behind. */
export function forgetKept(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}
