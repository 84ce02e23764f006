import { expect, test } from 'vitest';
import { csvRows } from '../../kb/csv.ts';
import type { ImportProblem } from '../../kb/import.ts';
import { processor } from '../processor.ts';

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

test('reads a row that is too short, and leaves it to be refused', () => {
  expect(rows('id,question,answer\n1,q\n2,q,a,,\n').rows).toEqual([
    { line: 2, row: { id: '1', question: 'q', variants: [] } },
    { line: 3, row: { id: '2', question: 'q', answer: 'a', variants: [] } },
  ]);
});

test('refuses a row with more cells than names: an answer with a comma would lose what follows it', () => {
  expect(rows('id,question,answer\n1,q,Yes, we do\n2,q,a\n')).toEqual({
    rows: [{ line: 3, row: { id: '2', question: 'q', answer: 'a', variants: [] } }],
    problems: [
      { file: 'faq.csv', line: 2, message: 'has 4 cells where the first line names 3; put text that holds a comma in quotation marks.' },
    ],
  });
});

test('refuses two columns of one name', () => {
  expect(rows('id,question,answer,Question\n1,q,a,r\n').problems[0]?.message).toBe('names the column "question" twice; keep one of them.');
});

test.each([
  ['semicolons among which a name holds a comma', 'id;question;answer;notes, internal\n1;q;a, b;n\n', 2],
  ['a line of Excel that names the sign', 'sep=;\r\nid;question;answer\r\n1;q;a, b\r\n', 3],
  ['old line ends', 'id,question,answer\r1,q,"a, b"\r', 2],
])('reads %s', (_, text, line) => {
  expect(rows(text).rows).toMatchObject([{ line, row: { question: 'q', answer: 'a, b' } }]);
});

test('names the line in which the row begins that is no CSV, and keeps those before it', () => {
  const unclosed = rows('id,question,answer\n1,q,a\n\n2,"open\n3,q,a\n4,q,a\n');
  expect(unclosed.rows.map(({ line }) => line)).toEqual([2]);
  expect(unclosed.problems).toEqual([{ file: 'faq.csv', line: 3, message: expect.stringContaining('(Quote Not Closed: ') }]);
  expect(rows('id,question,answer\n1,q "x" y,a\n').problems).toMatchObject([
    { line: 2, message: expect.stringContaining('double those inside a text ("").') },
  ]);
  expect(rows('').rows).toEqual([]);
});

test('gives up at once on a quotation mark that opens a whole file', () => {
  const spent = processor();
  expect(rows(`id,question,answer\n1,"${'word, word\n'.repeat(1_000_000)}`).problems).toHaveLength(1);
  expect(spent()).toBeLessThan(5_000);
});
