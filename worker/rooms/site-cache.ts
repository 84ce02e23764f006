import type { SiteSnapshot, StaffSession } from './site-schema.ts';

/**
 * What every message needs of the site, held by the isolate for 3 seconds and fetched once at a time. With the wait below, a
 * change reaches every isolate within 5 seconds; a site that cannot be reached is an error, which callers turn into a handoff.
 */
const life = 3_000;
/** A promise begun by another request may die with it (2026), so nobody waits for one longer than this. */
const patience = 1_500;

interface Entry<T> {
  at: number;
  value: Promise<T>;
  /** Once it is there: nobody waits for it, and no timer runs. */
  found?: { value: T };
}

class Cache<T> {
  readonly #entries = new Map<string, Entry<T>>();

  async get(key: string, fetch: () => Promise<T>): Promise<T> {
    const known = this.#entries.get(key);
    if (known && Date.now() - known.at < life) {
      if (known.found) return known.found.value;
      const value = await Promise.race([known.value.then((found) => ({ found })), pause(patience)]);
      if (value) return value.found;
    }
    const entry: Entry<T> = { at: Date.now(), value: fetch() };
    this.#entries.set(key, entry);
    if (this.#entries.size > 1_000) this.#entries.delete(this.#entries.keys().next().value ?? '');
    try {
      const value = await entry.value;
      entry.found = { value };
      return value;
    } catch (error) {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}

const pause = (ms: number) => new Promise<null>((resolve) => setTimeout(() => resolve(null), ms));

const sites = new Cache<SiteSnapshot | null>();
const sessions = new Cache<StaffSession | null>();

export function siteSnapshot(env: Env, site: string): Promise<SiteSnapshot | null> {
  return sites.get(site, async () => await env.SITE.getByName(site).snapshot());
}

export function staffSession(env: Env, site: string, hash: string): Promise<StaffSession | null> {
  return sessions.get(`${site}/${hash}`, async () => await env.SITE.getByName(site).session(hash));
}

/** This isolate made a change itself and must see it at once. */
export function forgetSites(): void {
  sites.clear();
  sessions.clear();
}
