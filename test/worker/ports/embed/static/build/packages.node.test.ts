import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { unpack } from '../../../../../../worker/ports/embed/static/build/packages.ts';

/** One file in an archive, as npm writes it. */
function entry(path: string, content: string, kind = '0', prefix = ''): Buffer {
  const header = Buffer.alloc(512);
  header.write(path, 0);
  header.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124);
  header.write(kind, 156);
  header.write('ustar', 257);
  header.write(prefix, 345);
  const body = Buffer.alloc(Math.ceil(Buffer.byteLength(content) / 512) * 512);
  body.write(content);
  return Buffer.concat([header, body]);
}
const archive = gzipSync(
  Buffer.concat([
    entry('package/dist/a.txt', 'first'),
    entry('package/folder', '', '5'),
    entry('b.txt', 'ü'.repeat(600), '0', 'package/very/long'),
    entry('package/empty', ''),
    Buffer.alloc(1_024),
  ]),
);
const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`;
const of = { name: 'one', version: '1.0.0', integrity };

test('an archive with the known hash gives its files', () => {
  const files = unpack(archive, of);
  expect([...files.keys()]).toEqual(['dist/a.txt', 'very/long/b.txt', 'empty']);
  expect(new TextDecoder().decode(files.get('dist/a.txt'))).toBe('first');
  expect(new TextDecoder().decode(files.get('very/long/b.txt'))).toBe('ü'.repeat(600));
  expect(files.get('empty')).toHaveLength(0);
});

test('any other archive is refused', () => {
  expect(() => unpack(archive, { ...of, integrity: integrity.replace('A', 'B').replace('a', 'b') })).toThrow(/one@1.0.0 has the hash/);
});
