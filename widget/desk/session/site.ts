const KEY = 'handrail.desk.site';
const shape = /^[a-z0-9-]{2,40}$/;

/** The site that a link to the desk names (`/desk/#site=acme`), or that was signed in to here before: one worker may serve several. */
export function siteFor(hash: string): string {
  const named = new URLSearchParams(hash.replace(/^#/, '')).get('site') ?? '';
  if (shape.test(named)) return named;
  try {
    const known = localStorage.getItem(KEY) ?? '';
    return shape.test(known) ? known : '';
  } catch {
    // Storage may be switched off; the site is typed then.
    return '';
  }
}

export function rememberSite(site: string): void {
  try {
    localStorage.setItem(KEY, site);
  } catch {
    // As above.
  }
}
