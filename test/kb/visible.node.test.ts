import { expect, test } from 'vitest';
import type { Reading } from '../../kb/source.ts';
import { visible } from '../../kb/visible.ts';

function seen(text: string) {
  const reading: Reading = { problems: [], notes: new Map(), locale: null, withheld: false, onProgress: () => {} };
  return { text: visible(text, { file: 'a.md', line: 1 }, reading), notes: [...reading.notes.keys()] };
}

test('takes out what nobody sees and half characters, and says so', () => {
  expect(seen('de\u200bli\u0000very \ud83d')).toEqual({ text: 'delivery ', notes: ['invisible or broken characters were taken out'] });
});

test('names once each thing that cannot come along', () => {
  expect(seen('<iframe src="x"></iframe> <IFRAME> <video> <script>x</script>').notes).toEqual([
    'left out <iframe>; say in words what it shows',
    'left out <video>; say in words what it shows',
    'left out <script>; say in words what it shows',
  ]);
});

test('says nothing of plain words', () => {
  expect(seen('Words, 😀 and <b>bold</b>.')).toEqual({ text: 'Words, 😀 and <b>bold</b>.', notes: [] });
});
