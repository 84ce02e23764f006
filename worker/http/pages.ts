import type { Ctx } from './context.ts';

const strict = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

/** Static files: the loader and chat for any page, the desk and the sample shop for themselves. */
export async function pages(c: Ctx): Promise<Response> {
  const { pathname } = new URL(c.req.url);
  if (pathname === '/') return c.redirect('/demo/');
  const found = await c.env.ASSETS.fetch(c.req.raw);
  const response = new Response(found.body, found);
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/') && !type.includes('charset')) response.headers.set('Content-Type', `${type}; charset=utf-8`);
  response.headers.set('Content-Security-Policy', strict);
  if (/^\/(widget\.js|chat\.js|chunks\/)/.test(pathname)) {
    // Loaded by pages of other origins; a module import needs CORS.
    response.headers.set('Access-Control-Allow-Origin', '*');
    response.headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  }
  // Names that change with the content: chunks, and the encoder (worker/ports/embed/static/artifact.ts).
  const fixed = /\/chunks\/.*-[A-Z0-9]{8}\.\w+$|^\/embed\/.*-[0-9a-f]{16}\.bin$/.test(pathname);
  response.headers.set('Cache-Control', fixed ? 'public, max-age=31536000, immutable' : 'public, max-age=0, must-revalidate');
  return response;
}
