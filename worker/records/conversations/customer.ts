/** A worker has one secret; a test has some. */
const keys = new Map<string, CryptoKey>();

/**
 * One customer's key: of the signed identity, or of the browser where there is none. HMAC-SHA-256 under the worker's secret, so
 * that nobody who reads the table can try out addresses.
 */
export async function customerKey(
  secret: string,
  site: string,
  { identity, visitor }: { identity: string | null; visitor: string },
): Promise<string> {
  const encode = (text: string) => new TextEncoder().encode(text);
  const key =
    keys.get(secret) ?? (await crypto.subtle.importKey('raw', encode(secret), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']));
  keys.set(secret, key);
  const who = identity === null ? ['visitor', visitor] : ['identity', identity];
  const mac = await crypto.subtle.sign('HMAC', key, encode(JSON.stringify(['past customer', site, ...who])));
  return [...new Uint8Array(mac).subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
