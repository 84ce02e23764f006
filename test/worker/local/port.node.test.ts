import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { freePort, HOST } from '../../../worker/local/port.ts';

test('a taken port gives the next free one', async () => {
  const wanted = await freePort(0);
  const holder = createServer();
  await new Promise<void>((resolve) => holder.listen(wanted, HOST, resolve));
  try {
    const port = await freePort(wanted);
    expect(port).toBeGreaterThan(wanted);
  } finally {
    await new Promise((resolve) => holder.close(resolve));
  }
  expect(await freePort(wanted)).toBe(wanted);
});
