import { execFile } from 'node:child_process';

export interface Ran {
  code: number;
  stdout: string;
  stderr: string;
}

/** A command of this project as a process of its own, beside this one, which may serve it a model. */
export const runCommand = (script: string, flags: readonly string[], env: Record<string, string> = {}): Promise<Ran> =>
  new Promise((resolve) => {
    const options = { encoding: 'utf8', timeout: 120_000, env: { ...process.env, ...env } } as const;
    execFile(process.execPath, [script, ...flags], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    );
  });

/** Variables of a model behind a server of the tests (test/contract/servers/chat.ts). */
export const modelAt = (url: string, key: string): Record<string, string> => ({
  HANDRAIL_MODEL_DRIVER: 'openai',
  HANDRAIL_MODEL_NAME: 'local',
  HANDRAIL_MODEL_KEY: key,
  HANDRAIL_MODEL_URL: `${url}/v1`,
});
