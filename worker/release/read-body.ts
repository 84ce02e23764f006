/** Room that is filled again and again. */
const step = 64 * 1024;

/**
 * Fills `bytes` with a body of just that size: what `arrayBuffer()` collects first takes as much again. False where the body
 * has another size.
 */
export async function readBody(body: ReadableStream<Uint8Array>, bytes: Uint8Array): Promise<boolean> {
  const reader = body.getReader({ mode: 'byob' });
  let room = new Uint8Array(step);
  for (let at = 0; ; ) {
    const { value, done } = await reader.read(room);
    if (done) return at === bytes.length;
    if (at + value.length > bytes.length) {
      await reader.cancel();
      return false;
    }
    bytes.set(value, at);
    at += value.length;
    room = new Uint8Array(value.buffer);
  }
}
