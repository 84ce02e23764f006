import { expect, test } from 'vitest';
import { sign, webhookSchema } from '../../../../worker/ports/notify/webhook.ts';

test('signs as Standard Webhooks does: the vector of its own libraries', async () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = await sign(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}');
  expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

test.each([
  ['https://shop.example/hooks?of=handrail', true],
  ['http://127.0.0.1:8080/hooks', true],
  ['http://localhost/hooks', true],
  ['http://[::1]:9/hooks', true],
  ['http://shop.example/hooks', false],
  ['http://127.0.0.1.shop.example/', false],
  ['https://user:word@shop.example/', false],
  ['ftp://shop.example/', false],
  ['shop.example', false],
])('%s may be told: %s', (url, fits) => {
  expect(webhookSchema.safeParse({ url, secret }).success).toBe(fits);
});

test.each([
  ['24 bytes', `whsec_${Buffer.alloc(24, 1).toString('base64')}`, true],
  ['64 bytes', `whsec_${Buffer.alloc(64, 1).toString('base64')}`, true],
  ['23 bytes', `whsec_${Buffer.alloc(23, 1).toString('base64')}`, false],
  ['65 bytes', `whsec_${Buffer.alloc(65, 1).toString('base64')}`, false],
  ['no prefix', Buffer.alloc(32, 1).toString('base64'), false],
  ['signs that are not base64', `whsec_${'-'.repeat(40)}`, false],
  ['nothing', '', false],
])('a secret of %s: %s', (_, given, fits) => {
  expect(webhookSchema.safeParse({ url: 'https://shop.example/', secret: given }).success).toBe(fits);
});

test('what is wrong with a secret does not repeat it', () => {
  const parsed = webhookSchema.safeParse({ url: 'https://shop.example/', secret: 'whsec_hunter2' });
  expect(JSON.stringify(parsed.error?.issues)).not.toContain('hunter2');
});
