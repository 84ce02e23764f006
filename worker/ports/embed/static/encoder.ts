import { quantize } from '../quantize.ts';
import { decodeFile, type Header } from './format.ts';
import { makeForward } from './forward.ts';
import { makeKernel } from './kernel.ts';
import { roomBytes } from './layout.ts';
import { makeTokenizer } from './tokenizer.ts';

/** A sentence encoder of two transformer layers, ready to use. */
export interface Encoder {
  header: Header;
  /** The vector of a text of which the first `limit` pieces are read; zeros where nothing in it can be read. */
  encode(text: string, limit: number): Int8Array;
}
export type Opened = { ok: true; encoder: Encoder } | { ok: false; problem: string };

/** Copies the file to where the kernel can read it in place. Null for a module: without WebAssembly, and slow. */
export function openEncoder(bytes: Uint8Array, module: WebAssembly.Module | null): Opened {
  const decoded = decodeFile(bytes);
  if (!decoded.ok) return decoded;
  const { file } = decoded;
  const { shape, vocabulary } = file.header;
  const kernel = makeKernel(module, bytes.length + roomBytes(shape));
  new Uint8Array(kernel.buffer, kernel.place(bytes.length)).set(bytes);
  const sections = file.over(kernel.buffer);
  const tokenizer = makeTokenizer(vocabulary, sections.floats('scores'));
  const forward = makeForward(kernel, file, sections);
  return {
    ok: true,
    encoder: {
      header: file.header,
      encode(text, limit) {
        const tokens = tokenizer.tokens(text, Math.min(limit, shape.tokens));
        const vector = tokens.length === 0 ? null : quantize(forward(tokens));
        return vector ?? new Int8Array(shape.dimensions);
      },
    },
  };
}
