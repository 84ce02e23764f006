import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Limits } from '../../worker/ports/attempt.ts';
import type { Times } from '../../worker/ports/drivers.ts';
import { type Embedder, type EmbedKind, MAX_TEXTS } from '../../worker/ports/embed/port.ts';
import { cosine, isZero } from '../../worker/ports/embed/quantize.ts';
import type { FaultKind } from '../../worker/ports/fault.ts';
import type { Fault, LocalServer } from './servers/http.ts';

/** A driver that has begun: for one without a network there is nothing to script and nothing to look at. */
export interface Started {
  embedder(times: Times): Promise<Embedder>;
  service: (Pick<LocalServer, 'script' | 'reset' | 'open'> & { inputs(): string[][] }) | null;
  close(): Promise<void>;
}
export interface EmbedSuite {
  name: string;
  embedder: { name: string; dimensions: number };
  start(): Promise<Started>;
  /** Texts in which the embedder finds nothing that it knows: none, for most. */
  unreadable?: string[];
  /** Words that must never be in the account of a fault. */
  secret?: string;
  /** The body of a good answer, with one vector less, shorter vectors, or a component that is no number. */
  change?: Record<'count' | 'dimensions' | 'nan', (text: string) => string>;
}

/** Where nothing has to end by the clock, a busy machine must not end it. */
const patience: Limits = { attemptMs: 20_000, totalMs: 40_000, tries: 3, baseMs: 20 };
const limits: Limits = { attemptMs: 400, totalMs: 900, tries: 3, baseMs: 20 };
const timesOf = (query: Limits): Times => ({ embed: { query, document: patience } });
/** No fault takes longer than the limit of the whole request; the rest is the way through a busy machine. */
const slack = 15_000;
const question = 'where is my parcel for Elm Street 14';

