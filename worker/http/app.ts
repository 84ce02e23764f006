import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { notFound, Problem } from '../errors.ts';
import { access } from './access.ts';
import { admin } from './admin.ts';
import type { App } from './context.ts';
import { customer } from './customer.ts';
import { desk } from './desk.ts';
import { articleFinder } from './find.ts';
import { floor } from './floor.ts';
import { history } from './history.ts';
import { knowledge } from './knowledge.ts';
import { log } from './log.ts';
import { matrix } from './matrix.ts';
import { model } from './model.ts';
import { notices } from './notices.ts';
import { pages } from './pages.ts';
import { people } from './people.ts';
import { preview } from './preview.ts';
import { privacy } from './privacy.ts';
import { questions } from './questions.ts';
import { refunds } from './refunds.ts';
import { releases } from './releases.ts';
import { replies } from './replies.ts';
import { reviews } from './reviews.ts';
import { sockets } from './sockets.ts';
import { tone } from './tone.ts';

/** Local development speaks plain HTTP on loopback; everywhere else only TLS is answered. */
const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

const onlyTls = createMiddleware<App>(async function onlyTls(c, next) {
  const url = new URL(c.req.url);
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) throw new Problem(403, 'insecure', 'Use https.');
  await next();
});

const headers = createMiddleware<App>(async function headers(c, next) {
  await next();
  if (c.res.status === 101) return;
  c.res.headers.set('X-Content-Type-Options', 'nosniff');
  c.res.headers.set('Referrer-Policy', 'no-referrer');
  if (!c.res.headers.has('Cache-Control')) c.res.headers.set('Cache-Control', 'no-store');
});

/** Bodies of the API are small; a release has its own limit. */
const small = bodyLimit({
  maxSize: 64 * 1024,
  onError: () => {
    throw new Problem(413, 'too-large', 'The body may have 64 kB.');
  },
});
const smallBody = createMiddleware<App>(async function smallBody(c, next) {
  return c.req.path === '/api/v1/releases' ? next() : small(c, next);
});

export const app = new Hono<App>();

app.use(onlyTls, headers);
// Any page may ask; bearer tokens, not cookies, are what counts here, and each site's origins are checked behind this.
app.use('/api/v1/*', smallBody);
for (const path of ['/api/v1/session', '/api/v1/conversations/*', '/api/v1/conversations', '/api/v1/articles/*']) {
  app.use(
    path,
    cors({ origin: (origin) => origin, allowMethods: ['GET', 'POST'], allowHeaders: ['Authorization', 'Content-Type'], maxAge: 600 }),
  );
}

app.get('/api/v1/health', (c) => c.json({ ok: true }));
app.route('/api/v1', sockets);
app.route('/api/v1', customer);
app.route('/api/v1', desk);
app.route('/api/v1', access);
app.route('/api/v1', people);
app.route('/api/v1', log);
app.route('/api/v1', floor);
app.route('/api/v1', admin);
app.route('/api/v1', releases);
app.route('/api/v1', preview);
app.route('/api/v1', questions);
app.route('/api/v1', refunds);
app.route('/api/v1', notices);
app.route('/api/v1', reviews);
app.route('/api/v1', knowledge);
app.route('/api/v1', model);
app.route('/api/v1', history);
app.route('/api/v1', privacy);
app.route('/api/v1', tone);
app.route('/api/v1', replies);
app.route('/api/v1', articleFinder);
app.route('/api/v1', matrix);
app.all('/api/*', () => {
  throw notFound();
});
app.get('*', pages);

app.onError((error, c) => {
  if (error instanceof Problem) {
    if (error.retryAfter !== undefined) c.header('Retry-After', String(error.retryAfter));
    return c.json(error.body(), error.status);
  }
  console.error('unexpected', error);
  return c.json({ error: { code: 'internal', message: 'Something went wrong on our side. Try again in a moment.' } }, 500);
});
