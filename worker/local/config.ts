import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'smol-toml';
import { z } from 'zod';

/** The top folder of the repository. Everything in worker/local names files from here, never from the working directory. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The parts of wrangler.toml that the local runtime has to repeat. A binding of another kind is refused, so that
 * nothing can be deployed that `npm start` and the tests do not have.
 */
const wranglerSchema = z.strictObject({
  name: z.string(),
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()).default([]),
  workers_dev: z.boolean().optional(),
  upload_source_maps: z.boolean().optional(),
  observability: z.unknown(),
  vars: z.record(z.string(), z.string()).default({}),
  assets: z.object({ directory: z.string(), binding: z.string(), run_worker_first: z.literal(true) }),
  durable_objects: z.object({ bindings: z.array(z.strictObject({ name: z.string(), class_name: z.string() })) }),
  migrations: z.array(z.strictObject({ tag: z.string(), new_sqlite_classes: z.array(z.string()) })),
  d1_databases: z.tuple([
    z.strictObject({ binding: z.string(), database_name: z.string(), database_id: z.string(), migrations_dir: z.string() }),
  ]),
  r2_buckets: z.tuple([z.strictObject({ binding: z.string(), bucket_name: z.string() })]),
  secrets: z.strictObject({ required: z.tuple([z.literal('HANDRAIL_SECRET')]) }),
  triggers: z.strictObject({ crons: z.array(z.string()) }).optional(),
});

export type WranglerConfig = z.infer<typeof wranglerSchema>;

export function readWrangler(file = `${root}wrangler.toml`): WranglerConfig {
  const parsed = wranglerSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`wrangler.toml has what worker/local/config.ts does not know:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
