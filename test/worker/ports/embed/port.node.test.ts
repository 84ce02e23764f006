import { expect, test } from 'vitest';
import { type Embedder, notInstalled, questionsOf } from '../../../../worker/ports/embed/port.ts';
import { fault, type RemoteFault } from '../../../../worker/ports/fault.ts';

test('says that no embedder is installed, and makes up no vectors', async () => {
  expect(notInstalled.name).toBe('not-installed');
  expect(await notInstalled.embed(['how long does delivery take'])).toBeNull();
});

test('retrieval gets vectors of questions, or none and a report', async () => {
  const kinds: string[] = [];
  const reports: RemoteFault[] = [];
  let down = false;
  const embedder: Embedder = {
    name: 'test m 2 cls',
    dimensions: 2,
    async embed(texts, kind) {
      kinds.push(kind);
      return down ? { ok: false, fault: fault('timeout', 'late') } : { ok: true, vectors: texts.map(() => Int8Array.of(127, 1)) };
    },
  };
  const port = questionsOf(embedder, (one) => reports.push(one));
  expect(port.name).toBe('test m 2 cls');
  expect(await port.embed(['one'])).toEqual([Int8Array.of(127, 1)]);
  down = true;
  expect(await port.embed(['one'])).toBeNull();
  expect({ kinds, reports }).toEqual({ kinds: ['query', 'query'], reports: [fault('timeout', 'late')] });
});
