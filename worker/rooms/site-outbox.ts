import type { NotifyEvent } from '../ports/notify/port.ts';
import { Outbox } from './outbox.ts';
import { Schedule } from './schedule.ts';
import { tellSite } from './tell-site.ts';

/** What the site's own object has to tell the site's system: kept with what caused it, until it was handed over. */
export class SiteOutbox {
  static readonly migration = `${Schedule.migration}; ${Outbox.migration}`;
  readonly #env: Env;
  readonly #outbox: Outbox;
  readonly schedule: Schedule;

  constructor(storage: DurableObjectStorage, env: Env) {
    this.#env = env;
    this.#outbox = new Outbox(storage.sql);
    this.schedule = new Schedule(storage);
  }

  /** Part of the caller's transaction. */
  put(site: string, event: NotifyEvent): void {
    this.#outbox.put(event.id, 'notify', { site, event });
    this.schedule.set('outbox', Date.now() + 1_000);
  }

  async flush(): Promise<void> {
    await this.#outbox.flush(async ({ payload }) => {
      const { site, event }: { site: string; event: unknown } = JSON.parse(payload);
      await tellSite(this.#env, site, JSON.stringify(event));
    });
    const next = this.#outbox.next();
    if (next === null) this.schedule.clear('outbox');
    else this.schedule.set('outbox', Math.max(next, Date.now() + 250));
  }
}
