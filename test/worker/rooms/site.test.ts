import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { makeSite } from '../fixture.ts';

describe('a site', () => {
  it('keeps identity keys encrypted', async () => {
    const site = await makeSite();
    const stored = await runInDurableObject(env.SITE.getByName(site), (_, ctx) =>
      JSON.stringify(ctx.storage.sql.exec('SELECT * FROM site').toArray()),
    );
    expect(stored).not.toContain('a-secret-of-the-shop');
    expect((await env.SITE.getByName(site).snapshot())?.config.identityKeys[0]?.secret).toContain('a-secret-of-the-shop');
  });

  it('stores neither invites nor sessions, only their hashes', async () => {
    const site = await makeSite();
    const object = env.SITE.getByName(site);
    const invite = await object.invite('priya', 'test');
    const second = await object.invite('priya', 'test');
    const opened = await object.signIn(invite?.token ?? '');
    const stored = await runInDurableObject(object, (_, ctx) =>
      JSON.stringify([...ctx.storage.sql.exec('SELECT * FROM invites'), ...ctx.storage.sql.exec('SELECT * FROM sessions')]),
    );
    expect(stored).not.toContain(second?.token);
    expect(stored).not.toContain(opened?.token);
    expect(opened?.session).toMatchObject({ id: 'priya', role: 'agent', site });
  });

  it('writes nothing for an id that is asked about and does not exist', async () => {
    const object = env.SITE.getByName('nobody-made-this');
    expect(await object.snapshot()).toBeNull();
    expect(await object.signIn('whatever-token')).toBeNull();
    expect(await runInDurableObject(object, (_, ctx) => ctx.storage.sql.exec('SELECT name FROM sqlite_master').toArray())).toEqual([]);
  });
});
