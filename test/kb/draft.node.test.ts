import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { checkKnowledge } from '../../kb/check.ts';
import { articleDraft, type DraftSource } from '../../kb/draft.ts';
import { importFiles } from '../../kb/import.ts';
import { root } from '../../worker/local/config.ts';

const today = '2026-11-23';
const source: DraftSource = {
  questions: ['do you sharpen ice axes?', 'Do you sharpen ice axes', 'can you sharpen my ice axe', 'ice axe sharpening: how much?'],
  locale: 'en',
  topic: 'care',
  owner: 'Product Care',
  asked: 12,
  lastOn: '2026-11-20',
  near: { id: 'boot-care', title: 'Looking after leather boots' },
  taken: new Set(['boot-care']),
};
const folder = mkdtempSync(join(tmpdir(), 'handrail-draft-'));
afterAll(() => rmSync(folder, { recursive: true }));

function made(over: Partial<DraftSource> = {}): { path: string; text: string } {
  const draft = articleDraft({ ...source, ...over });
  if (!draft.ok) throw new Error(draft.message);
  return draft;
}
const rules = ({ path, text }: { path: string; text: string }) =>
  checkKnowledge(importFiles([{ name: path, text }]), today).map(({ severity, rule }) => `${severity} ${rule}`);

describe('a draft', () => {
  test('has every field but the approval, and says what to write', () => {
    const { path, text } = made();
    expect(path).toBe('care/do-you-sharpen-ice-axes.md');
    const { articles, problems } = importFiles([{ name: path, text }]);
    expect(problems).toEqual([]);
    expect(articles[0]).toMatchObject({
      id: 'do-you-sharpen-ice-axes',
      title: 'Do you sharpen ice axes?',
      topic: 'care',
      questions: ['do you sharpen ice axes?', 'can you sharpen my ice axe', 'ice axe sharpening: how much?'],
      mode: 'verbatim',
      locale: 'en',
      owner: 'Product Care',
      approvedBy: null,
      approvedOn: null,
      reviewBy: null,
    });
    expect(text).toContain('Asked 12 times, last on 2026-11-20. The nearest article is "Looking after leather boots" (boot-care).');
  });

  test('passes the check as not written and not approved, and as nothing else', () => {
    expect(rules(made())).toEqual(['warning no-answer', 'warning not-approved']);
    const { path, text } = made();
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    const { status, stderr, stdout } = spawnSync(process.execPath, ['kb/cli.ts', 'check', folder], { cwd: root, encoding: 'utf8' });
    expect([status, stdout.trim()]).toEqual([0, '1 article, 3 questions, 1 topic: 0 errors, 2 warnings']);
    expect(stderr).toMatch(/has no answer yet[\s\S]*nobody has approved it/);
  });

  test('that somebody approves without writing the answer stops a release', () => {
    const { path, text } = made();
    const approved = text.replace('sources:', 'approved_by: Marta\napproved_on: 2026-11-20\nreview_by: 2027-01-01\nsources:');
    expect(rules({ path, text: approved })).toEqual(['error no-answer']);
    const written = `${approved.slice(0, approved.indexOf('---\n**'))}---\nYes, in every shop.\n`;
    expect(rules({ path, text: written })).toEqual([]);
  });

  test('takes no id that another article has', () => {
    const { path } = made({ taken: new Set(['do-you-sharpen-ice-axes']) });
    expect(path).toMatch(/^care\/do-you-sharpen-ice-axes-\w{7}\.md$/);
  });

  test('is possible in scripts without Latin letters, and without a near article', () => {
    const { path, text } = made({ questions: ['スキー板をレンタルできますか'], locale: 'ja', near: null, topic: 'general' });
    expect(path).toMatch(/^general\/article-\w{7}\.md$/);
    expect(rules({ path, text })).toEqual(['warning no-answer', 'warning not-approved']);
  });

  test('is refused where there is nothing to ask', () => {
    expect(articleDraft({ ...source, questions: ['?'] }).ok).toBe(false);
    expect(articleDraft({ ...source, questions: [] }).ok).toBe(false);
  });

  test('has a title and a file name of a length that people read', () => {
    const { path, text } = made({ questions: ['is it possible to have the ice axes of my whole alpine club sharpened '.repeat(4).trim()] });
    expect(path.length).toBeLessThan(75);
    expect(importFiles([{ name: path, text }]).articles[0]?.title.length).toBeLessThanOrEqual(120);
  });

  test('passes the check whatever customers write', () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          '---',
          '#',
          '"',
          "'",
          ': ',
          '- x',
          '[card ending 1111]',
          '\u202eevil',
          '\u200b',
          '{{x}}',
          '<b>',
          '&amp;',
          '| a |',
          'yes',
          'null',
          '~',
          '👩‍🔧',
        ),
        fc.string({ unit: 'grapheme', maxLength: 12 }),
      ),
      { minLength: 1, maxLength: 6 },
    );
    const question = words.map((list) => `axe ${list.join(' ')}`.replace(/\s+/gu, ' ').slice(0, 300).trim());
    fc.assert(
      fc.property(fc.array(question, { minLength: 1, maxLength: 6 }), (questions) => {
        expect(rules(made({ questions }))).toEqual(['warning no-answer', 'warning not-approved']);
      }),
    );
  });
});
