import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findFolder, openData } from '../../../worker/local/data.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-data-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the data folder', () => {
  test('keeps its secrets from start to start, for its owner alone', () => {
    const first = openData(folder, false);
    expect(openData(folder, false).secrets).toEqual(first.secrets);
    expect(first.secrets.secret).not.toBe(first.secrets.identity.secret);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'secrets.json')).mode & 0o077).toBe(0);
  });

  test('begins anew with --fresh, and removes nothing that is not ours', () => {
    const first = openData(folder, false);
    writeFileSync(join(first.state, 'row'), 'kept');
    writeFileSync(join(folder, 'run.json'), 'held');
    const second = openData(folder, true);
    expect(existsSync(join(second.state, 'row'))).toBe(false);
    expect(second.secrets.secret).not.toBe(first.secrets.secret);
    expect(readFileSync(join(folder, 'run.json'), 'utf8')).toBe('held');
  });

  test('is refused when it holds files of somebody else', () => {
    writeFileSync(join(folder, 'thesis.odt'), '');
    expect(() => findFolder(folder)).toThrow('thesis.odt');
  });

  test('is one folder under all its names', () => {
    const inside = join(folder, 'real');
    mkdirSync(inside);
    symlinkSync(inside, join(folder, 'alias'));
    expect(findFolder(join(folder, 'alias'))).toBe(findFolder(inside));
  });
});
