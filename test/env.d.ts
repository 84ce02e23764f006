import type { D1Migration } from 'cloudflare:test';

declare global {
  namespace Cloudflare {
    interface Env {
      /** Given by .config/vitest.config.ts, applied by test/setup.ts. */
      TEST_MIGRATIONS: D1Migration[];
    }
  }
}
