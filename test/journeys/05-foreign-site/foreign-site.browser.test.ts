import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { openChat, type Product, say, startProduct, violations } from '../../browser/product.ts';

/** A shop on another origin with a strict policy and rude styles: the way the tag is really used. */
let product: Product;
let server: Server;
let url = '';

beforeAll(async () => {
  product = await startProduct();
  const { handrail } = product;
  const page = (await readFile(new URL('./index.html', import.meta.url), 'utf8')).replace('HANDRAIL', handrail.url);
  const hostile =
    '* { color: red !important; display: block !important; font-size: 40px !important; } button { display: none !important; }';
  server = createServer((request, response) => {
    const own = handrail.url;
    const policy = `default-src 'none'; script-src ${own}; style-src 'self'; connect-src ${own} ${own.replace('http', 'ws')}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'`;
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('Content-Type', request.url === '/hostile.css' ? 'text/css' : 'text/html');
    response.end(request.url === '/hostile.css' ? hostile : page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.close();
  await product?.close();
});

const allow = (origins: string[]) =>
  product.handrail.service(
    {
      method: 'PUT',
      path: '/api/v1/sites/fernweg',
      json: { name: 'Fernweg Outfitters', origins, accent: '#1f6f54', identity: 'optional', identityKeys: [] },
    },
    z.unknown(),
  );

it('refuses a page whose origin is not the site’s, in words', async () => {
  await allow([product.handrail.url]);
  const page = await product.open(url);
  await page.waitForFunction(() => 'open' in ((window as unknown as { Handrail?: object }).Handrail ?? {}));
  await page.evaluate(() => (window as unknown as { Handrail: { open(): void } }).Handrail.open());
  await page.getByRole('dialog').getByRole('alert').first().waitFor();
});

it('works on another origin under a strict policy with Trusted Types and hostile styles', async () => {
  await allow([product.handrail.url, url]);
  const page = await product.open(url);
  await page.waitForFunction(() => 'open' in ((window as unknown as { Handrail?: object }).Handrail ?? {}));
  await openChat(page);
  await say(page, 'how long does delivery take?');
  const answer = page.getByRole('log').getByText('3–5 working days').first();
  await answer.waitFor();
  expect(await answer.evaluate((element) => getComputedStyle(element).color)).not.toBe('rgb(255, 0, 0)');
  expect(await violations(page)).toEqual([]);
});
