import { Hono } from 'hono';
import { assistantShare } from '../records/floor.ts';
import type { App } from './context.ts';
import { staff } from './staff.ts';

/** What the floor page cannot hear on the desk's socket. Everyone at the desk reads it. */
export const floor = new Hono<App>();

const hours = 24;

floor.get('/desk/floor', staff, async function report(c) {
  return c.json(await assistantShare(c.env.DB, c.get('staff').site, hours));
});
