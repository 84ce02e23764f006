import { Hono } from 'hono';
import { notFound, Problem } from '../errors.ts';
import { SUBPROTOCOL } from '../protocol.ts';
import { ticketOf } from '../rooms/tickets.ts';
import type { App, Ctx } from './context.ts';
import { checkHandshake, siteOf } from './origin.ts';

/**
 * Handshakes. A ticket is `<site>.<secret>` and travels in Sec-WebSocket-Protocol, so that no credential is ever part
 * of an address; the object that minted it takes it, once.
 */
export const sockets = new Hono<App>();

sockets.get('/conversations/:id/socket', async function conversation(c) {
  const { site, request } = await handshake(c);
  const id = c.req.param('id');
  if (!/^[A-Za-z0-9_-]{8,64}$/.test(id)) throw notFound();
  return answer(c, await c.env.CONVERSATION.getByName(`${site}/${id}`).fetch(request));
});

sockets.get('/desk/socket', async function desk(c) {
  const { site, request } = await handshake(c);
  return answer(c, await c.env.DESK.getByName(site).fetch(request));
});

async function handshake(c: Ctx): Promise<{ site: string; request: Request }> {
  if (c.req.header('Upgrade')?.toLowerCase() !== 'websocket') throw new Problem(426, 'websocket-only', 'Open this address as a WebSocket.');
  const [site = '', secret = ''] = (ticketOf(c.req.raw, SUBPROTOCOL) ?? '').split('.');
  if (!/^[a-z0-9-]{2,40}$/.test(site) || secret === '') throw badTicket();
  checkHandshake(c, await siteOf(c, site));
  const request = new Request(c.req.raw);
  request.headers.set('Sec-WebSocket-Protocol', `${SUBPROTOCOL}, ticket.${secret}`);
  return { site, request };
}

const badTicket = () => new Problem(401, 'ticket', 'This ticket is missing, used, expired or for something else. Mint a new one.');

/**
 * The runtime on this machine is one thread, and compressing each frame anew for each socket is a quarter of its work when 200
 * people are at the desk, for a connection that does not leave the machine. It takes an answer to the client's offer that names no
 * known extension as a no, and does not pass it on. Where the worker is deployed, the offer is Cloudflare's to answer.
 */
function answer({ env }: Ctx, response: Response): Response {
  if (response.status === 401) throw badTicket();
  if (!('HANDRAIL_LOOPBACK' in env) || response.webSocket === null) return response;
  const headers = new Headers(response.headers);
  headers.set('Sec-WebSocket-Extensions', 'none');
  return new Response(null, { status: 101, webSocket: response.webSocket, headers });
}
