import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { api, json, post } from '../fixture.ts';

const token = async (scope: string) => ({
  Authorization: `Bearer ${await new SignJWT({ scope }).setProtectedHeader({ alg: 'HS256' }).setAudience('handrail-service').setExpirationTime('5m').sign(new TextEncoder().encode(env.HANDRAIL_SECRET))}`,
});
const put = async (path: string, body: unknown, headers: Record<string, string>) =>
  api(path, { method: 'PUT', body: JSON.stringify(body), headers });
const config = { name: 'Shop', origins: ['https://shop.example'], accent: '#123456', identity: 'optional', identityKeys: [] };

describe('sites and people', () => {
  it('are made with the right scope only', async () => {
    expect((await put('/sites/new-shop', config, {})).status).toBe(401);
    expect((await put('/sites/new-shop', config, await token('people'))).status).toBe(403);
    expect((await put('/sites/new-shop', config, await token('sites people'))).status).toBe(200);
    const person = { name: 'Ada', email: 'ada@shop.example', role: 'lead' };
    expect((await put('/sites/new-shop/people/ada', person, await token('people'))).status).toBe(200);
    expect((await put('/sites/no-such-shop/people/ada', person, await token('people'))).status).toBe(404);
    expect((await post('/sites/new-shop/people/ada/invites', {}, await token('people'))).status).toBe(201);
    expect((await post('/sites/new-shop/people/nobody/invites', {}, await token('people'))).status).toBe(404);
  });

  it('say what is wrong with a configuration', async () => {
    for (const [change, field] of [
      [{ origins: ['https://shop.example/path'] }, 'origins.0'],
      [{ accent: 'green' }, 'accent'],
      [{ identityKeys: [{ id: 'k', secret: 'short' }] }, 'identityKeys.0.secret'],
      [{ extra: true }, 'body'],
    ] as const) {
      const response = await put('/sites/new-shop', { ...config, ...change }, await token('sites'));
      expect(response.status).toBe(422);
      expect((await json<{ error: { message: string } }>(response)).error.message).toContain(field);
    }
  });
});
