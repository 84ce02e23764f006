import { readFileSync } from 'node:fs';
import { decodeFile } from '../../../../../worker/ports/embed/static/format.ts';

/** The artifact as it is committed, and its parts, in memory of its own. */
export function encoderFile() {
  const bytes = new Uint8Array(readFileSync(new URL('../../../../../worker/ports/embed/static/encoder.bin', import.meta.url)));
  const decoded = decodeFile(bytes);
  if (!decoded.ok) throw new Error(decoded.problem);
  return { bytes, ...decoded.file, sections: decoded.file.over(new Uint8Array(bytes).buffer) };
}
