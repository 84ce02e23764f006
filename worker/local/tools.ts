import { delimiter, join } from 'node:path';
import { root } from './config.ts';

const folder = join(root, 'node_modules', '.bin');

/** A command line tool of the packages. */
export const tool = (name: string) => join(folder, name);
export const shell = process.platform === 'win32';

/** Tools start with the first `node` of the path: this is the one that npm's scripts have, whoever started us. */
export const toolEnv = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${folder}${delimiter}${process.env.PATH ?? ''}`,
  WRANGLER_SEND_METRICS: 'false',
  ...more,
});
