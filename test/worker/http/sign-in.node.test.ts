import { describe, expect, test } from 'vitest';
import { browserOf, tooMany } from '../../../worker/http/sign-in.ts';

describe('a browser', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
      'Chrome on Windows',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
      'Safari on macOS',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
      'Chrome on iOS',
    ],
    [
      'Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 OPR/127.0',
      'Opera on ChromeOS',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) <script>', 'Windows'],
    ['node', 'Command line'],
    ['curl/8.9.1', ''],
    [undefined, ''],
  ])('is known by its name: %s', (header, name) => {
    expect(browserOf(header)).toBe(name);
  });
});

test('whoever tries too often is told how long to wait, rounded up', () => {
  const said = (ms: number) => [tooMany('Stop.', ms).message, tooMany('Stop.', ms).retryAfter];
  expect(said(900)).toEqual(['Stop. Try again in 1 second.', 1]);
  expect(said(59_001)).toEqual(['Stop. Try again in 1 minute.', 60]);
  expect(said(61_000)).toEqual(['Stop. Try again in 2 minutes.', 61]);
});
