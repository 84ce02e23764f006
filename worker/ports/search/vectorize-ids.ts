/** Longest id and longest namespace of Vectorize, in bytes. */
export const MAX_ID = 64;

/**
 * Where the vectors of one release of one site live: the site's id and 32 hex characters of the release's hash. A long
 * site id is shortened with its own hash behind `~`, which no site id holds, so that two sites never share a namespace.
 */
export async function namespaceOf(site: string, release: string): Promise<string> {
  const hash = release.slice(0, 32);
  const room = MAX_ID - hash.length - 1;
  const short = site.length <= room ? site : `${site.slice(0, room - 17)}~${(await sha256(site)).slice(0, 16)}`;
  return `${short}.${hash}`;
}

/** Ids of one namespace. Vectorize keeps one vector an id in the whole index, so the namespace is part of each. */
export interface Ids {
  of(unit: number): string;
  /** The unit of an id, or null for an id of any other release, tenant or maker. */
  unit(id: string): number | null;
}

export async function idsOf(namespace: string, units: number): Promise<Ids> {
  const prefix = `${(await sha256(namespace)).slice(0, 40)}-`;
  const of = (unit: number) => prefix + unit.toString(36);
  return {
    of,
    unit(id) {
      const unit = id.startsWith(prefix) ? Number.parseInt(id.slice(prefix.length), 36) : Number.NaN;
      // Written back and compared, because parseInt also takes "1x?" and "+1".
      return unit >= 0 && unit < units && of(unit) === id ? unit : null;
    },
  };
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
