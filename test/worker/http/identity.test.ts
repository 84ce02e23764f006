import { env } from 'cloudflare:workers';
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { forgetSites } from '../../../worker/rooms/site-cache.ts';
import { api, auth, connect, converse, handshake, identityKey, json, makeSite, origin, post, ticket, visit } from '../fixture.ts';

const key = new TextEncoder().encode(identityKey.secret);
const now = () => Math.floor(Date.now() / 1_000);

function sign(site: string, change: { header?: object; claims?: object; secret?: Uint8Array } = {}) {
  return new SignJWT({ sub: 'c-1', email: 'kim@example.com', name: 'Kim Berg', aud: site, exp: now() + 600, ...change.claims })
    .setProtectedHeader({ alg: 'HS256', kid: identityKey.id, ...change.header })
    .sign(change.secret ?? key);
}

const encode = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');

describe('T1 with identity enforced, the session is refused for', () => {
  const refused = async (make: (site: string, good: string) => Promise<string | undefined> | string | undefined) => {
    const site = await makeSite({ identity: 'required' });
    const identity = await make(site, await sign(site));
    const response = await post('/session', { site, ...(identity === undefined ? {} : { identity }) });
    expect(response.status).toBe(401);
    expect(await json(response)).toMatchObject({ error: { code: expect.stringMatching(/^identity-/) } });
  };

  it('a missing identity', () => refused(() => undefined));
  it('an expired one', () => refused((site) => sign(site, { claims: { exp: now() - 60 } })));
  it('one without an end', () => refused((site) => sign(site, { claims: { exp: undefined } })));
  it('one not valid yet', () => refused((site) => sign(site, { claims: { nbf: now() + 600 } })));
  it('another audience', () => refused((site) => sign(site, { claims: { aud: 'another-site' } })));
  it('alg none', () =>
    refused((site) => `${encode({ alg: 'none', kid: identityKey.id })}.${encode({ sub: 'c-1', aud: site, exp: now() + 600 })}.`));
  it('another algorithm with the same key', () => refused((site) => sign(site, { header: { alg: 'HS512' } })));
  it('an RSA signature', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    await refused((site) =>
      new SignJWT({ sub: 'c-1', aud: site, exp: now() + 600 }).setProtectedHeader({ alg: 'RS256', kid: identityKey.id }).sign(privateKey),
    );
  });
  it('an unknown key id', () => refused((site) => sign(site, { header: { kid: 'k9' } })));
  it('a header that points to other keys', () => refused((site) => sign(site, { header: { jku: 'https://evil.example/keys' } })));
  it('a certificate address', () => refused((site) => sign(site, { header: { x5u: 'https://evil.example/cert' } })));
  it('a signature with one bit flipped', () =>
    refused((_, good) => {
      const at = good.lastIndexOf('.') + 5;
      return good.slice(0, at) + (good[at] === 'A' ? 'B' : 'A') + good.slice(at + 1);
    }));

  it('nothing else: a valid one gets a session, a conversation and a socket', async () => {
    const site = await makeSite({ identity: 'required' });
    const visitor = await visit(site, { identity: await sign(site) });
    await connect(visitor, await converse(visitor));
  });

  it('an anonymous token from before enforcement', async () => {
    const site = await makeSite();
    const anonymous = await visit(site);
    const snapshot = await env.SITE.getByName(site).snapshot();
    if (!snapshot) throw new Error('no site');
    await env.SITE.getByName(site).configure(site, { ...snapshot.config, identity: 'required' }, 'test');
    forgetSites();
    for (const path of ['/conversations', '/conversations/abcdefgh12345678/tickets', '/conversations/abcdefgh12345678/messages']) {
      const response = await post(path, { clientId: 'client-x1', text: 'hi' }, auth(anonymous));
      expect([path, response.status]).toEqual([path, 401]);
    }
    expect((await api('/articles/delivery-times', { headers: auth(anonymous) })).status).toBe(401);
  });
});

