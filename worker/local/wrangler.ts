import { spawnSync } from 'node:child_process';
import { root } from './config.ts';
import { shell, tool, toolEnv } from './tools.ts';

export interface Ran {
  ok: boolean;
  output: string;
}

/** The account's side of a deployment, so that a test can stand in for it. */
export type Wrangler = (args: string[], show?: boolean) => Ran;

/** Never asks a question: what it would ask, the plan has already said. */
export const wrangler: Wrangler = (args, show = false) => {
  const done = spawnSync(tool('wrangler'), args, {
    cwd: root,
    encoding: 'utf8',
    shell,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    env: toolEnv({ CI: '1', NO_COLOR: '1' }),
  });
  return { ok: done.status === 0, output: `${done.stdout ?? ''}${done.stderr ?? ''}` };
};

/** JSON out of a command's output, which may print notices around it. */
export function jsonIn(output: string): unknown {
  const from = output.search(/[[{]/);
  const to = Math.max(output.lastIndexOf(']'), output.lastIndexOf('}'));
  return from < 0 ? undefined : JSON.parse(output.slice(from, to + 1));
}
