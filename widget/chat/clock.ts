/** A locale a page made up must not break the chat: the browser's own is used instead. */
export function locales(locale: string): string[] | undefined {
  try {
    return Intl.getCanonicalLocales(locale || undefined);
  } catch {
    return undefined;
  }
}

export function clock(at: string, locale: string): string {
  return new Date(at).toLocaleTimeString(locales(locale), { hour: 'numeric', minute: '2-digit' });
}
