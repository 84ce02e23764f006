import { z } from 'zod';
import { failed, statusFault } from '../fault.ts';
import type { NotifyPort } from './port.ts';

/** `whsec_` and 24 to 64 random bytes in base64 (standardwebhooks.com). */
const secretSchema = z.string().refine((value) => keyBytes(value) !== null, 'is no secret: "whsec_" and 24 to 64 random bytes in base64');

export const webhookSchema = z.strictObject({
  url: z.url({ protocol: /^https?$/, abort: true }).refine(isSafe, 'is no https address (http is for this machine only)'),
  secret: secretSchema,
});
export type Webhook = z.infer<typeof webhookSchema>;

/** What is signed goes over TLS, or stays on this machine. */
function isSafe(value: string): boolean {
  const { protocol, hostname, username, password } = new URL(value);
  return (protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)) && username + password === '';
}

function keyBytes(secret: string): Uint8Array<ArrayBuffer> | null {
  if (!/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/.test(secret)) return null;
  try {
    const bytes = Uint8Array.from(atob(secret.slice('whsec_'.length)), (letter) => letter.charCodeAt(0));
    return bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
  } catch {
    return null;
  }
}

/** The signature of Standard Webhooks: HMAC-SHA-256 over `id.timestamp.body` in base64, with its version. */
export async function sign(secret: string, id: string, seconds: number, body: string): Promise<string> {
  const bytes = keyBytes(secret);
  if (!bytes) throw new Error('the secret of the webhook cannot be read');
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(`${id}.${seconds}.${body}`));
  return `v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`;
}

/** One signed POST. A complete answer of 2xx means taken; everything else is told again later, under the same id. */
export function webhookNotify({ url, secret }: Webhook, timeoutMs = 10_000): NotifyPort {
  return {
    name: 'webhook',
    async send({ id, ...event }) {
      const body = JSON.stringify(event);
      // The time of this try: receivers refuse what is minutes old, so that nobody can play it again.
      const seconds = Math.floor(Date.now() / 1_000);
      const headers = {
        'Content-Type': 'application/json',
        'User-Agent': 'Handrail',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': await sign(secret, id, seconds, body),
      };
      // Not AbortSignal.timeout: its timer cannot be taken back and keeps a live object in memory (2026).
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), timeoutMs);
      try {
        // A redirect would carry the signed body to an address that nobody configured.
        const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: late.signal });
        await drain(response);
        if (response.ok) return { ok: true, value: 'sent' };
        return { ok: false, fault: { ...statusFault('the webhook', response.status, (name) => response.headers.get(name)), again: true } };
      } catch {
        if (late.signal.aborted) return failed('timeout', 'the webhook took too long', true);
        return failed('unavailable', 'the webhook cannot be reached', true);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const mostRead = 64 * 1024;

/** Read to its end and thrown away: an answer that breaks off may not have been one. One without end is not waited for. */
async function drain({ body }: Response): Promise<void> {
  const reader = body?.getReader();
  for (let read = 0; reader && read < mostRead; ) {
    const { done, value } = await reader.read();
    if (done) return;
    read += value?.length ?? 0;
  }
  await reader?.cancel();
}
