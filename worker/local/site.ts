import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { asService } from './api.ts';
import { root } from './config.ts';
import { SECRET_FILE } from './provision.ts';

const USAGE = `npm run site -- --url URL --site ID --name NAME --origin ORIGIN... [--accent #1f6f54] [--person ID:NAME:EMAIL:ROLE...]
                 [--webhook URL]
  Makes or changes a site of a deployed worker, and prints a sign-in link for every person named (role: agent, lead or admin).
  The worker's secret comes from HANDRAIL_SECRET, or from ${SECRET_FILE} where npm run deploy left it.
  --webhook is told what is decided here (Standard Webhooks). Its secret comes from HANDRAIL_WEBHOOK_SECRET; without one it is made and
  printed once.`;

const flagsSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  site: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string().min(1),
  origin: z.array(z.url()).min(1),
  accent: z.string().default('#1f6f54'),
  webhook: z.url({ protocol: /^https?$/ }).optional(),
  person: z
    .array(z.string().transform((text) => text.split(':')))
    .pipe(z.array(z.tuple([z.string(), z.string(), z.email(), z.enum(['agent', 'lead', 'admin'])])))
    .default([]),
});
const inviteSchema = z.object({ token: z.string() });

function secret(): string {
  if (process.env.HANDRAIL_SECRET) return process.env.HANDRAIL_SECRET;
  const file = join(root, SECRET_FILE);
  const found = existsSync(file) ? /^HANDRAIL_SECRET=(.+)$/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  if (!found) throw new Error(`no secret: set HANDRAIL_SECRET, or put it into ${SECRET_FILE}`);
  return found;
}

try {
  const text = { type: 'string' } as const;
  const many = { type: 'string', multiple: true } as const;
  const { values } = parseArgs({
    options: { url: text, site: text, name: text, origin: many, accent: text, person: many, webhook: text, help: { type: 'boolean' } },
  });
  if (values.help) console.log(USAGE);
  else {
    const parsed = flagsSchema.safeParse(values);
    if (!parsed.success) throw new Error(`${z.prettifyError(parsed.error)}\n${USAGE}`);
    const { site, name, origin, accent, person, webhook: hook } = parsed.data;
    const url = new URL(parsed.data.url).origin;
    const service = await asService(url, secret());
    const base = `/api/v1/sites/${site}`;
    const given = process.env.HANDRAIL_WEBHOOK_SECRET;
    const webhook = hook ? { url: hook, secret: given || `whsec_${randomBytes(32).toString('base64')}` } : undefined;
    await service(
      { method: 'PUT', path: base, json: { name, origins: origin, accent, identity: 'optional', identityKeys: [], webhook } },
      z.unknown(),
    );
    console.log(`Site ${site} is set up for ${origin.join(', ')}`);
    if (webhook) console.log(`${webhook.url} is told what is decided here${given ? '' : `; its secret, shown once: ${webhook.secret}`}`);
    for (const [id, who, email, role] of person) {
      await service({ method: 'PUT', path: `${base}/people/${id}`, json: { name: who, email, role, active: true } }, z.unknown());
      const { token } = await service({ method: 'POST', path: `${base}/people/${id}/invites`, json: {} }, inviteSchema);
      console.log(`${who} (${role})  ${url}/desk/#site=${site}&invite=${token}`);
    }
  }
} catch (cause) {
  console.error(`handrail: ${cause instanceof Error ? cause.message : String(cause)}`);
  process.exit(1);
}
