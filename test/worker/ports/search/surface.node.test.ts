import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosine, isZero } from '../../../../worker/ports/embed/quantize.ts';
import { SURFACE, surfaceVector } from '../../../../worker/ports/search/surface.ts';

const alike = (a: string, b: string, locale = 'de') => cosine(surfaceVector(a, locale), surfaceVector(b, locale));

test('the same text has the same vector, and case and punctuation are no difference', () => {
  expect(surfaceVector('Wie lange dauert die Lieferung?', 'de')).toEqual(surfaceVector('wie lange dauert die lieferung', 'de'));
  expect(surfaceVector('Lieferung', 'de')).toHaveLength(SURFACE.dimensions);
});

test('what is written alike is nearer than what is not', () => {
  expect(alike('Lieferungen', 'Lieferung')).toBeGreaterThan(0.3);
  expect(alike('Lieferung', 'Zelt waschen')).toBeLessThan(0.25);
  expect(alike('Lieferung ins Ausland', 'Auslandslieferung')).toBeGreaterThan(alike('Lieferung ins Ausland', 'Zelt waschen'));
});

test.each([
  ['доставка в россию', 'доставки по россии', 'мыть палатку'],
  ['παράδοση στην Ελλάδα', 'παραδόσεις στην Ελλάδα', 'πλύσιμο σκηνής'],
  ['التوصيل إلى مصر', 'توصيل مصر', 'غسل الخيمة'],
])('reads other scripts: %s', (text, near, far) => {
  expect(alike(text, near)).toBeGreaterThan(alike(text, far) + 0.1);
});

test('nothing has the zero vector', () => {
  for (const nothing of ['', ' \n', '?!', '\u200b']) expect(isZero(surfaceVector(nothing, 'de'))).toBe(true);
});

test('any text has a vector of the one length, the same every time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      const vector = surfaceVector(text, 'ja');
      expect(vector).toHaveLength(SURFACE.dimensions);
      expect(surfaceVector(text, 'ja')).toEqual(vector);
    }),
  );
});