/** What every embedder keeps to (worker/ports/embed/port.ts). */
export function testEmbedder(suite: EmbedSuite): void {
  describe(`embedder ${suite.name}`, () => {
    let started: Started;
    let embedder: Embedder;
    /** Has little time, for what never comes. */
    let hasty: Embedder;
    beforeAll(async () => {
      started = await suite.start();
      [embedder, hasty] = [await started.embedder(timesOf(patience)), await started.embedder(timesOf(limits))];
    }, 60_000);
    afterAll(() => started.close());
    beforeEach(() => started.service?.reset());

    const vectors = async (texts: string[], kind: EmbedKind = 'query') => {
      const result = await embedder.embed(texts, kind);
      if (!result.ok) throw new Error(`${result.fault.kind}: ${result.fault.why}`);
      return result.vectors;
    };

    test('is named after driver, model, dimensions and pooling', () => {
      expect({ name: embedder.name, dimensions: embedder.dimensions }).toEqual(suite.embedder);
      expect(embedder.name.split(' ')).toContain(String(embedder.dimensions));
    });

    test('gives every text one quantised vector, the same every time', async () => {
      const texts = ['how long does delivery take', 'can I return boots', '¿cuánto tarda?', '😀', 'a\u0000b', 'a lone \ud83d half'];
      const first = await vectors(texts);
      expect(first.map((one) => one.length)).toEqual(texts.map(() => embedder.dimensions));
      const largest = first.map((one) => one.reduce((most, value) => Math.max(most, Math.abs(value)), 0));
      expect(largest).toEqual(texts.map((text) => (suite.unreadable?.includes(text) ? 0 : 127)));
      expect(await vectors(texts)).toEqual(first);
    });

    test('puts texts that say the same nearer than others', async () => {
      const [a, b, c] = await vectors(['how long does delivery take', 'how long will delivery take', 'wash the tent by hand']);
      if (!a || !b || !c) throw new Error('three vectors');
      expect(cosine(a, a)).toBeCloseTo(1, 6);
      expect(cosine(a, b)).toBeGreaterThan(cosine(a, c));
    });

    test('keeps the order across batches, also with blank texts in between', async () => {
      const texts = Array.from({ length: 257 }, (_, i) => (i % 50 === 7 ? ' \n' : `question number ${i}`));
      const all = await vectors(texts, 'document');
      const [third, last] = await vectors(['question number 3', 'question number 256'], 'document');
      expect([all[3], all[256]]).toEqual([third, last]);
      expect(all.flatMap((one, i) => (isZero(one) ? [i] : []))).toEqual([7, 57, 107, 157, 207]);
    });

    test('takes no texts, blank texts and very long ones', async () => {
      expect(await vectors([])).toEqual([]);
      expect((await vectors(['', '\t'])).every(isZero)).toBe(true);
      const [long] = await vectors([`délai ${'livraison rapide 😀 '.repeat(20_000)}`]);
      expect(long?.length).toBe(embedder.dimensions);
    });

    test('refuses more texts than one call may have', async () => {
      expect(await embedder.embed(new Array<string>(MAX_TEXTS + 1).fill('a'), 'document')).toMatchObject({
        ok: false,
        fault: { kind: 'too-many' },
      });
    });

    if (suite.change === undefined) return;
    describe('over the network', () => {
      const service = () => {
        if (started.service === null) throw new Error('this driver has no service');
        return started.service;
      };

      test('sends at most 100 texts at once, none of them blank, none beyond its limit', async () => {
        await vectors([...Array.from({ length: 250 }, (_, i) => `text ${i}`), '', 'word '.repeat(30_000)], 'document');
        const inputs = service().inputs();
        expect(inputs.map((one) => one.length).sort()).toEqual([100, 100, 51].sort());
        expect(inputs.flat().every((text) => text.trim() !== '' && new TextEncoder().encode(text).length <= 24_100)).toBe(true);
        service().reset();
        await vectors(['', ' ']);
        expect(service().inputs()).toEqual([]);
      });

      const nan = suite.change?.nan ?? String;
      const faults: [what: string, faults: Fault, kind: FaultKind][] = [
        ['401', { status: 401, body: { error: { message: `no key ${suite.secret} for ${question}` } } }, 'unavailable'],
        ['404', { status: 404 }, 'unavailable'],
        ['413', { status: 413 }, 'too-many'],
        ['429 for a minute', { status: 429, headers: { 'retry-after': '60' } }, 'rate-limited'],
        ['429', { status: 429 }, 'rate-limited'],
        ['500', { status: 500, body: question }, 'unavailable'],
        ['503 until a date', { status: 503, headers: { 'retry-after': new Date(Date.now() + 90_000).toUTCString() } }, 'unavailable'],
        ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:9/v1/embeddings' } }, 'unavailable'],
        ['silence', 'hang', 'timeout'],
        ['one byte a second', 'drip', 'timeout'],
        ['no JSON', () => '<html>bad gateway</html>', 'bad-answer'],
        ['another JSON', () => '{"ok":true}', 'bad-answer'],
        ['a vector too few', suite.change?.count ?? String, 'bad-answer'],
        ['vectors too short', suite.change?.dimensions ?? String, 'bad-answer'],
        ['NaN', nan, 'bad-answer'],
        ['infinity', (text) => nan(text).replace('NaN', '1e999'), 'bad-answer'],
        ['null', (text) => nan(text).replace('NaN', 'null'), 'bad-answer'],
      ];
      test.each(faults)('%s is a fault in time, and says nothing of what was sent', async (_, always, kind) => {
        service().script([], always);
        const began = performance.now();
        const result = await (kind === 'timeout' ? hasty : embedder).embed([question, 'another'], 'query');
        expect(performance.now() - began).toBeLessThan(limits.totalMs + slack);
        expect(result).toMatchObject({ ok: false, fault: { kind } });
        expect(JSON.stringify(result)).not.toMatch(new RegExp(`Elm Street|${suite.secret ?? 'Elm Street'}`));
      });

      test('a body that is cut off is a fault', async () => {
        service().script([], 'cut');
        const result = await embedder.embed([question], 'query');
        expect(result).toMatchObject({ ok: false, fault: { kind: expect.stringMatching(/^(bad-answer|unavailable)$/) } });
      });

      test('asks again after 500, 429 with a short Retry-After, and a time-out', async () => {
        const [good] = await vectors([question]);
        const again = await started.embedder(timesOf({ ...patience, attemptMs: 1_500 }));
        for (const first of [{ status: 500 }, { status: 429, headers: { 'retry-after': '0' } }, 'hang'] as const) {
          service().reset();
          service().script([first]);
          expect(await again.embed([question], 'query')).toEqual({ ok: true, vectors: [good] });
          expect(service().inputs()).toHaveLength(2);
        }
      });

      test('hangs up on a request that takes too long', async () => {
        service().script([], 'hang');
        expect(await hasty.embed([question], 'query')).toMatchObject({ ok: false, fault: { kind: 'timeout' } });
        await vi.waitFor(() => expect(service().open()).toBe(0), 15_000);
      });

      test('waits as long as it is asked to', async () => {
        service().script([{ status: 429, headers: { 'retry-after': '1' } }]);
        const began = performance.now();
        expect(await embedder.embed([question], 'query')).toMatchObject({ ok: true });
        expect(performance.now() - began).toBeGreaterThan(1_000);
      });

      test('does not ask again when that is useless, or longer than there is time', async () => {
        for (const always of [{ status: 401 }, { status: 404 }, { status: 429, headers: { 'retry-after': '60' } }]) {
          service().reset();
          service().script([], always);
          const result = await hasty.embed([question], 'query');
          expect(service().inputs()).toHaveLength(1);
          expect(!result.ok && result.fault.retryAfter).toBe(always.status === 429 ? 60_000 : null);
        }
      });

      test('a batch that fails fails the call: no vectors are left out in silence', async () => {
        service().script([(text) => text], { status: 500 });
        const result = await embedder.embed(
          Array.from({ length: 150 }, (_, i) => `text ${i}`),
          'document',
        );
        expect(result).toMatchObject({ ok: false, fault: { kind: 'unavailable' } });
      });
    });
  });
}
