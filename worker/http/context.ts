import type { Context } from 'hono';
import type { SiteSnapshot, StaffSession } from '../rooms/site-schema.ts';
import type { Service } from './service.ts';
import type { Visitor } from './visitor.ts';

/** What middleware found out about a request before its handler runs. */
export interface Variables {
  visitor: Visitor;
  site: SiteSnapshot;
  staff: StaffSession;
  service: Service;
}

export type App = { Bindings: Env; Variables: Variables };
export type Ctx = Context<App>;
