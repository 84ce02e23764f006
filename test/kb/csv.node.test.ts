import { expect, test } from 'vitest';
import { csvRows } from '../../kb/csv.ts';
import type { ImportProblem } from '../../kb/import.ts';

function rows(text: string) {
  const problems: ImportProblem[] = [];
  return { rows: csvRows({ name: 'faq.csv', text }, problems), problems };
}

test('gives each row the line it begins in, after rows of several lines and empty ones', () => {
  const { rows: found } = rows('id,question,answer\r\n1,q,"a\r\nb"\r\n\r\n2,"q ""x""",c\r\n');
  expect(found).toEqual([
    { line: 2, row: { id: '1', question: 'q', answer: 'a\nb', variants: [] } },
    { line: 5, row: { id: '2', question: 'q "x"', answer: 'c', variants: [] } },
  ]);
});

test.each([';', '\t'])('reads what spreadsheets part by %j, and columns named in capitals', (sign) => {
  const text = [['ID', ' Question', 'ANSWER', 'Variants'].join(sign), ['1', 'q', 'a, b', 'x|y'].join(sign)].join('\n');
  expect(rows(text).rows).toEqual([{ line: 2, row: { id: '1', question: 'q', answer: 'a, b', variants: ['x', 'y'] } }]);
});

test('says once which columns are missing', () => {
  const { rows: found, problems } = rows('id,frage,antwort\n1,a,b\n2,c,d\n');
  expect(found).toEqual([]);
  expect(problems).toEqual([
    {
      file: 'faq.csv',
      line: 1,
      message: 'has no column "question", "answer"; the first line names the columns: id,question,answer,variants,topic.',
    },
  ]);
});

test('lets rows with a title and a text through as articles', () => {
  expect(rows('title,body\nReturns,Within 30 days.\n').problems).toEqual([]);
});

test('reads a row that is too short or too long, and leaves it to be refused', () => {
  expect(rows('id,question,answer\n1,q\n2,q,a,b,c,d\n').rows.map(({ line }) => line)).toEqual([2, 3]);
});

test('names what is not CSV', () => {
  expect(rows('id,question,answer\n1,"open,never closed\n').problems[0]?.message).toMatch(/^is not readable CSV: /);
  expect(rows('').rows).toEqual([]);
});
