import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { root } from './config.ts';
import { driverLine, modelVars } from './driver-line.ts';
import { type Handrail, startHandrail } from './start.ts';

const USAGE = `npm start -- [--port N] [--fresh] [--data FOLDER]
  --port N       first port to try on 127.0.0.1 (8787); the next free one is used when it is taken
  --fresh        begin anew: forget conversations, sites, releases and keys of the data folder
  --data FOLDER  keep everything in this folder instead of .data`;

function readFlags() {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, fresh: { type: 'boolean' }, data: { type: 'string' }, help: { type: 'boolean' } },
  });
  const port = values.port === undefined ? undefined : z.coerce.number().int().min(0).max(65_535).safeParse(values.port);
  if (port && !port.success) throw new Error(`--port ${values.port} is not a port`);
  return { help: values.help ?? false, options: { port: port?.data, fresh: values.fresh, data: values.data } };
}

/** `prestart` leaves how long it installed; only what it did just now belongs to this start. */
function installSeconds(): string {
  try {
    const text = readFileSync(join(root, 'node_modules', '.handrail-install'), 'utf8');
    const { seconds, at } = z.object({ seconds: z.number(), at: z.number() }).parse(JSON.parse(text));
    return performance.timeOrigin - at < 10_000 ? ` (installed in ${seconds.toFixed(0)} s)` : '';
  } catch {
    return '';
  }
}

function announce(handrail: Handrail, vars: Record<string, string>) {
  console.log(`
Ready in ${(performance.now() / 1_000).toFixed(1)} s${installSeconds()}

  Shop page        ${handrail.links.shop}
  Desk as agent    ${handrail.links.agent}
  Desk as lead     ${handrail.links.lead}
  Desk as admin    ${handrail.links.admin}

The desk links sign in once; every start prints new ones.
${driverLine(vars)}
Ctrl-C ends it; everything is kept for the next start (--fresh begins anew).`);
}

try {
  const { help, options } = readFlags();
  if (help) console.log(USAGE);
  else {
    const vars = modelVars(process.env);
    const handrail = await startHandrail({ ...options, vars, log: (line) => console.log(line) });
    announce(handrail, vars);
  }
} catch (cause) {
  const message = cause instanceof Error ? cause.message : String(cause);
  const flags = cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
  console.error(`handrail: ${message}${flags ? `\n${USAGE}` : ''}`);
  process.exit(1);
}
