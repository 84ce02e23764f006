import { Hono } from 'hono';
import { z } from 'zod';
import { notFound, Problem } from '../errors.ts';
import { articleViewSchema, MAX_MESSAGE, type Session, sendRequestSchema, sessionRequestSchema } from '../protocol.ts';
import { loadEngine } from '../release/load.ts';
import { take } from '../rooms/limits.ts';
import { randomId } from '../rooms/random.ts';
import type { App } from './context.ts';
import { verifyIdentity } from './identity.ts';
import { readJson } from './json.ts';
import { networkOf } from './network.ts';
import { checkOrigin, siteOf } from './origin.ts';
import { withRegion } from './region.ts';
import { identityRequired, nextVisitor, readVisitor, signVisitor, type Visitor, visitor } from './visitor.ts';

const tooMany = () => new Problem(429, 'rate-limited', 'Too many new conversations from here. Try again later.');

/** What the widget calls: session, conversation, ticket, and plain HTTP for pages without a socket. */
export const customer = new Hono<App>();

customer.post('/session', async function session(c) {
  const request = await readJson(c, sessionRequestSchema);
  const site = await siteOf(c, request.site);
  checkOrigin(c, site);
  const identity = request.identity === undefined ? null : await verifyIdentity(site, request.identity);
  const known = await readVisitor(c.env, request.visitor);
  const { visitor: next, fresh } = nextVisitor(site.id, known, identity);
  if (site.config.identity === 'required' && !next.identity) throw identityRequired();
  if (fresh && !(await take(c.env, site.id, 'visitorsPerNetwork', networkOf(c.req.raw.headers)))) throw tooMany();
  if (!site.release) throw new Problem(503, 'no-release', 'This site has no active release yet. Publish one first.');
  const engine = await loadEngine(c.env, site.release);
  const locale = (request.locale ?? 'en').slice(0, 2).toLowerCase();
  const say = engine.say(locale);
  const base = engine.policy.wording[0]?.texts ?? {};
  const ui = Object.keys(base).filter((key) => key.startsWith('ui.'));
  const body: Session = {
    visitor: await signVisitor(c.env, next),
    fresh,
    site: { id: site.id, name: site.config.name, accent: site.config.accent, privacyUrl: site.config.privacyUrl },
    greeting: say('greeting'),
    suggestions: Object.keys(base)
      .filter((key) => key.startsWith('suggestion.'))
      .sort()
      .map((key) => say(key)),
    ui: Object.fromEntries(ui.map((key) => [key.slice(3), unfilled(engine.policy.wording, locale, key)])),
    maxMessage: MAX_MESSAGE,
  };
  return c.json(body);
});

/** Interface texts keep their placeholders: the page fills them. */
function unfilled(wording: { locale: string; texts: Record<string, string> }[], locale: string, key: string): string {
  return wording.find((entry) => entry.locale === locale)?.texts[key] ?? wording[0]?.texts[key] ?? '';
}

customer.post('/conversations', visitor, async function create(c) {
  const { page, locale } = await readJson(c, z.object({ page: z.string().max(500).optional(), locale: z.string().max(20).optional() }));
  const [who, site] = [c.get('visitor'), c.get('site')];
  const network = networkOf(c.req.raw.headers);
  const allowed =
    (await take(c.env, site.id, 'conversationsPerVisitor', who.id)) &&
    (await take(c.env, site.id, 'conversationsPerNetwork', network)) &&
    (await take(c.env, site.id, 'conversationsPerSite', site.id));
  if (!allowed) throw tooMany();
  const id = randomId(16);
  await c.env.CONVERSATION.getByName(`${site.id}/${id}`).create({
    id,
    site: site.id,
    visitor: who.id,
    identity: known(who),
    network,
    locale: withRegion(locale ?? 'en', c.req.header('Accept-Language')),
    page: page ?? null,
  });
  return c.json({ conversation: id }, 201);
});

customer.post('/conversations/:id/tickets', visitor, async function ticket(c) {
  const who = c.get('visitor');
  const holder = { role: 'customer', visitor: who.id, identified: who.identity !== null, until: who.until } as const;
  const minted = await room(c.env, who.site, c.req.param('id')).mint(holder, known(who));
  if (!minted) throw notFound();
  return c.json({ ...minted, ticket: `${who.site}.${minted.ticket}` });
});

customer.post('/conversations/:id/messages', visitor, async function send(c) {
  const { clientId, text } = await readJson(c, sendRequestSchema);
  const who = c.get('visitor');
  const kept = await room(c.env, who.site, c.req.param('id')).send(who.id, clientId, text);
  if (!kept) throw notFound();
  if (kept.ok) return c.json({ clientId, id: kept.id, seq: kept.seq, at: kept.at });
  const status = kept.reason === 'rate-limited' ? 429 : kept.reason === 'too-long' ? 413 : kept.reason === 'empty' ? 422 : 409;
  throw new Problem(status, kept.reason, kept.detail);
});

customer.get('/conversations/:id/messages', visitor, async function resume(c) {
  const who = c.get('visitor');
  const since = z.coerce
    .number()
    .int()
    .min(0)
    .catch(0)
    .parse(c.req.query('since') ?? 0);
  const found = await room(c.env, who.site, c.req.param('id')).messagesSince(who.id, since);
  if (!found) throw notFound();
  return c.json(found);
});

customer.get('/articles/:id', visitor, async function article(c) {
  const site = c.get('site');
  const found = site.release ? (await loadEngine(c.env, site.release)).articles.get(c.req.param('id')) : undefined;
  if (!found) throw notFound();
  return c.json(articleViewSchema.parse({ id: found.id, title: found.title, blocks: found.blocks, reviewedOn: found.approvedOn }));
});

const known = ({ identity }: Visitor) =>
  identity && { id: identity.id, email: identity.email, name: identity.name, attributes: identity.attributes };

/** Ids that cannot be ours never reach an object. */
function room(env: Env, site: string, id: string) {
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id)) throw notFound();
  return env.CONVERSATION.getByName(`${site}/${id}`);
}
