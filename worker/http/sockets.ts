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
  return answer(await c.env.CONVERSATION.getByName(`${site}/${id}`).fetch(request));
});

sockets.get('/desk/socket', async function desk(c) {
  const { site, request } = await handshake(c);
  return answer(await c.env.DESK.getByName(site).fetch(request));
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

function answer(response: Response): Response {
  if (response.status === 401) throw badTicket();
  return response;
}
