import { Hono } from 'hono';
import { z } from 'zod';
import { Problem } from '../errors.ts';
import { d1Orders } from '../ports/orders/d1.ts';
import { turnPorts } from '../ports/turn-ports.ts';
import { MAX_MESSAGE } from '../protocol.ts';
import { loadEngine } from '../release/load.ts';
import { modelFor } from '../rooms/model.ts';
import { randomId } from '../rooms/random.ts';
import { refundLedger } from '../rooms/refund-ledger.ts';
import { toStanding } from '../rooms/standing.ts';
import { mask } from '../turn/mask.ts';
import type { TurnRecord } from '../turn/record.ts';
import { advance, startContext } from '../turn/session.ts';
import { turn } from '../turn/turn.ts';
import type { App, Ctx } from './context.ts';
import { readJson } from './json.ts';
import { siteOf } from './origin.ts';
import { readService } from './service.ts';
import { readStaff, refuseForged } from './staff.ts';

const message = z.string().min(1).max(MAX_MESSAGE);
const requestSchema = z
  .strictObject({
    site: z.string().optional(),
    message: message.optional(),
    messages: z.array(message).min(1).max(20).optional(),
    locale: z.string().max(20).default('en'),
  })
  .refine((body) => (body.message === undefined) !== (body.messages === undefined), 'give either "message" or "messages"');

/** A turn without a conversation: nothing is stored, sent or counted. The answer is the turn's record. */
export const preview = new Hono<App>();

preview.post('/preview', async function preview(c) {
  const request = await readJson(c, requestSchema);
  const site = await siteOf(c, await permittedSite(c, request.site));
  if (!site.release) throw new Problem(409, 'no-release', 'This site has no active release yet. Publish one first.');
  const engine = await loadEngine(c.env, site.release);
  const conversationId = `preview-${randomId(9)}`;
  const shared = {
    orders: d1Orders(c.env.DB),
    lookups: { reserve: async () => ({ allowed: true, left: 1, release: async () => {} }) },
    // It reads the ledger and changes nothing in it.
    refunds: { ...refundLedger(c.env, site.id), approve: async () => false },
    model: modelFor(c.env, engine.policy, { id: conversationId, site: site.id }),
  };
  const standing = toStanding(site);
  let context = startContext(request.locale);
  let last: TurnRecord | null = null;
  for (const text of request.messages ?? [request.message ?? '']) {
    const { record, next } = await turn(
      { id: randomId(), conversationId, site: site.id, question: mask(text), context, identity: null, at: new Date(), standing },
      { ...(await turnPorts(c.env, site.id, engine)), ...shared },
    );
    last = record;
    if (record.outcome.kind === 'handoff') break;
    context = advance(context, record, next);
  }
  return c.json(last);
});

async function permittedSite(c: Ctx, asked: string | undefined): Promise<string> {
  const session = await readStaff(c);
  if (session) {
    refuseForged(c);
    return session.site;
  }
  if (!(await readService(c))?.scopes.includes('preview'))
    throw new Problem(401, 'session-ended', 'Sign in, or use a service token with the scope "preview".');
  if (!asked) throw new Problem(422, 'bad-body', 'site: is needed with a service token');
  return asked;
}
