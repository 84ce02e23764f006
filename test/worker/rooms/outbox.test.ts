import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { Outbox } from '../../../worker/rooms/outbox.ts';

const withOutbox = <T>(work: (outbox: Outbox, ctx: DurableObjectState) => Promise<T>) =>
  runInDurableObject(env.QUOTA.getByName(crypto.randomUUID()), async (_, ctx) => {
    ctx.storage.sql.exec(Outbox.migration);
    return work(new Outbox(ctx.storage.sql), ctx);
  });

it('delivers in order, each row once', async () => {
  const delivered = await withOutbox(async (outbox) => {
    const seen: string[] = [];
    for (const id of ['a', 'b', 'c']) outbox.put(id, 'desk', { id });
    await Promise.all([1, 2, 3].map(() => outbox.flush(async (row) => void seen.push(row.id))));
    return { seen, next: outbox.next() };
  });
  expect(delivered).toEqual({ seen: ['a', 'b', 'c'], next: null });
});

it('keeps a row that failed, holds back its kind and not the others', async () => {
  const result = await withOutbox(async (outbox) => {
    const seen: string[] = [];
    outbox.put('a', 'desk', {});
    outbox.put('b', 'desk', {});
    outbox.put('c', 'record', {});
    await outbox.flush(async (row) => {
      seen.push(row.id);
      if (row.kind === 'desk') throw new Error('down');
    });
    return { seen, waiting: outbox.next() };
  });
  expect(result.seen).toEqual(['a', 'c']);
  expect(result.waiting).not.toBeNull();
});

it('delivers what replaced a row while it was under way', async () => {
  const seen = await withOutbox(async (outbox) => {
    const versions: string[] = [];
    outbox.put('a', 'desk', { version: 1 });
    await outbox.flush(async (row) => {
      versions.push(row.payload);
      if (versions.length === 1) outbox.put('a', 'desk', { version: 2 });
    });
    await outbox.flush(async (row) => void versions.push(row.payload));
    return versions;
  });
  expect(seen).toEqual(['{"version":1}', '{"version":2}']);
});

it('lets rows of kinds that may be told twice stay until they are swept, delivers them once and others at their time', async () => {
  const result = await runInDurableObject(env.QUOTA.getByName(crypto.randomUUID()), async (_, ctx) => {
    ctx.storage.sql.exec(Outbox.migration);
    const outbox = new Outbox(ctx.storage.sql, ['desk']);
    const left = () => ctx.storage.sql.exec<{ id: string }>('SELECT id FROM outbox ORDER BY id').toArray();
    const seen: string[] = [];
    const deliver = async ({ id, payload }: { id: string; payload: string }) => void seen.push(id + payload);
    outbox.put('a', 'desk', 1);
    outbox.put('b', 'record', 1);
    for (let i = 0; i < 2; i++) await outbox.flush(deliver, ['record']);
    const first = { left: left(), next: outbox.next(['record']), all: outbox.next() };
    outbox.put('a', 'desk', 2);
    outbox.sweep();
    const second = left();
    await outbox.flush(deliver);
    const third = { left: left(), next: outbox.next() };
    return { seen, first, second, third };
  });
  expect(result.first).toEqual({ left: [{ id: 'a' }, { id: 'b' }], next: null, all: 0 });
  expect(result.second).toEqual([{ id: 'a' }, { id: 'b' }]);
  expect(result.third).toEqual({ left: [], next: null });
  expect([...result.seen].sort()).toEqual(['a1', 'a2', 'b1']);
});
