import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const secretsSchema = z.strictObject({
  /** HANDRAIL_SECRET of the worker: whoever holds it can sign a service token. */
  secret: z.string().min(43),
  /** The shop's own key, with which its server would sign who a customer is. */
  identity: z.strictObject({ id: z.string(), secret: z.string().min(43) }),
});
export type Secrets = z.infer<typeof secretsSchema>;

/** One local installation: everything that `npm start` keeps is in this folder, everything it makes is too. */
export interface Data {
  /** Real path, so that two names of one folder are one lock. */
  folder: string;
  state: string;
  assets: string;
  run: string;
  secrets: Secrets;
}

/** Only what we made ourselves is ever removed, whatever folder `--data` names. */
const OURS = ['state', 'build', 'secrets.json'];

function secrets(file: string): Secrets {
  if (!existsSync(file)) {
    const key = () => randomBytes(32).toString('base64url');
    const made: Secrets = { secret: key(), identity: { id: 'local-1', secret: key() } };
    writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 });
  }
  return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Makes the folder if need be and says its real path; nothing inside it is touched. */
export function findFolder(named: string): string {
  mkdirSync(named, { recursive: true });
  const folder = realpathSync(named);
  const strangers = readdirSync(folder).filter((name) => !OURS.includes(name) && !name.startsWith('run.json'));
  if (strangers.length > 0)
    throw new Error(`${named} holds other files (${strangers.slice(0, 3).join(', ')}); name an empty folder with --data`);
  return folder;
}

/** To be called by the one who holds the lock of the folder. */
export function openData(folder: string, fresh: boolean): Data {
  if (fresh) for (const name of OURS) rmSync(join(folder, name), { recursive: true, force: true });
  const state = join(folder, 'state');
  mkdirSync(state, { recursive: true });
  return { folder, state, assets: join(folder, 'build'), run: join(folder, 'run.json'), secrets: secrets(join(folder, 'secrets.json')) };
}
