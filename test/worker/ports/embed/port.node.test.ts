import { expect, test } from 'vitest';
import { notInstalled } from '../../../../worker/ports/embed/port.ts';

test('says that no embedder is installed, and makes up no vectors', async () => {
  expect(notInstalled.name).toBe('not-installed');
  expect(await notInstalled.embed(['how long does delivery take'])).toBeNull();
});
