import { SELF } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { api, makeSite, origin, post } from '../fixture.ts';

describe('every answer of the API', () => {
  it('is not cached, not sniffed and sends no referrer', async () => {
    for (const response of [await api('/health'), await post('/session', { site: await makeSite() }), await api('/nothing')]) {
      expect(response.headers.get('Cache-Control')).toBe('no-store');
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(response.headers.get('Referrer-Policy')).toBe('no-referrer');
      expect(response.headers.get('Content-Type')).toMatch(/^application\/json/);
    }
  });

  it('lets a page of the site read it, and asks no credentials of the browser', async () => {
    const preflight = await SELF.fetch('https://handrail.example/api/v1/conversations/abcdefgh/tickets', {
      method: 'OPTIONS',
      headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'authorization' },
    });
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toMatch(/authorization/i);
    expect(preflight.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    const desk = await SELF.fetch('https://handrail.example/api/v1/desk/session', {
      method: 'OPTIONS',
      headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'DELETE' },
    });
    expect(desk.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('refuses a session to a page of another origin and to an unknown site', async () => {
    const site = await makeSite();
    expect((await post('/session', { site }, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await post('/session', { site: 'nobody-made-this' })).status).toBe(404);
  });

  it('says so when a site has no release yet', async () => {
    const { env } = await import('cloudflare:workers');
    await env.SITE.getByName('bare-site').configure(
      'bare-site',
      { name: 'Bare', origins: [origin], accent: '#000000', identity: 'optional', identityKeys: [] },
      'test',
    );
    const response = await post('/session', { site: 'bare-site' });
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('no active release');
  });
});
