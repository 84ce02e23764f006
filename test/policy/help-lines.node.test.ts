import { expect, test } from 'vitest';
import { checkHelpLines, type HelpLines, linesFor, regionOf } from '../../policy/help-lines.ts';
import { readPolicy } from '../../worker/release/build.ts';

const help: HelpLines = {
  version: 1,
  regions: { AT: { emergency: '112', helpline: '142' }, US: { emergency: '911', helpline: '988' } },
  languages: { en: { emergency: 'your number', helpline: 'a line' }, de: { emergency: '112', helpline: '0800' } },
  acknowledgement: 'safety',
  acknowledgements: { 'safety-self-harm': 'self-harm' },
};

test.each([
  ['de-AT', 'AT'],
  ['en_US', 'US'],
  ['de-Latn-AT', 'AT'],
  ['DE-at', 'AT'],
  ['pt', ''],
  ['zh-Hant', ''],
  ['es-419', ''],
  ['', ''],
  ['en-USA', ''],
])('the region of %s is "%s"', (locale, region) => {
  expect(regionOf(locale)).toBe(region);
});

test('the region comes first, then the language, then the first language, then what works anywhere', () => {
  expect(linesFor(help, 'AT', 'en').helpline).toBe('142');
  expect(linesFor(help, 'JP', 'de').helpline).toBe('0800');
  expect(linesFor(help, '', 'ja').emergency).toBe('your number');
  expect(linesFor(help, 'constructor', 'toString').emergency).toBe('your number');
  expect(linesFor(null, 'US', 'en').emergency).toBe('112');
});

test('names what is missing: words, lines of a language, a kind that is no danger', () => {
  const wording = [
    { locale: 'en', texts: { safety: 'call {emergency}' } },
    { locale: 'fr', texts: { safety: 'appelez le {emergency}' } },
  ];
  expect(checkHelpLines(help, wording, [{ id: 'safety-self-harm', kind: 'topic' }])).toEqual([
    'help-lines.yaml: there is no approved text "self-harm"; add it to the wording.',
    'help-lines.yaml: "safety-self-harm" is no topic of the kind safety; correct the name.',
    'help-lines.yaml: languages has no lines for "fr"; add whom to call there.',
  ]);
  expect(checkHelpLines(null, wording, [])).toEqual(['wording: "safety" names a help line; write help-lines.yaml.']);
});

test('the shop names the lines of its customers', async () => {
  const { helpLines } = await readPolicy('policy');
  const line = (region: string, language: string) => linesFor(helpLines, region, language).helpline;
  expect([line('US', 'en'), line('CA', 'fr'), line('GB', 'en'), line('IE', 'en')]).toEqual(['988', '988', '116 123', '116 123']);
  expect([line('DE', 'de'), line('', 'de').slice(0, 12), line('FR', 'fr'), line('ES', 'es')]).toEqual([
    '0800 1110111',
    '0800 1110111',
    '3114',
    '024',
  ]);
  expect([line('IT', 'it'), line('NL', 'nl'), line('PT', 'pt'), line('BR', 'pt')]).toEqual([
    '02 2327 2327 / 800 86 00 22',
    '113 / 0800-0113',
    '213 544 545',
    '188',
  ]);
});
