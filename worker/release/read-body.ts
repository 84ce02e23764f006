/** Room that is filled again and again. */
const step = 64 * 1024;

/**
 * A body of a known size in memory of just that size: what `arrayBuffer()` collects first takes as much again. Null where it
 * has another size.
 */
export async function readBody(body: ReadableStream<Uint8Array>, size: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(size);
  const reader = body.getReader({ mode: 'byob' });
  let room = new Uint8Array(step);
  for (let at = 0; ; ) {
    const { value, done } = await reader.read(room);
    if (done) return at === size ? bytes : null;
    if (at + value.length > size) {
      await reader.cancel();
      return null;
    }
    bytes.set(value, at);
    at += value.length;
    room = new Uint8Array(value.buffer);
  }
}
