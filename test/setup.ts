import { applyD1Migrations } from 'cloudflare:test';
import { env } from 'cloudflare:workers';

// Storage is new in every test file, so its tables have to be.
await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
