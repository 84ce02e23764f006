import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../worker/local/config.ts';
import { files, read } from './files.ts';

const pages = files.filter((path) => path.endsWith('.md') && !path.startsWith('kb/articles/') && !path.startsWith('test/'));
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));

/** A path in a page starts at the top folder or at the page's own; `*` and `<name>` stand for anything. */
function isThere(page: string, path: string): boolean {
  const fixed = path.split(/[*<{]/)[0] ?? '';
  if (/^\.(build|data|dev)/.test(fixed)) return true;
  return existsSync(join(root, fixed)) || existsSync(join(root, dirname(page), fixed));
}

const quoted = (text: string) => [...text.matchAll(/`([\w.-]+(?:\/[\w.*<>{},-]+)+\/?)`/g)].flatMap((hit) => hit[1] ?? []);
const linked = (text: string) => [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].flatMap((hit) => hit[1] ?? []);
const first = (path: string) => path.split('/')[0] ?? '';
const folders = new Set(files.filter((path) => path.includes('/')).map(first));

describe.each(pages)('%s', (page) => {
  const text = read(page);
  test('names only files that exist', () => {
    const paths = [...quoted(text).filter((path) => folders.has(first(path))), ...linked(text)];
    expect(paths.filter((path) => !isThere(page, path))).toEqual([]);
  });
  test('names only commands that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].flatMap((hit) => hit[1] ?? []);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('there is a README', () => {
  expect(pages).toContain('README.md');
});
