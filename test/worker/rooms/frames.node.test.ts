import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conversationClientFrame, deskClientFrame, MAX_FRAME, refusals } from '../../../worker/protocol.ts';
import { clientIdOf, Flood, frameTypes, parseFrame } from '../../../worker/rooms/frames.ts';

const types = frameTypes(conversationClientFrame);
const parse = (data: string | ArrayBuffer) => parseFrame(conversationClientFrame, types, data);
const reason = (data: string | ArrayBuffer) => {
  const parsed = parse(data);
  return parsed.ok ? 'ok' : parsed.reason;
};
const send = { type: 'send', clientId: 'client-id-1', text: 'hello' };

test('knows the names of a socket’s frames', () => {
  expect(types).toContain('send');
  expect(frameTypes(deskClientFrame)).toEqual(['hello', 'claim', 'presence', 'assign', 'route']);
});

test('reads a frame that fits', () => {
  expect(parse(JSON.stringify(send))).toEqual({ ok: true, frame: send });
});

test.each([
  ['a binary frame', new ArrayBuffer(4), 'binary'],
  ['no JSON', 'hello', 'bad-json'],
  ['nothing', '', 'bad-json'],
  ['JSON that is cut', JSON.stringify(send).slice(0, -2), 'bad-json'],
  ['a list', '[]', 'bad-frame'],
  ['null', 'null', 'bad-frame'],
  ['a number', '7', 'bad-frame'],
  ['a type that does not exist', '{"type":"delete-everything"}', 'unknown-type'],
  ['a type of another socket', '{"type":"claim","handoffId":"h"}', 'unknown-type'],
  ['a type that every object has', '{"type":"toString"}', 'unknown-type'],
  ['a missing field', '{"type":"send","clientId":"client-id-1"}', 'bad-frame'],
  ['a field too many', JSON.stringify({ ...send, agent: true }), 'bad-frame'],
  ['a prototype', '{"type":"withdraw","__proto__":{"admin":true}}', 'bad-frame'],
  ['an id that is none', JSON.stringify({ ...send, clientId: 'short' }), 'bad-frame'],
  ['an id with a path', JSON.stringify({ ...send, clientId: '../../../etc' }), 'bad-frame'],
  ['lists too deep to be meant', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'bad-frame'],
  ['more than a frame may have', JSON.stringify({ ...send, text: 'a'.repeat(MAX_FRAME) }), 'too-large'],
  ['more bytes than letters', JSON.stringify({ ...send, text: '😀'.repeat(MAX_FRAME / 3) }), 'too-large'],
])('refuses %s by name', (_, data, refusal) => {
  expect(reason(data)).toBe(refusal);
});

test('says what is wrong without repeating much of it', () => {
  const parsed = parse(JSON.stringify({ type: 'x'.repeat(5_000) }));
  expect(parsed.ok ? '' : parsed.detail.length).toBeLessThan(120);
  expect(parse('{"type":"send","clientId":"client-id-1","text":7}')).toMatchObject({ detail: expect.stringMatching(/^text: /) });
});

test('any text is a frame or a refusal from the list', () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const almost = fc
    .record(
      { type: fc.constantFrom(...types, 'x'), clientId: fc.string(), text: fc.string(), on: fc.boolean(), since: fc.nat() },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), json, almost), (data) => {
      const parsed = parse(data);
      if (!parsed.ok) {
        expect(refusals).toContain(parsed.reason);
        expect(parsed.detail).not.toBe('');
      } else expect(types).toContain(parsed.frame.type);
    }),
    { numRuns: 300 },
  );
});

test('finds which message a refused frame was', () => {
  expect(clientIdOf(JSON.stringify({ ...send, text: 7 }))).toBe('client-id-1');
  expect(clientIdOf('{"clientId" : "client-id-1", broken')).toBe('client-id-1');
  for (const data of ['{}', '{"clientId":"x"}', '{"clientId":"<script>alert(1)</script>"}', new ArrayBuffer(2)])
    expect(clientIdOf(data)).toBeUndefined();
  expect(clientIdOf(JSON.stringify({ ...send, text: 'a'.repeat(MAX_FRAME) }))).toBeUndefined();
});

test('lets 40 frames pass at once and ten a second after that', () => {
  const flood = new Flood();
  const start = Date.now();
  const take = (n: number, at: number) => Array.from({ length: n }, () => flood.take(at)).filter((verdict) => verdict === 'pass').length;
  expect(take(60, start)).toBe(40);
  expect(take(60, start + 1_000)).toBe(10);
  expect(take(60, start + 60_000)).toBe(40);
});

test('closes a socket that goes on regardless, and none that pauses', () => {
  const flood = new Flood();
  const start = Date.now();
  const verdicts = Array.from({ length: 300 }, () => flood.take(start));
  expect(verdicts.filter((verdict) => verdict === 'pass')).toHaveLength(40);
  expect(verdicts.indexOf('close')).toBe(240);
  const calm = new Flood();
  expect(Array.from({ length: 500 }, (_, i) => calm.take(start + i * 101))).not.toContain('refuse');
});