describe('T3 a visitor token', () => {
  it('gets the same answer for another’s conversation and for one that does not exist', async () => {
    const site = await makeSite();
    const owner = await visit(site);
    const conversation = await converse(owner);
    const other = await visit(site);
    for (const [path, method] of [
      ['tickets', 'POST'],
      ['messages', 'POST'],
      ['messages', 'GET'],
    ] as const) {
      const body = method === 'POST' ? JSON.stringify({ clientId: 'client-x1', text: 'hi' }) : undefined;
      const ask = async (id: string) => {
        const response = await api(`/conversations/${id}/${path}`, { method, body, headers: { ...auth(other), Origin: origin } });
        return [response.status, await response.text()];
      };
      const [theirs, nothing] = [await ask(conversation), await ask('AAAAAAAAAAAAAAAAAAAAAA')];
      expect(theirs).toEqual(nothing);
      expect(theirs[0]).toBe(404);
    }
  });

  it('is refused when forged, truncated, of another kind or of another site', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const conversation = await converse(visitor);
    const elsewhere = await visit(await makeSite());
    const wrongKind = await new SignJWT({ site, vid: 'x', exp: now() + 600 })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('handrail-service')
      .sign(new TextEncoder().encode(env.HANDRAIL_SECRET));
    const expired = await new SignJWT({ site, vid: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setAudience('handrail-visitor')
      .setExpirationTime(now() - 10)
      .sign(new TextEncoder().encode(env.HANDRAIL_SECRET));
    for (const token of [`${visitor.token}x`, visitor.token.slice(0, -4), 'nonsense', '', wrongKind, expired]) {
      expect((await post(`/conversations/${conversation}/tickets`, {}, { Authorization: `Bearer ${token}` })).status).toBe(401);
    }
    expect((await post(`/conversations/${conversation}/tickets`, {}, auth(elsewhere))).status).toBe(404);
  });
});

describe('T4 becoming identified', () => {
  it('keeps an anonymous visitor’s own conversation and never shows another person’s', async () => {
    const site = await makeSite();
    const anonymous = await visit(site);
    const conversation = await converse(anonymous);
    const kim = await visit(site, { visitor: anonymous.token, identity: await sign(site) });
    await connect(kim, conversation);
    // Another person signs in on the same browser.
    const response = await post('/session', {
      site,
      visitor: kim.token,
      identity: await sign(site, { claims: { sub: 'c-2', email: 'lee@example.com' } }),
    });
    const lee = await json<{ visitor: string; fresh: boolean }>(response);
    expect(lee.fresh).toBe(true);
    expect((await post(`/conversations/${conversation}/tickets`, {}, { Authorization: `Bearer ${lee.visitor}` })).status).toBe(404);
  });
});

describe('T15 the handshake', () => {
  it('takes exactly the site’s origins', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const conversation = await converse(visitor);
    const from = async (value: string | null) =>
      (await handshake(`/conversations/${conversation}/socket`, await ticket(visitor, conversation), value)).status;
    for (const bad of [
      null,
      'null',
      'https://shop.example.evil.example',
      'https://evilshop.example',
      'https://shop.example:8443',
      'http://shop.example',
      'https://sub.shop.example',
      'https://shop.example/',
    ]) {
      expect([bad, await from(bad)]).toEqual([bad, 403]);
    }
    expect(await from(origin)).toBe(101);
  });

  it('uses each ticket once, only for its conversation and never from the address', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const [conversation, other] = [await converse(visitor), await converse(visitor)];
    const value = await ticket(visitor, conversation);
    const path = `/conversations/${conversation}/socket`;
    expect((await handshake(`/conversations/${other}/socket`, value)).status).toBe(401);
    expect((await handshake(path, value)).status).toBe(101);
    expect((await handshake(path, value)).status).toBe(401);
    const inAddress = await api(`${path}?ticket=${await ticket(visitor, conversation)}`, {
      headers: { Upgrade: 'websocket', Origin: origin, 'Sec-WebSocket-Protocol': 'handrail.v1' },
    });
    expect(inAddress.status).toBe(401);
  });

  it('echoes only the protocol, never the ticket', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const conversation = await converse(visitor);
    const response = await handshake(`/conversations/${conversation}/socket`, await ticket(visitor, conversation));
    expect(response.headers.get('Sec-WebSocket-Protocol')).toBe('handrail.v1');
  });

  it('is refused after 30 seconds', async () => {
    const site = await makeSite();
    const visitor = await visit(site);
    const conversation = await converse(visitor);
    const value = await ticket(visitor, conversation);
    const { runInDurableObject } = await import('cloudflare:test');
    await runInDurableObject(env.CONVERSATION.getByName(`${site}/${conversation}`), (_, ctx) => {
      ctx.storage.sql.exec('UPDATE tickets SET expires = expires - 30001');
    });
    expect((await handshake(`/conversations/${conversation}/socket`, value)).status).toBe(401);
  });

  it('answers plain HTTP only on loopback', async () => {
    const { SELF } = await import('cloudflare:test');
    expect((await SELF.fetch('http://handrail.example/api/v1/health')).status).toBe(403);
    expect((await SELF.fetch('http://127.0.0.1:8787/api/v1/health')).status).toBe(200);
  });
});
