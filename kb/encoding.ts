/** Bytes of a file as text, or why they are none. Nothing is guessed: a wrong guess would be approved unread. */
export type Decoded = { text: string } | { line: number; message: string };

/** First bytes of what people rename or export by mistake. */
const KINDS: [string, string][] = [
  ['%PDF', 'a PDF'],
  ['PK\u0003\u0004', 'a ZIP archive, or a Word or Excel file'],
  ['\u0089PNG', 'a picture'],
  ['GIF8', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['\u00d0\u00cf\u0011\u00e0', 'an old Word or Excel file'],
  ['\u001f\u008b', 'a gzip archive'],
  ['SQLite format 3', 'a database'],
];

export function decodeText(bytes: Uint8Array): Decoded {
  const head = String.fromCharCode(...bytes.subarray(0, 16));
  const kind = KINDS.find(([magic]) => head.startsWith(magic))?.[1];
  if (kind) return { line: 1, message: `is ${kind}, not text; export it as Markdown, CSV or JSONL.` };
  const encoding = encodingOf(bytes);
  if (encoding === 'utf-8' && bytes.includes(0))
    return {
      line: bytes.subarray(0, bytes.indexOf(0)).reduce((lines, byte) => lines + Number(byte === 10), 1),
      message: 'is not text (it holds zero bytes); export it as Markdown, CSV or JSONL with the encoding UTF-8.',
    };
  try {
    return { text: new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    return {
      line: firstBad(bytes, encoding),
      message: `is not readable as ${encoding.toUpperCase()}; save it again with the encoding UTF-8.`,
    };
  }
}

/** What the byte-order mark says; without one, every other byte being zero says UTF-16 of a text in a Western language. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, 512);
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = sample.length / 4;
  if (sample.length >= 4 && odd > many && even === 0) return 'utf-16le';
  if (sample.length >= 4 && even > many && odd === 0) return 'utf-16be';
  return 'utf-8';
}

/** The line of the first byte that cannot be read. */
function firstBad(bytes: Uint8Array, encoding: string): number {
  const text = new TextDecoder(encoding).decode(bytes);
  const at = text.indexOf('\ufffd');
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}
