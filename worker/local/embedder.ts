import { pickDrivers } from '../ports/drivers.ts';
import { kernelModule } from '../ports/embed/static/node.ts';
import { makeScan } from '../ports/embed/static/scan.ts';
import { BuildError, type Tools } from '../release/build.ts';

const noBinding =
  'HANDRAIL_EMBED=workers-ai needs a binding, and a command line has none. Use the address of Workers AI that speaks as OpenAI does, here and in the worker: HANDRAIL_EMBED=openai, HANDRAIL_EMBED_BASE_URL=https://api.cloudflare.com/client/v4/accounts/ACCOUNT/ai/v1, HANDRAIL_EMBED_MODEL=@cf/baai/bge-m3, HANDRAIL_EMBED_DIMENSIONS=1024, and an API token as HANDRAIL_EMBED_KEY.';

/**
 * What a release is built with where the environment of the command names an embedder, by the worker's own settings. Nothing
 * where it names none: then it is the encoder that ships with the project.
 */
export async function configuredTools(env: Record<string, string | undefined>): Promise<Partial<Tools>> {
  if (env.HANDRAIL_EMBED === 'workers-ai') throw new BuildError([noBinding]);
  // The vectors are in the release; who searches them is for the worker to know.
  const picked = pickDrivers({ ...env, HANDRAIL_SEARCH: '' });
  if (!picked.ok) throw new BuildError(picked.problems);
  const { embedder } = picked.drivers;
  if (embedder === null) return {};
  const module = await kernelModule();
  return { embedder, makeScan: (rows, width) => makeScan(module, rows, width) };
}
