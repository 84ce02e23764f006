import fc from 'fast-check';
import { expect, test } from 'vitest';
import { articleFile } from '../../kb/article-file.ts';
import { type ImportResult, importFiles } from '../../kb/import.ts';
import { parseMarkdown } from '../../kb/markdown.ts';
import { document, markup } from './arbitraries.ts';
import { article } from './samples.ts';

function again(written: ReturnType<typeof articleFile>): ImportResult {
  if (!written.ok) throw new Error(written.message);
  return importFiles([{ name: written.path, text: written.text }]);
}

test('writes a file as kb/README.md explains it', () => {
  expect(
    articleFile(
      article('how-to-return', ['how do I return something?', 'a: b #c'], 'Within 30 days.', { topic: 'returns', sources: ['Terms, 7'] }),
    ),
  ).toEqual({
    ok: true,
    path: 'returns/how-to-return.md',
    text: '---\nid: how-to-return\ntitle: Title of how-to-return\ntopic: returns\nquestions:\n  - how do I return something?\n  - "a: b #c"\nmode: verbatim\nlocale: en\nowner: Marta\napproved_by: Marta\napproved_on: 2026-01-01\nreview_by: 2099-12-31\nsources:\n  - Terms, 7\n---\nWithin 30 days.\n',
  });
});

test('says what keeps an article from being a file', () => {
  expect(articleFile(article('Not An Id', ['question']))).toMatchObject({ ok: false, message: expect.stringContaining('id: ') });
});

test('importing what was exported changes nothing', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 2, maxLength: 100 })
    .filter((text) => !/[\p{Cc}\p{Cf}\u2028\u2029\ufeff]/u.test(text));
  const approval = fc.option(fc.constant({ approvedBy: 'Marta Kowalska', approvedOn: '2026-11-01', reviewBy: '2027-11-01' }), {
    nil: { approvedBy: null, approvedOn: null, reviewBy: null },
  });
  fc.assert(
    fc.property(
      fc.oneof(markup, document),
      line,
      fc.array(line, { minLength: 1, maxLength: 5 }),
      approval,
      fc.constantFrom('en', 'fr', 'zh'),
      (source, title, questions, given, locale) => {
        const blocks = parseMarkdown(source);
        fc.pre(blocks.length > 0);
        const one = article('a-b', questions, '', { title, locale, blocks, topic: 'topic', ...given });
        const { articles, problems } = again(articleFile(one));
        expect(problems).toEqual([]);
        expect(articles).toEqual([one]);
      },
    ),
    { numRuns: 500 },
  );
});

test('importing what was exported of a help centre changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(markup, document), { minLength: 1, maxLength: 4 }), (sources) => {
      const text = sources
        .map((source, i) => JSON.stringify({ id: `page-${i}`, title: `Page ${i}`, url: `/help/${i}`, text: source }))
        .join('\n');
      for (const one of importFiles([{ name: 'x.jsonl', text }]).articles)
        expect(again(articleFile({ ...one, questions: ['a question'] })).articles[0]?.blocks).toEqual(one.blocks);
    }),
    { numRuns: 200 },
  );
});
