export interface Invite {
  site: string;
  invite: string;
}

/** A sign-in link keeps its secret behind the `#`, where no server log and no referrer sees it. */
export function inviteIn(hash: string): Invite | null {
  const fragment = new URLSearchParams(hash.replace(/^#/, ''));
  const site = fragment.get('site');
  const invite = fragment.get('invite');
  return site === null || invite === null || site === '' || invite === '' ? null : { site, invite };
}
