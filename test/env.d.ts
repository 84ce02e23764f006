import type { D1Migration } from 'cloudflare:test';

declare global {
  namespace Cloudflare {
    interface Env {
      /** Given by .config/vitest.config.ts, applied by test/setup.ts. */
      TEST_MIGRATIONS: D1Migration[];
      /** Address of a real server that takes webhooks (test/contract/servers/receiver.ts). */
      TEST_RECEIVER: string;
      /** Address of a real server that publishes keys as Cloudflare Access does (test/contract/servers/keys.ts). */
      TEST_KEYS: string;
    }
  }
}
